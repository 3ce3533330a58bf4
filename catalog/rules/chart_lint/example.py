"""What is left of the example in a brand file that somebody began with: an address, or figures that are made up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...model.band_text import band_text
from ...model.chart import SizeChart
from ...model.product import Product
from ...model.source import EXAMPLE_PAGE
from .finding import Finding, finding, placed

EXAMPLE_BANDS: Final = frozenset({("30.3", "33.3"), ("33.4", "36.6"), ("36.7", "39.9")})
"""The bands of the example as printed; no two of them stand side by side in a real chart by chance."""
AT_LEAST: Final = 2


def example_sources(product: Product, place: str) -> Iterator[Finding]:
    """Find that a product still names the example's address as a source."""
    if any(source.url == EXAMPLE_PAGE for source in (*product.sources, *(c.source for c in product.charts))):
        expected, hint = "lint_your_own_address", "lint_replace_the_example"
        yield finding("still_example", placed(place, "source"), EXAMPLE_PAGE, expected, hint)


def example_figures(chart: SizeChart) -> Iterator[Finding]:
    """Find that a chart still prints the example's figures."""
    left = {
        printed: band_text(b)
        for _, box in chart.boxes()
        for b in box.bands
        if b.low is not None and b.high is not None and (printed := (b.low.printed, b.high.printed)) in EXAMPLE_BANDS
    }
    if len(left) >= AT_LEAST:
        bands = ", ".join(left.values())
        yield finding("still_example", "", bands, "lint_your_own_figures", "lint_replace_the_example")
