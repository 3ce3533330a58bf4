"""What is refused of a text that a person wrote, and numbers written for people."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from .problem import BadInput


def refuse(
    code: str, text: object, expected: str, hint: str = "", *, suggestion: str = "", **facts: object
) -> BadInput:
    """A bad input with a single problem, its field still to be named; `facts` fill its sentences."""
    return BadInput.one(code, "", text, expected, hint, suggestion=suggestion, **facts)


def stored(value: Fraction, text: object, expected: str) -> int:
    """The nearest whole number of the store; refuses what rounds to nothing."""
    whole = round(value)
    if whole <= 0:
        raise refuse("not_positive", text, expected, "above_zero")
    return whole


def number_text(value: Fraction, digits: int) -> str:
    """A number with at most `digits` decimals and no trailing zeros."""
    return ratio_text(value.numerator, value.denominator, digits)


def ratio_text(number: int, per: int, digits: int) -> str:
    """The same for a number divided by another above zero; a half goes to the even side."""
    scaled = nearest(abs(number) * 10**digits, per)
    whole, rest = divmod(scaled, 10**digits)
    sign = "-" if number < 0 and scaled else ""
    return f"{sign}{whole}.{rest:0{digits}}".rstrip("0") if rest else f"{sign}{whole}"


def nearest(over: int, under: int) -> int:
    """The whole number nearest to a ratio of whole numbers, `under` above 0; of two as near, the even one."""
    whole, rest = divmod(over, under)
    return whole + (2 * rest > under or (2 * rest == under and whole % 2 == 1))


def inward(at: int, per: Fraction, decimals: int, *, is_low: bool) -> str:
    """The figure of the low or the high end of a band, rounded into the band: none beside it only seems to be inside.

    A half of a tenth stays as it is. With one or two decimals, one whole number of the store is no difference.

    >>> inward(387_350, Fraction(10_000), 1, is_low=True), inward(444_500, Fraction(10_000), 1, is_low=False)
    ('38.8', '44.45')
    """
    parts = 10**decimals
    halves = 2 * parts if decimals < 2 else parts
    marks = round(at * halves / per)
    if abs(at * halves - marks * per) <= (halves if decimals < 3 else 0):
        return number_text(Fraction(marks, halves), decimals + 1)
    return number_text(Fraction((ceil if is_low else floor)(at * parts / per), parts), decimals)
