"""Opens the catalog that a command asks, and reads it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from ..settings import database_url, embedded_path, is_embedded
from .progress import working
from .session import SESSION, detail

if TYPE_CHECKING:
    from ..store.database import Engine
    from ..store.snapshot import Snapshot


@contextmanager
def catalog(database: str | None) -> Iterator[Engine]:
    """The catalog's database, ready to be read; closed afterwards.

    Raises:
        StoreError: it cannot be opened.
    """
    from ..embedded import open_catalog

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
    from ..store.snapshot import read_snapshot

    started = monotonic()
    with catalog(database) as engine:
        found = read_snapshot(engine)
        if is_embedded(database_url(database)) and _stale(found):
            found = _judged_anew(engine)
    if SESSION.verbose:
        took = round((monotonic() - started) * 1000)
        detail(f"catalog {found.version.text}, {len(found.products)} products, read in {took} ms")
    return found


def _stale(found: Snapshot) -> bool:
    from ..policy import shipped_policy
    from ..rules_version import rules_version

    version = rules_version(shipped_policy())
    return any(gates.policy != version for gates in found.gates.values())


def _judged_anew(engine: Engine) -> Snapshot:
    from ..load import rejudge
    from ..policy import shipped_policy
    from ..store.snapshot import read_snapshot

    with working("The rules changed: judging the catalog anew"):
        rejudge(engine, shipped_policy())
    return read_snapshot(engine)
