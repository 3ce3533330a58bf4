"""What the size rule takes from the policy, and who decides between two sizes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from ..model.chart import SizeChart, TieRule
from ..model.leg import LENGTHS, LegPoint
from ..model.policy import Policy
from ..model.question import MeasuredWhen, Prefer, Question, Reading

TAPE_POINTS = frozenset(p for p in LegPoint if p.is_girth or p in LENGTHS)
"""Points read from a tape, and so with its error; height, weight and shoe size count as exact."""


class SizeThresholds(Struct, frozen=True, eq=False):
    """The policy's figures for sizes, lengths in um; one object for one policy object."""

    tape_sds: tuple[float, float, float]
    """Standard deviation of one reading, of the mean of two, of the median of three or more."""
    near_edge: int
    """From which distance to an edge on a reading is near it."""
    readings_apart: int
    """From which spread on repeated readings lie apart."""
    larger_wins: bool
    """Whether the larger of two sizes goes first where neither the wearer nor the brand says."""
    swings: Mapping[MeasuredWhen, int]
    """How much a girth may have grown until it was measured."""
    estimates_wrong: int
    """Of a hundred sizes guessed from height and weight, how many are wrong."""
    estimates_wrong_with_ankle: int
    """Of a hundred sizes guessed with a known ankle, how many are wrong."""
    sure: float
    likely: float
    """From which probability on a size is sure, and likely."""

    def sd(self, point: LegPoint, reading: Reading | None) -> float:
        """The standard deviation of a reading in um; 0 where it counts as exact.

        Readings that lie apart say themselves how far the tape is off: then half their spread, where that is more.
        """
        if reading is None or point not in TAPE_POINTS:
            return 0
        readings = len(reading.readings)
        if readings == 1:
            return self.tape_sds[0]
        return max(self.tape_sds[1 if readings == 2 else 2], reading.spread / 2)


@lru_cache(maxsize=64)
def size_thresholds(policy: Policy) -> SizeThresholds:
    """Read the figures of a policy, once for each policy."""
    names = ("size.tape_sd_one", "size.tape_sd_two", "size.tape_sd_three")
    if policy.word("size.measured_by") == "staff":
        names = ("size.tape_sd_staff",) * 3
    one, two, three = (float(policy.um(n)) for n in names)
    evening, after_run = policy.um("size.evening_swing"), policy.um("size.after_run_swing")
    return SizeThresholds(
        tape_sds=(one, two, three),
        near_edge=policy.um("size.near_edge"),
        readings_apart=policy.um("size.readings_apart"),
        larger_wins=policy.word("size.tie") == TieRule.LARGER,
        swings={MeasuredWhen.EVENING: evening, MeasuredWhen.AFTER_RUN: after_run},
        estimates_wrong=policy.whole("size.estimate_wrong"),
        estimates_wrong_with_ankle=policy.whole("size.estimate_wrong_with_ankle"),
        sure=policy.whole("size.sure_percent") / 100,
        likely=policy.whole("size.likely_percent") / 100,
    )


class TieBreak(Struct, frozen=True):
    """Who decides between two sizes, and how: the wearer, the brand, else the nearer edge and then the policy."""

    larger: bool
    rule: str
    """`wearer`, `brand` or `policy`."""
    wording: str
    """Who says what, in one word that a sentence can be picked by."""
    in_gaps: bool
    """Whether it decides in a rounding gap as well; else the nearer edge does there."""
    sold: frozenset[int] = frozenset()
    """The sizes, by rank, that are sold out where the person asks for what is in stock."""
    key: str = ""
    """What tells tie breaks apart in caches."""

    def pick(self, ranks: Sequence[int]) -> int:
        """Pick the one of some sizes, small to large, that is named first."""
        left = self.in_stock(ranks) or ranks
        return left[-1] if self.larger else left[0]

    def in_stock(self, ranks: Sequence[int]) -> Sequence[int]:
        """The sizes that are not sold out."""
        return [r for r in ranks if r not in self.sold] if self.sold else ranks


TIE_BREAKS: Final = {
    rule: tuple(
        TieBreak(word == "larger", rule, f"{rule}_{word}", in_gaps, key=f"{rule}_{word}")
        for word in ("smaller", "larger")
    )
    for rule, in_gaps in (("brand", True), ("wearer", True), ("policy", False))
}
"""Those of each rule: the smaller size first, the larger size first."""


def tie_break(chart: SizeChart, question: Question, thresholds: SizeThresholds) -> TieBreak:
    """Take what the wearer prefers, else the brand's own rule, else the policy's default."""
    if question.prefer is not None:
        return TIE_BREAKS["wearer"][question.prefer is Prefer.SOFTER]
    if chart.tie_rule is not None:
        return TIE_BREAKS["brand"][chart.tie_rule is TieRule.LARGER]
    return TIE_BREAKS["policy"][thresholds.larger_wins]
