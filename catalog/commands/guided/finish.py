"""The end of a guided question: the answer, the command that gives it again, and a profile where one was asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from ...app.timing import this_day
from ...documents.question import question_document
from ...documents.records import as_data
from ...messages.messages import Messages
from ...model.advice_lead import emergency_of
from ...model.policy import shipped_policy
from ...model.question import Question
from ...report.search import Details
from ...search.loaded_catalog import LoadedCatalog
from ..health_questions import write_extras
from ..options.groups import OutputOptions, ParsedQuestion
from ..options.typed_question import assumption
from ..repeat import RepeatableCommand
from ..run_question import assumed_line, leave_without_size
from ..search_output import search_lines, write_found
from ..session import note
from ..terminal.prompt import agreed
from ..terminal.screen import screen, write_lines
from .answered import question_of, same_again


def whole_question(answers: Mapping[str, Any]) -> Question:
    """Return the question of all answers; what is odd in it was asked about where it was typed, and is confirmed."""
    from ...search.lookup import to_confirm

    question = question_of(answers)
    return replace(question, confirmed=bool(to_confirm(question, shipped_policy())))


def lines_of(catalog: LoadedCatalog, output: OutputOptions) -> Callable[[Mapping[str, Any]], Sequence[str]]:
    """Return what writes the answer to some answers as it would read, without the commands for more."""
    from ...search import lookup

    page, everything = lookup.Page(lookup.LISTED, 0, 0), replace(output, form="table", limit=0)

    def lines(answers: Mapping[str, Any]) -> Sequence[str]:
        question = question_of(answers)
        answer = lookup.answer(catalog, question, shipped_policy(), page, today=this_day())
        return search_lines(answer, everything, output.messages(question.units), Details(), RepeatableCommand())

    return lines


def finish(catalog: LoadedCatalog, answers: Mapping[str, Any], output: OutputOptions, keep: str | None = None) -> None:
    """Write the answer and the command that gives it again; offer to keep the measures under the name `keep`."""
    from ...search import lookup

    question = whole_question(answers)
    messages = output.messages(question.units)
    page = lookup.PAGES[lookup.detail_of(question, output.detail)] if output.is_document else lookup.WHOLE
    answer = lookup.answer(catalog, question, shipped_policy(), page, today=this_day())
    again = same_again({**answers, "confirmed": question.confirmed}, output.language)
    parsed = ParsedQuestion(question, assumption(answers.get("for")))
    if output.form == "table":
        write_lines([""])
    write_found(answer, output, messages, Details(assumed=assumed_line(parsed)), parsed, again)
    if output.form == "table" and emergency_of(answer.advice) is None:
        write_extras(answer, messages)
        write_lines(["", *_again(question, again, messages)])
    if keep is not None:
        _offer_to_keep(keep, question, messages)
    leave_without_size(answer.counts)


def _again(question: Question, again: RepeatableCommand, messages: Messages) -> list[str]:
    """Return the command that gives the same answer, quoted for any shell, and what is not in it."""
    runner = question.runner
    private = runner.red_flags or runner.red_flags_unknown
    lead = messages.text("ui.ask.same_private" if private else "ui.ask.same")
    return [*screen().paragraph(lead), *screen().command(again.search().words)]


def _offer_to_keep(name: str, question: Question, messages: Messages) -> None:
    """Save the measures under a name if the person still agrees."""
    from ...app.saved_measurements import names, save_profile

    facts = {"name": name}
    if agreed(messages.text("ui.ask.replace" if name in names() else "ui.ask.keep", facts), messages):
        path = save_profile(name, as_data(question_document(question)))
        note(messages.text("ui.profile.saved", {**facts, "path": str(path)}))
    else:
        note(messages.text("ui.ask.not_kept"))
