"""Opens the catalog that a command asks, and reads it; imports what reads it late, as a help page needs none of it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from time import monotonic
from typing import TYPE_CHECKING

from ..app.settings import database_url
from ..model.policy import shipped_policy
from ..model.question import Question
from .session import SESSION, detail
from .terminal.rich_console import working

if TYPE_CHECKING:
    from ..app.catalog import Engine
    from ..search.loaded_catalog import LoadedCatalog


def catalog(database: str | None) -> AbstractContextManager[Engine]:
    """Open the catalog's database for a `with` block; it is closed afterwards. Raises: StoreError."""
    from ..app.catalog import opened

    return opened(database_url(database), shipped_policy(), working)


def loaded_catalog(database: str | None) -> LoadedCatalog:
    """Read the whole catalog for lookups, by SQL where its statements are to be shown. Raises: StoreError."""
    from ..app.catalog import read_catalog

    started = monotonic()
    url, from_file = database_url(database), SESSION.verbose < 2
    loaded = read_catalog(url, shipped_policy(), from_file=from_file, working=working)
    if SESSION.verbose:
        took = round((monotonic() - started) * 1000)
        detail(f"catalog {loaded.version}, {len(loaded.snapshot.products)} products, read in {took} ms")
    return loaded


def catalog_for(question: Question, database: str | None) -> LoadedCatalog:
    """Read the whole catalog for a question. Raises: StoreError, BadInput (a collection is asked for that it lacks)."""
    from ..search.lookup import check_collections

    catalog = loaded_catalog(database)
    check_collections(catalog, question, "--collection")
    return catalog


def product_of(database: str | None, reference: str) -> LoadedCatalog | None:
    """Read a catalog of one product by id, SKU, GTIN or shop id; None where the whole catalog has to be asked."""
    from ..app.catalog import read_product

    if SESSION.verbose > 1:
        return None
    return read_product(database_url(database), shipped_policy(), reference)
