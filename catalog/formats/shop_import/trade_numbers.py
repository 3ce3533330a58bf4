"""A GTIN as exports print it: with an apostrophe, as a formula, with lost zeros, as a rounded number."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from ...model.gtin import is_gtin
from ..draft.cells import with_lost_zero

WRAPPED: Final = re.compile(r"""=?\s*["'“”„«»`´‘’]*\s*([^"'“”„«»`´‘’]*?)\s*["'“”„«»`´‘’]*""")
BLANKS: Final = re.compile(r"[\s\u00a0\u202f-]+")
WHOLE: Final = re.compile(r"([0-9]{6,14})(?:[.,]0+)?")
EXACT: Final = re.compile(r"([0-9])[.,]([0-9]{7,13})E\+?([0-9]{1,2})", re.I)
"""A number with a power of ten that has every digit all the same."""
SAYS_NOTHING: Final = frozenset({
    "", "0", "-", "n/a", "na", "none", "null", "nil", "does not apply", "no", "keine", "not available", "tbd", "nan",
})  # fmt: skip


def mended_gtin(text: str) -> str:
    """The digits of a GTIN that an export prints; empty where its check digit does not prove it.

    >>> [mended_gtin(t) for t in ("'4006381333931", '="036000291452"', "36000291452", "4.006381333931E+12")]
    ['4006381333931', '036000291452', '036000291452', '4006381333931']
    >>> [mended_gtin(t) for t in ("4.00638E+12", "4006381333932", "0000000000000")]
    ['', '', '']
    """
    if not text:
        return ""
    digits = text.removeprefix("'")  # how most exports print it: digits, with an apostrophe before them at most
    if is_gtin(digits) and digits.strip("0"):
        return digits
    wrapped = WRAPPED.fullmatch(text.strip())
    plain = BLANKS.sub("", wrapped[1] if wrapped else text)
    if exact := EXACT.fullmatch(plain):
        digits = f"{Decimal(f'{exact[1]}.{exact[2]}').scaleb(int(exact[3])):f}"
        plain = digits if len(exact[2]) == int(exact[3]) else ""
    whole = WHOLE.fullmatch(plain)
    if whole is None or not whole[1].isascii() or not int(whole[1]):
        return ""
    return whole[1] if is_gtin(whole[1]) else with_lost_zero(whole[1])


def says_no_gtin(text: str) -> bool:
    """Whether a text stands where there is no number: `N/A`, `0`."""
    return " ".join(text.split()).strip("'’\"=").lower() in SAYS_NOTHING
