"""How sure a size is in one word, and what has to be seen beside it because of the leg and its readings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...geometry.thresholds import SizeThresholds
from ...model.leg import LegPoint
from ...model.question import Question, Side
from ...model.verdict import Certainty, Fact, Reason, because

OTHER_WITHOUT_SWING = {"size.swing_other": "other", "size.swing_none": "none"}
"""What a leg measured late in the day could be in the morning, by the reason that says so."""


def certainty_of(confidence: float, figures: SizeThresholds, *, by_girth: bool = True) -> Certainty:
    """How sure a size is, from the probability that it is right; without a girth never more than likely."""
    if confidence >= figures.sure and by_girth:
        return Certainty.SURE
    return Certainty.LIKELY if confidence >= figures.likely else Certainty.TOSS_UP


def has_girth(points: Iterable[LegPoint]) -> bool:
    """Whether a tape around the leg is among the points that decided."""
    return any(p.is_girth for p in points)


def cautions_of(
    question: Question, points: Sequence[LegPoint], reasons: Iterable[Reason], *, by_girth: bool, settled: bool = False
) -> tuple[Reason, ...]:
    """What has to be seen beside a size, read from the reasons of its verdict, each thing once.

    `settled` says that the leg lies in a rounding gap, beyond the printed edge of the one size that is possible.
    """
    others: list[str] = []
    apart: list[LegPoint] = []
    late: list[Reason] = []
    at_end = False
    for reason in reasons:
        code = reason.code
        if code == "size.near_edge":
            others.append(str(reason.fact("other")))
        elif code == "size.near_end":
            at_end = True
        elif code == "size.readings_apart":
            apart.append(reason.fact("point"))  # type: ignore[arg-type]
        elif code in OTHER_WITHOUT_SWING:
            late.append(reason)
    cautions: list[Reason] = []
    at_end = at_end or (settled and not others)
    if others or at_end:
        cautions.append(_near_edge(tuple(dict.fromkeys(others)), at_end=at_end))
    if apart:
        cautions.append(because("caution.readings_apart", points=tuple(dict.fromkeys(apart))))
    if not by_girth:
        cautions.append(because("caution.no_girth", points=tuple(points)))
    sides = question.legs.sides
    if len(sides) == 1 and sides[0][0] is not Side.BOTH:
        cautions.append(because("caution.one_leg", side=sides[0][0].value))
    return (*cautions, *_late(late)) if late else tuple(cautions)


def _near_edge(others: tuple[str, ...], *, at_end: bool) -> Reason:
    if not others:
        return because("caution.near_edge", could="none")
    return because("caution.near_edge", could="either" if at_end else "other", others=others)


def _late(reasons: list[Reason]) -> list[Reason]:
    """That a leg was measured late in the day, where the size could be another in the morning; once for both legs."""
    when = reasons[0].fact("when")
    others = tuple(dict.fromkeys(str(r.fact("other")) for r in reasons if r.code == "size.swing_other"))
    facts: dict[str, Fact] = {"others": others} if others else {}
    return [because("caution.evening", when=when, could=f"{when}_{'other' if others else 'none'}", **facts)]
