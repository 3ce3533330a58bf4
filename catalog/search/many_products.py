"""The best products of a kind for many people at once: the same, in the same order, as a search for each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ..model.policy import Policy
from ..model.question import Question
from ..model.verdict import MATCHES, NO_SIZE_HOLDS, Advice, SizeOutcome
from .catalog_index import CatalogIndex
from .exclusions import MEDICAL, cause_of, excluded_by, is_above_limit, limits_pressure
from .filters import group_filter
from .leg_table import LegTable, Numbers
from .likelihood import Floats
from .many_legs import ChartColumns, Int32s, ProductCharts
from .prices import currency_of
from .ranking import FIT_ORDER, gradient_rank, order_of

AT_ONCE = 8_192
"""People whose products are put in order together; a bound on memory."""
OFF_CENTER = 11
"""How many values the distance off the middle has."""
Rows = NDArray[np.intp]


class ProductSizes(Struct, frozen=True):
    """What one product says of some people of a table."""

    product: int
    """Its number in the index."""
    rows: Rows
    columns: ChartColumns
    confidence: Floats
    chart: ProductCharts
    place: Int32s | None = None
    """By row: which of the best it is, from 0; None where all products are wanted."""


class ManyProducts:
    """The products that a question asks about, for many people; their measures come as tables."""

    def __init__(self, index: CatalogIndex, question: Question, policy: Policy, today: str = "") -> None:
        """`question` has the kind, the filters and the preference of everybody; `today` ages charts, as in a search."""
        self._index, self._question, self._policy = index, question, policy
        self._order = order_of(question, Advice(), policy, today)
        self.excluded: dict[int, str] = {}
        """What leaves products out, by number: `medical`, `held_back`, `not_graduated` …; they never get a size."""
        self.allowed: dict[int, tuple[bool, int, int, bool]] = {}
        """Products that may get a size, with what they are ordered by beside fit and price."""
        self._sort_out()
        self._charts: dict[int, ProductCharts] = {}

    def _sort_out(self) -> None:
        filters, is_asked, products = self._question.filters, group_filter(self._question), self._index.candidates
        limits = limits_pressure(filters, self._policy)
        for group in filter(is_asked, self._index.groups):
            excluded = excluded_by(group, filters)
            weak = group.chart_day < self._order.weak_before
            standing = (*gradient_rank(group.graduated, group.strength), self._order.use(group.garment), weak)
            for n in group.members:
                if excluded:
                    self.excluded[n] = cause_of(excluded, group, filters)
                elif limits and is_above_limit(products[n].product, filters, self._policy):
                    self.excluded[n] = cause_of(MEDICAL, group, filters)
                else:
                    self.allowed[n] = standing

    @property
    def weak(self) -> list[int]:
        """The products whose charts count as weak today, by their source or their age: they come after others."""
        return [number for number, (*_, weak) in self.allowed.items() if weak]

    def chart(self, product: int) -> ProductCharts:
        """The charts of a product, ready to be asked; products that share theirs share this."""
        number = self._index.chart_of[product]
        chart = self._charts.get(number)
        if chart is None:
            (first, asks_for), several = self._index.charts[number], self._index.several.get(number)
            charts = several or ((first,) if first is not None else ())
            chart = ProductCharts(charts, self._policy, self._question.prefer, asks_for, self._index.regions)
            self._charts[number] = chart
        return chart

    def all_of(self, legs: LegTable) -> Iterator[ProductSizes]:
        """Say what every product says of everybody, product by product; what is excluded is left out."""
        everybody = np.arange(len(legs))
        for product in self.allowed:
            chart = self.chart(product)
            columns = chart.judge(legs)
            yield ProductSizes(product, everybody, columns, chart.confidence(columns, legs, everybody), chart)

    def judge(self, legs: LegTable) -> Judged:
        """Ask the chart of every product about everybody, each chart once."""
        charts = {self._index.chart_of[n]: self.chart(n) for n in self.allowed}
        return {number: chart.judge_distinct(legs) for number, chart in charts.items()}

    def best_of(self, legs: LegTable, judged: Judged, most: int) -> Iterator[ProductSizes]:
        """Say which products are the best for each person, at most so many, each with the people it is one for."""
        best = np.full((len(legs), most), -1, np.int64)
        for currency, rows in self._by_currency(judged, np.arange(len(legs))):
            order = self._ties(currency)
            keys = self._keys(judged, order)
            for start in range(0, len(rows), AT_ONCE):
                some = rows[start : start + AT_ONCE]
                best[some] = _first(keys, order, some, most)
        for product, rows, places in _by_product(best):
            number = self._index.chart_of[product]
            columns, of_row = judged[number]
            chosen, chart = columns.at(of_row[rows]), self.chart(product)
            likely = chart.confidence_at(chosen, legs, rows)
            yield ProductSizes(product, rows, chosen, likely, chart, places)

    def _by_currency(self, judged: Judged, rows: Rows) -> Iterator[tuple[str, Rows]]:
        """People by the currency in which most of their matches have a price."""
        prices = self._index.prices
        if not prices.is_mixed:
            yield prices.currency, rows
            return
        counts: dict[str, dict[int, int]] = {}
        for n in self.allowed:
            by_chart = counts.setdefault(currency_of(prices.products[n]), {})
            by_chart[self._index.chart_of[n]] = by_chart.get(self._index.chart_of[n], 0) + 1
        codes = sorted(code for code in counts if code)
        matches = np.zeros((len(codes) + 1, len(rows)), np.int64)
        for at, code in enumerate(codes):
            for number, products in counts[code].items():
                matches[at] += products * _has(judged[number], MATCHES, rows)
        matches[-1, matches.sum(axis=0) == 0] = 1
        commonest_of = matches.argmax(axis=0)
        for at in np.unique(commonest_of).tolist():
            yield ([*codes, ""][at], rows[commonest_of == at])

    def _keys(self, judged: Judged, order: TieOrder) -> list[Keys]:
        """What each product is ordered by for distinct legs, the smaller the better, and which each person has."""
        standings = {standing: place for place, standing in enumerate(sorted(set(self.allowed.values())))}
        largest = len(FIT_ORDER) * len(standings) * OFF_CENTER * order.count
        kind: type[np.signedinteger] = np.int32 if largest < np.iinfo(np.int32).max else np.int64
        keys: list[Keys] = []
        for product, standing in self.allowed.items():
            columns, of_row = judged[self._index.chart_of[product]]
            fit = np.array([FIT_ORDER.get(a.outcome, -1) for a in columns.answers], kind)
            places = np.array([order.places[product].get(a.size, 0) for a in columns.answers], kind)
            of_answer = (fit * len(standings) + standings[standing]) * OFF_CENTER * order.count + places
            of_leg = of_answer[columns.number] + columns.twentieths.astype(kind) * kind(order.count)
            of_leg[(fit < 0)[columns.number]] = np.iinfo(kind).max
            keys.append((of_leg, of_row))
        return keys

    def _ties(self, currency: str) -> TieOrder:
        ties = self._tie_orders.get(currency)
        if ties is None:
            ties = self._tie_orders[currency] = self._made_ties(currency)
        return ties

    @cached_property
    def _tie_orders(self) -> dict[str, TieOrder]:
        return {}

    def _made_ties(self, currency: str) -> TieOrder:
        """The order of products by price and name, where sizes differ in price a product once for each size."""
        prices = self._index.prices
        keys = prices.order(currency).keys
        entries: list[tuple[int, int, str | None]] = []
        for n in self.allowed:
            sizes = {size.label for c in self._index.candidates[n].product.charts_in_force for size in c.sizes}
            if n in prices.by_size:
                entries += [(prices.key_in(n, size, currency), n, size) for size in sizes]
            else:
                entries += [(keys[n], n, size) for size in sizes]
        entries.sort(key=lambda entry: entry[:2])
        places: dict[int, dict[str | None, int]] = {n: {} for n in self.allowed}
        for place, (_, n, size) in enumerate(entries):
            places[n][size] = place
        return TieOrder(places, np.array([n for _, n, _ in entries] or [-1], np.int64), max(len(entries), 1))


class TieOrder(Struct, frozen=True):
    """Which of equal matches comes first: the cheaper one, then by name."""

    places: Mapping[int, Mapping[str | None, int]]
    """By product and size."""
    owners: Numbers
    """By place: the product."""
    count: int


Judged = Mapping[int, tuple[ChartColumns, Int32s]]
"""By number of a chart: what it says of the distinct legs of a table, and which of them each person has."""


Keys = tuple[NDArray[np.signedinteger], Int32s]


def _first(keys: Sequence[Keys], order: TieOrder, rows: Rows, most: int) -> Numbers:
    """The numbers of the best products of each person, -1 after the last one."""
    best = np.full((len(rows), most), -1, np.int64)
    few = min(most, len(keys))
    if few:
        beside = np.stack([of_leg[of_row[rows]] for of_leg, of_row in keys], axis=1)
        first = np.sort(np.partition(beside, few - 1, axis=1)[:, :few], axis=1)
        fits = first != np.iinfo(first.dtype).max
        best[:, :few] = np.where(fits, order.owners[first % order.count], -1)
    return best


def _by_product(best: Numbers) -> Iterator[tuple[int, Rows, Int32s]]:
    """Each product that is among somebody's best, in order, with these people and its place for each."""
    products = best.ravel()
    order = np.argsort(products, kind="stable")
    distinct, starts = np.unique(products[order], return_index=True)
    for product, entries in zip(distinct.tolist(), np.split(order, starts)[1:], strict=True):
        if product >= 0:
            rows, places = np.divmod(entries, best.shape[1])
            yield product, rows, places.astype(np.int32)


def compared(judged: Judged, rows: Rows) -> NDArray[np.bool_]:
    """Say for each of some people whether any chart was compared with the leg, whatever it said."""
    any_of = np.zeros(len(rows), np.bool_)
    for of_chart in judged.values():
        any_of |= _has(of_chart, MATCHES | NO_SIZE_HOLDS, rows)
    return any_of


def _has(of_chart: tuple[ChartColumns, Int32s], outcomes: frozenset[SizeOutcome], rows: Rows) -> NDArray[np.bool_]:
    """By person: whether what a chart says of them is one of some outcomes."""
    columns, of_row = of_chart
    has = np.array([a.outcome in outcomes for a in columns.answers], np.bool_)
    return has[columns.number[of_row[rows]]]
