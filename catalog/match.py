"""From products and a question to an answer: gates, size, advice, order. Nothing vanishes on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from .answer import Answer, Counts, Exclusion, Match, Miss
from .measure import LegPoint
from .policy import Policy
from .product import Audience, Product, SizeChart
from .question import Filters, Question
from .rules.graduated import allows, strength_order
from .rules.medical import within_max_mmhg
from .rules.same_as import judge_same_as
from .rules.size import judge_size
from .rules.tightness import hint_tightness
from .rules.usage import advise, advise_product, garment_rank
from .verdict import Advice, Gates, Outcome, Reason, SizeOutcome, SizeVerdict, because

FIT_ORDER: Final = {
    SizeOutcome.FITS: 0,
    SizeOutcome.IN_TWO_SIZES: 1,
    SizeOutcome.BETWEEN_SIZES: 2,
    SizeOutcome.LEGS_DIFFER: 3,
}
MISS_ORDER: Final = {
    SizeOutcome.NEEDS_MEASUREMENT: 0,
    SizeOutcome.MEASUREMENTS_DISAGREE: 1,
    SizeOutcome.IN_GAP: 2,
    SizeOutcome.OUTSIDE_CHART: 3,
    SizeOutcome.NO_CHART: 4,
}
ORDERED_BY: Final = ("fit", "gradient", "use", "centre", "heat", "price", "name")
NO_PRICE: Final = 10**12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A product on the shelf with the verdicts that do not depend on the person."""

    product: Product
    gates: Gates


@dataclass(frozen=True, slots=True)
class Page:
    """How many of each list an answer carries; None means all. Counts are exact either way."""

    matches: int | None = None
    misses: int | None = None
    excluded: int | None = None


WHOLE: Final = Page()


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with its size and, where a gate or a filter holds it back, which one and why."""

    candidate: Candidate
    size: SizeVerdict
    barred: str = ""
    why: tuple[Reason, ...] = ()


def find(
    question: Question,
    candidates: Iterable[Candidate],
    policy: Policy,
    page: Page = WHOLE,
    known: SizeChart | None = None,
) -> Answer:
    """The answer to a question over the products on the shelf.

    Every candidate that the question asks for ends in exactly one of matches, misses and excluded.
    `known` is the chart of the size that `question.same_as` says fits.
    """
    advice = advise(question, policy)
    judged = [
        _bar(Judged(c, size), question, policy)
        for c, size in _sized(question, [c for c in candidates if is_asked(c.product, question)], policy, known)
    ]
    barred = [j for j in judged if j.barred]
    fitting = [j for j in judged if not j.barred and j.size.outcome.is_match]
    missing = [j for j in judged if not j.barred and not j.size.outcome.is_match]
    keys = {id(j): _order_key(j, question, advice, policy) for j in fitting}
    fitting.sort(key=lambda j: keys[id(j)])
    missing.sort(key=lambda j: (MISS_ORDER[j.size.outcome], _name(j)))
    barred.sort(key=lambda j: (j.barred, _name(j)))
    shown = fitting[: page.matches]
    ranks = [keys[id(j)] for j in shown]
    return Answer(
        question=question,
        counts=_counts(fitting, missing, barred),
        matches=tuple(
            _match(j, r, p, question, advice, policy) for j, r, p in zip(shown, ranks, [None, *ranks], strict=False)
        ),
        misses=tuple(_miss(j, question, advice, policy) for j in missing[: page.misses]),
        excluded=tuple(_exclusion(j) for j in barred[: page.excluded]),
        advice=advice,
        reasons=_next_step(missing),
    )


def is_asked(product: Product, question: Question) -> bool:
    """Whether the person asked about this product: its kind, brand, audience, a known price and stock.

    What a source does not state never removes a product; it is said in the match instead.
    """
    wanted = question.filters
    if question.garment is not None and product.garment is not question.garment:
        return False
    if wanted.brands and product.brand.casefold() not in {b.casefold() for b in wanted.brands}:
        return False
    if not _made_for(product.audience, wanted.audience):
        return False
    return not (_too_dear(product, wanted) or (wanted.in_stock and _sold_out(product)))


def _made_for(audience: Audience | None, wanted: Audience | None) -> bool:
    if wanted is None or audience is None or Audience.UNISEX in (audience, wanted):
        return True
    return audience is wanted


def _too_dear(product: Product, wanted: Filters) -> bool:
    if wanted.max_price is None or product.price is None:
        return False
    limit, currency = wanted.max_price
    return product.price.currency == currency and product.price.minor > limit


def _sold_out(product: Product) -> bool:
    stocks = [v.stock for v in product.variants]
    return bool(stocks) and all(s is not None and s <= 0 for s in stocks)


def _sized(
    question: Question, asked: Sequence[Candidate], policy: Policy, known: SizeChart | None
) -> list[tuple[Candidate, SizeVerdict]]:
    """Each candidate with its size verdict; a chart that products share is judged once."""
    # By identity: a catalog holds one object per distinct chart, and hashing a grid costs more than judging it.
    seen: dict[tuple[int, object], SizeVerdict] = {}
    sized = []
    for candidate in asked:
        product = candidate.product
        key = (id(product.chart), product.asks_for)
        if key not in seen:
            seen[key] = _size(question, product, policy, known)
        sized.append((candidate, seen[key]))
    return sized


def _size(question: Question, product: Product, policy: Policy, known: SizeChart | None) -> SizeVerdict:
    """By the measures; where they leave it open, by the size of another product that fits."""
    measured = judge_size(product.chart, question, policy, product.asks_for)
    if known is None or question.same_as is None or measured.outcome is not SizeOutcome.NEEDS_MEASUREMENT:
        return measured
    return judge_same_as(known, question.same_as.size, product.chart, question, policy, product.asks_for)


def _bar(judged: Judged, question: Question, policy: Policy) -> Judged:
    """The same, barred where a gate fails, a review is open, or the person's own limits say so."""
    product, gates, wanted = judged.candidate.product, judged.candidate.gates, question.filters
    why: list[Reason] = []
    barred = ""
    if gates.medical.outcome is Outcome.FAIL or (
        gates.medical.outcome is Outcome.UNKNOWN and not wanted.include_review
    ):
        barred, why = "medical", [*gates.medical.reasons]
    pressure = within_max_mmhg(product, wanted.max_mmhg, policy)
    if pressure is not None and pressure.code.endswith(".above_max"):
        barred, why = barred or "medical", [*why, pressure]
    unproven = allows(gates.graduated, wanted.graduated)
    if unproven is not None:
        barred, why = barred or "graduated", [*why, *gates.graduated.reasons, unproven]
    return replace(judged, barred=barred, why=tuple(why)) if barred else judged


def _name(judged: Judged) -> tuple[str, str]:
    return judged.candidate.product.brand.casefold(), judged.candidate.product.name.casefold()


def _centre(size: SizeVerdict) -> int:
    """Tenths of a half band that the worst point lies away from the middle; 0 is central."""
    away = [abs(p.position - 0.5) for p in size.points if p.position is not None]
    return round(max(away, default=0.5) * 20)


def _order_key(judged: Judged, question: Question, advice: Advice, policy: Policy) -> tuple[object, ...]:
    product = judged.candidate.product
    temperature = question.run.temperature_tenths if question.run else None
    hot = temperature is not None and temperature >= policy.whole("usage.hot_celsius") * 10
    gradient = judged.candidate.gates.graduated
    return (
        FIT_ORDER[judged.size.outcome],
        (gradient.outcome is Outcome.FAIL, strength_order(gradient)),
        garment_rank(advice, product.garment),
        _centre(judged.size),
        int(hot and not product.breathable),
        product.price.minor if product.price else NO_PRICE,
        _name(judged),
    )


def _placed(key: tuple[object, ...], before: tuple[object, ...] | None) -> tuple[Reason, ...]:
    """Why a match stands after the one before it: the first thing in the order that tells them apart."""
    if before is None:
        return ()
    by = next(n for n, a, b in zip(ORDERED_BY, (*key, 1), (*before, 0), strict=False) if a != b)
    return (because("match.after", by=by),)


def _match(
    judged: Judged,
    key: tuple[object, ...],
    before: tuple[object, ...] | None,
    question: Question,
    advice: Advice,
    policy: Policy,
) -> Match:
    product, gates = judged.candidate.product, judged.candidate.gates
    return Match(
        product,
        judged.size,
        gates.medical,
        gates.graduated,
        advise_product(advice, question, product, judged.size, gates.medical, gates.graduated, policy),
        _placed(key, before) + _unknowns(product, question.filters, policy) + _hints(judged, question, policy),
    )


def _unknowns(product: Product, wanted: Filters, policy: Policy) -> tuple[Reason, ...]:
    """What the person narrowed by and the sources do not say."""
    pressure = within_max_mmhg(product, wanted.max_mmhg, policy)
    said = [] if pressure is None else [pressure]
    if wanted.max_price is not None:
        if product.price is None:
            said.append(because("match.price_unknown"))
        elif product.price.currency != wanted.max_price[1]:
            said.append(because("match.price_other_currency", currency=product.price.currency or "?"))
    if wanted.in_stock and not any(v.stock for v in product.variants):
        said.append(because("match.stock_unknown"))
    return tuple(said)


def _hints(judged: Judged, question: Question, policy: Policy) -> tuple[Reason, ...]:
    """How the size will feel on each leg; a hint that both legs give is given once."""
    chart, size = judged.candidate.product.chart, judged.size.size
    if chart is None or size is None:
        return ()
    product = judged.candidate.product
    told: dict[tuple[object, ...], Reason] = {}
    for _, leg in question.legs.sides:
        for reason in hint_tightness(product, chart, size, leg, policy):
            point = reason.fact("point") if reason.has("point") else None
            told.setdefault((reason.code, point), reason)
    return tuple(told.values())


def _miss(judged: Judged, question: Question, advice: Advice, policy: Policy) -> Miss:
    product, gates, size = judged.candidate.product, judged.candidate.gates, judged.size
    told = advise_product(advice, question, product, size, gates.medical, gates.graduated, policy)
    return Miss(product, size, gates.medical, gates.graduated, told)


def _exclusion(judged: Judged) -> Exclusion:
    product, gates = judged.candidate.product, judged.candidate.gates
    return Exclusion(product, judged.barred, gates.medical, gates.graduated, judged.size, judged.why)


def _barred_as(judged: Judged) -> str:
    verdict = judged.candidate.gates.medical if judged.barred == "medical" else judged.candidate.gates.graduated
    return f"{judged.barred}:{verdict.outcome.value}"


def _counts(fitting: list[Judged], missing: list[Judged], barred: list[Judged]) -> Counts:
    by = Counter([j.size.outcome.value for j in missing] + [_barred_as(j) for j in barred])
    return Counts(
        len(fitting) + len(missing) + len(barred),
        len(fitting),
        len(missing),
        len(barred),
        tuple(sorted(by.items(), key=lambda e: (-e[1], e[0]))),
    )


def _next_step(missing: list[Judged]) -> tuple[Reason, ...]:
    """The one measurement that would decide most of the products that wait for one."""
    waiting = [j.size.needs for j in missing if j.size.outcome is SizeOutcome.NEEDS_MEASUREMENT]
    needs = [points for points in waiting if LegPoint.SHOE_UNSTATED not in points]  # nobody can find that out
    wanted = Counter(p for points in needs for p in points)
    alone = Counter(points[0] for points in needs if len(points) == 1)
    count = alone or wanted
    best = max(count, key=lambda p: (count[p], p.value), default=None)
    return () if best is None else (because("answer.measure_next", point=best, count=count[best]),)
