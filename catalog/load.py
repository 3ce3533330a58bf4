"""What is written to the catalog: brand files, curators' decisions, verdicts under a new policy."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from .policy import Policy
from .product import Decision, Product
from .rules.graduated import judge_graduated
from .rules.medical import evidence_fingerprint, judge_medical
from .rules_version import rules_version
from .verdict import Gates

if TYPE_CHECKING:
    from .store.database import Engine
    from .store.write import Written


def gates_of(product: Product, policy: Policy, decision: Decision | None = None) -> Gates:
    """The verdicts on a product that do not depend on the person."""
    return Gates(judge_medical(product, policy, decision), judge_graduated(product, policy), rules_version(policy))


def load_files(engine: Engine, paths: Sequence[Path], policy: Policy, *, sync: bool = False) -> Written:
    """Write every product of the files into the catalog, all or nothing.

    Raises:
        BadInput: any file has a problem; every problem of every file is named and nothing is written.
        StoreError: the database cannot be written.
    """
    with _keeping_all():
        return _load(engine, paths, policy, sync=sync)


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


def _load(engine: Engine, paths: Sequence[Path], policy: Policy, *, sync: bool) -> Written:
    from .feeds.brandfile import read_brand_files
    from .store.read import read_decisions
    from .store.write import write_products

    shelf = read_brand_files(paths)
    with engine.connect() as connection:
        decisions = read_decisions(connection)
    gates = judge_shelf(shelf, policy, decisions)
    evidence = {
        p.id: evidence_fingerprint(p, policy) for products in shelf.values() for p in products if p.id in decisions
    }
    return write_products(engine, shelf, gates, sync=sync, evidence=evidence)


def judge_shelf(
    shelf: Mapping[str, Sequence[Product]], policy: Policy, decisions: Mapping[str, Decision]
) -> dict[str, Gates]:
    """The gates of every product on a shelf, by product id."""
    return {p.id: gates_of(p, policy, decisions.get(p.id)) for products in shelf.values() for p in products}


def rejudge(engine: Engine, policy: Policy) -> tuple[str, ...]:
    """The ids of the products whose stored verdicts were made by another policy, after they were judged anew."""
    from .store.snapshot import read_snapshot
    from .store.write import write_gates

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
    from .store.database import writing
    from .store.write import record_decision, write_gates

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
    from .store.database import writing
    from .store.write import undo_decision, write_gates

    with writing(engine) as connection:
        old = undo_decision(connection, product.id, by=by, on=on, why=why)
        write_gates(connection, {product.id: gates_of(product, policy)})
    return old
