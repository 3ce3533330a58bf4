"""The legs and the body of a question, read from text."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from msgspec.structs import replace

from ..messages.messages import Messages
from ..model.leg import LegPoint
from ..model.number_text import refuse
from ..model.policy import Policy
from ..model.quantities import Length, Mass, ShoeSize
from ..model.question import Leg, Legs, Reading, Side
from .fields import ObjectFields, Reader, list_of
from .question import LEG_POINTS, ReadingsDocument, SidesDocument
from .schema import Schema, length_pattern, pattern, whole_numbers

Sided = Mapping[Side, Reading]
SIDES: Final[tuple[Side, ...]] = (Side.LEFT, Side.RIGHT)
A_LEG_VALUE: Final = "leg_value"
ELSEWHERE: Final = {"height": "under_body", "weight": "under_body", "sex": "under_body", "shoe": "beside_legs"}
ABOUT: Final = "Where the tape went: a number and its unit; other ways to write it are read too."
SHOE: Final = pattern(r"EU (3[4-9]|4[0-9])(\.5)?|UK ([3-9]|1[0-3])(\.5)?|US [MW] ([4-9]|1[0-4])(\.5)?", "EU 43")
BY_LETTER: Final = {point.letter: point.value for point in LegPoint if point.letter}


def _one(value: int, unit: str) -> Reading:
    return Reading(value, (value,), unit)


def _several(values: tuple[int, ...], unit: str) -> Reading:
    """The mean of two values, the median of three or more; halves go to the even micrometre."""
    ordered, half = sorted(values), len(values) // 2
    middle = ordered[half : half + 1] if len(values) % 2 else ordered[half - 1 : half + 1]
    return Reading(round(Fraction(sum(middle), len(middle))), values, unit)


def _possible(point: LegPoint, policy: Policy) -> tuple[int, int]:
    """The least and the greatest value of a point that a person can have, in whole centimetres or kilograms."""
    low, high = (int(value) for value in policy.items(f"plausible.{point.value}_possible"))
    return low, high


def _length_reader(policy: Policy, point: LegPoint) -> Reader[tuple[int, str]]:
    """Read one length to micrometres and the unit it was typed in."""
    most = policy.um("question.longest_measure")

    def read(value: object) -> tuple[int, str]:
        length, unit = Length.parse_with_unit(value, most=most)
        if length.um > most:
            likely = Length(length.um // 100).text("cm") if unit == "m" and length.um // 100 <= most else ""
            raise refuse("too_large", value, "longest", "check_unit", suggestion=likely, most=Length(most))
        return length.um, unit

    return Reader(read, lambda: length_pattern(*_possible(point, policy)))


def length_reader(policy: Policy, point: LegPoint) -> Reader[Reading]:
    """Read one length, or repeated readings of it."""
    single = _length_reader(policy, point)
    several = list_of(single, policy.whole("question.most_readings"), at_least=1)

    def read_several(value: object) -> Reading:
        lengths = several.read(value)
        if not lengths:
            raise refuse("empty", value, "one_or_more", "at_least_one")
        return _several(tuple(um for um, _ in lengths), lengths[0][1])

    name = f"{point.value.title().replace('_', '')}Readings"
    readers = {"readings": Reader(read_several, several.schema)}
    needs = {"readings": "list_of_lengths"}
    repeated = ObjectFields(A_LEG_VALUE, readers, needs, record=ReadingsDocument, name=name)

    def read(value: object) -> Reading:
        if isinstance(value, Mapping):
            reading: Reading = repeated.read(value)["readings"]
            return reading
        return _one(*single.read(value))

    return Reader(read, lambda: {"anyOf": [single.schema(), repeated]})


def weight_reader(policy: Policy) -> Reader[Reading]:
    """Read a body weight."""
    most = policy.whole("question.heaviest")

    def read(value: object) -> Reading:
        mass, unit = Mass.parse_with_unit(value, most * 1000)
        if mass.g > most * 1000:
            raise refuse("too_large", value, "heaviest", "check_unit", most=most)
        return _one(mass.g, unit)

    def schema() -> Schema:
        light, heavy = _possible(LegPoint.WEIGHT, policy)
        return pattern(rf"({whole_numbers(light, heavy - 1)})([.,][0-9])? ?kg", "72 kg")

    return Reader(read, schema)


def height_reader(policy: Policy) -> Reader[Reading]:
    """Read a body height."""
    single = _length_reader(policy, LegPoint.HEIGHT)
    return Reader(lambda value: _one(*single.read(value)), single.schema)


def shoe_reader(policy: Policy) -> Reader[ShoeSize]:
    """Read a shoe size in a named system."""
    most = policy.whole("question.largest_shoe")

    def read(value: object) -> ShoeSize:
        size = ShoeSize.parse(value)
        if size.hundredths > most * 100:
            raise refuse("too_large", value, "largest_shoe", most=most)
        return size

    return Reader(read, lambda: SHOE)


def _point_reader(point: LegPoint, policy: Policy) -> Reader[Sided]:
    """Read what was measured at a point: once for both legs, or by side."""
    reading = length_reader(policy, point)
    elsewhere = {"readings": "inside_left_or_right"}
    readers = {side.value: reading for side in SIDES}
    by_side = ObjectFields(A_LEG_VALUE, readers, elsewhere=elsewhere, record=SidesDocument)

    def read(value: object) -> Sided:
        sided = isinstance(value, Mapping) and ("left" in value or "right" in value)
        if not isinstance(value, Mapping) or (not sided and "readings" in value):
            return {Side.BOTH: reading.read(value)}
        if sided and not point.is_sided:
            raise refuse("no_sides", value, "one_length", "no_sides")
        sides = by_side.read(value)
        if not sides:
            raise refuse("empty", value, A_LEG_VALUE, "at_least_one_value")
        return {side: sides[side] for side in SIDES if side in sides}

    def schema() -> Schema:
        # At least one side has to be there, and JSON Schema says that best as two objects.
        needed = [replace(by_side, needs={side.value: A_LEG_VALUE}).schema for side in SIDES]
        return {"anyOf": [*reading.schema()["anyOf"], *(needed if point.is_sided else ())]}

    return Reader(read, schema)


def legs_reader(policy: Policy) -> Reader[dict[LegPoint, Sided]]:
    """Read the `legs` object: each point with its reading, for both legs or by side."""
    readers = {point.value: _point_reader(point, policy) for point in LEG_POINTS}
    fields = ObjectFields(
        "points_object", readers, {}, ELSEWHERE, BY_LETTER, name="Legs", about=ABOUT, describe=_where_to_measure
    )

    def read(value: object) -> dict[LegPoint, Sided]:
        points = fields.read(value)
        return {point: points[point] for point in LEG_POINTS if point in points}

    return Reader(read, lambda: fields)


def _where_to_measure() -> dict[str, str]:
    """Where the tape goes for each point, with the field's letter where it has one."""
    messages = Messages()
    texts = {point: messages.text(f"how.{point.value}") for point in LEG_POINTS}
    return {p.value: f"{text} ({p.letter})" if p.letter else text for p, text in texts.items()}


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
