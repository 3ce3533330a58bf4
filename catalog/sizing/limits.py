"""What the size rule takes from the policy, and who decides a tie."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from ..measure import LENGTHS, LegPoint
from ..policy import Policy
from ..product import SizeChart, TieRule
from ..question import MeasuredWhen, Prefer, Question, Reading
from ..remember import Remembered

TAPE_POINTS = frozenset(p for p in LegPoint if p.is_girth or p in LENGTHS)
"""Points read from a tape, and so with its error; height, weight and shoe size count as exact."""


class Limits(Struct, frozen=True, eq=False):
    """The policy's figures for sizes, lengths in micrometres; one object for one policy object."""

    sds: tuple[float, float, float]
    """Tape error of one reading, the mean of two, the median of three or more."""
    near_edge: int
    readings_apart: int
    larger: bool
    swings: Mapping[MeasuredWhen, int]
    wrong: int
    """Of a hundred sizes guessed from height and weight, how many are wrong."""
    wrong_with_ankle: int
    """The same where the ankle is known too."""
    sure: float
    likely: float
    """From which probability on a size is sure, and likely."""

    def sd(self, point: LegPoint, reading: Reading | None) -> float:
        """The standard deviation of a reading; 0 where it counts as exact."""
        if reading is None or point not in TAPE_POINTS:
            return 0
        return self.sds[min(len(reading.readings), 3) - 1]


def _limits(policy: Policy) -> Limits:
    names = ("size.tape_sd_one", "size.tape_sd_two", "size.tape_sd_three")
    if policy.word("size.measured_by") == "staff":
        names = ("size.tape_sd_staff",) * 3
    one, two, three = (float(policy.um(n)) for n in names)
    swings = {
        MeasuredWhen.EVENING: policy.um("size.evening_swing"),
        MeasuredWhen.AFTER_RUN: policy.um("size.after_run_swing"),
    }
    return Limits(
        (one, two, three), policy.um("size.near_edge"), policy.um("size.readings_apart"),
        policy.word("size.tie") == TieRule.LARGER, swings, policy.whole("size.estimate_wrong"),
        policy.whole("size.estimate_wrong_with_ankle"), policy.whole("size.sure_percent") / 100,
        policy.whole("size.likely_percent") / 100,
    )  # fmt: skip


limits = Remembered(_limits, 64)


class Choice(Struct, frozen=True):
    """Whether the larger size wins a tie, and who says so: `brand`, `wearer` or `policy`."""

    larger: bool
    rule: str
    said: str
    """Who says what, in one word that a sentence can be picked by."""


CHOICES: Final = {
    rule: tuple(Choice(n == 1, rule, f"{rule}_{word}") for n, word in enumerate(("smaller", "larger")))
    for rule in ("brand", "wearer", "policy")
}


def choice(chart: SizeChart, question: Question, figures: Limits) -> Choice:
    """The brand's own rule, else what the wearer prefers, else the policy's default."""
    if chart.tie_rule is not None:
        return CHOICES["brand"][chart.tie_rule is TieRule.LARGER]
    if question.prefer is not None:
        return CHOICES["wearer"][question.prefer is Prefer.SOFTER]
    return CHOICES["policy"][figures.larger]
