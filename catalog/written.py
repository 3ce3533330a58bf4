"""Numbers and units as people write them: one number, one unit, nothing guessed."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from .problem import BadInput

VULGAR: Final = {
    "¼": "1/4", "½": "1/2", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅛": "1/8", "⅜": "3/8",
    "⅝": "5/8", "⅞": "7/8", "⅙": "1/6", "⅚": "5/6", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5", "⅘": "4/5",
}  # fmt: skip
LONGEST_TEXT: Final = 40
NUMBER: Final = r"(?:\d+\s+\d+/\d+|\d+-\d+/\d+|\d+/\d+|\d+(?:[.,]\d+)?|[.,]\d+)"
NUMBER_AND_UNIT: Final = re.compile(rf"^({NUMBER})\s*([^\d\s.,/-][^\d]*)$", re.ASCII)
SEVERAL_UNITS: Final = re.compile(rf"^{NUMBER}\s*[^\d\s.,/-]+[^\d]*{NUMBER}", re.ASCII)
SPACES: Final = ("\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}")
ABOVE_ZERO: Final = "Write a number above zero."


def refuse(
    code: str, text: object, expected: str, hint: str = "", *, suggestion: str = "", **facts: object
) -> BadInput:
    """A bad input with a single problem, its field still to be named; `facts` fill its sentences."""
    return BadInput.one(code, "", text, expected, hint, suggestion=suggestion, **facts)


def exact_number(text: str, whole: str, expected: str) -> Fraction:
    """The exact value of `14`, `14.5`, `14,5`, `1/2` or `14 1/2`."""
    text = text.strip()
    if re.fullmatch(r"\d+,\d{3}", text):
        raise refuse(
            "ambiguous_number", whole, expected,
            "A comma before three digits could be a decimal or a thousands mark: write a point.",
        )  # fmt: skip
    parts = text.replace(",", ".").replace("-", " ").split()
    try:
        return sum((Fraction(p) for p in parts), Fraction(0))
    except (ValueError, ZeroDivisionError):
        raise refuse("not_a_number", whole, expected, "Write a plain number.") from None


def clean(text: object, expected: str) -> str:
    """The text with plain spaces, quotes and fractions; refuses what is not short printable text."""
    if not isinstance(text, str):
        if isinstance(text, (int, float)) and not isinstance(text, bool):
            raise refuse("unit_missing", text, expected, "Write the unit: a bare number is never guessed.")
        raise refuse("not_text", text, expected, "Write it as text with a unit.")
    if len(text) > LONGEST_TEXT:
        raise refuse("too_long", text, expected, "Write one number and one unit.")
    cleaned = text.strip()
    for space in SPACES:
        cleaned = cleaned.replace(space, " ")
    if not cleaned.isprintable():
        raise refuse("control_character", text, expected, "Take out the invisible characters.")
    for mark in ("\N{PRIME}", "\N{RIGHT SINGLE QUOTATION MARK}"):
        cleaned = cleaned.replace(mark, "'")
    for mark in ("\N{DOUBLE PRIME}", "\N{RIGHT DOUBLE QUOTATION MARK}", "''"):
        cleaned = cleaned.replace(mark, '"')
    cleaned = cleaned.replace("\N{FRACTION SLASH}", "/")
    for sign, fraction in VULGAR.items():
        cleaned = cleaned.replace(sign, f" {fraction}")
    return cleaned.strip()


def number_and_unit(text: object, units: dict[str, Fraction], expected: str) -> tuple[Fraction, str]:
    """The value in the base unit and the unit as typed; refuses whatever is not one of each."""
    cleaned = clean(text, expected)
    lowered = cleaned.lower()
    if not cleaned:
        raise refuse("empty", str(text), expected, "Write a number and a unit.")
    if re.match(r"^[+-]?\s*(nan|inf|infinity)\b", lowered):
        raise refuse("not_a_number", str(text), expected, "Write a plain number.")
    if re.match(r"^[-\N{MINUS SIGN}\N{EN DASH}]\s*[\d.,]", cleaned):
        raise refuse("negative", str(text), expected, ABOVE_ZERO)
    found = NUMBER_AND_UNIT.match(cleaned)
    if found is None:
        if re.fullmatch(NUMBER, cleaned, re.ASCII):
            raise refuse("unit_missing", str(text), expected, "Write the unit: a bare number is never guessed.")
        if SEVERAL_UNITS.match(cleaned):
            raise refuse("several_units", str(text), expected, "Write one unit only.")
        raise refuse("not_a_measure", str(text), expected, "Write one number and one unit.")
    unit = found[2].strip().lower().rstrip(".")
    if unit not in units:
        if re.search(r"[/&+]|\band\b|\bor\b", unit) or all(word in units for word in unit.split()):
            raise refuse("several_units", str(text), expected, "Write one unit only.")
        raise refuse("unknown_unit", str(text), expected, f"{found[2].strip()!r} is not a unit known here.")
    value = exact_number(found[1], str(text), expected)
    if value <= 0:
        raise refuse("not_positive", str(text), expected, ABOVE_ZERO)
    return value * units[unit], unit


def stored(value: Fraction, text: object, expected: str) -> int:
    """The nearest whole number of the store; refuses what rounds to nothing."""
    whole = round(value)
    if whole <= 0:
        raise refuse("not_positive", text, expected, ABOVE_ZERO)
    return whole


def plain(value: Fraction, digits: int) -> str:
    """A number with at most `digits` decimals and no trailing zeros."""
    return plain_ratio(value.numerator, value.denominator, digits)


def plain_ratio(number: int, per: int, digits: int) -> str:
    """The same for a number divided by another above zero; a half goes to the even side."""
    whole, left = divmod(number, per)
    if left == 0:
        return str(whole)
    if number > 0 and digits and 10 * left % per == 0:
        return f"{whole}.{10 * left // per}"
    scaled, left = divmod(abs(number) * 10**digits, per)
    if 2 * left > per or (2 * left == per and scaled % 2):
        scaled += 1
    whole, rest = divmod(scaled, 10**digits)
    decimals = str(rest).rjust(digits, "0").rstrip("0") if digits else ""
    sign = "-" if number < 0 and scaled else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"
