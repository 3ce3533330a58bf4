"""A plot of a chart: all legs between two neighbouring edges at each point.

They stand in the same place, so what is said of them differs in their own figures alone. Everything else is
worked out once for a plot; a plot knows the chart's edges and nothing of any leg.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from math import isinf

from msgspec import Struct

from ...geometry.compiled_chart import ChartBox, CompiledCharts, Projection
from ...geometry.interval import Interval, Spans
from ...geometry.leg_on_chart import LegOnChart, amount
from ...geometry.locate import NOWHERE, Kind, Location, locate
from ...geometry.segments import SizeAxis, size_axis_at
from ...geometry.thresholds import CHOICES, TAPE_POINTS
from ...model.leg import LegPoint
from ...model.product import Band, Edge
from ...model.quantities import QUANTITIES, Length, Mass, ShoeSize
from ...model.verdict import Fact, Reason, SizeOutcome, because
from .cautions import has_girth
from .remarks import about_chart

MOST_REGIONS = 16_384
"""Regions kept for all charts together; a few kilobytes each, and worked out again on demand."""

Told = tuple[str, Fact]


class End(Struct, frozen=True):
    """One end of the stretch in which a size stays: the edges, one of which is the nearer, and the size beyond."""

    edges: tuple[int, ...]
    beyond: str | None


class PointInRegion(Struct, frozen=True):
    """One point of a plot, as the box of the named size has it."""

    point: LegPoint
    band: Band
    span: Interval
    on_tape: bool
    """Whether a reading here has the error of a tape."""
    quantity: Callable[[int], Length | Mass | ShoeSize]
    """What makes a quantity of a reading here."""
    stays: tuple[Edge | None, Edge | None]
    width: float
    """From printed edge to printed edge, for a band that holds these legs and has both; else 0."""
    holds: bool
    """Whether the box holds the legs of this plot at this point."""
    named: bool
    """Whether the line of this point names the size here."""
    across: tuple[tuple[Interval, str], ...]
    """The bands around a rounding gap that the tape could decide, and whose they are; empty where there is none."""
    ends: tuple[End, ...]
    """Where a tape reading may lie near; empty where it does not matter."""
    facts: tuple[Told, Told, Told]
    """The facts of a reading inside the band that are not the reading: the point, the size, the band."""
    hole: tuple[Told, ...]
    """The facts of a rounding gap that are not the reading: its edges, their sizes, the nearer side."""


class Region(Struct, frozen=True):
    """Where the legs of a plot stand, the size named there, and what is said of all of them."""

    place: Location = NOWHERE
    named: int = -1
    """The rank of the size named; meaningless where there is none."""
    outcome: SizeOutcome = SizeOutcome.FITS
    size: str = ""
    also: tuple[str, ...] = ()
    boxes: tuple[Spans, ...] = ()
    """Every printed box of the size named."""
    seats: tuple[tuple[ChartBox, tuple[PointInRegion, ...]], ...] = ()
    """The boxes of that size that the choice is among, each with its stretches by point."""
    about: tuple[Reason, ...] = ()
    """What the chart makes of every leg: what it takes as exact, how it asks to be measured for."""
    by_girth: bool = True
    """Whether a girth is among the points that decide."""
    even: bool = False
    """Whether two sizes are open and no tape error says which is likelier: a half shoe size between whole ones."""
    said: tuple[Reason, ...] = ()
    """That two sizes hold the leg and which comes first, and how far the size stays."""


NO_REGION = Region()


class RegionCache:
    """The compiled charts of one catalog version and their regions met so far; dropped with the version."""

    __slots__ = ("_most", "charts", "regions")

    def __init__(self, charts: CompiledCharts | None = None, most: int = MOST_REGIONS) -> None:
        self.charts = charts or CompiledCharts()
        self._most = most
        self.regions: dict[tuple[object, ...], tuple[Projection, Region]] = {}

    def region_of(self, leg: LegOnChart) -> Region:
        """The region in which a leg lies on a chart; `NO_REGION` where the chart has no size for it."""
        view, values = leg.view, leg.values
        # By identity: hashing a view costs more than the whole verdict.
        key = (id(view), leg.choice.key, *map(bisect_right, view.breaks, values))
        cached = self.regions.get(key)
        if cached is not None:
            return cached[1]
        if len(self.regions) >= self._most:
            self.regions.clear()
        region = _region(leg, locate(view, values))
        # The view is held as long as its regions, so that its identity cannot come back as another view's.
        self.regions[key] = view, region
        return region


def _region(asked: LegOnChart, found: Location) -> Region:
    if not found.has_size:
        return NO_REGION
    labels, choice = asked.chart.labels, asked.choice
    named = found.first(choice)
    lines = tuple(size_axis_at(asked.view, asked.values, i, found, choice) for i in range(len(asked.points)))
    seats = tuple((c, points_in_region(asked, found, c, lines)) for c in found.cells if c.rank == named)
    return Region(
        place=found,
        named=named,
        outcome=_outcome(found),
        size=labels[named],
        also=asked.labels(tuple(r for r in found.sizes if r != named)),
        boxes=tuple(c.spans for c in asked.view.cells if c.rank == named),
        seats=seats,
        about=tuple(about_chart(asked)),
        by_girth=has_girth(asked.points),
        even=_is_even(asked, found),
        said=tuple(_said(asked, found, labels[named], seats[0][1])),
    )


def _is_even(asked: LegOnChart, found: Location) -> bool:
    gaps = {asked.points[i] for i in found.holes}
    return bool(gaps) and len(found.sizes) > 1 and TAPE_POINTS.isdisjoint(gaps)


def _outcome(found: Location) -> SizeOutcome:
    if len(found.sizes) == 1:
        return SizeOutcome.FITS
    return SizeOutcome.BETWEEN_SIZES if found.kind is Kind.HOLE else SizeOutcome.IN_TWO_SIZES


def points_in_region(
    asked: LegOnChart, found: Location, cell: ChartBox, lines: tuple[SizeAxis, ...]
) -> tuple[PointInRegion, ...]:
    """Where each point lies in a box, by the line of each; in the order of the chart's keys."""
    made = []
    for i, (point, line) in enumerate(zip(asked.points, lines, strict=True)):
        band = cell.box.band(point)
        if band is not None:
            made.append(_stretch(asked, found, cell, i, band, line))
    return tuple(made)


def _stretch(
    asked: LegOnChart, found: Location, cell: ChartBox, index: int, band: Band, line: SizeAxis
) -> PointInRegion:
    point, span, value = asked.points[index], cell.spans[index], asked.values[index]
    piece, size = line.at(value), asked.chart.labels[cell.rank]
    named = line.pieces[piece][2] == cell.rank
    stays = line.ends(piece) if named else (band.low, band.high)
    holds, in_hole, tape = span.holds(value), index in found.holes, point in TAPE_POINTS
    open_gap = in_hole and not found.settled
    ends = (
        _ends(asked, line, piece, stays, band, holds=holds, settled=in_hole) if named and tape and not open_gap else ()
    )
    width = span.high - span.low if holds else 0
    return PointInRegion(
        point, band, span, tape, QUANTITIES[point], stays, width=0 if isinf(width) else width, holds=holds,
        named=named, across=_across(asked, found, index) if open_gap and named and tape else (), ends=tuple(ends),
        facts=(("point", point), ("size", size), ("band", band)),
        hole=tuple(_hole(asked, found, index, size)) if in_hole else (),
    )  # fmt: skip


def _across(asked: LegOnChart, found: Location, index: int) -> tuple[tuple[Interval, str], ...]:
    return tuple((cell.spans[index], asked.chart.labels[cell.rank]) for cell in found.cells)


def _hole(asked: LegOnChart, found: Location, index: int, size: str) -> Iterator[Told]:
    """The edges around a rounding gap, whose they are, and the side that is nearer: one for all legs of a plot."""
    point, value, labels = asked.points[index], asked.values[index], asked.chart.labels
    below = max((c for c in found.cells if c.spans[index].last < value), key=lambda c: c.spans[index].high)
    above = min((c for c in found.cells if c.spans[index].first > value), key=lambda c: c.spans[index].low)
    low, high = below.spans[index].high, above.spans[index].low
    yield from (("low", amount(point, low)), ("high", amount(point, high)))
    yield from (("below", labels[below.rank]), ("above", labels[above.rank]), ("size", size))
    yield "nearer", "others" if found.settled else _nearer(value - low, high - value)


def _nearer(below: float, above: float) -> str:
    if below == above:
        return "middle" if below else "neither"
    return "below" if below < above else "above"


def _ends(
    asked: LegOnChart,
    line: SizeAxis,
    piece: int,
    stays: tuple[Edge | None, Edge | None],
    band: Band,
    *,
    holds: bool,
    settled: bool,
) -> Iterator[End]:
    """The ends of the stretch in which the size stays; where a rounding gap follows, of its band as well.

    A leg that is in a gap already, and has one size all the same, lies beyond the edge of that band.
    """
    step = asked.chart.steps[band.point]
    for change, own, beside, inner in ((stays[0], band.low, piece - 1, max), (stays[1], band.high, piece + 1, min)):
        if change is None:
            continue
        other = line.neighbour(beside)
        edges: tuple[int, ...] = (change.at,)
        if not settled and other is not None and own is not None and abs(own.at - change.at) <= step:
            # Both lie on one side of a leg inside the band, so that the inner one is the nearer for every such leg.
            edges = (inner(change.at, own.at),) if holds else (change.at, own.at)
        yield End(edges, None if other is None else asked.chart.labels[other])


def _said(asked: LegOnChart, found: Location, size: str, points: tuple[PointInRegion, ...]) -> Iterator[Reason]:
    if found.kind is not Kind.HOLE and len(found.sizes) > 1:
        yield because("size.two_sizes", sizes=asked.labels(found.sizes))
    if len(found.sizes) > 1:
        yield from _decided(asked, found, size)
    for stretch in points:
        if stretch.named and (stays := _stays(stretch, size)) is not None:
            yield stays


def _decided(asked: LegOnChart, found: Location, size: str) -> Iterator[Reason]:
    """Which of several sizes comes first, and who says so."""
    choice, named = asked.choice, found.first(asked.choice)
    which = "larger" if choice.larger else "smaller"
    if choice.sold and named != found.first(CHOICES[choice.rule][choice.larger]):
        yield because("size.first", size=size, rule="stock", choice=which, said="stock")
        yield because("size.by_stock", size=size)
    elif len(found.open_to(choice)) > 1:
        yield because("size.first", size=size, rule=choice.rule, choice=which, said=choice.said)
        if choice.rule == "wearer":
            yield because("size.by_wish", choice=which)
        elif choice.rule == "brand":
            yield because("size.by_brand", choice=which)
    elif found.kind is Kind.HOLE:
        yield because("size.by_nearer_edge", size=size)


def _stays(stretch: PointInRegion, size: str) -> Reason | None:
    """The stretch of one point over which the size stays the same."""
    low, high = stretch.stays
    facts = {name: amount(stretch.point, e.at) for name, e in (("low", low), ("high", high)) if e is not None}
    if not facts:
        return None
    ends = "between" if len(facts) == 2 else "from" if low is not None else "up_to"
    return because("size.stays", point=stretch.point, size=size, ends=ends, **facts)
