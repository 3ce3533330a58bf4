"""What the words and cells of WooCommerce's CSV mean."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import tomli

from ..shop_product.columns import ColumnTable, column_table

TABLE: Final = Path(__file__).with_name("columns.toml")
LINE_ENDS: Final = re.compile(r"\\\\n|\\n")
PARTED: Final = re.compile(r"(?<!\\),")
GUARDED: Final = re.compile(r"'[=+\-@\t\r]")
"""How the exporter writes what a spreadsheet would take for a formula."""


def woocommerce_columns() -> ColumnTable:
    """What the columns of the product CSV are called."""
    return column_table(TABLE)


@cache
def _table() -> dict[str, Any]:
    return tomli.loads(TABLE.read_text("utf-8"))


@cache
def words(kind: str) -> frozenset[str]:
    """The words of the table that mean one thing, without capitals."""
    return frozenset(_table()["words"][kind])


@lru_cache(maxsize=4096)
def meta_key(column: str) -> str:
    """The key of the field of a plug-in or of the shop that a column holds; empty where it holds none.

    >>> meta_key("Meta: _size_chart"), meta_key("Stock")
    ('_size_chart', '')
    """
    before = next((before for before in _table()["meta"]["before"] if column.startswith(before)), "")
    return column.removeprefix(before).strip() if before else ""


def unguarded(text: str) -> str:
    """A cell without the apostrophe that the exporter puts before what could be a formula.

    >>> unguarded("'-1"), unguarded("'4006381333931")
    ('-1', "'4006381333931")
    """
    return text[1:] if text[:1] == "'" and GUARDED.match(text) else text


def described(text: str) -> str:
    r"""A description with its ends of lines, which the exporter writes as two characters.

    >>> described(r"<p>One\nTwo</p> C:\\new")
    '<p>One\nTwo</p> C:\\new'
    """
    return LINE_ENDS.sub(lambda match: "\n" if len(match[0]) == 2 else "\\n", text)


def listed(text: str) -> tuple[str, ...]:
    r"""The entries of a list in which commas part them, and a comma of an entry has a stroke before it.

    >>> listed(r"Clothing > Socks, Sport, 1\,5 mm")
    ('Clothing > Socks', 'Sport', '1,5 mm')
    """
    entries = (entry.strip().replace("\\,", ",") for entry in PARTED.split(text))
    return tuple(dict.fromkeys(filter(None, entries)))
