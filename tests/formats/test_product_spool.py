"""Products that wait in a temporary file come back as they were, in their order and as often as they are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from catalog.formats.brand_toml import read_brand_files
from catalog.formats.product_spool import ProductSpool, packed_products, unpacked_products

SEED = Path(__file__).resolve().parents[2] / "seed" / "brands"
PRODUCTS = [p for products in read_brand_files([SEED]).values() for p in products]


@pytest.mark.parametrize(
    ("batch", "sizes"),
    [
        pytest.param(len(PRODUCTS) + 1, [len(PRODUCTS)], id="all in memory"),
        pytest.param(len(PRODUCTS), [len(PRODUCTS)], id="just full"),
        pytest.param(100, [100] * (len(PRODUCTS) // 100) + [len(PRODUCTS) % 100], id="in a file"),
        pytest.param(1, [1] * len(PRODUCTS), id="one by one"),
    ],
)
def test_every_shipped_product_comes_back_as_it_was(batch: int, sizes: list[int]) -> None:
    spool = ProductSpool(batch)
    for number, product in enumerate(PRODUCTS):
        spool.add(f"{product.brand}.toml", number, product)
    expected = [(f"{p.brand}.toml", number, p) for number, p in enumerate(PRODUCTS)]
    for _ in range(2):
        batches = list(spool.batches())
        assert [len(some) for some in batches] == sizes
        assert [entry for some in batches for entry in some] == expected


def test_a_chart_of_many_products_is_one_object_again() -> None:
    chart = next(p for p in PRODUCTS if p.charts)
    spool = ProductSpool(1)
    spool.add("a.toml", 0, chart)
    spool.add("a.toml", 1, chart)
    (first,), (second,) = spool.batches()
    assert first[2].charts[0] is second[2].charts[0] is chart.charts[0]


def test_an_empty_one_has_no_batch() -> None:
    assert list(ProductSpool().batches()) == []


def test_packed_products_are_as_they_were_and_share_their_charts_again() -> None:
    charted = next(p for p in PRODUCTS if p.charts)
    again = unpacked_products(packed_products([*PRODUCTS, charted]))
    assert again == (*PRODUCTS, charted)
    at = PRODUCTS.index(charted)
    assert again[at].charts[0] is again[-1].charts[0]


def test_it_is_told_what_all_products_are_called() -> None:
    spool = ProductSpool(1)
    spool.add("a.toml", 7, replace(PRODUCTS[0], id="now", aliases=("once",)))
    spool.add("b.toml", 8, PRODUCTS[1])
    assert [(n.number, n.id, n.old_ids) for n in spool.names] == [
        (7, "now", ("once",)), (8, PRODUCTS[1].id, PRODUCTS[1].aliases),
    ]  # fmt: skip
    assert spool.files == {"a.toml", "b.toml"}
