"""Opening and reading the catalog; the embedded one is made, migrated and filled on first use."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..model.gtin import gtin_of
from ..model.policy import Policy
from ..model.product import CatalogVersion, Product
from ..model.snapshot import OfferedSnapshot, Snapshot
from ..rules.version import rules_version
from ..search.loaded_catalog import LoadedCatalog, load_catalog
from ..search.product_finder import known_collections
from .settings import Setting, embedded_path, is_embedded

if TYPE_CHECKING:
    from ..store.database import Engine as Engine

# SQLAlchemy, and the words that judge a product, take longer to import than a command takes to answer from the
# snapshot file: what needs them imports them.

SQLITE: Final = "sqlite:///"
Working = Callable[[str], AbstractContextManager[Any]]
"""How a door shows that something takes a while: a context that is entered with a sentence about it."""


def open_catalog(url: Setting, policy: Policy) -> Engine:
    """An engine on a catalog that is ready to be read.

    Only the embedded default is ever created or migrated here; any other database must be at head.

    Raises: StoreError (it is missing, not ours, not migrated, too new, locked or cannot be written).
    """
    from ..store.database import connect
    from ..store.schema_version import require_current

    if is_embedded(url):
        prepare_embedded(url.value, policy)
    else:
        require_current(url.value)
    return connect(url.value)


def check_collections(url: Setting, policy: Policy, names: Collection[str], field: str) -> None:
    """Open a catalog once, as `open_catalog` does, and check that it has some collections.

    Raises: StoreError, BadInput (each collection that it does not have is named under `field`).
    """
    from ..store.database import reading
    from ..store.read import read_collections

    with opened(url, policy) as engine, reading(engine) as connection:
        known_collections(names, set(read_collections(connection).values()) if names else (), field)


@contextmanager
def opened(url: Setting, policy: Policy, working: Working = nullcontext) -> Iterator[Engine]:
    """An engine as `open_catalog` gives it, closed afterwards."""
    with working("ui.working.first_use" if is_first_use(url) else ""):
        engine = open_catalog(url, policy)
    try:
        yield engine
    finally:
        engine.dispose()


def is_first_use(url: Setting) -> bool:
    """Whether the embedded catalog is meant and not made yet."""
    return is_embedded(url) and not embedded_path().exists()


def prepare_embedded(url: str, policy: Policy) -> None:
    """Make, migrate and fill the embedded catalog where it is not there, empty, or not what this package ships."""
    from ..store.database import connect
    from ..store.errors import ReadOnly
    from ..store.read import current_version
    from ..store.schema_version import current, head
    from .shipped import follow, load_shipped

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
    if not path.exists() or current(url) != head():
        from .database import upgrade

        upgrade(url, policy)
    engine = connect(url)
    try:
        # A first use that was killed between migrating and filling leaves an empty catalog: fill it now.
        if not current_version(engine).number:
            load_shipped(engine, policy)
    finally:
        engine.dispose()
    follow(url, policy)


def read_catalog(
    url: Setting, policy: Policy, *, from_file: bool = True, working: Working = nullcontext
) -> LoadedCatalog:
    """The catalog as it is now; the embedded one is judged anew first where other rules made its verdicts.

    Without `from_file` the database is read even where its snapshot file is good.

    Raises: StoreError (it cannot be opened or read).
    """
    offered = catalog_from_file(url, policy) if from_file else None
    if offered is None:
        with opened(url, policy, working) as engine:
            offered = catalog_from_database(engine, url, policy, working)
    return loaded(offered)


def loaded(offered: OfferedSnapshot, *, for_many: bool = False, collections: Iterable[str] = ()) -> LoadedCatalog:
    """A catalog as it was read, ready for lookups, its products with what shops offer of them."""
    return load_catalog(
        offered.snapshot, for_many=for_many, collections=collections, offers=offered.offers,
        offers_version=offered.offers_version,
    )  # fmt: skip


def read_product(url: Setting, policy: Policy, reference: str) -> LoadedCatalog | None:
    """A catalog of one product by its id, SKU, GTIN or shop id, read without any other product.

    None where the whole catalog has to be asked.
    """
    from ..store.offers_file import read_product_file

    offered = _from_file(url, policy, partial(read_product_file, reference=reference, gtin=gtin_of(reference)))
    return None if offered is None else loaded(offered)


def read_as_it_is(url: Setting, policy: Policy) -> Snapshot | None:
    """The catalog without making, migrating or judging anything; None where the embedded one is not made yet.

    Raises: StoreError (it cannot be opened or read).
    """
    if is_first_use(url):
        return None
    snapshot = snapshot_from_file(url, policy)
    if snapshot is None:
        from ..store.database import connect
        from ..store.read import read_snapshot

        engine = connect(url.value)
        try:
            snapshot = read_snapshot(engine)
        finally:
            engine.dispose()
    return snapshot


def versions_now(url: Setting, policy: Policy) -> tuple[CatalogVersion, int]:
    """The versions that the catalog and its offers have now; errors as for `open_catalog`."""
    from ..store.offers import current_versions

    with opened(url, policy) as engine:
        return current_versions(engine)


def catalog_from_database(
    engine: Engine, url: Setting, policy: Policy, working: Working = nullcontext, *, writes: bool = True
) -> OfferedSnapshot:
    """The catalog by SQL, as `snapshot_from_database` reads it, and then its offers."""
    from ..store.offers import read_offers_now

    snapshot = snapshot_from_database(engine, url, policy, working, writes=writes)
    return OfferedSnapshot(snapshot, *read_offers_now(engine))


def snapshot_from_database(
    engine: Engine, url: Setting, policy: Policy, working: Working = nullcontext, *, writes: bool = True
) -> Snapshot:
    """The catalog by SQL; the embedded one is judged anew where other rules made its verdicts.

    With `writes` the new verdicts are stored first, where the database can be written.
    """
    from ..store.errors import StoreError
    from ..store.read import read_snapshot
    from .judging import judge_snapshot, rejudge

    snapshot = read_snapshot(engine)
    if is_embedded(url) and stale_products(snapshot, policy):
        if not writes:
            return judge_snapshot(snapshot, policy)
        with working("ui.working.rejudging"):
            try:
                rejudge(engine, policy)
            except StoreError:
                # Where nothing can be written the verdicts of the rules in force answer all the same.
                return judge_snapshot(snapshot, policy)
        snapshot = read_snapshot(engine)
    return snapshot


def stale_products(snapshot: Snapshot, policy: Policy) -> list[Product]:
    """The products without verdicts, or with verdicts that other rules made."""
    version, gates = rules_version(policy), snapshot.gates
    return [p for p in snapshot.products if p.id not in gates or gates[p.id].policy != version]


def snapshot_from_file(url: Setting, policy: Policy) -> Snapshot | None:
    """The catalog from the snapshot file beside a SQLite database; None where the database has to be read."""
    from ..store.snapshot_file import read_snapshot_file

    offered = _from_file(url, policy, lambda *path, **asked: OfferedSnapshot(read_snapshot_file(*path, **asked)))
    return None if offered is None else offered.snapshot


def catalog_from_file(url: Setting, policy: Policy) -> OfferedSnapshot | None:
    """The catalog from the snapshot file with the offers of its database; None where all of it has to be read."""
    from ..store.offers_file import read_catalog_file

    return _from_file(url, policy, read_catalog_file)


def _from_file(url: Setting, policy: Policy, read: Callable[..., OfferedSnapshot | None]) -> OfferedSnapshot | None:
    from ..store.snapshot_file import UnusableFile

    if not url.value.startswith(SQLITE) or "?" in url.value:
        return None
    try:
        offered = read(Path(url.value.removeprefix(SQLITE)), rules_version(policy), follows=is_embedded(url))
    except UnusableFile as why:
        import logging  # the database is read next, which takes far longer than this import

        logging.getLogger("legfit.catalog").debug("snapshot file not used: %s", why)
        return None
    if offered is not None and is_embedded(url) and stale_products(offered.snapshot, policy):
        return None
    return offered
