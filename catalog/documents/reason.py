"""Reasons and the verdicts of gates as a document shows them: a code, facts in JSON, and the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from msgspec import UNSET, UnsetType

from ..messages.messages import Messages
from ..model.band_text import band_text
from ..model.leg import LegPoint
from ..model.product import Band
from ..model.quantities import Length, Mass, Pressure, ShoeSize, quantity
from ..model.question import Detail
from ..model.verdict import Fact, Outcome, Reason, Verdict
from .records import Record, about, words

OutcomeWord = Annotated[str, words(Outcome)]


class ReasonDocument(Record):
    """Why: a code for programs, and a sentence for people."""

    code: Annotated[str, about("What it is, for programs.")]
    facts: Annotated[dict[str, Any], about("What the sentence is filled with.")]
    text: Annotated[str, about("The sentence.")]


class VerdictDocument(Record):
    """What a gate says of a product."""

    outcome: Annotated[OutcomeWord, about("What came out.")]
    label: Annotated[str, about("The finer word of the rule.")]
    marks: Annotated[list[str] | UnsetType, about("Further labels that later rules read.")] = UNSET
    reasons: Annotated[list[ReasonDocument] | UnsetType, about("Why, each with its code, facts and sentence.")] = UNSET


def measure_text(point: LegPoint, value: int, units: str) -> str:
    """Write a value of a point, in store units, with its unit; lengths in the unit that was asked for."""
    measure = quantity(point, value)
    return measure.about(units) if isinstance(measure, Length) else str(fact_value(measure, units))


def fact_value(value: Fact, units: str) -> Any:
    """Turn a fact into JSON: measures as text with a unit, points by id, tuples as lists."""
    if type(value) is str:
        return value
    match value:
        case Length():
            return value.about(units)
        case Mass():
            return value.about("kg" if units == "cm" else "lb")
        case Pressure() | ShoeSize():
            return value.text()
        case LegPoint():
            return str(value)
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
