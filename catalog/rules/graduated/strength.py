"""How well a gradient is shown: the labels of the graduated rule, in a ranking and against what a person asks for."""

from __future__ import annotations

from typing import Final

from ...model.question import GraduatedFilter
from ...model.verdict import Fact, Outcome, Reason, Verdict, because

STRENGTH: Final = ("none", "claimed", "stated", "laboratory", "measured")


def strength(label: str) -> int:
    """How well a gradient is shown, from 0 (not at all) to 4 (measured on legs)."""
    return STRENGTH.index(label) if label in STRENGTH else 0


def strength_order(label: str) -> int:
    """The place of a verdict in a ranking by its label: 0 for the best shown gradient, then larger."""
    return len(STRENGTH) - 1 - strength(label)


def allows(verdict: Verdict, wanted: GraduatedFilter | None) -> Reason | None:
    """Why a product is not shown under a filter; None where it is.

    Without a filter all that is not disproved is shown, with `any` everything.
    """
    shown_as: dict[str, Fact] = {"label": verdict.label, "outcome": verdict.outcome.value}
    if wanted is GraduatedFilter.ANY or verdict.outcome is Outcome.PASS:
        return None
    if wanted is None:
        return because("graduated.disproved", **shown_as) if verdict.outcome is Outcome.FAIL else None
    claimed = verdict.outcome is Outcome.UNKNOWN and verdict.label == "claimed"
    if wanted is GraduatedFilter.CLAIMED and claimed:
        return None
    return because("graduated.filtered", wanted=wanted.value, **shown_as)
