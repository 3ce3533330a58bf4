"""The items of a Google Merchant feed one after the other, whether it is a table or XML."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

from ..draft.problems import FieldPath
from ..rows.merchant_parser import FeedElement, FeedItem
from ..rows.merchant_xml import feed_start, merchant_items, part_of
from ..rows.row import Keep
from ..rows.text_encoding import text_form
from ..rows.twice_read import TwiceReadTable
from ..shop_product.gathering import whole_cells
from ..stock_feed.columns import KEYS, NEWS, FeedColumn
from .attributes import attribute_of

LOOKED_AT: Final = 10_000
EXACT: Final = frozenset({*KEYS, *NEWS, FeedColumn.SALE_DATES, FeedColumn.CURRENCY, "item_group", "size", "mpn"})
"""Attributes of which a part says another thing than the whole."""
ItemsOfFile = Callable[[FieldPath, Keep], Iterator[FeedItem]]
"""Reads a file from its beginning: what is wrong is reported at the place, elements that are not wanted passed over."""


def items_of(file: BinaryIO, place: FieldPath, charset: str) -> ItemsOfFile | None:
    """How the items of a file are read, as often as they are wanted; None and a problem where it is no text."""
    if _is_xml(file):
        return lambda place, keep: merchant_items(file, place, keep, charset)
    form = text_form(file, place, charset)
    if form is None:
        return None
    table = TwiceReadTable(file, form, lambda name: bool(attribute_of(name)[0]))

    def table_items(place: FieldPath, keep: Keep) -> Iterator[FeedItem]:
        reader = table.rows(place)
        for row in reader.rows if reader else ():
            row = whole_cells(row, place, (), is_read=attribute_of(row.names[-1])[0] in EXACT)
            cells = zip(row.names, row.texts, strict=True)
            yield FeedItem(row.line, [FeedElement(name, text) for name, text in cells if keep(name)])

    return table_items


def _is_xml(file: BinaryIO) -> bool:
    beginning = part_of(file, 0, LOOKED_AT)
    wide = beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = beginning.decode("utf-16" if wide else "utf-8", "replace").encode()
    return text[feed_start(text) :].startswith(b"<")
