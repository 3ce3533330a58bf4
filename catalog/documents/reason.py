"""Reasons, verdicts of gates and problems as a document shows them: a code, facts in JSON, and the sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Annotated, Any, Final

from msgspec import UNSET, Meta, UnsetType

from ..messages.messages import Messages
from ..model.band_text import band_text
from ..model.leg import LegPoint
from ..model.problem import Problem
from ..model.product import Band
from ..model.quantities import Length, Limit, Mass, Pressure, ShoeSize, quantity
from ..model.question import Detail
from ..model.verdict import Fact, Outcome, Reason, Verdict
from .records import Record, about, filled, words

AS_IT_IS: Final = frozenset({str, bool, int, float})
"""The types of facts that JSON has; they are the most, and are not compared with every other type one by one."""
SUGGESTION: Final = "The likeliest reading, as it would be typed: for the person alone, it may be a measure."


class ReasonDocument(Record):
    """Why: a code for programs, and a sentence for people."""

    code: Annotated[str, about("What it is, for programs.")]
    facts: Annotated[dict[str, Any], about("What the sentence is filled with.")]
    text: Annotated[str, about("The sentence.")]


class VerdictDocument(Record):
    """What a check says of a product: whether it is for sport, or whether it is graduated."""

    outcome: Annotated[str, words(Outcome), about("What came out.")]
    label: Annotated[str, about("The finer word of the rule.")]
    marks: Annotated[list[str] | UnsetType, about("Further labels that later rules read.")] = UNSET
    reasons: Annotated[list[ReasonDocument] | UnsetType, about("Why, each with its code, facts and sentence.")] = UNSET


def measure_text(point: LegPoint, value: int, units: str) -> str:
    """Write a value of a point, in store units, with its unit; lengths in the unit that was asked for."""
    measure = quantity(point, value)
    return measure.about(units) if isinstance(measure, Length) else str(fact_value(measure, units))


def fact_value(value: Fact, units: str) -> Any:
    """Turn a fact into JSON: measures as text with a unit, points by id, tuples as lists."""
    if type(value) in AS_IT_IS:
        return value
    match value:
        case LegPoint():
            return value.value
        case Length() | Limit():
            return value.about(units)
        case Mass():
            return value.about("kg" if units == "cm" else "lb")
        case Pressure() | ShoeSize():
            return value.text()
        case Band():
            return band_text(value)
        case tuple():
            return [fact_value(v, units) for v in value]
        case _:
            return value


def reason_document(reason: Reason, messages: Messages) -> ReasonDocument:
    """Word a reason."""
    facts = {name: fact_value(value, messages.units) for name, value in reason.facts}
    return ReasonDocument(code=reason.code, facts=facts, text=messages.sentence(reason))


def reasons_document(reasons: Sequence[Reason], messages: Messages) -> list[ReasonDocument]:
    """Word several reasons, in their order."""
    return [reason_document(r, messages) for r in reasons]


def verdict_document(verdict: Verdict, messages: Messages, detail: Detail = Detail.FULL) -> VerdictDocument:
    """Word what a gate says; the signals behind it only in a full answer."""
    document = VerdictDocument(outcome=verdict.outcome, label=verdict.label)
    if detail is Detail.FULL:
        document.marks = list(verdict.marks)
        document.reasons = reasons_document(verdict.reasons, messages)
    return document


class FaultDocument(Record):
    """One thing that is wrong."""

    code: Annotated[str, about("What it is, for programs.")]
    field: Annotated[str, about("Where it is, dotted.")]
    read: Annotated[str, about("What was read; empty where that is personal.")]
    expected: Annotated[str, about("What was expected.")]
    hint: Annotated[str, about("What to do.")]
    suggestion: Annotated[str | UnsetType, about(SUGGESTION)] = UNSET


class ErrorsDocument(Record):
    """What comes instead of an answer that cannot be given."""

    errors: Annotated[list[FaultDocument], about("Every problem.")]


class DoubtDocument(Record):
    """An entry that can be true but hardly is."""

    field: Annotated[str, about("Where it is, dotted.")]
    code: Annotated[str, about("What it is, for programs.")]
    facts: Annotated[dict[str, Any], about("What the sentence is filled with.")]
    text: Annotated[str, about("The sentence to ask the person.")]
    mark: Annotated[str, about("Stands for the doubt with its values: what a yes to it sends back in `agreed`.")]
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
    field, facts = document.facts.pop("field", ""), document.facts
    suggestion = facts.get("suggestion") or UNSET
    return filled(DoubtDocument, document, field=field, mark=mark_of(reason), suggestion=suggestion)


def mark_of(reason: Reason) -> str:
    """Make the mark of a doubt out of its code and its values: a yes to it is a yes to no other value."""
    return sha256(repr(reason).encode()).hexdigest()[:16]
