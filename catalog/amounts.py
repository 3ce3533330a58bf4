"""Durations, distances, temperatures, prices and pressures as a question writes them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Final

from .measure import Length, Pressure
from .money import Money
from .problem import BadInput, Problem
from .written import clean, exact_number, number_and_unit, plain, refuse

DURATION: Final = 'a duration, like "1:50:00", "110 min", "1h50" or "2 h"'
DISTANCE: Final = 'a distance, like "21.1 km", "5000 m" or "13.1 mi"'
TEMPERATURE: Final = 'a temperature, like "27 C" or "80 F"'
UNIT_MISSING: Final = "Write the unit: a bare number is never guessed."

HOUR: Final = r"(?:h|hr|hrs|hour|hours)"
MINUTE: Final = r"(?:m|min|mins|minute|minutes)"
SECOND: Final = r"(?:s|sec|secs|second|seconds)"
CLOCK: Final = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)", re.ASCII)
HALF_CLOCK: Final = re.compile(r"\d+:\d+", re.ASCII)
HOURS_AND_MINUTES: Final = re.compile(rf"(\d+)\s*{HOUR}\s*([0-5]?\d)", re.ASCII)
HOURS_FIRST: Final = re.compile(rf"(\d+)\s*{HOUR}\s*(?:([0-5]?\d)\s*{MINUTE})?\s*(?:([0-5]?\d)\s*{SECOND})?", re.ASCII)
MINUTES_FIRST: Final = re.compile(rf"(\d+)\s*min\s*([0-5]?\d)\s*{SECOND}", re.ASCII)
DURATION_UNITS: Final = {
    "h": Fraction(3600), "hr": Fraction(3600), "hrs": Fraction(3600), "hour": Fraction(3600),
    "hours": Fraction(3600), "min": Fraction(60), "mins": Fraction(60), "minute": Fraction(60),
    "minutes": Fraction(60), "s": Fraction(1), "sec": Fraction(1), "secs": Fraction(1),
    "second": Fraction(1), "seconds": Fraction(1),
}  # fmt: skip
TEMPERATURE_TEXT: Final = re.compile(r"([+-]?)\s*(\d+(?:[.,]\d+)?)\s*(?:°|º|deg)?\s*([a-z]*)", re.ASCII)


def seconds_up_to(hours: int) -> Callable[[object], int]:
    """A parser of a duration in whole seconds, above zero and at most so many hours."""

    def parse(value: object) -> int:
        seconds = round(_seconds(value))
        if seconds <= 0:
            raise refuse("not_positive", value, DURATION, "Write a duration above zero.")
        if seconds > hours * 3600:
            raise refuse("too_large", value, f"a duration of at most {hours} h", "Check the unit.")
        return seconds

    return parse


def _seconds(value: object) -> Fraction:
    text = clean(value, DURATION).lower()
    if clock := CLOCK.fullmatch(text):
        return Fraction(int(clock[1]) * 3600 + int(clock[2]) * 60 + int(clock[3]))
    if HALF_CLOCK.fullmatch(text):
        long, short = f"{text}:00", f"0:{text.zfill(5)}"
        hint = f"{text} could be hours and minutes or minutes and seconds: write {long} or {short}."
        raise refuse("ambiguous_duration", value, DURATION, hint)
    if found := HOURS_AND_MINUTES.fullmatch(text):
        return Fraction(int(found[1]) * 3600 + int(found[2]) * 60)
    if found := HOURS_FIRST.fullmatch(text):
        return Fraction(int(found[1]) * 3600 + int(found[2] or 0) * 60 + int(found[3] or 0))
    if found := MINUTES_FIRST.fullmatch(text):
        return Fraction(int(found[1]) * 60 + int(found[2]))
    try:
        return number_and_unit(value, DURATION_UNITS, DURATION)[0]
    except BadInput as bad:
        if bad.problems[0].code != "several_units":
            raise
        hint = "After hours, minutes go from 0 to 59; seconds too."
        raise refuse("not_a_duration", value, DURATION, hint) from None


def duration_text(seconds: int) -> str:
    """Whole seconds as hours, minutes and seconds: `1:50:00`."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def hours_up_to(most: int) -> Callable[[object], float]:
    """A parser of hours, as a number or as a duration, from 0 to so many."""
    expected = f'hours from 0 to {most}, like 24 or "24 h"'

    def parse(value: object) -> float:
        if isinstance(value, str):
            zero = re.fullmatch(rf"0\s*{HOUR}", value.strip().lower(), re.ASCII)
            return 0.0 if zero else seconds_up_to(most)(value) / 3600
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise refuse("not_a_number", value, expected, "")
        if not 0 <= value <= most:
            raise refuse("out_of_range", value, expected, "")
        return float(value)

    return parse


def whole_up_to(most: int, what: str, least: int = 0) -> Callable[[object], int]:
    """A parser of a whole number of something, within bounds."""
    expected = f"a whole number of {what} from {least} to {most}"

    def parse(value: object) -> int:
        whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        if isinstance(value, bool) or not whole:
            raise refuse("not_a_whole_number", value, expected, "")
        number = int(value)  # type: ignore[call-overload]
        if not least <= number <= most:
            raise refuse("out_of_range", value, expected, "")
        return int(number)

    return parse


def mmhg_up_to(most: int) -> Callable[[object], int]:
    """A parser of whole mmHg, as a number or with the unit."""
    whole = whole_up_to(most, "mmHg", least=1)

    def parse(value: object) -> int:
        if not isinstance(value, str):
            return whole(value)
        tenths = Pressure.parse(value).tenths
        return whole(tenths // 10) if tenths % 10 == 0 else whole(value)

    return parse


def distance_up_to(kilometres: int) -> Callable[[object], Length]:
    """A parser of a distance in km, m or mi."""
    most = Length(kilometres * Length.WHOLE_PER["km"])

    def parse(value: object) -> Length:
        try:
            length = Length.parse(value, ("km", "m", "mi"))
        except BadInput as bad:
            raise BadInput(Problem(p.code, "", p.read, DISTANCE, p.hint) for p in bad.problems) from None
        if length > most:
            raise refuse("too_large", value, f"a distance of at most {kilometres} km", "Check the unit.")
        return length

    return parse


def temperature_between(coldest: int, hottest: int) -> Callable[[object], int]:
    """A parser of an air temperature, in tenths of a degree Celsius."""

    def parse(value: object) -> int:
        text = clean(value, TEMPERATURE).lower().replace("\N{MINUS SIGN}", "-")
        found = TEMPERATURE_TEXT.fullmatch(text)
        if found is None:
            raise refuse("not_a_temperature", value, TEMPERATURE, "Write one number and C or F.")
        if not found[3]:
            raise refuse("unit_missing", value, TEMPERATURE, UNIT_MISSING)
        if found[3] not in ("c", "f", "celsius", "fahrenheit"):
            raise refuse("unknown_unit", value, TEMPERATURE, f"{found[3]!r} is not a unit known here.")
        degrees = exact_number(found[2], str(value), TEMPERATURE) * (-1 if found[1] == "-" else 1)
        celsius = degrees if found[3].startswith("c") else (degrees - 32) * Fraction(5, 9)
        if not coldest <= celsius <= hottest:
            expected = f"an air temperature from {coldest} C to {hottest} C"
            raise refuse("out_of_range", value, expected, "Check whether it is C or F.")
        return round(celsius * 10)

    return parse


def temperature_text(tenths: int) -> str:
    """Tenths of a degree Celsius with the unit."""
    return f"{plain(Fraction(tenths, 10), 1)} C"


def price_up_to(most: int) -> Callable[[object], Money]:
    """A parser of a price with its currency, of at most so many whole units of it."""

    def parse(value: object) -> Money:
        price = Money.parse(value)
        if price.minor > most * 10**price.decimals:
            raise refuse("too_large", value, "price_at_most", price=Money(most * 10**price.decimals, price.currency))
        return price

    return parse


def hours_number(hours: float) -> int | float:
    """Hours as JSON writes them best: whole where they are whole."""
    return int(hours) if math.isfinite(hours) and hours.is_integer() else hours
