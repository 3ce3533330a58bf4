"""The sizes of two products against each other over a population: their M is your L for so many of 100."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct

from ..model.chart import SizeChart
from ..model.leg import LegPoint
from ..model.policy import Policy
from ..search.leg_table import Bools
from ..search.many_legs import ProductCharts
from .coverage import JudgedPeople, judge_people
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
    one, other = (judge_people(c, ProductCharts(c, policy), population) for c in (charts, others))
    return tuple(compared_sizes(one, other))


def compared_sizes(one: JudgedPeople, other: JudgedPeople) -> Iterator[SizeAgainst]:
    """Compare the sizes that the same people take of two products, size by size of the first."""
    population = one.population
    sizes, other_sizes = _rows_by_size(one), _rows_by_size(other)
    in_none = ~np.any([np.zeros(len(population), np.bool_), *other_sizes.values()], axis=0)
    for size, rows in sizes.items():
        shares = ((label, population.share(rows & own, among=rows)) for label, own in other_sizes.items())
        own = [SizeAgainst(size, label, share) for label, share in shares if share is not None and share.value]
        without = population.share(rows & in_none, among=rows)
        own += [SizeAgainst(size, None, without)] if without is not None and without.value else []
        yield from sorted(own, key=lambda line: -line.share.value)


def points_of(chart: SizeChart) -> tuple[LegPoint, ...]:
    """The points of a chart that has sizes."""
    return chart.points if chart.sizes else ()


def _rows_by_size(people: JudgedPeople) -> dict[str, Bools]:
    """By size, as printed from small to large: who takes it first."""
    labels = dict.fromkeys(size.label for chart in people.charts for size in chart.sizes)
    return {label: people.answered(lambda a, own=label: a.outcome.is_match and a.size == own) for label in labels}  # type: ignore[misc]
