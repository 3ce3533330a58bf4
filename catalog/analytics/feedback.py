"""What a shop's returns say of each product and size: counts, shares with their intervals, and charts that look wrong.

Rows are counted one after the other; a measure is compared with the edges of its size and forgotten. numpy is not
needed here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from ..app.feedback import (
    ElsewhereRow,
    FeedbackEvent,
    SeveralPieces,
    UnreadMeasure,
    UnreadReason,
    frequent_words,
    labels_of,
)
from ..model.chart import Band
from ..model.feedback import BadFeedbackRow, FeedbackWord, SentPiece
from ..model.feedback_report import MOST_BAD, FeedbackReport, ProductFeedback, SizeFeedback
from ..model.leg import LegPoint
from ..model.policy import Policy
from ..model.product import Product
from ..model.product_name import full_name
from .feedback_doubts import chart_doubts
from .feedback_tally import Edges, SizeTally, edges_of, shown_places
from .wilson import reach_of, wilson

MOST_WORDS: Final = 10_000
"""Different words that are remembered until it is known how many wrote them."""


class FeedbackCount:
    """The counts of a file so far."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._products: dict[str, Product] = {}
        self._labels: dict[str, tuple[str, ...]] = {}
        self._edges: dict[str, Mapping[str, Mapping[LegPoint, Edges]]] = {}
        self._sizes: dict[str, dict[str, SizeTally]] = {}
        self._words = Counter[str]()
        self._counts = Counter[str]()
        self._unread_measures = Counter[str]()
        self._bad: list[BadFeedbackRow] = []
        self._last_bad = (0, "")

    def add(self, event: FeedbackEvent) -> None:
        """Count what one row brings."""
        match event:
            case SentPiece():
                self._add_piece(event)
            case BadFeedbackRow():
                self._add_bad(event)
            case ElsewhereRow():
                self._counts["elsewhere"] += 1
            case SeveralPieces():
                self._counts["several"] += 1
            case UnreadMeasure():
                self._unread_measures[event.field] += 1
            case UnreadReason():
                self._counts["unread"] += 1
                if event.text in self._words or len(self._words) < MOST_WORDS:
                    self._words[event.text] += 1

    def _add_piece(self, piece: SentPiece) -> None:
        product = piece.product
        if product.id not in self._products:
            self._products[product.id], self._labels[product.id] = product, labels_of(product)
            self._edges[product.id] = edges_of(product, self._policy.whole("feedback.edge_percent"))
        tally = self._sizes.setdefault(product.id, {}).setdefault(piece.size, SizeTally())
        tally.add(piece, self._edges[product.id].get(piece.size, {}), self._labels[product.id])
        self._counts["counted"] += 1
        self._counts["kept"] += piece.outcome is FeedbackWord.KEPT

    def _add_bad(self, bad: BadFeedbackRow) -> None:
        if (bad.row, bad.sheet) != self._last_bad:
            self._counts["bad"] += 1
            self._last_bad = (bad.row, bad.sheet)
        self._counts["faults"] += 1
        if len(self._bad) < MOST_BAD:
            self._bad.append(bad)

    def report(self) -> FeedbackReport:
        """Say what the rows so far amount to."""
        products = tuple(self._product(id) for id in sorted(self._products))
        only_returns = bool(self._counts["counted"]) and not self._counts["kept"]
        doubts, comparisons = ((), 0) if only_returns else chart_doubts(products, self._policy)
        percent = self._policy.number("feedback.confidence_percent")
        least = self._policy.whole("feedback.smallest_group")
        words = frequent_words(dict(self._words.most_common()), self._policy)
        return FeedbackReport(
            products, doubts, comparisons, percent, 100 - (100 - percent) / max(comparisons, 1),
            self._counts["counted"], self._counts["elsewhere"], tuple(self._bad), self._counts["bad"],
            self._counts["faults"], self._counts["unread"], words, self._counts["several"], only_returns,
            self._policy.whole("feedback.tell_from"), least, tuple(self._unread_measures.most_common()),
        )  # fmt: skip

    def _product(self, id: str) -> ProductFeedback:
        product, labels, tallies = self._products[id], self._labels[id], self._sizes[id]
        sizes = tuple(self._size(label, tallies[label]) for label in labels if label in tallies)
        source = product.chart.source.url if product.chart is not None else ""
        return ProductFeedback(id, full_name(product), sizes, labels, bands_of(product), source)

    def _size(self, label: str, tally: SizeTally) -> SizeFeedback:
        counts, sent = tally.counts, tally.counts["sent"]
        reach = reach_of(self._policy.number("feedback.confidence_percent"))
        tight, loose = counts[FeedbackWord.TOO_TIGHT], counts[FeedbackWord.TOO_LOOSE]
        return SizeFeedback(
            label, sent, counts["kept"], counts["returned"], counts["unsaid"], tight, loose,
            wilson(tight / sent, sent, reach), wilson(loose / sent, sent, reach),
            sent >= self._policy.whole("feedback.tell_from"), counts["larger"], counts["smaller"],
            shown_places(tally.places, self._policy.whole("feedback.smallest_group")),
        )  # fmt: skip


def bands_of(product: Product) -> dict[str, tuple[Band, ...]]:
    """What the chart in force says of each size that has one band a point."""
    chart = product.chart
    return {} if chart is None else {size.label: size.boxes[0].bands for size in chart.sizes if len(size.boxes) == 1}


def feedback_report(events: Iterable[FeedbackEvent], policy: Policy) -> FeedbackReport:
    """Count what the rows of a file bring, and say what they amount to."""
    count = FeedbackCount(policy)
    for event in events:
        count.add(event)
    return count.report()
