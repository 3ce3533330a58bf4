"""A leg without a reading that the chart needs: what is missing, and which sizes are left."""

from __future__ import annotations

from ...geometry.girth_estimate import Estimate, estimate_girth
from ...geometry.leg_on_chart import LegOnChart
from ...geometry.locate import Location
from ...geometry.segments import size_axis_at
from ...model.band_text import band_text
from ...model.leg import Dimension, LegPoint
from ...model.quantities import Length
from ...model.verdict import Fact, Reason, SizeOutcome, SizeVerdict, because
from .remarks import readings_apart, unread_rows


def missing_measurement(leg: LegOnChart, location: Location) -> SizeVerdict:
    """Ask for the keys of the chart that have no reading, and name the sizes that are still possible."""
    missing = tuple(p for key in leg.missing for p in key)
    reasons = [because("size.needs", points=missing), *_narrowed(leg, location, missing), *_about_shoes(leg)]
    reasons += [r for p in missing if (r := _estimate(leg, location, p)) is not None]
    reasons += unread_rows(leg) + readings_apart(leg)
    candidates = leg.labels(location.sizes)
    return SizeVerdict(SizeOutcome.NEEDS_MEASUREMENT, needs=missing, candidates=candidates, reasons=tuple(reasons))


def _narrowed(leg: LegOnChart, location: Location, missing: tuple[LegPoint, ...]) -> list[Reason]:
    """That the readings so far leave one size, or fewer than all."""
    sizes = leg.labels(location.sizes)
    if len(sizes) == 1:
        code = "size.only_candidate_sure" if _is_sure(leg, location) else "size.only_candidate"
        return [because(code, size=sizes[0], points=missing)]
    if leg.points and len(sizes) < len(leg.chart.labels):
        return [because("size.narrowed", sizes=sizes, points=missing)]
    return []


def _is_sure(leg: LegOnChart, location: Location) -> bool:
    """Whether every value of the one missing key leaves the one size; a shoe of any system among them."""
    if len(leg.missing) != 1 or location.gaps:
        return False
    return all(_is_same_everywhere(leg, location, point) for point in leg.missing[0])


def _is_same_everywhere(leg: LegOnChart, location: Location, point: LegPoint) -> bool:
    projection, index = leg.chart.projection((*leg.points, point)), len(leg.points)
    axis = size_axis_at(projection, (*leg.values, 0.0), index, location, leg.tie_break)
    return [segment.rank for segment in axis.segments] == [location.sizes[0]]


def _about_shoes(leg: LegOnChart) -> list[Reason]:
    """Why a shoe size does not answer, and why a girth does not."""
    reasons = []
    shoe = leg.question.shoe
    for key in leg.missing:
        shoes = tuple(p for p in key if p.dimension is Dimension.SHOE)
        if LegPoint.SHOE_UNSTATED in shoes:
            reasons.append(because("size.shoe_unstated", bands=_shoe_bands(leg)))
        elif shoes and shoe is not None:
            reasons.append(because("size.shoe_system", given=shoe, points=shoes))
    if all(p.dimension is Dimension.SHOE for p in leg.chart.chart.points):
        reasons.append(because("size.not_by_girth", points=leg.chart.chart.points))
    return reasons


def _shoe_bands(leg: LegOnChart) -> tuple[str, ...]:
    """Each size with its printed shoe band."""
    boxes = leg.chart.projection((LegPoint.SHOE_UNSTATED,)).boxes
    bands = [(box.rank, b) for box in boxes if (b := box.printed.band(LegPoint.SHOE_UNSTATED)) is not None]
    return tuple(f"{leg.chart.labels[rank]}: {band_text(b)}" for rank, b in bands)


def _estimate(leg: LegOnChart, location: Location, point: LegPoint) -> Reason | None:
    """Every size that the range of a guessed girth touches; never a single size from a guess."""
    estimate = estimate_girth(point, leg.readings, leg.question.sex, leg.policy)
    if estimate is None:
        return None
    thresholds = leg.thresholds
    with_ankle = LegPoint.ANKLE in estimate.used
    facts: dict[str, Fact] = {
        "point": point, "mean": _to_mm(estimate.mean), "low": _to_mm(estimate.low), "high": _to_mm(estimate.high),
        "wrong": thresholds.estimates_wrong_with_ankle if with_ankle else thresholds.estimates_wrong,
        "used": estimate.used,
    }  # fmt: skip
    ranks = _possible_ranks(leg, location, estimate)
    if not ranks:
        return because("size.estimate_none", **facts)
    return because("size.estimate", **facts, sizes=leg.labels(ranks))


def _to_mm(um: int) -> Length:
    """A guess to the millimetre; more digits would look like a measure."""
    return Length(round(um / 1000) * 1000)


def _possible_ranks(leg: LegOnChart, location: Location, estimate: Estimate) -> tuple[int, ...]:
    """The candidates with a band that meets the range, on the boxes that agree with what is known."""
    agreeing = {box.intervals for box in location.boxes}
    ranks = {
        box.rank
        for box in leg.chart.projection((*leg.points, estimate.point)).boxes
        if box.rank in location.sizes and (not agreeing or box.intervals[:-1] in agreeing)
        if box.intervals[-1].first <= estimate.high and estimate.low <= box.intervals[-1].last
    }
    return tuple(sorted(ranks))
