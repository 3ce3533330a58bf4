"""What follows every commit of a new catalog version: its snapshot is saved in a file beside a SQLite catalog."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from ..model.policy import Policy
from ..model.product import Product
from ..model.snapshot import Snapshot
from ..model.verdict import Gates
from ..rules.version import rules_version
from ..store.database import database_file, reading
from ..store.decisions import read_decisions
from ..store.errors import StoreError
from ..store.read import current_version, read_parts, read_version
from ..store.snapshot_file import snapshot_path
from ..store.snapshot_writer import SnapshotDraft, write_snapshot_file

if TYPE_CHECKING:
    from ..store.database import Connection, Engine
    from ..store.load_plan import LoadOptions

LOG: Final = logging.getLogger("legfit.catalog")
MOST_TRIES: Final = 3


def save_snapshot(engine: Engine, policy: Policy, hand: ProductsInHand | None = None) -> None:
    """Save the catalog as it is now in the file beside its database.

    The products that a write had in hand are not read back, as long as the catalog is of the version that it made.

    The database has been written by now, and answers are the same without the file. So nothing is raised where it
    cannot be written: the log says so at its debug level.
    """
    database = database_file(engine)
    draft = hand.draft if hand is not None else None
    try:
        # Another process may commit meanwhile: whoever writes the file last looks whether it is the newest.
        for _ in range(MOST_TRIES):
            if database is None or not current_version(engine).number:
                return
            with reading(engine) as connection:
                version = read_version(connection)
                draft = draft if draft is not None and draft.version == version else None
                parts = read_parts(connection, draft.ids if draft is not None else ())
                write_snapshot_file(database, parts, rules_version(policy), draft)
            if current_version(engine) == version:
                return
            draft = None
    except (OSError, StoreError) as error:
        LOG.debug("snapshot file not written: %s", error)


class ProductsInHand:
    """The products of a write on their way into the snapshot file, so that they are not read back for it."""

    def __init__(self, engine: Engine) -> None:
        database = database_file(engine)
        self.draft = SnapshotDraft(str(snapshot_path(database).parent)) if database is not None else None
        """None where no file is to be written, or where its draft cannot be kept."""

    def take(
        self, connection: Connection, files: Mapping[str, Sequence[Product]], gates: Mapping[str, Gates],
        options: LoadOptions,
    ) -> None:  # fmt: skip
        """Take products in that were written just now, with their verdicts."""
        if self.draft is None:
            return
        decisions, version = read_decisions(connection), read_version(connection)
        try:
            collections = {p.id: options.belonging(file).collection for file, some in files.items() for p in some}
            products = tuple(product for some in files.values() for product in some)
            self.draft.add(Snapshot(version, products, gates, decisions, collections))
        except OSError as error:
            LOG.debug("snapshot draft not kept: %s", error)
            self.draft = None

    def are_all(self, connection: Connection) -> None:
        """No more products come: the catalog has the version now that they are of."""
        if self.draft is not None:
            self.draft.version = read_version(connection)
