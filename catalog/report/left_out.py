"""What is not among the matches: one line for each cause, most products first, with the one thing to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from ..model.answer import COMPARED, Answer, Exclusion, Miss
from ..model.leg import LegPoint
from ..model.verdict import Outcome, SizeOutcome
from .lines import Hints, Message, message

SENTENCES: Final = {"held_back": "review", "over_max_mmhg": "too_firm", "gradient_not_as_asked": "unproven"}
"""Causes whose sentence has another name."""
LISTED: Final = frozenset({"outside_chart", "in_gap"})
"""Causes whose sentence names the option that lists the products, where they are not listed already."""


def cause_of(out: Exclusion) -> str:
    """Why a product is left out, in the contract's words."""
    if out.rule == "medical":
        kinds = {Outcome.FAIL: "medical", Outcome.UNKNOWN: "held_back"}
        return kinds.get(out.medical.outcome, "over_max_mmhg")
    if out.rule == "stock":
        return "sold_out"
    return "not_graduated" if out.graduated.outcome is Outcome.FAIL else "gradient_not_as_asked"


def cause_of_exclusion(out: Exclusion) -> str:
    """The sentence that an excluded product counts under."""
    cause = cause_of(out)
    return SENTENCES.get(cause, cause)


def cause_of_miss(miss: Miss) -> str:
    """The sentence that a product without a size for this leg counts under."""
    if miss.size.asks_in_vain:
        return "shoe_unstated"
    return "needs" if miss.size.outcome is SizeOutcome.NEEDS_MEASUREMENT else miss.size.outcome.value


def left_out(answer: Answer, hints: Hints, most: int | None = None, *, listed: bool = False) -> list[Message]:
    """One message for each cause, the largest first; the counts add up to all that is left out.

    With `most` no more than so many causes have a message of their own, the missing measure always; one for the rest.
    Where misses are `listed` below, no option is named that lists them.
    """
    causes = Counter(map(cause_of_exclusion, answer.excluded))
    causes.update(map(cause_of_miss, answer.misses))
    ordered = sorted(causes.items(), key=lambda e: (-e[1], e[0]))
    first = ordered if most is None or len(ordered) <= most + 1 else _first(ordered, most)
    rest = sum(count for cause in ordered if cause not in first for count in cause[1:])
    codes = {cause: f"{cause}_listed" for cause in LISTED} if listed else {}
    lines = [_worded(codes.get(cause, cause), count, answer, hints) for cause, count in first]
    return [*lines, message("ui.out.rest", count=rest)] if rest else lines


def _first(ordered: Sequence[tuple[str, int]], most: int) -> list[tuple[str, int]]:
    """The first causes; a measure that is missing among them, as it is what a person can do most about."""
    needed = [cause for cause in ordered[most:] if cause[0] == "needs"]
    return [*ordered[: most - len(needed)], *needed]


def _worded(cause: str, count: int, answer: Answer, hints: Hints) -> Message:
    if cause != "needs":
        return message(f"ui.out.{cause}", count=count)
    return message("ui.out.needs", count=count, option=hints.option_for(_measure_first(answer)))


def _measure_first(answer: Answer) -> LegPoint:
    """The measure that helps most: the one that the answer names, else the one that most products wait for."""
    for reason in answer.reasons:
        point = reason.fact("point") if reason.has("point") else None
        if isinstance(point, LegPoint):
            return point
    waiting = Counter(point for miss in answer.misses if cause_of_miss(miss) == "needs" for point in miss.size.asks_for)
    return max(waiting, key=lambda point: (waiting[point], point.value))


def compared(answer: Answer) -> int:
    """How many products were compared with the leg, whatever came of it."""
    counts = answer.counts
    return counts.matches + sum(count for outcome, count in counts.by_outcome if outcome in COMPARED)
