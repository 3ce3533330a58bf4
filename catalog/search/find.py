"""From products and a question to an answer: gates, size, advice, order. Nothing vanishes on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec
from typing import Final

from msgspec import Struct

from ..model.answer import Answer
from ..model.leg import LegPoint
from ..model.policy import Policy
from ..model.product import SizeChart
from ..model.question import Question
from ..model.verdict import Advice, Reason, because
from ..rules.usage.rule import advise, asks_for_advice
from .catalog_index import Candidate, CatalogIndex, index_of
from .chart_sizes import ChartSizes
from .filters import is_asked
from .partition import Partition, Partitioner, Waiting
from .ranking import Order, order_of
from .results import ResultBuilder, filters_on_unstated

__all__ = ["WHOLE", "Candidate", "CatalogIndex", "Page", "find", "index_of", "is_asked", "prepared", "unmarked"]


class Page(Struct, frozen=True):
    """How many of each list an answer carries; None means all. Counts are exact either way."""

    matches: int | None = None
    misses: int | None = None
    excluded: int | None = None


WHOLE: Final = Page()
UNASKED: Final = Advice()
"""What products are ordered by where nobody asked when to wear them: no kind of garment comes first."""
MANY_CHARTS: Final = 500
"""From so many distinct charts on, asking all of them by arrays pays even for one question."""


def unmarked(step: str) -> None:
    """Nobody wants to know when a step ends."""


def find(
    question: Question,
    candidates: Iterable[Candidate] | CatalogIndex,
    policy: Policy,
    page: Page = WHOLE,
    known: SizeChart | None = None,
    mark: Callable[[str], None] = unmarked,
    today: str = "",
) -> Answer:
    """The answer to a question over the products on the shelf.

    Every candidate that the question asks for ends in exactly one of matches, misses and excluded.
    `known` is the chart of the size that `question.same_as` says fits. `mark` is told when a step ends.
    `today`, an ISO date, is what the age of a chart is counted from; without it none is called old.
    """
    index = index_of(candidates)
    advice = advise(question, policy) if asks_for_advice(question) else None
    order = order_of(question, advice or UNASKED, policy)
    sizes = ChartSizes(index, question, policy, known)
    sort = Partition if question.filters.in_stock else _sort(index)
    piles = sort(index, question, policy, sizes, order)
    counts, next_step = piles.counts(), _next_step(piles.waiting())
    mark("judge")
    picked = piles.matches(page.matches), piles.misses(page.misses), piles.excluded(page.excluded)
    mark("order")
    shown = ResultBuilder(
        index,
        sizes,
        question,
        advice,
        order,
        policy,
        filters_on_unstated(question.filters, policy),
        today,
        piles.currency,
    )
    told = shown.matches(picked[0]), shown.misses(picked[1]), shown.excluded(picked[2])
    mark("judge")
    return Answer(question, counts, *told, advice=advice, reasons=next_step)


def prepared(index: CatalogIndex, *, for_many: bool = False) -> CatalogIndex:
    """The same index, with everything that its first question would have to wait for.

    `for_many` questions arrays pay whatever the number of charts.
    """
    if (for_many or len(index.charts) >= MANY_CHARTS) and _arrays() is not None:
        from .array_partition import arrays_of

        arrays_of(index)
    return index


def _sort(index: CatalogIndex) -> Callable[[CatalogIndex, Question, Policy, ChartSizes, Order], Partitioner]:
    """How products are sorted onto piles: one by one, or by arrays where they are made or worth making."""
    if "arrays" in index.kept or len(index.charts) >= MANY_CHARTS:
        return _arrays() or Partition
    return Partition


@cache
def _arrays() -> type[Partitioner] | None:
    if find_spec("numpy") is None:
        return None
    from .array_partition import ArrayPartition

    return ArrayPartition


def _next_step(waiting: Iterable[Waiting]) -> tuple[Reason, ...]:
    """The one measurement that would decide most of the products that wait for one."""
    wanted: dict[LegPoint, int] = {}
    alone: dict[LegPoint, int] = {}
    for points, products in waiting:
        # A shoe size in a system that the chart does not name decides nothing, so nobody is sent to look for it.
        if LegPoint.SHOE_UNSTATED in points:
            continue
        for point in points:
            wanted[point] = wanted.get(point, 0) + products
        if len(points) == 1:
            alone[points[0]] = alone.get(points[0], 0) + products
    if not wanted:
        return ()
    told = alone or wanted
    best = max(told, key=lambda p: (told[p], p.value))
    return (because("answer.measure_next", point=best, count=told[best]),)
