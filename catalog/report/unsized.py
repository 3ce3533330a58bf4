"""Products without a size chart, apart from the others: what the brand sizes by, its size page, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..model.answer import Answer, Miss
from ..model.product import Product
from ..model.verdict import SizeOutcome
from .lines import BLANK, Joined, Line, Style, message, say
from .product import product_title

MOST: Final = 3
"""Products without a chart that a search lists by itself."""


def chart_missing(product: Product) -> list[Line]:
    """Since when a chart of a product is looked for, and the brand's own size page; what is not known is not said."""
    if product.is_sized:
        return []
    since = [say("ui.chart_missing", since=product.chart_missing_since)] if product.chart_missing_since else []
    return [*since, *([say("ui.size_page", url=product.size_page)] if product.size_page else [])]


def without_chart(answer: Answer) -> list[Miss]:
    """The products without a chart, those first of which most is known; not those of a shoe size of no system."""
    misses = [m for m in answer.misses if m.size.outcome is SizeOutcome.NO_CHART and not m.size.asks_in_vain]
    return sorted(misses, key=lambda m: (not m.product.size_page, not m.size.asks_for))


def unsized(answer: Answer) -> list[Line]:
    """The section of a search about products without a size chart; nothing where there is none."""
    misses = without_chart(answer)
    if not misses or not answer.counts.matches:
        return []
    rest = len(misses) - MOST
    more = [Line(message("ui.search.unsized_more", count=rest), 1)] if rest > 0 else []
    return [BLANK, say("ui.search.unsized", count=len(misses)), *_named(misses[:MOST]), *more]


def _named(misses: Sequence[Miss]) -> list[Line]:
    lines: list[Line] = []
    for miss in misses:
        title: Joined = product_title(miss.product)
        asks = miss.size.asks_for
        named = message("ui.search.sized_by", product=title, points=asks) if asks else title
        lines.append(Line(named, 1, Style.ENTRY))
        page = miss.product.size_page
        lines += [Line(message("ui.size_page", url=page), 2)] if page else []
    return lines
