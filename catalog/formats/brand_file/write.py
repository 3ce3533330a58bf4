"""A draft of a brand becomes the text of a brand file, in one canonical form that a person can read and correct."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..draft.models import BrandDraft
from .canonical import fields_of
from .toml_text import Fields, field_text, lines

TABLES: Final = ("claim", "code", "pressure", "chart", "variant", "ruling")
"""The fields of a product that are tables of their own."""
LONG: Final = ("rows", "profile")
"""The lists with one entry a line."""


IMPORTED: Final = (
    "# Written by `legfit import`. Correct it as you like:\n"
    "# the next import keeps what you changed and what you took out.\n"
)
MARKS: Final = (
    "# What the last import wrote, in short marks: by them the next one tells your corrections from the shop's news.\n"
    "# Leave them as they are.\n"
)


def brand_text(draft: BrandDraft) -> str:
    """The text of a brand file; a field that says nothing is left out."""
    return fields_text(fields_of(draft))


def fields_text(fields: Mapping[str, Any]) -> str:
    """The text of a brand file with some fields."""
    imported = fields.get("imported")
    blocks = [(IMPORTED if imported else "") + field_text("brand", fields.get("brand", "")) + "\n"]
    blocks += [table_text("[[source]]", source) for source in fields.get("source", ())]
    blocks += [table_text("[[chart]]", chart) for chart in fields.get("chart", ())]
    blocks += [block for product in fields.get("product", ()) for block in product_blocks(product)]
    return "\n".join([*blocks, *(imported_blocks(imported) if imported else ())])


def imported_blocks(imported: Mapping[str, Any]) -> Iterator[str]:
    """What stands at the end of a file for the next import, each table a block of lines."""
    yield MARKS + table_text("[imported]", {"brand": imported.get("brand", "")})
    for kind in ("source", "chart", "product"):
        if kind in imported:
            yield table_text(f"[imported.{kind}]", imported[kind])


def product_blocks(product: Mapping[str, Any]) -> Iterator[str]:
    """The tables of a product, each a block of lines."""
    yield table_text("[[product]]", {name: value for name, value in product.items() if name not in TABLES})
    for name in TABLES:
        for table in product.get(name, ()):
            yield table_text(f"[[product.{name}]]", table)


def table_text(header: str, fields: Fields) -> str:
    """A table with one field a line, and an empty text at its end."""
    return "\n".join([header, *(line_of(name, value) for name, value in fields.items()), ""])


def line_of(name: str, value: object) -> str:
    """A field of a table on a line of its own, or on several where it is a long list."""
    if name in LONG and isinstance(value, list):
        return f"{name} = {lines(value)}"
    return field_text(name, value)
