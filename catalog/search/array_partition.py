"""Matches, misses and exclusions of a question over a large catalog, by arrays: the same as `partition` finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..geometry.kernel import NEEDS, OUTCOMES, UNDECIDED, ChartKernel
from ..model.answer import Counts
from ..model.leg import LegPoint
from ..model.policy import Policy
from ..model.question import Question
from .array_index import Numbers, ProductArrays, Units
from .chart_sizes import ChartSizes
from .partition import Waiting, counted
from .prices import first_by_price
from .ranking import Order, off_center

PLACE_BITS = 40
"""Bits that a product's place takes below what it is ordered by."""
CODES = {outcome: code for code, outcome in enumerate(OUTCOMES)}


class ArrayPartition:
    """The matches, misses and exclusions of one question; what arrays leave open is judged by the rules."""

    def __init__(
        self, arrays: ProductArrays, question: Question, policy: Policy, sizes: ChartSizes, order: Order
    ) -> None:
        self._arrays, self._order, self._max_price = arrays, order, question.filters.max_price
        self._index, self._sizes = sizes.index, sizes
        self._selection = arrays.select(question, policy, sizes)
        self._kernel: ChartKernel = self._selection.charts
        self._allowed = self._selection.allowed
        self._result = self._kernel.ask(question, policy)
        if sizes.reference_chart is not None and question.same_as is not None:
            outcome = self._result.outcome
            outcome[outcome == NEEDS] = UNDECIDED
        self._needs = self._ask_rules(sizes)
        self._outcome: NDArray[np.int8] = self._result.outcome[self._allowed.chart]
        self._matching = (self._outcome < NEEDS).nonzero()[0]

    def _ask_rules(self, sizes: ChartSizes) -> dict[int, tuple[LegPoint, ...]]:
        """Settle what the arrays leave open; returns what each of these charts waits for, by number."""
        result, charts = self._result, self._allowed.chart
        needs: dict[int, tuple[LegPoint, ...]] = {}
        for number in np.unique(charts[result.outcome[charts] == UNDECIDED]).tolist():
            size = sizes[number]
            result.outcome[number], result.off_center[number] = CODES[size.outcome], off_center(size) / 20
            needs[number] = size.needs
        return needs

    def counts(self) -> Counts:
        """How many products ended where, exact."""
        products = np.bincount(self._outcome, self._allowed.weight, len(OUTCOMES)).astype(np.int64).tolist()
        missed = {OUTCOMES[code].value: n for code, n in enumerate(products) if n and code >= NEEDS}
        outcomes, causes = missed | self._selection.outcomes, missed | self._selection.causes
        return counted(sum(products[:NEEDS]), sum(products[NEEDS:]), outcomes, causes)

    @cached_property
    def currency(self) -> str:
        """The currency of the limit, else the commonest among the matches."""
        if self._max_price is not None:
            return self._max_price.currency
        return self._arrays.currency(self._index.prices, self._allowed, self._matching)

    def waiting(self) -> Iterator[Waiting]:
        """What the misses that need a measurement wait for."""
        waiting = (self._outcome == NEEDS).nonzero()[0]
        if not len(waiting):
            return
        charts, weight = self._allowed.chart[waiting], self._allowed.weight[waiting]
        if self._needs:
            by_rules = np.isin(charts, list(self._needs))
            for number, products in zip(charts[by_rules].tolist(), weight[by_rules].tolist(), strict=True):
                yield self._needs[number], products
            charts, weight = charts[~by_rules], weight[~by_rules]
        by_group = np.bincount(self._kernel.group_of[charts], weight, 1).tolist()
        for keys, products in enumerate(by_group):
            if products:
                yield self._result.needs[keys], int(products)

    def matches(self, most: int | None) -> list[int]:
        """The best products; by fit and name alone where a clinician comes first."""
        allowed, chosen = self._allowed, self._matching
        outcome = self._outcome[chosen].astype(np.int64)
        if self._order.neutral:
            return self._first(allowed, chosen, outcome, allowed.by_name, self._index.by_name, most)
        currency = self.currency
        distance = self._result.twentieths_off_center(allowed.chart[chosen])
        rank = self._arrays.rank(allowed.group[chosen], outcome, distance, self._order)
        prices = self._index.prices
        first_places = self._arrays.first_places(allowed, prices, currency)
        if prices.by_size:
            return self._first_by_price(chosen, rank, first_places, currency, most)
        return self._first(allowed, chosen, rank, first_places, prices.order(currency).places, most)

    def _first_by_price(
        self, chosen: NDArray[np.intp], rank: Numbers, first_places: Numbers, currency: str, most: int | None
    ) -> list[int]:
        """The first matches where sizes differ in price: units are opened in the order of their lowest prices.

        None of those that are left can come first once the last product of the page stands before them.
        """
        order, key_of = self._index.prices.order(currency), self._sizes.price_key(currency)
        sequence = np.argsort((rank << PLACE_BITS) + first_places[chosen])
        opened = len(sequence) if most is None else min(most, len(sequence))
        while True:
            units = sequence[:opened]
            members = self._arrays.members(self._allowed, chosen[units])
            ranked = zip(rank[units].tolist(), members, strict=True)
            bounds = [(unit_rank, order.keys[n], n) for unit_rank, numbers in ranked for n in numbers]
            best = first_by_price(bounds, key_of, most)
            if opened == len(sequence) or not best:
                return [number for *_, number in best]
            following = sequence[opened]
            bound = order.keys[order.numbers[first_places[chosen[following]]]]
            if best[-1][:2] < (int(rank[following]), bound):
                return [number for *_, number in best]
            opened = min(4 * opened, len(sequence))

    def misses(self, most: int | None) -> list[int]:
        """The first products without a size."""
        chosen = np.flatnonzero(self._outcome >= NEEDS)
        rank = self._outcome[chosen].astype(np.int64)
        return self._first(self._allowed, chosen, rank, self._allowed.by_name, self._index.by_name, most)

    def excluded(self, most: int | None) -> list[int]:
        """The first products that are left out."""
        units = self._selection.excluded
        chosen, rank = np.arange(len(units.excluded)), units.excluded.astype(np.int64)
        return self._first(units, chosen, rank, units.by_name, self._index.by_name, most)

    def _first(
        self, units: Units, chosen: NDArray[np.intp], rank: Numbers, first_places: Numbers, places: Sequence[int],
        most: int | None,
    ) -> list[int]:  # fmt: skip
        """The first products of the chosen units, by `rank` and then by `places`.

        The first so many products lie in as many units: those whose own first product stands first.
        """
        if most == 0:
            return []
        keys = (rank << PLACE_BITS) + first_places[chosen]
        if most is not None and most < len(keys):
            best = keys.argpartition(most)[:most]
            chosen, rank = chosen[best], rank[best]
        members = self._arrays.members(units, chosen)
        if places is not self._index.places_of_members:
            members = [sorted(numbers, key=places.__getitem__) for numbers in members]
        products = [
            (unit_rank, places[number], number)
            for unit_rank, numbers in zip(rank.tolist(), members, strict=True)
            for number in numbers[:most]
        ]
        products.sort()
        return [number for *_, number in products[:most]]
