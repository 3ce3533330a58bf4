"""A leg that no size holds: beyond the chart, in a real hole, or readings that disagree."""

from __future__ import annotations

from msgspec.structs import replace

from ...geometry.compiled_chart import ChartBox
from ...geometry.leg_on_chart import LegOnChart, amount, apart
from ...geometry.locate import NOWHERE, Location, across, locate
from ...geometry.thresholds import TAPE_POINTS
from ...model.verdict import Nearest, Reason, SizeOutcome, SizeVerdict, because
from .remarks import posture, remarks


def miss_verdict(asked: LegOnChart) -> SizeVerdict:
    """The verdict for a leg that no size holds on the points known; nothing more needs to be asked."""
    if not asked.view.cells:
        return unreadable(asked)
    alone = tuple(locate(asked.chart.view((p,)), (v,)) for p, v in zip(asked.points, asked.values, strict=True))
    beyond = [i for i in range(len(alone)) if alone[i] == NOWHERE and _is_beyond(asked, i)]
    off = [i for i in range(len(alone)) if alone[i] == NOWHERE]
    nearest = _nearest(asked)
    if beyond:
        return _verdict(asked, SizeOutcome.OUTSIDE_CHART, nearest, [r for i in beyond for r in _outside(asked, i)])
    if off:
        return _verdict(asked, SizeOutcome.IN_GAP, nearest, [r for i in off for r in _gap(asked, i)])
    if asked.view.of_build:
        return _verdict(asked, SizeOutcome.IN_GAP, nearest, [_white(asked)])
    return _disagreed(asked, alone)


def unreadable(asked: LegOnChart) -> SizeVerdict:
    """The verdict where no row of the chart could be read for the points known."""
    return SizeVerdict(SizeOutcome.NO_CHART, reasons=(because("size.none_readable", points=asked.chart.chart.points),))


def unread_rows(asked: LegOnChart) -> list[Reason]:
    """Sizes whose rows the source does not show whole; they never fit."""
    unread = asked.chart.unread
    return [because("size.unreadable", sizes=unread)] if unread else []


def _verdict(asked: LegOnChart, outcome: SizeOutcome, nearest: Nearest, reasons: list[Reason]) -> SizeVerdict:
    reasons.append(because(
        "size.nearest", size=nearest.size, point=nearest.point, by=apart(nearest.point, nearest.by),
        direction=nearest.direction,
    ))  # fmt: skip
    reasons += unread_rows(asked) + remarks(asked, None) + posture(asked)
    return SizeVerdict(outcome, nearest=nearest, reasons=tuple(reasons))


def _is_beyond(asked: LegOnChart, index: int) -> bool:
    """Whether a reading lies under every band of its point or over every one."""
    value, spans = asked.values[index], [c.spans[index] for c in asked.view.cells]
    return all(value < s.first for s in spans) or all(value > s.last for s in spans)


def _outside(asked: LegOnChart, index: int) -> list[Reason]:
    point, value = asked.points[index], asked.values[index]
    low, high = asked.view.hull[index]
    limit, direction = (high, "larger") if value >= high else (low, "smaller")
    by = abs(value - limit)
    facts = {"point": point, "value": asked.value(index), "limit": amount(point, limit), "direction": direction}
    if not by:
        return [because("size.on_open_edge", **facts)]
    reasons = [because("size.outside", **facts, by=apart(point, by))]
    if point in TAPE_POINTS and by <= asked.figures.near_edge:
        reasons.append(because("size.measure_again", point=point, by=amount(point, by)))
    return reasons


def _gap(asked: LegOnChart, index: int) -> list[Reason]:
    """The hole at one point, with the sizes on both sides of it; a row that was not readable may lie in it."""
    point, value = asked.points[index], asked.values[index]
    below = max((c for c in asked.view.cells if c.spans[index].last < value), key=lambda c: c.spans[index].high)
    above = min((c for c in asked.view.cells if c.spans[index].first > value), key=lambda c: c.spans[index].low)
    low, high = below.spans[index].high, above.spans[index].low
    facts = {
        "point": point, "value": asked.value(index), "low": amount(point, low), "high": amount(point, high),
        "below": asked.chart.labels[below.rank], "above": asked.chart.labels[above.rank],
    }  # fmt: skip
    if asked.chart.unread:
        return [because("size.gap_unread", **facts, sizes=asked.chart.unread)]
    by = min(value - low, high - value)
    again = point in TAPE_POINTS and by <= asked.figures.near_edge
    return [because("size.gap", **facts)] + [because("size.measure_again", point=point, by=amount(point, by))] * again


def _white(asked: LegOnChart) -> Reason:
    values = tuple(asked.value(i) for i in range(len(asked.points)))
    return because("size.white_cell", points=asked.points, values=values)


def _off(asked: LegOnChart, cell: ChartBox) -> list[float]:
    """How far each reading is beyond a box, in widths of a band; a rounding gap beside the box is not beyond it."""
    scales = asked.view.scales
    return [
        abs(cell.spans[i].excess(asked.values[i])) / scales[i] if _breaks_at(asked, cell, i) else 0
        for i in range(len(scales))
    ]


def _breaks_at(asked: LegOnChart, cell: ChartBox, index: int) -> bool:
    """Whether a reading lies outside a box and not in a rounding gap beside it."""
    value = asked.values[index]
    return not cell.spans[index].holds(value) and across(cell, asked.view, index, value) is None


def _closest(asked: LegOnChart, ranks: frozenset[int] | None = None) -> ChartBox:
    """The box with the least excess in all; of equal ones the one that the tie rule would take."""
    sign = -1 if asked.choice.larger else 1
    cells = [c for c in asked.view.cells if ranks is None or c.rank in ranks]
    return min(cells, key=lambda c: (sum(_off(asked, c)), sign * c.rank))


def _nearest(asked: LegOnChart, ranks: frozenset[int] | None = None) -> Nearest:
    cell = _closest(asked, ranks)
    off = _off(asked, cell)
    index = off.index(max(off))
    excess = cell.spans[index].excess(asked.values[index])
    direction = "larger" if asked.values[index] > cell.spans[index].last else "smaller"
    return Nearest(asked.chart.labels[cell.rank], asked.points[index], int(abs(excess)), direction)


def _disagreed(asked: LegOnChart, alone: tuple[Location, ...]) -> SizeVerdict:
    """The verdict for readings that name different sizes; a priority that the chart states leaves one candidate."""
    rank, reasons = _priority(asked, alone), _disagree(asked, alone)
    if rank is None:
        return _verdict(asked, SizeOutcome.MEASUREMENTS_DISAGREE, _nearest(asked), reasons)
    size = asked.chart.labels[rank]
    point = next(p for p in asked.chart.chart.priority if p in asked.points)
    reasons.append(because("size.priority", point=point, size=size))
    nearest = _nearest(asked, frozenset({rank}))
    return replace(_verdict(asked, SizeOutcome.MEASUREMENTS_DISAGREE, nearest, reasons), candidates=(size,))


def _disagree(asked: LegOnChart, alone: tuple[Location, ...]) -> list[Reason]:
    """What each point says alone, and what each of those sizes fails on."""
    reasons = [
        because("size.point_says", point=p, value=asked.value(i), sizes=asked.labels(alone[i].sizes))
        for i, p in enumerate(asked.points)
    ]
    named = frozenset(r for found in alone for r in found.sizes)
    if {c.rank for c in asked.view.cells} & named:
        for rank in sorted(named):
            reasons += _breaks(asked, rank)
    return reasons


def _breaks(asked: LegOnChart, rank: int) -> list[Reason]:
    if not any(c.rank == rank for c in asked.view.cells):
        return []
    cell = _closest(asked, frozenset({rank}))
    reasons = []
    for i, (point, span) in enumerate(zip(asked.points, cell.spans, strict=True)):
        value, band = asked.values[i], cell.box.band(point)
        if band is not None and _breaks_at(asked, cell, i):
            direction = "larger" if value > span.last else "smaller"
            by = apart(point, span.excess(value))
            size = asked.chart.labels[rank]
            reasons.append(because("size.breaks", size=size, point=point, by=by, direction=direction, band=band))
    return reasons


def _priority(asked: LegOnChart, alone: tuple[Location, ...]) -> int | None:
    """The size that the chart's own order of points would take, the points without a place in it last."""
    deciding = [p for p in asked.chart.chart.priority if p in asked.points]
    if not deciding:
        return None
    others = [p for p in asked.points if p not in deciding]
    left = {c.rank for c in asked.view.cells}
    for point in deciding + others:
        left = left & set(alone[asked.points.index(point)].sizes) or left
    return max(left) if asked.choice.larger else min(left)
