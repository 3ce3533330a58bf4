"""Charts that stand once in a brand file for several products: what the products get, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from brand_texts import read_brand_text

from catalog.app.lint import lint_paths
from catalog.messages.messages import Messages
from catalog.model.policy import shipped_policy
from catalog.model.problem import BadInput
from catalog.store.fingerprint import ProductDigests, product_digest

HEAD = """
brand = "X"
[[source]]
id = "shop"
url = "https://example.com/sock"
seen_on = "2024-01-25"
read_as = "text"
confidence = "quoted"
"""
FIGURES = """
keyed_by = ["calf_max_girth"]
unit = "cm"
rows = [{ size = "S", calf_max_girth = "28-33" }, { size = "M", calf_max_girth = "34-38" }]
"""
CHART = f'[[chart]]\nid = "x-calves"\nsource = "shop"\n{FIGURES}'


def product(name: str, more: str = "") -> str:
    """A product table of the file."""
    return f"""
[[product]]
id = "{name}"
name = "Sock"
garment = "sock"
sources = ["shop"]
intended_use = ["running"]
{more}
"""


def named(*charts: str) -> str:
    """The list of charts that a product names."""
    return f"charts = {json.dumps(charts)}"


def test_each_product_that_names_a_chart_is_as_if_it_had_it_by_itself() -> None:
    shared = read_brand_text(HEAD + CHART + product("x-a", named("x-calves")) + product("x-b", named("x-calves")), "x")
    alone = read_brand_text(HEAD + product("x-a", f'[[product.chart]]\nid = "x-calves"\n{FIGURES}'), "x")
    assert shared[0] == alone[0]
    assert product_digest(shared[0]) == product_digest(alone[0])
    digests = ProductDigests()
    assert [digests.of(p) for p in shared] == [product_digest(p) for p in shared]
    assert shared[1].charts == alone[0].charts


def test_charts_of_the_product_itself_come_first() -> None:
    own = f'{named("x-calves")}\n[[product.chart]]\nid = "x-own"\ncurrent = false\n{FIGURES}'
    other = CHART.replace("unit", "current = false\nunit")
    (sock,) = read_brand_text(HEAD + other + product("x-a", own), "x")
    assert [chart.id for chart in sock.charts] == ["x-own", "x-calves"]


def test_a_shared_chart_may_be_that_of_a_sister_and_be_taken_from_one() -> None:
    taken = (
        '[[chart]]\nid = "x-taken"\nchart_of = "x-calves"\nsource = "shop"\nnote = "The shop calls them the same."\n'
    )
    first, second = read_brand_text(
        HEAD + taken + CHART + product("x-a", named("x-taken")) + product("x-b", named("x-calves")), "x"
    )
    assert first.charts[0].sizes == second.charts[0].sizes
    assert first.charts[0].chart_of == "x-calves"


FAULTS = {
    "a misspelt name": (
        CHART + product("x-a", named("x-calfs")),
        ["x: product x-a: charts: read 'x-calfs', expected the id of a [[chart]] of this file. Did you mean “x-calves”?"],
    ),
    "no chart to name": (
        product("x-a", named("x-calves")),
        ["x: product x-a: charts: read 'x-calves', expected the id of a [[chart]] of this file. "
         "Add a [[chart]] table before the products, with its own source."],
    ),
    "a chart inside another product": (
        CHART + product("x-a", named("x-own")) + product("x-b", f'[[product.chart]]\nid = "x-own"\n{FIGURES}'),
        ["x: product x-a: charts: read 'x-own', expected the id of a [[chart]] of this file. It stands inside a "
         "product: move it before the products, as [[chart]] with its own source."],
    ),
    "a name twice": (
        CHART + product("x-a", named("x-calves", "x-calves")),
        ["x: product x-a: charts: read 'x-calves', expected an id used once. Take the second one out."],
    ),
    "an id twice": (
        CHART + product("x-a", f'{named("x-calves")}\n[[product.chart]]\nid = "x-calves"\ncurrent = false\n{FIGURES}'),
        ["x: product x-a: chart x-calves: read 'x-calves', expected an id used once. It is in x already."],
    ),
    "no source": (
        CHART.replace('source = "shop"', "") + product("x-a", named("x-calves")),
        ["x: chart x-calves: source: expected the id of a [[source]] of this file. Add it."],
    ),
    "an unknown source": (
        CHART.replace('"shop"', '"shops"') + product("x-a", named("x-calves")),
        ["x: chart x-calves: source: read 'shops', expected the id of a [[source]] of this file. Did you mean “shop”?"],
    ),
    "a wrong figure, said once": (
        CHART.replace("34-38", "38-34") + product("x-a", named("x-calves")) + product("x-b", named("x-calves")),
        ["x: chart x-calves: size M: calf_max_girth: read '38-34', expected the smaller figure first. "
         "Here 38 cm is above 34 cm."],
    ),
    "two current ones": (
        CHART + product("x-a", f'{named("x-calves")}\n[[product.chart]]\nid = "x-own"\n{FIGURES}'),
        ["x: product x-a: read 'x-own, x-calves', expected one current chart by girths. Write current = false on the others."],
    ),
    "a wrong field": (
        CHART.replace('unit =', 'units_of =') + product("x-a", named("x-calves")),
        ["x: chart x-calves: units_of: read 'units_of', expected a field of this table. Did you mean “units”?",
         "x: chart x-calves: unit: expected a unit for calf_max_girth: one of mm, cm, m, in, ft. "
         "Or name the unit of this place under units."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_what_is_wrong_is_said_with_its_place(text: str, words: list[str]) -> None:
    with pytest.raises(BadInput) as error:
        read_brand_text(HEAD + text, "x")
    assert [Messages("en").problem(p) for p in error.value.problems] == words


def findings(folder: Path, text: str) -> list[str]:
    """What the linter finds in a file, in words."""
    (folder / "x.toml").write_text(HEAD + text, "utf-8")
    return [f"{f.level}: {Messages('en').problem(f.problem)}" for f in lint_paths([folder], shipped_policy())]


def test_a_chart_that_nobody_names_is_a_note(tmp_path: Path) -> None:
    assert findings(tmp_path, CHART + product("x-a")) == [
        "note: x.toml: chart x-calves: read 'x-calves', expected a product that names the chart. "
        "Write charts = ['x-calves'] at each product that is sized by it, or take the chart out."
    ]


def test_what_is_suspicious_in_a_shared_chart_is_said_once(tmp_path: Path) -> None:
    wide = CHART.replace("34-38", "36-38")
    both = findings(tmp_path, wide + product("x-a", named("x-calves")) + product("x-b", named("x-calves")))
    assert [line.split(" read ")[0] for line in both] == [
        "warning: x.toml: chart x-calves: sizes S, M: calf_max_girth:"
    ]
