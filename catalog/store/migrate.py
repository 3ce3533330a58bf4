"""The version of the database's tables: up, down, and whether it is the one this program needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, Table, bindparam, select, text, update

from . import tables
from .catalog_version import restamp
from .database import WRITE, answering, connect, missing_file, sqlite_path
from .errors import ReadOnly, StoreError
from .fingerprint import chart_digest, product_digest
from .package_files import migrations_folder
from .read import read_charts, read_products
from .schema_version import current as current
from .schema_version import head as head
from .schema_version import require_current as require_current
from .schema_version import revision
from .tables import REVISION_TABLE, metadata

UPGRADE_LOCK = 5_340_817
"""The PostgreSQL advisory lock that upgrades take; any number that nobody else uses."""


def upgrade(url: str, target: str = "head") -> None:
    """The database is at the target version, made if there was none; all or nothing.

    Raises: NotOurs, TooNew, Locked, ReadOnly, BadAddress.
    """
    _refuse_folder(url)
    with _migrating(connect(url, create=True), url) as (connection, config):
        before = revision(connection)
        command.upgrade(config, target)
        _check_references(connection)
        if before is not None and before != head() and revision(connection) == head():
            _renew_fingerprints(connection)


def _renew_fingerprints(connection: Connection) -> None:
    """Give every product that is not retired, and its charts, the fingerprint that this program takes of them.

    A load compares these: without it the next load of the same files would call every product a changed one. A catalog
    that holds any gets a new version, so that whoever has an older one in memory reads it again.
    """
    products = {p.id: product_digest(p) for p in read_products(connection)}
    charts = {str(number): chart_digest(chart) for number, chart in read_charts(connection).items()}
    _renew(connection, tables.product, "id", products)
    _renew(connection, tables.chart, "number", charts)
    if products:
        restamp(connection)


def _renew(connection: Connection, table: Table, name: str, digests: Mapping[str, str]) -> None:
    """Write the fingerprints, by the column `name`, that differ from the stored ones."""
    rows = connection.execute(select(table.c.number, table.c[name].label("name"), table.c.digest))
    changed = [(r.number, digests[str(r.name)]) for r in rows if digests.get(str(r.name), r.digest) != r.digest]
    if changed:
        query = update(table).where(table.c.number == bindparam("at"))
        connection.execute(query, [{"at": number, "digest": text} for number, text in changed])


def downgrade(url: str, target: str) -> None:
    """The database is back at an earlier version (`base` for none); errors as for `upgrade`."""
    with _migrating(connect(url), url) as (connection, config):
        command.downgrade(config, target)
        _check_references(connection)


def check(url: str) -> list[str]:
    """Every difference between the tables in the database and those the program knows; empty when equal.

    Raises: DatabaseMissing, NotOurs, NotMigrated, TooNew (the database is not at the version of these tables).
    """
    engine = connect(url)
    try:
        require_current(engine)
        with answering(url), engine.connect() as connection:
            options = {"version_table": REVISION_TABLE, "compare_type": True, "render_as_batch": True}
            context = MigrationContext.configure(connection, opts=options)
            return [_named(difference) for difference in compare_metadata(context, metadata)]
    finally:
        engine.dispose()


def _named(difference: Any) -> str:
    """A difference in a few words: what would have to be done, to which table and which part of it."""
    if isinstance(difference, list):
        return "; ".join(map(_named, difference))
    kind, *about = difference
    names = [a if isinstance(a, str) else getattr(a, "name", None) for a in about]
    table = [getattr(getattr(a, "table", None), "name", None) for a in about]
    return " ".join([str(kind), *dict.fromkeys(n for n in (*table, *names) if isinstance(n, str))])


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


@contextmanager
def _migrating(engine: Engine, url: str) -> Iterator[tuple[Connection, Config]]:
    """One write transaction for all the steps, and the settings that point at it."""
    try:
        with answering(url), engine.connect() as connection:
            _prepare(connection)
            with connection.execution_options(**{WRITE: True}).begin():
                _lock(connection)
                revision(connection)
                config = _config()
                config.attributes.update(connection=connection, metadata=metadata, version_table=REVISION_TABLE)
                yield connection, config
    finally:
        engine.dispose()


def _prepare(connection: Connection) -> None:
    """Settings of SQLite that cannot be made inside a transaction; a database not ours stays untouched."""
    if connection.dialect.name != "sqlite":
        return
    with connection.begin():
        revision(connection)
    raw = connection.connection.driver_connection
    if raw is None:
        raise StoreError("The database connection was lost.", code="store_lost")
    # A batch migration drops and renames tables, which must not touch the rows that refer to them.
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("PRAGMA journal_mode=WAL")


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": UPGRADE_LOCK})


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise StoreError(
                f"A migration would break references in table {broken[0]}.",
                code="store_references",
                table=str(broken[0]),
            )


def _refuse_folder(url: str) -> None:
    path: Path | None = sqlite_path(url)
    if path is None:
        return
    if path.exists() and not path.is_file():
        raise missing_file(path)
    if not path.absolute().parent.is_dir():
        raise ReadOnly(
            f"There is no folder {path.absolute().parent} to put the database in.",
            "Create it.",
            code="store_no_folder",
            path=str(path.absolute().parent),
        )
