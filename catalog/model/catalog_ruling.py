"""What a brand file decides about its own product, or leaves open: data of the catalog, with the source it rests on."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct

from .source import Source

BY_CATALOG: Final = "catalog"
"""Who makes the decisions that travel with brand files."""


class Ruled(StrEnum):
    """What the catalog says of a product that the rules leave open: decided, or open still."""

    SPORT = "sport"
    MEDICAL = "medical"
    OPEN = "open"


class CatalogRuling(Struct, frozen=True, array_like=True):
    """A ruling of a brand file: what, why, by which source, on which day."""

    ruled: Ruled
    why: str
    on: str
    """ISO date."""
    source: Source
    would_settle: str = ""
    """What would settle it, where it is left open."""
    evidence: str = ""
    """Fingerprint of the signals that it rests on; empty for the record as it stands in the file."""
