"""The order of matches: lexicographic and readable, each place with the first thing that decided it."""

from __future__ import annotations

from typing import Final

from msgspec import Struct, field

from ..model.buying import NO_PRICE, minor_in, price_in
from ..model.cautions import chart_day
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
ORDERED_BY: Final = ("fit", "gradient", "use", "chart", "centre", "heat", "price", "name")
AFTER: Final = tuple((because("match.after", by=name),) for name in ORDERED_BY)
UNPRICED: Final = (because("match.after", by="unpriced"),)
"""That a match has no price in the currency that counts, and the one before has."""
WEAK: Final = 1
"""Only what is from a weak source has an earlier day."""
A_YEAR: Final = 10_000
"""One year of a day written as 20211127."""
PRICE: Final = ORDERED_BY.index("price")
Rank = tuple[int, tuple[bool, int], int, bool, int, int]
"""Fit, gradient, use, a weak chart, how far off the middle, heat: what matches are ordered by before price and name."""
Key = tuple[int, tuple[bool, int], int, bool, int, int, int]
"""A rank and the price, by the names of `ORDERED_BY`; the name decides among equals."""


class Order(Struct, frozen=True):
    """What the matches of one question are ordered by."""

    advice: Advice
    hot: bool
    neutral: bool = False
    """Whether a clinician comes first: then nothing but fit and name orders, so that no place is advice."""
    weak_before: int = WEAK
    """The day, as 20211127, before which a chart is so old that it counts as weak."""
    uses: dict[Garment, int] = field(default_factory=dict)
    """How well each kind of garment that was met suits the run."""

    def group_rank(self, group: ProductGroup, size: SizeVerdict) -> Rank:
        """Where the products of a group stand, the smaller the better; price and name decide among them."""
        weak = group.chart_day < self.weak_before
        return self._rank(size, group.graduated, group.strength, group.garment, weak, breathable=group.breathable)

    def key(self, candidate: Candidate, size: SizeVerdict, currency: str) -> Key:
        """What one product is ordered by but its name; prices are compared in `currency`."""
        product, verdict = candidate.product, candidate.gates.graduated
        weak = chart_day(product.chart) < self.weak_before
        rank = self._rank(size, verdict.outcome, verdict.label, product.garment, weak, breathable=product.breathable)
        return (*rank, 0 if self.neutral else minor_in(price_in(product, size.size), currency))

    def _rank(
        self, size: SizeVerdict, graduated: Outcome, strength: str, garment: Garment, weak: bool, *, breathable: bool
    ) -> Rank:
        fit, heat = FIT_ORDER[size.outcome], int(self.hot and not breathable)
        if self.neutral:
            return fit, (False, 0), 0, False, 0, 0
        return fit, gradient_rank(graduated, strength), self.use(garment), weak, off_center(size), heat

    def use(self, garment: Garment) -> int:
        """How well a kind of garment suits the run; 0 is best."""
        use = self.uses.get(garment)
        if use is None:
            use = self.uses[garment] = garment_rank(self.advice, garment)
        return use


def order_of(question: Question, advice: Advice, policy: Policy, today: str = "") -> Order:
    """What the matches of a question are ordered by; without a date of `today` (ISO) no chart is weak by its age."""
    headline = advice.headline
    neutral = headline is not None and headline.verdict is Advised.SEE_CLINICIAN_FIRST
    years = policy.whole("size.chart_weak_years")
    weak_before = int(today.replace("-", "")) - years * A_YEAR if today else WEAK
    return Order(advice, is_hot(question.run, policy), neutral, weak_before)


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
