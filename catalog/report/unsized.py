"""Products without a size chart: since when one is looked for, and the brand's own size page."""

from __future__ import annotations

from ..model.product import Product
from .lines import Line, say


def chart_missing(product: Product) -> list[Line]:
    """Since when a chart of a product is looked for, and the brand's own size page; what is not known is not said."""
    if product.is_sized:
        return []
    since = [say("ui.chart_missing", since=product.chart_missing_since)] if product.chart_missing_since else []
    return [*since, *([say("ui.size_page", url=product.size_page)] if product.size_page else [])]
