"""The best products of a kind for many people at once: the same, in the same order, as a search for each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property

import numpy as np
from msgspec import Struct, field
from numpy.typing import NDArray

from ..model.leg import LegPoint
from ..model.policy import Policy
from ..model.question import Question
from ..model.verdict import MATCHES, NO_SIZE_HOLDS, Advice, SizeOutcome
from .catalog_index import CatalogIndex
from .exclusions import MEDICAL, cause_of, excluded_by, is_above_limit, limits_pressure
from .filters import group_filter
from .leg_table import Bools, LegTable, Numbers, Places
from .likelihood import Floats, Int32s
from .many_legs import ChartColumns, ProductCharts
from .prices import currency_of
from .ranking import FIT_ORDER, gradient_rank, order_of

AT_ONCE = 16_384
"""Distinct legs whose products are put in order together: what belongs to them stays in the processor's own memory."""
OFF_CENTER = 11
"""How many values the distance off the middle has."""
Rows = NDArray[np.intp]
Standing = tuple[bool, int, int, bool]
"""What products are ordered by beside fit and price: gradient, use, a weak chart."""


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
        self.allowed: dict[int, Standing] = {}
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
        """Ask the chart of every product about everybody, each chart once; only matches are told in full."""
        charts = {self._index.chart_of[n]: self.chart(n) for n in self.allowed}
        return {number: chart.judge_distinct(legs, matches=True) for number, chart in charts.items()}

    def best_of(self, legs: LegTable, judged: Judged, most: int) -> Iterator[ProductSizes]:
        """Say which products are the best for each person, at most so many, each with the people it is one for."""
        best = np.full((most, len(legs)), -1, np.int64)
        for currency, rows in self._by_currency(legs, judged):
            best[:, rows] = self._first(legs, judged, self._ties(currency), rows, most)
        for product, rows, places in _by_product(best):
            number = self._index.chart_of[product]
            columns, of_row = judged[number]
            chosen, chart = columns.at(of_row[rows]), self.chart(product)
            likely = chart.confidence_at(chosen, legs, rows)
            yield ProductSizes(product, rows, chosen, likely, chart, places)

    def _by_currency(self, legs: LegTable, judged: Judged) -> Iterator[tuple[str, Rows]]:
        """People by the currency in which most of their matches have a price."""
        prices, everybody = self._index.prices, np.arange(len(legs))
        if not prices.is_mixed:
            yield prices.currency, everybody
            return
        currencies = {n: currency_of(prices.products[n]) for n in self.allowed}
        codes = sorted(filter(None, set(currencies.values())))
        matches = np.zeros((len(codes) + 1, len(legs)), np.int64)
        for products, of_row, count in self._groups(legs, judged):
            of_group = np.zeros((len(codes), count), np.int64)
            for number, times in Counter((self._index.chart_of[n], currencies[n]) for n in products).items():
                if number[1]:
                    of_group[codes.index(number[1])] += times * _has(judged[number[0]][0], MATCHES)
            matches[:-1] += of_group[:, of_row]
        matches[-1, ~matches.any(axis=0)] = 1
        commonest_of = matches.argmax(axis=0)
        for at in np.unique(commonest_of).tolist():
            yield ([*codes, ""][at], np.flatnonzero(commonest_of == at))

    def _groups(self, legs: LegTable, judged: Judged) -> Iterator[tuple[list[int], Places, int]]:
        """Products whose charts turn on the same measures: they are asked about the same distinct legs.

        With each group: which distinct leg (or pair of legs) each person has, and how many there are.
        """
        groups: dict[tuple[LegPoint, ...], list[int]] = {}
        for product in self.allowed:
            groups.setdefault(legs.points_of(self.chart(product).points), []).append(product)
        for products in groups.values():
            columns, of_row = judged[self._index.chart_of[products[0]]]
            yield products, of_row, len(columns.number)

    def _first(self, legs: LegTable, judged: Judged, order: TieOrder, rows: Rows, most: int) -> Numbers:
        """The numbers of the best products of some people, the best first; -1 after the last one."""
        last = np.iinfo(order.kind).max
        first = np.full((most, len(rows)), last, order.kind)
        for products, of_row, count in self._groups(legs, judged):
            of_group = np.full((most, count), last, order.kind)
            for start in range(0, count, AT_ONCE):
                some = slice(start, start + AT_ONCE)
                for product in products:
                    columns, _ = judged[self._index.chart_of[product]]
                    _sort_in(of_group[:, some], self._key(product, columns, order)[_standing(columns, some)])
            for key in of_group:
                _sort_in(first, key[of_row[rows]])
        return np.where(first != last, order.owners[first % order.count], -1)

    def _key(self, product: int, columns: ChartColumns, order: TieOrder) -> Numbers:
        """What a product is ordered by, the smaller the better, for each answer and each distance off the middle."""
        keys = order.keys.get(product)
        if keys is None or len(keys) < len(columns.answers) * OFF_CENTER:
            fit = np.array([FIT_ORDER.get(a.outcome, -1) for a in columns.answers], order.kind)
            places = np.array([order.places[product].get(a.size, 0) for a in columns.answers], order.kind)
            standing = fit * len(self._standings) + self._standings[self.allowed[product]]
            off = np.arange(OFF_CENTER, dtype=order.kind)
            by_both = (standing[:, None] * OFF_CENTER + off) * order.count + places[:, None]
            by_both[fit < 0] = np.iinfo(order.kind).max
            keys = order.keys[product] = by_both.ravel()
        return keys

    def _ties(self, currency: str) -> TieOrder:
        ties = self._tie_orders.get(currency)
        if ties is None:
            ties = self._tie_orders[currency] = self._made_ties(currency)
        return ties

    @cached_property
    def _standings(self) -> dict[Standing, int]:
        """The place of each standing among all."""
        return {standing: place for place, standing in enumerate(sorted(set(self.allowed.values())))}

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
        owners, count = np.array([n for _, n, _ in entries] or [-1], np.int64), max(len(entries), 1)
        largest = len(FIT_ORDER) * len(self._standings) * OFF_CENTER * count
        return TieOrder(places, owners, count, np.int32 if largest < np.iinfo(np.int32).max else np.int64)


class TieOrder(Struct, frozen=True):
    """Which of equal matches comes first: the cheaper one, then by name."""

    places: Mapping[int, Mapping[str | None, int]]
    """By product and size."""
    owners: Numbers
    """By place: the product."""
    count: int
    kind: type[np.signedinteger]
    """The smallest kind of whole numbers that holds what products are ordered by."""
    keys: dict[int, Numbers] = field(default_factory=dict)
    """By product: what it is ordered by, as far as its chart was asked."""


Judged = Mapping[int, tuple[ChartColumns, Places]]
"""By number of a chart: what it says of the distinct legs of a table, and which of them each person has."""


def _standing(columns: ChartColumns, some: slice) -> Places:
    """Answer and distance off the middle of some distinct legs as one number."""
    return columns.number[some] * np.intp(OFF_CENTER) + columns.twentieths[some]


def _sort_in(first: Numbers, keys: Numbers) -> None:
    """Put a key of each column in its place among the smallest ones of that column, which are in order; in place."""
    larger = np.empty_like(keys)
    for smallest in first:
        np.maximum(smallest, keys, out=larger)
        np.minimum(smallest, keys, out=smallest)
        keys, larger = larger, keys


def _by_product(best: Numbers) -> Iterator[tuple[int, Rows, Int32s]]:
    """Each product that is among somebody's best, in order, with these people and its place for each."""
    products = best.T.ravel()
    order = np.argsort(products, kind="stable")
    distinct, starts = np.unique(products[order], return_index=True)
    for product, entries in zip(distinct.tolist(), np.split(order, starts)[1:], strict=True):
        if product >= 0:
            rows, places = np.divmod(entries, best.shape[0])
            yield product, rows, places.astype(np.int32)


def compared(judged: Judged, rows: Rows) -> NDArray[np.bool_]:
    """Say for each of some people whether any chart was compared with the leg, whatever it said."""
    any_of = np.zeros(len(rows), np.bool_)
    for columns, of_row in judged.values():
        any_of |= _has(columns, MATCHES | NO_SIZE_HOLDS)[of_row[rows]]
    return any_of


def _has(columns: ChartColumns, outcomes: frozenset[SizeOutcome]) -> Bools:
    """By distinct leg: whether what a chart says of it is one of some outcomes."""
    return np.array([a.outcome in outcomes for a in columns.answers], np.bool_)[columns.number]
