"""A leg that has a size: where it sits in it, how sure that is, and what is worth saying about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf, prod

from ...geometry.compiled_chart import ChartBox
from ...geometry.interval import Interval, Intervals, probability_between, probability_in_union
from ...geometry.leg_on_chart import LegOnChart, amount, limit
from ...geometry.locate import Location, LocationKind, locate
from ...geometry.segments import size_axis_at
from ...geometry.thresholds import TAPE_POINTS
from ...model.quantities import Limit
from ...model.question import Side
from ...model.verdict import Certainty, PointFit, Reason, SizeOutcome, SizeVerdict, because
from .region import PointInRegion, Region, points_in_region
from .remarks import about_chart, among_named, cautions_of, certainty_of, may_be_unread, remarks

SHOWN = 500
"""um: a distance below half a millimetre would be said as 0."""


def match_verdict(leg: LegOnChart, region: Region) -> SizeVerdict:
    """Judge a leg that has a size; the first of several was picked by the tie rule."""
    location, positions = region.location, _most_central(leg, region)
    points = fits(leg, positions)
    as_printed = confidence = probability_as_printed(leg, region.boxes, positions)
    if location.gaps:
        confidence = _probability_of_staying(leg, points)
    if region.is_even:
        # No error of a tape tells the sizes apart, so none of them is likelier than another.
        confidence /= len(location.sizes)
    near, remarked, by_girth = near_edges(leg, region, positions), remarks(leg, region.rank), region.by_girth
    reasons = inside(leg, positions)
    if location.gaps:
        reasons += _in_gaps(positions, points, location)
    reasons += region.about_size
    reasons += near
    if location.gaps:
        reasons += _confidence_as_printed(leg, region, as_printed, confidence)
    reasons += remarked
    reasons += region.about_chart
    cautions: tuple[Reason, ...] = ()
    may_be_sure = by_girth and region.is_read
    if near or remarked or location.settled or not may_be_sure or leg.side is not Side.BOTH:
        cautions = cautions_of(
            leg.question, leg.points, reasons, by_girth=by_girth, settled=location.settled, fits=points
        )  # fmt: skip
    certainty = certainty_of(confidence, leg.thresholds, may_be_sure=may_be_sure)
    certainty = Certainty.TOSS_UP if region.is_even else certainty
    if near:
        between = region.also if region.outcome is SizeOutcome.BETWEEN_SIZES else ()
        cautions = among_named(cautions, certainty, between)
    return SizeVerdict(
        region.outcome, region.size, region.also, points, confidence, None, (), (), tuple(reasons),
        certainty=certainty, cautions=cautions,
    )  # fmt: skip


def fits(leg: LegOnChart, positions: tuple[PointInRegion, ...]) -> tuple[PointFit, ...]:
    """Say where each value lies in the band of the size named, in the order of the chart's keys."""
    return tuple([_fit(p, leg.side, v) for p, v in zip(positions, leg.values, strict=True)])


def _fit(position: PointInRegion, side: Side, value: int) -> PointFit:
    interval, width, stays = position.interval, position.width, position.stays
    if not width:
        in_band, edge = position_in_band(interval, value), to_edge(interval, value)
        return PointFit(position.point, side, value, position.band, in_band, edge, stays)
    below, above = value - interval.low, interval.high - value
    edge = int(below if below < above else above)
    return PointFit(position.point, side, value, position.band, below / width, edge, stays)


def positions_in_size(leg: LegOnChart, location: Location, rank: int) -> tuple[PointInRegion, ...]:
    """Find where a leg sits in a size that the other leg decided."""
    axes = [
        size_axis_at(leg.projection, leg.values, i, location, leg.tie_break, only=rank) for i in range(len(leg.points))
    ]
    box = max((b for b in location.boxes if b.rank == rank), key=lambda b: _room(leg, b))
    return points_in_region(leg, location, box, axes)


def _most_central(leg: LegOnChart, region: Region) -> tuple[PointInRegion, ...]:
    """Where the leg sits in the box of the size named that it sits most central in."""
    choices = region.box_positions
    return choices[0][1] if len(choices) == 1 else max(choices, key=lambda choice: _room(leg, choice[0]))[1]


def _room(leg: LegOnChart, box: ChartBox) -> float:
    """The least distance to an edge of a box, in bands."""
    at = zip(box.intervals, leg.values, leg.projection.scales, strict=True)
    return min(min(v - i.low, i.high - v) / scale for i, v, scale in at)


def position_in_band(interval: Interval, value: float) -> float | None:
    """Place a value in a band: 0 at its loose end (the thinnest leg), 1 at its tight end; None where one is open."""
    width = interval.high - interval.low
    if width == inf:
        return None
    at = (value - interval.low) / width if width else 0.5
    return at if 0.0 < at < 1.0 else 0.0 if at <= 0.0 else 1.0


def to_edge(interval: Interval, value: float) -> int | None:
    """Measure the distance to the nearest edge in store units, 0 beyond it; None where both ends are open."""
    below, above = value - interval.low, interval.high - value
    distance = below if below < above else above
    return None if distance == inf else int(distance) if distance > 0 else 0


def probability_as_printed(leg: LegOnChart, boxes: Sequence[Intervals], positions: tuple[PointInRegion, ...]) -> float:
    """Work out the probability that the true leg lies in the printed boxes of the size named.

    The boxes count as printed, a rounding gap not included. For a leg in such a gap the segment over which the size
    stays says more: `_probability_of_staying`.
    """
    thresholds, readings, values = leg.thresholds, leg.readings, leg.values
    if len(boxes) == 1:
        # Nearly every size is one box, and what is known exactly lies in it: no lists, no cutting of a union.
        probability = 1.0
        for i in range(len(positions) - 1, -1, -1):
            if positions[i].on_tape:
                point, interval = positions[i].point, boxes[0][i]
                sd = thresholds.sd(point, readings[point])
                probability = probability_between(interval.low, interval.high, values[i], sd) * probability
        return probability if probability < 1.0 else 1.0
    sds = [thresholds.sd(p.point, readings.get(p.point)) for p in positions]
    exact = [v if sd else p.interval.snap(v) for v, sd, p in zip(values, sds, positions, strict=True)]
    return min(probability_in_union(boxes, exact, sds), 1.0)


def reasons_for_pair(
    leg: LegOnChart, location: Location, rank: int, positions: tuple[PointInRegion, ...]
) -> tuple[Reason, ...]:
    """List the reasons of a leg whose other leg decided which of its sizes to take."""
    size = leg.chart.labels[rank]
    reasons = inside(leg, positions)
    reasons += _in_gaps(positions, fits(leg, positions), location)
    reasons.append(because("size.two_sizes", sizes=leg.labels(location.sizes)))
    reasons += [because("size.settled_by_pair", size=size), *_nearer_to_another(leg, location, positions, size)]
    reasons += _ends_of_pair(leg, rank, positions)
    return (*reasons, *remarks(leg, rank), *about_chart(leg, size))


def _nearer_to_another(
    leg: LegOnChart, location: Location, positions: tuple[PointInRegion, ...], size: str
) -> Iterator[Reason]:
    """That a leg in a rounding gap would take another size than the pair does."""
    own = leg.chart.labels[location.first_size(leg.tie_break)]
    for index in location.gaps if own != size else ():
        position, value = positions[index], leg.values[index]
        if position.on_tape:
            point, interval = position.point, position.interval
            by, snapped = amount(point, interval.excess(value)), interval.snap(value)
            edge = limit(point, snapped, is_low=value < snapped)
            yield because(
                "size.near_edge", point=point, value=leg.quantity(index), by=by, edge=edge, size=size, where="hole",
                other=own,
            )  # fmt: skip


def _ends_of_pair(leg: LegOnChart, rank: int, positions: tuple[PointInRegion, ...]) -> Iterator[Reason]:
    """The ends of the size that a pair takes which a tape reading of this leg lies near, and what is beyond them."""
    for index, (position, value) in enumerate(zip(positions, leg.values, strict=True)):
        interval = position.interval
        for edge, outside in ((interval.low, interval.first - 1), (interval.high, interval.last + 1)):
            by = abs(value - edge)
            if not (position.on_tape and position.holds and by <= leg.thresholds.near_edge):
                continue
            location = locate(leg.projection, (*leg.values[:index], outside, *leg.values[index + 1 :]))
            if rank not in location.sizes:
                beyond = leg.chart.labels[location.first_size(leg.tie_break)] if location.has_size else None
                at = limit(position.point, edge, is_low=edge == interval.low)
                yield _near(position, value, int(by), at, _where(leg, rank, by, beyond), beyond)


def _where(leg: LegOnChart, rank: int, by: float, beyond: str | None) -> str:
    """How near an edge is, and whether what lies beyond it may be a row that was not read."""
    where = "near" if by >= SHOWN else "at"
    is_unread = beyond is None and may_be_unread(leg, leg.chart.labels[rank], leg.values)
    return f"{where}_unread" if is_unread else where


def inside(leg: LegOnChart, positions: tuple[PointInRegion, ...]) -> list[Reason]:
    """Name each value that the band of the size holds."""
    reasons = []
    for p, value in zip(positions, leg.values, strict=True):
        if p.holds:
            point, size, band = p.facts
            reasons.append(Reason("size.inside", (point, ("value", p.quantity(value)), size, band)))
    return reasons


def _in_gaps(positions: tuple[PointInRegion, ...], points: tuple[PointFit, ...], location: Location) -> list[Reason]:
    """Each rounding gap with the edges around it and the side that is nearer."""
    code = "size.hole_inside" if location.kind is LocationKind.WITHIN_SIZE else "size.between"
    return [
        Reason(code, (position.facts[0], ("value", position.quantity(fit.value)), *position.gap_facts))
        for position, fit in zip(positions, points, strict=True)
        if position.gap_facts
    ]


def _confidence_as_printed(leg: LegOnChart, region: Region, as_printed: float, confidence: float) -> list[Reason]:
    """In a rounding gap: how likely the size is by its printed figures alone, where that differs."""
    percent, stays = _percent(as_printed), _percent(confidence)
    if stays == percent or not any(leg.points[i] in TAPE_POINTS for i in region.location.gaps):
        return []
    return [because("size.confidence_printed", size=region.size, percent=percent, stays=stays)]


def _percent(share: float) -> int:
    """A probability in whole percent: from 1 to 99, for nothing here is certain."""
    return min(max(round(share * 100), 1), 99)


def _probability_of_staying(leg: LegOnChart, points: tuple[PointFit, ...]) -> float:
    """The probability that every true value lies in the segment over which the size stays."""
    return prod(_stays(fit, leg.thresholds.sd(fit.point, leg.readings.get(fit.point))) for fit in points)


def _stays(fit: PointFit, sd: float) -> float:
    low, high = fit.stays
    ends = -inf if low is None else low.at, inf if high is None else high.at
    return probability_between(*ends, fit.value, sd) if sd else 1.0


def near_edges(leg: LegOnChart, region: Region, positions: tuple[PointInRegion, ...]) -> list[Reason]:
    """Find tape readings in a rounding gap, or within the policy's margin of an edge that ends the size."""
    reasons: list[Reason] = []
    margin = leg.thresholds.near_edge
    for position, value in zip(positions, leg.values, strict=True):
        for end in position.ends:
            edge = end.edges[0] if len(end.edges) == 1 else min(end.edges, key=lambda at: abs(value - at))
            by = abs(value - edge)
            if by <= margin:
                where = _where(leg, region.rank, by, end.beyond)
                at = limit(position.point, edge, is_low=end.is_low)
                reasons.append(_near(position, value, by, at, where, end.beyond))
        if position.across:
            reasons += _in_gap(position, value, region.size)
    return reasons


def _in_gap(position: PointInRegion, value: int, size: str) -> list[Reason]:
    """The size on the other side of a rounding gap."""
    by, edge = min((abs(i.excess(value)), i.snap(value)) for i, label in position.across if label == size)
    others = [(abs(i.excess(value)), label) for i, label in position.across if label != size]
    at = limit(position.point, edge, is_low=value < edge)
    return [_near(position, value, int(by), at, "hole", min(others)[1])] if others else []


def _near(position: PointInRegion, value: int, by: int, edge: Limit, where: str, beyond: str | None) -> Reason:
    (point, size, _), quantity = position.facts, position.quantity
    facts = (
        point, ("value", quantity(value)), ("by", quantity(by)), ("edge", edge), size, ("where", where),
    )  # fmt: skip
    if beyond is None:
        return Reason("size.near_end", facts)
    return Reason("size.near_edge", (*facts, ("other", beyond)))
