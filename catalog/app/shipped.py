"""The shipped collection follows the program: it holds what the brand files say that travel with the program."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from ..model.load_report import LeftOutProduct
from ..model.policy import Policy
from ..model.problem import BadInput
from ..model.product import SHIPPED
from ..model.verdict import Gates
from ..rules.medical.rule import evidence_fingerprint
from .garbage import without_garbage_collection
from .judging import judge, with_old_ids
from .load import Loaded
from .load_report import whole_report
from .rulings import with_evidence

if TYPE_CHECKING:
    from ..formats.brand_toml import ProductsByFile
    from ..store.database import Connection, Engine
    from ..store.load_plan import LoadOptions
    from ..store.write import Written

LOG: Final = logging.getLogger("legfit.catalog")
WAIT_SECONDS: Final = 3.0
"""How long a command waits for another process that writes, before it answers from the catalog as it is."""


def follow(url: str, policy: Policy) -> None:
    """Make the shipped collection of a database anew, where another edition of the brand files made it.

    What was taken out stays out. Where the database cannot be written now, or the files of this installation cannot be
    read, nothing is raised: the catalog answers as it is, and the log says why at its debug level.
    """
    from ..store.database import connect, reading
    from ..store.errors import StoreError
    from ..store.package_files import shipped_edition
    from ..store.read import read_edition

    engine = connect(url, wait=WAIT_SECONDS)
    try:
        edition = shipped_edition()
        with reading(engine) as connection:
            waits = edition not in ("", read_edition(connection))
        if waits:
            _load(engine, policy, edition, following=True)
    except (BadInput, OSError, StoreError) as error:
        LOG.debug("shipped collection not followed: %s", error)
    finally:
        engine.dispose()


def load_shipped(engine: Engine, policy: Policy) -> Loaded:
    """Make the shipped collection anew from the brand files of this program, with what was taken out of it.

    Products of other collections stay; a shipped product that has the id or a number of one of them is left out.

    Raises: BadInput (a file of this installation cannot be read), StoreError (the database cannot be written).
    """
    from ..store.package_files import shipped_edition

    return _load(engine, policy, shipped_edition(), following=False)


def preview_shipped(engine: Engine, policy: Policy) -> Loaded:
    """What `load_shipped` would do, every change field by field in its report; nothing is written. Errors as there."""
    from ..store.database import reading
    from ..store.write import preview_products

    files = read_shipped()
    with reading(engine) as connection:
        ready = _ready(connection, files, policy, following=False)
        written = preview_products(connection, ready.files, ready.options, evidence=ready.evidence)
    return ready.loaded(written)


def read_shipped() -> ProductsByFile:
    """The products of the brand files of this program, by file name.

    Raises: BadInput (a file cannot be read), StoreError (they are missing from this installation).
    """
    from ..formats.brand_toml import read_brand_files
    from ..store.errors import StoreError
    from ..store.package_files import shipped_files

    files = shipped_files()
    if not files:
        raise StoreError("The brand files are missing.", "Install legfit again.", code="store_no_brand_files")
    with without_garbage_collection():
        return read_brand_files(files)


def _load(engine: Engine, policy: Policy, edition: str, *, following: bool) -> Loaded:
    from ..store.catalog_version import lock
    from ..store.database import writing
    from ..store.read import read_edition
    from ..store.shipped import write_edition
    from ..store.write import Written, write_products
    from .after_commit import save_snapshot

    files = read_shipped()
    with without_garbage_collection(), writing(engine) as connection:
        lock(connection)
        if following and read_edition(connection) == edition:
            return Loaded(Written())  # another process has done it meanwhile
        ready = _ready(connection, files, policy, following=following)
        written = write_products(connection, ready.files, ready.gates, ready.options, evidence=ready.evidence)
        write_edition(connection, edition)
    save_snapshot(engine, policy)
    return ready.loaded(written)


class _Ready(Struct, frozen=True):
    """The shipped products that may stand in a catalog, judged, and those that yield to others."""

    files: ProductsByFile
    options: LoadOptions
    gates: Mapping[str, Gates]
    evidence: Mapping[str, str]
    """The fingerprint of the signals of each product with a decision, by its id."""
    left_out: tuple[LeftOutProduct, ...]

    def loaded(self, written: Written) -> Loaded:
        """The outcome, with what a person should see of it."""
        report = whole_report(written.report, self.gates, self.left_out)
        return Loaded(replace(written, report=report), left_out=self.left_out)


def _ready(connection: Connection, files: ProductsByFile, policy: Policy, *, following: bool) -> _Ready:
    from ..store.load_plan import LoadOptions
    from ..store.read import read_decisions, read_rulings
    from ..store.shipped import read_kept_out

    kept_out, decisions = read_kept_out(connection, following=following), read_decisions(connection)
    files = with_evidence(files, read_rulings(connection), policy)
    left_out = kept_out.left_out(p for products in files.values() for p in products)
    files = {file: tuple(kept_out.allowed(products)) for file, products in files.items()}
    products = [p for some in files.values() for p in some]
    decisions = with_old_ids(decisions, products)
    evidence = {p.id: evidence_fingerprint(p, policy) for p in products if p.id in decisions}
    options = LoadOptions(dict.fromkeys(files, SHIPPED), sync=True, explained=not following)
    return _Ready(files, options, judge(products, policy, decisions), evidence, left_out)
