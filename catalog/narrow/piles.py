"""The three piles of a question over a large catalog, by arrays; the same numbers as `finding.piles` gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from ..answer import Counts
from ..finding.held_back import limit_of
from ..finding.index import Index
from ..finding.ordering import Order, centre
from ..finding.piles import Waiting, barred_as, in_order
from ..finding.shown import Sizes
from ..policy import Policy
from ..question import Question
from .outline import outline
from .products import BARS, Numbers, Products
from .standing import DOUBT, LAST_MATCH, NEEDS, OUTCOMES, Charts, Standing

PLACES = 40
"""Bits that a product's place takes below what it is ordered by."""
CODES = {outcome: code for code, outcome in enumerate(OUTCOMES)}


class ArrayPiles:
    """The piles of one question, made with arrays; what they cannot settle is judged by the rules."""

    __slots__ = ("_bar", "_free", "_judged", "_order", "_outcome", "_products", "_shapes", "_standing", "_units")

    def __init__(self, index: Index, question: Question, policy: Policy, sizes: Sizes, order: Order) -> None:
        charts, self._products = arrays_of(index)
        self._order, self._shapes = order, charts.shape_of
        self._units = self._products.units(question, limit_of(question.filters, policy))
        self._standing = charts.ask(question, policy)
        if sizes.known is not None and question.same_as is not None:
            outcome = self._standing.outcome
            outcome[outcome == NEEDS] = DOUBT
        self._free = self._units.bar == 0
        self._judged = self._ask_rules(charts, sizes)
        self._outcome: NDArray[np.int8] = self._standing.outcome[self._charts]

    @property
    def _charts(self) -> Numbers:
        """The chart of every unit."""
        return self._products.chart[self._units.cohort]

    def _ask_rules(self, known: Charts, sizes: Sizes) -> dict[int, Waiting]:
        """Settle what the arrays leave open; what charts wait for where that is not as for all of their shape."""
        standing, charts = self._standing, self._charts
        doubtful = charts[self._free & (standing.outcome[charts] == DOUBT)]
        several = sizes.index.several
        in_short = len(sizes.question.legs.sides) == 1 and sizes.known is None
        judged: dict[int, Waiting] = {}
        for number in np.unique(doubtful).tolist():
            chart = known.known[number]
            if in_short and chart is not None and not known.bands.uneven[number] and number not in several:
                found = outline(chart, sizes.question, sizes.policy)
                standing.outcome[number], standing.centre[number] = found
                continue
            size = sizes[number]
            standing.outcome[number], standing.centre[number] = CODES[size.outcome], centre(size)
            judged[number] = size.needs, 0
        return judged

    def _pile(self, mask: NDArray[np.bool_]) -> NDArray[np.intp]:
        return np.flatnonzero(self._free & mask)

    def counts(self) -> Counts:
        """How many products ended where, exact."""
        weight, free = self._units.weight, self._free
        settled = np.bincount(self._outcome[free], weight[free], len(OUTCOMES)).astype(np.int64).tolist()
        fit, miss = sum(settled[: LAST_MATCH + 1]), sum(settled[LAST_MATCH + 1 :])
        by = Counter({OUTCOMES[c].value: n for c, n in enumerate(settled) if n and c > LAST_MATCH})
        by.update(self._barred())
        out = int(weight.sum()) - fit - miss
        return Counts(fit + miss + out, fit, miss, out, in_order(by))

    def _barred(self) -> Counter[str]:
        """Products held back, by gate and its outcome."""
        units, gates = self._units, self._products.gates
        held = ~self._free
        kinds = units.bar[held].astype(np.int64) * len(gates) + self._products.gate[units.cohort[held]]
        counted = np.bincount(kinds, units.weight[held], len(BARS) * len(gates)).astype(np.int64)
        by: Counter[str] = Counter()
        for kind in np.flatnonzero(counted).tolist():
            by[barred_as(BARS[kind // len(gates)], gates[kind % len(gates)])] += int(counted[kind])
        return by

    def waiting(self) -> Iterator[Waiting]:
        """What the misses that need a measurement wait for."""
        chosen = self._pile(self._outcome == NEEDS)
        charts, weight = self._charts[chosen], self._units.weight[chosen]
        told = np.isin(charts, list(self._judged))
        for number, products in zip(charts[told].tolist(), weight[told].tolist(), strict=True):
            yield self._judged[number][0], products
        shapes = np.bincount(self._shapes[charts[~told]], weight[~told], 1).astype(np.int64)
        for shape in np.flatnonzero(shapes).tolist():
            yield self._standing.needs[shape], int(shapes[shape])

    def matches(self, most: int | None) -> list[int]:
        """The best products."""
        chosen = self._pile(self._outcome <= LAST_MATCH)
        cohorts = self._units.cohort[chosen]
        outcome = self._outcome[chosen].astype(np.int64)
        if self._order.neutral:
            return self._first(chosen, outcome, self._units.by_name, self._products.index.by_name, most)
        rank = self._products.rank(cohorts, outcome, self._standing.centre[self._charts[chosen]], self._order)
        return self._first(chosen, rank, self._units.by_price, self._products.index.by_price, most)

    def misses(self, most: int | None) -> list[int]:
        """The first products without a size."""
        chosen = self._pile(self._outcome > LAST_MATCH)
        rank = self._outcome[chosen].astype(np.int64)
        return self._first(chosen, rank, self._units.by_name, self._products.index.by_name, most)

    def excluded(self, most: int | None) -> list[int]:
        """The first products held back."""
        chosen = np.flatnonzero(~self._free)
        rank = self._units.bar[chosen].astype(np.int64)
        return self._first(chosen, rank, self._units.by_name, self._products.index.by_name, most)

    def _first(
        self, chosen: NDArray[np.intp], rank: Numbers, heads: Numbers, places: Sequence[int], most: int | None
    ) -> list[int]:
        """The first products of the chosen units.

        The first so many products lie in as many units: those whose own first product stands first.
        """
        if most == 0:
            return []
        keys = (rank << PLACES) + heads[chosen]
        if most is not None and most < len(keys):
            best = np.argpartition(keys, most)[:most]
            chosen, rank = chosen[best], rank[best]
        lines = [self._line(unit, at, places) for unit, at in zip(chosen.tolist(), rank.tolist(), strict=True)]
        return [number for *_, number in islice(merge(*lines), most)]

    def _line(self, unit: int, rank: int, places: Sequence[int]) -> list[tuple[int, int, int]]:
        members = self._products.members(unit, self._units, places)
        return [(rank, places[number], number) for number in members]


def arrays_of(index: Index) -> tuple[Charts, Products]:
    """The arrays of an index; worked out once."""
    held = index.kept.get("arrays")
    if not isinstance(held, tuple):
        held = index.kept["arrays"] = Charts(index.charts, index.several), Products(index)
    return held


__all__ = ["ArrayPiles", "Standing", "arrays_of"]
