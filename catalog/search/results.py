"""The products of a page as matches, misses and exclusions: sizes, advice and every reason."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from ..model.answer import Exclusion, Match, Miss
from ..model.cautions import cautions_beside
from ..model.policy import Policy
from ..model.product import Product
from ..model.question import Filters, Question
from ..model.verdict import Advice, Reason, SizeVerdict, because
from ..rules.tightness import hint_tightness
from ..rules.usage.rule import advise_product
from .catalog_index import Candidate, CatalogIndex, currency_of
from .chart_sizes import ChartSizes
from .exclusions import STOCK, exclusion_reasons, said_of_pressure
from .ranking import Order, placed


class ResultBuilder(Struct, frozen=True):
    """One question with all that its products are told by."""

    index: CatalogIndex
    sizes: ChartSizes
    question: Question
    advice: Advice | None
    """The runner's; None where nobody asked when to wear it."""
    order: Order
    policy: Policy
    narrowed: bool
    """Whether the person or the shop narrows by what a source may not state."""
    on_day: str
    """The day that the age of a chart is counted from (ISO); empty where it is not known."""
    currency: str
    """The currency that prices are compared in; empty where no price names one."""
    advised: dict[tuple[object, ...], Advice] = field(default_factory=dict)
    """Advice by what it turns on; most products of a page share theirs."""

    def matches(self, numbers: Sequence[int]) -> tuple[Match, ...]:
        """Products with a size to buy, each with why it stands after the one before."""
        candidates, sizes, order = self.index.candidates, self.sizes, self.order
        found: list[Match] = []
        before: tuple[object, ...] | None = None
        for number in numbers:
            candidate, size = candidates[number], sizes.of(number)
            key = order.key(candidate, size, sizes.away(size), self.currency) if len(numbers) > 1 else None
            found.append(self._match(candidate, size, placed(key, before)))
            before = key
        return tuple(found)

    def misses(self, numbers: Sequence[int]) -> tuple[Miss, ...]:
        """Products without a size for this leg."""
        return tuple(map(self._miss, numbers))

    def excluded(self, numbers: Sequence[int]) -> tuple[Exclusion, ...]:
        """Products that are held back."""
        return tuple(map(self._exclusion, numbers))

    def _size(self, number: int) -> SizeVerdict:
        return self.sizes.of(number)

    def _match(self, candidate: Candidate, size: SizeVerdict, place: tuple[Reason, ...]) -> Match:
        product, gates = candidate.product, candidate.gates
        if size.chart:
            product = product.answered_by(size.chart)
        told = place
        if self.narrowed:
            told += _unknowns(product, size, self.question.filters, self.policy)
        told += self._not_compared(product)
        if product.pressure:
            told += self._hints(product, size)
        cautions = cautions_beside(product, size, self.on_day, self.policy.whole("size.chart_old_years"))
        return Match(product, size, gates.medical, gates.graduated, self._advice(candidate, size), told, cautions)

    def _not_compared(self, product: Product) -> tuple[Reason, ...]:
        """That a price counts as not stated, being in another currency than most; a limit says so itself."""
        if product.price is None or not self.currency or self.order.neutral or self.question.filters.max_price:
            return ()
        currency = currency_of(product)
        if currency == self.currency:
            return ()
        return (because("match.price_not_compared", currency=currency or "?", other=self.currency),)

    def _advice(self, candidate: Candidate, size: SizeVerdict) -> Advice | None:
        if self.advice is None:
            return None
        product, medical, graduated = candidate.product, candidate.gates.medical, candidate.gates.graduated
        breathes = self.order.hot and product.breathable
        # Verdicts by identity: those that are equal are one object in a catalog.
        turns_on = id(medical), id(graduated), size.outcome, size.needs, breathes
        advice = self.advised.get(turns_on)
        if advice is None:
            advice = advise_product(self.advice, self.question, product, size, medical, graduated, self.policy)
            self.advised[turns_on] = advice
        return advice

    def _hints(self, product: Product, size: SizeVerdict) -> tuple[Reason, ...]:
        """How the size will feel on each leg; a hint that both legs give is given once."""
        chart = product.chart
        if chart is None or size.size is None:
            return ()
        told: dict[tuple[object, ...], Reason] = {}
        for _, leg in self.question.legs.sides:
            for reason in hint_tightness(product, chart, size.size, leg, self.policy):
                point = reason.fact("point") if reason.has("point") else None
                told.setdefault((reason.code, point), reason)
        return tuple(told.values())

    def _miss(self, number: int) -> Miss:
        candidate, size = self.index.candidates[number], self._size(number)
        gates = candidate.gates
        return Miss(
            candidate.product.answered_by(size.chart),
            size,
            gates.medical,
            gates.graduated,
            self._advice(candidate, size),
        )

    def _exclusion(self, number: int) -> Exclusion:
        candidate, size = self.index.candidates[number], self._size(number)
        barred, why = exclusion_reasons(candidate, self.question.filters, self.policy)
        if not barred:
            # No gate and no limit holds it back: what fits is sold out, and the person asked for what is in stock.
            barred, why = STOCK, (because("match.sold_out", size=size.size or ""),)
        return Exclusion(candidate.product, barred, candidate.gates.medical, candidate.gates.graduated, size, why)


def filters_on_unstated(wanted: Filters, policy: Policy) -> bool:
    """Whether a price, a stock or a pressure is asked for, which the sources of a product may not state."""
    limited = bool(wanted.max_mmhg) or policy.whole("medical.shop_max_mmhg") > 0
    return limited or wanted.max_price is not None or wanted.in_stock


def _unknowns(product: Product, size: SizeVerdict, wanted: Filters, policy: Policy) -> tuple[Reason, ...]:
    """What the person narrowed by and the sources do not say."""
    pressure = said_of_pressure(product, wanted.max_mmhg, policy)
    said = [] if pressure is None else [pressure]
    if wanted.max_price is not None:
        if product.price is None:
            said.append(because("match.price_unknown"))
        elif product.price.money.currency != wanted.max_price.currency:
            said.append(because("match.price_other_currency", currency=product.price.money.currency or "?"))
    if wanted.in_stock and not any(v.stock for v in product.variants if v.size == size.size):
        said.append(because("match.stock_unknown"))
    return tuple(said)
