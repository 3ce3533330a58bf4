"""A leg that no size holds: beyond the chart, in a chart gap, or readings that disagree."""

from __future__ import annotations

from msgspec.structs import replace

from ...geometry.compiled_chart import ChartBox
from ...geometry.leg_on_chart import LegOnChart, amount, distance, limit
from ...geometry.locate import NOWHERE, Location, across, boxes_around, locate
from ...geometry.thresholds import TAPE_POINTS
from ...model.verdict import Nearest, Reason, SizeOutcome, SizeVerdict, because
from .remarks import posture, remarks, unread_rows


def miss_verdict(leg: LegOnChart) -> SizeVerdict:
    """Judge a leg that no size holds on the points known; nothing more needs to be asked."""
    if not leg.projection.boxes:
        return unreadable(leg)
    alone = [locate(leg.chart.projection((p,)), (v,)) for p, v in zip(leg.points, leg.values, strict=True)]
    nowhere = [i for i, location in enumerate(alone) if location == NOWHERE]
    beyond = [i for i in nowhere if _is_beyond(leg, i)]
    nearest = _nearest(leg)
    if beyond:
        return _verdict(leg, SizeOutcome.OUTSIDE_CHART, nearest, [r for i in beyond for r in _outside(leg, i)])
    if nowhere:
        return _verdict(leg, SizeOutcome.IN_GAP, nearest, [r for i in nowhere for r in _chart_gap(leg, i)])
    if leg.projection.of_build:
        values = tuple(leg.quantity(i) for i in range(len(leg.points)))
        empty_cell = because("size.white_cell", points=leg.points, values=values)
        return _verdict(leg, SizeOutcome.IN_GAP, nearest, [empty_cell])
    return _disagreement(leg, alone)


def unreadable(leg: LegOnChart) -> SizeVerdict:
    """Say that no row of the chart could be read for the points known."""
    return SizeVerdict(SizeOutcome.NO_CHART, reasons=(because("size.none_readable", points=leg.chart.chart.points),))


def _verdict(leg: LegOnChart, outcome: SizeOutcome, nearest: Nearest, reasons: list[Reason]) -> SizeVerdict:
    by = distance(nearest.point, nearest.by)
    reasons.append(because(
        "size.nearest", size=nearest.size, point=nearest.point, by=by, direction=nearest.direction,
    ))  # fmt: skip
    reasons += unread_rows(leg) + remarks(leg, None) + posture(leg)
    return SizeVerdict(outcome, nearest=nearest, reasons=tuple(reasons))


def _is_beyond(leg: LegOnChart, index: int) -> bool:
    """Whether a value lies under every band of its point or over every one."""
    value, intervals = leg.values[index], [b.intervals[index] for b in leg.projection.boxes]
    return all(value < i.first for i in intervals) or all(value > i.last for i in intervals)


def _outside(leg: LegOnChart, index: int) -> list[Reason]:
    """A value beyond the chart, by how much, and whether to measure again."""
    point, value = leg.points[index], leg.values[index]
    low, high = leg.projection.hull[index]
    edge, direction = (high, "larger") if value >= high else (low, "smaller")
    end, by = limit(point, edge, is_low=direction == "smaller"), abs(value - edge)
    facts = {"point": point, "value": leg.quantity(index), "limit": end, "direction": direction}
    if not by:
        return [because("size.on_open_edge", **facts)]
    code = "size.outside_unread" if leg.projection.unread_sizes(leg.values) else "size.outside"
    return [because(code, **facts, by=distance(point, by)), *_measure_again(leg, index, by)]


def _measure_again(leg: LegOnChart, index: int, by: float) -> list[Reason]:
    """That a tape reading lies so near to an edge that the tape may be off by as much."""
    point = leg.points[index]
    is_near = point in TAPE_POINTS and by <= leg.thresholds.near_edge
    return [because("size.measure_again", point=point, by=amount(point, by))] if is_near else []


def _chart_gap(leg: LegOnChart, index: int) -> list[Reason]:
    """The chart gap at one point, with the sizes on both sides of it; a row that was not readable may lie in it."""
    point, value, labels = leg.points[index], leg.values[index], leg.chart.labels
    below, above = boxes_around(leg.projection.boxes, index, value)
    low, high = below.intervals[index].high, above.intervals[index].low
    facts = {
        "point": point, "value": leg.quantity(index),
        "low": limit(point, low, is_low=False), "high": limit(point, high, is_low=True),
        "below": labels[below.rank], "above": labels[above.rank],
    }  # fmt: skip
    if unread := leg.projection.unread_sizes(leg.values):
        return [because("size.gap_unread", **facts, sizes=unread)]
    return [because("size.gap", **facts), *_measure_again(leg, index, min(value - low, high - value))]


def _excesses(leg: LegOnChart, box: ChartBox) -> list[float]:
    """How far each value is beyond a box, in widths of a band; a rounding gap beside the box is not beyond it."""
    scales = leg.projection.scales
    at = zip(box.intervals, leg.values, scales, strict=True)
    return [abs(b.excess(v)) / scale if _fails_at(leg, box, i) else 0 for i, (b, v, scale) in enumerate(at)]


def _fails_at(leg: LegOnChart, box: ChartBox, index: int) -> bool:
    """Whether a value lies outside a box and not in a rounding gap beside it."""
    value = leg.values[index]
    return not box.intervals[index].holds(value) and across(box, leg.projection, index, value) is None


def _closest_box(leg: LegOnChart, ranks: frozenset[int] | None = None) -> ChartBox:
    """The box with the least excess in all; of equal ones the one that the tie rule would take."""
    sign = -1 if leg.tie_break.larger else 1
    boxes = [b for b in leg.projection.boxes if ranks is None or b.rank in ranks]
    return min(boxes, key=lambda b: (sum(_excesses(leg, b)), sign * b.rank))


def _nearest(leg: LegOnChart, ranks: frozenset[int] | None = None) -> Nearest:
    """The nearest of some sizes, by the point that is farthest off."""
    box = _closest_box(leg, ranks)
    excesses = _excesses(leg, box)
    index = excesses.index(max(excesses))
    interval, value = box.intervals[index], leg.values[index]
    by, direction = int(abs(interval.excess(value))), "larger" if value > interval.last else "smaller"
    return Nearest(leg.chart.labels[box.rank], leg.points[index], by, direction)


def _disagreement(leg: LegOnChart, alone: list[Location]) -> SizeVerdict:
    """Readings that name different sizes; a priority that the chart states leaves one candidate."""
    reasons = [
        because("size.point_says", point=p, value=leg.quantity(i), sizes=leg.labels(alone[i].sizes))
        for i, p in enumerate(leg.points)
    ]
    for rank in sorted({rank for location in alone for rank in location.sizes}):
        reasons += _failures(leg, rank)
    rank_first = _by_priority(leg, alone)
    if rank_first is None:
        return _verdict(leg, SizeOutcome.MEASUREMENTS_DISAGREE, _nearest(leg), reasons)
    size = leg.chart.labels[rank_first]
    point = next(p for p in leg.chart.chart.priority if p in leg.points)
    reasons.append(because("size.priority", point=point, size=size))
    nearest = _nearest(leg, frozenset({rank_first}))
    return replace(_verdict(leg, SizeOutcome.MEASUREMENTS_DISAGREE, nearest, reasons), candidates=(size,))


def _failures(leg: LegOnChart, rank: int) -> list[Reason]:
    """The points at which a size fails."""
    if not any(b.rank == rank for b in leg.projection.boxes):
        return []
    box, size = _closest_box(leg, frozenset({rank})), leg.chart.labels[rank]
    reasons = []
    for i, (point, interval) in enumerate(zip(leg.points, box.intervals, strict=True)):
        value, band = leg.values[i], box.printed.band(point)
        if band is not None and _fails_at(leg, box, i):
            direction, by = "larger" if value > interval.last else "smaller", distance(point, interval.excess(value))
            reasons.append(because("size.breaks", size=size, point=point, by=by, direction=direction, band=band))
    return reasons


def _by_priority(leg: LegOnChart, alone: list[Location]) -> int | None:
    """The size that the chart's own order of points would take, the points without a place in it last."""
    deciding = [p for p in leg.chart.chart.priority if p in leg.points]
    if not deciding:
        return None
    others = [p for p in leg.points if p not in deciding]
    ranks = {b.rank for b in leg.projection.boxes}
    for point in deciding + others:
        ranks = ranks & set(alone[leg.points.index(point)].sizes) or ranks
    return max(ranks) if leg.tie_break.larger else min(ranks)
