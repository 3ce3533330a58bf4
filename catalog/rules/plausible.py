"""Whether the entries can be true: impossible ones are refused, unlikely ones are asked again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
OTHER_UNITS = {Dimension.LENGTH: ("cm", "in", "mm", "m"), Dimension.MASS: ("kg", "lb"), Dimension.SHOE: ()}
SLIPS: Final = (Fraction(1, 10), Fraction(10), Fraction(1, 100), Fraction(100))
"""By how much a figure is wrong whose decimal mark was lost or stands elsewhere."""
THINNER_FIRST = (
    (LegPoint.BELOW_KNEE, LegPoint.CALF),
    (LegPoint.LOWER_THIGH, LegPoint.MID_THIGH),
    (LegPoint.MID_THIGH, LegPoint.THIGH),
)
"""Girths of which the first is never the larger one, by what the points mean."""

Finding = Problem | Reason
Told = tuple[str, Leg]
"""One leg and how its fields end: empty, `.left` or `.right`."""


def check_plausible(question: Question, policy: Policy) -> tuple[tuple[Problem, ...], tuple[Reason, ...]]:
    """What is refused, and what is asked again; nothing is asked again once it was confirmed.

    Every reason carries the `field` it is about. Lengths are micrometres; the limits are the
    policy's, with their sources there.
    """
    found = list(dict.fromkeys(_findings(question, policy)))
    problems = tuple(f for f in found if isinstance(f, Problem))
    reasons = tuple(f for f in found if isinstance(f, Reason))
    return problems, () if question.confirmed else reasons


def _findings(question: Question, policy: Policy) -> Iterator[Finding]:
    for ending, leg in _legs(question):
        for point, reading in leg.items():
            yield from _single(ending, point, reading, policy)
            if len(reading.readings) > 1:
                yield from _repeated(ending, point, reading, policy)
        yield from _ratio(ending, leg, (LegPoint.CALF, LegPoint.ANKLE), "calf_ankle", policy)
        yield from _ratio(ending, leg, (LegPoint.THIGH, LegPoint.CALF), "thigh_calf", policy)
        yield from _order(ending, leg)
    yield from _sides(question, policy)
    yield from _pace(question, policy)


def _pace(question: Question, policy: Policy) -> Iterator[Finding]:
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
    """Seconds as hours, minutes and seconds: `4:30`, `1:50:00`."""
    hours, rest = divmod(seconds, 3600)
    minutes = f"{rest // 60:02}" if hours else str(rest // 60)
    return f"{f'{hours}:' if hours else ''}{minutes}:{rest % 60:02}"


def _legs(question: Question) -> list[Told]:
    """Each leg; what was told once for both legs is checked once, under the plain field name."""
    sides = question.legs.sides
    if len(sides) < 2:
        return [("", leg) for _, leg in sides]
    (_, first), (_, second) = sides
    shared = {p: r for p, r in first.items() if second.get(p) == r}
    if len(shared) == len(first) == len(second):
        return [("", first)]
    return [(f".{side.value}", leg) for side, leg in sides]


def field_of(point: LegPoint, ending: str = "") -> str:
    """The name of a point in a question: `legs.calf_max_girth.left`, `body.height`."""
    return f"body.{point.value}" if point in BODY else f"legs.{point.value}{ending if point.is_sided else ''}"


Range = tuple[int, int]


def _range(policy: Policy, point: LegPoint, grade: str) -> Range | None:
    """The lowest and highest value of a grade in store units; None where the policy has none."""
    name = f"plausible.{point.value}_{grade}"
    if name not in policy.thresholds:
        return None
    factor = 1000 if point.dimension is Dimension.MASS else 10_000
    low, high = policy.items(name)
    return round(low * factor), round(high * factor)


@lru_cache(maxsize=8)
def _ranges(policy: Policy) -> dict[LegPoint, tuple[Range, Range]]:
    """List what is likely and what is possible at each point that the policy has both for, once for each policy."""
    both = {point: (_range(policy, point, "likely"), _range(policy, point, "possible")) for point in LegPoint}
    return {point: (likely, possible) for point, (likely, possible) in both.items() if likely and possible}


def _single(ending: str, point: LegPoint, reading: Reading, policy: Policy) -> Iterator[Finding]:
    """One reading against what is possible and what is likely at its point."""
    ranges = _ranges(policy).get(point)
    if ranges is None or ranges[0][0] <= reading.value <= ranges[0][1]:
        return
    (likely, possible), field = ranges, field_of(point, ending)
    meant = _meant(point, reading, likely)
    if possible[0] <= reading.value <= possible[1]:
        yield _ask(field, point, reading, likely, meant)
    else:
        yield _refuse(field, point, reading, possible, meant)


def _repeated(ending: str, point: LegPoint, reading: Reading, policy: Policy) -> Iterator[Finding]:
    """Readings of one place that can hardly be of one place."""
    least, most = min(reading.readings), max(reading.readings)
    field = field_of(point, ending)
    if len(reading.readings) == 2:
        if most * 100 > least * (100 + policy.whole("plausible.two_readings_apart")):
            yield because(
                "plausible.readings_apart", field=field, point=point, low=quantity(point, least),
                high=quantity(point, most), percent=round((most / least - 1) * 100),
            )  # fmt: skip
        return
    off = max(reading.readings, key=lambda one: abs(one - reading.value))
    if abs(off - reading.value) * 100 > reading.value * policy.whole("plausible.reading_off"):
        yield because(
            "plausible.reading_off", field=field, point=point, value=quantity(point, off),
            median=quantity(point, reading.value), percent=round(abs(off / reading.value - 1) * 100),
        )  # fmt: skip


def _meant(point: LegPoint, reading: Reading, likely: tuple[int, int]) -> str:
    """What was probably meant by an entry, where that would be an ordinary value: `14.5 in` for 14.5 cm.

    Another unit with the same figure comes first, then the same unit with the decimal mark elsewhere: `36.5 cm` for
    365 cm.
    """
    units = OTHER_UNITS[point.dimension]
    if reading.unit not in units:
        return ""
    figure, per = Fraction(reading.value) / per_unit(point, reading.unit), per_unit(point, reading.unit)
    for unit in units:
        value = round(figure * per_unit(point, unit))
        if unit != reading.unit and unit != "mm" and likely[0] <= value <= likely[1]:
            return _text(point, value, unit)
    for slip in SLIPS:
        value = round(figure * slip * per)
        if likely[0] <= value <= likely[1]:
            return _text(point, value, reading.unit)
    return ""


def _text(point: LegPoint, value: int, unit: str) -> str:
    """The figure as it would be typed in a unit."""
    return Mass(value).about(unit) if point.dimension is Dimension.MASS else Length(value).text(unit)


def _ask(field: str, point: LegPoint, reading: Reading, likely: tuple[int, int], meant: str) -> Reason:
    low, high = quantity(point, likely[0]), quantity(point, likely[1])
    value = quantity(point, reading.value)
    if meant:
        return because("plausible.other_unit", field=field, point=point, value=value, suggestion=meant)
    return because("plausible.unlikely", field=field, point=point, value=value, low=low, high=high)


def _refuse(field: str, point: LegPoint, reading: Reading, possible: tuple[int, int], meant: str) -> Problem:
    units = OTHER_UNITS[point.dimension]
    unit = reading.unit if reading.unit in units else units[0]
    show = _shower(point, unit)
    facts = (("low", show(possible[0])), ("high", show(possible[1])))
    hint = "" if meant else "nobody_has_it"
    return Problem("impossible", field, show(reading.value), "between", hint, facts, meant)


def _shower(point: LegPoint, unit: str) -> Callable[[int], str]:
    return lambda value: _about(point, value, unit)


def _about(point: LegPoint, value: int, unit: str) -> str:
    measure = quantity(point, value)
    return measure.about() if isinstance(measure, ShoeSize) else measure.about(unit)


def _ratio(ending: str, leg: Leg, points: tuple[LegPoint, LegPoint], name: str, policy: Policy) -> Iterator[Finding]:
    """The thicker girth over the thinner one of the same leg, against the policy's limits."""
    thick, thin = points
    if thick not in leg or thin not in leg:
        return
    ratio = leg[thick].value / leg[thin].value
    impossible = f"plausible.{name}_possible"
    if impossible in policy.thresholds and not _within(ratio, policy.items(impossible)):
        show = _shower(thick, leg[thick].unit if leg[thick].unit in OTHER_UNITS[Dimension.LENGTH] else "cm")
        hint = "swapped" if ratio < 1 else "check_both"
        facts = (("thick", thick), ("thin", thin))
        yield Problem("impossible_pair", field_of(thick, ending), show(leg[thick].value), "goes_with", hint, facts)
    elif not _within(ratio, policy.items(f"plausible.{name}_likely")):
        low, high = policy.items(f"plausible.{name}_likely")
        yield because(
            "plausible.ratio", field=field_of(thick, ending), thick=thick, thin=thin,
            thick_value=Length(leg[thick].value), thin_value=Length(leg[thin].value),
            ratio=ratio, low=float(low), high=float(high),
        )  # fmt: skip


def _within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]


def _order(ending: str, leg: Leg) -> Iterator[Finding]:
    """Girths in an order that their places do not allow."""
    for thin, thick in THINNER_FIRST:
        if thin in leg and thick in leg and leg[thin].value > leg[thick].value:
            yield because(
                "plausible.order", field=field_of(thin, ending), thin=thin, thick=thick,
                thin_value=Length(leg[thin].value), thick_value=Length(leg[thick].value),
            )  # fmt: skip


def _sides(question: Question, policy: Policy) -> Iterator[Finding]:
    """Left and right too far apart, or one point saying left and another right is the larger leg."""
    if len(question.legs.sides) < 2:
        return
    legs = dict(question.legs.sides)
    left, right = legs.get(Side.LEFT, {}), legs.get(Side.RIGHT, {})
    apart = {p: (left[p].value / right[p].value - 1) * 100 for p in left if p in right and p.is_girth}
    for point, percent in apart.items():
        if abs(percent) > policy.whole("plausible.sides_apart"):
            yield because(
                "plausible.sides_apart", field=field_of(point), point=point, left=Length(left[point].value),
                right=Length(right[point].value), percent=round(abs(percent)),
            )  # fmt: skip
    limit = policy.whole("plausible.sides_swapped")
    for (one, a), (other, b) in combinations(apart.items(), 2):
        if min(a, b) < -limit and max(a, b) > limit:
            larger_left, larger_right = (one, other) if a > b else (other, one)
            yield because(
                "plausible.sides_swapped", field=field_of(other), larger_left=larger_left, larger_right=larger_right
            )
