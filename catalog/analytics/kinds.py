"""How many products of a kind have a size for ordinary legs and for rare ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
from msgspec import Struct

from ..model.leg import LegPoint
from ..model.product import Audience, Garment
from ..model.verdict import MATCHES
from ..search.leg_table import MISSING, Bools, LegTable, Numbers
from ..search.many_legs import ProductCharts
from .coverage import JudgedPeople
from .coverage_report import KindCoverage, ProductsForLegs
from .groups import group_rows, shares
from .population import Floats, Population
from .unread import unread_sizes

RAREST: Final = 0.1
"""The part of a group whose legs are called rare."""


class ProductsOfChart(Struct, frozen=True):
    """Products of one kind and for the same people that share their charts, and what these say of everybody."""

    products: int
    charts: ProductCharts
    people: JudgedPeople
    audience: Audience | None = None
    """Whom they are made for: a product for women counts for nobody who is known to be a man, and one for men
    for no woman."""

    @property
    def made_for(self) -> Bools:
        """Whom the products are made for, as far as it is known who is a woman and who a man."""
        population = self.people.population
        others = {Audience.WOMEN: population.men, Audience.MEN: population.women}
        return ~others[self.audience] if self.audience in others else np.ones(len(population), np.bool_)


def kind_coverage(
    garment: Garment, of_kind: Sequence[ProductsOfChart], without_chart: int, population: Population
) -> KindCoverage:
    """Count the products of a kind that have a size for each person; those with unknown coverage are set apart."""
    counted = [own for own in of_kind if not own.people.is_unread and not own.people.lacks()]
    unknown = sum(own.products for own in of_kind) - sum(own.products for own in counted)
    products = sum(own.products for own in counted)
    if not counted:
        return KindCoverage(garment, 0, unknown, without_chart)
    count = np.zeros(len(population), np.int64)
    for own in counted:
        count += own.products * (own.people.served & own.made_for)
    points = tuple(p for p in LegPoint if p in population.measures and any(p in own.people.points for own in counted))
    everybody, women, men = (_for_legs(population, rows, points, counted, count) for rows in group_rows(population))
    served = shares(population, count > 0)
    least = any(unread_sizes(own.people.charts) for own in counted)
    return KindCoverage(garment, products, unknown, without_chart, points, served, everybody, women, men, least)


def _for_legs(
    population: Population, rows: Bools, points: Sequence[LegPoint], counted: Iterable[ProductsOfChart], count: Numbers
) -> ProductsForLegs | None:
    """The products for the ordinary leg and for the rare legs of a group; None where nobody has all the measures."""
    rows = rows & np.all([population.measures[p] != MISSING for p in points], axis=0)
    rare = rarest(population, rows, points)
    without = population.share(rare & (count == 0), among=rare)
    if without is None:
        return None
    leg = median_leg(population, rows)
    at_median = sum(own.products for own in counted if (rows & own.made_for).any() and _has_size(own.charts, leg))
    return ProductsForLegs(at_median, median_of(count[rare], population.weights[rare]), without)


def _has_size(charts: ProductCharts, leg: Mapping[LegPoint, int]) -> bool:
    columns = charts.judge(LegTable({p: np.array([value]) for p, value in leg.items()}, rows=1))
    return columns.answers[int(columns.number[0])].outcome in MATCHES


def median_leg(population: Population, rows: Bools) -> dict[LegPoint, int]:
    """The leg that has the median of some people at every measure."""
    measured = ((p, values, rows & (values != MISSING)) for p, values in population.measures.items())
    return {p: median_of(values[own], population.weights[own]) for p, values, own in measured if own.any()}


def median_of(values: Numbers, weights: Floats) -> int:
    """The smallest value that at least half of the weight does not exceed.

    >>> median_of(np.array([3, 1, 2]), np.array([0.2, 0.3, 0.5]))
    2
    """
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    return int(values[order][np.searchsorted(reached, reached[-1] / 2 * (1 - 1e-12))])


def rarest(population: Population, rows: Bools, points: Sequence[LegPoint]) -> Bools:
    """The tenth of some people whose legs lie farthest from the middle of some measures at once.

    How far is Mahalanobis' distance: in standard deviations, measures that go together counted once.
    """
    rare: Bools = np.zeros(len(rows), np.bool_)
    if rows.sum() < 2:
        return rows
    values = np.stack([population.measures[p][rows] for p in points], axis=1).astype(np.float64)
    weights = population.weights[rows]
    off = values - np.average(values, axis=0, weights=weights)
    spread = np.atleast_2d(np.cov(off, rowvar=False, aweights=weights))
    distance = np.einsum("ij,jk,ik->i", off, np.linalg.pinv(spread), off)
    order = np.argsort(-distance, kind="stable")
    reached = np.cumsum(weights[order])
    last = int(np.searchsorted(reached, reached[-1] * RAREST * (1 - 1e-12)))
    rare[np.flatnonzero(rows)[order[: last + 1]]] = True
    return rare
