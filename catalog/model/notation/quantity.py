"""One number and one unit, read exactly or refused with what was probably meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from ..number_text import refuse
from ..problem import BadInput
from .look_alikes import DASH, MINUS, as_it_looks
from .numbers import NUMBER_CHARACTERS, SIGNS, Form, Number, forms_of, number_of
from .unit_words import OTHER_POUNDS, unit_of, unit_words

T = TypeVar("T")
LONGEST_TEXT: Final = 40
ONE_NUMBER: Final = rf"[.,]?[{NUMBER_CHARACTERS}](?:[{NUMBER_CHARACTERS}.,/ -]*[{NUMBER_CHARACTERS}])?"
NUMBER_AND_UNIT: Final = re.compile(
    rf"({ONE_NUMBER}) ?([^{NUMBER_CHARACTERS} .,/{DASH}{MINUS}-][^{NUMBER_CHARACTERS}]*)"
)
SEVERAL_UNITS: Final = re.compile(rf"{ONE_NUMBER} ?[^\d\s.,/-][^{NUMBER_CHARACTERS}]*[{NUMBER_CHARACTERS}].*")
DASHES: Final = rf"[-{DASH}{MINUS}~]{{1,3}}"
UP_TO: Final = r"(?:to|bis|à|a|al|tot|até)\b"
RANGE: Final = re.compile(
    rf"{ONE_NUMBER} ?(?:(?:[^\W\d_]+\.?|[\"'])? ?(?:{DASHES}|{UP_TO})|(?:and|und|et|y|e|en)\b)"
    rf" ?[.,]?[{NUMBER_CHARACTERS}].*"
)
NOT_A_NUMBER: Final = re.compile(r"[+-]?\s*(?:nan|inf|infinity)\b")
NEGATIVE: Final = re.compile(rf"[-{MINUS}{DASH}] ?[\d.,{SIGNS}].*")
NEVER_GUESSED: Final = frozenset(
    {"empty", "unit_missing", "not_positive", "negative", "two_sizes", "too_long", "ambiguous_unit"}
)
"""Problems after which no reading is likelier than another."""


def _words(unit: str) -> str:
    """Every spelling of a unit as a pattern, longest first, a full stop after all but signs."""
    spellings = sorted(unit_words((unit,)), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(s) + (r"\.?" if s.isalpha() else "") for s in spellings) + ")"


FEET_AND_INCHES: Final = re.compile(rf"(\d+) ?{_words('ft')} ?({ONE_NUMBER}) ?{_words('in')}?", re.ASCII)
METRES_AND_CENTIMETRES: Final = re.compile(r"(\d+)m(\d\d)", re.ASCII)
STONES_AND_POUNDS: Final = re.compile(rf"(\d+) ?{_words('st')} ?(\d+(?:[.,]\d+)?) ?{_words('lb')}", re.ASCII)
TOO_MANY: Final = {"in": "too_many_in", "lb": "too_many_lb"}
WHOLE: Final = {"ft": "whole_ft", "st": "whole_st"}


class QuantityKind(Struct, frozen=True):
    """What is read: the units it may have, each with its size in units of the store, and what is expected."""

    expected: str
    """The code of the sentence that says what is expected."""
    units: Mapping[str, Fraction]
    most: Fraction | None = None
    """The largest value that the field takes, in units of the store; it settles what a comma means."""

    def unit_of(self, typed: str) -> str | None:
        """The unit of these that a text means."""
        return unit_of(typed, tuple(self.units))


def clean(text: object, expected: str) -> str:
    """The text in plain characters. Raises: BadInput where it is no text, too long, or holds control characters."""
    if not isinstance(text, str):
        if isinstance(text, (int, float)) and not isinstance(text, bool):
            raise refuse("unit_missing", text, expected, "unit_missing")
        raise refuse("not_text", text, expected, "text_with_unit")
    if len(text) > LONGEST_TEXT:
        raise refuse("too_long", text, expected, "one_number")
    cleaned = as_it_looks(text)
    if not cleaned.isprintable():
        raise refuse("control_character", text, expected, "invisible")
    return cleaned


def read_measure(text: object, kind: QuantityKind) -> tuple[Fraction, str]:
    """The exact value in units of the store, and the unit it was typed in (inches for feet, pounds for stones).

    Raises: BadInput with one problem; its `suggestion` is the likeliest reading where there is one.
    """
    cleaned = clean(text, kind.expected)
    return with_suggestion(text, cleaned, lambda typed: _measure(typed, text, kind), lambda typed: _typed(typed, kind))


def with_suggestion(text: object, cleaned: str, read: Callable[[str], T], write: Callable[[str], str]) -> T:
    """What `read` makes of a text; where it refuses, the likeliest text that it reads is suggested, as `write` has it.

    Raises: BadInput.
    """
    try:
        return read(cleaned)
    except BadInput as bad:
        (problem,) = bad.problems
        if problem.suggestion or problem.code in NEVER_GUESSED:
            raise
        from .likely_unit import likely_reading  # what is read needs none of it

        likely = likely_reading(cleaned.lower(), write)
        raise BadInput([replace(problem, suggestion=likely)]) from None


def _measure(cleaned: str, text: object, kind: QuantityKind) -> tuple[Fraction, str]:
    if not cleaned:
        raise refuse("empty", text, kind.expected, "number_and_unit")
    together = _two_units(cleaned.lower(), text, kind)
    if together is not None:
        return together
    match = NUMBER_AND_UNIT.fullmatch(cleaned)
    if match is None:
        raise _no_measure(cleaned, text, kind)
    unit = kind.unit_of(match[2])
    if unit is None:
        raise _no_unit(match[2].strip(), text, kind)
    number = number_of(match[1], forms_of(unit))
    if number is None:
        raise _no_number(match[1], unit, text, kind)
    value = settled(number, unit, text, kind) * kind.units[unit]
    if value <= 0:
        raise refuse("not_positive", text, kind.expected, "above_zero")
    return value, {"ft": "in", "st": "lb"}.get(unit, unit)


def settled(number: Number, unit: str, text: object, kind: QuantityKind) -> Fraction:
    """The value of a number in its unit; a comma before three digits is a decimal where nothing else is possible.

    Raises: BadInput where it could part thousands just as well.
    """
    if not number.may_be_thousands:
        return number.value
    size = kind.units[unit]
    if kind.most is not None and number.value * size <= kind.most < number.value * 1000 * size:
        return number.value
    may_be = kind.most is not None and number.value * 1000 * size <= kind.most
    likely = f"{number.value * 1000} {unit}" if may_be else ""
    raise refuse("ambiguous_number", text, kind.expected, "comma_or_thousands", suggestion=likely)


def _two_units(lowered: str, text: object, kind: QuantityKind) -> tuple[Fraction, str] | None:
    """Feet with inches, metres with centimetres, stones with pounds; None where the text is none of them."""
    if "ft" in kind.units and (match := FEET_AND_INCHES.fullmatch(lowered)):
        return _larger_and_smaller(match[1], match[2], "ft", "in", text, kind), "in"
    if "st" in kind.units and (match := STONES_AND_POUNDS.fullmatch(lowered)):
        return _larger_and_smaller(match[1], match[2], "st", "lb", text, kind), "lb"
    if "cm" in kind.units and (match := METRES_AND_CENTIMETRES.fullmatch(lowered)):
        value = int(match[1] + match[2]) * kind.units["cm"]
        return (value, "m") if value else None
    return None


def _larger_and_smaller(
    larger: str, smaller: str, unit: str, small_unit: str, text: object, kind: QuantityKind
) -> Fraction:
    number = None if smaller[0] in ".," else number_of(smaller, forms_of(small_unit) | Form.SIGN_ALONE)
    if number is None:
        raise _no_number(smaller, small_unit, text, kind)
    rest = settled(number, small_unit, text, kind) * kind.units[small_unit]
    if rest >= kind.units[unit]:
        raise refuse("not_a_measure", text, kind.expected, TOO_MANY[small_unit])
    value = int(larger) * kind.units[unit] + rest
    if value <= 0:
        raise refuse("not_positive", text, kind.expected, "above_zero")
    return value


def _no_measure(cleaned: str, text: object, kind: QuantityKind) -> BadInput:
    lowered = cleaned.lower()
    if NOT_A_NUMBER.match(lowered):
        return refuse("not_a_number", text, kind.expected, "plain_number")
    if NEGATIVE.fullmatch(cleaned):
        return refuse("negative", text, kind.expected, "above_zero")
    if number_of(cleaned, forms_of("in") | forms_of("h")):
        return refuse("unit_missing", text, kind.expected, "unit_missing")
    if RANGE.fullmatch(lowered):
        return refuse("not_a_measure", text, kind.expected, "one_number")
    if SEVERAL_UNITS.fullmatch(cleaned):
        return refuse("several_units", text, kind.expected, "one_unit")
    return refuse("not_a_measure", text, kind.expected, "one_number")


def _no_unit(typed: str, text: object, kind: QuantityKind) -> BadInput:
    lowered = typed.lower()
    if lowered.rstrip(".") in OTHER_POUNDS and "kg" in kind.units:
        return refuse("ambiguous_unit", text, kind.expected, "other_pound", unit=typed)
    if re.fullmatch(r"[+/&]+ ?\w+\.?", lowered):
        return refuse("not_a_measure", text, kind.expected, "one_number")
    several = re.search(r"[/&+]|\b(?:and|or|und|oder|et|ou|y|o)\b", lowered)
    if several or all(kind.unit_of(word) for word in lowered.split()):
        return refuse("several_units", text, kind.expected, "one_unit")
    return refuse("unknown_unit", text, kind.expected, "unknown_unit", unit=typed)


def _no_number(typed: str, unit: str, text: object, kind: QuantityKind) -> BadInput:
    if re.search(r"/0+(?!\d)", typed):
        return refuse("not_a_number", text, kind.expected, "plain_number")
    if unit in WHOLE:
        return refuse("not_a_measure", text, kind.expected, WHOLE[unit])
    if "/" in typed or any(c in SIGNS for c in typed):
        takes = "fraction" if unit in ("in", "lb", "h") else "no_fraction"
        return refuse("not_a_measure", text, kind.expected, takes)
    return refuse("not_a_measure", text, kind.expected, "one_number")


def _typed(candidate: str, kind: QuantityKind) -> str:
    """A candidate as it would be typed, with the short name of its unit; empty where it is refused too."""
    try:
        _measure(candidate, candidate, kind)
    except BadInput:
        return ""
    match = NUMBER_AND_UNIT.fullmatch(candidate)
    unit = kind.unit_of(match[2]) if match else None
    return f"{match[1]} {unit}" if match and unit else candidate


def decimal_number(typed: str, text: object, expected: str) -> Fraction:
    """The exact value of a whole or decimal number.

    Raises: BadInput where its comma could part thousands, or it is none.
    """
    number = number_of(typed, Form.DECIMALS)
    if number is None:
        raise refuse("not_a_number", text, expected, "plain_number")
    if number.may_be_thousands:
        raise refuse("ambiguous_number", text, expected, "comma_or_thousands")
    return number.value
