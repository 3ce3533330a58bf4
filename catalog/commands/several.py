"""`legfit size PRODUCT PRODUCT …`: one leg, several products, an answer for each in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import typer

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
from .match_listing import ERROR, entry_rows, write_match_rows
from .opening import loaded_catalog
from .options import groups as o
from .repeat import of_one_product
from .run_question import one_question, only_one, with_assumed
from .terminal.output import write_json
from .terminal.report_output import tell_report, write_report

MOST_AT_ONCE: Final = 200
Entry = Answer | BadInput
Row = Mapping[str, Any]


def several(
    products: Sequence[str], parsed: o.ParsedQuestion, signs: frozenset[FitSign], output: o.OutputOptions
) -> None:
    """Answer for each product; leave with 0 where each has an answer, else with 2. Raises: BadInput."""
    policy = shipped_policy()
    only_one(parsed)
    if len(products) > MOST_AT_ONCE:
        raise BadInput.one("too_many", "product", str(len(products)), "cli_at_most_products", most=MOST_AT_ONCE)
    question, messages = one_question(parsed, output)
    answers = answers_about(loaded_catalog(output.database), question, policy, products, this_day())
    entries: list[Entry] = [e if isinstance(e, BadInput) else with_signs(e, signs, policy) for e in answers]
    if output.is_document:
        _write_documents(entries, parsed, output, messages)
    elif not _tell_first(entries, signs, output, messages):
        write_match_rows(_rows(entries, products, output, messages), output, messages, ERROR)
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


def _tell_first(
    entries: Sequence[Entry], signs: frozenset[FitSign], output: o.OutputOptions, messages: Messages
) -> bool:
    """Tell what goes before any size, and whether that is an emergency, which a person gets alone."""
    answer = next((e for e in entries if not isinstance(e, BadInput)), None)
    if answer is None:
        return False
    felt = sign_reasons(signs)
    if output.form != "table":
        tell_report(before_rows(answer.advice, felt), messages)
        return False
    urgent = emergency(answer.advice, of_one_product(answer.question), first_product(answer))
    write_report(urgent or before_size(answer, felt), messages)
    return bool(urgent)


def _rows(entries: Sequence[Entry], products: Sequence[str], output: o.OutputOptions, messages: Messages) -> list[Row]:
    """Return the row of each product; what names none keeps the name as typed, and says why."""
    pairs = zip(entries, products, strict=True)
    rows = [
        _error_row(e, reference, messages) if isinstance(e, BadInput) else entry_of(e, first_product(e))
        for e, reference in pairs
    ]
    return entry_rows(rows, output, messages)


def _error_row(bad: BadInput, reference: str, messages: Messages) -> Row:
    text = " ".join(messages.problem(p.at("")) for p in bad.problems)
    return {"product": safe_repr(reference), "outcome": ERROR.name, "error": text}
