"""What is worth saying of a leg whatever its outcome: readings apart, the time of day, what was taken as exact."""

from __future__ import annotations

from ...geometry.leg_on_chart import LegOnChart, amount
from ...geometry.locate import locate
from ...geometry.thresholds import TAPE_POINTS
from ...model.leg import LegPoint
from ...model.verdict import Reason, because


def remarks(asked: LegOnChart, named: int | None) -> list[Reason]:
    """What the readings themselves call for: they lie too far apart, or were taken late in the day."""
    said: list[Reason] = []
    for reading in asked.leg.values():
        if len(reading.readings) > 1:
            said = readings_apart(asked)
            break
    return said if asked.question.measured is None else said + swing(asked, named)


def readings_apart(asked: LegOnChart) -> list[Reason]:
    """Readings of one point that lie too far apart to trust their middle."""
    limit = asked.figures.readings_apart
    apart = [p for p in asked.points if p in asked.leg and p in TAPE_POINTS and asked.leg[p].spread > limit]
    return [
        because(
            "size.readings_apart",
            point=p,
            by=amount(p, asked.leg[p].spread),
            limit=amount(p, limit),
            taken="two" if len(asked.leg[p].readings) < 3 else "more",
        )
        for p in apart
    ]


def swing(asked: LegOnChart, named: int | None) -> list[Reason]:
    """What measuring in the evening or after a run may have added, and the size without it."""
    when = asked.question.measured
    by = None if when is None else asked.figures.swings.get(when)
    girths = tuple(p for p in asked.points if p.is_girth)
    if when is None or by is None or not girths:
        return []
    values = tuple(max(v - by, 1) if p.is_girth else v for p, v in zip(asked.points, asked.values, strict=True))
    found = locate(asked.view, values)
    other = found.first(asked.choice) if found.has_size else None
    return [_swung(asked, when.value, by, named, named if named in found.open_to(asked.choice) else other)]


def _swung(asked: LegOnChart, when: str, by: int, named: int | None, other: int | None) -> Reason:
    facts = {"when": when, "by": amount(LegPoint.CALF, by)}
    sizes = {} if named is None else {"size": asked.chart.labels[named]}
    if named == other:
        return because("size.swing_same" if sizes else "size.swing_still_none", **facts, **sizes)
    if other is None:
        return because("size.swing_none", **facts, **sizes)
    return because(
        "size.swing_other" if sizes else "size.swing_fits", **facts, **sizes, other=asked.chart.labels[other]
    )


def about_chart(asked: LegOnChart) -> list[Reason]:
    """What was taken as exact, and the posture that the chart asks for."""
    exact = tuple(p for p in asked.points if p not in TAPE_POINTS)
    reasons = [because("size.taken_as_exact", points=exact)] if exact else []
    return reasons + posture(asked)


def posture(asked: LegOnChart) -> list[Reason]:
    """How the chart asks to be measured for."""
    asks = asked.chart.chart.posture
    return [because("size.posture", posture=asks)] if asks else []
