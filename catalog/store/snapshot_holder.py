"""The whole catalog in memory: immutable, of one version, renewed when somebody has written."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError

from ..model.product import CatalogVersion
from ..model.snapshot import Snapshot as Snapshot
from .database import answering
from .errors import StoreError
from .read import current_version, read_snapshot, read_version


class SnapshotHolder:
    """The newest snapshot for many threads; nobody waits while another thread reads a newer one."""

    def __init__(self, engine: Engine, then: Callable[[Snapshot], Snapshot] | None = None) -> None:
        """`then` is done to every snapshot that is read."""
        self._engine, self._then = engine, then
        self._looking, self._loading = Lock(), Lock()
        self._watch: Connection | None = None
        self._counting: DBAPIConnection | None = None
        self._seen: object = None
        self._held: Snapshot | None = None

    def get(self) -> Snapshot:
        """The current snapshot; while another thread is reading a newer one, the one before it.

        Raises:
            StoreError: the catalog cannot be read.
        """
        seen, held = self._look(), self._held
        if held is not None and seen == self._seen:
            return held
        if not self._loading.acquire(blocking=held is None):
            return held if held is not None else self.get()
        try:
            return self._renew()
        finally:
            self._loading.release()

    def unchanged(self) -> Snapshot | None:
        """The held snapshot, where that can be said at once; None where `get` has to ask a server or read."""
        held = self._held
        if held is None or self._engine.dialect.name != "sqlite":
            return None
        return held if self._look() == self._seen else None

    def close(self) -> None:
        """The connection that watches for writes is given back."""
        with self._looking:
            self._counting = None
            if self._watch is not None:
                self._watch.close()
                self._watch = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self.close()

    def _renew(self) -> Snapshot:
        """Looks first and reads after: a write in between is seen as new next time."""
        seen, held = self._look(), self._held
        if held is None or (seen != self._seen and current_version(self._engine) != held.version):
            held = read_snapshot(self._engine)
            held = self._then(held) if self._then is not None else held
        self._held, self._seen = held, seen
        return held

    def _look(self) -> object:
        """A value that is another one after every write."""
        with self._looking:
            if self._counting is not None:
                return _writes_seen(self._counting)
            with answering(self._engine):
                return self._count() if self._engine.dialect.name == "sqlite" else self._stamp()

    def _stamp(self) -> CatalogVersion:
        """A server is asked in one round trip, over one connection that stays open and is renewed when it broke."""
        watch, self._watch = self._watch, None
        if watch is not None:
            try:
                found = read_version(watch)
            except DBAPIError:
                watch.invalidate()
                watch.close()
            else:
                self._watch = watch
                return found
        self._watch = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        return read_version(self._watch)

    def _count(self) -> int:
        """SQLite counts the writes of all others, as seen by one connection that stays open."""
        self._watch = self._engine.connect()
        self._seen = None
        raw = self._watch.connection.driver_connection
        if raw is None:
            raise StoreError("The database connection was lost.", code="store_lost")
        self._counting = raw
        return _writes_seen(raw)


def _writes_seen(raw: DBAPIConnection) -> int:
    return int(raw.execute("PRAGMA data_version").fetchone()[0])
