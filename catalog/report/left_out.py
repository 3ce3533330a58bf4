"""What is not among the matches, in one plain line for each group, most first."""

from __future__ import annotations

from collections import Counter
from typing import Final

from ..model.answer import Answer, Exclusion, Miss
from ..model.leg import LegPoint
from ..model.verdict import Outcome, SizeOutcome
from .lines import Message, message

WAYS: Final = ("inverse", "uniform", "zoned", "denied")
Group = tuple[str, tuple[LegPoint, ...]]


def group_of_exclusion(out: Exclusion) -> Group:
    """The sentence that an excluded product counts under."""
    if out.rule == "medical":
        kinds = {Outcome.FAIL: "medical", Outcome.UNKNOWN: "review"}
        return kinds.get(out.medical.outcome, "too_firm"), ()
    if out.rule == "stock":
        return "sold_out", ()
    if out.graduated.outcome is Outcome.FAIL:
        return (out.graduated.label if out.graduated.label in WAYS else "not_graduated"), ()
    return "unproven", ()


def group_of_miss(miss: Miss) -> Group:
    """The sentence that a product without a size for this leg counts under."""
    if miss.size.asks_in_vain:
        return "shoe_unstated", ()
    if miss.size.outcome is SizeOutcome.NEEDS_MEASUREMENT:
        return "needs", miss.size.needs
    return miss.size.outcome.value, ()


def left_out(answer: Answer) -> list[Message]:
    """One message for each group, the largest first; the counts add up to all that is left out."""
    groups: Counter[Group] = Counter(group_of_exclusion(e) for e in answer.excluded)
    groups.update(group_of_miss(m) for m in answer.misses)
    ordered = sorted(groups.items(), key=lambda e: (-e[1], e[0][0], [p.value for p in e[0][1]]))
    return [message(f"ui.out.{kind}", count=count, points=points) for (kind, points), count in ordered]
