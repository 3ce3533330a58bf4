"""The database as an operator sees it: brought up to date, compared with what the program expects, named."""

from __future__ import annotations

from ..model.policy import Policy
from ..store.database import connect
from ..store.database import shown_address as shown_address
from ..store.database import without_password as without_password
from ..store.schema_version import current as current
from ..store.schema_version import head as head
from .after_commit import save_snapshot


def upgrade(url: str, policy: Policy) -> None:
    """Bring the database to the schema that this program needs; one that is not there is made.

    Raises: StoreError (it is not ours, too new, locked, cannot be written, or the address is none).
    """
    from ..store import migrate  # Alembic takes long to import

    migrate.upgrade(url)
    engine = connect(url)
    try:
        save_snapshot(engine, policy)
    finally:
        engine.dispose()


def check(url: str) -> list[str]:
    """Every difference between the tables of the database and those that the program knows.

    Raises: StoreError (the database does not answer, or is not at the version that has these tables).
    """
    from ..store import migrate  # Alembic takes long to import

    return migrate.check(url)
