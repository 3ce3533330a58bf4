"""The products of a large catalog as arrays: groups with what gates, filters and order need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ..geometry.kernel import ChartKernel, chart_kernel
from ..model.policy import Policy
from ..model.product import Audience, Garment
from ..model.question import Filters, GraduatedFilter, Question
from ..model.verdict import Outcome
from .catalog_index import CatalogIndex, ProductGroup
from .chart_sizes import ChartSizes
from .exclusions import GRADUATED, MEDICAL, cause_of, excluded_by, is_above_limit, limits_pressure, outcome_of
from .filters import folded_names, in_reach, made_for
from .prices import PriceOrder, Prices, commonest, currency_of
from .ranking import Order, gradient_rank

Numbers = NDArray[np.int64]
Codes = NDArray[np.int8]
EXCLUDED_BY = ("", GRADUATED, MEDICAL)
"""What leaves a product out, by code; also the order in which exclusions are listed."""
GARMENTS, AUDIENCES = tuple(Garment), (None, *Audience)


class Units(Struct, frozen=True):
    """What is counted and ordered: whole groups, or single products where a filter tells them apart."""

    group: Numbers
    chart: Numbers
    weight: Numbers
    """How many products each unit stands for."""
    by_name: Numbers
    excluded: Codes
    """What leaves the unit out, by its place in `EXCLUDED_BY`."""
    product: Numbers | None = None
    """The product of each unit; None where units are groups."""

    def take(self, chosen: NDArray[np.intp]) -> Units:
        """Some of the units."""
        product = None if self.product is None else self.product[chosen]
        return Units(
            self.group[chosen], self.chart[chosen], self.weight[chosen], self.by_name[chosen],
            self.excluded[chosen], product,
        )  # fmt: skip


class Selection(Struct, frozen=True):
    """What a question asks about: the units that are allowed, and those left out."""

    allowed: Units
    excluded: Units
    outcomes: dict[str, int]
    """How many products are left out, by gate and outcome."""
    causes: dict[str, int]
    """The numbers by the contract's causes; beside those left out, how many are dearer than the limit."""
    charts: ChartKernel
    """The charts of what is allowed: the size of a product that is left out changes nothing."""


class NamesOfGroups:
    """A name of each group, as a number: its brand, or its collection."""

    def __init__(self, names: Iterable[str]) -> None:
        self._numbers: dict[str, int] = {}
        self._of = np.array([self._numbers.setdefault(name, len(self._numbers)) for name in names], np.int64)

    def among(self, names: Iterable[str]) -> NDArray[np.bool_]:
        """Which groups have one of some names, whatever the case of its letters."""
        return np.isin(self._of, [self._numbers.get(name, -1) for name in folded_names(names)])


class ProductArrays:
    """The groups of an index as arrays; catalogs that differ in nothing but their offers share them."""

    def __init__(self, index: CatalogIndex) -> None:
        self._groups = index.groups
        self._kernel = chart_kernel([c for c, _ in index.charts], index.several, index.regions.charts)
        groups = index.groups
        self._name_places = np.array(index.by_name, np.int64)
        self._members = np.array([number for g in groups for number in g.members], np.int64)
        """The products of all groups, one group after the other."""
        self._all = np.arange(len(groups))
        self._chart = np.array([g.chart for g in groups], np.int64)
        self._garment = np.array([GARMENTS.index(g.garment) for g in groups], np.int64)
        self._audience = np.array([AUDIENCES.index(g.audience) for g in groups], np.int64)
        self._breathable = np.array([g.breathable for g in groups], np.bool_)
        self._chart_day = np.array([g.chart_day for g in groups], np.int64)
        self._brand = NamesOfGroups(g.brand for g in groups)
        self._collection = NamesOfGroups(g.collection for g in groups)
        by_gates = {_gates(g): g for g in groups}
        self._gates: tuple[ProductGroup, ...] = tuple(by_gates.values())
        """One group for each combination of verdicts."""
        numbered = {gates: n for n, gates in enumerate(by_gates)}
        self._gate = np.array([numbered[_gates(g)] for g in groups], np.int64)
        self._weight = np.array([len(g.members) for g in groups], np.int64)
        self._first = np.cumsum(self._weight) - self._weight
        """Where the products of each group begin among `_members`."""
        self._by_name = self._least(self._name_places)
        self._gradient = np.array([_gradient(g) for g in self._gates], np.int64)[self._gate]
        self._first_places: dict[str, tuple[PriceOrder, Numbers]] = {}
        """The place of each group's first product in the latest order by price in a currency."""
        self._currencies: tuple[Prices, tuple[str, ...], Numbers, Numbers] | None = None
        """Of the latest prices every currency, its number for each product, and how many of a group are in each."""
        self._uses: dict[tuple[tuple[str, ...], ...], Numbers] = {}
        """How well each kind of garment suits a run, by the order that its advice gives."""
        self._selections: dict[tuple[bool, GraduatedFilter | None, Garment | None], Selection] = {}
        """All products by what narrows them: open reviews, proof of the gradient, kind of garment."""
        self._all_of(Filters())  # what a question without a filter would have to wait for

    def select(self, question: Question, policy: Policy, sizes: ChartSizes) -> Selection:
        """What a question asks about, with what leaves it out; cached where only the kind of garment narrows it."""
        filters = question.filters
        by_product = limits_pressure(filters, policy) or filters.max_price is not None
        if not (by_product or filters.brands or filters.collections or filters.audience is not None):
            return self._all_of(filters, question.garment)
        groups, excluded = np.flatnonzero(self._is_asked(question)), self._excluded(filters)
        charts = self._all_of(filters).charts
        if not by_product:
            return self._selection(self._units(excluded).take(groups), charts, filters)
        units = self._single(groups, excluded, policy, sizes)
        return self._selection(units, charts, filters, int(self._weight[groups].sum()) - len(units.group))

    def _all_of(self, filters: Filters, garment: Garment | None = None) -> Selection:
        """All products of a kind under what the gates leave out; there are few ways to ask for that."""
        key = filters.include_review, filters.graduated, garment
        selection = self._selections.get(key)
        if selection is None:
            units = self._units(self._excluded(filters))
            if garment is not None:
                units = units.take(np.flatnonzero(self._garment == GARMENTS.index(garment)))
            charts = self._kernel.of(units.chart[units.excluded == 0])
            selection = self._selections[key] = self._selection(units, charts, filters)
        return selection

    def _excluded(self, filters: Filters) -> Codes:
        """What leaves products out, by number of their combination of verdicts."""
        return np.array([EXCLUDED_BY.index(excluded_by(g, filters)) for g in self._gates], np.int8)

    def _units(self, excluded: Codes) -> Units:
        return Units(self._all, self._chart, self._weight, self._by_name, excluded[self._gate])

    def _selection(self, units: Units, charts: ChartKernel, filters: Filters, too_dear: int = 0) -> Selection:
        left_out = units.take(np.flatnonzero(units.excluded))
        kinds = left_out.excluded.astype(np.int64) * len(self._gates) + self._gate[left_out.group]
        products = np.bincount(kinds, left_out.weight, len(EXCLUDED_BY) * len(self._gates)).astype(np.int64)
        outcomes: dict[str, int] = {}
        causes: dict[str, int] = {"over_max_price": too_dear} if too_dear else {}
        for kind in np.flatnonzero(products).tolist():
            excluded, group = EXCLUDED_BY[kind // len(self._gates)], self._gates[kind % len(self._gates)]
            outcome, cause = outcome_of(excluded, group), cause_of(excluded, group, filters)
            outcomes[outcome] = outcomes.get(outcome, 0) + int(products[kind])
            causes[cause] = causes.get(cause, 0) + int(products[kind])
        return Selection(units.take(np.flatnonzero(units.excluded == 0)), left_out, outcomes, causes, charts)

    def take_over(self, prices: Prices) -> None:
        """Make the arrays that prices decide, which the first search would have to wait for."""
        self.first_places(self._all_of(Filters()).allowed, prices, prices.currency)
        if prices.is_mixed:
            self._currencies_of(prices)

    def currency(self, prices: Prices, units: Units, chosen: NDArray[np.intp]) -> str:
        """The commonest currency of the products of some units."""
        if not prices.is_mixed:
            return prices.currency
        codes, of_product, of_groups = self._currencies_of(prices)
        if units.product is not None:
            counts = np.bincount(of_product[units.product[chosen]], minlength=len(codes))
        else:
            counts = of_groups[units.group[chosen]].sum(axis=0)
        return commonest(dict(zip(codes, counts.tolist(), strict=True)))

    def _currencies_of(self, prices: Prices) -> tuple[tuple[str, ...], Numbers, Numbers]:
        latest = self._currencies
        if latest is None or latest[0] is not prices:
            codes, numbers = np.unique([currency_of(p) for p in prices.products], return_inverse=True)
            rows = [np.bincount(numbers[list(g.members)], minlength=len(codes)) for g in self._groups]
            of_groups = np.array(rows, np.int64).reshape(-1, len(codes))
            latest = self._currencies = prices, tuple(codes.tolist()), numbers, of_groups
        return latest[1:]

    def first_places(self, units: Units, prices: Prices, currency: str) -> Numbers:
        """The place of the first product of each unit by its price in a currency."""
        order = prices.order(currency)
        if units.product is not None:
            return np.array(order.places, np.int64)[units.product]
        latest = self._first_places.get(currency)
        if latest is None or latest[0] is not order:
            latest = self._first_places[currency] = order, self._least(np.array(order.places, np.int64))
        return latest[1][units.group]

    def _least(self, places: Numbers) -> Numbers:
        """The least place among the products of each group."""
        return np.minimum.reduceat(places[self._members], self._first) if len(self._first) else self._first

    def _is_asked(self, question: Question) -> NDArray[np.bool_]:
        filters = question.filters
        is_asked = np.ones(len(self._chart), np.bool_)
        if question.garment is not None:
            is_asked &= self._garment == GARMENTS.index(question.garment)
        if filters.brands:
            is_asked &= self._brand.among(filters.brands)
        if filters.collections:
            is_asked &= self._collection.among(filters.collections)
        if filters.audience is not None:
            fits = np.array([made_for(a, filters.audience) for a in AUDIENCES], np.bool_)
            is_asked &= fits[self._audience]
        return is_asked

    def _single(self, groups: Numbers, excluded: Codes, policy: Policy, sizes: ChartSizes) -> Units:
        """One unit a product, for the filters that tell products of a group apart."""
        filters, candidates = sizes.question.filters, sizes.index.candidates
        units: list[tuple[int, int, int]] = []
        for group in groups.tolist():
            by_gates = int(excluded[self._gate[group]])
            for number in self._groups[group].members:
                product = candidates[number].product
                if in_reach(number, sizes):
                    above = is_above_limit(product, filters, policy)
                    units.append((number, group, EXCLUDED_BY.index(MEDICAL) if above else by_gates))
        products, owners, codes = np.array(units, np.int64).reshape(-1, 3).T
        return Units(
            owners, self._chart[owners], np.ones(len(units), np.int64), self._name_places[products],
            codes.astype(np.int8), products,
        )  # fmt: skip

    def rank(self, groups: Numbers, outcome: Numbers, distance: Numbers, order: Order) -> Numbers:
        """What matches are ordered by before price and name, as one number: the smaller the better.

        `outcome` has the codes of the kernel, `distance` how far off the middle each leg sits.
        """
        kinds = order.advice.garment_order
        uses = self._uses.get(kinds)
        if uses is None:
            uses = self._uses[kinds] = np.array([order.use(g) for g in GARMENTS], np.int64)
        heat, weak = ~self._breathable[groups] if order.hot else 0, self._chart_day[groups] < order.weak_before
        rank, use = outcome, uses[self._garment[groups]]
        for part, most in ((self._gradient[groups], 64), (use, 32), (weak, 2), (distance, 16), (heat, 2)):
            rank = rank * most
            rank += part
        return rank

    def members(self, units: Units, chosen: NDArray[np.intp]) -> list[Sequence[int]]:
        """The products of each chosen unit."""
        if units.product is not None:
            return [(number,) for number in units.product[chosen].tolist()]
        return [self._groups[group].members for group in units.group[chosen].tolist()]


def _gates(group: ProductGroup) -> tuple[Outcome, Outcome, str]:
    return group.medical, group.graduated, group.strength


def _gradient(group: ProductGroup) -> int:
    failed, strength = gradient_rank(group.graduated, group.strength)
    return failed * 32 + strength
