"""The parts of the contract's answer as plain dictionaries: reasons, verdicts, sizes, advice, problems."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from ..messages.messages import Messages
from ..model.advice_lead import lead_of, open_questions
from ..model.answer import MadeBy
from ..model.band_text import band_text
from ..model.leg import LegPoint
from ..model.problem import Problem
from ..model.product import Band
from ..model.quantities import Length, Mass, Pressure, ShoeSize, quantity
from ..model.question import Detail, Side
from ..model.verdict import Advice, Fact, Note, PointFit, Reason, SizeVerdict, Verdict
from .advice import headline_document, phases_document
from .product import Document

REMEMBERED: Final = 1024
"""How many verdicts, notes and pieces of advice are remembered as documents.

They turn on products, on the policy and on answers that are words; no measure is in them, which a test holds.
"""


def measure_text(point: LegPoint, value: int, units: str) -> str:
    """A value of a point with its unit, in the unit of length that was asked for."""
    measure = quantity(point, value)
    return measure.about(units) if isinstance(measure, Length) else str(fact_value(measure, units))


def fact_value(value: Fact, units: str) -> Any:
    """A fact as JSON carries it: measures as text with a unit, points by id, tuples as lists."""
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


def reason_document(reason: Reason, messages: Messages) -> Document:
    """A reason: its code, its facts, its sentence."""
    facts = {name: fact_value(value, messages.units) for name, value in reason.facts}
    return {"code": reason.code, "facts": facts, "text": messages.sentence(reason)}


def reasons_document(reasons: tuple[Reason, ...], messages: Messages) -> list[Document]:
    """Several reasons, in their order."""
    return [reason_document(r, messages) for r in reasons]


@lru_cache(maxsize=REMEMBERED)
def verdict_document(verdict: Verdict, messages: Messages) -> Any:
    """A gate's verdict; shared by all who ask for it, so nobody may change it."""
    return messages.sealed(
        {
            "outcome": str(verdict.outcome),
            "label": verdict.label,
            "marks": list(verdict.marks),
            "reasons": reasons_document(verdict.reasons, messages),
        }
    )


def _point(fit: PointFit, units: str, *, stays: bool) -> Document:
    low, high = fit.stays
    document: Document = {
        "value": measure_text(fit.point, fit.value, units),
        "band": band_text(fit.band),
        "position": None if fit.position is None else round(fit.position, 3),
        "to_edge": None if fit.to_edge is None else measure_text(fit.point, fit.to_edge, units),
    }
    if stays:
        document["stays"] = {
            "from": None if low is None else measure_text(fit.point, low.at, units),
            "to": None if high is None else measure_text(fit.point, high.at, units),
        }
    return document


def points_document(fits: tuple[PointFit, ...], units: str, *, stays: bool = True) -> Document:
    """Where each reading lies; by side where left and right were told apart.

    With `stays` also the stretch over which the size stays the answer.
    """
    document: Document = {}
    for fit in fits:
        if fit.side is Side.BOTH:
            document[fit.point.value] = _point(fit, units, stays=stays)
        else:
            document.setdefault(fit.point.value, {})[fit.side.value] = _point(fit, units, stays=stays)
    return document


def size_document(size: SizeVerdict, messages: Messages, detail: Detail = Detail.FULL) -> Document:
    """A size verdict: the outcome, the size if there is one, and what it rests on, as far as `detail` says."""
    document: Document = {"outcome": str(size.outcome)}
    if size.outcome.is_match:
        document["size"] = size.size
        document["also"] = list(size.also)
        document["certainty"] = size.certainty
        document["confidence"] = None if size.confidence is None else round(size.confidence, 4)
        document["points"] = points_document(size.points, messages.units, stays=detail is Detail.FULL)
    if size.asks_for:
        document["needs"] = [str(p) for p in size.asks_for]
    if size.candidates:
        document["candidates"] = list(size.candidates)
    if size.nearest is not None and not size.outcome.is_match:
        near = size.nearest
        document["nearest"] = {
            "size": near.size,
            "point": str(near.point),
            "by": measure_text(near.point, near.by, messages.units),
            "direction": near.direction,
        }
    if size.sides:
        document["legs"] = {str(side): _leg(each, messages, detail) for side, each in size.sides}
    if detail is not Detail.BRIEF:
        document["reasons"] = reasons_document(size.reasons_to_tell, messages)
    return document


def _leg(size: SizeVerdict, messages: Messages, detail: Detail) -> Document:
    """What the chart says of one leg; only the outcome and the size where the answer is not to be full."""
    if detail is Detail.FULL:
        return size_document(size, messages)
    return {"outcome": str(size.outcome), **({"size": size.size} if size.size is not None else {})}


@lru_cache(maxsize=REMEMBERED)
def note_document(note: Note, messages: Messages) -> Any:
    """A note with its grade and sources; shared like a verdict's."""
    return messages.sealed(
        {
            "code": note.code,
            "text": messages.note(note),
            "grade": note.grade,
            "sources": list(note.sources),
            "claims": list(note.claims),
        }
    )


@lru_cache(maxsize=REMEMBERED)
def advice_document(
    advice: Advice, messages: Messages, *, notes: bool = True, order: bool = True, runner: Advice | None = None
) -> Any:
    """The advice by phase, or what has to be asked first; shared like a verdict's.

    `notes` are the evidence behind it, `order` is that of the kinds of garment. `runner` is given with the advice
    for one product: its `lead` joins the product's verdict to the runner's.
    """
    document: Document = {"lead": reason_document(lead_of(advice, runner), messages)}
    document |= phases_document(advice) | headline_document(advice)
    questions = open_questions(advice)
    if questions:
        document["questions"] = reasons_document(questions, messages)
    if advice.garment_order and order:
        document["garment_order"] = [kind for group in advice.garment_order for kind in group]
        document["order_rule"] = advice.order_rule
    if notes:
        document["notes"] = [note_document(n, messages) for n in advice.notes]
    if advice.reasons:
        document["reasons"] = reasons_document(advice.reasons, messages)
    return messages.sealed(document)


def made_by_document(made_by: MadeBy | None) -> Document:
    """Which package, policy and catalog made the answer."""
    if made_by is None:
        return {}
    return {"package": made_by.package, "policy": made_by.policy, "catalog": made_by.catalog}


def problem_document(problem: Problem, messages: Messages) -> Document:
    """A problem as every door writes it: what a program reads, and its words."""
    document: Document = {
        "code": problem.code,
        "field": problem.field,
        "read": problem.read,
        "expected": messages.expected(problem),
        "hint": messages.hint(problem),
    }
    return document | ({"suggestion": problem.suggestion} if problem.suggestion else {})


def confirm_document(reasons: tuple[Reason, ...], messages: Messages) -> Document:
    """What has to be confirmed before there is an answer: entries that can be true but hardly are."""
    asked = []
    for reason in reasons:
        document = reason_document(reason, messages)
        field, suggestion = document["facts"].pop("field", ""), document["facts"].get("suggestion")
        asked.append({"field": field, **document} | ({"suggestion": suggestion} if suggestion else {}))
    return {"confirm": asked}
