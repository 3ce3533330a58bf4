"""Which figures of the policy an answer rests on: those that were asked for while it was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..app.load import gates_of
from ..model.policy import Policy, Threshold
from ..model.product import Product
from ..model.question import Question
from .lookup import answer_about

if TYPE_CHECKING:
    from ..store.snapshot_holder import Snapshot

ENTRIES = "question."
"""Bounds of what is read; they judge nothing."""


class TracedThresholds(Mapping[str, Threshold]):
    """The thresholds of a policy, and which of them were asked for."""

    def __init__(self, thresholds: Mapping[str, Threshold]) -> None:
        self.thresholds = thresholds
        self.asked: dict[str, Threshold] = {}

    def __getitem__(self, name: str) -> Threshold:
        self.asked[name] = self.thresholds[name]
        return self.thresholds[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.thresholds)

    def __len__(self) -> int:
        return len(self.thresholds)


def figures_used(snapshot: Snapshot, question: Question, product: Product, policy: Policy) -> tuple[Threshold, ...]:
    """Every figure that the gates and the answer for one product read, by name."""
    noted = TracedThresholds(policy.thresholds)
    # A version of its own keeps what other answers remembered from hiding the figures read here.
    watched = Policy(f"{policy.version} noted", noted)
    gates_of(product, watched, snapshot.decisions.get(product.id))
    answer_about(snapshot, question, watched, [product])
    return tuple(t for name, t in sorted(noted.asked.items()) if not name.startswith(ENTRIES))
