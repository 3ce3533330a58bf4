"""Brand files into the catalog: read, judged by the gates, written in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .policy import Policy
from .product import Decision, Product
from .rules.graduated import judge_graduated
from .rules.medical import judge_medical
from .verdict import Gates

if TYPE_CHECKING:
    from .store.database import Engine
    from .store.write import Written


def gates_of(product: Product, policy: Policy, decision: Decision | None = None) -> Gates:
    """The verdicts on a product that do not depend on the person."""
    return Gates(judge_medical(product, policy, decision), judge_graduated(product, policy), policy.version)


def load_files(engine: Engine, paths: Sequence[Path], policy: Policy, *, sync: bool = False) -> Written:
    """Write every product of the files into the catalog, all or nothing.

    Raises:
        BadInput: any file has a problem; every problem of every file is named and nothing is written.
        StoreError: the database cannot be written.
    """
    from .feeds.brandfile import read_brand_files
    from .store.read import read_decisions
    from .store.write import write_products

    shelf = read_brand_files(paths)
    with engine.connect() as connection:
        decisions = read_decisions(connection)
    gates = judge_shelf(shelf, policy, decisions)
    return write_products(engine, shelf, gates, sync=sync)


def judge_shelf(
    shelf: Mapping[str, Sequence[Product]], policy: Policy, decisions: Mapping[str, Decision]
) -> dict[str, Gates]:
    """The gates of every product on a shelf, by product id."""
    return {p.id: gates_of(p, policy, decisions.get(p.id)) for products in shelf.values() for p in products}
