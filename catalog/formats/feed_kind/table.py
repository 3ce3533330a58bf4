"""Which kind of table a row of column names is the head of."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..google_feed.attributes import attribute_of
from ..rows.delimited import separator_of
from ..shop_product.columns import ColumnTable
from ..shopify.words import shopify_columns
from ..size_table.heads import read_head
from ..size_table.tables import Cell
from ..spreadsheet.columns import SheetField, head_of
from ..spreadsheet.pages import SheetLine
from ..spreadsheet.side_by_side import wide_table
from ..stock_feed.columns import KEYS, NEWS, FeedColumn, feed_words, folded
from ..woocommerce.words import woocommerce_columns

STOCK: Final = "stock"
"""A feed that says what is there of products that are known already, which is for `legfit stock`."""
LONGEST: Final = 65_536
FEWEST_HEADS: Final = 3
"""Cells of a line that may be names of columns, which prose with a comma hardly has."""
LOOKED_AT: Final = 20
"""Lines among which the names of the columns stand: above them may be comments and a title."""
END_OF_LINE: Final = re.compile(r"\r\n?")
SEPARATOR_LINE: Final = re.compile(r"sep=.\n", re.I)
STOCK_BY_PLACE: Final = frozenset(map(folded, ("Available (not editable)", "On hand (current)", "On hand (new)")))
"""Columns of Shopify's stock by location, which has titles, too."""
SHOPIFY_ONLY: Final = frozenset({
    "brand", "published", "option_name", "product_image", "variant_image", "tracker", "policy", "gift_card",
})  # fmt: skip
"""Fields of which Shopify's product CSV has one beside handle and title."""
GOOGLE_ONLY: Final = frozenset({
    "google_category", "item_group", "availability", "condition", "additional_image", "mpn", "identifier_exists",
    "age_group", "sale_dates", "custom_label",
})  # fmt: skip
FEWEST_OF_GOOGLE: Final = 2
"""Attributes that few but Google ask for, and how many of them a feed has beside id and title."""
NAMING: Final = frozenset({SheetField.TITLE, SheetField.HANDLE})
"""Columns that name products, without which a table of SKUs is a stock feed."""
GOODS: Final = frozenset({*NEWS, FeedColumn.SKU, FeedColumn.GTIN})
"""Columns that say that rows are things to be sold."""


def kinds_of_table(text: str) -> list[str]:
    r"""The kinds of table that a text may be; none where no line of the first few names columns that are known.

    >>> [kinds_of_table(text) for text in ("# made by hand\nTitle;Handle;Vendor\n", "Size\tS\tM\nCalf\t30-34\t34-38")]
    [['shopify-csv'], ['charts']]
    """
    heads = list(_heads(text[:LONGEST]))
    for names in heads:
        if kinds := kinds_of_head(names):
            return kinds
    first = [next(filter(None, map(str.strip, names)), "") for names in heads]
    return ["charts"] if names_measures(first) else []


def heads_of(text: str) -> str:
    """The first line of several cells, as its cells are read; empty where none of the first few lines has several."""
    several = (names for names in _heads(text[:LONGEST]) if sum(map(bool, map(str.strip, names))) >= FEWEST_HEADS)
    return ", ".join(filter(None, map(str.strip, next(several, ()))))


def _heads(text: str) -> Iterator[Sequence[str]]:
    """What may be the names of columns: the records that begin on the first lines."""
    at, text = 0, END_OF_LINE.sub("\n", text)
    for _ in range(LOOKED_AT):
        end = text.find("\n", at) + 1 or len(text)
        line = text[at:end]
        if line.strip() and not line.startswith("#") and not SEPARATOR_LINE.fullmatch(line):
            yield next(csv.reader(io.StringIO(text[at : at + len(line) + 4_000]), delimiter=separator_of(line)), [])
        at = end
        if at >= len(text):
            return


def kinds_of_head(names: Sequence[str]) -> list[str]:
    """The kinds of table that have such columns, `stock` among them, which no import takes.

    >>> kinds_of_head(["Size", "Calf (cm)"]), kinds_of_head(["SKU", "Stock"]), kinds_of_head(["Hello"])
    (['charts'], ['stock'], [])
    """
    names = [name.replace("\ufeff", "").strip() for name in names]
    plain = set(map(folded, names))
    if not plain.isdisjoint(STOCK_BY_PLACE):
        return [STOCK]
    ways = (("shopify-csv", _is_shopify), ("woocommerce", _is_woocommerce), ("google", _is_google))
    if shops := [kind for kind, is_of in ways if is_of(names)]:
        return shops
    columns = {feed_words().columns[name][0] for name in plain if name in feed_words().columns}
    if wide_table(SheetLine(1, [Cell(name) if name else None for name in names])) is not None:
        return ["spreadsheet"]
    own = head_of(names)
    if own is not None and (own.is_of_charts or not NAMING.isdisjoint(own.fields)):
        return ["charts" if own.is_of_charts else "spreadsheet"]
    if names_measures(names) and columns.isdisjoint(GOODS):
        return ["charts"]
    return [] if columns.isdisjoint(KEYS) or columns.isdisjoint(NEWS) else [STOCK]


def names_measures(names: Sequence[str], title: str = "") -> bool:
    """Whether columns have sizes and measures of a leg; that they are of sizes may be said by a title above them."""
    heads = [read_head(name) for name in names]
    return any(head.point is not None or head.is_shoe for head in heads) and any(
        head.is_size or head.candidates for head in (*heads, read_head(title))
    )


def _is_shopify(names: Sequence[str]) -> bool:
    fields = _fields(shopify_columns(), names)
    own = bool(fields & SHOPIFY_ONLY) or any(name.casefold().startswith(("variant ", "body ")) for name in names)
    return own and {"handle", "title"} <= fields


def _is_woocommerce(names: Sequence[str]) -> bool:
    fields = _fields(woocommerce_columns(), names)
    return "title" in fields and bool(fields & {"visibility", "attribute_name"}) and bool(fields & {"type", "sku"})


def _is_google(names: Sequence[str]) -> bool:
    attributes = {attribute_of(name)[0] for name in names}
    return {"id", "title"} <= attributes and len(attributes & GOOGLE_ONLY) >= FEWEST_OF_GOOGLE


def _fields(table: ColumnTable, names: Sequence[str]) -> set[str]:
    """The fields of an export that some columns are."""
    return {table.numbered_field(name)[0] or table.field_of(name) for name in names}
