"""The contract's answer as plain dictionaries: matches, misses, exclusions, advice, reasons."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from .answer import Answer, Exclusion, MadeBy, Match, Miss
from .band import band_text
from .measure import LegPoint, Length, Mass, Pressure, ShoeSize, quantity
from .problem import Problem
from .product import Band
from .product_document import (
    Document,
    chart_source,
    price_document,
    product_head,
    variant_document,
)
from .question import Question, Side
from .verdict import Advice, Fact, Note, PhaseAdvice, PointFit, Reason, SizeVerdict, Verdict
from .words import Words

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


def reason_document(reason: Reason, words: Words) -> Document:
    """A reason: its code, its facts, its sentence."""
    facts = {name: fact_value(value, words.units) for name, value in reason.facts}
    return {"code": reason.code, "facts": facts, "text": words.sentence(reason)}


def _reasons(reasons: tuple[Reason, ...], words: Words) -> list[Document]:
    return [reason_document(r, words) for r in reasons]


@lru_cache(maxsize=REMEMBERED)
def verdict_document(verdict: Verdict, words: Words) -> Any:
    """A gate's verdict; shared by all who ask for it, so nobody may change it."""
    return words.sealed(
        {
            "outcome": str(verdict.outcome),
            "label": verdict.label,
            "marks": list(verdict.marks),
            "reasons": _reasons(verdict.reasons, words),
        }
    )


def _point(fit: PointFit, units: str) -> Document:
    low, high = fit.stays
    return {
        "value": measure_text(fit.point, fit.value, units),
        "band": band_text(fit.band),
        "position": None if fit.position is None else round(fit.position, 3),
        "to_edge": None if fit.to_edge is None else measure_text(fit.point, fit.to_edge, units),
        "stays": {
            "from": None if low is None else measure_text(fit.point, low.at, units),
            "to": None if high is None else measure_text(fit.point, high.at, units),
        },
    }


def points_document(fits: tuple[PointFit, ...], units: str) -> Document:
    """Where each reading lies; by side where left and right were told apart."""
    document: Document = {}
    for fit in fits:
        if fit.side is Side.BOTH:
            document[fit.point.value] = _point(fit, units)
        else:
            document.setdefault(fit.point.value, {})[fit.side.value] = _point(fit, units)
    return document


def size_document(size: SizeVerdict, words: Words) -> Document:
    """A size verdict: the outcome, the size if there is one, and what it rests on."""
    document: Document = {"outcome": str(size.outcome)}
    if size.outcome.is_match:
        document["size"] = size.size
        document["also"] = list(size.also)
        document["points"] = points_document(size.points, words.units)
        document["confidence"] = None if size.confidence is None else round(size.confidence, 4)
    if size.needs:
        document["needs"] = [str(p) for p in size.needs]
    if size.candidates:
        document["candidates"] = list(size.candidates)
    if size.nearest is not None and not size.outcome.is_match:
        near = size.nearest
        document["nearest"] = {
            "size": near.size,
            "point": str(near.point),
            "by": measure_text(near.point, near.by, words.units),
            "direction": near.direction,
        }
    if size.sides:
        document["legs"] = {str(side): size_document(each, words) for side, each in size.sides}
    document["reasons"] = _reasons(size.reasons, words)
    return document


class Sized:
    """The size verdicts of one answer as documents, each written once: many products of an answer share theirs."""

    __slots__ = ("_documents", "_words")

    def __init__(self, words: Words) -> None:
        self._words = words
        self._documents: dict[int, Document] = {}

    def __call__(self, size: SizeVerdict) -> Document:
        """The document of a verdict, to be copied and not changed."""
        found = self._documents.get(id(size))
        if found is None:
            found = self._documents[id(size)] = size_document(size, self._words)
        return found


@lru_cache(maxsize=REMEMBERED)
def note_document(note: Note, words: Words) -> Any:
    """A note with its grade and sources; shared like a verdict's."""
    return words.sealed(
        {
            "code": note.code,
            "text": words.note(note),
            "grade": note.grade,
            "sources": list(note.sources),
            "claims": list(note.claims),
        }
    )


def _phase(phase: PhaseAdvice | None) -> Document | None:
    return None if phase is None else {"verdict": phase.verdict.value, "rules": list(phase.rules)}


@lru_cache(maxsize=REMEMBERED)
def advice_document(advice: Advice, words: Words, *, notes: bool = True) -> Any:
    """The advice by phase, or what has to be asked first; shared like a verdict's."""
    document: Document = {}
    if advice.ask:
        document["ask"] = list(advice.ask)
    for name in ("before", "during", "after"):
        phase = _phase(getattr(advice, name))
        if phase is not None:
            document[name] = phase
    if advice.headline is not None:
        document["headline"] = {"verdict": advice.headline.verdict.value, "phase": advice.headline.phase}
    if advice.garment_order and notes:
        document["garment_order"] = [kind for group in advice.garment_order for kind in group]
        document["order_rule"] = advice.order_rule
    if notes:
        document["notes"] = [note_document(n, words) for n in advice.notes]
    if advice.reasons:
        document["reasons"] = _reasons(advice.reasons, words)
    return words.sealed(document)


def made_by_document(made_by: MadeBy | None) -> Document:
    """Which package, policy and catalog made the answer."""
    if made_by is None:
        return {}
    return {"package": made_by.package, "policy": made_by.policy, "catalog": made_by.catalog}


def match_document(match: Match, words: Words, sized: Sized | None = None) -> Document:
    """A product with a size to buy."""
    size = dict((sized or Sized(words))(match.size))
    reasons = size.pop("reasons") + _reasons(match.reasons, words)
    return {
        "product": product_head(match.product),
        **size,
        "certainty": match.size.certainty,
        "cautions": _reasons(match.cautions, words),
        "medical": verdict_document(match.medical, words),
        "graduated": verdict_document(match.graduated, words),
        "advice": {} if match.advice is None else advice_document(match.advice, words, notes=False),
        "price": price_document(match.product),
        "basket": [variant_document(v) for v in match.product.variants if v.size == match.size.size],
        "reasons": reasons,
        "source": chart_source(match.product),
    }


def miss_document(miss: Miss, words: Words, sized: Sized | None = None) -> Document:
    """A product that has no size for this leg."""
    return {
        "product": product_head(miss.product),
        **(sized or Sized(words))(miss.size),
        "medical": verdict_document(miss.medical, words),
        "graduated": verdict_document(miss.graduated, words),
        "source": chart_source(miss.product),
    }


def exclusion_document(exclusion: Exclusion, words: Words) -> Document:
    """A product that a gate does not allow."""
    return {
        "product": product_head(exclusion.product),
        "rule": exclusion.rule,
        "medical": verdict_document(exclusion.medical, words),
        "graduated": verdict_document(exclusion.graduated, words),
        "reasons": _reasons(exclusion.reasons, words),
    }


def size_answer_document(answer: Answer, others: tuple[Match, ...] | None, words: Words) -> Document:
    """The answer for one product and, where it has no size for this leg, other products that do."""
    document = answer_document(answer, words)
    if others is not None:
        document["others"] = [match_document(m, words) for m in others]
    return document


def advice_answer_document(made_by: MadeBy, question: Question, advice: Advice, words: Words) -> Document:
    """The runner's part of an answer alone."""
    return {
        "made_by": made_by_document(made_by),
        "question": dict(question.asked),
        "advice": advice_document(advice, words),
    }


def problem_document(problem: Problem, words: Words) -> Document:
    """A problem as every door writes it: what a program reads, and its words."""
    document: Document = {
        "code": problem.code,
        "field": problem.field,
        "read": problem.read,
        "expected": words.expected(problem),
        "hint": words.hint(problem),
    }
    return document | ({"suggestion": problem.suggestion} if problem.suggestion else {})


def confirm_document(reasons: tuple[Reason, ...], words: Words) -> Document:
    """What has to be confirmed before there is an answer: entries that can be true but hardly are."""
    asked = []
    for reason in reasons:
        document = reason_document(reason, words)
        asked.append({"field": document["facts"].pop("field", ""), **document})
    return {"confirm": asked}


def answer_document(answer: Answer, words: Words) -> Document:
    """The whole answer as the contract names it."""
    counts, sized = answer.counts, Sized(words)
    return {
        "made_by": made_by_document(answer.made_by),
        "question": dict(answer.question.asked),
        "counts": {
            "asked": counts.asked,
            "matches": counts.matches,
            "misses": counts.misses,
            "excluded": counts.excluded,
            "by_outcome": dict(counts.by_outcome),
            "by_cause": dict(counts.by_cause),
        },
        "advice": {} if answer.advice is None else advice_document(answer.advice, words),
        "matches": [match_document(m, words, sized) for m in answer.matches],
        "misses": [miss_document(m, words, sized) for m in answer.misses],
        "excluded": [exclusion_document(e, words) for e in answer.excluded],
        "reasons": _reasons(answer.reasons, words),
    }
