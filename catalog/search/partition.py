"""Every product that was asked about in exactly one of three groups: a size to buy, no size, left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from heapq import nsmallest
from typing import Any

from ..model.answer import Counts
from ..model.leg import LegPoint
from ..model.policy import Policy
from ..model.question import Question
from ..model.verdict import SizeOutcome, SizeVerdict
from .catalog_index import CatalogIndex, ProductGroup
from .chart_sizes import ChartSizes
from .exclusions import MEDICAL, PRICE, STOCK, cause_of, excluded_by, is_above_limit, limits_pressure, outcome_of
from .filters import group_filter, in_reach
from .prices import commonest, currency_of, first_by_price
from .ranking import MISS_ORDER, Order

Waiting = tuple[tuple[LegPoint, ...], int]
"""Points that products wait for, and how many products do."""


Ranked = tuple[Any, ProductGroup, Sequence[int]]
"""What the products of a group are ordered by, what they have in common, and their numbers by price."""


class Partition:
    """The matches, misses and exclusions of one question, found group by group."""

    def __init__(
        self, index: CatalogIndex, question: Question, policy: Policy, sizes: ChartSizes, order: Order
    ) -> None:
        self._index, self._sizes, self._order, self._filters = index, sizes, order, question.filters
        self._matches: list[tuple[ProductGroup, Sequence[int], SizeVerdict]] = []
        self._misses: list[Ranked] = []
        self._excluded: list[Ranked] = []
        self._too_dear = 0
        """How many products are dearer than the limit, and so were not asked about."""
        for group, numbers, excluded in _asked_about(sizes, question, policy):
            if excluded == PRICE:
                self._too_dear += len(numbers)
            elif excluded:
                self._excluded.append((excluded, group, numbers))
            else:
                self._by_size(group, numbers)

    def _by_size(self, group: ProductGroup, numbers: Sequence[int]) -> None:
        size = self._sizes[group.chart]
        if not size.outcome.is_match:
            self._misses.append((MISS_ORDER[size.outcome], group, numbers))
        elif self._filters.in_stock:
            self._by_stock(group, numbers)
        else:
            self._matches.append((group, numbers, size))

    def _by_stock(self, group: ProductGroup, numbers: Sequence[int]) -> None:
        """Part the products of a group by the size that is left of those that do; sold out where none is."""
        left: dict[int, tuple[SizeVerdict, list[int]]] = {}
        sold_out: list[int] = []
        for number in numbers:
            size = self._sizes.of(number)
            if self._sizes.is_sold_out(number, size):
                sold_out.append(number)
            else:
                left.setdefault(id(size), (size, []))[1].append(number)
        self._matches += [(group, same, size) for size, same in left.values()]
        if sold_out:
            self._excluded.append((STOCK, group, sold_out))

    @property
    def currency(self) -> str:
        """The currency of the limit, else the commonest among the matches."""
        if self._filters.max_price is not None:
            return self._filters.max_price.currency
        if not self._index.prices.is_mixed:
            return self._index.prices.currency
        candidates = self._index.candidates
        matches = (n for _, numbers, _ in self._matches for n in numbers)
        return commonest(Counter(currency_of(candidates[n].product) for n in matches))

    def counts(self) -> Counts:
        """How many products ended where, exact."""
        outcomes: dict[str, int] = {}
        causes = {"over_max_price": self._too_dear} if self._too_dear else {}
        for _, group, numbers in self._misses:
            outcome = self._sizes[group.chart].outcome.value
            _add(len(numbers), outcomes, outcome)
            _add(len(numbers), causes, outcome)
        misses = sum(outcomes.values())
        for excluded, group, numbers in self._excluded:
            _add(len(numbers), outcomes, outcome_of(excluded, group))
            _add(len(numbers), causes, cause_of(excluded, group, self._filters))
        matches = sum([len(numbers) for _, numbers, _ in self._matches])
        return counted(matches, misses, outcomes, causes)

    def waiting(self) -> Iterator[Waiting]:
        """What the misses that need a measurement wait for."""
        for _, group, numbers in self._misses:
            size = self._sizes[group.chart]
            if size.outcome is SizeOutcome.NEEDS_MEASUREMENT:
                yield size.needs, len(numbers)

    def matches(self, most: int | None) -> list[int]:
        """The best products; by fit and name alone where a clinician comes first."""
        if not self._matches or most == 0:
            return []
        if len(self._matches) == 1 and len(self._matches[0][1]) == 1:
            return list(self._matches[0][1])
        rank = self._order.group_rank
        ranked = [(rank(group, size), group, numbers) for group, numbers, size in self._matches]
        if self._order.neutral:
            return _first(ranked, self._index.by_name, most)
        prices, currency = self._index.prices, self.currency
        order = prices.order(currency)
        if prices.by_size:
            # A size may cost more than the lowest price that a product is ordered by.
            bounds = [(place, order.keys[n], n) for place, _, numbers in ranked for n in numbers]
            return [n for *_, n in first_by_price(bounds, self._sizes.price_key(currency), most)]
        places = order.places
        if most is not None and most < len(ranked):
            # The best so many products lie in as many groups, those whose own first product stands first.
            ranked = nsmallest(most, ranked, key=lambda group: (group[0], min(places[n] for n in group[2])))
        return _first(ranked, places, most)

    def misses(self, most: int | None) -> list[int]:
        """The first products without a size."""
        return _first(self._misses, self._index.by_name, most)

    def excluded(self, most: int | None) -> list[int]:
        """The first products that are left out."""
        return _first(self._excluded, self._index.by_name, most)


def _first(ranked: list[Ranked], places: Sequence[int], most: int | None) -> list[int]:
    if most == 0 or not ranked:
        return []
    products = ((rank, places[number], number) for rank, _, numbers in ranked for number in numbers)
    return [number for *_, number in (sorted(products) if most is None else nsmallest(most, products))]


def _add(products: int, counts: dict[str, int], name: str) -> None:
    counts[name] = counts.get(name, 0) + products


def counted(matches: int, misses: int, outcomes: Mapping[str, int], causes: Mapping[str, int]) -> Counts:
    """The counts of an answer; `outcomes` has the misses and the exclusions, `causes` also what is too dear."""
    excluded = sum(outcomes.values()) - misses
    return Counts(
        matches + misses + excluded, matches, misses, excluded, _largest_first(outcomes), _largest_first(causes)
    )


def _largest_first(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))) if counts else ()


def _asked_about(
    sizes: ChartSizes, question: Question, policy: Policy
) -> Iterator[tuple[ProductGroup, Sequence[int], str]]:
    """The products asked about, by group, with what leaves them out."""
    filters, is_asked, index = question.filters, group_filter(question), sizes.index
    limits, products = limits_pressure(filters, policy), index.candidates
    for group in index.groups:
        if not is_asked(group):
            continue
        numbers: Sequence[int] = group.members
        if filters.max_price is not None:
            numbers, too_dear = _parted(numbers, {n for n in numbers if in_reach(n, sizes)})
            if too_dear:
                yield group, too_dear, PRICE
        excluded = excluded_by(group, filters)
        if limits and excluded != MEDICAL:
            too_firm = {n for n in numbers if is_above_limit(products[n].product, filters, policy)}
            above, numbers = _parted(numbers, too_firm)
            if above:
                yield group, above, MEDICAL
        if numbers:
            yield group, numbers, excluded


def _parted(numbers: Sequence[int], chosen: set[int]) -> tuple[list[int], list[int]]:
    """Those of some numbers that were chosen, and the others, both in their order."""
    return [n for n in numbers if n in chosen], [n for n in numbers if n not in chosen]
