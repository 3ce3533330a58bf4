"""One point of a chart as an axis of segments, each with the size that is named there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import ceil, floor, inf

from msgspec import Struct

from ..model.chart import Edge
from ..model.leg import LegPoint
from .compiled_chart import ChartBox, Projection
from .interval import Interval
from .locate import Location, Values, locate
from .thresholds import TieBreak

MOST_RANKS = 16_384
"""Sizes between breaks that are kept for one projection."""
MOST_AXES = 1024
"""Axes kept for one projection of a chart; a bound on memory, far above what real charts have."""


class Segment(Struct, frozen=True):
    """The first and last whole number of a part of an axis, and the rank of the size named there, if there is one."""

    first: float
    last: float
    rank: int | None


class SizeAxis(Struct, frozen=True):
    """The segments of one point, from the smallest leg to the largest, without a break; in store units."""

    segments: tuple[Segment, ...]
    edges: dict[float, Edge]
    """Printed edges and the middles of rounding gaps, by where they are."""

    def at(self, value: float) -> int:
        """The index of the segment that a value lies in."""
        return bisect_left(self.segments, value, key=lambda segment: segment.last)

    def rank_at(self, index: int) -> int | None:
        """The size named in a segment; None beyond the ends of the axis and where no size is named."""
        return self.segments[index].rank if 0 <= index < len(self.segments) else None

    def ends(self, index: int) -> tuple[Edge | None, Edge | None]:
        """The edges of a segment, each with its own kind; None where it goes on without limit."""
        segment = self.segments[index]
        return self._end(segment.first, -1), self._end(segment.last, 1)

    def _end(self, at: float, outward: int) -> Edge | None:
        if at in (inf, -inf):
            return None
        if (edge := self.edges.get(at)) is not None:
            return Edge(edge.at, closed=True, printed=edge.printed)
        if (edge := self.edges.get(at + outward)) is not None:
            return Edge(edge.at, closed=False, printed=edge.printed)
        return Edge(int(at), closed=True, printed="")


def size_axis_at(
    projection: Projection, values: Values, index: int, location: Location, tie_break: TieBreak, only: int | None = None
) -> SizeAxis:
    """Make the axis of one point of a projection, the other values as they are.

    With `only`, the axis knows that one size alone, and a value in a rounding gap of another point counts as lying on
    the edge of its box.
    """
    if only is None and any(i != index for i in location.gaps):
        return _axis_by_asking(projection, values, index, tie_break)
    if location.gaps:
        rank = location.first_size(tie_break) if only is None else only
        gap_box = next(b for b in location.boxes if b.rank == rank)
        values = tuple(i.snap(v) for i, v in zip(gap_box.intervals, values, strict=True))
    boxes = ((n, b) for n, b in enumerate(projection.boxes) if only is None or b.rank == only)
    return _cached_axis(projection, index, tie_break, tuple(n for n, b in boxes if _agrees(b, values, index)))


def _agrees(box: ChartBox, values: Values, index: int) -> bool:
    """Whether a box holds every value but the one at the index."""
    return all(n == index or i.holds(v) for n, (i, v) in enumerate(zip(box.intervals, values, strict=True)))


def _cached_axis(projection: Projection, index: int, tie_break: TieBreak, used: tuple[int, ...]) -> SizeAxis:
    """The axis through some boxes, made once for each set of boxes that legs have met."""
    key = index, tie_break.key, used
    axis = projection.axes.get(key)
    if axis is None:
        if len(projection.axes) >= MOST_AXES:
            projection.axes.clear()
        maker = _AxisMaker(projection, tuple(projection.boxes[n] for n in used), index, tie_break)
        axis = projection.axes[key] = maker.axis()
    return axis


class _AxisMaker:
    """Makes the axis of one point through some boxes of a projection."""

    def __init__(self, projection: Projection, boxes: tuple[ChartBox, ...], index: int, tie_break: TieBreak) -> None:
        self.projection, self.boxes, self.index, self.tie_break = projection, boxes, index, tie_break
        self.edges = _printed_edges(boxes, projection.points[index])

    def axis(self) -> SizeAxis:
        """Cut the axis at every edge of the chart, and name the size of each segment."""
        own = [(b.intervals[self.index], b.rank) for b in self.boxes]
        every = [b.intervals[self.index] for b in self.projection.boxes]
        starts = sorted({-inf} | {i.first for i in every} | {i.last + 1 for i in every} - {inf})
        segments: list[Segment] = []
        for first, after in zip(starts, [*starts[1:], inf], strict=True):
            last = after - 1
            ranks = [rank for i, rank in own if i.first <= first and last <= i.last]
            segments += [self._segment(first, last, ranks)] if ranks else self._gap(first, last)
        return SizeAxis(_joined(segments), self.edges)

    def _segment(self, first: float, last: float, ranks: Sequence[int]) -> Segment:
        return Segment(first, last, self.tie_break.pick(ranks) if ranks else None)

    def _gap(self, first: float, last: float) -> list[Segment]:
        """A gap that no box holds: shared out where it is a rounding gap, else without a size."""
        index = self.index
        for around in (self.boxes, self.projection.boxes):
            low, high = _edges_around([b.intervals[index] for b in around], first, last)
            if high - low <= self.projection.steps[index] and not any(b.intervals[index].holds(first) for b in around):
                return self._rounding_gap(first, last, low, high)
        return [Segment(first, last, None)]

    def _rounding_gap(self, first: float, last: float, low: float, high: float) -> list[Segment]:
        """A rounding gap between two printed edges: to the sizes that touch it, from below or from above."""
        own = [(b.intervals[self.index], b.rank) for b in self.boxes]
        under = sorted(rank for i, rank in own if i.high == low and i.last < first)
        over = sorted(rank for i, rank in own if i.low == high and i.first > last)
        both_sides = [rank for rank in under if rank in over]
        if both_sides:
            return [self._segment(first, last, both_sides)]
        if (under and over) or self.projection.of_build:
            return self._halves(first, last, (low + high) / 2, under, over)
        return [self._segment(first, last, under or over)]

    def _halves(self, first: float, last: float, middle: float, under: list[int], over: list[int]) -> list[Segment]:
        """A rounding gap: all of it to the size that a wish, a brand or the stock names, else to each side its half.

        The middle itself is open to both sides; a half without a size on its side stays without one.
        """
        tie_break, either = self.tie_break, sorted({*under, *over})
        one_in_stock = bool(tie_break.in_stock(under)) != bool(tie_break.in_stock(over))
        if under and over and (tie_break.in_gaps or one_in_stock):
            return [self._segment(first, last, either)]
        low, high = ceil(middle) - 1, floor(middle) + 1
        segments = [self._segment(first, min(low, last), under)]
        if low + 1 < high and first <= low + 1 <= last:
            self.edges.setdefault(low + 1, Edge(low + 1, closed=True, printed=""))
            segments.append(self._segment(low + 1, low + 1, either))
        return [*segments, self._segment(max(high, first), last, over)]


def _printed_edges(boxes: tuple[ChartBox, ...], point: LegPoint) -> dict[float, Edge]:
    """Every printed edge at the point, by where it is."""
    bands = [band for box in boxes if (band := box.printed.band(point)) is not None]
    return {e.at: e for b in bands for e in (b.low, b.high) if e is not None}


def _edges_around(intervals: list[Interval], first: float, last: float) -> tuple[float, float]:
    """The printed edges next to a gap, below and above."""
    low = max((i.high for i in intervals if i.last < first), default=-inf)
    return low, min((i.low for i in intervals if i.first > last), default=inf)


def _joined(segments: list[Segment]) -> tuple[Segment, ...]:
    """Join neighbouring segments of one size; empty segments are dropped."""
    joined: list[Segment] = []
    for segment in segments:
        if segment.last < segment.first:
            continue
        if joined and joined[-1].rank == segment.rank:
            joined[-1] = Segment(joined[-1].first, segment.last, segment.rank)
        else:
            joined.append(segment)
    return tuple(joined)


def _axis_by_asking(projection: Projection, values: Values, index: int, tie_break: TieBreak) -> SizeAxis:
    """Make the segment around one value and those beside it, by locating the leg anew at every break.

    For a leg that lies in a rounding gap of another point, where what holds it depends on both.
    """
    starts = [-inf, *projection.breaks[index]]
    lasts = [*(s - 1 for s in starts[1:]), inf]

    cell = tuple(map(bisect_right, projection.breaks, values))

    def rank_in(part: int) -> int | None:
        # All legs between the same breaks have the same size, and axes that cross there ask for it, too.
        key = tie_break.key, *cell[:index], part, *cell[index + 1 :]
        if key not in projection.ranks:
            if len(projection.ranks) >= MOST_RANKS:
                projection.ranks.clear()
            at = starts[part] if part else lasts[0] if lasts[0] < inf else 0
            location = locate(projection, (*values[:index], at, *values[index + 1 :]))
            projection.ranks[key] = location.first_size(tie_break) if location.has_size else None
        return projection.ranks[key]

    low = high = bisect_left(lasts, values[index])
    below = above = own = rank_in(low)
    while low > 0 and (below := rank_in(low - 1)) == own:
        low -= 1
    while high < len(starts) - 1 and (above := rank_in(high + 1)) == own:
        high += 1
    segments = [Segment(starts[low], lasts[high], own)]
    if low > 0:
        segments.insert(0, Segment(-inf, lasts[low - 1], below))
    if high < len(starts) - 1:
        segments.append(Segment(starts[high + 1], inf, above))
    edges = _printed_edges(projection.boxes, projection.points[index])
    for middle in projection.gap_middles[index]:
        edges.setdefault(ceil(middle), Edge(ceil(middle), closed=True, printed=""))
    return SizeAxis(tuple(segments), edges)
