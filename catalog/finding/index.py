"""Products on the shelf, grouped once so that a question is put to a group and not to each product."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter

from msgspec import Struct, field

from ..aside import Aside
from ..measure import LegPoint
from ..product import Audience, Garment, Product, SizeChart
from ..verdict import Gates, Outcome

NO_PRICE = 10**12
"""Where a product without a known price stands: after every price there is."""


class Candidate(Struct, frozen=True):
    """A product on the shelf with the verdicts that do not depend on the person."""

    product: Product
    gates: Gates


class Cohort(Struct, frozen=True):
    """Products that no question tells apart but by price, stock, pressure limit and name."""

    chart: int
    """Number of what their sizes are judged by: one chart and what the brand asks for."""
    garment: Garment
    brand: str
    """Without upper and lower case."""
    audience: Audience | None
    medical: Outcome
    graduated: Outcome
    strength: str
    """The label of the gradient's verdict."""
    breathable: bool
    members: tuple[int, ...]
    """Numbers of the candidates, the first to show first: by price, then by name."""


Judged = tuple[SizeChart | None, tuple[LegPoint, ...]]


class Index(Struct, frozen=True):
    """The candidates with their cohorts, charts and standing orders; made once for a catalog version."""

    candidates: tuple[Candidate, ...]
    charts: tuple[Judged, ...]
    """Each distinct chart with what the brand asks for, by number."""
    chart_of: Sequence[int]
    """The number of each candidate's chart."""
    cohorts: tuple[Cohort, ...]
    by_price: Sequence[int]
    """The place of each candidate by price, then name; no two are the same."""
    by_name: Sequence[int]
    """The place of each candidate by brand and name; no two are the same."""
    several: dict[int, tuple[SizeChart, ...]] = field(default_factory=dict)
    """All charts in force, by number, where a product has more than one."""
    kept: Aside[str, object] = field(default_factory=Aside)
    """What others work out from this index once."""

    def __len__(self) -> int:
        return len(self.candidates)


def index_of(candidates: Iterable[Candidate] | Index) -> Index:
    """The candidates as an index, in the order given; an index is one already."""
    if isinstance(candidates, Index):
        return candidates
    shelf = tuple(candidates)
    by_price, by_name = _places(shelf)
    charts: dict[tuple[tuple[int, ...], tuple[LegPoint, ...]], int] = {}
    several: dict[int, tuple[SizeChart, ...]] = {}
    judged: list[Judged] = []
    chart_of: list[int] = []
    groups: dict[Shared, list[int]] = {}
    for number, candidate in enumerate(shelf):
        product = candidate.product
        in_force = product.charts_in_force
        # By identity: a catalog holds one object per distinct chart, and hashing a grid costs more than judging it.
        key = (tuple(map(id, in_force)), product.asks_for)
        at = charts.get(key)
        if at is None:
            at = charts[key] = len(judged)
            judged.append((in_force[0] if in_force else None, product.asks_for))
            if len(in_force) > 1:
                several[at] = in_force
        chart_of.append(at)
        groups.setdefault(_shared(at, candidate), []).append(number)
    cohorts = tuple(_cohort(key, _ordered(found, by_price)) for key, found in groups.items())
    return Index(shelf, tuple(judged), chart_of, cohorts, by_price, by_name, several)


Shared = tuple[int, Garment, str, Audience | None, Outcome, Outcome, str, bool]


def _cohort(shared: Shared, members: list[int]) -> Cohort:
    return Cohort(*shared, tuple(members))


def _shared(chart: int, candidate: Candidate) -> Shared:
    """Everything of a cohort but its members, in the order of its fields."""
    product, gates = candidate.product, candidate.gates
    return (
        chart, product.garment, product.brand.casefold(), product.audience, gates.medical.outcome,
        gates.graduated.outcome, gates.graduated.label, product.breathable,
    )  # fmt: skip


def _ordered(numbers: list[int], places: Sequence[int]) -> list[int]:
    return sorted(numbers, key=places.__getitem__) if len(numbers) > 1 else numbers


def _places(shelf: tuple[Candidate, ...]) -> tuple[Sequence[int], Sequence[int]]:
    """The place of each candidate by price, and by name."""
    if len(shelf) == 1:
        return (0,), (0,)
    products = list(map(attrgetter("product"), shelf))
    names = [name_key(p) for p in products]
    by_name = sorted(range(len(shelf)), key=names.__getitem__)
    prices = [price_key(p) for p in products]
    return _inverse(sorted(by_name, key=prices.__getitem__)), _inverse(by_name)


def _inverse(order: list[int]) -> Sequence[int]:
    places = [0] * len(order)
    for place, number in enumerate(order):
        places[number] = place
    return places


def name_key(product: Product) -> tuple[str, str]:
    """What products are listed by when nothing else tells them apart."""
    return product.brand.casefold(), product.name.casefold()


def price_key(product: Product) -> int:
    """The price in minor units, a product without one last."""
    return product.price.money.minor if product.price else NO_PRICE
