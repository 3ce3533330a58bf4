"""What every command that answers a question does first and last: confirm the measures, write JSON, leave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer

from ..messages.messages import Messages
from ..model.answer import Answer, Counts
from ..model.policy import shipped_policy
from ..model.problem import BadInput
from ..model.question import Question
from ..model.verdict import Reason
from ..report.advice import assumed
from ..report.lines import Line
from .exit_codes import Exit
from .options.groups import OutputOptions, ParsedQuestion
from .session import tell


def one_question(parsed: ParsedQuestion, output: OutputOptions) -> tuple[Question, Messages]:
    """Return the one question and the sentences in its units; leave with 2 where it is to be confirmed first."""
    question = only_one(parsed)
    messages = output.messages(question.units)
    unlikely = _unlikely(question)
    if not unlikely:
        return question, messages
    if output.is_json:
        from ..documents.reason import confirm_document

        output.write_document(confirm_document(unlikely, messages))
    for sentence in (*map(messages.sentence, unlikely), messages.text("ui.confirm")):
        tell(f"legfit: {sentence}")
    raise typer.Exit(Exit.USAGE)


def _unlikely(question: Question) -> Sequence[Reason]:
    """Return what is unlikely in the measures; an impossible one is named as it was typed."""
    from ..search.lookup import to_confirm
    from .options.typed_question import under_its_option

    try:
        return to_confirm(question, shipped_policy())
    except BadInput as bad:
        raise BadInput(under_its_option(p) for p in bad.problems) from None


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


def exit_of(counts: Counts) -> Exit:
    """Return the exit code for a size, for none though a chart was compared, or for nothing that was compared."""
    if counts.matches:
        return Exit.OK
    return Exit.NOTHING_FITS if counts.compared else Exit.NOTHING_COMPARED


def leave_without_size(counts: Counts) -> None:
    """Return where there is a size; else leave with the code that says why there is none."""
    if not counts.matches:
        raise typer.Exit(exit_of(counts))
