"""What follows every commit of a new catalog version: its snapshot is saved in a file beside a SQLite catalog."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from ..model.policy import Policy
from ..rules.version import rules_version
from ..store.database import database_file, reading
from ..store.errors import StoreError
from ..store.read import current_version, read_parts, read_version
from ..store.snapshot_writer import write_snapshot_file

if TYPE_CHECKING:
    from ..store.database import Engine

LOG: Final = logging.getLogger("legfit.catalog")
MOST_TRIES: Final = 3


def save_snapshot(engine: Engine, policy: Policy) -> None:
    """Save the catalog as it is now in the file beside its database.

    The database has been written by now, and answers are the same without the file. So nothing is raised where it
    cannot be written: the log says so at its debug level.
    """
    database = database_file(engine)
    try:
        # Another process may commit meanwhile: whoever writes the file last looks whether it is the newest.
        for _ in range(MOST_TRIES):
            if database is None or not current_version(engine).number:
                return
            with reading(engine) as connection:
                version = read_version(connection)
                write_snapshot_file(database, read_parts(connection), rules_version(policy))
            if current_version(engine) == version:
                return
    except (OSError, StoreError) as error:
        LOG.debug("snapshot file not written: %s", error)
