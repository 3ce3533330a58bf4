"""The products of a large catalog as arrays: cohorts with what gates, filters and order need."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ..geometry.kernel import ChartKernel, chart_kernel
from ..model.product import Audience, Garment
from ..model.question import Filters, GraduatedFilter, Question
from ..model.verdict import Outcome
from .catalog_index import CatalogIndex, ProductGroup, commonest, currency_of, places_by_price
from .exclusions import GRADUATED, MEDICAL, Limit, cause_of, excluded_by_gates
from .filters import in_reach, made_for, narrows_products
from .partition import barred_as
from .ranking import Order, gradient_rank

Numbers = NDArray[np.int64]
Small = NDArray[np.int8]
BARS = ("", GRADUATED, MEDICAL)
"""What holds a product back, by code; also the order in which exclusions are listed."""
GARMENTS, AUDIENCES = tuple(Garment), (None, *Audience)


class Units(Struct, frozen=True):
    """What is counted and ordered: whole cohorts, or single products where a filter tells them apart."""

    cohort: Numbers
    chart: Numbers
    weight: Numbers
    """How many products each unit stands for."""
    by_price: Numbers
    """The place of its first product by price."""
    by_name: Numbers
    bar: Small
    """What holds the unit back."""
    product: Numbers | None = None
    """The product of each unit; None where units are cohorts."""

    def those(self, chosen: NDArray[np.intp]) -> Units:
        """Some of the units."""
        product = None if self.product is None else self.product[chosen]
        return Units(
            self.cohort[chosen], self.chart[chosen], self.weight[chosen], self.by_price[chosen],
            self.by_name[chosen], self.bar[chosen], product,
        )  # fmt: skip


class ArrayColumns(Struct, frozen=True):
    """What was asked about: the units that are free, and those held back with how many by gate and outcome."""

    free: Units
    held: Units
    barred: dict[str, int]
    causes: dict[str, int]
    """The same by the contract's causes, and how many are dearer than the limit."""
    charts: ChartKernel
    """The charts of what is free: nobody asks for the size of a product that is held back."""


class ProductArrays:
    """The cohorts of an index as arrays."""

    def __init__(self, index: CatalogIndex) -> None:
        self.index = index
        self.charts = chart_kernel([c for c, _ in index.charts], index.several, index.regions.charts)
        cohorts = index.cohorts
        places, names = np.array(index.by_price, np.int64), np.array(index.by_name, np.int64)
        self.places, self.names = places, names
        self.every = np.arange(len(cohorts))
        self.chart = np.array([c.chart for c in cohorts], np.int64)
        self.garment = np.array([GARMENTS.index(c.garment) for c in cohorts], np.int64)
        self.audience = np.array([AUDIENCES.index(c.audience) for c in cohorts], np.int64)
        self.breathable = np.array([c.breathable for c in cohorts], np.bool_)
        self.brand_of = {b: n for n, b in enumerate(dict.fromkeys(c.brand for c in cohorts))}
        self.brand = np.array([self.brand_of[c.brand] for c in cohorts], np.int64)
        gates = list(dict.fromkeys((c.medical, c.graduated, c.strength) for c in cohorts))
        numbered = {g: n for n, g in enumerate(gates)}
        self.gates: tuple[ProductGroup, ...] = tuple(next(c for c in cohorts if _gate(c) == g) for g in gates)
        """One cohort for each combination of verdicts."""
        self.gate = np.array([numbered[_gate(c)] for c in cohorts], np.int64)
        self.weight = np.array([len(c.members) for c in cohorts], np.int64)
        self.by_price = np.array([places[c.members[0]] for c in cohorts], np.int64)
        self.by_name = np.array([names[list(c.members)].min() for c in cohorts], np.int64)
        self.gradient = np.array([_gradient(c) for c in self.gates], np.int64)[self.gate]
        self._heads: dict[str, Numbers] = {}
        """The place of each cohort's first product by its price in a currency."""
        self._uses: dict[tuple[tuple[str, ...], ...], Numbers] = {}
        """How well each kind of garment suits a run, by the order that its advice gives."""
        self._shelves: dict[tuple[bool, GraduatedFilter | None, Garment | None], ArrayColumns] = {}
        """What is free and what is held, by what narrows it: open reviews, proof of the gradient, kind of garment."""

    def shelf(self, question: Question, limit: Limit) -> ArrayColumns:
        """What was asked about, with what holds it back; kept where only the kind of garment narrows it."""
        wanted = question.filters
        if not (limit.on or narrows_products(wanted) or wanted.brands or wanted.audience is not None):
            return self._usual(wanted, question.garment)
        asked, bars, charts = np.flatnonzero(self._asked(question)), self._bars(wanted), self._usual(wanted).charts
        if limit.on or narrows_products(wanted):
            units = self._single(asked, bars, wanted, limit)
            return self._parted(units, charts, wanted, int(self.weight[asked].sum()) - len(units.cohort))
        return self._parted(self._units(bars).those(asked), charts, wanted)

    def ready(self) -> ProductArrays:
        """The same, with what a question without a filter would have to wait for."""
        self._usual(Filters())
        return self

    def _usual(self, wanted: Filters, garment: Garment | None = None) -> ArrayColumns:
        """All products of a kind under what the gates hold back; there are few ways to ask for that."""
        asked_by = wanted.include_review, wanted.graduated, garment
        kept = self._shelves.get(asked_by)
        if kept is None:
            units = self._units(self._bars(wanted))
            if garment is not None:
                units = units.those(np.flatnonzero(self.garment == GARMENTS.index(garment)))
            charts = self.charts.of(units.chart[units.bar == 0])
            kept = self._shelves[asked_by] = self._parted(units, charts, wanted)
        return kept

    def _bars(self, wanted: Filters) -> Small:
        return np.array([BARS.index(excluded_by_gates(c, wanted)) for c in self.gates], np.int8)

    def _units(self, bars: Small) -> Units:
        return Units(self.every, self.chart, self.weight, self.by_price, self.by_name, bars[self.gate])

    def _parted(self, units: Units, charts: ChartKernel, wanted: Filters, dear: int = 0) -> ArrayColumns:
        held = units.those(np.flatnonzero(units.bar))
        kinds = held.bar.astype(np.int64) * len(self.gates) + self.gate[held.cohort]
        counted = np.bincount(kinds, held.weight, len(BARS) * len(self.gates)).astype(np.int64)
        barred: dict[str, int] = {}
        causes: dict[str, int] = {"over_max_price": dear} if dear else {}
        for kind in np.flatnonzero(counted).tolist():
            bar, gate, count = BARS[kind // len(self.gates)], self.gates[kind % len(self.gates)], int(counted[kind])
            name, cause = barred_as(bar, gate), cause_of(bar, gate, wanted)
            barred[name] = barred.get(name, 0) + count
            causes[cause] = causes.get(cause, 0) + count
        return ArrayColumns(units.those(np.flatnonzero(units.bar == 0)), held, barred, causes, charts)

    def currency(self, units: Units, chosen: NDArray[np.intp]) -> str:
        """The commonest currency of the products of some units."""
        if not self.index.mixed:
            return self.index.currency
        if units.product is not None:
            counts = np.bincount(self._currency_of[units.product[chosen]], minlength=len(self._currencies))
        else:
            counts = self._currency_counts[units.cohort[chosen]].sum(axis=0)
        return commonest(dict(zip(self._currencies, counts.tolist(), strict=True)))

    @cached_property
    def _currencies(self) -> tuple[str, ...]:
        return tuple(sorted({currency_of(c.product) for c in self.index.candidates}))

    @cached_property
    def _currency_of(self) -> Numbers:
        """The currency of each product by its number among them."""
        numbered = {code: n for n, code in enumerate(self._currencies)}
        return np.array([numbered[currency_of(c.product)] for c in self.index.candidates], np.int64)

    @cached_property
    def _currency_counts(self) -> Numbers:
        """By cohort: how many of its products have a price in each currency."""
        width = len(self._currencies)
        rows = [np.bincount(self._currency_of[list(c.members)], minlength=width) for c in self.index.cohorts]
        return np.array(rows, np.int64).reshape(-1, width)

    def heads(self, units: Units, currency: str) -> Numbers:
        """The place of the first product of each unit by its price in a currency."""
        if currency == self.index.currency:
            return units.by_price
        places = places_by_price(self.index, currency)
        if units.product is not None:
            return np.array(places, np.int64)[units.product]
        heads = self._heads.get(currency)
        if heads is None:
            firsts = [min(places[n] for n in c.members) for c in self.index.cohorts]
            heads = self._heads[currency] = np.array(firsts, np.int64)
        return heads[units.cohort]

    def _asked(self, question: Question) -> NDArray[np.bool_]:
        wanted = question.filters
        asked = np.ones(len(self.chart), np.bool_)
        if question.garment is not None:
            asked &= self.garment == GARMENTS.index(question.garment)
        if wanted.brands:
            named = {self.brand_of.get(b.casefold(), -1) for b in wanted.brands}
            asked &= np.isin(self.brand, list(named))
        if wanted.audience is not None:
            fits = np.array([made_for(a, wanted.audience) for a in AUDIENCES], np.bool_)
            asked &= fits[self.audience]
        return asked

    def _single(self, chosen: Numbers, bars: Small, wanted: Filters, limit: Limit) -> Units:
        """One unit a product, for the filters that tell products of a cohort apart."""
        numbers: list[int] = []
        owners: list[int] = []
        held: list[int] = []
        candidates = self.index.candidates
        for cohort in chosen.tolist():
            bar = int(bars[self.gate[cohort]])
            for number in self.index.cohorts[cohort].members:
                product = candidates[number].product
                if in_reach(product, wanted):
                    numbers.append(number)
                    owners.append(cohort)
                    held.append(BARS.index(MEDICAL) if limit.above(product) else bar)
        product_numbers = np.array(numbers, np.int64)
        cohorts = np.array(owners, np.int64)
        return Units(
            cohorts, self.chart[cohorts], np.ones(len(numbers), np.int64), self.places[product_numbers],
            self.names[product_numbers], np.array(held, np.int8), product_numbers,
        )  # fmt: skip

    def rank(self, units: Numbers, outcome: Numbers, centre: Numbers, order: Order) -> Numbers:
        """What matches are ordered by before price and name, as one number: the smaller the better."""
        kinds = order.advice.garment_order
        use = self._uses.get(kinds)
        if use is None:
            use = self._uses[kinds] = np.array([order.use(g) for g in GARMENTS], np.int64)
        heat = ~self.breathable[units] if order.hot else 0
        rank = outcome
        for part, most in ((self.gradient[units], 64), (use[self.garment[units]], 32), (centre, 16), (heat, 2)):
            rank = rank * most
            rank += part
        return rank

    def members(self, units: Units, chosen: NDArray[np.intp], places: Sequence[int]) -> list[Sequence[int]]:
        """The products of each chosen unit in the order of `places`."""
        if units.product is not None:
            return [(number,) for number in units.product[chosen].tolist()]
        cohorts = self.index.cohorts
        members = [cohorts[cohort].members for cohort in units.cohort[chosen].tolist()]
        if places is self.index.by_price:
            return list(members)
        return [sorted(m, key=places.__getitem__) for m in members]


def _gate(cohort: ProductGroup) -> tuple[Outcome, Outcome, str]:
    return cohort.medical, cohort.graduated, cohort.strength


def _gradient(cohort: ProductGroup) -> int:
    failed, strength = gradient_rank(cohort.graduated, cohort.strength)
    return failed * 32 + strength
