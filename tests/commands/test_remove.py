"""`legfit remove` and `legfit collections`: products out of the catalog, and whose there are."""

from __future__ import annotations

import json

import pytest
from brand_files import brand_file, sock


@pytest.fixture
def mine(shop, tmp_path):
    """The small shop with three socks of a collection of their own; the path of their file."""
    file = brand_file(tmp_path, sock("my-a", sku="A-1"), sock("my-b"), sock("my-c", use=""))
    assert shop("load", file, "--collection", "mine").code == 0
    return file


def ids(shop):
    return {row["product"] for row in json.loads(shop("list", "--json").out)}


def test_a_product_is_taken_out_and_a_load_of_its_file_brings_it_back(shop, mine):
    done = shop("remove", "my-a", "my-b", "my-a", "--json")
    assert (done.code, json.loads(done.out)) == (0, [
        {"product": "my-a", "name": "Shop Sock my-a", "collection": "mine"},
        {"product": "my-b", "name": "Shop Sock my-b", "collection": "mine"},
    ])  # fmt: skip
    assert done.err.splitlines() == [
        "2 products were taken out: no search shows them any more. A load of their files brings them back."
    ]
    assert ids(shop) & {"my-a", "my-b", "my-c"} == {"my-c"}
    assert shop("load", mine, "--collection", "mine").code == 0
    assert {"my-a", "my-b", "my-c"} <= ids(shop)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param("my-aa", id="no id"),
        pytest.param("Shop Sock my-a", id="a name is no id"),
        pytest.param("A-1", id="a SKU is no id"),
    ],
)
def test_all_or_none_and_every_unknown_one_is_named(shop, mine, wrong):
    before = ids(shop)
    done = shop("remove", "my-b", wrong, "nothing-like-it-7")
    assert (done.code, done.out) == (2, "")
    first, second = done.err.splitlines()
    assert first.startswith(f"legfit: product: read '{wrong}', expected a product of the catalog.")
    assert second.startswith("legfit: product: read 'nothing-like-it-7', expected a product of the catalog.")
    assert ids(shop) == before


def test_what_is_near_is_named(shop, mine):
    assert "Nearest: my-a" in shop("remove", "my-aa").err


def test_a_dry_run_takes_nothing_out(shop, mine):
    done = shop("remove", "my-a", "--dry-run")
    assert (done.code, done.err) == (0, "Nothing was written. 1 product would be taken out.\n")
    assert "my-a" in done.out
    assert "my-a" in ids(shop)


def test_what_came_with_the_program_stays_out(cli):
    done = cli("remove", "compressport-ur2")
    assert done.code == 0
    assert done.err.splitlines()[-1] == (
        "Products that came with the program stay out after an upgrade too; `legfit load --shipped` brings them back."
    )
    assert cli("show", "compressport-ur2").code == 2
    assert cli("load", "--shipped").code == 0
    assert cli("show", "compressport-ur2").code == 0


def test_collections_are_listed_with_their_numbers(shop, mine):
    rows = {row["collection"]: row for row in json.loads(shop("collections", "--json").out)}
    assert rows["mine"] == {"collection": "mine", "products": 3, "with_chart": 3, "held_back": 1, "files": 1}
    assert set(rows) == {"own", "mine"}


def test_collections_as_a_table(shop, mine):
    done = shop("collections", "--columns", "collection,products")
    header, *rows = [line.split() for line in done.out.splitlines()]
    assert header == ["Collection", "Products"]
    assert ["mine", "3"] in rows
