"""Whether the entries of a question can be true: impossible ones are refused, unlikely ones are asked again."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from typing import Final

from ..model.leg import Dimension, LegPoint
from ..model.policy import Policy
from ..model.problem import Problem
from ..model.quantities import Length, Mass, ShoeSize, per_unit, quantity
from ..model.question import Leg, Question, Reading, Side
from ..model.verdict import Reason, because

BODY = frozenset({LegPoint.HEIGHT, LegPoint.WEIGHT})
UNITS = {Dimension.LENGTH: ("cm", "in", "mm", "m"), Dimension.MASS: ("kg", "lb"), Dimension.SHOE: ()}
"""The units that an entry may have been meant in; the first is shown where its own is none of them."""
SLIPS: Final = (Fraction(1, 10), Fraction(10), Fraction(1, 100), Fraction(100))
"""The factors by which a figure is wrong whose decimal mark was lost or stands elsewhere."""
THINNER_FIRST = (
    (LegPoint.BELOW_KNEE, LegPoint.CALF),
    (LegPoint.LOWER_THIGH, LegPoint.MID_THIGH),
    (LegPoint.MID_THIGH, LegPoint.THIGH),
)
"""Girths of which the first is never the larger one, by what the points mean."""

Finding = Problem | Reason
Range = tuple[int, int]
"""Lowest and highest value in store units (um, g)."""


def check_plausible(question: Question, policy: Policy) -> tuple[tuple[Problem, ...], tuple[Reason, ...]]:
    """Find the entries that are refused, and those that are asked again; none is asked again once confirmed.

    Every reason carries the `field` it is about. The limits are the policy's, with their sources there.
    """
    findings = list(dict.fromkeys(_findings(question, policy)))
    problems = tuple(f for f in findings if isinstance(f, Problem))
    reasons = tuple(f for f in findings if isinstance(f, Reason))
    return problems, () if question.confirmed else reasons


def field_of(point: LegPoint, side: str = "") -> str:
    """Name a point as a question does; `side` is empty, `.left` or `.right`.

    >>> field_of(LegPoint.CALF, ".left"), field_of(LegPoint.HEIGHT)
    ('legs.calf_max_girth.left', 'body.height')
    """
    return f"body.{point.value}" if point in BODY else f"legs.{point.value}{side if point.is_sided else ''}"


def _findings(question: Question, policy: Policy) -> Iterator[Finding]:
    for side, leg in _legs_by_side(question):
        for point, reading in leg.items():
            yield from _out_of_range(side, point, reading, policy)
            yield from _readings_apart(side, point, reading, policy)
        yield from _odd_ratio(side, leg, (LegPoint.CALF, LegPoint.ANKLE), "calf_ankle", policy)
        yield from _odd_ratio(side, leg, (LegPoint.THIGH, LegPoint.CALF), "thigh_calf", policy)
        yield from _wrong_order(side, leg)
    yield from _sides_apart(question, policy)
    yield from _odd_pace(question, policy)


def _legs_by_side(question: Question) -> list[tuple[str, Leg]]:
    """Each leg under the end of its field names; what was entered once for both legs is checked once, without one."""
    sides = question.legs.sides
    if len(sides) == 1 or (len(sides) == 2 and sides[0][1] == sides[1][1]):
        return [("", sides[0][1])]
    return [(f".{side.value}", leg) for side, leg in sides]


@lru_cache(maxsize=8)
def _ranges(policy: Policy) -> dict[LegPoint, tuple[Range, Range]]:
    """List what is likely and what is possible at each point that the policy has both for, once for each policy."""
    both = {point: (policy.range_at(point, "likely"), policy.range_at(point, "possible")) for point in LegPoint}
    return {point: (likely, possible) for point, (likely, possible) in both.items() if likely and possible}


def _out_of_range(side: str, point: LegPoint, reading: Reading, policy: Policy) -> Iterator[Finding]:
    """A value beyond what is possible, or likely, at its point."""
    ranges = _ranges(policy).get(point)
    if ranges is None or ranges[0][0] <= reading.value <= ranges[0][1]:
        return
    (likely, possible), field = ranges, field_of(point, side)
    suggestion = _probably_meant(point, reading, likely)
    value, low, high = (quantity(point, v) for v in (reading.value, *likely))
    if not possible[0] <= reading.value <= possible[1]:
        facts = (("low", _as_typed(point, possible[0], reading)), ("high", _as_typed(point, possible[1], reading)))
        hint, read = "" if suggestion else "nobody_has_it", _as_typed(point, reading.value, reading)
        yield Problem("impossible", field, read, "between", hint, facts, suggestion)
    elif suggestion:
        yield because("plausible.other_unit", field=field, point=point, value=value, suggestion=suggestion)
    else:
        yield because("plausible.unlikely", field=field, point=point, value=value, low=low, high=high)


def _as_typed(point: LegPoint, value: int, reading: Reading) -> str:
    """A value in the unit of a reading, as a person reads it."""
    units, measure = UNITS[point.dimension], quantity(point, value)
    if isinstance(measure, ShoeSize):
        return measure.about()
    return measure.about(reading.unit if reading.unit in units else units[0])


def _probably_meant(point: LegPoint, reading: Reading, likely: Range) -> str:
    """What was probably meant by an entry, where that would be an ordinary value; else nothing.

    Another unit with the same figure comes first (`14.5 in` for 14.5 cm), then the same unit with the decimal mark
    elsewhere (`36.5 cm` for 365 cm).
    """
    units = UNITS[point.dimension]
    if reading.unit not in units:
        return ""
    per = per_unit(point, reading.unit)
    figure = Fraction(reading.value) / per
    for unit in units:
        value = round(figure * per_unit(point, unit))
        if unit not in (reading.unit, "mm") and likely[0] <= value <= likely[1]:
            return _in_unit(point, value, unit)
    for slip in SLIPS:
        value = round(figure * slip * per)
        is_typed = point.dimension is Dimension.MASS or (figure * slip * 100).denominator == 1
        if is_typed and likely[0] <= value <= likely[1]:
            return _in_unit(point, value, reading.unit)
    return ""


def _in_unit(point: LegPoint, value: int, unit: str) -> str:
    """The value as it would be typed in a unit."""
    if point.dimension is Dimension.MASS:
        return Mass(value).about(unit)
    about = Length(value).about(unit)
    return about if Length.parse(about).um == value else Length(value).text(unit)


def _readings_apart(side: str, point: LegPoint, reading: Reading, policy: Policy) -> Iterator[Finding]:
    """Readings of one place that can hardly be of one place."""
    readings, field = reading.readings, field_of(point, side)
    if len(readings) == 2:
        least, most = min(readings), max(readings)
        if most * 100 > least * (100 + policy.whole("plausible.two_readings_apart")):
            yield because(
                "plausible.readings_apart", field=field, point=point, low=quantity(point, least),
                high=quantity(point, most), percent=round((most / least - 1) * 100),
            )  # fmt: skip
    elif len(readings) > 2:
        farthest = max(readings, key=lambda one: abs(one - reading.value))
        if abs(farthest - reading.value) * 100 > reading.value * policy.whole("plausible.reading_off"):
            yield because(
                "plausible.reading_off", field=field, point=point, value=quantity(point, farthest),
                median=quantity(point, reading.value), percent=round(abs(farthest / reading.value - 1) * 100),
            )  # fmt: skip


def _odd_ratio(side: str, leg: Leg, points: tuple[LegPoint, LegPoint], name: str, policy: Policy) -> Iterator[Finding]:
    """A thicker girth that does not go with the thinner one of the same leg, by the policy's limits."""
    thick, thin = points
    if thick not in leg or thin not in leg:
        return
    ratio = leg[thick].value / leg[thin].value
    (low, high), impossible = policy.items(f"plausible.{name}_likely"), f"plausible.{name}_possible"
    least, most = policy.items(impossible) if impossible in policy.thresholds else (ratio, ratio)
    if not least <= ratio <= most:
        read, hint = _as_typed(thick, leg[thick].value, leg[thick]), "swapped" if ratio < 1 else "check_both"
        field = field_of(thick, side)
        yield Problem("impossible_pair", field, read, "goes_with", hint, (("thick", thick), ("thin", thin)))
    elif not low <= ratio <= high:
        yield because(
            "plausible.ratio", field=field_of(thick, side), thick=thick, thin=thin,
            thick_value=Length(leg[thick].value),
            thin_value=Length(leg[thin].value), ratio=ratio, low=float(low), high=float(high),
        )  # fmt: skip


def _wrong_order(side: str, leg: Leg) -> Iterator[Finding]:
    """Girths in an order that their places do not allow."""
    for thin, thick in THINNER_FIRST:
        if thin in leg and thick in leg and leg[thin].value > leg[thick].value:
            yield because(
                "plausible.order", field=field_of(thin, side), thin=thin, thick=thick,
                thin_value=Length(leg[thin].value), thick_value=Length(leg[thick].value),
            )  # fmt: skip


def _sides_apart(question: Question, policy: Policy) -> Iterator[Finding]:
    """Left and right too far apart, or one point saying left and another right is the larger leg."""
    legs = dict(question.legs.sides)
    left, right = legs.get(Side.LEFT, {}), legs.get(Side.RIGHT, {})
    percents = {p: (left[p].value / right[p].value - 1) * 100 for p in left if p in right and p.is_girth}
    for point, percent in percents.items():
        if abs(percent) > policy.whole("plausible.sides_apart"):
            yield because(
                "plausible.sides_apart", field=field_of(point), point=point, left=Length(left[point].value),
                right=Length(right[point].value), percent=round(abs(percent)),
            )  # fmt: skip
    limit = policy.whole("plausible.sides_swapped")
    for (one, a), (other, b) in combinations(percents.items(), 2):
        if min(a, b) < -limit and max(a, b) > limit:
            on_left, on_right = (one, other) if a > b else (other, one)
            yield because("plausible.sides_swapped", field=field_of(other), larger_left=on_left, larger_right=on_right)


def _odd_pace(question: Question, policy: Policy) -> Iterator[Finding]:
    """A run faster or slower than anybody's: its distance or its duration is probably wrong."""
    run = question.run
    if run is None or run.distance is None or run.seconds is None:
        return
    fastest, slowest = policy.items("plausible.pace_likely")
    pace = Fraction(run.seconds) * Length.WHOLE_PER["km"] / run.distance.um
    if not fastest <= pace <= slowest:
        yield because(
            "plausible.pace", field="run.duration", distance=run.distance.text("km"),
            duration=_clock(run.seconds), pace=_clock(round(pace)),
        )  # fmt: skip


def _clock(seconds: int) -> str:
    """Seconds as hours, minutes and seconds.

    >>> _clock(270), _clock(6600)
    ('4:30', '1:50:00')
    """
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
