"""Which thresholds of the policy an answer rests on: those that were read while it was made."""

from __future__ import annotations

from collections.abc import Mapping

from ..model.policy import Policy, Threshold
from ..model.product import Product
from ..model.question import Question
from ..rules.gates import gates_of
from .loaded_catalog import LoadedCatalog
from .lookup import answer_about

ENTRIES = "question."
"""What bounds of an entry are called; they say what is read, and judge nothing."""


class TracedThresholds(dict[str, Threshold]):
    """The thresholds of a policy by name, and the names of those that were read."""

    def __init__(self, thresholds: Mapping[str, Threshold]) -> None:
        super().__init__(thresholds)
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> Threshold:
        self.read.add(name)
        return super().__getitem__(name)


def figures_used(catalog: LoadedCatalog, question: Question, product: Product, policy: Policy) -> tuple[Threshold, ...]:
    """Every threshold that the gates and the answer for one product read, by name.

    Rules work out what they take from a policy once for each policy object, so a new one is read from anew.
    """
    traced = TracedThresholds(policy.thresholds)
    watched = Policy(policy.version, traced)
    gates_of(product, watched, catalog.snapshot.decisions.get(product.id))
    answer_about(catalog, question, watched, [product])
    return tuple(policy.thresholds[name] for name in sorted(traced.read) if not name.startswith(ENTRIES))
