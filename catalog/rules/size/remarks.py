"""What is worth saying of a leg whatever its outcome: readings apart, the time of day, what was taken as exact."""

from __future__ import annotations

from ...geometry.leg_on_chart import LegOnChart, amount
from ...geometry.locate import locate
from ...geometry.thresholds import TAPE_POINTS
from ...model.leg import LegPoint
from ...model.verdict import Reason, because


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
    return [_swing_reason(leg, when.value, by, rank, rank if rank in location.open_sizes(leg.tie_break) else other)]


def _swing_reason(leg: LegOnChart, when: str, by: int, rank: int | None, other: int | None) -> Reason:
    facts = {"when": when, "by": amount(LegPoint.CALF, by)}
    size = {} if rank is None else {"size": leg.chart.labels[rank]}
    if rank == other:
        return because("size.swing_same" if size else "size.swing_still_none", **facts, **size)
    if other is None:
        return because("size.swing_none", **facts, **size)
    return because("size.swing_other" if size else "size.swing_fits", **facts, **size, other=leg.chart.labels[other])


def about_chart(leg: LegOnChart) -> list[Reason]:
    """Say what was taken as exact, and the posture that the chart asks for."""
    exact = tuple(p for p in leg.points if p not in TAPE_POINTS)
    reasons = [because("size.taken_as_exact", points=exact)] if exact else []
    return reasons + posture(leg)


def posture(leg: LegOnChart) -> list[Reason]:
    """Say how the chart asks to be measured for."""
    asks = leg.chart.chart.posture
    return [because("size.posture", posture=asks)] if asks else []


def unread_rows(leg: LegOnChart) -> list[Reason]:
    """Name sizes whose rows the source does not show whole; they never fit."""
    unread = leg.chart.unread
    return [because("size.unreadable", sizes=unread)] if unread else []
