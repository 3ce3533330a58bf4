"""One look at products over a population: every chart once, and all that is told of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from ..app.changed_chart import ChangedCharts, changed_charts
from ..model.cautions import why_unsure
from ..model.chart import SizeChart
from ..model.leg import LegPoint
from ..model.policy import Policy
from ..model.problem import BadInput
from ..model.product import Garment, Product
from ..model.question import Question
from ..search.catalog_index import CatalogIndex
from ..search.loaded_catalog import LoadedCatalog
from ..search.lookup import made_by, products_named
from ..search.many_legs import ProductCharts
from ..search.many_products import ManyProducts
from .compare import compared_sizes
from .coverage import JudgedPeople, coverage_of, judge_people
from .coverage_report import (
    ChartCoverage,
    Comparison,
    CoverageReport,
    KindCoverage,
    PopulationFacts,
    ProductFacts,
    ProductWithoutSizes,
)
from .density import densities
from .groups import shares
from .kinds import ProductsOfChart, kind_coverage
from .population import Population
from .seams import seams_of
from .unread import unread_sizes
from .what_if import what_if

WHAT_IF, AGAINST = "--what-if", "--against"
NO_CHART = "no_chart"


class CoverageQuestion(Struct, frozen=True):
    """What is looked at, and beside what."""

    question: Question
    """The kind, the filters and the preference; those that name no product count where none is named."""
    products: tuple[str, ...] = ()
    """By id, SKU, GTIN or name; empty for all that the question asks about."""
    what_if: tuple[str, ...] = ()
    against: tuple[Product, ...] = ()
    file: str = ""
    """The brand file that the catalog is of; empty for the catalog itself."""


class CoverageLook:
    """Products whose charts are looked at; a population is put in afterwards, so that the charts can choose it."""

    def __init__(self, catalog: LoadedCatalog, wanted: CoverageQuestion, policy: Policy, today: str) -> None:
        """`today` is an ISO date.

        Raises: BadInput (a product that the catalog lacks; a what-if of several charts, or that the chart cannot have).
        """
        self._catalog, self._wanted, self._policy, self._today = catalog, wanted, policy, today
        question, index = wanted.question, catalog.index
        named = products_named(catalog, wanted.products)
        if named:
            index = catalog.index_with(named)
            narrow = replace(question.filters, brands=(), collections=(), audience=None)
            question = replace(question, garment=None, filters=narrow)
        self._index: CatalogIndex = index
        self._products = ManyProducts(index, question, policy, today)
        self.charts = dict(self._by_chart())
        self.left_out = tuple(self._without_size())
        if wanted.what_if and len(self.charts) > 1:
            raise BadInput.one("several_charts", WHAT_IF, wanted.what_if[0], "coverage_one_chart", "coverage_one_chart")
        self._changed: ChangedCharts | None = None
        if wanted.what_if and self.charts:
            ((product, *_),) = self.charts.values()
            self._changed = changed_charts(product.charts_in_force, wanted.what_if, WHAT_IF, policy)

    def beside(self, products: Sequence[Product]) -> CoverageLook:
        """The same look, with the sizes of other products beside it."""
        self._wanted = replace(self._wanted, against=tuple(products))
        return self

    def _by_chart(self) -> Iterator[tuple[int, list[Product]]]:
        """The products that may get a size and have a chart, by the number of their charts."""
        by_chart: dict[int, list[Product]] = {}
        for number in self._products.allowed:
            if self._charts_of(number):
                own = by_chart.setdefault(self._index.chart_of[number], [])
                own.append(self._index.candidates[number].product)
        for number, products in by_chart.items():
            yield number, sorted(products, key=_by_name)

    def _charts_of(self, product: int) -> tuple[SizeChart, ...]:
        charts = self._index.candidates[product].product.charts_in_force
        return charts if any(c.sizes for c in charts) else ()

    def _without_size(self) -> Iterator[ProductWithoutSizes]:
        for number, cause in self._products.excluded.items():
            yield ProductWithoutSizes(facts_of(self._index.candidates[number].product), cause)
        for number in self._products.allowed:
            if not self._charts_of(number):
                yield ProductWithoutSizes(facts_of(self._index.candidates[number].product), NO_CHART)

    def points(self) -> list[tuple[tuple[LegPoint, ...], int]]:
        """The points that each chart asks for, and how many products go by it."""
        entries = ((products[0].charts_in_force, len(products)) for products in self.charts.values())
        return [(tuple(dict.fromkeys(p for c in charts for p in c.points)), count) for charts, count in entries]

    def over(self, population: Population, facts: PopulationFacts) -> CoverageReport:
        """Look at everything over a population."""
        judged: dict[Garment, list[ProductsOfChart]] = {}
        entries: list[ChartCoverage] = []
        for products in self.charts.values():
            charts = self._put_in(products[0])
            people = judge_people(products[0].charts_in_force, charts, population)
            entries.append(self._entry(products, people))
            for (garment, whom), count in Counter((p.garment, p.audience) for p in products).items():
                judged.setdefault(garment, []).append(ProductsOfChart(count, charts, people, whom))
        lacks = {p: why for entry in entries for p, why in entry.coverage.lacks.items()}
        return CoverageReport(
            made_by(self._catalog, self._policy), self._today, facts, tuple(sorted(entries, key=_by_first_name)),
            self.left_out, tuple(self._kinds(judged, population)), self._wanted.file, lacks,
        )  # fmt: skip

    def _put_in(self, product: Product) -> ProductCharts:
        prefer, regions = self._wanted.question.prefer, self._index.regions
        return ProductCharts(product.charts_in_force, self._policy, prefer, product.asks_for, regions)

    def _entry(self, products: Sequence[Product], people: JudgedPeople) -> ChartCoverage:
        own = coverage_of(people)
        changed, prefer = self._changed, self._wanted.question.prefer
        return ChartCoverage(
            tuple(map(facts_of, products)), people.charts, own,
            {} if own.lacks or own.is_unread else people.population.missing(people.points), seams_of(people),
            densities(people.population, people.points), self._doubts(people.charts), unread_sizes(people.charts),
            None if changed is None else what_if(people, changed, self._policy, prefer),
            tuple(self._against(people, other) for other in self._wanted.against),
        )  # fmt: skip

    def _doubts(self, charts: Sequence[SizeChart]) -> tuple[str, ...]:
        """Every cause for doubt in some charts, each once."""
        old_years = self._policy.whole("size.chart_old_years")
        return tuple(dict.fromkeys(why for chart in charts for why in why_unsure(chart, self._today, old_years)))

    def _against(self, people: JudgedPeople, product: Product) -> Comparison:
        """The sizes of another product against those of ours."""
        facts, charts, population = facts_of(product), product.charts_in_force, people.population
        other = judge_people(charts, self._put_in(product), population)
        lacks = people.lacks() | other.lacks()
        unread = unread_sizes(charts)
        if lacks or people.is_unread or other.is_unread:
            return Comparison(facts, charts, lacks, unread)
        has, others = people.served, other.served
        counts = (shares(population, rows) for rows in (has & others, has & ~others, ~has & others, ~has & ~others))
        return Comparison(facts, charts, {}, unread, tuple(compared_sizes(other, people)), *counts)

    def _kinds(self, judged: Mapping[Garment, list[ProductsOfChart]], population: Population) -> Iterator[KindCoverage]:
        """By kind, where there is more than one product."""
        if sum(map(len, self.charts.values())) < 2:
            return
        without: dict[Garment, int] = {}
        for entry in self.left_out:
            if entry.cause == NO_CHART:
                without[entry.product.garment] = without.get(entry.product.garment, 0) + 1
        for garment in Garment:
            if garment in judged or garment in without:
                yield kind_coverage(garment, judged.get(garment, []), without.get(garment, 0), population)


def facts_of(product: Product) -> ProductFacts:
    """A product by name."""
    return ProductFacts(product.id, product.brand, product.name, product.garment, product.audience)


def _by_name(product: Product) -> tuple[str, str, str]:
    return product.brand.casefold(), product.name.casefold(), product.id


def _by_first_name(entry: ChartCoverage) -> tuple[str, str, str]:
    first = entry.products[0]
    return first.brand.casefold(), first.name.casefold(), first.id


def facts_about(population: Population, *, is_own: bool, **more: object) -> PopulationFacts:
    """Say who is looked at; `more` are the filters, and the rows that could not be read."""
    women, men = (float(population.weights[rows].sum()) for rows in (population.women, population.men))
    facts = PopulationFacts(
        population.id, is_own, len(population), women, men, population.years, population.source, population.limits
    )
    return replace(facts, **more)


def measured_all(population: Population, points: Sequence[tuple[tuple[LegPoint, ...], int]]) -> int:
    """How many products go by charts whose points a population all has."""
    return int(np.sum([count for own, count in points if not population.missing(own)], dtype=np.int64))
