"""A region of a chart: all legs between two neighbouring edges at each point.

They lie at the same location, so what is said of them differs in their own figures alone. Everything else is worked
out once for a region, which knows the chart's edges and nothing of any leg.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from math import isinf

from msgspec import Struct

from ...geometry.compiled_chart import ChartBox, CompiledCharts, Projection
from ...geometry.interval import Interval, Intervals
from ...geometry.leg_on_chart import LegOnChart, limit
from ...geometry.locate import NOWHERE, Location, LocationKind, boxes_around, locate
from ...geometry.segments import SizeAxis, size_axis_at
from ...geometry.thresholds import TAPE_POINTS, TIE_BREAKS
from ...model.chart import Band, Edge, TieRule
from ...model.leg import LegPoint
from ...model.quantities import QUANTITIES, Length, Mass, ShoeSize
from ...model.verdict import Fact, Reason, SizeOutcome, because
from .remarks import about_chart, has_girth, is_unread

MOST_REGIONS = 16_384
"""Regions kept for all charts together; a few kilobytes each, and worked out again on demand."""

NamedFact = tuple[str, Fact]


class End(Struct, frozen=True):
    """One end of the segment in which a size stays: the edges, one of which is the nearer, and the size beyond."""

    edges: tuple[int, ...]
    is_low: bool
    beyond: str | None


class PointInRegion(Struct, frozen=True):
    """One point of a region, as the box of the named size has it; store units throughout."""

    point: LegPoint
    band: Band
    interval: Interval
    on_tape: bool
    """Whether a reading here has the error of a tape."""
    quantity: Callable[[int], Length | Mass | ShoeSize]
    """What makes a quantity of a value here."""
    stays: tuple[Edge | None, Edge | None]
    """The ends of the segment in which the size stays."""
    width: float
    """From printed edge to printed edge, for a band that holds these legs and has both; else 0."""
    holds: bool
    """Whether the box holds the legs of this region at this point."""
    is_named: bool
    """Whether the axis of this point names the size here."""
    across: tuple[tuple[Interval, str], ...]
    """The bands around a rounding gap that the tape could decide, and whose they are; empty where there is none."""
    ends: tuple[End, ...]
    """Where a tape reading may lie near; empty where it does not matter."""
    facts: tuple[NamedFact, NamedFact, NamedFact]
    """The facts of a value inside the band that are not the value: the point, the size, the band."""
    gap_facts: tuple[NamedFact, ...]
    """The facts of a rounding gap that are not the value: its edges, their sizes, the nearer side."""


class Region(Struct, frozen=True):
    """Where the legs of a region lie, the size named there, and what is said of all of them."""

    location: Location = NOWHERE
    rank: int = -1
    """The rank of the size named; meaningless where there is none."""
    outcome: SizeOutcome = SizeOutcome.FITS
    size: str = ""
    also: tuple[str, ...] = ()
    boxes: tuple[Intervals, ...] = ()
    """Every printed box of the size named."""
    box_positions: tuple[tuple[ChartBox, tuple[PointInRegion, ...]], ...] = ()
    """The boxes of that size that hold the leg or stand around its gap, each with its points."""
    about_chart: tuple[Reason, ...] = ()
    """What the chart makes of every leg: what it takes as exact, how it asks to be measured for, what was not read."""
    by_girth: bool = True
    """Whether a girth is among the points that decide."""
    is_read: bool = True
    """Whether no other size may be the one whose row was not read whole."""
    is_even: bool = False
    """Whether two sizes are open and no tape error says which is likelier: a half shoe size between whole ones."""
    about_size: tuple[Reason, ...] = ()
    """That two sizes hold the leg and which comes first, and how far the size stays."""


NO_REGION = Region()


class RegionCache:
    """The compiled charts of one catalog version and their regions met so far; dropped with the version."""

    def __init__(self) -> None:
        self.charts = CompiledCharts()
        self.regions: dict[tuple[object, ...], tuple[Projection, Region]] = {}

    def region_of(self, leg: LegOnChart) -> Region:
        """Find the region in which a leg lies on a chart; `NO_REGION` where the chart has no size for it."""
        projection, values = leg.projection, leg.values
        # By identity: hashing a projection costs more than the whole verdict.
        key = (id(projection), leg.tie_break.key, *map(bisect_right, projection.breaks, values))
        cached = self.regions.get(key)
        if cached is not None:
            return cached[1]
        if len(self.regions) >= MOST_REGIONS:
            self.regions.clear()
        region = _region(leg, locate(projection, values))
        # The projection is held as long as its regions, so that its identity cannot come back as another's.
        self.regions[key] = projection, region
        return region


def _region(leg: LegOnChart, location: Location) -> Region:
    if not location.has_size:
        return NO_REGION
    rank, points = location.first_size(leg.tie_break), range(len(leg.points))
    size = leg.chart.labels[rank]
    axes = [size_axis_at(leg.projection, leg.values, i, location, leg.tie_break) for i in points]
    box_positions = tuple((b, points_in_region(leg, location, b, axes)) for b in location.boxes if b.rank == rank)
    gap_points, about = {leg.points[i] for i in location.gaps}, tuple(about_chart(leg, size))
    return Region(
        location, rank, _outcome(location), size,
        also=leg.labels(tuple(r for r in location.sizes if r != rank)),
        boxes=tuple(b.intervals for b in leg.projection.boxes if b.rank == rank),
        box_positions=box_positions,
        about_chart=about,
        by_girth=has_girth(leg.points),
        is_read=not is_unread(about),
        is_even=bool(gap_points) and len(location.sizes) > 1 and TAPE_POINTS.isdisjoint(gap_points),
        about_size=tuple(_about_size(leg, location, size, box_positions[0][1])),
    )  # fmt: skip


def _outcome(location: Location) -> SizeOutcome:
    if len(location.sizes) == 1:
        return SizeOutcome.FITS
    return SizeOutcome.BETWEEN_SIZES if location.kind is LocationKind.BETWEEN_SIZES else SizeOutcome.IN_TWO_SIZES


def points_in_region(
    leg: LegOnChart, location: Location, box: ChartBox, axes: Sequence[SizeAxis]
) -> tuple[PointInRegion, ...]:
    """Find where each point lies in a box, by the axis of each; in the order of the chart's keys."""
    return tuple(
        _point_in_region(leg, location, box, i, band, axis)
        for i, (point, axis) in enumerate(zip(leg.points, axes, strict=True))
        if (band := box.printed.band(point)) is not None
    )


def _point_in_region(
    leg: LegOnChart, location: Location, box: ChartBox, index: int, band: Band, axis: SizeAxis
) -> PointInRegion:
    point, interval, value = leg.points[index], box.intervals[index], leg.values[index]
    at, size = axis.at(value), leg.chart.labels[box.rank]
    holds, in_gap, on_tape = interval.holds(value), index in location.gaps, point in TAPE_POINTS
    is_named, in_open_gap = axis.rank_at(at) == box.rank, in_gap and not location.settled
    stays = axis.ends(at) if is_named else (band.low, band.high)
    may_be_near = is_named and on_tape and not in_open_gap
    width = interval.high - interval.low if holds else 0
    across = tuple((b.intervals[index], leg.chart.labels[b.rank]) for b in location.boxes)
    return PointInRegion(
        point, band, interval, on_tape, QUANTITIES[point], stays,
        width=0 if isinf(width) else width,
        holds=holds,
        is_named=is_named,
        across=across if in_open_gap and is_named and on_tape else (),
        ends=tuple(_ends(leg, axis, at, band, holds=holds, settled=in_gap)) if may_be_near else (),
        facts=(("point", point), ("size", size), ("band", band)),
        gap_facts=_gap_facts(leg, location, index, size) if in_gap else (),
    )  # fmt: skip


def _gap_facts(leg: LegOnChart, location: Location, index: int, size: str) -> tuple[NamedFact, ...]:
    """The edges around a rounding gap, whose they are, and the side that is nearer: one for all legs of a region."""
    point, value, labels = leg.points[index], leg.values[index], leg.chart.labels
    below, above = boxes_around(location.boxes, index, value)
    low, high = below.intervals[index].high, above.intervals[index].low
    return (
        ("low", limit(point, low, is_low=False)), ("high", limit(point, high, is_low=True)),
        ("below", labels[below.rank]), ("above", labels[above.rank]), ("size", size),
        ("nearer", "others" if location.settled else _nearer(value - low, high - value)),
    )  # fmt: skip


def _nearer(below: float, above: float) -> str:
    if below == above:
        return "middle" if below else "neither"
    return "below" if below < above else "above"


def _ends(leg: LegOnChart, axis: SizeAxis, at: int, band: Band, *, holds: bool, settled: bool) -> Iterator[End]:
    """The ends of the segment in which the size stays; where a rounding gap follows, of its band as well.

    A leg that is in a gap already, and has one size all the same (`settled`), lies beyond the edge of that band.
    """
    step, (first, last) = leg.chart.steps[band.point], axis.ends(at)
    for change, own, beside, inner in ((first, band.low, at - 1, max), (last, band.high, at + 1, min)):
        if change is None:
            continue
        other = axis.rank_at(beside)
        edges: tuple[int, ...] = (change.at,)
        if not settled and other is not None and own is not None and abs(own.at - change.at) <= step:
            # Both lie on one side of a leg inside the band, so that the inner one is the nearer for every such leg.
            edges = (inner(change.at, own.at),) if holds else (change.at, own.at)
        yield End(edges, own is band.low, None if other is None else leg.chart.labels[other])


def _about_size(
    leg: LegOnChart, location: Location, size: str, positions: tuple[PointInRegion, ...]
) -> Iterator[Reason]:
    if len(location.sizes) > 1:
        if location.kind is not LocationKind.BETWEEN_SIZES:
            yield because("size.two_sizes", sizes=leg.labels(location.sizes))
        yield from _who_decided(leg, location, size)
    for position in positions:
        if position.is_named and (stays := _stays(position, size)) is not None:
            yield stays


def _who_decided(leg: LegOnChart, location: Location, size: str) -> Iterator[Reason]:
    """Which of several sizes comes first, and who says so."""
    tie_break, rank = leg.tie_break, location.first_size(leg.tie_break)
    which = "larger" if tie_break.larger else "smaller"
    if tie_break.sold and rank != location.first_size(TIE_BREAKS[tie_break.rule][tie_break.larger]):
        yield because("size.first", size=size, rule="stock", choice=which, said="stock")
        yield because("size.by_stock", size=size)
    elif len(location.open_sizes(tie_break)) > 1:
        wording = f"{tie_break.wording}_against" if _is_against_brand(leg) else tie_break.wording
        yield because("size.first", size=size, rule=tie_break.rule, choice=which, said=wording)
        if tie_break.rule == "wearer":
            yield because("size.by_wish", choice=which)
        elif tie_break.rule == "brand":
            yield because("size.by_brand", choice=which)
    elif location.kind is LocationKind.BETWEEN_SIZES:
        yield because("size.by_nearer_edge", size=size)


def _is_against_brand(leg: LegOnChart) -> bool:
    """Whether the wearer's wish decides, and the brand says the other size."""
    brand, larger = leg.chart.chart.tie_rule, leg.tie_break.larger
    return leg.tie_break.rule == "wearer" and brand is not None and (brand is TieRule.LARGER) != larger


def _stays(position: PointInRegion, size: str) -> Reason | None:
    """The segment of one point over which the size stays the same."""
    low, high = position.stays
    edges = {name: edge for name, edge in (("low", low), ("high", high)) if edge is not None}
    facts = {name: limit(position.point, edge.at, is_low=name == "low") for name, edge in edges.items()}
    if not facts:
        return None
    ends = "between" if len(facts) == 2 else "from" if low is not None else "up_to"
    return because("size.stays", point=position.point, size=size, ends=ends, **facts)
