"""The one question that is asked under an answer, and only where its reply would change the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from msgspec.structs import replace

from ...model.answer import Answer, Match
from ...model.leg import LegPoint
from ...model.question import MeasuredWhen, Prefer, Question, Side
from ...model.verdict import SizeOutcome
from .form import Form

ASKED: Final = ("measured", "prefer", "sides", "same_as")
"""What can be asked, in this order."""
MOST: Final = 12
"""So many of the first matches are asked about again."""
Ask = Callable[[Question, Sequence[Match]], Answer]
"""Answers another question about the products of some matches."""


def follow_up(answer: Answer, form: Form, ask: Ask) -> str:
    """The first question that is open and would change the answer; empty where none would."""
    skipped = form.get("skip", ())
    checks = {"measured": _by_time, "prefer": _by_wish, "sides": _by_other_leg, "same_as": _by_known_size}
    return next((name for name in ASKED if name not in skipped and checks[name](answer, ask)), "")


def _by_time(answer: Answer, ask: Ask) -> bool:
    """Whether a leg measured in the evening could have another size in the morning."""
    if answer.question.measured is not None or not _girths(answer.question):
        return False
    evening = _again(answer, ask, replace(answer.question, measured=MeasuredWhen.EVENING))
    return any(c.code == "caution.evening" for match in evening for c in match.cautions)


def _by_wish(answer: Answer, ask: Ask) -> bool:
    """Whether a firmer and a softer fit take different sizes."""
    if answer.question.prefer is not None:
        return False
    if not any(m.size.also and m.size.outcome is not SizeOutcome.LEGS_DIFFER for m in answer.matches[:MOST]):
        return False
    firmer, softer = (_again(answer, ask, replace(answer.question, prefer=wish)) for wish in Prefer)
    return {(m.product.id, m.size.size) for m in firmer} != {(m.product.id, m.size.size) for m in softer}


def _by_other_leg(answer: Answer, ask: Ask) -> bool:
    """Whether one leg was measured and it is so near an edge that the other one may need another size."""
    if any(side is not Side.BOTH for side, _ in answer.question.legs.sides) or not _girths(answer.question):
        return False
    return any(c.code == "caution.near_edge" for match in answer.matches[:MOST] for c in match.cautions)


def _by_known_size(answer: Answer, ask: Ask) -> bool:
    """Whether products wait for a girth, which a size of another brand that fits can stand for."""
    if answer.question.same_as is not None:
        return False
    waiting = (m.size for m in answer.misses if m.size.outcome is SizeOutcome.NEEDS_MEASUREMENT)
    return any(point.is_girth for size in waiting for point in size.asks_for)


def _again(answer: Answer, ask: Ask, question: Question) -> tuple[Match, ...]:
    return ask(question, answer.matches[:MOST]).matches if answer.matches else ()


def _girths(question: Question) -> list[LegPoint]:
    """The girths of a leg that were measured."""
    return [p for p in LegPoint if p in question.legs.points() and p.is_girth and p.is_sided]
