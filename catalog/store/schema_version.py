"""Which version the database's tables are at, found without loading the migrations."""

from __future__ import annotations

from sqlalchemy import ColumnClause, Connection, Engine, column, inspect, select, table

from .database import answering, connect
from .errors import NotMigrated, NotOurs, TooNew
from .package_files import head as head
from .package_files import known as known
from .tables import REVISION_TABLE


def current(url: str) -> str | None:
    """The version that the database is at; None where it has no tables yet.

    Raises:
        DatabaseMissing, NotOurs, TooNew.
    """
    engine = connect(url)
    try:
        return current_of(engine)
    finally:
        engine.dispose()


def current_of(engine: Engine) -> str | None:
    """The same for a database that is open already."""
    with answering(engine), engine.connect() as connection:
        return revision(connection)


def require_current(where: str | Engine) -> None:
    """The database is there, ours, and at the version that this program needs.

    Raises:
        DatabaseMissing, NotOurs, NotMigrated, TooNew, BadAddress.
    """
    found = current(where) if isinstance(where, str) else current_of(where)
    if found != head():
        raise NotMigrated(found, head())


def revision(connection: Connection) -> str | None:
    """The version by the connection's own view of the database; errors as for `current`."""
    tables = set(inspect(connection).get_table_names())
    if REVISION_TABLE not in tables:
        if tables:
            raise NotOurs("The database holds the tables of another program.", code="store_other_program")
        return None
    version: ColumnClause[str] = column("version_num")
    found = connection.execute(select(version).select_from(table(REVISION_TABLE))).scalar()
    if found is not None and found not in known():
        raise TooNew(found, head())
    return found
