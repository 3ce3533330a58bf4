"""`legfit size PRODUCT PRODUCT …`: one leg, several products, an answer for each in its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import typer
from msgspec.structs import replace

from ..app.timing import this_day
from ..messages.messages import Messages
from ..model.answer import Answer
from ..model.policy import shipped_policy
from ..model.problem import BadInput, safe_repr
from ..model.question import Detail, FitSign
from ..search.advice import with_signs
from ..search.lookup import answers_about, detail_of
from .exit_codes import Exit
from .match_listing import for_people, write_match_rows
from .matches import answer_row, beside_row, match_columns, today, where_there_is_one
from .opening import loaded_catalog
from .options import groups as o
from .repeat import of_one_product
from .run_question import only_one, sure_of, with_assumed
from .terminal.output import Column, write_json, write_table
from .terminal.screen import screen, write_lines
from .urgent import before_rows, before_size, emergency, first_product

MOST_AT_ONCE: Final = 200
Entry = Answer | BadInput
ERROR: Final = Column("error", "", keep=9, folds=True)


def several(products: Sequence[str], asked: o.ParsedQuestion, signs: frozenset[FitSign], view: o.OutputOptions) -> None:
    """Answer for each product; leave with 0 where each has an answer, else with 2.

    Raises:
        BadInput: more than one question, or too many products.
    """
    policy, question = shipped_policy(), only_one(asked, view)
    if len(products) > MOST_AT_ONCE:
        raise BadInput.one("too_many", "product", str(len(products)), "cli_at_most_products", most=MOST_AT_ONCE)
    messages = view.messages(question.units)
    sure_of(question, messages, view, policy)
    answers = answers_about(loaded_catalog(view.database), question, policy, products, this_day())
    entries: list[Entry] = [e if isinstance(e, BadInput) else with_signs(e, signs, policy) for e in answers]
    if view.is_document:
        _write_documents(entries, asked, view, messages)
    elif view.form == "table":
        _write_table(entries, products, signs, view, messages)
    else:
        before_rows(_advice(entries), messages, signs)
        rows = view.rows(_rows(entries, products, messages, people=for_people(view)))
        write_match_rows(rows, view, messages, _error(messages))
    if any(isinstance(e, BadInput) for e in entries):
        raise typer.Exit(Exit.USAGE)


def _write_documents(
    entries: Sequence[Entry], asked: o.ParsedQuestion, view: o.OutputOptions, messages: Messages
) -> None:
    from ..documents.answer import entry_document

    detail = detail_of(asked.question, view.detail, Detail.BRIEF)
    documents = [entry_document(e, messages, detail) for e in entries]
    if view.form == "jsonl":
        for document in documents:
            write_json(document, line=True)
    else:
        write_json(with_assumed({"answers": documents}, asked))


def _write_table(
    entries: Sequence[Entry],
    products: Sequence[str],
    signs: frozenset[FitSign],
    view: o.OutputOptions,
    messages: Messages,
) -> None:
    """A row for each product; in an emergency that alone, and what the wearer feels before any size."""
    on = screen()
    told = next((e for e in entries if not isinstance(e, BadInput)), None)
    if told is not None:
        urgent = emergency(told.advice, messages, on, of_one_product(told.question), first_product(told))
        write_lines(urgent or before_size(told, signs, messages, on))
        if urgent:
            return
    rows = [dict(r) for r in view.rows(_rows(entries, products, messages, people=True))]
    columns = [c for c in view.pick(match_columns(messages, today())) if view.columns or c.table or c.name == "outcome"]
    columns = [where_there_is_one(c) for c in columns]
    beside = [[*beside_row(r, view.columns), *([r["error"]] if "error" in r else [])] for r in rows]
    write_table(columns, rows, under=True, beside=beside)


def _error(messages: Messages) -> Column:
    return replace(ERROR, heading=messages.text("ui.col.error"))


def _rows(
    entries: Sequence[Entry], products: Sequence[str], messages: Messages, *, people: bool
) -> list[dict[str, Any]]:
    return [_row(e, reference, messages, people=people) for e, reference in zip(entries, products, strict=True)]


def _row(entry: Entry, reference: str, messages: Messages, *, people: bool) -> dict[str, Any]:
    """The row of a product; what names none keeps the name as typed, and says why."""
    if not isinstance(entry, BadInput):
        return answer_row(entry, first_product(entry), messages, people=people)
    text = " ".join(messages.problem(p.at("")) for p in entry.problems)
    return {"product": safe_repr(reference), "outcome": ERROR.name, "error": text}


def _advice(entries: Sequence[Entry]) -> Any:
    return next((e.advice for e in entries if not isinstance(e, BadInput)), None)
