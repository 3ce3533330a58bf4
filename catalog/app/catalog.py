"""The embedded catalog: made, migrated and filled from the shipped brand files on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.policy import Policy, shipped_policy
from .settings import Setting, embedded_path, is_embedded

if TYPE_CHECKING:
    from ..store.database import Engine


def open_catalog(url: Setting, policy: Policy | None = None) -> Engine:
    """An engine on a catalog that is ready to be read.

    Only the embedded default is ever created or migrated here; any other database must be at head.

    Raises:
        StoreError: it is missing, not ours, not migrated, too new, locked or cannot be written.
    """
    from ..store.database import connect
    from ..store.schema_version import require_current

    if is_embedded(url):
        prepare_embedded(url.value, policy or shipped_policy())
    else:
        require_current(url.value)
    return connect(url.value)


def prepare_embedded(url: str, policy: Policy) -> None:
    """Make, migrate and fill the embedded catalog where it is not there, empty, or behind this package."""
    from ..store.database import connect
    from ..store.errors import ReadOnly
    from ..store.schema_version import current, head
    from ..store.snapshot_holder import stamp

    path = embedded_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReadOnly(
            f"{path.parent} cannot be made: {error.strerror}.",
            code="store_folder_refused",
            path=str(path.parent),
            reason=str(error.strerror),
        ) from None
    migrated = path.exists() and current(url) == head()
    if not migrated:
        from ..store.migrate import upgrade

        upgrade(url)
    engine = connect(url)
    try:
        # A first use that was killed between migrating and filling leaves an empty catalog: fill it now.
        if stamp(engine).number == 0:
            fill(engine, policy)
    finally:
        engine.dispose()


def fill(engine: Engine, policy: Policy) -> None:
    """Load the brand files that travel with the package."""
    from ..store.paths import seed_folder
    from .load import load_files

    load_files(engine, [seed_folder()], policy)
