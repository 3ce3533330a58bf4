"""How often the rule for charts that look wrong is wrong, and how much has to be sent until it sees an edge.

The figures stand in `docs/shops/feedback.md`.
"""

from __future__ import annotations

import random

import pytest

from catalog.analytics.feedback_doubts import chart_doubts
from catalog.analytics.wilson import wilson
from catalog.model.feedback_report import ProductFeedback, SizeFeedback
from catalog.model.policy import shipped_policy

POLICY = shipped_policy()
LABELS = ("S", "M", "L", "XL")
PRODUCTS = 30


class MadeUpShop:
    """Products whose pieces come back by chance."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)

    def product(self, id: int, usual: float | None, sent: int = 0, bad: str = "") -> ProductFeedback:
        """A product of four sizes, too tight as `usual` (or as it comes), the `bad` one 20 points more often."""
        share = self._chance.uniform(0.02, 0.25) if usual is None else usual
        sizes = tuple(self._size(label, sent, share + 0.2 * (label == bad)) for label in LABELS)
        return ProductFeedback(f"p{id}", f"p{id}", sizes, LABELS, {})

    def _size(self, label: str, sent: int, share: float) -> SizeFeedback:
        sent = sent or (15, 30, 60, 120, 250)[int(self._chance.random() * 5)]
        tight, loose = (sum(self._chance.random() < part for _ in range(sent)) for part in (share, 0.04))
        any_share = wilson(0.5, sent)
        return SizeFeedback(label, sent, 0, 0, 0, tight, loose, any_share, any_share, sent >= 20)


def test_of_100_files_without_a_wrong_edge_about_four_name_one():
    shop = MadeUpShop(5)
    named = 0
    for _ in range(300):
        doubts, _ = chart_doubts([shop.product(id, None) for id in range(PRODUCTS)], POLICY)
        named += any(doubt.size for doubt in doubts)
    assert 1 <= named <= 15


@pytest.mark.parametrize(
    ("sent", "least", "most"),
    [pytest.param(40, 10, 30, id="40"), pytest.param(80, 40, 57, id="80"), pytest.param(150, 57, 60, id="150")],
)
def test_so_much_has_to_be_sent_until_an_edge_is_seen(sent, least, most):
    shop = MadeUpShop(sent)
    seen = 0
    for _ in range(60):
        others = [shop.product(id, 0.06, sent) for id in range(1, PRODUCTS)]
        doubts, _ = chart_doubts([shop.product(0, 0.06, sent, "M"), *others], POLICY)
        seen += any((doubt.product, doubt.size, doubt.side) == ("p0", "M", "too_tight") for doubt in doubts)
    assert least <= seen <= most
