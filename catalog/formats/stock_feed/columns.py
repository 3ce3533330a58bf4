"""The table of words of a stock feed, and which column of a feed is what."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, NamedTuple

import tomli
from msgspec import Struct

from ...model.offer import Availability

TABLE: Final = Path(__file__).with_name("columns.toml")
SCHEMA_ORG: Final = re.compile(r"https?://(?:www\.)?schema\.org/", re.I)


class FeedColumn(StrEnum):
    """What a column of a stock feed can say."""

    SKU = "sku"
    GTIN = "gtin"
    SHOP_ID = "shop_id"
    ID = "id"
    AVAILABILITY = "availability"
    AVAILABLE = "available"
    STOCK = "stock"
    LOCATION = "location"
    PRICE = "price"
    SALE_PRICE = "sale_price"
    SALE_DATES = "sale_dates"
    SALE_FROM = "sale_from"
    SALE_TO = "sale_to"
    CURRENCY = "currency"
    PRICED_ON = "priced_on"
    LINK = "link"
    IMAGE = "image"


KEYS: Final = (FeedColumn.SKU, FeedColumn.GTIN, FeedColumn.SHOP_ID, FeedColumn.ID)
NEWS: Final = (
    FeedColumn.AVAILABILITY, FeedColumn.AVAILABLE, FeedColumn.STOCK, FeedColumn.PRICE, FeedColumn.SALE_PRICE,
    FeedColumn.LINK, FeedColumn.IMAGE,
)  # fmt: skip
"""Columns that say something of a variant; one of them has to be there."""


class FeedWords(Struct, frozen=True):
    """The table of words: the column and the rank of each name, and what the words of a cell mean, all as `folded`."""

    columns: Mapping[str, tuple[FeedColumn, int]]
    availability: Mapping[str, Availability]
    no_stock: frozenset[str]
    unsaid_stock: frozenset[str]


class RowTexts(NamedTuple):
    """The text that a row has for each thing, empty where it has none; in the order of `FeedColumn`."""

    sku: str
    gtin: str
    shop_id: str
    id: str
    availability: str
    available: str
    stock: str
    location: str
    price: str
    sale_price: str
    sale_dates: str
    sale_from: str
    sale_to: str
    currency: str
    priced_on: str
    link: str
    image: str


OF_KEYS: Final = slice(0, 4)
OF_STOCK: Final = slice(4, 7)
OF_PRICE: Final = slice(8, 14)
"""Which of the texts of a row say which variant it is, whether there are any, and what it costs."""


class ColumnPlaces(Struct, frozen=True):
    """Where the columns of a feed stand, worked out once for all rows with the same names."""

    first: Callable[[Sequence[str]], tuple[str, ...]]
    """Picks the text of each thing out of the texts of a row, behind which an empty one stands for what is missing."""
    further: tuple[tuple[int, tuple[int, ...]], ...]
    """Things with several columns: the place of the thing, and of its other columns in the order they are asked."""

    def texts(self, row: Sequence[str]) -> tuple[str, ...]:
        """The first text that each thing has in a row, as for `RowTexts`."""
        texts = self.first((*row, ""))
        return self._with_further(list(texts), row) if self.further else texts

    def _with_further(self, texts: list[str], row: Sequence[str]) -> tuple[str, ...]:
        for at, others in self.further:
            texts[at] = texts[at] or next((row[other] for other in others if row[other]), "")
        return tuple(texts)


def folded(text: str) -> str:
    """A name or a word without capitals, blanks and signs, and without the `g:` of Google's elements.

    >>> folded("g:image_link"), folded("In stock?"), folded("Verfügbarkeit")
    ('imagelink', 'instock', 'verfügbarkeit')
    """
    return "".join(c for c in text.casefold().removeprefix("g:") if c.isalnum())


@cache
def feed_words() -> FeedWords:
    """The table of words, read once."""
    table: dict[str, Any] = tomli.loads(TABLE.read_text("utf-8"))
    columns = {
        folded(name): (FeedColumn(column), rank)
        for column, lists in table["columns"].items()
        for rank, names in enumerate(lists)
        for name in names
    }
    availability = {folded(w): Availability(kind) for kind, words in table["availability"].items() for w in words}
    no_stock, unsaid = (frozenset(map(folded, table["stock"][kind])) for kind in ("nothing", "unsaid"))
    return FeedWords(columns, availability, no_stock, unsaid)


@lru_cache(maxsize=1024)
def feed_column(name: str) -> tuple[FeedColumn, int] | None:
    """What a column of that name is, and its rank among those of one thing; None where it is nothing of a stock feed.

    A name that asks is about availability: in Spanish "¿Existencias?" has yes or no, "Existencias" a number.

    >>> [column.value for column, _ in map(feed_column, ("¿Existencias?", "Existencias"))]
    ['availability', 'stock']
    """
    column = feed_words().columns.get(folded(name))
    return (FeedColumn.AVAILABILITY, 0) if column and column[0] is FeedColumn.STOCK and "?" in name else column


def is_wanted(name: str) -> bool:
    """Whether a column of that name says anything of stock, price, link or image, or which variant it is about."""
    return feed_column(name) is not None


def columns_of(names: Sequence[str]) -> set[FeedColumn]:
    """The things that some columns stand for."""
    return {column for column, _ in filter(None, map(feed_column, names))}


def plan_of(names: Sequence[str]) -> ColumnPlaces:
    """Where each thing stands among the texts of rows with these names."""
    ranked: dict[FeedColumn, list[tuple[int, int]]] = {}
    for at, name in enumerate(names):
        if column := feed_column(name):
            ranked.setdefault(column[0], []).append((column[1], at))
    places = [[at for _, at in sorted(ranked.get(column, []))] or [len(names)] for column in FeedColumn]
    further = tuple((thing, tuple(others)) for thing, (_, *others) in enumerate(places) if others)
    return ColumnPlaces(itemgetter(*(first for first, *_ in places)), further)


def rivals(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Names of which nobody can say which one holds: several of one thing and one rank, or one name twice."""
    ranked: dict[tuple[FeedColumn, int] | None, list[str]] = {}
    for name in names:
        ranked.setdefault(feed_column(name), []).append(name)
    return [tuple(same) for same in ranked.values() if len(same) > 1]


@lru_cache(maxsize=1024)
def availability_of(text: str) -> Availability | None:
    """What a word of availability means; None where it is none of the table.

    >>> availability_of("https://schema.org/InStock").value, availability_of("out of stock").value
    ('in_stock', 'sold_out')
    """
    return feed_words().availability.get(folded(SCHEMA_ORG.sub("", text)))
