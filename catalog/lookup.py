"""The one use case: read the catalog, find, stamp the answer with what made it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from . import __version__
from .answer import Answer, MadeBy
from .match import WHOLE, Candidate, Page, find
from .naming import find_product
from .policy import Policy
from .question import Question

if TYPE_CHECKING:
    from .store.snapshot import Snapshot


def candidates_of(snapshot: Snapshot) -> tuple[Candidate, ...]:
    """Every product of a snapshot with its stored gate verdicts."""
    return tuple(Candidate(p, snapshot.gates[p.id]) for p in snapshot.products)


def answer(snapshot: Snapshot, question: Question, policy: Policy, page: Page = WHOLE) -> Answer:
    """The answer over the whole catalog."""
    return stamped(find(question, candidates_of(snapshot), policy, page), snapshot, policy)


def answer_for(snapshot: Snapshot, question: Question, policy: Policy, products: Sequence[str]) -> Answer:
    """The answer for named products only, whatever kind of garment they are.

    Raises:
        BadInput: a name is not one product of the catalog.
    """
    wanted = {find_product(name, snapshot.products).id for name in products}
    chosen = [c for c in candidates_of(snapshot) if c.product.id in wanted]
    return stamped(find(replace(question, garment=None), chosen, policy), snapshot, policy)


def stamped(found: Answer, snapshot: Snapshot, policy: Policy) -> Answer:
    """The answer with package, policy and catalog version."""
    return replace(found, made_by=MadeBy(__version__, policy.version, snapshot.version.text))
