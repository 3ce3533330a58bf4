"""The verdicts on products: made by the rules in force, and made anew where other rules made the stored ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from ..model.policy import Policy
from ..model.product import Decision, Product
from ..model.snapshot import Snapshot
from ..model.verdict import Gates, fact_kinds
from ..rules.gates import gates_of
from .catalog import stale_products

if TYPE_CHECKING:
    from ..store.database import Engine

AT_ONCE: Final[Mapping[str, Gates]] = {}
"""No gates were made before."""


def judge(
    products: Iterable[Product], policy: Policy, decisions: Mapping[str, Decision], ahead: Mapping[str, Gates] = AT_ONCE
) -> dict[str, Gates]:
    """The gates of products by id, under the curators' decisions that are in force.

    `ahead` are gates that were made before, of products that no decision is about. Gates that say the same are one
    object, so that whoever writes them does so once: a shop says the same of many.
    """
    equal: dict[object, Gates] = {}
    judged: dict[str, Gates] = {}
    for p in products:
        is_judged = p.id in ahead and p.id not in decisions and p.ruling is None
        gates = ahead[p.id] if is_judged else gates_of(p, policy, decisions.get(p.id))
        judged[p.id] = equal.setdefault((gates, fact_kinds(gates)), gates)
    return judged


def with_old_ids(decisions: Mapping[str, Decision], products: Iterable[Product]) -> dict[str, Decision]:
    """The decisions, those on an old id of a product also under its new one, unless that has one of its own."""
    extended = dict(decisions)
    for product in products:
        for alias in product.aliases:
            if alias in decisions:
                extended.setdefault(product.id, replace(decisions[alias], product_id=product.id))
    return extended


def judge_snapshot(snapshot: Snapshot, policy: Policy) -> Snapshot:
    """The same catalog with the verdicts of this policy; nothing is written."""
    gates = judge(snapshot.products, policy, snapshot.decisions)
    return replace(snapshot, gates=gates)


def rejudge(engine: Engine, policy: Policy) -> tuple[str, ...]:
    """Judge the stale products anew and store their verdicts; their ids.

    Raises: StoreError (the database cannot be read or written).
    """
    from ..store.read import read_snapshot
    from ..store.write import write_gates
    from .after_commit import save_snapshot

    snapshot = read_snapshot(engine)
    stale = stale_products(snapshot, policy)
    if not stale:
        return ()
    rejudged = write_gates(engine, judge(stale, policy, snapshot.decisions))
    save_snapshot(engine, policy)
    return rejudged
