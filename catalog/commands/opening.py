"""Opens the catalog that a command asks, and reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from ..app.settings import database_url, embedded_path, is_embedded
from .session import SESSION, detail
from .terminal.rich_console import working

if TYPE_CHECKING:
    from ..model.snapshot import Snapshot
    from ..search.loaded_catalog import LoadedCatalog
    from ..store.database import Engine


@contextmanager
def catalog(database: str | None) -> Iterator[Engine]:
    """The catalog's database, ready to be read; closed afterwards.

    Raises:
        StoreError: it cannot be opened.
    """
    from ..app.catalog import open_catalog

    url = database_url(database)
    first_use = is_embedded(url) and not embedded_path().exists()
    with working("First use: filling the catalog" if first_use else ""):
        engine = open_catalog(url)
    try:
        yield engine
    finally:
        engine.dispose()


def snapshot_of(database: str | None) -> Snapshot:
    """The catalog as it is now; the embedded one is judged anew first where its verdicts are of another policy.

    Raises:
        StoreError: it cannot be opened or read.
    """
    from ..store.quick import quick_snapshot

    started = monotonic()
    found = _quick(database, quick_snapshot) or _read(database)
    if SESSION.verbose:
        took = round((monotonic() - started) * 1000)
        detail(f"catalog {found.version.text}, {len(found.products)} products, read in {took} ms")
    return found


def loaded_catalog(database: str | None) -> LoadedCatalog:
    """The catalog as it is now, ready for lookups; errors as for `snapshot_of`."""
    from ..search.loaded_catalog import load_catalog

    return load_catalog(snapshot_of(database))


def product_of(database: str | None, reference: str) -> LoadedCatalog | None:
    """A catalog of one product by its id, SKU, GTIN or shop id; None where the whole catalog has to be asked."""
    from ..model.gtin import gtin_of
    from ..search.loaded_catalog import load_catalog
    from ..store.quick import quick_product

    snapshot = _quick(database, lambda url: quick_product(url, reference, gtin_of(reference)))
    return None if snapshot is None else load_catalog(snapshot)


def _quick(database: str | None, read: Callable[[str], Snapshot | None]) -> Snapshot | None:
    """What is read without SQLAlchemy.

    None where its statements are to be shown, or where the embedded catalog has to be judged anew first.
    """
    if SESSION.verbose > 1:
        return None
    found = read(database_url(database).value)
    stale = found is not None and is_embedded(database_url(database)) and _stale(found)
    return None if stale else found


def _read(database: str | None) -> Snapshot:
    from ..store.snapshot_holder import read_snapshot

    with catalog(database) as engine:
        found = read_snapshot(engine)
        if is_embedded(database_url(database)) and _stale(found):
            found = _judged_anew(engine)
    return found


def _stale(found: Snapshot) -> bool:
    from ..model.policy import shipped_policy
    from ..rules.version import rules_version

    version = rules_version(shipped_policy())
    return any(gates.policy != version for gates in found.gates.values())


def _judged_anew(engine: Engine) -> Snapshot:
    from ..app.load import judged, rejudge
    from ..model.policy import shipped_policy
    from ..store.errors import ReadOnly
    from ..store.snapshot_holder import read_snapshot

    with working("The rules changed: judging the catalog anew"):
        try:
            rejudge(engine, shipped_policy())
        except ReadOnly:
            # Where nothing can be written the verdicts of now answer all the same.
            return judged(read_snapshot(engine), shipped_policy())
    return read_snapshot(engine)
