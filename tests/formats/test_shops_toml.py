"""The list of shops: what an entry may say, and what is told of one that is wrong."""

from pathlib import Path

import pytest

from catalog.formats.brand_toml import read_brand_files
from catalog.formats.shops_toml import ShopEntry, ShopKind, ShopTake, read_shops
from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.problem import BadInput

GOOD = """[[shop]]
id = "run-shop"
brand = "Run"
address = "https://run.example/pages/sizes"
kind = "brand"
take = "charts"
products = ["run-sock"]
stands_in = "seed/brands/run.toml"
"""
MINIMAL = GOOD.replace('"charts"', '"products"').replace('products = ["run-sock"]\n', "")
RETAILER = MINIMAL.replace('"brand"', '"retailer"').replace('brand = "Run"\n', "")


def read(tmp_path: Path, text: str) -> tuple[ShopEntry, ...]:
    path = tmp_path / "shops.toml"
    path.write_text(text, "utf-8")
    return read_shops(path)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        pytest.param(GOOD, ("run-shop", "Run", ShopKind.BRAND, ShopTake.CHARTS, ("run-sock",)), id="charts"),
        pytest.param(GOOD.replace('products = ["run-sock"]', ""), ("run-shop", "Run", ShopKind.BRAND, ShopTake.CHARTS, ()), id="charts for no product"),
        pytest.param(MINIMAL, ("run-shop", "Run", ShopKind.BRAND, ShopTake.PRODUCTS, ()), id="products"),
        pytest.param(RETAILER, ("run-shop", "", ShopKind.RETAILER, ShopTake.PRODUCTS, ()), id="a retailer"),
    ],
)  # fmt: skip
def test_an_entry_is_read(tmp_path: Path, text: str, entry: tuple[object, ...]) -> None:
    (read_entry,) = read(tmp_path, "# why\n" + text)
    assert (read_entry.id, read_entry.brand, read_entry.kind, read_entry.take, read_entry.products) == entry
    assert (read_entry.address, read_entry.stands_in) == ("https://run.example/pages/sizes", "seed/brands/run.toml")


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        pytest.param("", ["shops.toml: shop"], id="empty"),
        pytest.param("[[shop", ["shops.toml: end of file"], id="no TOML"),
        pytest.param("shop = [1]", ["shops.toml: shop 1"], id="no table"),
        pytest.param("[[shop]]", [f"shops.toml: shop 1: {f}" for f in ("kind", "take", "address", "id")], id="nothing said"),
        pytest.param(GOOD.replace('"brand"', '"shop"'), ["shops.toml: shop run-shop: kind"], id="another kind"),
        pytest.param(GOOD.replace("take", "takes"), [f"shops.toml: shop run-shop: {f}" for f in ("takes", "take")], id="another field"),
        pytest.param(MINIMAL + 'products = ["a"]', ["shops.toml: shop run-shop: products"], id="products where none are chosen"),
        pytest.param(GOOD.replace('["run-sock"]', '["Run Sock"]'), ["shops.toml: shop run-shop: products"], id="no id of a product"),
        pytest.param(GOOD.replace('["run-sock"]', '[7]'), ["shops.toml: shop run-shop: products"], id="a number"),
        pytest.param(GOOD.replace('"Run"', "7"), ["shops.toml: shop run-shop: brand"], id="a number for a name"),
        pytest.param(GOOD.replace("https", "ftp"), ["shops.toml: shop run-shop: address"], id="no address"),
        pytest.param(GOOD.replace("run.example", "me:secret@run.example"), ["shops.toml: shop run-shop: address"], id="a password"),
        pytest.param(GOOD + 'currency = "XQX"', ["shops.toml: shop run-shop: currency"], id="no currency"),
        pytest.param(GOOD + GOOD, ["shops.toml: shop run-shop"], id="twice"),
        pytest.param('brand = "x"\n' + GOOD, ["shops.toml: brand"], id="a field beside the shops"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(tmp_path: Path, text: str, fields: list[str]) -> None:
    with pytest.raises(BadInput) as raised:
        read(tmp_path, text)
    assert [problem.field for problem in raised.value.problems] == fields
    for language in LANGUAGES:
        assert all(Messages(language).problem(problem) for problem in raised.value.problems)


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as raised:
        read_shops(tmp_path / "shops.toml")
    assert [p.code for p in raised.value.problems] == ["file_missing"]


BRAND = """brand = "Shops"
[[source]]
id = "page"
url = "https://shops.example/"
seen_on = "2026-11-27"
read_as = "text"
confidence = "first_hand"
[[product]]
id = "shops-sock"
name = "Sock"
garment = "sock"
sources = ["page"]
"""


@pytest.mark.parametrize(
    ("text", "files"),
    [
        pytest.param("# The shops.\n\n" + GOOD, ["a.toml"], id="a list of shops"),
        pytest.param(BRAND, ["a.toml", "shops.toml"], id="a brand of that name"),
    ],
)
def test_a_list_of_shops_beside_brand_files_is_no_brand_file(tmp_path: Path, text: str, files: list[str]) -> None:
    (tmp_path / "a.toml").write_text(BRAND.replace("shops-sock", "a-sock"), "utf-8")
    (tmp_path / "shops.toml").write_text(text, "utf-8")
    assert list(read_brand_files([tmp_path])) == files
