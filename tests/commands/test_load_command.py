"""`legfit load`: what it refuses, what it overrides when forced, and what it says beside the counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

FILE = """brand = "Loader"
[[source]]
id = "page"
url = "https://loader.example/chart"
seen_on = "2026-11-01"
read_as = "text"
confidence = "first_hand"
[[product]]
id = "b-sock"
name = "Sock"
garment = "sock"
sources = ["page"]
{more}
[[product.chart]]
id = "b-sock-chart"
keyed_by = ["calf_max_girth"]
unit = "{unit}"
rows = [
  {{ size = "S", calf_max_girth = "30-34" }},
  {{ size = "M", calf_max_girth = "35-39" }},
]
{end}
"""
PLACE = "loader.toml: product b-sock: chart b-sock-chart: size"


@pytest.fixture
def loader(tmp_path):
    """Write the brand file; what comes back is its path."""

    def write(unit="cm", more='intended_use = ["running"]', end=""):
        path = tmp_path / "loader.toml"
        path.write_text(FILE.format(unit=unit, more=more, end=end), "utf-8")
        return str(path)

    return write


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        pytest.param(
            "en",
            [
                f"legfit: {PLACE} M: calf_max_girth: read '35–39 in', expected figures that a human body can have. Check the figure and its unit against the source.",
            ],
            id="en",
        ),
        pytest.param(
            "de",
            [
                "legfit: loader.toml: Produkt b-sock: Tabelle b-sock-chart: Größe M: calf_max_girth: gelesen: „35–39 in“, erwartet: Zahlen, die an einem menschlichen Körper möglich sind. Vergleichen Sie Zahl und Einheit mit der Quelle.",
            ],
            id="de",
        ),
    ],
)  # fmt: skip
def test_what_lint_calls_an_error_is_not_loaded(shop, loader, language, lines):
    done = shop("load", loader(unit="in"), "--lang", language)
    assert (done.code, done.out, done.err.splitlines()) == (4, "", lines)
    assert shop("show", "b-sock").code != 0


def test_forced_every_line_that_is_overridden_is_said(shop, loader):
    done = shop("load", loader(unit="in"), "--force", "--json")
    assert done.code == 0
    assert json.loads(done.out)["counts"]["added"] == 1
    assert [line for line in done.err.splitlines() if line.startswith("forced: ")] == [
        f"forced: {PLACE} M: calf_max_girth: read '35–39 in', expected figures that a human body can have. "
        "Check the figure and its unit against the source."
    ]


def test_a_product_that_no_search_will_show_is_said_at_once(shop, loader):
    done = shop("load", loader(more=""))
    assert done.err.splitlines()[-1] == (
        '1 product of 1 will not be shown: say what it is for, for example intended_use = ["running"], or decide '
        "with `legfit review`. `legfit lint` names it."
    )


def test_a_shipped_product_that_no_search_will_show_is_nobodys_to_correct(shop):
    done = shop("load", "--shipped")
    (last,) = [line for line in done.err.splitlines() if "not shown" in line]
    assert last.endswith(
        " that came with the program are not shown: their sources do not say what they are for. "
        "`legfit review` names them, and you can decide."
    )
    dry = shop("load", "--shipped", "--dry-run")
    assert dry.out.splitlines()[-1] == (
        "What came with the program is taken as its sources say it; `legfit review ID` lets you decide."
    )
    assert "intended_use" not in done.err + dry.err + dry.out


def test_a_variant_without_a_size_of_the_chart_is_a_warning_with_the_nearest(shop, loader):
    done = shop("load", loader(end='[[product.variant]]\nsku = "B-1"\nsize = "Medium"'))
    assert done.err.splitlines()[-1] == (
        "warning: loader.toml: product b-sock: variant B-1: size: read 'Medium', expected a size of the chart: S and M. "
        "Did you mean “M”? Write the size as the chart does: else the variant never comes into a basket."
    )


@pytest.mark.parametrize(
    ("price", "shown"),
    [("4900 JPY", "price: 4900 JPY"), ("5000 XOF", "price: 5000 XOF"), ("49.9 EUR", "price: 49.90 EUR"), ("5 BHD", "price: 5.000 BHD")],
)  # fmt: skip
def test_a_price_is_shown_with_the_decimals_of_its_currency(shop, loader, price, shown):
    path = loader(more=f'intended_use = ["running"]\nprice = {{ amount = "{price}" }}')
    assert shop("load", path).code == 0
    assert shown in shop("show", "b-sock").out
    amount = shown.split()[1]
    (row,) = [
        r
        for r in json.loads(shop("search", "--calf", "32 cm", "--garment", "sock", "--format", "json", "--columns", "product,price,currency").out)
        if r["product"] == "b-sock"
    ]  # fmt: skip
    assert (row["price"], row["currency"]) == (amount, price.split()[1])


def found(shop, *more):
    """The product's match among those for one calf, or None."""
    rows = json.loads(shop("search", "--calf", "37 cm", "--garment", "sock", *more, "--json").out)["matches"]
    return next((m for m in rows if m["product"]["id"] == "b-sock"), None)


def test_every_size_of_a_forced_chart_says_so_and_no_other_does(shop, loader):
    path = Path(loader())
    shop("load", str(path))
    assert found(shop)["cautions"] == []
    path.write_text(path.read_text("utf-8").replace('"30-34"', '"45-49"'), "utf-8")
    assert shop("load", str(path)).code == 4
    assert shop("load", str(path), "--force").code == 0
    (caution,) = [c for c in found(shop)["cautions"] if c["code"].endswith("chart_unsure")]
    assert caution["facts"]["causes"] == ["forced"]
    assert caution["text"] == (
        "This size chart is uncertain (with a known error). Compare it with the maker's own before you buy."
    )


@pytest.mark.parametrize(("limit", "is_shown"), [("6000 XOF", True), ("5000 XOF", True), ("4999 XOF", False)])
def test_a_limit_in_francs_is_one_of_whole_francs(shop, loader, limit, is_shown):
    shop("load", loader(more='intended_use = ["running"]\nprice = { amount = "5000 XOF" }'))
    assert (found(shop, "--max-price", limit) is not None) is is_shown
