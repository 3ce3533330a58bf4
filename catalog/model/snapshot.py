"""The whole catalog in memory, or a part of it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from .offer import Offers
from .product import CatalogVersion, Decision, Product
from .verdict import Gates


class Snapshot(Struct, frozen=True):
    """One version of the catalog: products by id order and without offers, stored verdicts, decisions in force."""

    version: CatalogVersion
    products: tuple[Product, ...]
    gates: Mapping[str, Gates]
    decisions: Mapping[str, Decision]
    collections: Mapping[str, str] = field(default_factory=dict)
    """The collection of each product, by its id."""
    edition: str = ""
    """The edition of the brand files that the shipped collection was last made from; empty where it never was."""


class OfferedSnapshot(Struct, frozen=True):
    """A version of the catalog with what shops offered of it when it was read."""

    snapshot: Snapshot
    offers: Offers = field(default_factory=dict)
    offers_version: int = 0
    """How many writes had changed an offer by then."""
