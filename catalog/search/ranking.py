"""The order of matches: lexicographic and readable, each place with the first thing that decided it."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from msgspec import Struct, field

from ..model.policy import Policy
from ..model.product import Garment
from ..model.question import Question
from ..model.verdict import Advice, Advised, Outcome, Reason, SizeOutcome, SizeVerdict, Verdict, because
from ..rules.graduated.strength import strength_order
from ..rules.usage.inputs import is_hot
from ..rules.usage.rule import garment_rank
from .catalog_index import NO_PRICE, Candidate, ProductGroup, price_key

FIT_ORDER: Final = {
    SizeOutcome.FITS: 0,
    SizeOutcome.IN_TWO_SIZES: 1,
    SizeOutcome.BETWEEN_SIZES: 2,
    SizeOutcome.LEGS_DIFFER: 3,
}
MISS_ORDER: Final = {
    SizeOutcome.NEEDS_MEASUREMENT: 0,
    SizeOutcome.MEASUREMENTS_DISAGREE: 1,
    SizeOutcome.IN_GAP: 2,
    SizeOutcome.OUTSIDE_CHART: 3,
    SizeOutcome.NO_CHART: 4,
}
ORDERED_BY: Final = ("fit", "gradient", "use", "centre", "heat", "price", "name")
AFTER: Final = tuple((because("match.after", by=word),) for word in ORDERED_BY)
UNPRICED: Final = (because("match.after", by="unpriced"),)
"""That a match has no price in the currency that counts, and the one before has."""
PRICE: Final = ORDERED_BY.index("price")
Rank = tuple[int, tuple[bool, int], int, int, int]
"""Fit, gradient, use, centre, heat: all but price and name."""


class Order(Struct, frozen=True):
    """What one question orders by."""

    advice: Advice
    hot: bool
    neutral: bool = False
    """Whether a clinician comes first: then nothing but fit and name orders, so that no place is advice."""
    uses: dict[Garment, int] = field(default_factory=dict)
    """How well each kind of garment that was met suits the run."""

    def rank(self, cohort: ProductGroup, size: SizeVerdict) -> Rank:
        """Where the products of a cohort stand, the smaller the better; price and name decide among them."""
        if self.neutral:
            return FIT_ORDER[size.outcome], (False, 0), 0, 0, 0
        return (
            FIT_ORDER[size.outcome],
            gradient_rank(cohort.graduated, cohort.strength),
            self.use(cohort.garment),
            off_center(size),
            self.heat(breathable=cohort.breathable),
        )

    def use(self, garment: Garment) -> int:
        """How well a kind of garment suits the run."""
        found = self.uses.get(garment)
        if found is None:
            found = self.uses[garment] = garment_rank(self.advice, garment)
        return found

    def heat(self, *, breathable: bool) -> int:
        """1 where it is hot and no source says that the fabric breathes."""
        return int(self.hot and not breathable)

    def key(self, candidate: Candidate, size: SizeVerdict, away: int, currency: str) -> tuple[object, ...]:
        """What one product is ordered by, in the words of `ORDERED_BY`, but its name: that decides among equals.

        `away` is the `centre` of the size, `currency` the one that prices are compared in.
        """
        product, graduated = candidate.product, candidate.gates.graduated
        if self.neutral:
            return FIT_ORDER[size.outcome], (False, 0), 0, 0, 0, 0
        return (
            FIT_ORDER[size.outcome],
            gradient_rank(graduated.outcome, graduated.label),
            self.use(product.garment),
            away,
            int(self.hot and not product.breathable),
            price_key(product, currency),
        )


def order_of(question: Question, advice: Advice, policy: Policy) -> Order:
    """What the question orders by."""
    headline = advice.headline
    neutral = headline is not None and headline.verdict is Advised.SEE_CLINICIAN_FIRST
    return Order(advice, is_hot(question.run, policy), neutral)


@lru_cache(256)
def gradient_rank(outcome: Outcome, strength: str) -> tuple[bool, int]:
    """A disproved gradient last, then by how well it is shown."""
    return outcome is Outcome.FAIL, strength_order(Verdict("graduated", outcome, (), strength))


def off_center(size: SizeVerdict) -> int:
    """Tenths of a half band that the worst point lies away from the middle; 0 is central."""
    away = [abs(p.position - 0.5) for p in size.points if p.position is not None]
    return round(max(away) * 20) if away else 10


def placed(key: tuple[object, ...] | None, before: tuple[object, ...] | None) -> tuple[Reason, ...]:
    """Why a match stands after the one before it: the first thing in the order that tells them apart."""
    if before is None or key is None:
        return ()
    for told, ours, theirs in zip(AFTER, key, before, strict=False):
        if ours != theirs:
            return UNPRICED if told is AFTER[PRICE] and ours == NO_PRICE else told
    return AFTER[-1]
