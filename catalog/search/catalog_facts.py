"""What a catalog holds, in a few numbers: for the page, the README and whoever wants to know before they measure."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from ..model.verdict import Outcome
from .catalog_index import Candidate


class CatalogFacts(Struct, frozen=True):
    """How many products, brands and sport products there are, and how many of these a leg can be compared with."""

    products: int
    brands: int
    sport: int
    """Products that pass the medical gate."""
    with_chart: int
    """Sport products with a chart that has figures."""
    oldest: str = ""
    """The date of the oldest of those charts, as its source prints it; empty where none has one."""
    newest: str = ""
    dates: int = 0
    """How many different dates they have."""


def facts_of(candidates: Iterable[Candidate]) -> CatalogFacts:
    """Count what some products of a catalog hold."""
    every = tuple(candidates)
    sport = [c.product for c in every if c.gates.medical.outcome is Outcome.PASS]
    charts = [p.chart for p in sport if p.chart is not None and p.chart.sizes]
    dates = sorted(c.source.seen_on for c in charts if c.source.seen_on[:1].isdigit())
    brands = {c.product.brand.casefold() for c in every}
    ends = (dates[0], dates[-1], len(set(dates))) if dates else ()
    return CatalogFacts(len(every), len(brands), len(sport), len(charts), *ends)
