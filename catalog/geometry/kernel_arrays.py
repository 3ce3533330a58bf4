"""The boxes of many charts as arrays: one row a box, one column a point of the leg.

Charts are numbered from 0; the rows lie in the order of charts and, within a chart, of its sizes from small to large.
Shapes: `(boxes,)` has one entry a row, `(charts,)` one a chart, `(gaps,)` one a gap of one point. Positions on the leg
are in store units (um, g, hundredths of a shoe size) as int32; `LEAST` and `MOST` stand for no limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import isinf
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ..model.chart import Box, TieRule
from ..model.leg import LegPoint
from .compiled_chart import CompiledChart
from .interval import Interval, interval_of
from .locate import NOWHERE, LocationKind, locate

Int8s = NDArray[np.int8]
Int16s = NDArray[np.int16]
Int32s = NDArray[np.int32]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Rows = NDArray[np.intp]
"""Indexes into other arrays."""

LEAST, MOST = -(2**31), 2**31 - 1
TIES = {None: -1, TieRule.SMALLER: 0, TieRule.LARGER: 1}


class Gap(NamedTuple):
    """A gap of one chart at one point."""

    first: int
    last: int
    """First and last whole number inside."""
    chart: int
    rank: int = -1
    """In a rounding gap: the size around it; of two sizes the smaller, which nothing turns on."""
    within_size: bool = False
    """In a rounding gap: whether one size has the boxes on both sides."""


class GapArrays(Struct, frozen=True):
    """Gaps of many charts at one point, by where they begin; each array is of shape `(gaps,)`."""

    first: Int32s
    last: Int32s
    chart: Int32s
    """The number of each gap's chart."""
    rank: Int16s
    within_size: Bools

    def rows(self, value: int) -> Rows:
        """Find the gaps that a value lies in."""
        end = int(self.first.searchsorted(value, "right"))
        return (self.last[:end] >= value).nonzero()[0]

    def charts(self, value: int) -> Int32s:
        """Find the charts that have the value in a gap, by number."""
        return self.chart[self.rows(value)]

    def of(self, wanted: Bools) -> GapArrays:
        """Take the gaps of some charts, `wanted` of shape `(charts,)`."""
        rows = np.flatnonzero(wanted[self.chart])
        return GapArrays(self.first[rows], self.last[rows], self.chart[rows], self.rank[rows], self.within_size[rows])


def gap_arrays(gaps: Iterable[Gap]) -> GapArrays:
    """Make arrays of gaps, each once."""
    first, last, chart, rank, within_size = np.array(sorted(set(gaps)), np.int64).reshape(-1, 5).T
    return GapArrays(
        first.astype(np.int32), last.astype(np.int32), chart.astype(np.int32), rank.astype(np.int16),
        within_size.astype(np.bool_),
    )  # fmt: skip


class PointColumn(Struct, frozen=True):
    """One point of the leg: what every row holds there, and the gaps between the rows of a chart."""

    first: Int32s
    """`(boxes,)`: the first number inside; `MOST` where the chart asks for the point and the row has no band."""
    last: Int32s
    """`(boxes,)`: the last number inside; `LEAST` where the row has no band."""
    low: Floats
    """`(boxes,)`: the printed lower edge in store units, from which the position in a band is measured."""
    width: Floats
    """`(boxes,)`: from printed edge to printed edge in store units; NaN where an end is open."""
    lowest: Int32s
    """`(charts,)`: the first number that any row holds."""
    highest: Int32s
    """`(charts,)`: the last number that any row holds."""
    undecided_gaps: GapArrays
    """Rounding gaps of which the rules have to say whose they are."""
    decided_gaps: GapArrays
    """Rounding gaps of charts of this point alone, with what the rules say of them."""
    chart_gaps: GapArrays
    """Gaps that are no rounding gap: inside the chart, and no size."""

    def of(self, rows: Rows, wanted: Bools) -> PointColumn:
        """Take some of the rows, and the gaps of the charts `wanted`."""
        return PointColumn(
            self.first[rows], self.last[rows], self.low[rows], self.width[rows], self.lowest, self.highest,
            self.undecided_gaps.of(wanted), self.decided_gaps.of(wanted), self.chart_gaps.of(wanted),
        )  # fmt: skip


class BoxArrays(Struct, frozen=True):
    """Every readable box of every chart."""

    charts: int
    """How many charts there are."""
    chart: Int32s
    """`(boxes,)`: the chart's number."""
    rank: Int16s
    """`(boxes,)`: the size, 0 for the smallest of its chart."""
    columns: dict[LegPoint, PointColumn]
    ties: Int8s
    """`(charts,)`: who wins a tie by the brand's rule: 1 the larger, 0 the smaller, -1 not said."""
    uneven: Bools
    """`(charts,)`: whether a box lacks a band at one of the chart's points; the rules judge these."""

    def of(self, wanted: Bools) -> BoxArrays:
        """Take the boxes of some charts, `wanted` of shape `(charts,)`; the numbers of charts stay."""
        rows = np.flatnonzero(wanted[self.chart])
        columns = {point: column.of(rows, wanted) for point, column in self.columns.items()}
        return BoxArrays(self.charts, self.chart[rows], self.rank[rows], columns, self.ties, self.uneven & wanted)


def box_arrays(compiled: Sequence[CompiledChart | None]) -> BoxArrays:
    """Make the arrays of charts by number; None where there is no chart with sizes."""
    charts = {n: c for n, c in enumerate(compiled) if c is not None}
    rows = [(n, rank, box) for n, c in charts.items() for rank, box in sorted(c.rows, key=lambda row: row[0])]
    ties = np.full(len(compiled), -1, np.int8)
    keyed_by: dict[LegPoint, list[int]] = {}
    for number, chart in charts.items():
        ties[number] = TIES[chart.chart.tie_rule]
        for point in dict.fromkeys(chart.chart.points):
            keyed_by.setdefault(point, []).append(number)
    bands, uneven = _bands(rows, charts, len(compiled))
    chart_of_row = np.array([n for n, *_ in rows], np.int32)
    columns = {
        point: _column(
            point, bands.get(point, []), chart_of_row, {n: charts[n] for n in keyed_by[point]}, len(compiled)
        )
        for point in sorted(keyed_by, key=lambda p: p.value)
    }
    return BoxArrays(len(compiled), chart_of_row, np.array([r for _, r, _ in rows], np.int16), columns, ties, uneven)


BandRow = tuple[int, int, int, int, int]
"""The row of a band, its first and last number inside, and whether each printed edge lies one outside (1) or not."""


def _bands(
    rows: list[tuple[int, int, Box]], charts: dict[int, CompiledChart], count: int
) -> tuple[dict[LegPoint, list[BandRow]], Bools]:
    """What every row holds, by point; and the charts with a box that lacks one of their points."""
    band_rows: dict[LegPoint, list[BandRow]] = {}
    uneven = np.zeros(count, np.bool_)
    points = {number: frozenset(chart.chart.points) for number, chart in charts.items()}
    for row, (number, _, box) in enumerate(rows):
        bands = {b.point: b for b in reversed(box.bands) if b.point in points[number]}
        uneven[number] |= len(bands) < len(points[number])
        for point, band in bands.items():
            i = interval_of(band)
            first, low_outside = (LEAST, 0) if isinf(i.low) else (int(i.first), int(i.first - i.low))
            last, high_outside = (MOST, 0) if isinf(i.high) else (int(i.last), int(i.high - i.last))
            band_rows.setdefault(point, []).append((row, first, last, low_outside, high_outside))
    return band_rows, uneven


def _column(
    point: LegPoint, bands: list[BandRow], chart_of_row: Int32s, charts: dict[int, CompiledChart], count: int
) -> PointColumn:
    """The column of a point, for the charts that are keyed by it."""
    boxes = len(chart_of_row)
    first, last = np.full(boxes, LEAST, np.int32), np.full(boxes, MOST, np.int32)
    low, width = np.zeros(boxes), np.full(boxes, np.nan)
    keyed = np.zeros(count, np.bool_)
    keyed[list(charts)] = True
    # A row of a chart that asks for the point holds nothing there until its band says what.
    first[keyed[chart_of_row]], last[keyed[chart_of_row]] = MOST, LEAST
    rows, firsts, lasts, low_outside, high_outside = np.array(bands, np.int64).reshape(-1, 5).T
    first[rows], last[rows] = firsts, lasts
    low[rows], width[rows] = _printed(firsts, lasts, low_outside, high_outside)
    lowest, highest = np.full(count, LEAST, np.int32), np.full(count, MOST, np.int32)
    if boxes:
        starts = np.flatnonzero(np.concatenate(([True], chart_of_row[1:] != chart_of_row[:-1])))
        lowest[chart_of_row[starts]] = np.minimum.reduceat(first, starts)
        highest[chart_of_row[starts]] = np.maximum.reduceat(last, starts)
    readable = {n: chart for n, chart in charts.items() if chart.rows}
    rounding = [gap for n, chart in readable.items() for gap in _rounding_gaps(n, chart, point)]
    chart_gaps = (gap for n, chart in readable.items() for gap in _chart_gaps(n, chart, point))
    return PointColumn(
        first, last, low, width, lowest, highest, gap_arrays(g for g in rounding if g.rank < 0),
        gap_arrays(g for g in rounding if g.rank >= 0), gap_arrays(chart_gaps),
    )  # fmt: skip


def _printed(
    first: NDArray[np.int64], last: NDArray[np.int64], low_outside: NDArray[np.int64], high_outside: NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """The printed lower edges and the widths of bands, so that the position of a value is one division.

    A band without a width has its one value in the middle, and an open one has no middle.
    """
    low, high = (first - low_outside).astype(np.float64), (last + high_outside).astype(np.float64)
    width = high - low
    single = width == 0
    low[single] -= 0.5
    width[single] = 1.0
    width[(first == LEAST) | (last == MOST)] = np.nan
    return low, width


def _intervals(chart: CompiledChart, point: LegPoint) -> list[Interval]:
    return sorted({interval_of(b) for _, box in chart.rows if (b := box.band(point)) is not None})


def _rounding_gaps(number: int, chart: CompiledChart, point: LegPoint) -> Iterator[Gap]:
    """Every gap between two bands that are not more than a printed step apart.

    In a chart that asks for this point alone each is cut in its middle, and each half has what the rules say of it.
    """
    intervals, step, alone = _intervals(chart, point), chart.steps[point], chart.plain == (point,)
    for below in intervals:
        for above in intervals:
            if below.last + 1 < above.first and above.low - below.high <= step:
                first, last = int(below.last) + 1, int(above.first) - 1
                yield from _decided(number, chart, point, first, last) if alone else [Gap(first, last, number)]


def _decided(number: int, chart: CompiledChart, point: LegPoint, first: int, last: int) -> Iterator[Gap]:
    projection = chart.projection((point,))
    starts = [first, *(int(b) for b in projection.breaks[0] if first < b <= last)]
    for start, end in zip(starts, [*(s - 1 for s in starts[1:]), last], strict=True):
        location = locate(projection, (start,))
        closed = not any(isinf(b.intervals[0].low) or isinf(b.intervals[0].high) for b in location.boxes)
        within_size = location.kind is LocationKind.WITHIN_SIZE and len(location.sizes) == 1
        is_decided = closed and (within_size or location.kind is LocationKind.BETWEEN_SIZES)
        yield Gap(start, end, number, location.sizes[0], within_size) if is_decided else Gap(start, end, number)


def _chart_gaps(number: int, chart: CompiledChart, point: LegPoint) -> Iterator[Gap]:
    """Every stretch of numbers inside the chart where one point alone has no size, as the rules say."""
    intervals = _intervals(chart, point)
    edges = sorted({i.first for i in intervals} | {i.last + 1 for i in intervals})
    for first, after in pairwise(edges):
        if isinf(first) or isinf(after) or any(i.holds(first) for i in intervals):
            continue
        if locate(chart.projection((point,)), (first,)) == NOWHERE:
            yield Gap(int(first), int(after) - 1, number)
