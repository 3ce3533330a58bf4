"""The order of matches: lexicographic and readable, each place with the first thing that decided it."""

from __future__ import annotations

from typing import Final

from msgspec import Struct, field

from ..model.buying import NO_PRICE, minor_in, price_in
from ..model.policy import Policy
from ..model.product import Garment
from ..model.question import Question
from ..model.verdict import Advice, Advised, Outcome, Reason, SizeOutcome, SizeVerdict, because
from ..rules.graduated.strength import strength_order
from ..rules.usage.garment_order import garment_rank
from ..rules.usage.inputs import is_hot
from .catalog_index import Candidate, ProductGroup

MATCHES: Final = (
    SizeOutcome.FITS, SizeOutcome.IN_TWO_SIZES, SizeOutcome.BETWEEN_SIZES, SizeOutcome.LEGS_DIFFER,
)  # fmt: skip
MISSES: Final = (
    SizeOutcome.NEEDS_MEASUREMENT, SizeOutcome.MEASUREMENTS_DISAGREE, SizeOutcome.IN_GAP, SizeOutcome.OUTSIDE_CHART,
    SizeOutcome.NO_CHART,
)  # fmt: skip
FIT_ORDER: Final = {outcome: place for place, outcome in enumerate(MATCHES)}
MISS_ORDER: Final = {outcome: place for place, outcome in enumerate(MISSES)}
ORDERED_BY: Final = ("fit", "gradient", "use", "centre", "heat", "price", "name")
AFTER: Final = tuple((because("match.after", by=name),) for name in ORDERED_BY)
UNPRICED: Final = (because("match.after", by="unpriced"),)
"""That a match has no price in the currency that counts, and the one before has."""
PRICE: Final = ORDERED_BY.index("price")
Rank = tuple[int, tuple[bool, int], int, int, int]
"""Fit, gradient, use, how far off the middle, heat: everything that matches are ordered by before price and name."""
Key = tuple[int, tuple[bool, int], int, int, int, int]
"""A rank and the price, by the names of `ORDERED_BY`; the name decides among equals."""


class Order(Struct, frozen=True):
    """What the matches of one question are ordered by."""

    advice: Advice
    hot: bool
    neutral: bool = False
    """Whether a clinician comes first: then nothing but fit and name orders, so that no place is advice."""
    uses: dict[Garment, int] = field(default_factory=dict)
    """How well each kind of garment that was met suits the run."""

    def group_rank(self, group: ProductGroup, size: SizeVerdict) -> Rank:
        """Where the products of a group stand, the smaller the better; price and name decide among them."""
        return self._rank(size, group.graduated, group.strength, group.garment, breathable=group.breathable)

    def key(self, candidate: Candidate, size: SizeVerdict, currency: str) -> Key:
        """What one product is ordered by but its name; prices are compared in `currency`."""
        product, verdict = candidate.product, candidate.gates.graduated
        rank = self._rank(size, verdict.outcome, verdict.label, product.garment, breathable=product.breathable)
        return (*rank, 0 if self.neutral else minor_in(price_in(product, size.size), currency))

    def _rank(
        self, size: SizeVerdict, graduated: Outcome, strength: str, garment: Garment, *, breathable: bool
    ) -> Rank:
        fit, heat = FIT_ORDER[size.outcome], int(self.hot and not breathable)
        if self.neutral:
            return fit, (False, 0), 0, 0, 0
        return fit, gradient_rank(graduated, strength), self.use(garment), off_center(size), heat

    def use(self, garment: Garment) -> int:
        """How well a kind of garment suits the run; 0 is best."""
        use = self.uses.get(garment)
        if use is None:
            use = self.uses[garment] = garment_rank(self.advice, garment)
        return use


def order_of(question: Question, advice: Advice, policy: Policy) -> Order:
    """What the matches of a question are ordered by."""
    headline = advice.headline
    neutral = headline is not None and headline.verdict is Advised.SEE_CLINICIAN_FIRST
    return Order(advice, is_hot(question.run, policy), neutral)


def gradient_rank(outcome: Outcome, strength: str) -> tuple[bool, int]:
    """A disproved gradient last, then by how well it is shown; `strength` is the label of the verdict."""
    return outcome is Outcome.FAIL, strength_order(strength)


def off_center(size: SizeVerdict) -> int:
    """Tenths of a half band that the worst point lies off the middle; 0 is central."""
    distances = [abs(p.position - 0.5) for p in size.points if p.position is not None]
    return round(max(distances) * 20) if distances else 10


def reason_for_place(key: Key | None, before: Key | None) -> tuple[Reason, ...]:
    """Why a match stands after the one before it: the first thing in the order that tells them apart."""
    if before is None or key is None:
        return ()
    for reason, ours, theirs in zip(AFTER, key, before, strict=False):
        if ours != theirs:
            return UNPRICED if reason is AFTER[PRICE] and ours == NO_PRICE else reason
    return AFTER[-1]
