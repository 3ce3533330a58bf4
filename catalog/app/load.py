"""Loading brand files into the catalog."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ..model.load_report import LeftOutProduct
from ..model.policy import Policy
from ..model.problem import BadInput, Problem
from ..model.product import Product
from ..model.verdict import Gates
from ..rules.chart_lint.finding import Finding, Level
from ..rules.chart_lint.rule import lint_files
from ..rules.chart_lint.variants import Owners
from ..rules.medical.rule import evidence_fingerprint
from .collections import collections_of, partial_collections
from .garbage import without_garbage_collection
from .judging import AT_ONCE, judge, with_old_ids
from .lint import ProductsByFile, held_back
from .load_report import whole_report
from .rulings import with_evidence

if TYPE_CHECKING:
    from ..store.database import Connection, Engine
    from ..store.load_plan import LoadOptions
    from ..store.write import Written


class Loaded(Struct, frozen=True):
    """What a load did, and what its files hold that a person should see."""

    written: Written
    forced: tuple[Finding, ...] = ()
    """The linter's errors that were overridden."""
    warnings: tuple[Finding, ...] = ()
    held_back: tuple[Finding, ...] = ()
    """Files with products that no search will show until somebody says what they are for."""
    left_out: tuple[LeftOutProduct, ...] = ()
    """Shipped products that yield to those of other collections."""


def load_files(
    engine: Engine, paths: Sequence[Path], policy: Policy, *, collection: str | None = None, sync: bool = False
) -> Written:
    """Write every product of the files into the catalog, all or nothing; errors as for `load_checked`."""
    return load_checked(engine, paths, policy, collection=collection, sync=sync).written


def load_checked(
    engine: Engine,
    paths: Sequence[Path],
    policy: Policy,
    *,
    collection: str | None = None,
    sync: bool = False,
    take: bool = False,
    force: bool = False,
    confirmed: Collection[str] | None = None,
    explained: bool = False,
) -> Loaded:
    """Write every product of the files into the catalog, all or nothing, after the linter looked at them.

    Without a `collection` the shipped files are loaded as `shipped`, all others as `own`. With `sync` the products of
    the same collections that stand in none of the files are retired, but of `shipped` only where all its files are
    among them; where `confirmed` names those that a person agreed to, no others. With `take` products move here, by
    their id, from other files and collections. With `force` the linter's errors are overridden; the charts they are
    about are stored as forced. `explained`, the report says what differs of each product that changed.

    Raises:
        BadInput: any file has a problem; without `force`, the linter finds an error in it; a product or an identifier
            is one of another product; more would be retired than was agreed. Every problem of every file is named and
            nothing is written.
        StoreError: the database cannot be written.
    """
    from ..store.load_plan import LoadOptions

    options = LoadOptions(sync=sync, take=take, confirmed=confirmed, explained=explained)
    return _write(engine, policy, lambda: _prepared(engine, paths, policy, options, collection, force=force))


def preview_load(
    engine: Engine,
    paths: Sequence[Path],
    policy: Policy,
    *,
    collection: str | None = None,
    sync: bool = False,
    take: bool = False,
    force: bool = False,
) -> Loaded:
    """What `load_checked` would do, every change field by field in its report; nothing is written. Errors as there."""
    from ..store.load_plan import LoadOptions

    options = LoadOptions(sync=sync, take=take)
    with without_garbage_collection():
        prepared = _prepared(engine, paths, policy, options, collection, force=force)
        return _preview(engine, prepared)


class CheckedProducts(Struct, frozen=True):
    """The products of some files, checked and judged."""

    files: ProductsByFile
    options: LoadOptions
    gates: dict[str, Gates]
    evidence: dict[str, str]
    """The fingerprint of the signals of each product with a decision, by its id."""
    findings: tuple[Finding, ...]
    dropped: tuple[Finding, ...] = ()
    """The linter's errors about charts that were dropped for them."""

    def loaded(self, written: Written) -> Loaded:
        """The outcome, with what a person should see of the files."""
        errors, warnings = (
            tuple(f for f in self.findings if f.level is level) for level in (Level.ERROR, Level.WARNING)
        )
        report = whole_report(written.report, self.gates)
        return Loaded(replace(written, report=report), errors, warnings, held_back(self.files, self.gates))


def _write(engine: Engine, policy: Policy, prepare: Callable[[], CheckedProducts]) -> Loaded:
    """Write products, all or nothing, that `prepare` gives. Raises: BadInput, StoreError, as `load_checked`."""
    from ..store.database import writing
    from ..store.write import write_products
    from .after_commit import ProductsInHand, save_snapshot

    with without_garbage_collection():
        ready, hand = prepare(), ProductsInHand(engine)
        with writing(engine) as connection:
            written = write_products(connection, ready.files, ready.gates, ready.options, evidence=ready.evidence)
            hand.take(connection, ready.files, ready.gates, ready.options)
            hand.are_all(connection)
        loaded = ready.loaded(written)
    save_snapshot(engine, policy, hand)
    return loaded


def _preview(engine: Engine, ready: CheckedProducts) -> Loaded:
    """What `_write` would do; nothing is written. Raises: BadInput, StoreError, as `load_checked`."""
    from ..store.write import preview_products

    return ready.loaded(preview_products(engine, ready.files, ready.options, evidence=ready.evidence))


def _prepared(
    engine: Engine, paths: Sequence[Path], policy: Policy, options: LoadOptions, collection: str | None, *, force: bool
) -> CheckedProducts:
    """Read, check and judge the products of some files. Errors as for `load_checked`."""
    from ..formats.brand_toml import read_brand_files
    from ..formats.toml_files import paths_by_name

    files: ProductsByFile = read_brand_files(paths)
    collections = collections_of(paths_by_name(paths), collection)
    options = replace(options, collections=collections, partial=partial_collections(collections))
    return check_products(engine, files, policy, options, force=force)


def check_products(
    where: Engine | Connection, files: ProductsByFile, policy: Policy, options: LoadOptions, *, force: bool,
    drop: bool = False, earlier: Owners | None = None, ahead: Mapping[str, Gates] = AT_ONCE,
) -> CheckedProducts:  # fmt: skip
    """Check and judge the products of some files; `options` has their collections.

    With `force` the charts that the linter finds errors in are marked as forced; with `drop` they are taken out.
    `earlier` are the identifiers of files of the same load that were checked before, `ahead` the gates that were made
    before, by product id.

    Raises: BadInput (the linter finds errors, but for those that `force` and `drop` are about), StoreError.
    """
    from ..store.database import reading
    from ..store.read import read_decisions, read_rulings

    every = [product for products in files.values() for product in products]
    with reading(where) as connection:
        decisions, rulings = read_decisions(connection), read_rulings(connection)
        owners = options.owners(connection, every, set(options.collections.values()))
    of_catalog = {key: (o.product_id, o.place, o.collection) for key, o in owners.items()}
    findings = lint_files(files, policy, of_catalog | dict(earlier or {}))
    errors = tuple(f for f in findings if f.level is Level.ERROR)
    dropped = tuple(f for f in errors if f.charts) if drop and not force else ()
    if not force and len(errors) > len(dropped):
        raise BadInput(_every_problem(where, files, options, [f for f in errors if f not in dropped]))
    if dropped:
        files = without_charts(files, {chart for f in dropped for chart in f.charts})
        findings = tuple(f for f in findings if f not in dropped)
    elif force:
        files = _with_forced(files, {chart for f in errors for chart in f.charts})
    files = with_evidence(files, rulings, policy)
    products = [p for some in files.values() for p in some]
    decisions = with_old_ids(decisions, products)
    evidence = {p.id: evidence_fingerprint(p, policy) for p in products if p.id in decisions}
    return CheckedProducts(files, options, judge(products, policy, decisions, ahead), evidence, findings, dropped)


def _every_problem(
    where: Engine | Connection, files: ProductsByFile, options: LoadOptions, errors: Sequence[Finding]
) -> list[Problem]:
    """The linter's errors, and what else keeps these products out of the catalog, each once."""
    from ..store.database import reading
    from ..store.load_plan import make_plan

    problems = {(f.problem.code, f.problem.field): f.problem for f in errors}
    try:
        with reading(where) as connection:
            make_plan(connection, files, options, 0)
    except BadInput as bad:
        problems = {(p.code, p.field): p for p in bad.problems} | problems
    return list(problems.values())


def _with_forced(files: ProductsByFile, forced: Container[str]) -> ProductsByFile:
    """The same products, with the charts of some ids marked as forced."""
    if not forced:
        return files

    def marked(product: Product) -> Product:
        return replace(product, charts=tuple(replace(c, forced=c.id in forced) for c in product.charts))

    return {file: tuple(marked(p) if p.charts else p for p in products) for file, products in files.items()}


def without_charts(files: ProductsByFile, ids: Container[str]) -> ProductsByFile:
    """The same products without the charts of some ids."""

    def mended(product: Product) -> Product:
        charts = tuple(chart for chart in product.charts if chart.id not in ids)
        return product if len(charts) == len(product.charts) else replace(product, charts=charts)

    return {file: tuple(map(mended, products)) for file, products in files.items()}
