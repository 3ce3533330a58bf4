"""Sizes of other products by name: what is offered while one types, and what an unclear entry may mean."""

from __future__ import annotations

import pytest
from building import chart, gates, product

from catalog.model.leg import LegPoint
from catalog.model.verdict import Outcome
from catalog.search.catalog_index import Candidate
from catalog.search.known_sizes import MOST_OFFERED, KnownSizes, known_sizes

CALF, ANKLE, BOTH = (LegPoint.CALF,), (LegPoint.ANKLE,), (LegPoint.CALF, LegPoint.ANKLE)
SIZES = {"S/M": ("30", "34"), "L": ("34", "40")}


def made(id, brand, name, sizes=SIZES, points=CALF, medical=Outcome.PASS):
    chart_of = chart(sizes, points, id=f"{id}-chart") if sizes else None
    return Candidate(product(id, brand=brand, name=name, chart=chart_of), gates(medical))


SHELF = (
    made("stride-run", "Stride", "Run Sock, men"),
    made("stride-long", "Stride", "Run Sock, women"),
    made("fjord-calf", "Fjord", "Calf <Sleeve>", {"2": ("30", "36"), "3 extra": ("36", "40")}),
    made("fjord-ankle", "Fjord", "Ankle", {"One size": ("20", "26")}, ANKLE),
    made("stride-none", "Stride", "Short", None),
    made("medi-ward", "Ward", "Stocking", medical=Outcome.FAIL),
    made("twin-1", "Twin", "Sock", {"S": ("30", "34")}),
    made("twin-2", "Twin", "sock", {"S": ("31", "35")}),
)
KNOWN = known_sizes(SHELF)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("Stride Run Sock, men — L", ["Stride Run Sock, men — L"], id="as it is offered"),
        pytest.param("stride l", ["Stride Run Sock, men — L", "Stride Run Sock, women — L"], id="several with the size"),
        pytest.param("Stride", ["Stride Run Sock, men", "Stride Run Sock, women"], id="several without a size"),
        pytest.param("Stride 44", ["Stride Run Sock, men", "Stride Run Sock, women"], id="several, none with the size"),
        pytest.param("fjord sleeve", ["Fjord Calf <Sleeve> — 2", "Fjord Calf <Sleeve> — 3 extra"], id="one without a size"),
        pytest.param("Fjord calf XXL", ["Fjord Calf <Sleeve> — 2", "Fjord Calf <Sleeve> — 3 extra"], id="one, not the size"),
        pytest.param("Fjord calf 3 extra", ["Fjord Calf <Sleeve> — 3 extra"], id="a size of two words"),
        pytest.param("Ankle One size", ["Fjord Ankle — One size"], id="a size of words"),
        pytest.param("L", [], id="a size alone"),
        pytest.param("Ward L", [], id="a medical product"),
        pytest.param("Nike L", [], id="unknown"),
        pytest.param("— —", [], id="signs alone"),
    ],
)  # fmt: skip
def test_what_an_entry_may_mean(text: str, meant: list[str]) -> None:
    assert [size.shown for size in KNOWN.meant(text)] == meant


@pytest.mark.parametrize(
    ("text", "near"),
    [
        pytest.param("Strde Rn L", ["Stride Run Sock, men", "Stride Run Sock, women"], id="a slip"),
        pytest.param("Fjord Knee M", ["Fjord Ankle", "Fjord Calf <Sleeve>"], id="the brand alone"),
        pytest.param("Nike M", [], id="nothing alike"),
        pytest.param("M", [], id="too short"),
    ],
)
def test_the_nearest_names(text: str, near: list[str]) -> None:
    assert [size.shown for size in KNOWN.nearest(text)] == near


def test_two_of_one_name_are_told_apart_by_what_stands_in_the_field() -> None:
    assert [(size.shown, size.text) for size in KNOWN.meant("Twin S")] == [
        ("Twin Sock — S", "twin-1 — S"), ("Twin sock — S", "twin-2 — S"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("points", "brands"),
    [(CALF, {"Stride", "Fjord", "twin-1", "twin-2"}), (ANKLE, {"Fjord"}), ((), set())],
    ids=["calf", "ankle", "nothing"],
)
def test_only_sizes_that_say_something_of_the_kind_are_offered(points, brands: set[str]) -> None:
    assert {text.split()[0] for text in KNOWN.offered(points)} == brands
    assert all(" — " in text for text in KNOWN.offered(points))


def shelf_of(products: int, sizes: int) -> KnownSizes:
    some = {f"S{n}": (str(30 + n), str(31 + n)) for n in range(sizes)}
    return known_sizes(made(f"p-{n}", f"Brand {n % 7}", f"Sock {n}", some) for n in range(products))


@pytest.mark.parametrize(
    ("products", "sizes", "first", "count"),
    [(10, 5, "Brand 0 Sock 0 — S0", 50), (60, 5, "Brand 0 Sock 0", 60), (MOST_OFFERED + 1, 2, "Brand 0", 7)],
    ids=["sizes", "products", "brands"],
)
def test_what_is_offered_has_a_bound(products: int, sizes: int, first: str, count: int) -> None:
    offered = shelf_of(products, sizes).offered(CALF)
    assert (offered[0], len(offered)) == (first, count)
