"""`legfit import` of a folder of spreadsheets that `legfit export --csv` wrote: all comes back, or nothing does."""

from __future__ import annotations

from pathlib import Path

import pytest
from brand_files import brand_file, sock


@pytest.fixture
def sheets(shop, tmp_path):
    """The folder of an export of two socks, which are taken out of the catalog again."""
    file = brand_file(tmp_path, sock("my-a", sku="A-1"), sock("my-b"))
    assert shop("load", file, "--collection", "mine").code == 0
    out = str(tmp_path / "sheets")
    assert shop("export", "--collection", "mine", "--csv", "-o", out).code == 0
    shown = [shop("show", product, "--json").out for product in ("my-a", "my-b")]
    assert shop("remove", "my-a", "my-b").code == 0
    return out, shown


def show(shop):
    return [shop("show", product, "--json").out for product in ("my-a", "my-b")]


@pytest.mark.parametrize(
    ("source", "name"),
    [pytest.param("", "sheets", id="the folder"), pytest.param("/products.csv", "products.csv", id="its products")],
)
def test_it_is_loaded_at_once(shop, sheets, source, name):
    folder, before = sheets
    done = shop("import", folder + source, "--load", "--collection", "mine", "--take")
    assert (done.code, done.out.splitlines()[0]) == (0, f"{name}: an export of legfit with 2 products and 1 variant.")
    assert show(shop) == before


def test_it_becomes_brand_files(shop, sheets, tmp_path):
    folder, before = sheets
    into = str(tmp_path / "brands")
    assert shop("import", folder, "--into", into).code == 0
    assert [path.name for path in Path(into).iterdir()] == ["shop.toml"]
    assert shop("load", into, "--collection", "mine", "--take").code == 0
    assert show(shop) == before
    first = Path(into, "shop.toml").read_bytes()
    assert shop("import", folder, "--into", into).code == 0
    assert Path(into, "shop.toml").read_bytes() == first


@pytest.mark.parametrize("how", [pytest.param(("--load",), id="load"), pytest.param((), id="brand files")])
def test_a_cell_that_came_to_harm_leaves_everything_as_it_was(shop, sheets, tmp_path, how):
    folder, _ = sheets
    charts = Path(folder, "charts.csv")
    charts.write_text(charts.read_text("utf-8").replace("35 – 39", "03. Apr", 1), "utf-8")
    done = shop("import", folder, *(how or ("--into", str(tmp_path / "brands"))))
    assert done.code == 4
    assert (
        "charts.csv: line 3: calf_max_girth: read '03. Apr', expected a figure or a text, not a day."
        in done.err + done.out
    )
    assert not Path(tmp_path, "brands").exists()
    assert shop("show", "my-a").code == 2
