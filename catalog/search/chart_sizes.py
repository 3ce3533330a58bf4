"""The size of each chart for one question, and of each product where its stock has a say."""

from __future__ import annotations

from ..model.cautions import is_sold_out
from ..model.leg import LegPoint
from ..model.policy import Policy
from ..model.product import SizeChart
from ..model.question import Question
from ..model.verdict import SizeOutcome, SizeVerdict
from ..rules.size.rule import judge_charts, judge_size
from .catalog_index import CatalogIndex
from .ranking import off_center

NONE_SOLD: frozenset[str] = frozenset()


class ChartSizes:
    """The size verdicts of one question by number of chart, each worked out when it is first wanted."""

    __slots__ = ("centres", "index", "judged", "known", "policy", "question")

    def __init__(self, index: CatalogIndex, question: Question, policy: Policy, known: SizeChart | None) -> None:
        self.index, self.question, self.policy, self.known = index, question, policy, known
        self.judged: dict[tuple[int, frozenset[str]], SizeVerdict] = {}
        self.centres: dict[int, int] = {}

    def __getitem__(self, chart: int) -> SizeVerdict:
        return self._judged(chart, NONE_SOLD)

    def of(self, number: int) -> SizeVerdict:
        """The verdict for one product; asked for what is in stock, a size sold out gives way to another that does."""
        chart = self.index.chart_of[number]
        size = self[chart]
        if not self.question.filters.in_stock or not self.is_sold_out(number, size):
            return size
        if size.outcome is SizeOutcome.LEGS_DIFFER:
            return size
        variants = self.index.candidates[number].product.variants
        sold = frozenset(s for s in (size.size, *size.also) if s is not None and is_sold_out(variants, s))
        return self._judged(chart, sold) if len(sold) <= len(size.also) else size

    def is_sold_out(self, number: int, size: SizeVerdict) -> bool:
        """Whether a product is known to be sold out in the size of a verdict."""
        return size.size is not None and is_sold_out(self.index.candidates[number].product.variants, size.size)

    def away(self, size: SizeVerdict) -> int:
        """How far off the middle the leg sits in a size, in tenths of a half band."""
        found = self.centres.get(id(size))
        if found is None:
            found = self.centres[id(size)] = off_center(size)
        return found

    def _judged(self, chart: int, sold: frozenset[str]) -> SizeVerdict:
        found = self.judged.get((chart, sold))
        if found is None:
            found = self.judged[chart, sold] = self._judge(chart, *self.index.charts[chart], sold)
        return found

    def _judge(
        self, number: int, chart: SizeChart | None, asks_for: tuple[LegPoint, ...], sold: frozenset[str]
    ) -> SizeVerdict:
        """By the measures; where they leave it open, by the size of another product that fits."""
        question, policy, several = self.question, self.policy, self.index.several.get(number)
        regions = self.index.regions
        if several is None:
            measured = judge_size(chart, question, policy, asks_for, sold, regions)
        else:
            measured = judge_charts(several, question, policy, asks_for, sold, regions)
        if self.known is None or question.same_as is None or measured.outcome is not SizeOutcome.NEEDS_MEASUREMENT:
            return measured
        from ..rules.same_as import judge_same_as

        size = question.same_as.size
        return judge_same_as(self.known, size, chart, question, policy, asks_for, sold, regions.charts)
