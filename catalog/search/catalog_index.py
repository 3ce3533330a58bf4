"""Products with their gates, grouped once so that a question is put to a group and not to each product."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from ..model.leg import LegPoint
from ..model.product import Audience, Garment, Product, SizeChart
from ..model.verdict import Gates, Outcome
from ..rules.size.region import RegionCache

if TYPE_CHECKING:
    from .array_index import ProductArrays

NO_PRICE: Final = 10**12
"""Where a product without a price in the currency that counts stands: after every price there is."""


class Candidate(Struct, frozen=True):
    """A product with the verdicts that do not depend on the person."""

    product: Product
    gates: Gates
    collection: str = ""
    """Whose product it is."""


class ProductGroup(Struct, frozen=True):
    """Products that no question tells apart but by price, stock, pressure limit and name."""

    chart: int
    """The number of their chart key: one chart and what the brand asks for."""
    garment: Garment
    brand: str
    """Without upper and lower case."""
    audience: Audience | None
    medical: Outcome
    graduated: Outcome
    strength: str
    """The label of the gradient's verdict."""
    breathable: bool
    collection: str
    members: tuple[int, ...]
    """Numbers of the candidates, the first to show first: by price, then by name."""


ChartKey = tuple[SizeChart | None, tuple[LegPoint, ...]]
"""What a size verdict depends on beside the question: the chart, and the points that the brand asks for."""


class CatalogIndex(Struct, frozen=True, eq=False):
    """The candidates with their groups, charts and standing orders."""

    candidates: tuple[Candidate, ...]
    charts: tuple[ChartKey, ...]
    """Each distinct chart key, by number."""
    chart_of: Sequence[int]
    """The number of each candidate's chart key."""
    groups: tuple[ProductGroup, ...]
    by_price: Sequence[int]
    """The place of each candidate by its price in `currency`, then by name; no two are the same."""
    by_name: Sequence[int]
    """The place of each candidate by brand and name; no two are the same."""
    several: dict[int, tuple[SizeChart, ...]] = field(default_factory=dict)
    """All charts in force, by number, where a product has more than one."""
    currency: str = ""
    """The currency of most prices; empty where no price names one."""
    mixed: bool = False
    """Whether there are prices in several currencies."""
    regions: RegionCache = field(default_factory=RegionCache)
    """The compiled charts of these products, and their regions met so far."""
    prices: dict[str, Sequence[int]] = field(default_factory=dict)
    """The place of each candidate by its price in other currencies, as they were asked for."""
    arrays: ProductArrays | None = None
    """The groups as arrays, where an index is asked often or is large; None where products are sorted one by one."""


def index_of(candidates: Iterable[Candidate], regions: RegionCache | None = None) -> CatalogIndex:
    """The candidates as an index, in the order given; `regions` are those of the catalog that they are from."""
    candidates = tuple(candidates)
    currencies = Counter(currency_of(c.product) for c in candidates)
    currency = commonest(currencies)
    by_price, by_name = _places([c.product for c in candidates], currency)
    charts: dict[tuple[tuple[int, ...], tuple[LegPoint, ...]], int] = {}
    several: dict[int, tuple[SizeChart, ...]] = {}
    keys: list[ChartKey] = []
    chart_of: list[int] = []
    groups: dict[Shared, list[int]] = {}
    for number, candidate in enumerate(candidates):
        product = candidate.product
        in_force = product.charts_in_force
        # By identity: a catalog holds one object per distinct chart, and hashing a grid costs more than judging it.
        chart = charts.setdefault((tuple(map(id, in_force)), product.asks_for), len(keys))
        if chart == len(keys):
            keys.append((in_force[0] if in_force else None, product.asks_for))
            if len(in_force) > 1:
                several[chart] = in_force
        chart_of.append(chart)
        groups.setdefault(_shared(chart, candidate), []).append(number)
    return CatalogIndex(
        candidates, tuple(keys), chart_of,
        tuple(ProductGroup(*shared, tuple(_ordered(numbers, by_price))) for shared, numbers in groups.items()),
        by_price, by_name, several, currency,
        mixed=len(currencies.keys() - {""}) > 1,
        regions=RegionCache() if regions is None else regions,
    )  # fmt: skip


Shared = tuple[int, Garment, str, Audience | None, Outcome, Outcome, str, bool, str]
"""Everything of a group but its members, in the order of its fields."""


def _shared(chart: int, candidate: Candidate) -> Shared:
    product, gates = candidate.product, candidate.gates
    return (
        chart, product.garment, product.brand.casefold(), product.audience, gates.medical.outcome,
        gates.graduated.outcome, gates.graduated.label, product.breathable, candidate.collection,
    )  # fmt: skip


def _ordered(numbers: list[int], places: Sequence[int]) -> list[int]:
    return sorted(numbers, key=places.__getitem__) if len(numbers) > 1 else numbers


def places_by_price(index: CatalogIndex, currency: str) -> Sequence[int]:
    """The place of each candidate by its price in a currency, then by name; worked out once for each currency."""
    if currency == index.currency:
        return index.by_price
    places = index.prices.get(currency)
    if places is None:
        names, products = index.by_name, [c.product for c in index.candidates]
        order = sorted(range(len(products)), key=lambda n: (price_key(products[n], currency), names[n]))
        places = index.prices[currency] = _inverse(order)
    return places


def commonest(currencies: Mapping[str, int]) -> str:
    """The currency that most prices are in, of equal ones the first by its letters; empty where none is named."""
    named = {code: count for code, count in currencies.items() if code and count}
    return min(named, key=lambda code: (-named[code], code), default="")


def currency_of(product: Product) -> str:
    """The currency of a product's price; empty where it has none, or its source does not print it."""
    return product.price.money.currency if product.price else ""


def _places(products: list[Product], currency: str) -> tuple[Sequence[int], Sequence[int]]:
    """The place of each product by price, and by name."""
    if len(products) == 1:
        return (0,), (0,)
    names = [(p.brand.casefold(), p.name.casefold()) for p in products]
    by_name = sorted(range(len(products)), key=names.__getitem__)
    prices = [price_key(p, currency) for p in products]
    return _inverse(sorted(by_name, key=prices.__getitem__)), _inverse(by_name)


def _inverse(order: list[int]) -> Sequence[int]:
    places = [0] * len(order)
    for place, number in enumerate(order):
        places[number] = place
    return places


def price_key(product: Product, currency: str) -> int:
    """The price in minor units of a currency; a product without one in that currency stands last."""
    money = product.price.money if product.price else None
    return money.minor if money is not None and currency and money.currency == currency else NO_PRICE
