"""Noticing that somebody has written to the catalog, for a process that keeps it in memory."""

from __future__ import annotations

from threading import Lock

from sqlalchemy import Connection, Engine
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError

from ..model.product import CatalogVersion
from .database import answering
from .errors import StoreError
from .offers import read_versions


class ChangeWatch:
    """One connection that stays open to see the writes of all others; for many threads."""

    def __init__(self, engine: Engine) -> None:
        self.is_local = engine.dialect.name == "sqlite"
        """Whether `look` answers at once, without asking a server."""
        self._engine = engine
        self._lock = Lock()
        self._connection: Connection | None = None
        self._counter: DBAPIConnection | None = None
        self._opened = 0

    def look(self) -> object:
        """A value that is another one after every write. Raises: StoreError (the database does not answer)."""
        with self._lock:
            if self._counter is not None:
                return self._count(self._counter)
            with answering(self._engine):
                return self._count(self._open()) if self.is_local else self._versions()

    def close(self) -> None:
        """Give the connection back."""
        with self._lock:
            self._counter = None
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _versions(self) -> tuple[CatalogVersion, int]:
        """Ask a server in one round trip, over a connection that is renewed when it broke."""
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                versions = read_versions(connection)
            except DBAPIError:
                connection.invalidate()
                connection.close()
            else:
                self._connection = connection
                return versions
        self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        return read_versions(self._connection)

    def _open(self) -> DBAPIConnection:
        self._connection = self._engine.connect()
        counter: DBAPIConnection | None = self._connection.connection.driver_connection
        if counter is None:
            raise StoreError("The database connection was lost.", code="store_lost")
        self._counter, self._opened = counter, self._opened + 1
        return counter

    def _count(self, counter: DBAPIConnection) -> tuple[int, int]:
        """SQLite counts the writes of all others, as seen by one connection."""
        return self._opened, int(counter.execute("PRAGMA data_version").fetchone()[0])
