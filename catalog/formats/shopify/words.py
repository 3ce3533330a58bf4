"""What the words and cells of Shopify mean, in CSV and in JSON alike."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import tomli

from ..shop_product.columns import ColumnTable, column_table

TABLE: Final = Path(__file__).with_name("columns.toml")
TAXONOMY: Final = re.compile(r"(?:gid://shopify/TaxonomyCategory/)?([a-z]{2}(?:-\d+)+)")
"""The number of a category of Shopify's own: `aa-1-18-2`."""
WITHOUT_OPTIONS: Final = frozenset({("title", "default title"), ("", "default title")})
"""How Shopify writes the option of a product that is sold in one variant alone."""


def shopify_columns() -> ColumnTable:
    """What the columns of the product CSV are called."""
    return column_table(TABLE)


@cache
def words(kind: str) -> frozenset[str]:
    """The words of the table that mean one thing, without capitals."""
    table: dict[str, Any] = tomli.loads(TABLE.read_text("utf-8"))
    return frozenset(table["words"][kind])


def category_of(text: str) -> str:
    """A category as records name it: `shopify:` before the numbers of Shopify's own list; paths stay as they are.

    >>> category_of("gid://shopify/TaxonomyCategory/aa-1-18"), category_of("Apparel > Socks")
    ('shopify:aa-1-18', 'Apparel > Socks')
    """
    number = TAXONOMY.fullmatch(text)
    return f"shopify:{number[1]}" if number else text


def google_category_of(text: str) -> str:
    """A category of Google's list: `google:` before its number; paths stay as they are.

    >>> google_category_of("209"), google_category_of("Apparel > Socks")
    ('google:209', 'Apparel > Socks')
    """
    return f"google:{text}" if text.isdecimal() else text


@lru_cache(maxsize=1024)
def tags_of(text: str) -> tuple[str, ...]:
    """The tags of a text in which commas part them.

    >>> tags_of("run, calf ,,medical")
    ('run', 'calf', 'medical')
    """
    return tuple(dict.fromkeys(tag.strip() for tag in text.split(",") if tag.strip()))


@lru_cache(maxsize=1024)
def options_of(names: tuple[str, ...], values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The options of a variant with a value; none for the one that stands for a product without options.

    The same come again and again, product after product.

    >>> options_of(("Size", "Color"), ("M", "")), options_of(("Title",), ("Default Title",))
    ((('Size', 'M'),), ())
    """
    pairs = zip(names, values, strict=True)
    return tuple([p for p in pairs if p[1] and (p[0].lower(), p[1].lower()) not in WITHOUT_OPTIONS])


@lru_cache(maxsize=64)
def is_oversold(policy: str) -> bool:
    """Whether a variant goes on to be sold when there are none.

    >>> is_oversold("CONTINUE"), is_oversold("deny"), is_oversold("WAHR")
    (True, False, True)
    """
    return (lowered := policy.lower()) in words("continue") or lowered in words("yes")


def is_published(status: str, published: str) -> bool:
    """Whether a product can be bought: neither a draft nor archived, and not taken out of the online store."""
    return status.lower() not in words("unpublished") and published.lower() not in words("no")


def availability(stock: str, *, is_oversold: bool) -> str:
    """What is said of availability beside a stock: goods that are sold on when there are none can be ordered.

    >>> availability("0", is_oversold=True), availability("3", is_oversold=True), availability("0", is_oversold=False)
    ('backorder', '', '')
    """
    return "backorder" if is_oversold and re.fullmatch(r"-\d+|0+", stock) else ""
