"""What every command that answers a question does first and last: confirm, read, JSON, many lines."""

from __future__ import annotations

from typing import Any

import typer

from ..messages.messages import Messages
from ..model.answer import Counts
from ..model.policy import Policy
from ..model.problem import BadInput
from ..model.question import Question
from ..report.advice import assumed
from ..report.lines import Line
from .answer_exit import exit_of
from .exit_codes import Exit
from .options.groups import OutputOptions, ParsedQuestion
from .session import tell
from .terminal.output import write_json


def sure_of(question: Question, messages: Messages, view: OutputOptions, policy: Policy) -> None:
    """Nothing, where the measures are likely or confirmed.

    Else what has to be confirmed is said and the program leaves with 2.

    Raises:
        BadInput: a measure is impossible; it is named as typed.
    """
    from ..documents.problem import confirm_document
    from ..search.lookup import to_confirm
    from .options.typed_question import under_its_option

    try:
        unlikely = to_confirm(question, policy)
    except BadInput as bad:
        raise BadInput(under_its_option(p) for p in bad.problems) from None
    if not unlikely:
        return
    if view.is_json:
        write_json(confirm_document(unlikely, messages), line=view.form == "jsonl")
    for reason in unlikely:
        tell(f"legfit: {messages.sentence(reason)}")
    tell(f"legfit: {messages.text('ui.confirm')}")
    raise typer.Exit(Exit.USAGE)


def assumed_line(asked: ParsedQuestion) -> Line | None:
    """What a short word for a run stood for, as a line for people; None where no field was assumed."""
    return assumed(asked.assumed.word, asked.assumed.fields) if asked.assumed else None


def with_assumed(document: Any, asked: ParsedQuestion) -> Any:
    """Add to a document what a short word for a run stood for, where one was typed."""
    if not asked.assumed:
        return document
    from ..documents.records import as_data

    return {**as_data(document), "assumed": {"word": asked.assumed.word, "fields": asked.assumed.text}}


def only_one(asked: ParsedQuestion, view: OutputOptions) -> Question:
    """The single question; many at once are for `search` and `size`.

    Raises:
        BadInput: there are many.
    """
    if asked.lines is not None:
        raise BadInput.one("many_questions", "--question", "JSON Lines", "cli_single_question")
    return asked.question


def leave_with(counts: Counts) -> None:
    """Go on where there is a size; else leave with the code that says why there is none."""
    code = exit_of(counts)
    if code is not Exit.OK:
        raise typer.Exit(code)
