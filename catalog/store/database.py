"""Opening the database: SQLite file or PostgreSQL server, and its errors as ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, create_engine, event, make_url
from sqlalchemy import Connection as Connection
from sqlalchemy import Engine as Engine
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from .errors import UPGRADE, BadAddress, Damaged, DatabaseMissing, Locked, NotOurs, ReadOnly, StoreError
from .sqlite_file import open_sqlite

WAIT_SECONDS = 5.0
"""How long a write waits for another one before it is refused."""
WRITE = "legfit_write"
WRITE_CACHE = 32_000
"""Pages that a write holds in memory, in kiB; with SQLite's 2 000 a load writes and reads the same pages again."""
POSTGRES_DRIVER = "postgresql+psycopg"


def connect(url: str, *, create: bool = False, wait: float = WAIT_SECONDS) -> Engine:
    """An engine for the database; a missing SQLite file is made only when `create` says so.

    `wait` is in seconds.

    Raises: BadAddress, DatabaseMissing.
    """
    address = parse_address(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address, create, wait)
    return _postgres(address, wait)


def parse_address(url: str) -> URL:
    """The address in parts, the driver filled in.

    Raises: BadAddress (not an address, or not of a database that is known here).
    """
    try:
        address = make_url(url)
    except ArgumentError:
        raise BadAddress("The database address is not a database URL.", code="store_bad_address") from None
    kind = address.get_backend_name()
    if kind in {"postgresql", "postgres"}:
        return address.set(drivername=POSTGRES_DRIVER)
    if kind != "sqlite":
        raise BadAddress(f"A {kind} database is not supported.", code="store_kind", kind=kind)
    if address.database in {None, "", ":memory:"}:
        raise BadAddress("The catalog has to be in a file, not in memory.", code="store_in_memory")
    return address


def shown_address(url: str) -> str:
    """The address as it may be shown: without the password, a SQLite file as its path."""
    try:
        address = make_url(url)
    except ArgumentError:
        return "the address given"
    if address.get_backend_name() == "sqlite":
        return str(address.database or ":memory:")
    return address.render_as_string(hide_password=True)


def without_password(address: str) -> str:
    """An address as it was given, its password left out; a path, or what is no address, as it is."""
    try:
        parts = make_url(address)
    except ArgumentError:
        return address
    if parts.password is None:
        return address
    return parts.render_as_string(hide_password=True).replace(":***@", "@", 1)


def sqlite_path(url: str) -> Path | None:
    """The file behind a SQLite address; None for a server."""
    address = parse_address(url)
    return Path(address.database or "") if address.get_backend_name() == "sqlite" else None


def database_file(engine: Engine) -> Path | None:
    """The file that a SQLite engine is open on; None for a server."""
    if engine.dialect.name != "sqlite":
        return None
    with reading(engine) as connection:
        rows = connection.exec_driver_sql("PRAGMA database_list").all()
    return next(Path(row.file) for row in rows if row.name == "main")


def _sqlite(address: URL, create: bool, wait: float) -> Engine:
    path = Path(address.database or "")
    if not create and not path.is_file():
        raise missing_file(path)
    mode = str(address.query.get("mode", "rwc" if create else "rw"))

    def opened() -> sqlite3.Connection:
        return open_sqlite(path, mode, timeout=wait, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=opened, poolclass=NullPool)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def missing_file(path: Path) -> StoreError:
    """The error that says what stands where a database file should be, or that nothing does."""
    if path.is_dir():
        return NotOurs(f"{path} is a folder, not a database file.", code="store_folder", path=str(path))
    if path.exists():
        return NotOurs(f"{path} is no file that can hold a database.", code="store_no_file", path=str(path))
    return DatabaseMissing(f"There is no database at {path}.", code="store_missing", path=str(path), command=UPGRADE)


def _set_up_sqlite(raw: sqlite3.Connection, record: object) -> None:
    raw.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection) -> None:
    """A write takes its lock at once, so that it can wait for it; a read takes a steady view."""
    write = connection.get_execution_options().get(WRITE, False)
    if write:
        connection.exec_driver_sql(f"PRAGMA cache_size=-{WRITE_CACHE}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _postgres(address: URL, wait: float) -> Engine:
    options = f"-c lock_timeout={round(wait * 1000)}"
    try:
        return create_engine(address, connect_args={"options": options}, pool_pre_ping=True)
    except ModuleNotFoundError:
        raise BadAddress(
            "PostgreSQL needs the psycopg package.",
            "Install it with `pip install 'legfit[postgres]'`.",
            code="store_no_psycopg",
        ) from None


@contextmanager
def writing(where: Engine | Connection) -> Iterator[Connection]:
    """A connection in one write transaction: of its own for an engine, the caller's for a connection."""
    if isinstance(where, Connection):
        yield where
        return
    with answering(where), where.connect().execution_options(**{WRITE: True}) as connection, connection.begin():
        yield connection


@contextmanager
def reading(where: Engine | Connection) -> Iterator[Connection]:
    """A connection whose reads all see one state of the catalog."""
    if isinstance(where, Connection):
        yield where
        return
    level = {} if where.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with answering(where), where.connect().execution_options(**level) as connection, connection.begin():
        yield connection


@contextmanager
def answering(where: str | Engine) -> Iterator[None]:
    """Errors of the database driver, raised as the `StoreError` that says what to do."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise translated(cause, _name(where)) from error


def _name(where: str | Engine) -> str:
    if isinstance(where, str):
        return shown_address(where)
    if where.dialect.name == "sqlite":
        return "the database"
    return where.url.render_as_string(hide_password=True)


def translated(cause: Any, name: str) -> StoreError:
    """The `StoreError` that a driver's error stands for; `name` is the database as a person may see it."""
    state = str(getattr(cause, "sqlstate", None) or "")
    code = str(getattr(cause, "sqlite_errorname", None) or "")
    first = name[:1].upper() + name[1:]
    kind = _kind(code, state, str(cause), isinstance(cause, sqlite3.Error))
    detail = _detail(kind, cause)
    failure, error_code = FAILURES.get(kind, ("could not be used", "store_failed"))
    return kind(f"{first} {failure}{detail}.", code=error_code, reason=detail.removeprefix(": "))


FAILURES: dict[type[StoreError], tuple[str, str]] = {
    Locked: ("is being written by another process", "store_locked"),
    ReadOnly: ("cannot be written", "store_read_only"),
    NotOurs: ("is not a legfit catalog", "store_not_ours"),
    Damaged: ("is damaged", "store_damaged"),
    DatabaseMissing: ("cannot be reached", "store_unreachable"),
}
"""What each failure of a driver means: for logs, and the code of its sentence."""
BY_SQLITE_CODE: dict[str, type[StoreError]] = {
    "SQLITE_BUSY": Locked, "SQLITE_LOCKED": Locked, "SQLITE_READONLY": ReadOnly,
    "SQLITE_PERM": ReadOnly, "SQLITE_CANTOPEN": ReadOnly, "SQLITE_NOTADB": NotOurs,
    "SQLITE_CORRUPT": Damaged,
}  # fmt: skip
BY_SQLSTATE: dict[str, type[StoreError]] = {
    "55P03": Locked, "40P01": Locked, "40001": Locked, "25006": ReadOnly, "42501": ReadOnly,
    "3D000": DatabaseMissing, "42P01": NotOurs,
}  # fmt: skip


def _kind(code: str, state: str, text: str, is_sqlite: bool) -> type[StoreError]:
    if is_sqlite:
        if "no such table" in text:
            return NotOurs
        if "Could not decode" in text:
            return Damaged
        return next((k for c, k in BY_SQLITE_CODE.items() if code.startswith(c)), StoreError)
    if state:
        return BY_SQLSTATE.get(state, StoreError)
    return DatabaseMissing


def _detail(kind: type[StoreError], cause: object) -> str:
    """The driver's own first line, where ours does not say it."""
    if kind in {StoreError, DatabaseMissing}:
        return ": " + (str(cause).strip().splitlines() or [type(cause).__name__])[0].rstrip(".")
    return ""
