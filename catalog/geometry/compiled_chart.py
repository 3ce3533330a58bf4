"""A size chart prepared for asking: readable rows, the order of the sizes, and views by measured points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from math import ceil, floor, fsum, inf, isinf

from msgspec import Struct, field

from ..model.aside import Aside
from ..model.leg import Dimension, LegPoint
from ..model.policy import Policy
from ..model.product import Box, SizeChart, printed_step
from ..model.question import Prefer
from .interval import Interval, Spans, interval_of
from .thresholds import SizeThresholds, TieBreak

BUILD = frozenset({LegPoint.HEIGHT, LegPoint.WEIGHT})


class ChartBox(Struct, frozen=True):
    """One readable box of a size, seen at the points of a view; `rank` 0 is the smallest size."""

    rank: int
    spans: Spans
    box: Box


class Projection(Struct, frozen=True, dict=True):
    """The boxes of a chart at those of its points that a leg has readings for."""

    points: tuple[LegPoint, ...]
    cells: tuple[ChartBox, ...]
    steps: tuple[int, ...]
    scales: tuple[float, ...]
    lines: Aside[tuple[int, str, tuple[int, ...]], object] = field(default_factory=Aside)
    """Lines drawn so far: by point, who decides between sizes, and the boxes in question."""

    @cached_property
    def of_build(self) -> bool:
        """Whether height and weight alone decide."""
        return BUILD.issuperset(self.points)

    @cached_property
    def hull(self) -> tuple[tuple[float, float], ...]:
        """The lowest and highest printed edge at each point."""
        spans = [[cell.spans[i] for cell in self.cells] for i in range(len(self.points))]
        return tuple((min(s.low for s in at), max(s.high for s in at)) for at in spans)

    @cached_property
    def middles(self) -> tuple[frozenset[float], ...]:
        """The middle of every rounding gap at each point."""
        columns = [{cell.spans[i] for cell in self.cells} for i in range(len(self.points))]
        return tuple(frozenset(_middles(spans, step)) for spans, step in zip(columns, self.steps, strict=True))

    @cached_property
    def breaks(self) -> tuple[tuple[float, ...], ...]:
        """Where the answer can change at each point: at printed edges, and in the middle of rounding gaps."""
        return tuple(_breaks([cell.spans[i] for cell in self.cells], middles) for i, middles in enumerate(self.middles))


def _middles(spans: set[Interval], step: int) -> Iterator[float]:
    return ((a.high + b.low) / 2 for a in spans for b in spans if 0 <= b.low - a.high <= step)


def _breaks(spans: list[Interval], middles: frozenset[float]) -> tuple[float, ...]:
    at = {s.first for s in spans} | {s.last + 1 for s in spans}
    at |= {ceil(m) for m in middles} | {floor(m) + 1 for m in middles}
    return tuple(sorted(at - {inf, -inf}))


class Terms(Struct, frozen=True):
    """What a question brings to a chart beside the leg: the policy's figures, who wins a tie, the usual view."""

    policy: Policy
    figures: SizeThresholds
    choice: TieBreak
    view: Projection
    """The chart at all of its points, where each of them is a key of its own."""


class CompiledChart:
    """A chart whose rows were read once; every fact here depends on the chart alone."""

    __slots__ = ("_views", "chart", "labels", "measured", "plain", "rows", "scales", "steps", "terms", "unread")

    def __init__(self, chart: SizeChart) -> None:
        self.chart = chart
        boxes = [(size.label, box) for size in chart.sizes for box in size.boxes]
        readable = [(label, box) for label, box in boxes if _is_readable(chart, box)]
        self.unread = tuple(sorted({s.label for s in chart.sizes} - {label for label, _ in readable}))
        self.plain = _plain(chart)
        self.measured = tuple(dict.fromkeys(chart.points))
        self.steps = {p: _step(chart, p) for p in chart.points}
        self.scales = {p: _scale(p, [b for _, b in readable], self.steps[p]) for p in chart.points}
        self.labels = _in_order(chart, readable, self.scales)
        ranks = {label: rank for rank, label in enumerate(self.labels)}
        self.rows = tuple((ranks[label], box) for label, box in readable)
        self.terms: dict[tuple[Prefer | None, frozenset[str]], Terms] = {}
        self._views: dict[tuple[LegPoint, ...], Projection] = {}

    def view(self, points: tuple[LegPoint, ...]) -> Projection:
        """The boxes at some of the chart's points; a box without a band at one of them is left out."""
        view = self._views.get(points)
        if view is None:
            view = self._views[points] = self._look(points)
        return view

    def _look(self, points: tuple[LegPoint, ...]) -> Projection:
        cells = []
        for rank, box in self.rows:
            bands = [box.band(p) for p in points]
            spans = tuple(interval_of(b) for b in bands if b is not None)
            if len(spans) == len(points):
                cells.append(ChartBox(rank, spans, box))
        cells.sort(key=lambda c: (c.rank, c.spans))
        steps, scales = [self.steps[p] for p in points], [self.scales[p] for p in points]
        return Projection(points, tuple(cells), tuple(steps), tuple(scales))


def _plain(chart: SizeChart) -> tuple[LegPoint, ...]:
    """The points of a chart whose every key is one point of the leg; empty where keys have alternatives."""
    points = chart.points
    alone = len(points) == len(chart.keys) == len(set(points))
    return points if alone and not any(p.dimension is Dimension.SHOE for p in points) else ()


def _is_readable(chart: SizeChart, box: Box) -> bool:
    """Whether the box has a band for every key; a row with a hole in it cannot promise a fit."""
    return all(any(box.band(p) is not None for p in key) for key in chart.keys)


def _step(chart: SizeChart, point: LegPoint) -> int:
    """The printed step at a point, worked out from the figures where the chart does not carry it."""
    bands = tuple(b for _, box in chart.boxes() for b in box.bands if b.point is point)
    return chart.step(point) or printed_step(point, bands)


def _spans(boxes: Iterable[Box], point: LegPoint) -> list[Interval]:
    return [interval_of(b) for box in boxes if (b := box.band(point)) is not None]


def _scale(point: LegPoint, boxes: list[Box], step: int) -> float:
    """The widest closed band at a point: what distances at different points are compared by."""
    widths = [s.high - s.low for s in _spans(boxes, point)]
    return max((w for w in widths if not isinf(w) and w > 0), default=max(step, 1))


def _ends(spans: list[Interval], scale: float) -> tuple[float, float]:
    """Where the open ends of bands are taken to be: one band beyond the outermost printed edges of the point."""
    edges = [e for s in spans for e in (s.low, s.high) if not isinf(e)]
    return (min(edges) - scale, max(edges) + scale) if edges else (0.0, 0.0)


def _middle(span: Interval, ends: tuple[float, float]) -> float:
    """The middle of a band; an open end is taken outside all printed edges, so that overlaps do not turn the order."""
    return (max(span.low, ends[0]) + min(span.high, ends[1])) / 2


def _in_order(chart: SizeChart, rows: list[tuple[str, Box]], scales: dict[LegPoint, float]) -> tuple[str, ...]:
    """The labels from small to large: by girths first, then by everything else, never by list order."""
    boxes: dict[str, list[Box]] = {}
    for label, box in rows:
        boxes.setdefault(label, []).append(box)
    girths = [p for p in chart.points if p.is_girth]
    others = [p for p in chart.points if not p.is_girth]

    ends = {p: _ends(_spans((b for _, b in rows), p), scales[p]) for p in chart.points}

    def bulk(label: str, points: list[LegPoint]) -> float:
        return fsum(_mean(_spans(boxes[label], p), scales[p], ends[p]) for p in points)

    def edges(label: str) -> list[Interval]:
        return sorted(s for p in chart.points for s in _spans(boxes[label], p))

    return tuple(sorted(boxes, key=lambda s: (bulk(s, girths), bulk(s, others), edges(s), s)))


def _mean(spans: list[Interval], scale: float, ends: tuple[float, float]) -> float:
    """The middle of a size at a point, in bands; where a size states nothing there, that of the whole point."""
    middles = [_middle(s, ends) for s in spans] or [(ends[0] + ends[1]) / 2]
    return fsum(middles) / (len(middles) * scale)


class CompiledCharts:
    """The compiled charts of one catalog version, each made when it is first asked for; dropped with the version."""

    __slots__ = ("_compiled",)

    def __init__(self) -> None:
        self._compiled: dict[int, CompiledChart] = {}

    def of(self, chart: SizeChart) -> CompiledChart:
        """The chart with its rows read."""
        # By identity: hashing a whole chart costs more than judging it. A compiled chart holds its printed one.
        compiled = self._compiled.get(id(chart))
        if compiled is None:
            compiled = self._compiled[id(chart)] = CompiledChart(chart)
        return compiled
