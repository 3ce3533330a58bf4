"""Cells of a feed that hold several texts."""

from __future__ import annotations

import csv
import re
from typing import Final

from ..shop_product.words import plain

CATEGORY_NUMBER: Final = re.compile(r"([0-9]{1,7})(?:\s*[-:–]\s*(\D.*))?")


def highlights(text: str) -> list[str]:
    """The highlights of a cell, which Google has in quotes with commas between; without quotes they are one text.

    >>> highlights('"Light, airy","Dries fast"'), highlights("Light, airy")
    (['Light, airy', 'Dries fast'], ['Light, airy'])
    """
    quoted = text.replace('""', '"') if text.startswith('""') else text
    if quoted.startswith('"') and quoted.endswith('"') and len(quoted) > 1:
        return [cell.strip() for cell in next(csv.reader([quoted], skipinitialspace=True), []) if cell.strip()]
    return [text]


def details(text: str, head: str) -> list[tuple[str, str]]:
    """The details of a cell, each its name and its value; the whole without a name where that cannot be told.

    >>> details("Fit:Length:Knee-high,Fit:Level:Firm", "product_detail(section_name:attribute_name:attribute_value)")
    [('Length', 'Knee-high'), ('Level', 'Firm')]
    """
    names = head.partition("(")[2].rstrip(") ").split(":")
    pieces = [piece.split(":") for piece in text.split(",")]
    if names[-2:] != ["attribute_name", "attribute_value"] or any(len(p) != len(names) for p in pieces):
        return [("", text)]
    return [(piece[-2].strip(), piece[-1].strip()) for piece in pieces]


def category(text: str) -> list[str]:
    """A category of Google by its number, its path, or both.

    >>> category("209"), category("209 - Apparel & Accessories > Socks"), category("Apparel &amp; Accessories > Socks")
    (['google:209'], ['google:209', 'Apparel & Accessories > Socks'], ['Apparel & Accessories > Socks'])
    """
    text = plain(text)
    match = CATEGORY_NUMBER.fullmatch(text)
    if not match:
        return [text]
    return [f"google:{int(match[1])}", *([match[2]] if match[2] else [])]
