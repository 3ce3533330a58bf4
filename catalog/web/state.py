"""What every request shares: the settings, the policy, the database and the newest catalog."""

from __future__ import annotations

import asyncio
from typing import Final

from starlette.requests import Request

from ..app.catalog_holder import CatalogHolder
from ..documents.worded import WordedParts
from ..model.policy import Policy, shipped_policy
from ..search.catalog_index import Candidate
from ..search.loaded_catalog import LoadedCatalog
from .config import Config
from .page.frame import Site

CHARTS_AT_ONCE: Final = 2


class Service:
    """One running service; each worker process has its own."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.site = Site(config.url, config.imprint, config.privacy)
        self.policy: Policy = shipped_policy()
        self.holder = CatalogHolder(config.database, self.policy, config.collections)
        self.worded = WordedParts()
        """Parts of answers from the newest catalog, as bytes; dropped with it."""
        self.feeds = asyncio.Lock()
        """Held while a stock feed is taken over: one at a time."""
        self.charts = asyncio.Semaphore(CHARTS_AT_ONCE)
        """Held while a pasted chart is read, which keeps a thread busy."""
        self._newest: LoadedCatalog | None = None

    async def catalog(self) -> LoadedCatalog:
        """The newest catalog; each request asks once and keeps what it got, so that no answer mixes two versions.

        Raises: StoreError (the catalog cannot be read, and never could).
        """
        catalog = self.holder.unchanged()
        if catalog is None:
            catalog = await asyncio.to_thread(self.holder.get)
        if self._newest is None or catalog.version != self._newest.version:
            self.worded = WordedParts()
        self._newest = catalog
        return catalog


async def candidate_of(catalog: LoadedCatalog, reference: str) -> Candidate:
    """The one product of that id, SKU, GTIN, shop variant id or whole name, with its gates.

    Raises: BadInput (none or several are named).
    """
    product = catalog.finder.exact(reference)
    if product is None:
        # Names are compared one by one, which may take a while. A program never means some words of one.
        product = await asyncio.to_thread(catalog.finder.find, reference, words=False)
    return catalog.candidate(product)


def service_of(request: Request) -> Service:
    """The service that a request came to."""
    service: Service = request.app.state.service
    return service


def parameter(request: Request, name: str) -> str | None:
    """The first value of a query parameter; None where the query does not name it."""
    # Most requests have no query: nothing is taken apart for them.
    values = request.query_params.getlist(name) if request.scope["query_string"] else []
    return values[0] if values else None
