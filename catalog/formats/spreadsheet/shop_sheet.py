"""A sheet of a workbook that is a shop's export, opened and saved in a spreadsheet program: read as that export."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import TextIOWrapper
from itertools import islice
from tempfile import TemporaryFile
from typing import BinaryIO, Final, cast

from msgspec import Struct

from ..feed_kind.names import FeedKind
from ..feed_kind.table import kinds_of_head
from ..shop_product.record import ShopProduct, ShopReader
from .pages import LOOKED_AT, SheetPage

LONG: Final = 200
"""Letters of a text in whose lines a description may be set out."""


class ShopSheet(Struct, frozen=True):
    """A sheet that is an export, what reads it, and how many columns have heads."""

    page: SheetPage
    reader: ShopReader
    width: int


def shop_sheets(pages: Iterable[SheetPage]) -> list[ShopSheet]:
    """The sheets of a workbook that are exports of shops; a text is none, as it would be read as one from the start."""
    return [sheet for page in pages if page.name and (sheet := _shop_sheet(page)) is not None]


def _shop_sheet(page: SheetPage) -> ShopSheet | None:
    for line in islice(page.lines(), LOOKED_AT):
        if kinds := kinds_of_head(line.texts):
            reader = _reader_of(kinds)
            return None if reader is None else ShopSheet(page, reader, len(line.cells))
    return None


def _reader_of(kinds: Sequence[str]) -> ShopReader | None:
    match kinds:
        case [FeedKind.SHOPIFY_CSV]:
            from ..shopify.read_csv import read_shopify_csv

            return read_shopify_csv
        case [FeedKind.WOOCOMMERCE]:
            from ..woocommerce.read import read_woocommerce_csv

            return read_woocommerce_csv
        case [FeedKind.GOOGLE]:
            from ..google_feed.read import read_google_feed

            return read_google_feed
        case _:
            return None


def read_shop_sheet(sheet: ShopSheet) -> Iterator[ShopProduct]:
    """The products of a sheet, read as the text that the shop wrote; lines are counted as in the sheet."""
    with TemporaryFile() as file:
        text = TextIOWrapper(file, "utf-8", newline="")
        writer = csv.writer(text, lineterminator="\n")
        number = 1
        for line in sheet.page.lines():
            writer.writerows([[]] * (line.number - number))
            writer.writerow(_on_one_line(line.texts, sheet.width))
            number = line.number + 1
        text.detach()
        yield from sheet.reader(cast("BinaryIO", file), sheet.page.place, "utf-8")


def _on_one_line(texts: Sequence[str], width: int) -> list[str]:
    r"""Texts without ends of lines, so that a row is a line, and as many of them as there are heads.

    >>> _on_one_line(["Run\nSock"], 2)
    ['Run Sock', '']
    """
    joined = [text.replace("\n", "<br>" if len(text) > LONG and "<" not in text else " ") for text in texts]
    return joined + [""] * (width - len(joined))
