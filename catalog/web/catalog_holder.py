"""The catalog in memory, prepared for lookups, and renewed between two requests when somebody has written."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from ..documents.worded import WordedParts
from ..search.catalog_index import Candidate
from ..search.loaded_catalog import LoadedCatalog, load_catalog
from ..store.database import Engine
from ..store.errors import StoreError
from ..store.snapshot_holder import Snapshot, SnapshotHolder

LOG = logging.getLogger("legfit")


async def candidate_of(catalog: LoadedCatalog, reference: str) -> Candidate:
    """The one product of that id, SKU, GTIN, shop variant id or name, with its gates.

    Raises:
        BadInput: none or several are named.
    """
    product = catalog.finder.exact(reference)
    if product is None:
        # Names are compared one by one, which may take a while.
        product = await asyncio.to_thread(catalog.finder.find, reference)
    return catalog.candidate(product)


class CatalogHolder:
    """The shelf of now: each request asks once and keeps what it got, so that no answer mixes two versions."""

    def __init__(self, engine: Engine, then: Callable[[Snapshot], Snapshot] | None = None) -> None:
        self.holder = SnapshotHolder(engine, then)
        self.shelf: LoadedCatalog | None = None
        self.preparing = asyncio.Lock()
        self.reachable = True
        self.worded = WordedParts()
        """Parts of answers from this catalog, as bytes; dropped with it."""

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
            self.shelf = await asyncio.to_thread(load_catalog, snapshot, for_many=True)
            self.worded = WordedParts()
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
