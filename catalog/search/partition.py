"""Every product asked about on exactly one of three piles: a size to buy, no size, held back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from typing import Any, Protocol

from ..model.answer import Counts
from ..model.leg import LegPoint
from ..model.policy import Policy
from ..model.question import Question
from ..model.verdict import SizeOutcome, SizeVerdict
from .catalog_index import CatalogIndex, ProductGroup, commonest, currency_of, places_by_price
from .chart_sizes import ChartSizes
from .exclusions import MEDICAL, PRICE, STOCK, cause_of, excluded_by_gates, limit_of
from .filters import asks_for_cohort, in_reach, narrows_products
from .ranking import MISS_ORDER, Order

Waiting = tuple[tuple[LegPoint, ...], int]
"""Points that products wait for, and how many products do."""


class Partitioner(Protocol):
    """The three piles: how many lie on each, and the first of each as numbers of candidates."""

    @property
    def currency(self) -> str:
        """The currency that the prices of the matches are compared in; empty where none is named."""

    def counts(self) -> Counts:
        """How many products ended where, exact."""

    def waiting(self) -> Iterable[Waiting]:
        """What the misses that need a measurement wait for."""

    def matches(self, most: int | None) -> Sequence[int]:
        """The best products, at most so many; None means all."""

    def misses(self, most: int | None) -> Sequence[int]:
        """The first products without a size, by how little is missing and by name."""

    def excluded(self, most: int | None) -> Sequence[int]:
        """The first products held back, by gate and by name."""


Group = tuple[Any, ProductGroup, Sequence[int]]
"""What a group of products is ordered by, what they have in common, and their numbers by price."""


class Partition:
    """The piles of one question, made cohort by cohort."""

    __slots__ = ("barred", "dear", "fitting", "index", "missing", "order", "sizes", "wanted")

    def __init__(
        self, index: CatalogIndex, question: Question, policy: Policy, sizes: ChartSizes, order: Order
    ) -> None:
        self.index, self.sizes, self.order, self.wanted = index, sizes, order, question.filters
        self.fitting: list[tuple[ProductGroup, Sequence[int], SizeVerdict]] = []
        self.dear = 0
        """How many products are dearer than the limit, and so were not asked about."""
        self.missing: list[Group] = []
        self.barred: list[Group] = []
        for cohort, members, barred in _asked(index, question, policy):
            if barred == PRICE:
                self.dear += len(members)
                continue
            if barred:
                self.barred.append((barred, cohort, members))
                continue
            size = sizes[cohort.chart]
            if not size.outcome.is_match:
                self.missing.append((MISS_ORDER[size.outcome], cohort, members))
            elif self.wanted.in_stock:
                self._by_stock(cohort, members)
            else:
                self.fitting.append((cohort, members, size))

    def _by_stock(self, cohort: ProductGroup, members: Sequence[int]) -> None:
        """Part the products of a cohort by the size that is left of those that do; sold out where none is."""
        left: dict[int, tuple[SizeVerdict, list[int]]] = {}
        sold: list[int] = []
        for number in members:
            size = self.sizes.of(number)
            if self.sizes.is_sold_out(number, size):
                sold.append(number)
            else:
                left.setdefault(id(size), (size, []))[1].append(number)
        self.fitting += [(cohort, numbers, size) for size, numbers in left.values()]
        if sold:
            self.barred.append((STOCK, cohort, sold))

    @property
    def currency(self) -> str:
        """The currency of the limit, else the commonest among the matches."""
        if self.wanted.max_price is not None:
            return self.wanted.max_price.currency
        if not self.index.mixed:
            return self.index.currency
        candidates = self.index.candidates
        numbers = (n for _, members, _ in self.fitting for n in members)
        return commonest(Counter(currency_of(candidates[n].product) for n in numbers))

    def counts(self) -> Counts:
        """How many products ended where, exact."""
        by: dict[str, int] = {}
        causes: dict[str, int] = {"over_max_price": self.dear} if self.dear else {}
        fit = miss = out = 0
        for _, members, _ in self.fitting:
            fit += len(members)
        for _, cohort, members in self.missing:
            outcome = self.sizes[cohort.chart].outcome.value
            by[outcome] = by.get(outcome, 0) + len(members)
            causes[outcome] = causes.get(outcome, 0) + len(members)
            miss += len(members)
        for barred, cohort, members in self.barred:
            gate = barred_as(barred, cohort)
            by[gate] = by.get(gate, 0) + len(members)
            cause = cause_of(barred, cohort, self.wanted)
            causes[cause] = causes.get(cause, 0) + len(members)
            out += len(members)
        return Counts(fit + miss + out, fit, miss, out, in_order(by), in_order(causes))

    def waiting(self) -> Iterator[Waiting]:
        """What the misses that need a measurement wait for."""
        for _, cohort, members in self.missing:
            size = self.sizes[cohort.chart]
            if size.outcome is SizeOutcome.NEEDS_MEASUREMENT:
                yield size.needs, len(members)

    def matches(self, most: int | None) -> list[int]:
        """The best products; by fit and name alone where a clinician comes first."""
        if not self.fitting or most == 0:
            return []
        if len(self.fitting) == 1 and len(self.fitting[0][1]) == 1:
            return list(self.fitting[0][1])
        rank = self.order.rank
        pile = [(rank(cohort, size), cohort, members) for cohort, members, size in self.fitting]
        if self.order.neutral:
            return _first(pile, self.index.by_name, most)
        places = places_by_price(self.index, self.currency)
        if most is not None and most < len(pile):
            # The best so many products lie in as many groups, those whose own first product stands first.
            pile = nsmallest(most, pile, key=lambda group: (group[0], min(places[n] for n in group[2])))
        return _first(pile, places, most)

    def misses(self, most: int | None) -> list[int]:
        """The first products without a size."""
        return _first(self.missing, self.index.by_name, most)

    def excluded(self, most: int | None) -> list[int]:
        """The first products held back."""
        return _first(self.barred, self.index.by_name, most)


def _first(pile: list[Group], places: Sequence[int], most: int | None) -> list[int]:
    if most == 0 or not pile:
        return []
    every = ((rank, places[number], number) for rank, _, members in pile for number in members)
    return [number for *_, number in (sorted(every) if most is None else nsmallest(most, every))]


def barred_as(barred: str, cohort: ProductGroup) -> str:
    """How exclusions are counted: the gate and its outcome, or that what fits is sold out."""
    if barred == STOCK:
        return "stock:sold_out"
    return f"{barred}:{(cohort.medical if barred == MEDICAL else cohort.graduated).value}"


def in_order(by: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Counts by outcome, the largest first."""
    return tuple(sorted(by.items(), key=lambda entry: (-entry[1], entry[0])))


def _asked(
    index: CatalogIndex, question: Question, policy: Policy
) -> Iterator[tuple[ProductGroup, Sequence[int], str]]:
    """The products asked about, by cohort, with what holds them back."""
    wanted, asked = question.filters, asks_for_cohort(question)
    single, limit = narrows_products(wanted), limit_of(wanted, policy)
    products = index.candidates
    for cohort in index.cohorts:
        if not asked(cohort):
            continue
        members: Sequence[int] = cohort.members
        if single:
            members = [n for n in cohort.members if in_reach(products[n].product, wanted)]
            if len(members) < len(cohort.members):
                near = set(members)
                yield cohort, [n for n in cohort.members if n not in near], PRICE
        barred = excluded_by_gates(cohort, wanted)
        if limit.on and barred != MEDICAL:
            above = {n for n in members if limit.above(products[n].product)}
            if above:
                yield cohort, [n for n in members if n in above], MEDICAL
                members = [n for n in members if n not in above]
        if members:
            yield cohort, members, barred
