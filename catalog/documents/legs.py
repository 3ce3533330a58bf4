"""The legs and the body of a question, read from text."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from ..model.leg import LegPoint
from ..model.number_text import refuse
from ..model.policy import Policy
from ..model.quantities import Length, Mass, ShoeSize
from ..model.question import Leg, Legs, Reading, Side
from .fields import ObjectFields, Reader, list_of
from .question import LEG_POINTS

Sided = Mapping[Side, Reading]
SIDES: Final[tuple[Side, ...]] = (Side.LEFT, Side.RIGHT)
A_LEG_VALUE: Final = "leg_value"
ELSEWHERE: Final = {"height": "under_body", "weight": "under_body", "sex": "under_body", "shoe": "beside_legs"}
BY_LETTER: Final = {point.letter: point.value for point in LegPoint if point.letter}


def _one(value: int, unit: str) -> Reading:
    return Reading(value, (value,), unit)


def _several(values: tuple[int, ...], unit: str) -> Reading:
    """The mean of two values, the median of three or more; halves go to the even micrometre."""
    ordered, half = sorted(values), len(values) // 2
    middle = ordered[half : half + 1] if len(values) % 2 else ordered[half - 1 : half + 1]
    return Reading(round(Fraction(sum(middle), len(middle))), values, unit)


def _single_reader(policy: Policy) -> Reader[tuple[int, str]]:
    """Read one length to micrometres and the unit it was typed in."""
    most = policy.um("question.longest_measure")

    def read(value: object) -> tuple[int, str]:
        length, unit = Length.parse_with_unit(value, most=most)
        if length.um > most:
            likely = Length(length.um // 100).text("cm") if unit == "m" and length.um // 100 <= most else ""
            raise refuse("too_large", value, "longest", "check_unit", suggestion=likely, most=Length(most))
        return length.um, unit

    return read


def length_reader(policy: Policy) -> Reader[Reading]:
    """Read one length, or repeated readings of it."""
    single = _single_reader(policy)
    several = list_of(single, policy.whole("question.most_readings"))

    def read_several(value: object) -> Reading:
        lengths = several(value)
        if not lengths:
            raise refuse("empty", value, "one_or_more", "at_least_one")
        return _several(tuple(um for um, _ in lengths), lengths[0][1])

    repeated = ObjectFields(A_LEG_VALUE, {"readings": read_several}, {"readings": "list_of_lengths"})

    def read(value: object) -> Reading:
        if isinstance(value, Mapping):
            reading: Reading = repeated.read(value)["readings"]
            return reading
        return _one(*single(value))

    return read


def weight_reader(policy: Policy) -> Reader[Reading]:
    """Read a body weight."""
    most = policy.whole("question.heaviest")

    def read(value: object) -> Reading:
        mass, unit = Mass.parse_with_unit(value, most * 1000)
        if mass.g > most * 1000:
            raise refuse("too_large", value, "heaviest", "check_unit", most=most)
        return _one(mass.g, unit)

    return read


def height_reader(policy: Policy) -> Reader[Reading]:
    """Read a body height."""
    single = _single_reader(policy)
    return lambda value: _one(*single(value))


def shoe_reader(policy: Policy) -> Reader[ShoeSize]:
    """Read a shoe size in a named system."""
    most = policy.whole("question.largest_shoe")

    def read(value: object) -> ShoeSize:
        size = ShoeSize.parse(value)
        if size.hundredths > most * 100:
            raise refuse("too_large", value, "largest_shoe", most=most)
        return size

    return read


def _point_reader(point: LegPoint, reading: Reader[Reading]) -> Reader[Sided]:
    """Read what was measured at a point: once for both legs, or by side."""
    elsewhere = {"readings": "inside_left_or_right"}
    by_side = ObjectFields(A_LEG_VALUE, {side.value: reading for side in SIDES}, elsewhere=elsewhere)

    def read(value: object) -> Sided:
        sided = isinstance(value, Mapping) and ("left" in value or "right" in value)
        if not isinstance(value, Mapping) or (not sided and "readings" in value):
            return {Side.BOTH: reading(value)}
        if sided and not point.is_sided:
            raise refuse("no_sides", value, "one_length", "no_sides")
        sides = by_side.read(value)
        if not sides:
            raise refuse("empty", value, A_LEG_VALUE, "at_least_one_value")
        return {side: sides[side] for side in SIDES if side in sides}

    return read


def legs_reader(policy: Policy) -> Reader[dict[LegPoint, Sided]]:
    """Read the `legs` object: each point with its reading, for both legs or by side."""
    reading = length_reader(policy)
    readers = {point.value: _point_reader(point, reading) for point in LEG_POINTS}
    fields = ObjectFields("points_object", readers, elsewhere=ELSEWHERE, other_names=BY_LETTER)

    def read(value: object) -> dict[LegPoint, Sided]:
        points = fields.read(value)
        return {point: points[point] for point in LEG_POINTS if point in points}

    return read


def both_legs(points: Mapping[LegPoint, Sided], body: Mapping[LegPoint, Reading]) -> Legs:
    """Make the legs: left and right where any point was given by side, else one entry for both."""
    everything = {**points, **{point: {Side.BOTH: reading} for point, reading in body.items()}} if body else points
    if not everything:
        return Legs()
    named = {side for sided in everything.values() for side in sided}
    sides = [side for side in SIDES if side in named] or [Side.BOTH]
    return Legs(tuple([(side, _leg(everything, side)) for side in sides]))


def _leg(points: Mapping[LegPoint, Sided], side: Side) -> Leg:
    """The readings of one leg: its own, else those that hold for both."""
    sources = {point: side if side in sided else Side.BOTH for point, sided in points.items()}
    return {point: points[point][source] for point, source in sources.items() if source in points[point]}
