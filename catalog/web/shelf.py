"""The catalog in memory, prepared for lookups, and renewed between two requests when somebody has written."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from ..lookup import Candidate, candidates_for_many
from ..naming import nearest
from ..problem import BadInput
from ..product import SizeChart
from ..store.database import Engine
from ..store.errors import StoreError
from ..store.snapshot import Snapshot, SnapshotHolder

if TYPE_CHECKING:
    from ..product import Product

LOG = logging.getLogger("legfit")
MOST_COMPARED = 2000
"""In a larger catalog no near names are looked for: comparing names is slow."""


class Shelf(Struct, frozen=True):
    """One version of the catalog with its products and charts by every name they answer to."""

    snapshot: Snapshot
    candidates: tuple[Candidate, ...]
    by_handle: Mapping[str, Sequence[Candidate]]
    charts: Mapping[str, tuple[SizeChart, Sequence[str]]]

    @property
    def version(self) -> str:
        """The catalog's version, as answers carry it."""
        return self.snapshot.version.text

    def candidate(self, reference: str) -> Candidate:
        """The one product of that id, SKU, GTIN or shop variant id.

        Raises:
            BadInput: none or several are named.
        """
        found = self.by_handle.get(reference, ()) or self.by_handle.get(_gtin(reference), ())
        if len(found) == 1:
            return found[0]
        if found:
            hint = f"It could be: {', '.join(c.product.id for c in found[:5])}."
            raise BadInput.one("ambiguous_product", "id", reference, "one product", hint)
        products = self.snapshot.products
        near = nearest(reference, products) if len(products) <= MOST_COMPARED else []
        hint = f"Nearest: {', '.join(near)}." if near else "GET /v1/products lists them all."
        raise BadInput.one("unknown_product", "id", reference, "a product of the catalog", hint)


def shelf_of(snapshot: Snapshot) -> Shelf:
    """A snapshot, prepared."""
    candidates = candidates_for_many(snapshot)
    by_handle: dict[str, list[Candidate]] = {}
    charts: dict[str, tuple[SizeChart, list[str]]] = {}
    for candidate in candidates:
        for handle in handles(candidate.product):
            by_handle.setdefault(handle, []).append(candidate)
        for chart in candidate.product.charts:
            charts.setdefault(chart.id, (chart, []))[1].append(candidate.product.id)
    return Shelf(snapshot, candidates, by_handle, charts)


def handles(product: Product) -> set[str]:
    """Every name that leads to a product: its id, and SKU, shop id and GTIN of its variants."""
    names = {product.id}
    for variant in product.variants:
        names |= {variant.sku, variant.shop_id, _gtin(variant.gtin)}
    return names - {""}


def _gtin(text: str) -> str:
    """A GTIN however it was padded; other names never begin with the sign put before it here."""
    digits = text.replace("-", "").replace(" ", "").lstrip("0")
    return f"\N{NUMBER SIGN}{digits}" if digits.isascii() and digits.isdigit() else ""


class Shelves:
    """The shelf of now: each request asks once and keeps what it got, so that no answer mixes two versions."""

    def __init__(self, engine: Engine) -> None:
        self.holder = SnapshotHolder(engine)
        self.shelf: Shelf | None = None
        self.preparing = asyncio.Lock()
        self.reachable = True

    async def get(self) -> Shelf:
        """The newest shelf; the one held where the database cannot be reached just now.

        Raises:
            StoreError: there never was one.
        """
        try:
            snapshot = self.holder.unchanged()
            if snapshot is None:
                snapshot = await asyncio.to_thread(self.holder.get)
        except StoreError as error:
            return self._held(error)
        self.reachable = True
        shelf = self.shelf
        if shelf is not None and (shelf.snapshot is snapshot or self.preparing.locked()):
            return shelf
        async with self.preparing:
            return await self._prepared(snapshot)

    async def _prepared(self, snapshot: Snapshot) -> Shelf:
        """The shelf of a snapshot; the first who sees it prepares it, and nobody waits for that but the first ones."""
        if self.shelf is None or self.shelf.snapshot is not snapshot:
            self.shelf = await asyncio.to_thread(shelf_of, snapshot)
            LOG.info("catalog", extra={"catalog": self.shelf.version, "products": len(snapshot.products)})
        return self.shelf

    def _held(self, error: StoreError) -> Shelf:
        if self.shelf is None:
            raise error
        if self.reachable:
            LOG.warning("catalog_unreachable", extra={"error": type(error).__name__})
        self.reachable = False
        return self.shelf

    def close(self) -> None:
        """Give back what watches the database."""
        self.holder.close()
