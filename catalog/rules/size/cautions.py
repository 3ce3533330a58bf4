"""How sure a size is in one word, and what has to be seen beside it because of the leg and its readings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...geometry.thresholds import SizeThresholds
from ...model.leg import LegPoint
from ...model.question import Question, Side
from ...model.verdict import Certainty, Fact, Reason, because

LATE = frozenset({"size.swing_other", "size.swing_none"})
"""The reasons that say what a leg measured late in the day could be in the morning."""


def certainty_of(confidence: float, thresholds: SizeThresholds, *, by_girth: bool = True) -> Certainty:
    """Say how sure a size is, from the probability that it is right; without a girth never more than likely."""
    if confidence >= thresholds.sure and by_girth:
        return Certainty.SURE
    return Certainty.LIKELY if confidence >= thresholds.likely else Certainty.TOSS_UP


def has_girth(points: Iterable[LegPoint]) -> bool:
    """Whether a tape around the leg is among the points that decided."""
    return any(p.is_girth for p in points)


def cautions_of(
    question: Question, points: Sequence[LegPoint], reasons: Iterable[Reason], *, by_girth: bool, settled: bool = False
) -> tuple[Reason, ...]:
    """Read what has to be seen beside a size from the reasons of its verdict, each thing once.

    `settled` says that the leg lies in a rounding gap, beyond the printed edge of the one size that is possible.
    """
    by_code: dict[str, list[Reason]] = {}
    for reason in reasons:
        by_code.setdefault(reason.code, []).append(reason)
    cautions: list[Reason] = []
    others = tuple(dict.fromkeys(str(r.fact("other")) for r in by_code.get("size.near_edge", ())))
    at_end = "size.near_end" in by_code or (settled and not others)
    if others or at_end:
        cautions.append(_near_edge(others, at_end=at_end))
    if apart := by_code.get("size.readings_apart"):
        cautions.append(because("caution.readings_apart", points=tuple(dict.fromkeys(r.fact("point") for r in apart))))
    if not by_girth:
        cautions.append(because("caution.no_girth", points=tuple(points)))
    sides = question.legs.sides
    if len(sides) == 1 and sides[0][0] is not Side.BOTH:
        cautions.append(because("caution.one_leg", side=sides[0][0].value))
    if late := [r for code in by_code if code in LATE for r in by_code[code]]:
        cautions.append(_late(late))
    return tuple(cautions)


def _near_edge(others: tuple[str, ...], *, at_end: bool) -> Reason:
    if not others:
        return because("caution.near_edge", could="none")
    return because("caution.near_edge", could="either" if at_end else "other", others=others)


def _late(reasons: list[Reason]) -> Reason:
    """That a leg was measured late in the day, where the size could be another in the morning; once for both legs."""
    when = reasons[0].fact("when")
    others = tuple(dict.fromkeys(str(r.fact("other")) for r in reasons if r.code == "size.swing_other"))
    facts: dict[str, Fact] = {"others": others} if others else {}
    return because("caution.evening", when=when, could=f"{when}_{'other' if others else 'none'}", **facts)
