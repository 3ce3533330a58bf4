"""Problems and doubtful entries, as every door writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from msgspec import UNSET, Meta, UnsetType

from ..messages.messages import Messages
from ..model.problem import Problem
from ..model.verdict import Reason
from .reason import reason_document
from .records import Record, about, filled


class FaultDocument(Record):
    """One thing that is wrong."""

    code: Annotated[str, about("What it is, for programs.")]
    field: Annotated[str, about("Where it is, dotted.")]
    read: Annotated[str, about("What was read; empty where that is personal.")]
    expected: Annotated[str, about("What was expected.")]
    hint: Annotated[str, about("What to do.")]
    suggestion: Annotated[
        str | UnsetType,
        about("The likeliest reading, as it would be typed: for the person alone, it may be a measure."),
    ] = UNSET


class ErrorsDocument(Record):
    """What stands in the place of an answer that cannot be given."""

    errors: Annotated[list[FaultDocument], about("Every problem.")]


class DoubtDocument(Record):
    """An entry that can be true but hardly is."""

    field: Annotated[str, about("Where it is, dotted.")]
    code: Annotated[str, about("What it is, for programs.")]
    facts: Annotated[dict[str, Any], about("What the sentence is filled with.")]
    text: Annotated[str, about("The sentence to ask the person.")]
    suggestion: Annotated[str | UnsetType, about("The likeliest reading, as it would be typed.")] = UNSET


class ConfirmDocument(Record):
    """What has to be confirmed before there is an answer."""

    confirm: Annotated[list[DoubtDocument], about("What to ask the person.")]


class ProblemDocument(Record):
    """RFC 9457; the first problem on top, all of them in `errors`."""

    type: Annotated[str, about("Always about:blank.")]
    title: Annotated[str, about("What the status is called.")]
    status: Annotated[int, Meta(ge=400, le=599, description="The status.")]
    detail: Annotated[str, about("The first problem as a sentence, without what was read of a body.")]
    code: Annotated[str, about("What it is, for programs.")]
    field: Annotated[str, about("Where it is, dotted.")]
    hint: Annotated[str, about("What to do.")]
    errors: Annotated[list[FaultDocument], Meta(min_length=1, description="Every problem.")]


class ConfirmProblemDocument(ProblemDocument):
    """RFC 9457; with what has to be confirmed, where that is what is missing."""

    confirm: Annotated[list[DoubtDocument] | UnsetType, about("What to ask the person.")] = UNSET


def fault_document(problem: Problem, messages: Messages) -> FaultDocument:
    """Word a problem: what a program reads, and the sentences."""
    expected, hint = messages.expected(problem), messages.hint(problem)
    return filled(FaultDocument, problem, expected=expected, hint=hint, suggestion=problem.suggestion or UNSET)


def errors_document(problems: Iterable[Problem], messages: Messages) -> ErrorsDocument:
    """Word every problem with something that cannot be answered."""
    return ErrorsDocument(errors=[fault_document(p, messages) for p in problems])


def confirm_document(reasons: Sequence[Reason], messages: Messages) -> ConfirmDocument:
    """Word what has to be confirmed before there is an answer: entries that can be true but hardly are."""
    return ConfirmDocument(confirm=[_doubt(reason, messages) for reason in reasons])


def _doubt(reason: Reason, messages: Messages) -> DoubtDocument:
    document = reason_document(reason, messages)
    facts = document.facts
    field = facts.pop("field", "")
    return filled(DoubtDocument, document, field=field, suggestion=facts.get("suggestion") or UNSET)
