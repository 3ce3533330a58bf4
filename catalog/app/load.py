"""What is written to the catalog: brand files, curators' decisions, verdicts under a new policy."""

from __future__ import annotations

import gc
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ..model.policy import Policy
from ..model.problem import BadInput
from ..model.product import Decision, Product
from ..model.snapshot import Snapshot
from ..model.verdict import Gates, Outcome
from ..rules.chart_lint.finding import finding
from ..rules.chart_lint.rule import Finding, Level, lint_files
from ..rules.gates import gates_of as gates_of
from ..rules.medical.rule import evidence_fingerprint
from ..rules.version import rules_version

if TYPE_CHECKING:
    from ..store.database import Engine
    from ..store.write import Written

Shelf = Mapping[str, Sequence[Product]]
"""The products of each file, by file name."""


class Loaded(Struct, frozen=True):
    """What a load did, and what its files hold that a person should see."""

    written: Written
    forced: tuple[Finding, ...] = ()
    """The linter's errors that were overridden."""
    warnings: tuple[Finding, ...] = ()
    held_back: tuple[Finding, ...] = ()
    """Files with products that no search will show until somebody says what they are for."""


def load_files(engine: Engine, paths: Sequence[Path], policy: Policy, *, sync: bool = False) -> Written:
    """Write every product of the files into the catalog, all or nothing; errors as for `load_checked`."""
    return load_checked(engine, paths, policy, sync=sync).written


def load_checked(
    engine: Engine, paths: Sequence[Path], policy: Policy, *, sync: bool = False, force: bool = False
) -> Loaded:
    """Write every product of the files into the catalog, all or nothing, after the linter looked at them.

    With `force` the linter's errors are overridden; the charts they are about are stored as forced.

    Raises:
        BadInput: any file has a problem or, without `force`, the linter finds an error in it; every problem of every
            file is named and nothing is written.
        StoreError: the database cannot be written.
    """
    with _keeping_all():
        return _load(engine, paths, policy, sync=sync, force=force)


@contextmanager
def _keeping_all() -> Iterator[None]:
    """Nobody looks for garbage meanwhile: a load makes records by the hundred thousand, and all of them stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _load(engine: Engine, paths: Sequence[Path], policy: Policy, *, sync: bool, force: bool) -> Loaded:
    from ..formats.brand_toml import read_brand_files
    from ..store.database import reading
    from ..store.read import read_decisions, read_owners
    from ..store.write import write_products

    shelf: Shelf = read_brand_files(paths)
    with reading(engine) as connection:
        decisions = read_decisions(connection)
        owners = {} if sync else read_owners(connection, {p.id for products in shelf.values() for p in products})
    findings = lint_files(shelf, policy, owners)
    errors = tuple(f for f in findings if f.level is Level.ERROR)
    if errors and not force:
        raise BadInput(f.problem for f in errors)
    shelf = _marked(shelf, {chart for f in errors for chart in f.charts})
    gates = judge_shelf(shelf, policy, decisions)
    evidence = {
        p.id: evidence_fingerprint(p, policy) for products in shelf.values() for p in products if p.id in decisions
    }
    written = write_products(engine, shelf, gates, sync=sync, evidence=evidence)
    warnings = tuple(f for f in findings if f.level is Level.WARNING)
    return Loaded(written, errors, warnings, held_back(shelf, gates))


def _marked(shelf: Shelf, forced: Container[str]) -> Shelf:
    """The shelf with some charts, by id, marked as forced."""
    if not forced:
        return shelf
    return {
        file: tuple(
            replace(p, charts=tuple(replace(c, forced=c.id in forced) for c in p.charts)) if p.charts else p
            for p in products
        )
        for file, products in shelf.items()
    }


def held_back(shelf: Shelf, gates: Mapping[str, Gates]) -> tuple[Finding, ...]:
    """A note for each file with products of which nobody can tell whether they are for sport: none is shown."""
    notes = []
    for file, products in shelf.items():
        waiting = [p.id for p in products if gates[p.id].medical.outcome is Outcome.UNKNOWN]
        if waiting:
            read = ", ".join(waiting)
            count, total = len(waiting), len(products)
            notes.append(
                finding(
                    "held_back", file, read, "lint_what_they_are_for", "lint_write_the_use", count=count, total=total
                )
            )
    return tuple(notes)


def judge_shelf(
    shelf: Mapping[str, Sequence[Product]], policy: Policy, decisions: Mapping[str, Decision]
) -> dict[str, Gates]:
    """The gates of every product on a shelf, by product id."""
    return {p.id: gates_of(p, policy, decisions.get(p.id)) for products in shelf.values() for p in products}


def judged(held: Snapshot, policy: Policy) -> Snapshot:
    """The same catalog with verdicts by this policy, none of them written."""
    gates = {p.id: gates_of(p, policy, held.decisions.get(p.id)) for p in held.products}
    return Snapshot(held.version, held.products, gates, held.decisions)


def rejudge(engine: Engine, policy: Policy) -> tuple[str, ...]:
    """The ids of the products whose stored verdicts were made by another policy, after they were judged anew."""
    from ..store.snapshot_holder import read_snapshot
    from ..store.write import write_gates

    held = read_snapshot(engine)
    version = rules_version(policy)
    stale = [p for p in held.products if p.id not in held.gates or held.gates[p.id].policy != version]
    if not stale:
        return ()
    return write_gates(engine, {p.id: gates_of(p, policy, held.decisions.get(p.id)) for p in stale})


def decide(engine: Engine, product: Product, decision: Decision, policy: Policy) -> Gates:
    """The verdicts of a product once a curator's decision is in force; both are written together.

    The decision rests on the evidence as it is now, whatever it carries.
    """
    from ..store.database import writing
    from ..store.write import record_decision, write_gates

    made = replace(decision, product_id=product.id, evidence=evidence_fingerprint(product, policy))
    gates = gates_of(product, policy, made)
    with writing(engine) as connection:
        record_decision(connection, made)
        write_gates(connection, {product.id: gates})
    return gates


def undo(engine: Engine, product: Product, policy: Policy, *, by: str, on: str, why: str) -> Decision:
    """The decision that was in force until now; the rules judge the product again. The history keeps both.

    Raises:
        BadInput: none is in force.
    """
    from ..store.database import writing
    from ..store.write import undo_decision, write_gates

    with writing(engine) as connection:
        old = undo_decision(connection, product.id, by=by, on=on, why=why)
        write_gates(connection, {product.id: gates_of(product, policy)})
    return old
