"""The shipped collection follows the program: it holds what the brand files say that travel with the program."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from ..model.policy import Policy
from ..model.problem import BadInput
from ..model.product import SHIPPED
from ..rules.medical.rule import evidence_fingerprint
from .garbage import without_garbage_collection
from .judging import judge

if TYPE_CHECKING:
    from ..formats.brand_toml import ProductsByFile
    from ..store.database import Connection, Engine
    from ..store.write import Written

LOG: Final = logging.getLogger("legfit.catalog")
WAIT_SECONDS: Final = 1.0
"""How long a command waits for another process that writes, before it answers from the catalog as it is."""


def follow(url: str, policy: Policy) -> None:
    """Make the shipped collection of a database anew, where another edition of the brand files made it.

    What was taken out stays out. Where the database cannot be written now, or the files of this installation cannot be
    read, nothing is raised: the catalog answers as it is, and the log says why at its debug level.
    """
    from ..store.database import connect, reading
    from ..store.errors import Locked, ReadOnly
    from ..store.package_files import shipped_edition
    from ..store.read import read_edition

    engine = connect(url, wait=WAIT_SECONDS)
    try:
        edition = shipped_edition()
        with reading(engine) as connection:
            waits = edition not in ("", read_edition(connection))
        if waits:
            _load(engine, policy, edition, following=True)
    except (BadInput, Locked, OSError, ReadOnly) as error:
        LOG.debug("shipped collection not followed: %s", error)
    finally:
        engine.dispose()


def load_shipped(engine: Engine, policy: Policy) -> Written:
    """Make the shipped collection anew from the brand files of this program, with what was taken out of it.

    Products of other collections stay; a shipped product that has the id or a number of one of them is left out.

    Raises: BadInput (a file of this installation cannot be read), StoreError (the database cannot be written).
    """
    from ..store.errors import StoreError
    from ..store.package_files import shipped_edition

    edition = shipped_edition()
    if not edition:
        raise StoreError("The brand files are missing.", "Install legfit again.", code="store_no_brand_files")
    return _load(engine, policy, edition, following=False)


def _load(engine: Engine, policy: Policy, edition: str, *, following: bool) -> Written:
    from ..formats.brand_toml import read_brand_files
    from ..store.database import writing
    from ..store.package_files import shipped_files
    from .after_commit import save_snapshot

    with without_garbage_collection():
        files = read_brand_files(shipped_files())
        with writing(engine) as connection:
            written = _write(connection, files, policy, edition, following=following)
    save_snapshot(engine, policy)
    return written


def _write(connection: Connection, files: ProductsByFile, policy: Policy, edition: str, *, following: bool) -> Written:
    """Write the products that may stand in the catalog; nothing where another process has done so meanwhile."""
    from ..store.catalog_version import lock
    from ..store.load_plan import LoadOptions
    from ..store.read import read_decisions, read_edition
    from ..store.shipped import read_kept_out, write_edition
    from ..store.write import Written, write_products

    lock(connection)
    if following and read_edition(connection) == edition:
        return Written()
    kept_out, decisions = read_kept_out(connection, following=following), read_decisions(connection)
    files = {file: tuple(p for p in products if not kept_out.has(p)) for file, products in files.items()}
    products = [p for some in files.values() for p in some]
    evidence = {p.id: evidence_fingerprint(p, policy) for p in products if p.id in decisions}
    gates = judge(products, policy, decisions)
    options = LoadOptions(dict.fromkeys(files, SHIPPED), sync=True)
    written = write_products(connection, files, gates, options, evidence=evidence)
    write_edition(connection, edition)
    return written
