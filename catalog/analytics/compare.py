"""The sizes of two products against each other over a population: their M is your L for so many of 100."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from ..model.chart import SizeChart
from ..model.leg import LegPoint
from ..model.policy import Policy
from ..search.leg_table import Bools
from ..search.many_legs import ProductCharts
from .coverage import of_answers
from .population import Population, Share


class SizeAgainst(Struct, frozen=True):
    """Which part of those who take one size of a product take a size of another."""

    size: str
    other: str | None
    """None where the other product has no size for them."""
    share: Share


def sizes_against(
    charts: Sequence[SizeChart], others: Sequence[SizeChart], population: Population, policy: Policy
) -> tuple[SizeAgainst, ...] | None:
    """Compare the charts in force of two products, size by size of the first, the most frequent first.

    None where the population lacks a point of either: then nobody can be compared.
    """
    if population.missing(p for chart in (*charts, *others) for p in points_of(chart)):
        return None
    sizes, other_sizes = (_rows_by_size(c, population, policy) for c in (charts, others))
    in_none = ~np.any([np.zeros(len(population), np.bool_), *other_sizes.values()], axis=0)
    lines = []
    for size, rows in sizes.items():
        shares = ((label, population.share(rows & own, among=rows)) for label, own in other_sizes.items())
        own = [SizeAgainst(size, label, share) for label, share in shares if share is not None and share.value]
        without = population.share(rows & in_none, among=rows)
        own += [SizeAgainst(size, None, without)] if without is not None and without.value else []
        lines += sorted(own, key=lambda line: -line.share.value)
    return tuple(lines)


def points_of(chart: SizeChart) -> tuple[LegPoint, ...]:
    """The points of a chart that has sizes."""
    return chart.points if chart.sizes else ()


def _rows_by_size(charts: Sequence[SizeChart], population: Population, policy: Policy) -> dict[str, Bools]:
    """By size, as printed from small to large: who takes it first."""
    columns = ProductCharts(charts, policy).judge(population.legs)
    labels = dict.fromkeys(size.label for chart in charts for size in chart.sizes)
    return {
        label: of_answers(columns, [a.outcome.is_match and a.size == label for a in columns.answers])
        for label in labels
    }  # fmt: skip
