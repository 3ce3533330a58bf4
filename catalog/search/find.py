"""From products and a question to an answer: gates, size, advice, order. Nothing vanishes on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from ..model.answer import Answer
from ..model.leg import LegPoint
from ..model.policy import Policy
from ..model.product import SizeChart
from ..model.question import Question
from ..model.verdict import Advice, Reason, because
from ..rules.usage.rule import advise, asks_for_advice
from .catalog_index import Candidate, CatalogIndex, index_of
from .chart_sizes import ChartSizes
from .partition import Partition, Waiting
from .ranking import Order, order_of
from .results import ResultBuilder, filters_on_unstated

if TYPE_CHECKING:
    from .array_partition import ArrayPartition


class Page(Struct, frozen=True):
    """How many of each list an answer carries; None means all. Counts are exact either way."""

    matches: int | None = None
    misses: int | None = None
    excluded: int | None = None


WHOLE: Final = Page()
NO_ADVICE: Final = Advice()
"""What products are ordered by where it was not asked when to wear them: no kind of garment comes first."""
MANY_CHARTS: Final = 500
"""From so many distinct charts on, asking all of them by arrays pays even for one question."""


def no_timer(step: str) -> None:
    """Takes no time of a step that has ended."""


def find(
    question: Question, products: Iterable[Candidate] | CatalogIndex, policy: Policy, page: Page = WHOLE,
    reference_chart: SizeChart | None = None, timer: Callable[[str], None] = no_timer, today: str = "",
) -> Answer:  # fmt: skip
    """The answer to a question over some products or an index of them.

    Every product that the question asks for ends in exactly one of matches, misses and excluded.
    `reference_chart` is the chart of the size that `question.same_as` says fits. `timer` is called when a step ends.
    `today`, an ISO date, is what the age of a chart is counted from; without it none is called old or weak by its age.
    """
    index = products if isinstance(products, CatalogIndex) else prepared(index_of(products))
    advice = advise(question, policy) if asks_for_advice(question) else None
    order = order_of(question, advice or NO_ADVICE, policy, today)
    sizes = ChartSizes(index, question, policy, reference_chart)
    partition = _partition(index, question, policy, sizes, order)
    counts, next_step = partition.counts(), _next_step(partition.waiting())
    timer("judge")
    matches, misses = partition.matches(page.matches), partition.misses(page.misses)
    excluded = partition.excluded(page.excluded)
    timer("order")
    unstated = filters_on_unstated(question.filters, policy)
    build = ResultBuilder(index, sizes, question, advice, order, policy, unstated, today, partition.currency)
    lists = build.matches(matches), build.misses(misses), build.excluded(excluded)
    timer("judge")
    return Answer(question, counts, *lists, advice=advice, reasons=next_step)


def prepared(index: CatalogIndex, *, for_many: bool = False) -> CatalogIndex:
    """An index with arrays, where many questions or many charts make them worth their time; else as it is."""
    worth_it = for_many or len(index.charts) >= MANY_CHARTS
    if not worth_it or find_spec("numpy") is None:
        return index
    from .array_index import ProductArrays

    return replace(index, arrays=ProductArrays(index))


def _partition(
    index: CatalogIndex, question: Question, policy: Policy, sizes: ChartSizes, order: Order
) -> Partition | ArrayPartition:
    """The products sorted by arrays where there are some; one by one where stock, which they do not hold, has a say."""
    if index.arrays is None or question.filters.in_stock:
        return Partition(index, question, policy, sizes, order)
    from .array_partition import ArrayPartition

    return ArrayPartition(index.arrays, question, policy, sizes, order)


def _next_step(waiting: Iterable[Waiting]) -> tuple[Reason, ...]:
    """The one measurement that would decide most of the products that wait for one."""
    best = best_measure(waiting)
    return (because("answer.measure_next", point=best[0], count=best[1]),) if best else ()


def best_measure(waiting: Iterable[Waiting]) -> tuple[LegPoint, int] | None:
    """The point that would decide most of the products that wait for one, and how many; None where none would."""
    beside_others: dict[LegPoint, int] = {}
    alone: dict[LegPoint, int] = {}
    for points, products in waiting:
        # A shoe size in a system that the chart does not name decides nothing: it is not worth looking for.
        if LegPoint.SHOE_UNSTATED in points:
            continue
        for point in points:
            beside_others[point] = beside_others.get(point, 0) + products
        if len(points) == 1:
            alone[points[0]] = alone.get(points[0], 0) + products
    counts = alone or beside_others
    if not counts:
        return None
    best = max(counts, key=lambda point: (counts[point], point.value))
    return best, counts[best]


def waiting_for(question: Question, index: CatalogIndex, policy: Policy) -> tuple[Waiting, ...]:
    """What the products that a question asks for wait for: points without a reading, and how many products do."""
    sizes = ChartSizes(index, question, policy, None)
    return tuple(_partition(index, question, policy, sizes, order_of(question, NO_ADVICE, policy)).waiting())
