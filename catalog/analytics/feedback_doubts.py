"""The rule for charts that look wrong: a size too tight or too loose more often than the others, beyond chance.

The share of a size is compared with that of the other sizes of its product, taken together, and must lie above that of
its neighbours as well; a whole product with all other products of the file. The interval of the difference (Newcombe,
of two intervals by Wilson) has to lie above nothing, for all comparisons of the file together: what may go wrong is
shared out among them (Bonferroni). Thresholds stand in the policy under `feedback`. No chart is ever changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..model.feedback import FeedbackWord
from ..model.feedback_report import ChartDoubt, Complaints, ProductFeedback, SizeFeedback
from ..model.policy import Policy
from .feedback_tally import FIT
from .wilson import difference, reach_of, wilson

Counts = tuple[int, int]
"""How many complained, and how many were sent."""


class SizeComparison(Struct, frozen=True):
    """One size (or a whole product) against the others."""

    product: ProductFeedback
    size: str
    side: FeedbackWord
    own: Counts
    others: Counts
    beside: Counts
    """The sizes next to it, taken together."""


def chart_doubts(products: Sequence[ProductFeedback], policy: Policy) -> tuple[tuple[ChartDoubt, ...], int]:
    """Name the edges and charts that look wrong, the plainest first, and how many comparisons were made."""
    least = policy.whole("feedback.tell_from")
    every = [c for c in (*_of_sizes(products), *_of_products(products)) if min(c.own[1], c.others[1]) >= least]
    reach = reach_of(policy.number("feedback.confidence_percent"), len(every))
    doubts = (_doubt(comparison, reach, policy) for comparison in every)
    return tuple(sorted(filter(None, doubts), key=lambda doubt: -doubt.excess.low)), len(every)


def _of_sizes(products: Sequence[ProductFeedback]) -> Iterator[SizeComparison]:
    for product in products:
        place = {label: at for at, label in enumerate(product.labels)}
        for size in product.sizes:
            beside = [other for other in product.sizes if abs(place[other.size] - place[size.size]) == 1]
            others = [other for other in product.sizes if other is not size]
            for side in FIT:
                own, rest, near = (counts_of(sizes, side) for sizes in ([size], others, beside))
                yield SizeComparison(product, size.size, side, own, rest, near)


def _of_products(products: Sequence[ProductFeedback]) -> Iterator[SizeComparison]:
    for side in FIT:
        all_of_them = counts_of([size for product in products for size in product.sizes], side)
        for product in products:
            own = counts_of(product.sizes, side)
            others = (all_of_them[0] - own[0], all_of_them[1] - own[1])
            yield SizeComparison(product, "", side, own, others, (0, 0))


def counts_of(sizes: Sequence[SizeFeedback], side: FeedbackWord) -> Counts:
    """How many of some sizes were too tight (or too loose), and how many were sent."""
    complaints = (size.too_tight if side is FeedbackWord.TOO_TIGHT else size.too_loose for size in sizes)
    return sum(complaints), sum(size.sent for size in sizes)


def _doubt(comparison: SizeComparison, reach: float, policy: Policy) -> ChartDoubt | None:
    """What looks wrong by one comparison; None where nothing does."""
    own, others = (_complaints(counts, reach) for counts in (comparison.own, comparison.others))
    excess = difference(own.share, others.share)
    beside = comparison.beside
    if excess.low <= 0 or 100 * excess.value < policy.number("feedback.least_excess_points"):
        return None
    if beside[1] >= policy.whole("feedback.tell_from") and own.share.low <= beside[0] / beside[1]:
        return None
    product = comparison.product
    size = next((s for s in product.sizes if s.size == comparison.size), None)
    places = tuple(p for p in size.places if p.reason in (comparison.side, FeedbackWord.KEPT)) if size else ()
    return ChartDoubt(
        product.product, product.name, comparison.size, _beyond(product, comparison), comparison.side, own, others,
        excess, product.bands.get(comparison.size, ()), places,
    )  # fmt: skip


def _complaints(counts: Counts, reach: float) -> Complaints:
    count, sent = counts
    return Complaints(count, sent, wilson(count / sent, sent, reach))


def _beyond(product: ProductFeedback, comparison: SizeComparison) -> str:
    """The size on the other side of the edge: the next larger one where a size is too tight."""
    if not comparison.size or comparison.size not in product.labels:
        return ""
    at = product.labels.index(comparison.size) + (1 if comparison.side is FeedbackWord.TOO_TIGHT else -1)
    return product.labels[at] if 0 <= at < len(product.labels) else ""
