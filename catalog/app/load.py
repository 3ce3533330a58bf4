"""Loading brand files into the catalog."""

from __future__ import annotations

from collections.abc import Container, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ..model.policy import Policy
from ..model.problem import BadInput
from ..model.product import OWN, Product
from ..rules.chart_lint.finding import Finding, Level
from ..rules.chart_lint.rule import lint_files
from ..rules.medical.rule import evidence_fingerprint
from .garbage import without_garbage_collection
from .judging import judge
from .lint import ProductsByFile, held_back

if TYPE_CHECKING:
    from ..store.database import Engine
    from ..store.write import Written


class Loaded(Struct, frozen=True):
    """What a load did, and what its files hold that a person should see."""

    written: Written
    forced: tuple[Finding, ...] = ()
    """The linter's errors that were overridden."""
    warnings: tuple[Finding, ...] = ()
    held_back: tuple[Finding, ...] = ()
    """Files with products that no search will show until somebody says what they are for."""


def load_files(
    engine: Engine, paths: Sequence[Path], policy: Policy, *, sync: bool = False, collection: str = OWN
) -> Written:
    """Write every product of the files into the catalog, all or nothing; errors as for `load_checked`."""
    return load_checked(engine, paths, policy, sync=sync, collection=collection).written


def load_checked(
    engine: Engine,
    paths: Sequence[Path],
    policy: Policy,
    *,
    sync: bool = False,
    force: bool = False,
    collection: str = OWN,
) -> Loaded:
    """Write every product of the files into the catalog, all or nothing, after the linter looked at them.

    With `sync` the products of all other files are retired. With `force` the linter's errors are overridden; the
    charts they are about are stored as forced.

    Raises:
        BadInput: any file has a problem or, without `force`, the linter finds an error in it; every problem of every
            file is named and nothing is written.
        StoreError: the database cannot be written.
    """
    from .after_commit import save_snapshot

    with without_garbage_collection():
        loaded = _load(engine, paths, policy, sync=sync, force=force, collection=collection)
    save_snapshot(engine, policy)
    return loaded


def _load(engine: Engine, paths: Sequence[Path], policy: Policy, *, sync: bool, force: bool, collection: str) -> Loaded:
    from ..formats.brand_toml import read_brand_files
    from ..store.database import reading
    from ..store.read import read_decisions, read_owners
    from ..store.write import write_products

    files: ProductsByFile = read_brand_files(paths)
    with reading(engine) as connection:
        decisions = read_decisions(connection)
        owners = {} if sync else read_owners(connection, {p.id for products in files.values() for p in products})
    findings = lint_files(files, policy, owners)
    errors = tuple(f for f in findings if f.level is Level.ERROR)
    if errors and not force:
        raise BadInput(f.problem for f in errors)
    files = _with_forced(files, {chart for f in errors for chart in f.charts})
    products = [p for some in files.values() for p in some]
    gates = judge(products, policy, decisions)
    evidence = {p.id: evidence_fingerprint(p, policy) for p in products if p.id in decisions}
    written = write_products(engine, files, gates, sync=sync, evidence=evidence, collection=collection)
    warnings = tuple(f for f in findings if f.level is Level.WARNING)
    return Loaded(written, errors, warnings, held_back(files, gates))


def _with_forced(files: ProductsByFile, forced: Container[str]) -> ProductsByFile:
    """The same products, with the charts of some ids marked as forced."""
    if not forced:
        return files

    def marked(product: Product) -> Product:
        return replace(product, charts=tuple(replace(c, forced=c.id in forced) for c in product.charts))

    return {file: tuple(marked(p) if p.charts else p for p in products) for file, products in files.items()}
