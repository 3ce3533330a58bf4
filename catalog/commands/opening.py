"""Opens the catalog that a command asks, and reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..settings import database_url

if TYPE_CHECKING:
    from ..store.snapshot import Snapshot


def snapshot_of(database: str | None) -> Snapshot:
    """The catalog as it is now.

    Raises:
        StoreError: it cannot be opened or read.
    """
    from ..embedded import open_catalog
    from ..store.snapshot import read_snapshot

    engine = open_catalog(database_url(database))
    try:
        return read_snapshot(engine)
    finally:
        engine.dispose()
