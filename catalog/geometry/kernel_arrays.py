"""The boxes of many charts as arrays: one row a box, for each point the first and last number inside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import isinf
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ..model.leg import LegPoint
from ..model.product import Box, SizeChart, TieRule
from .compiled_chart import CompiledChart
from .interval import Interval, interval_of
from .locate import NOWHERE, Kind, locate

Whole = NDArray[np.int32]
Small = NDArray[np.int8]
LEAST, MOST = -(2**31), 2**31 - 1
"""Stand for no limit below and above."""
TIES = {None: -1, TieRule.SMALLER: 0, TieRule.LARGER: 1}


class Column(Struct, frozen=True):
    """One point: every row's stretch, every chart's outermost edges, and the stretches between boxes."""

    first: Whole
    last: Whole
    low: NDArray[np.float64]
    """The printed lower edge, from which the place in a band is measured."""
    width: NDArray[np.float64]
    """From printed edge to printed edge; not a number where an end is open."""
    lowest: Whole
    """By chart: the first number that any row holds."""
    highest: Whole
    holes: IntervalArrays
    """Between two boxes not more than a printed step apart: the rules say which of them it is."""
    settled: GapArrays
    """Such a hole in a chart of this point alone, by what the rules say of it."""
    gaps: IntervalArrays
    """Inside the chart, in no box and in no such hole."""


NOWHERE_AT_ALL: Final = np.empty(0, np.intp)


class IntervalArrays:
    """Stretches of many charts at one point, to be asked which of them a value lies in."""

    __slots__ = ("_chart", "_first", "_last")

    def __init__(self, found: Iterable[tuple[int, int, int]]) -> None:
        rows = np.array(sorted(found), dtype=np.int64).reshape(-1, 3)
        self._first, self._last = rows[:, 0].astype(np.int32), rows[:, 1].astype(np.int32)
        self._chart = rows[:, 2].astype(np.int32)

    def at(self, value: int) -> Whole:
        """The numbers of the charts that have the value in such a stretch."""
        return self._chart[self.rows(value)]

    def rows(self, value: int) -> NDArray[np.intp]:
        """The places of those stretches."""
        if not len(self._first):
            return NOWHERE_AT_ALL
        end = int(self._first.searchsorted(value, "right"))
        return (self._last[:end] >= value).nonzero()[0]

    def charts(self, rows: NDArray[np.intp]) -> Whole:
        """The charts of some stretches, by their places."""
        return self._chart[rows]

    def of(self, wanted: NDArray[np.bool_]) -> NDArray[np.intp]:
        """The places of the stretches of some charts, told by number."""
        return np.flatnonzero(wanted[self._chart])

    def those(self, rows: NDArray[np.intp]) -> IntervalArrays:
        """Some of the stretches."""
        return IntervalArrays(
            zip(self._first[rows].tolist(), self._last[rows].tolist(), self._chart[rows].tolist(), strict=True)
        )


class GapArrays:
    """Rounding gaps of charts of one point, and the size of those that lie inside one size."""

    __slots__ = ("inside", "rank", "stretches")

    def __init__(self, found: Iterable[Hole]) -> None:
        ordered = sorted(found)
        self.stretches = IntervalArrays((first, last, chart) for first, last, chart, *_ in ordered)
        self.inside = np.array([inside for *_, inside in ordered], np.bool_)
        """Whether one size has the boxes on both sides."""
        self.rank = np.array([rank for *_, rank, _ in ordered], np.int16)
        """Its rank where one size has both; of two sizes the smaller, which nothing turns on."""

    def of(self, wanted: NDArray[np.bool_]) -> GapArrays:
        """The holes of some charts, told by number."""
        rows, some = self.stretches.of(wanted), GapArrays(())
        some.stretches = self.stretches.those(rows)
        some.inside, some.rank = self.inside[rows], self.rank[rows]
        return some


Hole = tuple[int, int, int, int, bool]
"""First and last number, the chart, the rank of the smallest size around it, one size or two."""


class BoxArrays(Struct, frozen=True):
    """Every readable box of every chart, in the order of charts and of their sizes."""

    charts: int
    chart: Whole
    """The chart's number of each row."""
    rank: NDArray[np.int16]
    columns: dict[LegPoint, Column]
    ties: Small
    """By chart: who wins a tie where the brand says so, 1 the larger, 0 the smaller, -1 not said."""
    uneven: NDArray[np.bool_]
    """By chart: whether a box lacks a band at one of the chart's points; the rules judge these."""

    def of(self, wanted: NDArray[np.bool_]) -> BoxArrays:
        """The boxes of some charts, told by number; the numbers stay."""
        rows = np.flatnonzero(wanted[self.chart])
        columns = {
            point: Column(
                c.first[rows], c.last[rows], c.low[rows], c.width[rows], c.lowest, c.highest,
                c.holes.those(c.holes.of(wanted)), c.settled.of(wanted), c.gaps.those(c.gaps.of(wanted)),
            )
            for point, c in self.columns.items()
        }  # fmt: skip
        return BoxArrays(self.charts, self.chart[rows], self.rank[rows], columns, self.ties, self.uneven & wanted)


def box_arrays(prepared: Sequence[CompiledChart | None]) -> BoxArrays:
    """The arrays of charts by number; None where there is no chart with sizes."""
    known = [(n, c) for n, c in enumerate(prepared) if c is not None]
    rows = [(n, rank, box) for n, c in known for rank, box in sorted(c.rows, key=lambda row: row[0])]
    uneven = np.zeros(len(prepared), np.bool_)
    ties = np.full(len(prepared), -1, np.int8)
    keyed: dict[LegPoint, list[int]] = {}
    for number, chart in known:
        ties[number] = TIES[chart.chart.tie_rule]
        for point in dict.fromkeys(chart.chart.points):
            keyed.setdefault(point, []).append(number)
    ends = _ends(rows, dict(known), uneven)
    charts = np.array([n for n, *_ in rows], np.int32)
    columns = {
        point: _column(
            point, ends.get(point, []), charts, [(n, c) for n in keyed[point] if (c := prepared[n])], len(prepared)
        )
        for point in sorted(keyed, key=lambda p: p.value)
    }
    return BoxArrays(len(prepared), charts, np.array([r for _, r, _ in rows], np.int16), columns, ties, uneven)


Ends = tuple[int, int, int, int, int]
"""Row, first and last number inside, and whether each printed edge lies one outside."""


def _ends(
    rows: list[tuple[int, int, Box]], known: dict[int, CompiledChart], uneven: NDArray[np.bool_]
) -> dict[LegPoint, list[Ends]]:
    """What every row holds, by point; charts with a box that lacks one of their points are marked."""
    ends: dict[LegPoint, list[Ends]] = {}
    points = {number: frozenset(chart.chart.points) for number, chart in known.items()}
    for row, (number, _, box) in enumerate(rows):
        bands = {b.point: b for b in reversed(box.bands) if b.point in points[number]}
        uneven[number] |= len(bands) < len(points[number])
        for point, band in bands.items():
            ends.setdefault(point, []).append((row, *_stretch(interval_of(band))))
    return ends


def _stretch(span: Interval) -> tuple[int, int, int, int]:
    low = (LEAST, 0) if isinf(span.low) else (int(span.first), int(span.first - span.low))
    high = (MOST, 0) if isinf(span.high) else (int(span.last), int(span.high - span.last))
    return low[0], high[0], low[1], high[1]


def _column(
    point: LegPoint, ends: list[Ends], charts: Whole, keyed: list[tuple[int, CompiledChart]], most: int
) -> Column:
    first, last = np.full(len(charts), LEAST, np.int32), np.full(len(charts), MOST, np.int32)
    low, width = np.zeros(len(charts)), np.full(len(charts), np.nan)
    mine = np.zeros(most, np.bool_)
    mine[[n for n, _ in keyed]] = True
    # A row of a chart that asks for the point holds nothing there until its band says what.
    first[mine[charts]], last[mine[charts]] = MOST, LEAST
    row, starts_at, ends_at, low_open, high_open = np.array(ends, np.int64).reshape(-1, 5).T
    first[row], last[row] = starts_at, ends_at
    low[row], width[row] = _measured(starts_at, ends_at, low_open, high_open)
    lowest, highest = np.full(most, LEAST, np.int32), np.full(most, MOST, np.int32)
    if len(charts):
        starts = np.flatnonzero(np.concatenate(([True], charts[1:] != charts[:-1])))
        lowest[charts[starts]] = np.minimum.reduceat(first, starts)
        highest[charts[starts]] = np.maximum.reduceat(last, starts)
    readable = [(n, c) for n, c in keyed if c.rows]
    settled = [hole for n, c in readable for hole in _settled(n, c, point)]
    known = {(first, last, n) for first, last, n, *_ in settled}
    holes = {(a, b, n) for n, c in readable for a, b in _pieces(c, point)}
    return Column(
        first, last, low, width, lowest, highest,
        IntervalArrays(holes - known),
        GapArrays(settled),
        IntervalArrays((a, b, n) for n, c in readable for a, b in _gaps(c, point)),
    )  # fmt: skip


def _measured(
    first: NDArray[np.int64], last: NDArray[np.int64], low_open: NDArray[np.int64], high_open: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The printed lower edges and the widths of bands, so that a reading's place is one division.

    A band without a width has its one reading in the middle, and an open one has no middle.
    """
    low, high = (first - low_open).astype(np.float64), (last + high_open).astype(np.float64)
    width = high - low
    point = width == 0
    low[point] -= 0.5
    width[point] = 1.0
    width[(first == LEAST) | (last == MOST)] = np.nan
    return low, width


def _pieces(chart: CompiledChart, point: LegPoint) -> Iterator[tuple[int, int]]:
    """Every rounding gap, cut in its middle where the chart asks for one point alone."""
    breaks = chart.projection((point,)).breaks[0] if chart.plain == (point,) else ()
    for first, last in _holes(chart, point):
        starts = [first, *(int(b) for b in breaks if first < b <= last)]
        yield from zip(starts, [*(s - 1 for s in starts[1:]), last], strict=True)


def _settled(number: int, chart: CompiledChart, point: LegPoint) -> Iterator[Hole]:
    """What the rules say of every rounding gap of a chart that asks for one point alone."""
    if chart.plain != (point,):
        return
    view = chart.projection((point,))
    for first, last in _pieces(chart, point):
        found = locate(view, (first,))
        closed = not any(isinf(c.intervals[0].low) or isinf(c.intervals[0].high) for c in found.boxes)
        inside = found.kind is Kind.WITHIN_SIZE and len(found.sizes) == 1
        if closed and (inside or found.kind is Kind.BETWEEN_SIZES):
            yield first, last, number, found.sizes[0], inside


def _spans(chart: CompiledChart, point: LegPoint) -> list[Interval]:
    return sorted({interval_of(b) for _, box in chart.rows if (b := box.band(point)) is not None})


def _holes(chart: CompiledChart, point: LegPoint) -> Iterator[tuple[int, int]]:
    """Every stretch between two bands that are not more than a printed step apart."""
    spans, step = _spans(chart, point), chart.steps[point]
    for below in spans:
        for above in spans:
            if below.last + 1 < above.first and above.low - below.high <= step:
                yield int(below.last) + 1, int(above.first) - 1


def _gaps(chart: CompiledChart, point: LegPoint) -> Iterator[tuple[int, int]]:
    """Every stretch inside the chart where one point alone has no size, as the rules say."""
    spans = _spans(chart, point)
    edges = sorted({s.first for s in spans} | {s.last + 1 for s in spans})
    for first, after in pairwise(edges):
        if isinf(first) or isinf(after) or any(s.holds(first) for s in spans):
            continue
        if locate(chart.projection((point,)), (first,)) == NOWHERE:
            yield int(first), int(after) - 1


def chart_with_sizes(chart: SizeChart | None) -> bool:
    """Whether there is a chart that a leg can be put before."""
    return chart is not None and bool(chart.sizes) and bool(chart.keys)
