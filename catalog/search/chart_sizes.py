"""The size of each chart for one question, and of each product where its stock has a say."""

from __future__ import annotations

from collections.abc import Callable

from ..model.buying import price_in, price_of
from ..model.cautions import is_sold_out
from ..model.money import Money
from ..model.policy import Policy
from ..model.product import SizeChart
from ..model.question import Question
from ..model.verdict import SizeOutcome, SizeVerdict
from ..rules.size.rule import judge_charts, judge_size
from .catalog_index import CatalogIndex

NONE_SOLD: frozenset[str] = frozenset()


class ChartSizes:
    """The size verdicts of one question by number of chart, each worked out when it is first wanted."""

    __slots__ = ("_verdicts", "index", "policy", "question", "reference_chart")

    def __init__(
        self, index: CatalogIndex, question: Question, policy: Policy, reference_chart: SizeChart | None
    ) -> None:
        """`reference_chart` is the chart of the size that the question says fits; None where it names none."""
        self.index, self.question, self.policy, self.reference_chart = index, question, policy, reference_chart
        self._verdicts: dict[tuple[int, frozenset[str]], SizeVerdict] = {}

    def __getitem__(self, chart: int) -> SizeVerdict:
        return self._verdict(chart, NONE_SOLD)

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
        return self._verdict(chart, sold) if len(sold) <= len(size.also) else size

    def is_sold_out(self, number: int, size: SizeVerdict) -> bool:
        """Whether a product is known to be sold out in the size of a verdict."""
        return size.size is not None and is_sold_out(self.index.candidates[number].product.variants, size.size)

    def price(self, number: int) -> Money | None:
        """What a product costs in the size to take first; as a whole where no size fits."""
        product = self.index.candidates[number].product
        # The size matters to few: it is not worked out for the others.
        return price_in(product, self.of(number).size) if number in self.index.prices.by_size else price_of(product)

    def prices(self, number: int) -> list[Money]:
        """What a product costs in every size that the legs need, as far as that is known."""
        size, product = self.of(number), self.index.candidates[number].product
        labels = (size.size, *size.also) if size.outcome is SizeOutcome.LEGS_DIFFER else (size.size,)
        return [money for label in labels if (money := price_in(product, label)) is not None]

    def price_key(self, currency: str) -> Callable[[int], int]:
        """What products are ordered by in a currency, each by the price of its size, then by name."""
        prices = self.index.prices
        keys = prices.order(currency).keys
        return lambda n: prices.key_in(n, self.of(n).size, currency) if n in prices.by_size else keys[n]

    def _verdict(self, chart: int, sold: frozenset[str]) -> SizeVerdict:
        verdict = self._verdicts.get((chart, sold))
        if verdict is None:
            verdict = self._verdicts[chart, sold] = self._judge(chart, sold)
        return verdict

    def _judge(self, number: int, sold: frozenset[str]) -> SizeVerdict:
        """By the measures; where they leave it open, by the size of another product that fits."""
        (chart, asks_for), several = self.index.charts[number], self.index.several.get(number)
        question, policy, regions = self.question, self.policy, self.index.regions
        if several is None:
            verdict = judge_size(chart, question, policy, asks_for, sold, regions)
        else:
            verdict = judge_charts(several, question, policy, asks_for, sold, regions)
        reference, same_as = self.reference_chart, question.same_as
        if reference is None or same_as is None or verdict.outcome is not SizeOutcome.NEEDS_MEASUREMENT:
            return verdict
        # Few know a size that fits: a command that answers once does not wait for this rule.
        from ..rules.same_as import judge_same_as

        return judge_same_as(reference, same_as.size, chart, question, policy, asks_for, sold, regions.charts)
