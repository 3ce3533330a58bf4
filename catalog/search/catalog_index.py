"""Products with their gates, grouped once so that a question is put to a group and not to each product."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from ..model.cautions import chart_day
from ..model.leg import LegPoint
from ..model.product import Audience, Garment, Product, SizeChart
from ..model.verdict import Gates, Outcome
from ..rules.size.region import RegionCache
from .prices import Prices, inverse

if TYPE_CHECKING:
    from .array_index import ProductArrays


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
    chart_day: int
    """The latest day that their chart can be of, see `chart_day`."""
    members: tuple[int, ...]
    """Numbers of the candidates, in the order of `CatalogIndex.places_of_members`."""


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
    by_name: Sequence[int]
    """The place of each candidate by brand and name; no two are the same."""
    prices: Prices
    """What the candidates cost."""
    places_of_members: Sequence[int]
    """The place of each candidate by its price when the groups were made, then by name."""
    several: dict[int, tuple[SizeChart, ...]] = field(default_factory=dict)
    """All charts in force, by number, where a product has more than one."""
    regions: RegionCache = field(default_factory=RegionCache)
    """The compiled charts of these products, and their regions met so far."""
    arrays: ProductArrays | None = None
    """The groups as arrays, where an index is asked often or is large; None where products are sorted one by one."""

    def with_candidates(self, changed: Mapping[int, Candidate]) -> CatalogIndex:
        """The index with other offers of some candidates, by number; groups, charts and arrays are shared."""
        candidates = list(self.candidates)
        for number, candidate in changed.items():
            candidates[number] = candidate
        prices = self.prices.with_products({n: c.product for n, c in changed.items()})
        return replace(self, candidates=tuple(candidates), prices=prices)

    def sort_by_price(self) -> None:
        """Sort the candidates by the price that most have, which the first search would have to wait for."""
        self.prices.order(self.prices.currency)
        if self.arrays is not None:
            self.arrays.take_over(self.prices)


def index_of(candidates: Iterable[Candidate], regions: RegionCache | None = None) -> CatalogIndex:
    """The candidates as an index, in the order given; `regions` are those of the catalog that they are from."""
    candidates = tuple(candidates)
    by_name = _places_by_name([c.product for c in candidates])
    prices = Prices([c.product for c in candidates], by_name)
    places = prices.order(prices.currency).places
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
        tuple(ProductGroup(*shared, tuple(_ordered(numbers, places))) for shared, numbers in groups.items()),
        by_name, prices, places, several,
        regions=RegionCache() if regions is None else regions,
    )  # fmt: skip


Shared = tuple[int, Garment, str, Audience | None, Outcome, Outcome, str, bool, str, int]
"""Everything of a group but its members, in the order of its fields."""


def _shared(chart: int, candidate: Candidate) -> Shared:
    product, gates = candidate.product, candidate.gates
    return (
        chart, product.garment, product.brand.casefold(), product.audience, gates.medical.outcome,
        gates.graduated.outcome, gates.graduated.label, product.breathable, candidate.collection,
        chart_day(product.chart),
    )  # fmt: skip


def _ordered(numbers: list[int], places: Sequence[int]) -> list[int]:
    return sorted(numbers, key=places.__getitem__) if len(numbers) > 1 else numbers


def _places_by_name(products: list[Product]) -> Sequence[int]:
    """The place of each product by brand and name."""
    if len(products) == 1:
        return (0,)
    names = [(p.brand.casefold(), p.name.casefold()) for p in products]
    return inverse(sorted(range(len(products)), key=names.__getitem__))
