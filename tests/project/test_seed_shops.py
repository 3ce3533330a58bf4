"""The list of shops of the seed: every address stands in a source of ours, and every product in the catalog."""

import tomllib

import pytest
from msgspec.structs import replace
from seed_facts import ROOT

from catalog.formats.shops_toml import ShopEntry, ShopKind, ShopTake, read_shops

ENTRIES = read_shops(ROOT / "seed" / "shops.toml")


def source_of(entry: ShopEntry) -> dict[str, str] | None:
    """The source with the address of an entry, in the file that the entry names."""
    data = tomllib.loads((ROOT / entry.stands_in).read_text("utf-8"))
    return next((source for source in data["source"] if source["url"] == entry.address), None)


@pytest.mark.parametrize("entry", [pytest.param(e, id=e.id) for e in ENTRIES])
def test_every_address_stands_in_a_source_of_ours(entry: ShopEntry) -> None:
    assert entry.stands_in.startswith("seed/brands/")
    assert source_of(entry) is not None


@pytest.mark.parametrize("entry", [pytest.param(e, id=e.id) for e in ENTRIES if e.kind is ShopKind.BRAND])
def test_a_brand_speaks_for_the_brand_of_its_file(entry: ShopEntry) -> None:
    assert tomllib.loads((ROOT / entry.stands_in).read_text("utf-8"))["brand"] == entry.brand


@pytest.mark.parametrize("entry", [pytest.param(e, id=e.id) for e in ENTRIES if e.take is ShopTake.CHARTS])
def test_charts_are_for_products_of_the_file(entry: ShopEntry) -> None:
    ids = {p["id"] for p in tomllib.loads((ROOT / entry.stands_in).read_text("utf-8"))["product"]}
    assert set(entry.products) <= ids


def test_an_address_that_stands_nowhere_is_found() -> None:
    assert source_of(replace(ENTRIES[0], address=ENTRIES[0].address + "/")) is None


def test_no_address_is_there_twice() -> None:
    assert len({e.address for e in ENTRIES}) == len(ENTRIES)
