"""The forms of a number, and which of them go with which unit."""

from __future__ import annotations

import re
from enum import Flag, auto
from fractions import Fraction
from typing import Final

from msgspec import Struct

from .look_alikes import FRACTION_SIGNS

SIGNS: Final = "".join(FRACTION_SIGNS)
NUMBER_CHARACTERS: Final = rf"\d{SIGNS}"
DECIMAL: Final = re.compile(r"(\d*)(?:([.,])(\d+))?", re.ASCII)
OF_A_TAPE: Final = re.compile(r"(\d+)[ -]([1-9]\d?)/([1-9]\d?)", re.ASCII)
FRACTION_ALONE: Final = re.compile(r"([1-9]\d?)/([1-9]\d?)", re.ASCII)
WITH_SIGN: Final = re.compile(rf"(\d*)( ?)([{SIGNS}])", re.ASCII)
TAPE_PARTS: Final = frozenset({2, 4, 8, 16, 32, 64})
"""Into how many parts a tape divides an inch."""
THIRDS: Final = frozenset({3})


class Form(Flag):
    """A way of writing a number besides whole and decimal."""

    WHOLE_ONLY = 0
    DECIMALS = auto()
    TAPE = auto()
    """`14 3/8`, `14-3/8`: a fraction of a tape after the whole number."""
    ALONE = auto()
    """`1/2`, without a whole number."""
    SIGN = auto()
    """`14⅜`, `14 ⅜`: a sign of a fraction after the whole number."""
    SIGN_ALONE = auto()
    """`½`, without a whole number: half an hour, or half an inch after feet."""
    QUARTER_SIGN = auto()
    """`36½`: a half or a quarter, right after the whole number."""


FORMS: Final = {
    "in": Form.DECIMALS | Form.TAPE | Form.SIGN,
    "lb": Form.DECIMALS | Form.TAPE | Form.SIGN,
    "cm": Form.DECIMALS | Form.QUARTER_SIGN,
    "kg": Form.DECIMALS | Form.QUARTER_SIGN,
    "h": Form.DECIMALS | Form.TAPE | Form.ALONE | Form.SIGN | Form.SIGN_ALONE,
    "ft": Form.WHOLE_ONLY,
    "st": Form.WHOLE_ONLY,
}
"""The forms that go with a unit; with all other units whole and decimal numbers go."""


class Number(Struct, frozen=True):
    """An exact number, and whether its comma stands before exactly three digits and may part thousands."""

    value: Fraction
    may_be_thousands: bool = False


def forms_of(unit: str) -> Form:
    """The forms of numbers that go with a unit."""
    return FORMS.get(unit, Form.DECIMALS)


def number_of(text: str, forms: Form) -> Number | None:
    """The exact number that a text in plain characters is, written in one of the forms; None for any other text."""
    if text.isascii() and text.isdigit():
        return Number(Fraction(text))
    if Form.DECIMALS in forms and (decimal := DECIMAL.fullmatch(text)) and decimal[3]:
        thousands = decimal[2] == "," and len(decimal[3]) == 3 and int(decimal[1] or 0) > 0
        return Number(Fraction(f"{decimal[1] or 0}.{decimal[3]}"), thousands)
    value = _mixed(text, forms)
    return None if value is None else Number(value)


def _mixed(text: str, forms: Form) -> Fraction | None:
    """A whole number and a fraction, or a fraction alone."""
    if Form.TAPE in forms and (match := OF_A_TAPE.fullmatch(text)):
        return _plus(match[1], int(match[2]), int(match[3]), TAPE_PARTS)
    if Form.ALONE in forms and (match := FRACTION_ALONE.fullmatch(text)):
        return _plus("", int(match[1]), int(match[2]), TAPE_PARTS | THIRDS)
    if match := WITH_SIGN.fullmatch(text):
        parts = FRACTION_SIGNS[match[3]]
        if (Form.SIGN if match[1] else Form.SIGN_ALONE) in forms and (match[1] or not match[2]):
            return _plus(match[1], *parts, TAPE_PARTS | THIRDS)
        if Form.QUARTER_SIGN in forms and match[1] and not match[2]:
            return _plus(match[1], *parts, frozenset({2, 4}))
    return None


def _plus(whole: str, numerator: int, denominator: int, allowed: frozenset[int]) -> Fraction | None:
    if denominator not in allowed or not 0 < numerator < denominator:
        return None
    return int(whole or 0) + Fraction(numerator, denominator)


def plain_number(value: Fraction) -> str:
    """A number as it is typed with a point, to at most four decimals."""
    return f"{float(value):.4f}".rstrip("0").rstrip(".")
