"""What stands in a snapshot file, in this order.

A line that names the format; the length and checksum of the header; the header; the names of products and the byte
range of every record (the index); the records in MessagePack, each once however many products share it. One product
is read by the ranges of its own records.
"""

from __future__ import annotations

import struct
from typing import Any, Final

from msgspec import Struct

from ..model.leg import LegPoint
from ..model.product import (
    Audience,
    CatalogVersion,
    Claim,
    Code,
    Decision,
    Fibre,
    Garment,
    PressureFigure,
    Price,
    SizeChart,
    Source,
    Variant,
)
from .verdict_rows import VerdictTexts

FORMAT: Final = b"legfit snapshot 1\n"
"""The first line; to be counted up whenever the layout changes."""
LENGTHS: Final = struct.Struct("<II")
"""Length and checksum of the header."""
RANGE: Final = struct.Struct("<QII")
"""Start, length and checksum of a record."""

SHARED: Final[dict[str, Any]] = {
    "brand": str, "sources": tuple[Source, ...], "line": str, "charts": tuple[int, ...],
    "asks_for": tuple[LegPoint, ...], "pressure": tuple[PressureFigure, ...], "claims": tuple[Claim, ...],
    "codes": tuple[Code, ...], "categories": tuple[str, ...], "fibres": tuple[Fibre, ...], "price": Price | None,
    "flags": tuple[tuple[str, str], ...], "notes": str,
}  # fmt: skip
"""The fields of a product that many products have alike, with what their records hold: `charts` record numbers."""


class Header(Struct, frozen=True):
    """What a file was made from, and how long its parts are."""

    made_by: str
    schema: str
    version: CatalogVersion
    products: int
    names_bytes: int
    ranges_bytes: int
    index_checksum: int


class ProductRecord(Struct, frozen=True, array_like=True):
    """A product: its own fields, and the record numbers of what it may share, in the order of `SHARED`."""

    id: str
    name: str
    garment: Garment
    audience: Audience | None
    variants: tuple[Variant, ...]
    shared: tuple[int, ...]
    gates: int | None
    decision: Decision | None


RECORDS: Final[dict[str, Any]] = {
    **SHARED, "chart": SizeChart, "verdict": VerdictTexts, "gates": tuple[int, int, str], "product": ProductRecord,
}  # fmt: skip
"""Every kind of record; `gates` holds the record numbers of both verdicts, and the policy that made them."""


def name_bytes(text: str) -> bytes:
    """A name as the index holds it."""
    return text.encode("utf-8", "surrogatepass")
