"""A size chart prepared for asking: readable rows, the order of the sizes, and projections on measured points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from math import ceil, floor, fsum, inf, isinf
from typing import TYPE_CHECKING

from msgspec import Struct

from ..model.chart import Box, SizeChart, printed_step
from ..model.leg import Dimension, LegPoint
from ..model.policy import Policy
from ..model.question import Prefer
from .interval import Interval, Intervals, interval_of
from .thresholds import SizeThresholds, TieBreak

if TYPE_CHECKING:
    from .segments import SizeAxis

BUILD = frozenset({LegPoint.HEIGHT, LegPoint.WEIGHT})


class ChartBox(Struct, frozen=True):
    """One readable box of a size, seen at the points of a projection; `rank` 0 is the smallest size."""

    rank: int
    intervals: Intervals
    printed: Box


class UnreadRow(Struct, frozen=True):
    """A row that the source does not show whole, seen at the points of a projection: None where no band was read."""

    label: str
    intervals: tuple[Interval | None, ...]

    def may_hold(self, values: Sequence[float], slack: Sequence[int]) -> bool:
        """Whether no band that was read rules the values out: each lies in its band, or by no more than so far off."""
        at = zip(self.intervals, values, slack, strict=True)
        return all(i is None or abs(i.excess(value)) <= beyond for i, value, beyond in at)


class Projection(Struct, frozen=True, dict=True):
    """The boxes of a chart at those of its points that a leg has values for."""

    points: tuple[LegPoint, ...]
    boxes: tuple[ChartBox, ...]
    """From the smallest size to the largest."""
    steps: tuple[int, ...]
    """By point: the printed step, in store units."""
    scales: tuple[float, ...]
    """By point: the widest closed band, in store units; what distances at different points are compared by."""
    unread: tuple[UnreadRow, ...] = ()
    """The rows that were not read whole, in printed order; no size is named by them."""

    def unread_sizes(self, values: Sequence[float], slack: int = 0) -> tuple[str, ...]:
        """The sizes whose rows were not read whole, and which what was read of them leaves possible for some values.

        As for a rounding gap, a value may lie a printed step beside a band; by `slack`, in store units, it may be more.
        """
        beyond = [max(step, slack) for step in self.steps] if self.unread else []
        return tuple(sorted({row.label for row in self.unread if row.may_hold(values, beyond)}))

    @cached_property
    def of_build(self) -> bool:
        """Whether height and weight alone decide."""
        return BUILD.issuperset(self.points)

    @cached_property
    def hull(self) -> tuple[tuple[float, float], ...]:
        """The lowest and highest printed edge at each point."""
        return tuple((min(i.low for i in at), max(i.high for i in at)) for at in self._columns)

    @cached_property
    def gap_middles(self) -> tuple[frozenset[float], ...]:
        """The middle of every rounding gap at each point."""
        return tuple(
            frozenset((a.high + b.low) / 2 for a in at for b in at if 0 <= b.low - a.high <= step)
            for at, step in zip(map(set, self._columns), self.steps, strict=True)
        )

    @cached_property
    def breaks(self) -> tuple[tuple[float, ...], ...]:
        """Where the answer can change at each point: at printed edges, and in the middle of rounding gaps.

        Rows that were not read whole have a say, too, a printed step beyond the bands that were read of them.
        """
        return tuple(map(_breaks, self._columns, self.gap_middles, self._unread_edges))

    @cached_property
    def axes(self) -> dict[tuple[int, str, tuple[int, ...]], SizeAxis]:
        """The size axes made so far: by index of the point, key of the tie break, and indexes of the boxes used."""
        return {}

    @cached_property
    def ranks(self) -> dict[tuple[object, ...], int | None]:
        """The size named between neighbouring breaks, as far as axes asked: by key of the tie break, and by part."""
        return {}

    @property
    def _columns(self) -> list[list[Interval]]:
        return [[box.intervals[i] for box in self.boxes] for i in range(len(self.points))]

    @property
    def _unread_edges(self) -> list[set[float]]:
        """By point: where rows that were not read whole begin and cease to be possible."""
        bands = [[b for row in self.unread if (b := row.intervals[i]) is not None] for i in range(len(self.points))]
        return [
            {b.low - step for b in at} | {b.high + step + 1 for b in at}
            for at, step in zip(bands, self.steps, strict=True)
        ]


def _breaks(intervals: list[Interval], gap_middles: frozenset[float], unread: set[float]) -> tuple[float, ...]:
    at = unread | {i.first for i in intervals} | {i.last + 1 for i in intervals}
    at |= {ceil(m) for m in gap_middles} | {floor(m) + 1 for m in gap_middles}
    return tuple(sorted(at - {inf, -inf}))


class ChartTerms(Struct, frozen=True):
    """What a question brings to a chart beside the leg."""

    policy: Policy
    thresholds: SizeThresholds
    tie_break: TieBreak
    projection: Projection
    """The chart at all of its points, where each of them is a key of its own."""


class CompiledChart:
    """A chart whose rows were read once; all but the terms of questions depends on the chart alone."""

    def __init__(self, chart: SizeChart) -> None:
        self.chart = chart
        boxes = [(size.label, box) for size in chart.sizes for box in size.boxes]
        # A row that lacks a band for one of the keys cannot promise a fit.
        is_whole = [all(any(b.band(p) is not None for p in k) for k in chart.keys) for _, b in boxes]
        readable = [row for row, whole in zip(boxes, is_whole, strict=True) if whole]
        self._unread = [row for row, whole in zip(boxes, is_whole, strict=True) if not whole]
        self._unread += [(size.label, Box(())) for size in chart.sizes if not size.boxes]
        self.plain = _plain_points(chart)
        self.steps = {p: _step(chart, p) for p in chart.points}
        self.scales = {p: _scale(_intervals((b for _, b in readable), p), self.steps[p]) for p in chart.points}
        self.labels = _labels_in_order(chart, readable, self.scales)
        ranks = {label: rank for rank, label in enumerate(self.labels)}
        self.rows = tuple((ranks[label], box) for label, box in readable)
        self.terms: dict[tuple[Prefer | None, frozenset[str]], ChartTerms] = {}
        self._projections: dict[tuple[LegPoint, ...], Projection] = {}

    def projection(self, points: tuple[LegPoint, ...]) -> Projection:
        """Project the boxes on some of the chart's points; a box without a band at one of them is left out."""
        projection = self._projections.get(points)
        if projection is None:
            projection = self._projections[points] = self._project(points)
        return projection

    def forget_ranks(self) -> None:
        """Forget which sizes axes asked for; they are worked out again on demand."""
        for projection in self._projections.values():
            projection.ranks.clear()

    def _project(self, points: tuple[LegPoint, ...]) -> Projection:
        boxes = []
        for rank, box in self.rows:
            bands = [band for p in points if (band := box.band(p)) is not None]
            if len(bands) == len(points):
                boxes.append(ChartBox(rank, tuple(map(interval_of, bands)), box))
        boxes.sort(key=lambda box: (box.rank, box.intervals))
        steps, scales = [self.steps[p] for p in points], [self.scales[p] for p in points]
        unread = [
            UnreadRow(label, tuple(interval_of(b) if (b := box.band(p)) is not None else None for p in points))
            for label, box in self._unread
        ]
        return Projection(points, tuple(boxes), tuple(steps), tuple(scales), tuple(unread))


def _plain_points(chart: SizeChart) -> tuple[LegPoint, ...]:
    """The points of a chart whose every key is one point of the leg; empty where keys have alternatives."""
    points = chart.points
    alone = len(points) == len(chart.keys) == len(set(points))
    return points if alone and not any(p.dimension is Dimension.SHOE for p in points) else ()


def _step(chart: SizeChart, point: LegPoint) -> int:
    """The printed step at a point, worked out from the figures where the chart does not carry it."""
    bands = tuple(b for _, box in chart.boxes() for b in box.bands if b.point is point)
    return chart.step(point) or printed_step(point, bands)


def _intervals(boxes: Iterable[Box], point: LegPoint) -> list[Interval]:
    return [interval_of(b) for box in boxes if (b := box.band(point)) is not None]


def _scale(intervals: list[Interval], step: int) -> float:
    """The widest closed band at a point; a step where there is none."""
    widths = [i.high - i.low for i in intervals]
    return max((w for w in widths if not isinf(w) and w > 0), default=max(step, 1))


def _labels_in_order(
    chart: SizeChart, rows: list[tuple[str, Box]], scales: Mapping[LegPoint, float]
) -> tuple[str, ...]:
    """The labels from small to large: by girths first, then by everything else, never by list order."""
    boxes: dict[str, list[Box]] = {}
    for label, box in rows:
        boxes.setdefault(label, []).append(box)
    girths = [p for p in chart.points if p.is_girth]
    others = [p for p in chart.points if not p.is_girth]
    ends = {p: _outer_ends(_intervals((b for _, b in rows), p), scales[p]) for p in chart.points}

    def bulk(label: str, points: list[LegPoint]) -> float:
        return fsum(_mean(_intervals(boxes[label], p), scales[p], ends[p]) for p in points)

    def edges(label: str) -> list[Interval]:
        return sorted(i for p in chart.points for i in _intervals(boxes[label], p))

    return tuple(sorted(boxes, key=lambda label: (bulk(label, girths), bulk(label, others), edges(label), label)))


def _outer_ends(intervals: list[Interval], scale: float) -> tuple[float, float]:
    """Where the open ends of bands are taken to be: one band beyond the outermost printed edges of the point.

    Outside all printed edges, overlaps do not turn the order of the sizes.
    """
    edges = [e for i in intervals for e in (i.low, i.high) if not isinf(e)]
    return (min(edges) - scale, max(edges) + scale) if edges else (0.0, 0.0)


def _mean(intervals: list[Interval], scale: float, ends: tuple[float, float]) -> float:
    """The middle of a size at a point, in bands; where a size states nothing there, that of the whole point."""
    low, high = ends
    middles = [(max(i.low, low) + min(i.high, high)) / 2 for i in intervals] or [(low + high) / 2]
    return fsum(middles) / (len(middles) * scale)


class CompiledCharts:
    """The compiled charts of one catalog version, each made when it is first asked for; dropped with the version."""

    def __init__(self) -> None:
        self._compiled: dict[int, CompiledChart] = {}

    def of(self, chart: SizeChart) -> CompiledChart:
        """Compile a chart, once while these are held."""
        # By identity: hashing a whole chart costs more than judging it. A compiled chart holds its printed one.
        compiled = self._compiled.get(id(chart))
        if compiled is None:
            compiled = self._compiled[id(chart)] = CompiledChart(chart)
        return compiled
