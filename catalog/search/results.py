"""The products of a page as matches, misses and exclusions: sizes, advice and every reason."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from ..model.answer import Exclusion, Match, Miss
from ..model.buying import price_in
from ..model.cautions import cautions_beside, has_stock
from ..model.money import Money
from ..model.policy import Policy
from ..model.product import Product
from ..model.question import Filters, Question
from ..model.verdict import Advice, Reason, SizeVerdict, because
from ..rules.tightness import hint_tightness
from ..rules.usage.rule import advise_product
from .catalog_index import Candidate, CatalogIndex
from .chart_sizes import ChartSizes
from .exclusions import STOCK, exclusion_reasons, limits_pressure, pressure_reason
from .ranking import Key, Order, reason_for_place


class ResultBuilder(Struct, frozen=True):
    """Builds the entries of one question's answer from numbers of candidates."""

    index: CatalogIndex
    sizes: ChartSizes
    question: Question
    advice: Advice | None
    """The runner's; None where it was not asked when to wear it."""
    order: Order
    policy: Policy
    filters_on_unstated: bool
    """Whether the person or the shop narrows by what a source may not state."""
    on_day: str
    """The day that the age of a chart is counted from (ISO); empty where it is not known."""
    currency: str
    """The currency that prices are compared in; empty where no price names one."""
    advice_by_cause: dict[tuple[object, ...], Advice] = field(default_factory=dict)
    """Advice by everything that it depends on; most products of a page share theirs."""

    def matches(self, numbers: Sequence[int]) -> tuple[Match, ...]:
        """Products with a size to buy, each with why it stands after the one before."""
        matches: list[Match] = []
        before: Key | None = None
        for number in numbers:
            candidate, size = self.index.candidates[number], self.sizes.of(number)
            key = self.order.key(candidate, size, self.currency) if len(numbers) > 1 else None
            matches.append(self._match(candidate, size, reason_for_place(key, before)))
            before = key
        return tuple(matches)

    def misses(self, numbers: Sequence[int]) -> tuple[Miss, ...]:
        """Products without a size for this leg."""
        return tuple(map(self._miss, numbers))

    def excluded(self, numbers: Sequence[int]) -> tuple[Exclusion, ...]:
        """Products that are left out."""
        return tuple(map(self._exclusion, numbers))

    def _match(self, candidate: Candidate, size: SizeVerdict, place: tuple[Reason, ...]) -> Match:
        product, gates = candidate.product, candidate.gates
        if size.chart:
            product = product.answered_by(size.chart)
        reasons = place
        if self.filters_on_unstated:
            reasons += _unstated(product, size, self.question.filters, self.policy)
        reasons += self._price_not_compared(price_in(product, size.size))
        if product.pressure:
            reasons += self._hints(product, size)
        cautions = cautions_beside(product, size, self.on_day, self.policy.whole("size.chart_old_years"))
        return Match(product, size, gates.medical, gates.graduated, self._advice(candidate, size), reasons, cautions)

    def _price_not_compared(self, price: Money | None) -> tuple[Reason, ...]:
        """That a price counts as not stated, being in another currency than most; a limit says so itself."""
        if price is None or not self.currency or self.order.neutral or self.question.filters.max_price:
            return ()
        if price.currency == self.currency:
            return ()
        return (because("match.price_not_compared", currency=price.currency or "?", other=self.currency),)

    def _advice(self, candidate: Candidate, size: SizeVerdict) -> Advice | None:
        if self.advice is None:
            return None
        product, medical, graduated = candidate.product, candidate.gates.medical, candidate.gates.graduated
        breathes = self.order.hot and product.breathable
        # Verdicts by identity: those that are equal are one object in a catalog.
        cause = id(medical), id(graduated), size.outcome, size.needs, breathes
        advice = self.advice_by_cause.get(cause)
        if advice is None:
            advice = advise_product(self.advice, self.question, product, size, medical, graduated, self.policy)
            self.advice_by_cause[cause] = advice
        return advice

    def _hints(self, product: Product, size: SizeVerdict) -> tuple[Reason, ...]:
        """How the size will feel on each leg; a hint that both legs give is given once."""
        chart = product.chart
        if chart is None or size.size is None:
            return ()
        hints: dict[tuple[object, ...], Reason] = {}
        for _, leg in self.question.legs.sides:
            for reason in hint_tightness(product, chart, size.size, leg, self.policy):
                point = reason.fact("point") if reason.has("point") else None
                hints.setdefault((reason.code, point), reason)
        return tuple(hints.values())

    def _miss(self, number: int) -> Miss:
        candidate, size = self.index.candidates[number], self.sizes.of(number)
        product, gates = candidate.product.answered_by(size.chart), candidate.gates
        return Miss(product, size, gates.medical, gates.graduated, self._advice(candidate, size))

    def _exclusion(self, number: int) -> Exclusion:
        candidate, size = self.index.candidates[number], self.sizes.of(number)
        excluded, reasons = exclusion_reasons(candidate, self.question.filters, self.policy)
        if not excluded:
            # No gate and no limit leaves it out: what fits is sold out, and the person asked for what is in stock.
            excluded, reasons = STOCK, (because("match.sold_out", size=size.size or ""),)
        gates = candidate.gates
        return Exclusion(candidate.product, excluded, gates.medical, gates.graduated, size, reasons)


def filters_on_unstated(filters: Filters, policy: Policy) -> bool:
    """Whether a price, a stock or a pressure is asked for, which the sources of a product may not state."""
    return limits_pressure(filters, policy) or filters.max_price is not None or filters.in_stock


def _unstated(product: Product, size: SizeVerdict, filters: Filters, policy: Policy) -> tuple[Reason, ...]:
    """What the person narrowed by and the sources do not say."""
    pressure = pressure_reason(product, filters, policy)
    reasons = [] if pressure is None else [pressure]
    if filters.max_price is not None:
        price = price_in(product, size.size)
        if price is None:
            reasons.append(because("match.price_unknown"))
        elif price.currency != filters.max_price.currency:
            reasons.append(because("match.price_other_currency", currency=price.currency or "?"))
    if filters.in_stock and not has_stock(product.variants, size.size):
        reasons.append(because("match.stock_unknown"))
    return tuple(reasons)
