"""What the short texts of a brand file mean: bands, prices, dates, addresses, GTINs."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from ...model.gtin import check_digit, gtin_of, is_gtin
from ...model.leg import Dimension, LegPoint
from ...model.money import Money
from ...model.notation.likely_unit import likely_reading
from ...model.number_text import nearest
from ...model.problem import BadInput
from ...model.product import Band, Edge
from ...model.quantities import SHOE_NAMES, Mass, per_unit
from .cells import is_a_figure, plain_cell, range_meant, with_lost_zero

FIGURE: Final = r"[0-9]{1,4} [0-9]{1,3}/[0-9]{1,3}|[0-9]{1,3}/[0-9]{1,3}|[0-9]{1,4}(?:\.[0-9]{1,4})?"
BETWEEN: Final = re.compile(rf"(>?)\s*({FIGURE})\s*-\s*(<?)\s*({FIGURE})")
OPEN: Final = re.compile(rf"(<=|>=|<|>)\s*({FIGURE})")
ONE: Final = re.compile(rf"({FIGURE})")
NOT_FINITE: Final = re.compile(r"[+-]?\s*(?:nan|inf|infinity)\b", re.IGNORECASE)
UNREADABLE: Final = "?"
BAND: Final = "file_band"
EXAMPLES: Final = '"30-34", "<37", ">=43", "30-<34"'
"""Bands as a brand file writes them."""
LENGTH_UNITS: Final = ("mm", "cm", "m", "in", "ft")
SHORT_NUMBER: Final = re.compile(r"[0-9]{6,11}")
DATE: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


class Scale(Struct, frozen=True):
    """A point and the unit in which a chart prints it."""

    point: LegPoint
    unit: str

    def edge(self, printed: str, *, closed: bool) -> Edge:
        """One end of a band, the figure kept as printed. Raises: BadInput when the figure is zero or not a number."""
        try:
            at = in_store_units(printed, per_unit(self.point, self.unit))
        except ZeroDivisionError:
            raise BadInput.one("not_a_number", "", printed, BAND, "file_over_zero", examples=EXAMPLES) from None
        if at <= 0:
            raise BadInput.one("not_positive", "", printed, BAND, "file_above_zero", examples=EXAMPLES)
        return Edge(at, closed, printed)


def in_store_units(printed: str, per: Fraction) -> int:
    """The whole number that a printed figure stands for; `per` is how many of them make one printed unit.

    Raises: ZeroDivisionError.
    """
    if "/" in printed:
        return round(sum((Fraction(part) for part in printed.split()), Fraction(0)) * per)
    whole, _, decimals = printed.partition(".")
    return nearest(int(whole + decimals) * per.numerator, 10 ** len(decimals) * per.denominator)


def band(text: object, scale: Scale) -> Band | None:
    """The band of one cell; None where the source did not let the figure be read.

    Raises: BadInput (not_a_band, not_a_number, not_positive, band_upside_down, band_empty).
    """
    if not isinstance(text, str):
        number = isinstance(text, Decimal) and not text.is_finite()
        code = "not_a_number" if number else "wrong_type"
        raise BadInput.one(code, "", str(text), BAND, "file_quote_the_band", examples=EXAMPLES)
    return printed_band(text, scale)


@lru_cache(maxsize=4096)
def printed_band(text: str, scale: Scale) -> Band | None:
    """The band of a cell that holds a text; cached, for charts print the same few figures. Raises: as `band`."""
    cell = plain_cell(text, scale.unit)
    if cell == UNREADABLE:
        return None
    low, high = ends(cell, text, scale)
    check_order(low, high, text, scale)
    return Band(scale.point, low, high, scale.unit)


def ends(cell: str, text: str, scale: Scale) -> tuple[Edge | None, Edge | None]:
    """The two ends that a band's text names. Raises: BadInput when it names none."""
    shoe = scale.point.dimension is Dimension.SHOE
    if (two := BETWEEN.fullmatch(cell)) and all(is_a_figure(two[n], scale.unit, shoe=shoe) for n in (2, 4)):
        low = scale.edge(two[2], closed=not two[1])
        return low, scale.edge(two[4], closed=not two[3])
    if (end := OPEN.fullmatch(cell)) and is_a_figure(end[2], scale.unit, shoe=shoe):
        edge = scale.edge(end[2], closed="=" in end[1])
        return (edge, None) if end[1].startswith(">") else (None, edge)
    if (one := ONE.fullmatch(cell)) and is_a_figure(one[1], scale.unit, shoe=shoe) and not range_meant(cell):
        edge = scale.edge(one[1], closed=True)
        return edge, edge
    raise not_a_band(cell, text, scale)


def not_a_band(cell: str, text: str, scale: Scale) -> BadInput:
    """What is wrong with a text that is no band, and the band that was probably meant."""
    if NOT_FINITE.search(cell):
        return BadInput.one("not_a_number", "", text, BAND, "file_plain_figures", examples=EXAMPLES)
    if re.search(r"(?:^|-\s*|[<>]=?\s*)-\s*[0-9]", cell):
        return BadInput.one("not_positive", "", text, BAND, "file_above_zero", examples=EXAMPLES)
    meant = range_meant(cell)
    hint = "file_range" if meant else "file_band_notation"
    likely = meant or likely_reading(cell, lambda candidate: readable(candidate, cell, scale))
    return BadInput.one("not_a_band", "", text, BAND, hint, suggestion=likely, examples=EXAMPLES)


def readable(candidate: str, cell: str, scale: Scale) -> str:
    """A candidate for what a cell means, where it is a band and not the cell itself; else nothing.

    A fraction is never made a decimal: a brand file holds figures as printed.
    """
    is_band = BETWEEN.fullmatch(candidate) or OPEN.fullmatch(candidate)
    if candidate == cell or ("." in candidate and "." not in cell) or not is_band:
        return ""
    shoe = scale.point.dimension is Dimension.SHOE
    return candidate if all(is_a_figure(f, scale.unit, shoe=shoe) for f in re.findall(FIGURE, candidate)) else ""


def check_order(low: Edge | None, high: Edge | None, text: str, scale: Scale) -> None:
    """A band has its smaller figure first and holds something. Raises: BadInput (band_upside_down, band_empty)."""
    if low is None or high is None:
        return
    a, b = (f"{edge.printed} {scale.unit}".strip() for edge in (low, high))
    if low.at > high.at:
        raise BadInput.one("band_upside_down", "", text, "file_smaller_first", "file_low_above_high", low=a, high=b)
    if low.at == high.at and not (low.closed and high.closed):
        raise BadInput.one("band_empty", "", text, "file_band_holds", "file_nothing_between", low=a, high=b)


def units_of(point: LegPoint) -> tuple[str, ...]:
    """The units a chart may print a point in."""
    if point.dimension is Dimension.SHOE:
        return (SHOE_NAMES[point],)
    return LENGTH_UNITS if point.dimension is Dimension.LENGTH else tuple(Mass.PER)


@lru_cache(maxsize=1024)  # a shop has few prices and many variants
def price(text: str) -> Money:
    """The amount of `44.95 GBP`; `XXX` is ISO 4217 for no currency. Raises: BadInput."""
    try:
        return Money.parse(text, unnamed=True)
    except BadInput as bad:
        raise BadInput(replace(p, code="bad_price") for p in bad.problems) from None


UNKNOWN_DAY: Final = "unknown"
"""What a brand file has for a day that nobody knows."""


def seen_on(value: object) -> str:
    """An ISO date, part of one, or `unknown`. Raises: BadInput."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    text = value if isinstance(value, str) else ""
    if text == UNKNOWN_DAY:
        return text
    try:
        if DATE.fullmatch(text):
            datetime.date.fromisoformat((text + "-01-01")[:10])
            return text
    except ValueError:
        pass
    raise BadInput.one("bad_date", "", str(value), "file_date", "file_or_unknown")


@lru_cache(maxsize=1024)
def url(text: str) -> str:
    """A web address; cached, for many sources are pages of one.

    Raises: BadInput when it is not one of http or https.
    """
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    escaped = re.search(r"[\s<>\"]", text)
    if not good or escaped:
        raise BadInput.one("bad_url", "", text, "file_address", "file_escape" if good else "")
    return text


def gtin(text: str) -> str:
    """A GTIN of 8, 12, 13 or 14 digits, padded to 14.

    Raises: BadInput when the length or the check digit is wrong, or all digits are zero.
    """
    if is_gtin(text) and text.strip("0"):
        return text.rjust(14, "0")
    if SHORT_NUMBER.fullmatch(text) and (padded := with_lost_zero(text)):
        raise BadInput.one("bad_gtin", "", text, "file_gtin", "file_lost_zero", suggestion=padded)
    padded = gtin_of(text)
    if padded != text.rjust(14, "0"):
        raise BadInput.one("bad_gtin", "", text, "file_gtin", "file_digits_alone")
    if not int(padded):
        raise BadInput.one("bad_gtin", "", text, "file_gtin", "file_all_zeros")
    if not is_gtin(padded):
        raise BadInput.one("bad_gtin", "", text, "file_gtin", "file_check_digit", check=check_digit(padded))
    return padded


def per_mille(value: object) -> int | None:
    """A percentage above 0 and up to 100, to a tenth, in per mille; None where none is given. Raises: BadInput."""
    if value is None:
        return None
    share = _per_mille(value) if isinstance(value, (int, Decimal)) and value is not True else None
    if share is None:
        raise BadInput.one("bad_percent", "", str(value), "file_percent")
    return share


@lru_cache(maxsize=1024)
def _per_mille(percent: int | Decimal) -> int | None:
    """The whole per mille of a percentage; None where it is none of a part. Cached: fabrics have few."""
    share = Decimal(percent) * 10
    return int(share) if share.is_finite() and 0 < share <= 1000 and share == int(share) else None
