"""The three piles of a question over a large catalog, by arrays; the same numbers as `finding.piles` gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ..geometry.kernel import NEEDS, OUTCOMES, UNDECIDED, ChartKernel
from ..model.answer import Counts
from ..model.policy import Policy
from ..model.question import Question
from .array_index import Numbers, ProductArrays, Units
from .catalog_index import places_by_price
from .chart_sizes import ChartSizes
from .exclusions import limit_of
from .kernel_fallback import outline
from .partition import Waiting, in_order
from .ranking import Order, off_center

PLACES = 40
"""Bits that a product's place takes below what it is ordered by."""
CODES = {outcome: code for code, outcome in enumerate(OUTCOMES)}


class ArrayPartition:
    """The piles of one question, made with arrays; what they cannot settle is judged by the rules."""

    __slots__ = (
        "_free",
        "_groups",
        "_held",
        "_judged",
        "_order",
        "_outcome",
        "_price",
        "_products",
        "_result",
        "_shelf",
    )

    def __init__(
        self, arrays: ProductArrays, question: Question, policy: Policy, sizes: ChartSizes, order: Order
    ) -> None:
        self._products, self._order, self._price = arrays, order, question.filters.max_price
        self._shelf = self._products.shelf(question, limit_of(question.filters, policy))
        charts = self._shelf.charts
        self._groups = charts.group_of
        self._free, self._held = self._shelf.free, self._shelf.held
        self._result = charts.ask(question, policy)
        if sizes.known is not None and question.same_as is not None:
            outcome = self._result.outcome
            outcome[outcome == NEEDS] = UNDECIDED
        self._judged = self._ask_rules(charts, sizes)
        self._outcome: NDArray[np.int8] = self._result.outcome[self._free.chart]

    def _ask_rules(self, known: ChartKernel, sizes: ChartSizes) -> dict[int, Waiting]:
        """Settle what the arrays leave open; what charts wait for where that is not as for all of their shape."""
        result, charts = self._result, self._free.chart
        doubtful = charts[result.outcome[charts] == UNDECIDED]
        if not len(doubtful):
            return {}
        several = sizes.index.several
        in_short = len(sizes.question.legs.sides) == 1 and sizes.known is None
        judged: dict[int, Waiting] = {}
        for number in np.unique(doubtful).tolist():
            chart = known.charts[number]
            if in_short and chart is not None and not known.boxes.uneven[number] and number not in several:
                found = outline(chart, sizes.question, sizes.policy)
                result.outcome[number], result.off_center[number] = found[0], found[1] / 20
                continue
            size = sizes[number]
            result.outcome[number], result.off_center[number] = CODES[size.outcome], off_center(size) / 20
            judged[number] = size.needs, 0
        return judged

    def counts(self) -> Counts:
        """How many products ended where, exact."""
        counted = np.bincount(self._outcome, self._free.weight, len(OUTCOMES)).tolist()
        settled = [int(n) for n in counted]
        fit, miss, out = sum(settled[:NEEDS]), sum(settled[NEEDS:]), sum(self._shelf.barred.values())
        missed = {OUTCOMES[c].value: n for c, n in enumerate(settled) if n and c >= NEEDS}
        by, causes = missed | self._shelf.barred, missed | self._shelf.causes
        return Counts(fit + miss + out, fit, miss, out, in_order(by), in_order(causes))

    @property
    def currency(self) -> str:
        """The currency of the limit, else the commonest among the matches."""
        if self._price is not None:
            return self._price.currency
        return self._products.currency(self._free, (self._outcome < NEEDS).nonzero()[0])

    def waiting(self) -> Iterator[Waiting]:
        """What the misses that need a measurement wait for."""
        chosen = (self._outcome == NEEDS).nonzero()[0]
        if not len(chosen):
            return
        charts, weight = self._free.chart[chosen], self._free.weight[chosen]
        if self._judged:
            told = np.isin(charts, list(self._judged))
            for number, products in zip(charts[told].tolist(), weight[told].tolist(), strict=True):
                yield self._judged[number][0], products
            charts, weight = charts[~told], weight[~told]
        shapes = np.bincount(self._groups[charts], weight, 1).tolist()
        for shape, products in enumerate(shapes):
            if products:
                yield self._result.needs[shape], int(products)

    def matches(self, most: int | None) -> list[int]:
        """The best products."""
        free, currency = self._free, self.currency
        chosen = (self._outcome < NEEDS).nonzero()[0]
        outcome = self._outcome[chosen].astype(np.int64)
        if self._order.neutral:
            return self._first(free, chosen, outcome, free.by_name, self._products.index.by_name, most)
        twentieths = self._result.twentieths_off_center(free.chart[chosen])
        rank = self._products.rank(free.cohort[chosen], outcome, twentieths, self._order)
        places = places_by_price(self._products.index, currency)
        return self._first(free, chosen, rank, self._products.heads(free, currency), places, most)

    def misses(self, most: int | None) -> list[int]:
        """The first products without a size."""
        free, by_name = self._free, self._products.index.by_name
        if most == 0:
            return []
        chosen = np.flatnonzero(self._outcome >= NEEDS)
        return self._first(free, chosen, self._outcome[chosen].astype(np.int64), free.by_name, by_name, most)

    def excluded(self, most: int | None) -> list[int]:
        """The first products held back."""
        held, by_name = self._held, self._products.index.by_name
        if most == 0:
            return []
        every = np.arange(len(held.bar))
        return self._first(held, every, held.bar.astype(np.int64), held.by_name, by_name, most)

    def _first(
        self,
        units: Units,
        chosen: NDArray[np.intp],
        rank: Numbers,
        heads: Numbers,
        places: Sequence[int],
        most: int | None,
    ) -> list[int]:
        """The first products of the chosen units.

        The first so many products lie in as many units: those whose own first product stands first.
        """
        if most == 0:
            return []
        keys = (rank << PLACES) + heads[chosen]
        if most is not None and most < len(keys):
            best = keys.argpartition(most)[:most]
            chosen, rank = chosen[best], rank[best]
        members = self._products.members(units, chosen, places)
        every = [
            (at, places[number], number)
            for at, numbers in zip(rank.tolist(), members, strict=True)
            for number in numbers[:most]
        ]
        every.sort()
        return [number for *_, number in every[:most]]
