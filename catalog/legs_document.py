"""The legs and the body of a question: text to readings and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from .fields import Fields, each
from .measure import GIRTHS, LENGTHS, LETTERS, LegPoint, Length, Mass, ShoeSize
from .policy import Policy
from .question import Leg, Legs, Reading, Side
from .written import refuse

Sided = Mapping[Side, Reading]
LEG_POINTS: Final = (*GIRTHS, *LENGTHS)
A_LEG_VALUE: Final = 'a length like "36.5 cm", {"left": ..., "right": ...} or {"readings": [...]}'  # shown to people
LEG_UNITS: Final = ("mm", "cm", "m", "in", "ft")
ELSEWHERE: Final = {
    "height": "Write it under body.", "weight": "Write it under body.", "sex": "Write it under body.",
    "shoe": "Write it beside legs, not in it.",
} | {letter: f"Write {point.value}." for point, letter in LETTERS.items()}  # fmt: skip


def _reading(values: tuple[int, ...], unit: str) -> Reading:
    """The mean of two values, the median of three or more; halves go to the even micrometre."""
    ordered, half = sorted(values), len(values) // 2
    middle = ordered[half : half + 1] if len(values) % 2 else ordered[half - 1 : half + 1]
    return Reading(round(Fraction(sum(middle), len(middle))), values, unit)


def _length(policy: Policy) -> Callable[[object], tuple[int, str]]:
    most = policy.um("question.longest_measure")

    def parse(value: object) -> tuple[int, str]:
        length, unit = Length.parse_with_unit(value, LEG_UNITS)
        if length.um > most:
            raise refuse("too_large", value, f"at most {Length(most).about()}", "Check the unit.")
        return length.um, unit

    return parse


def length_reading(policy: Policy) -> Callable[[object], Reading]:
    """A parser of one length, or of repeated readings of it."""
    single = _length(policy)
    several = each(single, policy.whole("question.most_readings"))

    def many(value: object) -> Reading:
        found = several(value)
        if not found:
            raise refuse("empty", value, "one reading or more", "Write at least one.")
        return _reading(tuple(um for um, _ in found), found[0][1])

    def parse(value: object) -> Reading:
        if not isinstance(value, Mapping):
            um, unit = single(value)
            return _reading((um,), unit)
        fields = Fields(value, A_LEG_VALUE)
        reading = fields.need("readings", many, "a list of lengths")
        fields.done()
        return reading

    return parse


def weight_reading(policy: Policy) -> Callable[[object], Reading]:
    """A parser of a body weight."""
    most = policy.whole("question.heaviest")

    def parse(value: object) -> Reading:
        mass, unit = Mass.parse_with_unit(value)
        if mass.g > most * 1000:
            raise refuse("too_large", value, f"at most {most} kg", "Check the unit.")
        return Reading(mass.g, (mass.g,), unit)

    return parse


def height_reading(policy: Policy) -> Callable[[object], Reading]:
    """A parser of a body height."""
    single = _length(policy)

    def parse(value: object) -> Reading:
        um, unit = single(value)
        return _reading((um,), unit)

    return parse


def shoe_size(policy: Policy) -> Callable[[object], ShoeSize]:
    """A parser of a shoe size in a named system."""
    most = policy.whole("question.largest_shoe")

    def parse(value: object) -> ShoeSize:
        size = ShoeSize.parse(value)
        if size.hundredths > most * 100:
            raise refuse("too_large", value, f"a size of at most {most}", "")
        return size

    return parse


def _at_point(point: LegPoint, parse: Callable[[object], Reading]) -> Callable[[object], Sided]:
    def parse_sided(value: object) -> Sided:
        keys = set(value) if isinstance(value, Mapping) else {"readings"}
        by_side = bool(keys & {"left", "right"})
        if not by_side and "readings" in keys:
            return {Side.BOTH: parse(value)}
        if by_side and not point.is_sided:
            raise refuse("no_sides", value, 'one length, like "80 cm"', "This place has no left and right.")
        fields = Fields(value, A_LEG_VALUE)
        taken = {side: fields.take(side.value, parse, None) for side in (Side.LEFT, Side.RIGHT)}
        fields.done({"readings": "Write the readings inside left or right."})
        sided = {side: reading for side, reading in taken.items() if reading is not None}
        if not sided:
            raise refuse("empty", value, A_LEG_VALUE, "Write at least one value.")
        return sided

    return parse_sided


def points_of_legs(policy: Policy) -> Callable[[object], dict[LegPoint, Sided]]:
    """A parser of the `legs` object: each point with its reading, for both legs or by side."""
    parse_reading = length_reading(policy)

    def parse(value: object) -> dict[LegPoint, Sided]:
        fields = Fields(value, "an object of points, each with a length")
        taken = {p: fields.take(p.value, _at_point(p, parse_reading), None) for p in LEG_POINTS}
        fields.done(ELSEWHERE)
        return {point: sided for point, sided in taken.items() if sided is not None}

    return parse


def both_legs(points: Mapping[LegPoint, Sided], body: Mapping[LegPoint, Reading]) -> Legs:
    """The legs: left and right where any point was given by side, else one entry for both."""
    everything = {**points, **{point: {Side.BOTH: reading} for point, reading in body.items()}}
    if not everything:
        return Legs()
    named = {side for sided in everything.values() for side in sided} - {Side.BOTH}
    sides = [side for side in Side if side in named] or [Side.BOTH]
    return Legs(tuple((side, _leg(everything, side)) for side in sides))


def _leg(points: Mapping[LegPoint, Sided], side: Side) -> Leg:
    at_side = {point: sided.get(side, sided.get(Side.BOTH)) for point, sided in points.items()}
    return {point: reading for point, reading in at_side.items() if reading is not None}


def reading_document(point: LegPoint, reading: Reading) -> object:
    """A reading as a question writes it, in the unit it was typed in."""
    texts = [_text(point, value, reading.unit) for value in reading.readings]
    return texts[0] if len(texts) == 1 else {"readings": texts}


def _text(point: LegPoint, value: int, unit: str) -> str:
    return Mass(value).text(unit) if point is LegPoint.WEIGHT else Length(value).text(unit)


def legs_document(legs: Legs) -> dict[str, object]:
    """The `legs` object of a question."""
    document: dict[str, object] = {}
    for point in LEG_POINTS:
        by_side = {side: leg[point] for side, leg in legs.sides if point in leg}
        if not by_side:
            continue
        written = {side.value: reading_document(point, reading) for side, reading in by_side.items()}
        whole = Side.BOTH in by_side or not point.is_sided
        document[point.value] = next(iter(written.values())) if whole else written
    return document


def body_document(legs: Legs) -> dict[str, object]:
    """Height and weight as the `body` object of a question writes them."""
    leg = legs.sides[0][1] if legs.sides else {}
    return {p.value: reading_document(p, leg[p]) for p in (LegPoint.HEIGHT, LegPoint.WEIGHT) if p in leg}
