"""The figure that begins at a place of a cell: plain, with a fraction, or in feet and inches."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Final

from msgspec import Struct

from .word_list import folded

MIXED: Final = re.compile(r"(\d{1,3})(?: |-| ?& ?| and )([1-9]\d?)/(2|3|4|5|8|16|32|64)(?![\d.,/])", re.ASCII)
PLAIN: Final = re.compile(r"\d{1,6}(?:[.,]\d{1,4})?(?![\d]|[.,]\d)", re.ASCII)
FEET: Final = re.compile(
    r"([2-8]) ?(?:'(?!')|ft\.?|feet|foot)"
    r"(?: ?,? ?(\d{1,2}(?: [1-9]/[248]|[.,]\d{1,2})?)(?!\d*(?: ?'(?!')| ?ft| ?[/.,]\d))"
    r" ?(?:\"|''|inches|inch|in\b\.?)?)?",
    re.ASCII,
)
METRES: Final = re.compile(r"1,[3-9]\d|2,[01]\d", re.ASCII)
"""A height in metres: no size begins at one or two centimetres and ends at ninety."""
DIGITS: Final = frozenset("0123456789")


class PrintedFigure(Struct, frozen=True):
    """A figure: its value, and how it is written in a chart (a decimal point, `12 1/4`)."""

    value: Fraction
    text: str


class Token(Struct, frozen=True):
    """A piece of a cell: `N` a figure, `?` one of two readings, `U` a unit, `W` a word that nobody knows, or a sign."""

    kind: str
    figure: PrintedFigure | None = None
    unit: str = ""


@lru_cache(maxsize=4096)
def has_feet(text: str) -> bool:
    r"""Whether a cell is written in feet, which only a height is.

    >>> has_feet("5'2\" - 5'6\""), has_feet("12'' - 13''")
    (True, False)
    """
    return FEET.search(folded(text)) is not None


def number_at(text: str, at: int) -> tuple[Token, int]:
    """The figure that begins there: feet and inches, a whole with a fraction, or a plain one."""
    if (match := FEET.match(text, at)) is not None and not text[match.end() : match.end() + 1].isalnum():
        inches = _value(match[2]) if match[2] else Fraction(0)
        if inches is not None and inches < 12:
            whole = int(match[1]) * 12 + inches
            return Token("N", PrintedFigure(whole, _written(whole)), "in"), match.end()
    if (match := MIXED.match(text, at)) is not None and int(match[2]) < int(match[3]):
        value = int(match[1]) + Fraction(int(match[2]), int(match[3]))
        return Token("N", PrintedFigure(value, f"{int(match[1])} {match[2]}/{match[3]}")), match.end()
    if (match := PLAIN.match(text, at)) is None:
        return Token("W"), at + 1
    printed = match[0]
    if _is_doubtful(printed):
        return Token("?"), match.end()
    if text[match.end() : match.end() + 1] == "." and text[match.end() + 1 : match.end() + 2].isdigit():
        return Token("W"), match.end()
    printed = printed.replace(",", ".")
    return Token("N", PrintedFigure(Fraction(printed), printed)), match.end()


def _is_doubtful(printed: str) -> bool:
    """Whether a comma may part two figures (`24,26`) or thousands (`30,500`)."""
    whole, comma, rest = printed.partition(",")
    if not comma:
        whole, point, rest = printed.partition(".")
        return bool(point) and len(rest) >= 3 and len(whole) <= 3 and len(rest) == 3 and rest.endswith("00")
    if METRES.fullmatch(printed):
        return False
    return len(rest) >= 3 or (len(rest) == 2 and rest not in ("25", "50", "75") and int(rest) >= int(whole)) or (
        len(rest) == 2 and int(rest) in range(int(whole), int(whole) + 6)
    )  # fmt: skip


def _value(text: str) -> Fraction | None:
    whole, _, part = text.partition(" ")
    return Fraction(whole.replace(",", ".")) + (Fraction(part) if part else 0)


def _written(value: Fraction) -> str:
    """Inches that came out of feet and inches, written as a chart does."""
    whole, rest = divmod(value, 1)
    if not rest:
        return str(int(whole))
    if rest.denominator in (2, 4, 8, 16):
        return f"{int(whole)} {rest.numerator}/{rest.denominator}"
    return f"{float(value):.10g}"
