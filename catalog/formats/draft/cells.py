"""The cell of a size chart in one plain notation, however its fractions, dashes, decimals and unit are printed."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Final

from ...model.gtin import is_gtin
from ...model.notation.look_alikes import DASH, FRACTION_SIGNS, MINUS, as_it_looks
from ...model.notation.numbers import SIGNS, TAPE_PARTS, THIRDS
from ...model.notation.unit_words import unit_of

UNITS: Final = ("mm", "cm", "m", "in", "ft", "kg", "g", "lb")
WITH_FRACTIONS: Final = frozenset({"in", "ft", "lb"})
"""Units in which a fraction may stand without a whole number."""
OF_A_SHOE: Final = frozenset({2, 3, 4})
UNIT_AFTER: Final = re.compile(rf"(?<=[0-9{SIGNS}]) ?([^\W\d_]+\.?|[\"'])(?= ?(?:-|$))")
SIGN: Final = re.compile(rf"([0-9]?) ?([{SIGNS}])")
DECIMAL_COMMA: Final = re.compile(r"(?<![0-9.,])(?:([0-9]{1,4}),([0-9]{1,2}|[0-9]{4})|(0),([0-9]{3}))(?![0-9.,])")
FRACTION: Final = re.compile(r"(?:([0-9]{1,4}) )?([0-9]{1,3})/([0-9]{1,3})")
STROKE: Final = re.compile(
    r"(?:(?:from|von|de|du|desde) )?([0-9]{1,4}(?:\.[0-9]+)?) ?"
    r"(?:[/~]|\.{2,3}|…|to|till|bis|und|and|à|a|au|et|hasta|y) ?([0-9]{1,4}(?:\.[0-9]+)?)"
)
"""Two figures with a stroke or a word between them, as people write a range."""


@lru_cache(maxsize=256)
def named_unit(text: str) -> str:
    """The short name of a unit of a chart, in any language's spelling; the text itself where it is none.

    Cached, for charts print the same few.
    """
    return unit_of(as_it_looks(text), UNITS) or text


def plain_cell(text: str, unit: str) -> str:
    """The text of a cell with `-` for every dash, a point in decimals and `11 1/2` for `11½`, without the chart's unit.

    A text that holds digits of another script stays as it is: a brand file is not typed by a wearer.
    """
    if any(c.isdecimal() and not c.isascii() for c in text):
        return text
    cell = as_it_looks(text).replace(DASH, "-").replace(MINUS, "-").replace("≤", "<=").replace("≥", ">=")
    cell = UNIT_AFTER.sub(lambda match: "" if unit_of(match[1], UNITS) == unit else match[0], cell)
    cell = SIGN.sub(_spelled_out, cell)
    return DECIMAL_COMMA.sub(lambda match: f"{match[1] or match[3]}.{match[2] or match[4]}", cell)


def units_in(text: str) -> frozenset[str]:
    """The units that stand after figures of a cell.

    >>> sorted(units_in("30 cm – 14 in")), sorted(units_in("30-34"))
    (['cm', 'in'], [])
    """
    cell = as_it_looks(text).replace(DASH, "-").replace(MINUS, "-")
    units = (unit_of(match[1], UNITS) for match in UNIT_AFTER.finditer(cell))
    return frozenset(unit for unit in units if unit)


def _spelled_out(sign: re.Match[str]) -> str:
    numerator, denominator = FRACTION_SIGNS[sign[2]]
    return f"{sign[1]} {numerator}/{denominator}" if sign[1] else f"{numerator}/{denominator}"


def is_a_figure(printed: str, unit: str, *, shoe: bool) -> bool:
    """Whether a figure has no fraction, or one less than one: of a tape, of shoe sizes to a quarter.

    Without a whole number a fraction is one of an inch, a foot or a pound.
    """
    fraction = FRACTION.fullmatch(printed)
    if fraction is None or int(fraction[3]) == 0:
        return True
    allowed = OF_A_SHOE if shoe else TAPE_PARTS | THIRDS
    alone = fraction[1] is None and (shoe or unit not in WITH_FRACTIONS)
    return not alone and int(fraction[3]) in allowed and 0 < int(fraction[2]) < int(fraction[3])


def range_meant(cell: str) -> str:
    """The range that two figures with a stroke or a word between them mean: `35-38` for `35/38` and `35 bis 38`.

    Empty for any other text.
    """
    two = STROKE.fullmatch(cell)
    return f"{two[1]}-{two[2]}" if two and Fraction(two[1]) < Fraction(two[2]) else ""


def with_lost_zero(digits: str) -> str:
    """The GTIN of 8 or 12 digits whose leading zeros a spreadsheet took away; empty where the check digit denies it."""
    for length in (8, 12):
        padded = digits.rjust(length, "0")
        if length - 3 < len(digits) < length and is_gtin(padded) and any(d != "0" for d in digits):
            return padded
    return ""
