"""`legfit export`: products as brand files or spreadsheets, never over a person's files, and equal when they come back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from brand_files import brand_file, sock


@pytest.fixture
def mine(shop, tmp_path):
    """The small shop with two socks of a collection of their own, one of them with an offer."""
    file = brand_file(tmp_path, sock("my-a", sku="A-1"), sock("my-b"))
    assert shop("load", file, "--collection", "mine").code == 0
    assert shop("stock", str(feed(tmp_path))).code == 0
    return file


def feed(folder):
    path = folder / "stock.csv"
    path.write_text("sku,stock,price,link\nA-1,3,29.90 EUR,https://shop.example/a\n", "utf-8")
    return path


def shown(shop, product):
    """Everything that is said of a product, without the version of the catalog."""
    return json.loads(shop("show", product, "--json").out)


def test_brand_files_of_a_collection_are_loaded_again_equal(shop, mine, tmp_path):
    out = str(tmp_path / "out")
    done = shop("export", "--collection", "mine", "-o", out, "--json")
    assert (done.code, json.loads(done.out)) == (0, [{"file": f"{out}/shop.toml", "entries": 2}])
    assert done.err.splitlines() == [f"This brings it back: legfit load {out} --take --collection mine"]
    before = [shown(shop, product) for product in ("my-a", "my-b")]
    assert shop("load", out, "--take", "--collection", "mine").code == 0
    assert [shown(shop, product) for product in ("my-a", "my-b")] == before


def test_a_chart_that_was_corrected_in_a_spreadsheet_comes_back(shop, mine, tmp_path):
    out = str(tmp_path / "out")
    assert shop("export", "--collection", "mine", "--csv", "-o", out).code == 0
    before = shown(shop, "my-b")
    charts = Path(out, "charts.csv")
    text = charts.read_text("utf-8").replace("35 – 39", "36-39", 1).replace(",", ";").removeprefix("\ufeff")
    charts.write_text(text, "utf-8")
    done = shop("load", out, "--take", "--collection", "mine", "--dry-run")
    assert "my-a-chart: M: calf_max_girth: 35–39 cm → 36–39 cm" in done.out
    assert shop("load", out, "--take", "--collection", "mine").code == 0
    assert shown(shop, "my-b") == before
    assert "36–39" in shop("show", "my-a").out


def test_a_chart_that_came_to_harm_in_a_spreadsheet_changes_nothing(shop, mine, tmp_path):
    out = str(tmp_path / "out")
    assert shop("export", "--collection", "mine", "--csv", "-o", out).code == 0
    before = shown(shop, "my-a")
    charts = Path(out, "charts.csv")
    charts.write_text(charts.read_text("utf-8").replace("35 – 39", "03. Apr", 1), "utf-8")
    done = shop("load", out, "--take", "--collection", "mine")
    assert (done.code, done.out) == (4, "")
    assert done.err.startswith(
        "legfit: charts.csv: line 3: calf_max_girth: read '03. Apr', expected a figure or a text, not a day. "
        "The spreadsheet program made a day of it: set the column to “Text” and type it again."
    )
    assert shown(shop, "my-a") == before


def test_a_folder_of_spreadsheets_has_a_file_for_each_kind_of_line(shop, mine, tmp_path):
    out = str(tmp_path / "out")
    done = shop("export", "my-a", "--csv", "-o", out, "--format", "csv")
    assert done.out.splitlines() == [
        "file,entries", f"{out}/products.csv,1", f"{out}/charts.csv,{done.out.split('charts.csv,')[1][0]}",
        f"{out}/variants.csv,1", f"{out}/sources.csv,1",
    ]  # fmt: skip
    variants = Path(out, "variants.csv").read_bytes().decode("utf-8")
    assert variants.startswith("\ufeffproduct,sku,")
    assert "my-a,A-1,M" in variants
    assert "29.90 EUR" in variants


def test_a_table_or_a_brand_goes_to_stdout(shop, mine):
    done = shop("export", "my-a", "--only", "variants", "-o", "-")
    assert done.code == 0
    assert done.out.startswith("product,sku,size,")
    assert shop("export", "my-a", "-o", "-").out.startswith('brand = "Shop"\n')


def test_what_a_person_has_changed_or_made_is_not_written_over(shop, mine, tmp_path):
    out = str(tmp_path / "out")
    assert shop("export", "--collection", "mine", "-o", out).code == 0
    assert shop("export", "--collection", "mine", "-o", out).code == 0
    file = Path(out, "shop.toml")
    text = file.read_text("utf-8") + "# mine now\n"
    file.write_text(text, "utf-8")
    done = shop("export", "--collection", "mine", "-o", out)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("legfit: --into: read ")
    assert done.err.endswith(", or it was changed since. Name another folder, or write over it with --force.\n")
    assert file.read_text("utf-8") == text
    assert shop("export", "--collection", "mine", "-o", out, "--force").code == 0
    assert "# mine now" not in file.read_text("utf-8")


def test_spreadsheets_of_an_earlier_export_go_and_brand_files_stay(shop, mine, tmp_path):
    out = str(tmp_path / "out")
    assert shop("export", "--brand", "Shop", "-o", out).code == 0
    assert shop("export", "--csv", "-o", out).code == 0
    whole = {path.name for path in Path(out).iterdir()}
    assert shop("export", "my-b", "--csv", "-o", out).code == 0
    assert {path.name for path in Path(out).iterdir()} < whole
    assert {"shop.toml", "products.csv"} <= {path.name for path in Path(out).iterdir()}


WRONG = {
    "a brand that is not there": (("--brand", "Nobody"), "--brand"),
    "a collection that is not there": (("--collection", "nobody"), "--collection"),
    "a product that is not there": (("nothing-like-it-7",), "product"),
    "nothing that is asked for in every way": (("my-a", "--collection", "own"), ""),
    "a table that is not there": (("--only", "chart"), "--only"),
    "several files for stdout": (("--csv", "-o", "-"), "--into"),
}


@pytest.mark.parametrize(("words", "field"), [pytest.param(*wrong, id=name) for name, wrong in WRONG.items()])
def test_what_cannot_be_exported_is_named(shop, mine, tmp_path, words, field):
    done = shop("export", *words, *(() if "-o" in words else ("-o", str(tmp_path / "out"))))
    assert (done.code, done.out) == (2, "")
    assert f"legfit: {field}" in done.err
    assert not Path(tmp_path / "out").exists()
