"""Which attribute of a Google Merchant feed a column or an element is."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Final

import tomli

from ..stock_feed.columns import FeedColumn, feed_words, folded

TABLE: Final = Path(__file__).with_name("attributes.toml")
SHARED: Final = frozenset(FeedColumn) - {FeedColumn.LOCATION, FeedColumn.SHOP_ID, FeedColumn.AVAILABLE}
"""Columns that a stock feed has too, under the same names."""


@lru_cache(maxsize=4096)
def attribute_of(name: str) -> tuple[str, int]:
    """The attribute that a name stands for, and how late it is asked among names of one attribute; empty for no known.

    >>> attribute_of("g:image_link"), attribute_of("Image Link"), attribute_of("shipping(country:price)")
    (('image', 1), ('image', 1), ('', 0))
    >>> attribute_of("product_detail(attribute_name:attribute_value)")
    ('detail', 0)
    """
    plain = folded(name.partition("(")[0])
    if plain in _own():
        return _own()[plain], 0
    column, rank = feed_words().columns.get(plain, (FeedColumn.LOCATION, 0))
    return (column.value, rank) if column in SHARED else ("", 0)


@cache
def _own() -> dict[str, str]:
    """Each name that only products have, folded, with its attribute."""
    table = tomli.loads(TABLE.read_text("utf-8"))["attributes"]
    return {folded(name): attribute for attribute, names in table.items() for name in names}
