"""The whole catalog in memory, or a part of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..product import CatalogVersion, Decision, Product
from ..verdict import Gates


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One version of the catalog: products by id order, stored verdicts, decisions in force."""

    version: CatalogVersion
    products: tuple[Product, ...]
    gates: Mapping[str, Gates]
    decisions: Mapping[str, Decision]
    kept: dict[str, object] = field(default_factory=dict, compare=False, repr=False)
    """What is worked out from this version once and lives as long as it does."""
