"""Durations, distances, temperatures, prices and pressures as a question writes them.

Each function makes the reader of one of them within bounds; its schema has the commonest ways to write it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from ..model.money import Money
from ..model.notation.look_alikes import MINUS
from ..model.notation.quantity import QuantityKind, clean, decimal_number, read_measure
from ..model.number_text import number_text, refuse
from ..model.problem import BadInput
from ..model.quantities import Length, Pressure
from .fields import Reader
from .schema import Schema, pattern

DURATION: Final = "duration"
DISTANCE: Final = "distance"
TEMPERATURE: Final = "temperature"

HOUR: Final = r"(?:h|hr|hrs|hour|hours|std|stunde|stunden|heure|heures|horas?|or[ae]|uur|uren)\.?"
MINUTE: Final = r"(?:m|mins?|minutes?|minuten|minutos?|minuti|minuut)\.?"
SECOND: Final = r"(?:s|secs?|seconds?|sek|sekunden?|secondes?|segundos?|second[oi]|seconden)\.?"
CLOCK: Final = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)", re.ASCII)
HALF_CLOCK: Final = re.compile(r"\d+:\d+", re.ASCII)
HOURS_AND_MINUTES: Final = re.compile(rf"(\d+) ?{HOUR} ?([0-5]?\d)", re.ASCII)
HOURS_FIRST: Final = re.compile(rf"(\d+) ?{HOUR} ?(?:([0-5]?\d) ?{MINUTE})? ?(?:([0-5]?\d) ?{SECOND})?", re.ASCII)
MINUTES_FIRST: Final = re.compile(rf"(\d+) ?min\.? ?([0-5]?\d) ?{SECOND}", re.ASCII)
DURATION_UNITS: Final = {"h": Fraction(3600), "min": Fraction(60), "s": Fraction(1)}
POINT_BEFORE_THREE: Final = re.compile(r"([1-9]\d{0,2})\.(\d{3})(?!\d)", re.ASCII)
CELSIUS: Final = frozenset({"c", "celsius"})
FAHRENHEIT: Final = frozenset({"f", "fahrenheit"})
DEGREES: Final = r"(?:°|º|degrees?|degrés?|degres?|deg|grados?|gradi|graden|grad|graus?)"
TEMPERATURE_TEXT: Final = re.compile(rf"([+-]?) ?(\d+(?:[.,]\d+)?) ?{DEGREES}? ?([a-z]*)")


def seconds_up_to(hours: int) -> Reader[int]:
    """Read a duration as whole seconds, above zero and at most so many hours.

    >>> seconds_up_to(24).read("1h50")
    6600
    """

    def read(value: object) -> int:
        seconds = round(_seconds(value, hours))
        if seconds <= 0:
            raise refuse("not_positive", value, DURATION, "duration_above_zero")
        if seconds > hours * 3600:
            raise refuse("too_large", value, "longest_duration", "check_unit", most=hours)
        return seconds

    return Reader(read, lambda: pattern(r"[1-9]:[0-5][0-9]:[0-5][0-9]|[1-9][0-9]{0,2} min|[1-9] h", "1:50:00"))


def _seconds(value: object, most_hours: int) -> Fraction:
    text = clean(value, DURATION).lower()
    if clock := CLOCK.fullmatch(text):
        return Fraction(int(clock[1]) * 3600 + int(clock[2]) * 60 + int(clock[3]))
    if HALF_CLOCK.fullmatch(text):
        long, short = f"{text}:00", f"0:{text.zfill(5)}"
        raise refuse("ambiguous_duration", value, DURATION, "hours_or_minutes", typed=text, long=long, short=short)
    if parts := HOURS_AND_MINUTES.fullmatch(text) or HOURS_FIRST.fullmatch(text):
        hours, minutes, seconds = (*parts.groups("0"), "0")[:3]
        return Fraction(int(hours) * 3600 + int(minutes) * 60 + int(seconds))
    if parts := MINUTES_FIRST.fullmatch(text):
        return Fraction(int(parts[1]) * 60 + int(parts[2]))
    try:
        return read_measure(value, QuantityKind(DURATION, DURATION_UNITS, Fraction(most_hours * 3600)))[0]
    except BadInput as bad:
        if bad.problems[0].code != "several_units":
            raise
        raise refuse("not_a_duration", value, DURATION, "up_to_59") from None


def duration_text(seconds: int) -> str:
    """Write whole seconds as hours, minutes and seconds.

    >>> duration_text(6600)
    '1:50:00'
    """
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def hours_up_to(most: int) -> Reader[float]:
    """Read hours, as a number or as a duration, from 0 to so many.

    >>> hours_up_to(72).read("90 min")
    1.5
    """
    seconds = seconds_up_to(most)

    def read(value: object) -> float:
        if isinstance(value, str):
            zero = re.fullmatch(rf"0 ?{HOUR}", clean(value, DURATION).lower(), re.ASCII)
            return 0.0 if zero else seconds.read(value) / 3600
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise refuse("not_a_number", value, "hours", most=most)
        if not 0 <= value <= most:
            raise refuse("out_of_range", value, "hours", most=most)
        return float(value)

    return Reader(read, lambda: {"type": "number", "minimum": 0, "maximum": most})


def whole_up_to(most: int, expected: str, least: int = 0) -> Reader[int]:
    """Read a whole number within bounds; `expected` is the code of the sentence that says what it counts."""

    def read(value: object) -> int:
        whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        if isinstance(value, bool) or not whole:
            raise refuse("not_a_whole_number", value, expected, least=least, most=most)
        number: int = int(value)  # type: ignore[call-overload]
        if not least <= number <= most:
            raise refuse("out_of_range", value, expected, least=least, most=most)
        return number

    return Reader(read, lambda: {"type": "integer", "minimum": least, "maximum": most})


def mmhg_up_to(most: int) -> Reader[int]:
    """Read whole mmHg, as a number or with the unit."""
    whole = whole_up_to(most, "whole_mmhg", least=1)

    def read(value: object) -> int:
        if not isinstance(value, str):
            return whole.read(value)
        tenths = Pressure.parse(value).tenths
        return whole.read(tenths // 10 if tenths % 10 == 0 else value)

    return Reader(read, whole.schema)


def distance_up_to(kilometres: int, schema: Schema) -> Reader[Length]:
    """Read a distance in km, m or mi.

    Metres with a point before three digits are refused: `10.000 m` is ten thousand metres to many, and no run is 10 m.
    """
    most = Length(kilometres * Length.WHOLE_PER["km"])

    def read(value: object) -> Length:
        length, unit = Length.parse_with_unit(value, ("km", "m", "mi"), most.um, DISTANCE)
        marked = POINT_BEFORE_THREE.match(clean(value, DISTANCE)) if unit == "m" else None
        if marked:
            metres = f"{''.join(marked.groups())} m"
            raise refuse("ambiguous_number", value, DISTANCE, "point_or_thousands", suggestion=metres)
        if length > most:
            raise refuse("too_large", value, "farthest", "check_unit", most=kilometres)
        return length

    return Reader(read, lambda: schema)


def temperature_between(coldest: int, hottest: int) -> Reader[int]:
    """Read an air temperature as tenths of a degree Celsius.

    >>> temperature_between(-40, 60).read("50 F")
    100
    """

    def read(value: object) -> int:
        text = clean(value, TEMPERATURE).lower().replace(MINUS, "-")
        parts = TEMPERATURE_TEXT.fullmatch(text)
        if parts is None:
            raise refuse("not_a_temperature", value, TEMPERATURE, "number_and_c_or_f")
        sign, figure, unit = parts.groups()
        if not unit:
            raise refuse("unit_missing", value, TEMPERATURE, "unit_missing")
        if unit not in CELSIUS | FAHRENHEIT:
            raise refuse("unknown_unit", value, TEMPERATURE, "unknown_unit", unit=unit)
        degrees = decimal_number(figure, value, TEMPERATURE) * (-1 if sign == "-" else 1)
        celsius = degrees if unit in CELSIUS else (degrees - 32) * Fraction(5, 9)
        if not coldest <= celsius <= hottest:
            bounds = {"coldest": str(coldest), "hottest": str(hottest)}
            raise refuse("out_of_range", value, "temperature_between", "c_or_f", **bounds)
        return round(celsius * 10)

    return Reader(read, lambda: pattern(r"-?[1-4]?[0-9] ?C", "27 C"))


def temperature_text(tenths: int) -> str:
    """Write tenths of a degree Celsius with the unit."""
    return f"{number_text(Fraction(tenths, 10), 1)} C"


def price_up_to(most: int) -> Reader[Money]:
    """Read a price with its currency, of at most so many whole units of it."""

    def read(value: object) -> Money:
        price = Money.parse(value)
        if price.minor > most * 10**price.decimals:
            raise refuse("too_large", value, "price_at_most", price=Money(most * 10**price.decimals, price.currency))
        return price

    return Reader(read, lambda: pattern(r"[1-9][0-9]{0,3}(\.[0-9]{2})? (EUR|USD|GBP|CHF)", "50 EUR"))
