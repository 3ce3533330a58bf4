"""The legs and the body of a question: text to readings and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from ..model.leg import GIRTHS, LENGTHS, LegPoint
from ..model.number_text import refuse
from ..model.policy import Policy
from ..model.quantities import Length, Mass, ShoeSize
from ..model.question import Leg, Legs, Reading, Side
from .fields import ObjectFields, each

Sided = Mapping[Side, Reading]
SIDES: Final[tuple[Side, ...]] = (Side.LEFT, Side.RIGHT)
LEG_POINTS: Final = (*GIRTHS, *LENGTHS)
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


def _length(policy: Policy) -> Callable[[object], tuple[int, str]]:
    most = policy.um("question.longest_measure")

    def parse(value: object) -> tuple[int, str]:
        length, unit = Length.parse_with_unit(value, most=most)
        if length.um > most:
            likely = Length(length.um // 100).text("cm") if unit == "m" and length.um // 100 <= most else ""
            raise refuse("too_large", value, "longest", "check_unit", suggestion=likely, most=Length(most))
        return length.um, unit

    return parse


def length_reading(policy: Policy) -> Callable[[object], Reading]:
    """A parser of one length, or of repeated readings of it."""
    single = _length(policy)
    several = each(single, policy.whole("question.most_readings"))

    def many(value: object) -> Reading:
        found = several(value)
        if not found:
            raise refuse("empty", value, "one_or_more", "at_least_one")
        return _several(tuple(um for um, _ in found), found[0][1])

    repeated = ObjectFields(A_LEG_VALUE, {"readings": many}, {"readings": "list_of_lengths"})

    def parse(value: object) -> Reading:
        if isinstance(value, Mapping):
            reading: Reading = repeated.read(value)["readings"]
            return reading
        return _one(*single(value))

    return parse


def weight_reading(policy: Policy) -> Callable[[object], Reading]:
    """A parser of a body weight."""
    most = policy.whole("question.heaviest")

    def parse(value: object) -> Reading:
        mass, unit = Mass.parse_with_unit(value, most * 1000)
        if mass.g > most * 1000:
            raise refuse("too_large", value, "heaviest", "check_unit", most=most)
        return _one(mass.g, unit)

    return parse


def height_reading(policy: Policy) -> Callable[[object], Reading]:
    """A parser of a body height."""
    single = _length(policy)

    def parse(value: object) -> Reading:
        return _one(*single(value))

    return parse


def shoe_size(policy: Policy) -> Callable[[object], ShoeSize]:
    """A parser of a shoe size in a named system."""
    most = policy.whole("question.largest_shoe")

    def parse(value: object) -> ShoeSize:
        size = ShoeSize.parse(value)
        if size.hundredths > most * 100:
            raise refuse("too_large", value, "largest_shoe", most=most)
        return size

    return parse


def _at_point(point: LegPoint, parse: Callable[[object], Reading]) -> Callable[[object], Sided]:
    elsewhere = {"readings": "inside_left_or_right"}
    by_side = ObjectFields(A_LEG_VALUE, {side.value: parse for side in SIDES}, elsewhere=elsewhere)

    def parse_sided(value: object) -> Sided:
        if not isinstance(value, Mapping):
            return {Side.BOTH: parse(value)}
        sided = "left" in value or "right" in value
        if not sided and "readings" in value:
            return {Side.BOTH: parse(value)}
        if sided and not point.is_sided:
            raise refuse("no_sides", value, "one_length", "no_sides")
        found = by_side.read(value)
        if not found:
            raise refuse("empty", value, A_LEG_VALUE, "at_least_one_value")
        return {side: found[side] for side in SIDES if side in found}

    return parse_sided


def points_of_legs(policy: Policy) -> Callable[[object], dict[LegPoint, Sided]]:
    """A parser of the `legs` object: each point with its reading, for both legs or by side."""
    parse_reading = length_reading(policy)
    parsers = {point.value: _at_point(point, parse_reading) for point in LEG_POINTS}
    points = ObjectFields("points_object", parsers, elsewhere=ELSEWHERE, other_names=BY_LETTER)

    def parse(value: object) -> dict[LegPoint, Sided]:
        found = points.read(value)
        return {point: found[point] for point in LEG_POINTS if point in found}

    return parse


def both_legs(points: Mapping[LegPoint, Sided], body: Mapping[LegPoint, Reading]) -> Legs:
    """The legs: left and right where any point was given by side, else one entry for both."""
    everything = {**points, **{point: {Side.BOTH: reading} for point, reading in body.items()}} if body else points
    if not everything:
        return Legs()
    named = {side for sided in everything.values() for side in sided}
    sides = [side for side in SIDES if side in named] or [Side.BOTH]
    return Legs(tuple([(side, _leg(everything, side)) for side in sides]))


def _leg(points: Mapping[LegPoint, Sided], side: Side) -> Leg:
    """The readings of one leg: its own, else those that hold for both."""
    of_it = {point: side if side in sided else Side.BOTH for point, sided in points.items()}
    return {point: points[point][of] for point, of in of_it.items() if of in points[point]}


def reading_document(point: LegPoint, reading: Reading) -> object:
    """A reading as a question writes it, in the unit it was typed in."""
    if len(reading.readings) == 1:
        return _text(point, reading.readings[0], reading.unit)
    return {"readings": [_text(point, value, reading.unit) for value in reading.readings]}


def _text(point: LegPoint, value: int, unit: str) -> str:
    return Mass(value).text(unit) if point is LegPoint.WEIGHT else Length(value).text(unit)


def legs_document(legs: Legs) -> dict[str, object]:
    """The `legs` object of a question."""
    points = legs.points()
    return {str(point): _at(point, legs) for point in LEG_POINTS if point in points} if points else {}


def _at(point: LegPoint, legs: Legs) -> object:
    """What was read at a point: by side where left and right have one, else once."""
    if not point.is_sided or legs.sides[0][0] is Side.BOTH:
        return reading_document(point, next(leg[point] for _, leg in legs.sides if point in leg))
    return {str(side): reading_document(point, leg[point]) for side, leg in legs.sides if point in leg}


def body_document(legs: Legs) -> dict[str, object]:
    """Height and weight as the `body` object of a question writes them."""
    leg = legs.sides[0][1] if legs.sides else {}
    return {str(p): reading_document(p, leg[p]) for p in (LegPoint.HEIGHT, LegPoint.WEIGHT) if p in leg}
