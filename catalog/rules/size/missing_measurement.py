"""A leg that has not told enough: what is missing, and which sizes are left."""

from __future__ import annotations

from ...geometry.girth_estimate import Estimate, estimate_for
from ...geometry.interval import Interval
from ...geometry.leg_on_chart import LegOnChart
from ...geometry.locate import Location, locate
from ...geometry.segments import size_axis_at
from ...model.band_text import band_text
from ...model.leg import Dimension, LegPoint
from ...model.quantities import Length
from ...model.verdict import Fact, Reason, SizeOutcome, SizeVerdict, because
from .miss import unread_rows
from .remarks import readings_apart


def missing_measurement(asked: LegOnChart, found: Location) -> SizeVerdict:
    """The verdict while a key of the chart has no reading; the sizes still possible are named."""
    missing = tuple(p for key in asked.missing for p in key)
    left = asked.labels(found.sizes)
    reasons = [because("size.needs", points=missing), *_narrowed(asked, found, missing), *_shoes(asked)]
    reasons += [r for p in missing if (r := _guess(asked, found, p)) is not None]
    reasons += unread_rows(asked) + readings_apart(asked)
    return SizeVerdict(SizeOutcome.NEEDS_MEASUREMENT, needs=missing, candidates=left, reasons=tuple(reasons))


def _narrowed(asked: LegOnChart, found: Location, missing: tuple[LegPoint, ...]) -> list[Reason]:
    sizes = asked.labels(found.sizes)
    if len(sizes) == 1:
        code = "size.only_candidate_sure" if _is_sure(asked, found.sizes[0]) else "size.only_candidate"
        return [because(code, size=sizes[0], points=missing)]
    if asked.points and len(sizes) < len(asked.chart.labels):
        return [because("size.narrowed", sizes=sizes, points=missing)]
    return []


def _is_sure(asked: LegOnChart, rank: int) -> bool:
    """Whether every value of the one missing key leaves the size; a shoe of any system among them."""
    if len(asked.missing) != 1:
        return False
    return all(_always(asked, point, rank) for point in asked.missing[0])


def _always(asked: LegOnChart, point: LegPoint, rank: int) -> bool:
    view = asked.chart.view((*asked.points, point))
    values = (*asked.values, 0.0)
    found = locate(asked.view, asked.values)
    if found.holes:
        return False
    return [rank] == [r for _, _, r in size_axis_at(view, values, len(asked.points), found, asked.choice).pieces]


def _shoes(asked: LegOnChart) -> list[Reason]:
    """Why a shoe size does not answer, and why a girth does not."""
    reasons = []
    shoe = asked.question.shoe
    for key in asked.missing:
        shoes = tuple(p for p in key if p.dimension is Dimension.SHOE)
        if LegPoint.SHOE_UNSTATED in shoes:
            reasons.append(because("size.shoe_unstated", bands=_bands(asked)))
        elif shoes and shoe is not None:
            reasons.append(because("size.shoe_system", given=shoe, points=shoes))
    if all(p.dimension is Dimension.SHOE for p in asked.chart.chart.points):
        reasons.append(because("size.not_by_girth", points=asked.chart.chart.points))
    return reasons


def _bands(asked: LegOnChart) -> tuple[str, ...]:
    """Each size with its printed shoe band."""
    cells = asked.chart.view((LegPoint.SHOE_UNSTATED,)).cells
    bands = [(c.rank, b) for c in cells if (b := c.box.band(LegPoint.SHOE_UNSTATED)) is not None]
    return tuple(f"{asked.chart.labels[rank]}: {band_text(b)}" for rank, b in bands)


def _guess(asked: LegOnChart, found: Location, point: LegPoint) -> Reason | None:
    """Every size that the range of a guessed girth touches; never a single size from a guess."""
    guess = estimate_for(point, asked.leg, asked.question.sex, asked.policy)
    if guess is None:
        return None
    touched = tuple(sorted(set(_touched(asked, found, guess))))
    wrong = asked.figures.wrong_with_ankle if LegPoint.ANKLE in guess.used else asked.figures.wrong
    facts: dict[str, Fact] = {
        "point": point, "mean": _to_mm(guess.mean), "low": _to_mm(guess.low), "high": _to_mm(guess.high),
        "wrong": wrong, "used": guess.used,
    }  # fmt: skip
    if not touched:
        return because("size.estimate_none", **facts)
    return because("size.estimate", **facts, sizes=asked.labels(touched))


def _to_mm(um: int) -> Length:
    """A guess to the millimetre; more digits would look like a measure."""
    return Length(round(um / 1000) * 1000)


def _touched(asked: LegOnChart, found: Location, guess: Estimate) -> list[int]:
    """The candidates with a band that meets the range, on the boxes that agree with what is known."""
    view = asked.chart.view((*asked.points, guess.point))
    known = {c.spans for c in found.cells} if found.cells else None
    cells = [c for c in view.cells if c.rank in found.sizes and (known is None or c.spans[:-1] in known)]
    return [c.rank for c in cells if _meets(c.spans[-1], guess)]


def _meets(span: Interval, guess: Estimate) -> bool:
    return span.first <= guess.high and guess.low <= span.last
