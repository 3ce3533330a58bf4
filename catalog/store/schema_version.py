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

    Raises: DatabaseMissing, NotOurs, TooNew.
    """
    engine = connect(url)
    try:
        return current_of(engine)
    finally:
        engine.dispose()


def current_of(engine: Engine) -> str | None:
    """The version that an open database is at; errors as for `current`."""
    with answering(engine), engine.connect() as connection:
        return revision(connection)


def require_current(where: str | Engine) -> None:
    """Do nothing where the database is there, ours, and at the version that this program needs.

    Raises: DatabaseMissing, NotOurs, NotMigrated, TooNew, BadAddress.
    """
    version = current(where) if isinstance(where, str) else current_of(where)
    if version != head():
        raise NotMigrated(version, head())


def revision(connection: Connection) -> str | None:
    """The version as a connection sees it, inside its transaction; errors as for `current`."""
    tables = set(inspect(connection).get_table_names())
    if REVISION_TABLE not in tables:
        if tables:
            raise NotOurs("The database holds the tables of another program.", code="store_other_program")
        return None
    version_num: ColumnClause[str] = column("version_num")
    version = connection.execute(select(version_num).select_from(table(REVISION_TABLE))).scalar()
    if version is not None and version not in known():
        raise TooNew(version, head())
    return version
