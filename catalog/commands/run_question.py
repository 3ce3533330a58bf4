"""What every command that answers a question does first and last: confirm the measures, write JSON, leave."""

from __future__ import annotations

from typing import Any

import typer

from ..messages.messages import Messages
from ..model.answer import Answer, Counts
from ..model.policy import shipped_policy
from ..model.problem import BadInput
from ..model.question import Question
from ..report.advice import assumed
from ..report.lines import Line
from .answer_exit import exit_of
from .exit_codes import Exit
from .options.groups import OutputOptions, ParsedQuestion
from .session import tell


def confirm_measures(question: Question, messages: Messages, output: OutputOptions) -> None:
    """Return where the measures are likely or confirmed; else tell what to confirm and leave with 2.

    Raises: BadInput where a measure is impossible; it is named as typed.
    """
    from ..documents.reason import confirm_document
    from ..search.lookup import to_confirm
    from .options.typed_question import under_its_option

    try:
        unlikely = to_confirm(question, shipped_policy())
    except BadInput as bad:
        raise BadInput(under_its_option(p) for p in bad.problems) from None
    if not unlikely:
        return
    if output.is_json:
        output.write_document(confirm_document(unlikely, messages))
    for reason in unlikely:
        tell(f"legfit: {messages.sentence(reason)}")
    tell(f"legfit: {messages.text('ui.confirm')}")
    raise typer.Exit(Exit.USAGE)


def answer_document_of(answer: Answer, output: OutputOptions, messages: Messages) -> Any:
    """Return the document of an answer in the detail that was asked for."""
    from ..documents.answer import answer_document
    from ..search.lookup import detail_of

    return answer_document(answer, messages, detail_of(answer.question, output.detail))


def write_answer(answer: Answer, output: OutputOptions, messages: Messages, parsed: ParsedQuestion) -> None:
    """Write an answer as one JSON document, with what a short word for a run stood for."""
    output.write_document(with_assumed(answer_document_of(answer, output, messages), parsed))


def assumed_line(parsed: ParsedQuestion) -> Line | None:
    """Return what a short word for a run stood for, as a line for people; None where no field was assumed."""
    return assumed(parsed.assumed.word, parsed.assumed.fields) if parsed.assumed else None


def with_assumed(document: Any, parsed: ParsedQuestion) -> Any:
    """Add to a document what a short word for a run stood for, where one was typed."""
    if not parsed.assumed:
        return document
    from ..documents.records import as_data

    return {**as_data(document), "assumed": {"word": parsed.assumed.word, "fields": parsed.assumed.text}}


def only_one(parsed: ParsedQuestion) -> Question:
    """Return the single question; many at once are for `search` and `size`. Raises: BadInput where there are many."""
    if parsed.lines is not None:
        raise BadInput.one("many_questions", "--question", "JSON Lines", "cli_single_question")
    return parsed.question


def leave_without_size(counts: Counts) -> None:
    """Return where there is a size; else leave with the code that says why there is none."""
    code = exit_of(counts)
    if code is not Exit.OK:
        raise typer.Exit(code)
