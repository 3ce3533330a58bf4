"""The catalog in memory, prepared for lookups, and renewed between two requests when somebody has written."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from ..model.product import SizeChart
from ..search.lookup import Candidate, candidates_for_many, finder_of
from ..search.product_finder import Finder
from ..store.database import Engine
from ..store.errors import StoreError
from ..store.snapshot_holder import Snapshot, SnapshotHolder

LOG = logging.getLogger("legfit")


class LoadedCatalog(Struct, frozen=True):
    """One version of the catalog with its products and charts by every name they answer to."""

    snapshot: Snapshot
    candidates: tuple[Candidate, ...]
    by_id: Mapping[str, Candidate]
    finder: Finder
    charts: Mapping[str, tuple[SizeChart, Sequence[str]]]

    @property
    def version(self) -> str:
        """The catalog's version, as answers carry it."""
        return self.snapshot.version.text

    async def candidate(self, reference: str) -> Candidate:
        """The one product of that id, SKU, GTIN, shop variant id or name.

        Raises:
            BadInput: none or several are named.
        """
        product = self.finder.exact(reference)
        if product is None:
            # Names are compared one by one, which may take a while.
            product = await asyncio.to_thread(self.finder.find, reference)
        return self.by_id[product.id]


def shelf_of(snapshot: Snapshot) -> LoadedCatalog:
    """A snapshot, prepared."""
    candidates = candidates_for_many(snapshot)
    charts: dict[str, tuple[SizeChart, list[str]]] = {}
    for candidate in candidates:
        for chart in candidate.product.charts:
            charts.setdefault(chart.id, (chart, []))[1].append(candidate.product.id)
    finder = finder_of(snapshot)
    finder.exact("")
    return LoadedCatalog(snapshot, candidates, {c.product.id: c for c in candidates}, finder, charts)


class CatalogHolder:
    """The shelf of now: each request asks once and keeps what it got, so that no answer mixes two versions."""

    def __init__(self, engine: Engine, then: Callable[[Snapshot], Snapshot] | None = None) -> None:
        self.holder = SnapshotHolder(engine, then)
        self.shelf: LoadedCatalog | None = None
        self.preparing = asyncio.Lock()
        self.reachable = True

    async def get(self) -> LoadedCatalog:
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

    async def _prepared(self, snapshot: Snapshot) -> LoadedCatalog:
        """The shelf of a snapshot; the first who sees it prepares it, and nobody waits for that but the first ones."""
        if self.shelf is None or self.shelf.snapshot is not snapshot:
            self.shelf = await asyncio.to_thread(shelf_of, snapshot)
            LOG.info("catalog", extra={"catalog": self.shelf.version, "products": len(snapshot.products)})
        return self.shelf

    def _held(self, error: StoreError) -> LoadedCatalog:
        if self.shelf is None:
            raise error
        if self.reachable:
            LOG.warning("catalog_unreachable", extra={"error": type(error).__name__})
        self.reachable = False
        return self.shelf

    def close(self) -> None:
        """Give back what watches the database."""
        self.holder.close()
