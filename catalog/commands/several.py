"""`legfit size PRODUCT PRODUCT …`: one leg, several products, an answer for each in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import typer
from msgspec.structs import replace

from ..app.timing import this_day
from ..messages.messages import Messages
from ..model.answer import Answer
from ..model.policy import shipped_policy
from ..model.problem import BadInput, safe_repr
from ..model.question import Detail, FitSign
from ..report.matches import entry_of
from ..report.urgent import before_rows, before_size, emergency, first_product
from ..search.advice import sign_reasons, with_signs
from ..search.lookup import answers_about, detail_of
from .exit_codes import Exit
from .match_listing import beside_rows, entry_rows, for_people, match_columns, write_match_rows
from .opening import loaded_catalog
from .options import groups as o
from .repeat import of_one_product
from .run_question import confirm_measures, only_one, with_assumed
from .terminal.output import Column, write_json, write_table
from .terminal.report_output import tell_report, write_report

MOST_AT_ONCE: Final = 200
Entry = Answer | BadInput
Row = Mapping[str, Any]
ERROR: Final = Column("error", "", keep=9, folds=True)


def several(
    products: Sequence[str], parsed: o.ParsedQuestion, signs: frozenset[FitSign], output: o.OutputOptions
) -> None:
    """Answer for each product; leave with 0 where each has an answer, else with 2.

    Raises:
        BadInput: more than one question, or too many products.
    """
    policy, question = shipped_policy(), only_one(parsed)
    if len(products) > MOST_AT_ONCE:
        raise BadInput.one("too_many", "product", str(len(products)), "cli_at_most_products", most=MOST_AT_ONCE)
    messages = output.messages(question.units)
    confirm_measures(question, messages, output)
    answers = answers_about(loaded_catalog(output.database), question, policy, products, this_day())
    entries: list[Entry] = [e if isinstance(e, BadInput) else with_signs(e, signs, policy) for e in answers]
    if output.is_document:
        _write_documents(entries, parsed, output, messages)
    elif output.form == "table":
        _write_table(entries, products, signs, output, messages)
    else:
        tell_report(before_rows(_advice(entries), sign_reasons(signs)), messages)
        write_match_rows(_rows(entries, products, output, messages), output, messages, _error(messages))
    if any(isinstance(e, BadInput) for e in entries):
        raise typer.Exit(Exit.USAGE)


def _write_documents(
    entries: Sequence[Entry], parsed: o.ParsedQuestion, output: o.OutputOptions, messages: Messages
) -> None:
    from ..documents.answer import entry_document

    detail = detail_of(parsed.question, output.detail, Detail.BRIEF)
    documents = [entry_document(e, messages, detail) for e in entries]
    if output.form == "jsonl":
        for document in documents:
            write_json(document, line=True)
    else:
        write_json(with_assumed({"answers": documents}, parsed))


def _write_table(
    entries: Sequence[Entry],
    products: Sequence[str],
    signs: frozenset[FitSign],
    output: o.OutputOptions,
    messages: Messages,
) -> None:
    """Write a row for each product; in an emergency that alone, and what the wearer feels before any size."""
    first = next((e for e in entries if not isinstance(e, BadInput)), None)
    if first is not None:
        urgent = emergency(first.advice, of_one_product(first.question), first_product(first))
        write_report(urgent or before_size(first, sign_reasons(signs)), messages)
        if urgent:
            return
    rows = _rows(entries, products, output, messages)
    columns = [c for c in output.pick(match_columns(messages)) if output.columns or c.table or c.name == "outcome"]
    errors = [[row["error"]] if "error" in row else [] for row in rows]
    beside = [[*sentences, *error] for sentences, error in zip(beside_rows(rows), errors, strict=True)]
    write_table(columns, rows, under=True, beside=beside)


def _error(messages: Messages) -> Column:
    return replace(ERROR, heading=messages.text("ui.col.error"))


def _rows(entries: Sequence[Entry], products: Sequence[str], output: o.OutputOptions, messages: Messages) -> list[Row]:
    """Return the row of each product; what names none keeps the name as typed, and says why."""
    pairs = zip(entries, products, strict=True)
    rows = [
        _error_row(e, reference, output, messages) if isinstance(e, BadInput) else entry_of(e, first_product(e))
        for e, reference in pairs
    ]
    return entry_rows(rows, output, messages)


def _error_row(bad: BadInput, reference: str, output: o.OutputOptions, messages: Messages) -> Row:
    text = " ".join(messages.problem(p.at("")) for p in bad.problems)
    return {"product": safe_repr(reference), "outcome": "" if for_people(output) else ERROR.name, "error": text}


def _advice(entries: Sequence[Entry]) -> Any:
    return next((e.advice for e in entries if not isinstance(e, BadInput)), None)
