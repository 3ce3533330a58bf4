"""What is worth saying of a leg whatever its outcome, how sure its size is, and what has to be seen beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from ...geometry.leg_on_chart import LegOnChart, amount
from ...geometry.locate import locate
from ...geometry.thresholds import TAPE_POINTS, SizeThresholds
from ...model.leg import LegPoint
from ...model.quantities import Limit
from ...model.question import Question, Side
from ...model.verdict import Certainty, Fact, PointFit, Reason, because

LATE = frozenset({"size.swing_other", "size.swing_none", "size.swing_unread"})
"""The reasons that say what a leg measured late in the day could be in the morning."""
NEAR_EDGE: Final = "caution.near_edge"
NAMED: Final = "named"
"""What a small measuring error could make of a size that is named with others: one of those."""
UNREAD: Final = "size.unreadable"
UNREAD_ENDS: Final = frozenset({"near_unread", "at_unread"})
"""How near the end of a size is, where what lies beyond it may be a row that was not read."""


def remarks(leg: LegOnChart, rank: int | None) -> list[Reason]:
    """Say what the readings call for: they lie too far apart, or were taken late. `rank` is the size named, if any."""
    reasons: list[Reason] = []
    for reading in leg.readings.values():
        if len(reading.readings) > 1:
            reasons = readings_apart(leg)
            break
    return reasons if leg.question.measured is None else reasons + _swing(leg, rank)


def readings_apart(leg: LegOnChart) -> list[Reason]:
    """Find readings of one point that lie too far apart to trust their middle."""
    limit, readings = leg.thresholds.readings_apart, leg.readings
    return [
        because(
            "size.readings_apart", point=p, by=amount(p, readings[p].spread), limit=amount(p, limit),
            taken="two" if len(readings[p].readings) < 3 else "more",
        )
        for p in leg.points
        if p in readings and p in TAPE_POINTS and readings[p].spread > limit
    ]  # fmt: skip


def _swing(leg: LegOnChart, rank: int | None) -> list[Reason]:
    """What measuring in the evening or after a run may have added, and the size without it."""
    when = leg.question.measured
    by = None if when is None else leg.thresholds.swings.get(when)
    if when is None or by is None or not any(p.is_girth for p in leg.points):
        return []
    values = tuple(max(v - by, 1) if p.is_girth else v for p, v in zip(leg.points, leg.values, strict=True))
    location = locate(leg.projection, values)
    other = location.first_size(leg.tie_break) if location.has_size else None
    other = rank if rank in location.open_sizes(leg.tie_break) else other
    if rank is not None and other is None and may_be_unread(leg, leg.chart.labels[rank], values):
        facts = {"when": when.value, "by": amount(LegPoint.CALF, by), "size": leg.chart.labels[rank]}
        return [because("size.swing_unread", **facts)]
    return [_swing_reason(leg, when.value, by, rank, other)]


def _swing_reason(leg: LegOnChart, when: str, by: int, rank: int | None, other: int | None) -> Reason:
    facts = {"when": when, "by": amount(LegPoint.CALF, by)}
    size = {} if rank is None else {"size": leg.chart.labels[rank]}
    if rank == other:
        return because("size.swing_same" if size else "size.swing_still_none", **facts, **size)
    if other is None:
        return because("size.swing_none", **facts, **size)
    return because("size.swing_other" if size else "size.swing_fits", **facts, **size, other=leg.chart.labels[other])


def about_chart(leg: LegOnChart, size: str) -> list[Reason]:
    """Say what was taken as exact, the posture that the chart asks for, and which other sizes were not read."""
    exact = tuple(p for p in leg.points if p not in TAPE_POINTS)
    reasons = [because("size.taken_as_exact", points=exact)] if exact else []
    return reasons + posture(leg) + unread_rows(leg, size)


def posture(leg: LegOnChart) -> list[Reason]:
    """Say how the chart asks to be measured for."""
    asks = leg.chart.chart.posture
    return [because("size.posture", posture=asks)] if asks else []


def unread_rows(leg: LegOnChart, size: str | None = None) -> list[Reason]:
    """Name sizes whose rows the source does not show whole: they are never named, but may be the one for this leg.

    `size` is the size that is named; about itself a row that was not read leaves no doubt.
    """
    unread = tuple(label for label in leg.projection.unread_sizes(leg.values) if label != size)
    return [because(UNREAD, sizes=unread)] if unread else []


def may_be_unread(leg: LegOnChart, size: str, values: Sequence[float]) -> bool:
    """Whether a leg near to these values may have a size whose row was not read whole; `size` is the one named."""
    return any(label != size for label in leg.projection.unread_sizes(values, leg.thresholds.near_edge))


def is_unread(reasons: Iterable[Reason]) -> bool:
    """Whether the reasons of a match name a size that was not read and may be the one."""
    return any(reason.code == UNREAD for reason in reasons)


def certainty_of(confidence: float, thresholds: SizeThresholds, *, may_be_sure: bool = True) -> Certainty:
    """Say how sure a size is, from the probability that it is right.

    Without a girth, and beside a row that was not read and may be the one, it may be likely at best.
    """
    if confidence >= thresholds.sure and may_be_sure:
        return Certainty.SURE
    return Certainty.LIKELY if confidence >= thresholds.likely else Certainty.TOSS_UP


def has_girth(points: Iterable[LegPoint]) -> bool:
    """Whether a tape around the leg is among the points that decided."""
    return any(p.is_girth for p in points)


def cautions_of(
    question: Question,
    points: Sequence[LegPoint],
    reasons: Iterable[Reason],
    *,
    by_girth: bool,
    settled: bool = False,
    fits: Sequence[PointFit] = (),
) -> tuple[Reason, ...]:
    """Read what has to be seen beside a size from the reasons of its verdict, each thing once.

    `settled` says that the leg lies in a rounding gap, beyond the printed edge of the one size that is possible.
    `fits` are the readings in the size named, where it is one for both legs: an edge inside its band is another size's.
    """
    by_code: dict[str, list[Reason]] = {}
    for reason in reasons:
        by_code.setdefault(reason.code, []).append(reason)
    cautions: list[Reason] = []
    near = by_code.get("size.near_edge", ())
    others = tuple(dict.fromkeys(str(r.fact("other")) for r in near))
    at_end = "size.near_end" in by_code or (settled and not others)
    if others or at_end:
        holds_on = bool(near) and all(any(_holds_beyond(fit, r) for fit in fits) for r in near)
        cautions.append(_near_edge(others, at_end=at_end, holds_on=holds_on, unread=_ends_unread(by_code)))
    if unread := by_code.get(UNREAD):
        sizes = dict.fromkeys(size for reason in unread for size in _texts(reason.fact("sizes")))
        cautions.append(because("caution.unread_rows", sizes=tuple(sizes)))
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


def _holds_beyond(fit: PointFit, near: Reason) -> bool:
    """Whether the band of the size named goes on beyond an edge: another size comes first there, and it still holds."""
    low, high, edge = fit.band.low, fit.band.high, near.fact("edge")
    if near.fact("point") != fit.point or not isinstance(edge, Limit) or not fit.band.holds(fit.value):
        return False
    return (low is None or low.at < edge.at) and (high is None or edge.at < high.at)


def _texts(fact: Fact) -> tuple[str, ...]:
    return tuple(map(str, fact)) if isinstance(fact, tuple) else ()


def _ends_unread(by_code: Mapping[str, Sequence[Reason]]) -> bool:
    """Whether what lies beyond the end of a size may be a row that was not read."""
    return UNREAD in by_code or any(r.fact("where") in UNREAD_ENDS for r in by_code.get("size.near_end", ()))


def _near_edge(others: tuple[str, ...], *, at_end: bool, holds_on: bool, unread: bool) -> Reason:
    if not others:
        return because(NEAR_EDGE, could="unread" if unread else "none")
    either = "either_unread" if unread else "either"
    return because(NEAR_EDGE, could=either if at_end else "first" if holds_on else "other", others=others)


def others_near(caution: Reason) -> tuple[str, ...]:
    """The other sizes that a caution of an edge names; none for every other caution."""
    return _texts(caution.fact("others")) if caution.code == NEAR_EDGE and caution.has("others") else ()


def near_edges_of_leg(side: Side, cautions: Iterable[Reason], beyond: str = "other") -> list[Reason]:
    """The cautions of a leg near an edge, with the leg named: where legs differ "this size" could be either's.

    `beyond` is the word for another size: `apart` where the other leg lies outside of it.
    """
    near = (dict(caution.facts) for caution in cautions if caution.code == NEAR_EDGE)
    return [
        because(NEAR_EDGE, **facts | {"could": _of_leg(side, facts["could"], beyond), "side": side.value})
        for facts in near
    ]


def _of_leg(side: Side, could: Fact, beyond: str) -> str:
    """The word for what a leg of its own size could have; no size is held for it beside its own."""
    return f"{side.value}_{beyond if could in ('first', NAMED, 'other') else could}"


def among_named(cautions: tuple[Reason, ...], certainty: Certainty, between: Sequence[str] = ()) -> tuple[Reason, ...]:
    """The cautions of a size that stands beside others: an edge decides between these, and makes it no other one.

    An uncertain size stands beside each that is near; `between` are those that a leg in a rounding gap has.
    """
    return tuple(_of_those(c, certainty, between) if c.code == NEAR_EDGE else c for c in cautions)


def _of_those(near: Reason, certainty: Certainty, between: Sequence[str]) -> Reason:
    is_named = certainty is Certainty.TOSS_UP or set(others_near(near)) <= set(between)
    if not is_named or near.fact("could") not in ("first", "other"):
        return near
    return because(NEAR_EDGE, **dict(near.facts) | {"could": NAMED})


def _late(reasons: list[Reason]) -> Reason:
    """That a leg was measured late in the day, where the size could be another in the morning; once for both legs."""
    when = reasons[0].fact("when")
    others = tuple(dict.fromkeys(str(r.fact("other")) for r in reasons if r.code == "size.swing_other"))
    facts: dict[str, Fact] = {"others": others} if others else {}
    none = "unread" if any(r.code == "size.swing_unread" for r in reasons) else "none"
    return because("caution.evening", when=when, could=f"{when}_{'other' if others else none}", **facts)
