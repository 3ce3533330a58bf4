"""Which kind of table a row of column names is the head of."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import tomli

from ..rows.delimited import separator_of
from ..size_table.heads import read_head
from ..spreadsheet.columns import SheetField, head_of
from ..stock_feed.columns import KEYS, NEWS, FeedColumn, feed_words, folded

STOCK: Final = "stock"
"""A feed that says what is there of products that are known already, which is for `legfit stock`."""
TABLE: Final = Path(__file__).with_name("columns.toml")
LOOKED_AT: Final = 20
"""Lines among which the names of the columns stand: above them may be comments and a title."""
SEPARATOR_LINE: Final = re.compile(r"sep=.\r?\n", re.I)
GOOGLE_ONLY: Final = 2
NAMING: Final = frozenset({SheetField.TITLE, SheetField.HANDLE})
"""Columns that name products, without which a table of SKUs is a stock feed."""
GOODS: Final = frozenset({*NEWS, FeedColumn.SKU, FeedColumn.GTIN})
"""Columns that say that rows are things to be sold."""


def kinds_of_table(text: str) -> list[str]:
    r"""The kinds of table that a text may be; none where no line of the first few names columns that are known.

    >>> [kinds_of_table(text) for text in ("# made by hand\nTitle;Handle;Vendor\n", "Size\tS\tM\nCalf\t30-34\t34-38")]
    [['shopify-csv'], ['charts']]
    """
    heads = list(_heads(text))
    for names in heads:
        if kinds := kinds_of_head(names):
            return kinds
    first = [next(filter(None, map(str.strip, names)), "") for names in heads]
    return ["charts"] if _measures(first) else []


def _heads(text: str) -> Iterator[Sequence[str]]:
    """What may be the names of columns: the records that begin on the first lines."""
    at = 0
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
    plain = {folded(name.replace("\ufeff", "")) for name in names}
    columns = {feed_words().columns[name][0] for name in plain if name in feed_words().columns}
    if _has("stock", plain):
        return [STOCK]
    shops = [kind for kind in ("shopify-csv", "woocommerce") if _has(kind, plain)]
    if _has("google", plain) and len(plain & _names("google_only")[0]) >= GOOGLE_ONLY:
        shops.append("google")
    if shops:
        return shops
    own = head_of(names)
    if own is not None and (own.is_of_charts or not NAMING.isdisjoint(own.fields)):
        return ["charts" if own.is_of_charts else "spreadsheet"]
    if _measures(names) and columns.isdisjoint(GOODS):
        return ["charts"]
    return [] if columns.isdisjoint(KEYS) or columns.isdisjoint(NEWS) else [STOCK]


def _measures(names: Sequence[str]) -> bool:
    """Whether columns have sizes and measures of a leg."""
    heads = [read_head(name) for name in names]
    return any(head.point is not None or head.is_shoe for head in heads) and any(
        head.is_size or head.candidates for head in heads
    )


def _has(kind: str, plain: set[str]) -> bool:
    return all(plain & group for group in _names(kind))


@cache
def _names(kind: str) -> tuple[frozenset[str], ...]:
    table = tomli.loads(TABLE.read_text("utf-8"))
    return tuple(frozenset(map(folded, group)) for group in table[kind]["all"])
