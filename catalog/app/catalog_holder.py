"""The newest version of a catalog in memory, for a process that answers many questions."""

from __future__ import annotations

import logging
from collections.abc import Collection
from threading import Lock
from types import TracebackType
from typing import Final, Self

from ..model.policy import Policy
from ..search.loaded_catalog import LoadedCatalog
from ..store.change_watch import ChangeWatch
from ..store.errors import StoreError
from ..store.offers import current_versions, read_offers_now
from .catalog import catalog_from_database, catalog_from_file, loaded, open_catalog
from .settings import Setting

LOG: Final = logging.getLogger("legfit")


class CatalogHolder:
    """A loaded catalog that is renewed when somebody has written; for many threads.

    While one thread reads a newer version, all others go on with the one before it. A caller keeps what it got until
    its answer is made, so that no answer mixes two versions.
    """

    def __init__(self, url: Setting, policy: Policy, collections: Collection[str] = ()) -> None:
        """Open the catalog, or a view of some of its collections; it is read by the first `get`.

        Raises: StoreError (it cannot be opened).
        """
        self.engine = open_catalog(url, policy)
        self.reachable = True
        """Whether the database answered when it was last asked."""
        self._url, self._policy, self._collections = url, policy, collections
        self._watch = ChangeWatch(self.engine)
        self._renewing = Lock()
        self._seen: object = None
        self._catalog: LoadedCatalog | None = None

    def get(self, *, wait: bool = False) -> LoadedCatalog:
        """The newest version; the one before it while another thread reads that, or where the database is away.

        Who has just written may `wait` for that thread, to be sure that the next answer has what was written.

        Raises: StoreError (the catalog cannot be read, and never could).
        """
        try:
            catalog = self._newest(wait)
        except StoreError as error:
            return self._without_database(error)
        self.reachable = True
        return catalog

    def unchanged(self) -> LoadedCatalog | None:
        """The version in memory, where that can be told at once to be what `get` would give; else None."""
        if self._catalog is not None and self._renewing.locked():
            return self._catalog
        if self._catalog is None or not self._watch.is_local:
            return None
        try:
            return self._catalog if self._watch.look() == self._seen else None
        except StoreError:
            return None

    def close(self) -> None:
        """Give the database back."""
        self._watch.close()
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self.close()

    def _newest(self, wait: bool) -> LoadedCatalog:
        seen, catalog = self._watch.look(), self._catalog
        if catalog is not None and seen == self._seen:
            return catalog
        if not self._renewing.acquire(blocking=wait or catalog is None) and catalog is not None:
            return catalog
        try:
            return self._renew()
        finally:
            self._renewing.release()

    def _renew(self) -> LoadedCatalog:
        """Look first and read after: a write in between is seen as new next time."""
        seen, catalog = self._watch.look(), self._catalog
        if catalog is None:
            catalog = self._read()
        elif seen != self._seen:
            catalog = self._renewed(catalog)
        self._catalog, self._seen = catalog, seen
        return catalog

    def _renewed(self, catalog: LoadedCatalog) -> LoadedCatalog:
        """The catalog after a write: read anew where it is another version, else with the offers that are newer."""
        version, offers_version = current_versions(self.engine)
        # A catalog that was put back to an older state may count its offers from an older one.
        if version != catalog.snapshot.version or offers_version < catalog.offers_version:
            return self._read()
        if offers_version == catalog.offers_version:
            return catalog
        catalog = catalog.with_offers(*read_offers_now(self.engine, catalog.offers_version))
        LOG.info("offers", extra={"catalog": catalog.version, "offers": catalog.offers_version})
        return catalog

    def _read(self) -> LoadedCatalog:
        offered = catalog_from_file(self._url, self._policy)
        if offered is None:
            # Once it runs it judges for itself: with a newer program beside it both would store verdicts, to and fro.
            first = self._catalog is None
            offered = catalog_from_database(self.engine, self._url, self._policy, writes=first)
        catalog = loaded(offered, for_many=True, collections=self._collections)
        LOG.info("catalog", extra={"catalog": catalog.version, "products": len(catalog.snapshot.products)})
        return catalog

    def _without_database(self, error: StoreError) -> LoadedCatalog:
        if self._catalog is None:
            raise error
        if self.reachable:
            LOG.warning("catalog_unreachable", extra={"error": type(error).__name__})
        self.reachable = False
        return self._catalog
