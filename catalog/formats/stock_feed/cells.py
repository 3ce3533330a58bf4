"""What single cells of a stock feed say: a number of pieces, a price, the days of a sale, an address."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Final

from ...model.money import Money
from ...model.problem import BadInput
from ..draft import values
from ..draft.addresses import PLAIN_ADDRESS as PLAIN_ADDRESS
from ..draft.addresses import address as address

WHOLE: Final = re.compile(r"[0-9]{1,10}")
WHOLE_AS_DECIMAL: Final = re.compile(r"([0-9]{1,9})[.,]0{1,2}")
"""What programs write that take every number for a decimal: `5.0` pieces."""
OVERSOLD: Final = re.compile(r"[-\N{MINUS SIGN}][0-9]{1,10}(?:[.,]0{1,2})?")
"""What shops write that sell on when nothing is left: so many pieces are owed."""
NEGATIVE: Final = re.compile(r"[-\N{MINUS SIGN}]\s*[0-9]+(?:[.,][0-9]+)?")
FRACTION: Final = re.compile(r"[0-9]+[.,][0-9]+")
THOUSANDS: Final = re.compile(r"[0-9]{1,3}(?:[., ][0-9]{3})+")
MOST_PIECES: Final = 2**31 - 1
BARE: Final = re.compile(r"[0-9][0-9.,' ]*")
SHORT_HOUR: Final = re.compile(r"(?<=^\d{4}-\d\d-\d\d[ T])(?=\d:)")
"""Where an hour of a single figure stands, which ISO 8601 has not and spreadsheet programs write."""
SHORTENED: Final = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]{1,2}", re.I)
"""A long number as spreadsheets write it: `4.00638E+12`."""
LATEST: Final = time(23, 59, 59, 999_999)


def check_whole(key: str) -> None:
    """Check that a spreadsheet has not made a short number of a GTIN or an id, whose last digits are lost then.

    Raises: BadInput.

    >>> check_whole("4006381333931")
    """
    if SHORTENED.fullmatch(key):
        raise BadInput.one("shortened_number", "", key, "feed_every_digit", "feed_column_as_text")


@lru_cache(maxsize=1024)  # a shop has few different stocks and many variants
def pieces(text: str) -> int:
    """How many pieces a cell says there are; none where more were sold than there were.

    >>> pieces("12"), pieces("5.0"), pieces("-3")
    (12, 5, 0)

    Raises: BadInput (not a whole number, or one that can be read in two ways).
    """
    return 0 if OVERSOLD.fullmatch(text) else whole(text)


def whole(text: str) -> int:
    """A whole number from 0. Raises: BadInput (it is none, or can be read in two ways)."""
    decimal = WHOLE_AS_DECIMAL.fullmatch(text)
    digits = decimal[1] if decimal else text
    if WHOLE.fullmatch(digits) and int(digits) <= MOST_PIECES:
        return int(digits)
    raise _no_pieces(text)


def _no_pieces(text: str) -> BadInput:
    if THOUSANDS.fullmatch(text):
        return BadInput.one("ambiguous_number", "", text, "file_whole_from_zero", "feed_no_thousands_mark")
    if NEGATIVE.fullmatch(text):
        return BadInput.one("negative", "", text, "file_whole_from_zero", "feed_oversold", suggestion="0")
    code = "not_a_whole_number" if FRACTION.fullmatch(text) else "not_a_number"
    return BadInput.one(code, "", text, "file_whole_from_zero", "feed_plain_figure")


def price(text: str, column: str, currency: str) -> Money:
    """The price of a cell; its currency stands in it, or in a `column` beside it, or is the `currency` of the feed.

    Raises: BadInput (no amount, one that can be read in two ways, no currency is known, or two are).
    """
    beside = column or currency
    if BARE.fullmatch(text):
        if not beside:
            raise BadInput.one("unit_missing", "", text, "price", "feed_currency")
        return values.price(f"{text} {beside}")
    money = values.price(text)
    if column and money.currency != column.upper():
        raise BadInput.one("two_currencies", "", f"{text}, {column}", "feed_one_currency", "feed_two_in_row")
    return money


@lru_cache(maxsize=1024)
def sale_between(text: str) -> tuple[datetime, datetime]:
    """The first and last moment of a sale as Google writes them; without a zone they are in UTC.

    >>> start, end = sale_between("2026-11-27T08:00+0100/2026-11-30")
    >>> start.isoformat(), end.isoformat(timespec="minutes")
    ('2026-11-27T08:00:00+01:00', '2026-11-30T23:59+00:00')

    Raises: BadInput.
    """
    start, slash, end = text.partition("/")
    if not slash:
        raise BadInput.one("bad_sale_dates", "", text, "feed_sale_dates")
    return start_of(start), end_of(end)


def is_on(start: datetime | None, end: datetime | None, now: datetime) -> bool:
    """Whether a sale is on; without a beginning it began long ago, without an end it goes on."""
    return (start is None or start <= now) and (end is None or now <= end)


def start_of(text: str) -> datetime:
    """The first moment of a sale; a date alone stands for the beginning of the day. Raises: BadInput."""
    return moment(text, time.min)


def end_of(text: str) -> datetime:
    """The last moment of a sale; a date alone stands for the end of the day. Raises: BadInput."""
    return moment(text, LATEST)


def day_of(text: str, latest: date) -> str:
    """The ISO day of a price, not after the latest. Raises: BadInput.

    >>> day_of("2026-11-27T23:30+01:00", date(2026, 11, 28))
    '2026-11-27'
    """
    try:
        day = datetime.fromisoformat(text.strip()).date()
    except ValueError:
        raise BadInput.one("bad_price_date", "", text, "feed_price_date") from None
    if day > latest:
        raise BadInput.one("bad_price_date", "", text, "feed_price_date")
    return day.isoformat()


def moment(text: str, at: time) -> datetime:
    """A moment as ISO 8601 has it; `at` is the time of day for a date alone. Raises: BadInput.

    >>> moment("2030-01-01 0:00:00", time.min).isoformat()
    '2030-01-01T00:00:00+00:00'
    """
    try:
        read = datetime.fromisoformat(SHORT_HOUR.sub("0", text.strip()))
    except ValueError:
        raise BadInput.one("bad_sale_dates", "", text, "feed_sale_dates") from None
    if len(text.strip()) <= len("2026-11-27"):
        read = datetime.combine(read.date(), at)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def first_address(text: str) -> str:
    """The first of several addresses, as WooCommerce writes the pictures of a product. Raises: BadInput."""
    return address(text.split(", ", 1)[0])
