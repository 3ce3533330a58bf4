"""Every product asked about on exactly one of three piles: a size to buy, no size, held back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from typing import Any, Protocol

from ..answer import Counts
from ..measure import LegPoint
from ..policy import Policy
from ..question import Question
from ..verdict import SizeOutcome
from .filters import asks_for_cohort, in_reach, narrows_products
from .held_back import MEDICAL, barred_by_gates, limit_of
from .index import Cohort, Index
from .ordering import MISS_ORDER, Order
from .shown import Sizes

Waiting = tuple[tuple[LegPoint, ...], int]
"""Points that products wait for, and how many products do."""


class Sorted(Protocol):
    """The three piles: how many lie on each, and the first of each as numbers of candidates."""

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


Group = tuple[Any, Cohort, Sequence[int]]
"""What a group of products is ordered by, what they have in common, and their numbers by price."""


class Piles:
    """The piles of one question, made cohort by cohort."""

    __slots__ = ("barred", "fitting", "index", "missing", "order", "sizes")

    def __init__(self, index: Index, question: Question, policy: Policy, sizes: Sizes, order: Order) -> None:
        self.index, self.sizes, self.order = index, sizes, order
        self.fitting: list[tuple[Cohort, Sequence[int]]] = []
        self.missing: list[Group] = []
        self.barred: list[Group] = []
        for cohort, members, barred in _asked(index, question, policy):
            if barred:
                self.barred.append((barred, cohort, members))
                continue
            size = sizes[cohort.chart]
            if size.outcome.is_match:
                self.fitting.append((cohort, members))
            else:
                self.missing.append((MISS_ORDER[size.outcome], cohort, members))

    def counts(self) -> Counts:
        """How many products ended where, exact."""
        by: dict[str, int] = {}
        fit = miss = out = 0
        for *_, members in self.fitting:
            fit += len(members)
        for _, cohort, members in self.missing:
            outcome = self.sizes[cohort.chart].outcome.value
            by[outcome] = by.get(outcome, 0) + len(members)
            miss += len(members)
        for barred, cohort, members in self.barred:
            gate = barred_as(barred, cohort)
            by[gate] = by.get(gate, 0) + len(members)
            out += len(members)
        return Counts(fit + miss + out, fit, miss, out, in_order(by))

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
        rank, sizes = self.order.rank, self.sizes
        pile = [(rank(cohort, sizes[cohort.chart]), cohort, members) for cohort, members in self.fitting]
        if self.order.neutral:
            return _first(pile, self.index.by_name, most)
        places = self.index.by_price
        if most is not None and most < len(pile):
            # The best so many products lie in as many groups, those whose own first product stands first.
            pile = nsmallest(most, pile, key=lambda group: (group[0], places[group[2][0]]))
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


def barred_as(barred: str, cohort: Cohort) -> str:
    """How exclusions are counted: the gate and its outcome."""
    return f"{barred}:{(cohort.medical if barred == MEDICAL else cohort.graduated).value}"


def in_order(by: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Counts by outcome, the largest first."""
    return tuple(sorted(by.items(), key=lambda entry: (-entry[1], entry[0])))


def _asked(index: Index, question: Question, policy: Policy) -> Iterator[tuple[Cohort, Sequence[int], str]]:
    """The products asked about, by cohort, with what holds them back."""
    wanted, asked = question.filters, asks_for_cohort(question)
    single, limit = narrows_products(wanted), limit_of(wanted, policy)
    products = index.candidates
    for cohort in index.cohorts:
        if not asked(cohort):
            continue
        members: Sequence[int] = cohort.members
        if single:
            members = [n for n in members if in_reach(products[n].product, wanted)]
        barred = barred_by_gates(cohort, wanted)
        if limit.on and barred != MEDICAL:
            above = {n for n in members if limit.above(products[n].product)}
            if above:
                yield cohort, [n for n in members if n in above], MEDICAL
                members = [n for n in members if n not in above]
        if members:
            yield cohort, members, barred
