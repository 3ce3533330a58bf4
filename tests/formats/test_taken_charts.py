"""A chart that is borrowed from a similar product, and old ids of products: what a brand file may say, and what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from brand_texts import read_brand_text

from catalog.formats.brand_file.product_draft import brand_draft_of
from catalog.formats.brand_file.write import brand_text
from catalog.formats.brand_toml import read_brand_files, read_sound_files
from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.problem import BadInput

HEAD = """
brand = "X"
[[source]]
id = "shop"
url = "https://example.com/sock"
seen_on = "2024-01-25"
read_as = "text"
confidence = "quoted"
[[source]]
id = "weak"
url = "https://example.com/other"
seen_on = "2023"
read_as = "quoted"
confidence = "low"
note = "Names no model."
[[product]]
id = "x-sock"
name = "Sock"
garment = "sock"
sources = ["shop"]
[[product.chart]]
id = "x-chart"
keyed_by = ["calf_max_girth"]
unit = "cm"
between_sizes = "larger"
note = "Of the sock itself."
rows = [{ size = "S", calf_max_girth = "30-34" }, { size = "M", calf_max_girth = "35-38" }]
"""
TAKEN = """
[[product]]
id = "x-old"
name = "Old sock"
garment = "sock"
sources = ["weak"]
[[product.chart]]
id = "x-old-chart"
chart_of = "x-chart"
note = "The shop calls them the same."
"""
PLACE = "x.toml: product x-old: chart x-old-chart"


def faults(text: str, language: str = "en") -> list[str]:
    """Every problem of a file in words."""
    with pytest.raises(BadInput) as error:
        read_brand_text(text, "x.toml")
    return [Messages(language).problem(p) for p in error.value.problems]


def test_the_figures_are_the_sisters_and_the_source_and_the_reason_are_its_own() -> None:
    sock, old = read_brand_text(HEAD + TAKEN, "x.toml")
    sister, taken = sock.charts[0], old.charts[0]
    assert (taken.keys, taken.sizes, taken.tie_rule, taken.steps) == (
        sister.keys, sister.sizes, sister.tie_rule, sister.steps,
    )  # fmt: skip
    assert (taken.id, taken.chart_of, taken.note) == ("x-old-chart", "x-chart", "The shop calls them the same.")
    assert (taken.source.confidence, sister.source.confidence) == ("low", "quoted")
    assert sister.chart_of == ""


def test_the_sister_may_stand_further_down() -> None:
    head, product = HEAD.split("[[product]]", 1)
    old, _ = read_brand_text(head + TAKEN + "[[product]]" + product, "x.toml")
    assert old.charts[0].sizes


def test_written_and_read_again_it_is_the_same() -> None:
    products = read_brand_text(HEAD + TAKEN.replace('id = "x-old"', 'id = "x-old"\naliases = ["x-1"]'), "x.toml")
    assert read_brand_text(brand_text(brand_draft_of("X", products)), "x.toml") == products


FAULTS = [
    pytest.param(
        TAKEN.replace('"x-chart"', '"x-chrt"'),
        [f"{PLACE}: chart_of: read 'x-chrt', expected the id of a chart of this file that is not taken itself. Did you mean “x-chart”?"],
        id="no such chart",
    ),
    pytest.param(
        TAKEN.replace('note = "The shop calls them the same."\n', ""),
        [f"{PLACE}: note: expected why the chart may be borrowed from a similar product. Add it."],
        id="no reason",
    ),
    pytest.param(
        TAKEN + 'unit = "in"\nrows = [{ size = "S", calf_max_girth = "12-13" }]\n',
        [
            f"{PLACE}: unit: expected the figures of the other chart, which this one takes. Take it out, or state the whole chart without chart_of.",
            f"{PLACE}: rows: expected the figures of the other chart, which this one takes. Take it out, or state the whole chart without chart_of.",
        ],
        id="figures of its own",
    ),
    pytest.param(
        TAKEN + TAKEN.replace("x-old", "x-older").replace('"x-chart"', '"x-old-chart"'),
        ["x.toml: product x-older: chart x-older-chart: chart_of: read 'x-old-chart', expected the id of a chart of this file that is not taken itself. Did you mean “x-chart”?"],
        id="a chart that is taken itself",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FAULTS)
def test_what_a_taken_chart_may_not_say(text: str, expected: list[str]) -> None:
    assert faults(HEAD + text) == expected


def test_what_is_wrong_with_the_sister_is_said_once() -> None:
    assert len(faults((HEAD + TAKEN).replace("35-38", "38-35"))) == 1


def test_a_chart_from_a_weak_source_says_why_it_may_be_used() -> None:
    weak = HEAD.replace('sources = ["shop"]', 'sources = ["weak"]')
    assert read_brand_text(weak, "x.toml")
    bare = weak.replace('note = "Names no model."\n', "").replace('note = "Of the sock itself."\n', "")
    assert faults(bare) == [
        "x.toml: product x-sock: chart x-chart: note: expected why the chart may be used although its source is weak"
        " (here, or at the source). Add it."
    ]


ALIAS = '[[product]]\nid = "{id}"\nname = "Sock {id}"\ngarment = "sock"\nsources = ["shop"]\naliases = {aliases}\n'
ALIASES = [
    pytest.param(
        ALIAS.format(id="x-new", aliases='["x-sock"]'),
        "x.toml: product x-new: aliases: read 'x-sock', expected an old id that no product has. It is an id in x.toml. Take it out of aliases, or rename the product there.",
        id="an id",
    ),
    pytest.param(
        ALIAS.format(id="x-new", aliases='["x-new"]'),
        "x.toml: product x-new: aliases: read 'x-new', expected an old id that no product has. It is an id in x.toml. Take it out of aliases, or rename the product there.",
        id="its own id",
    ),
    pytest.param(
        ALIAS.format(id="x-new", aliases='["x-1"]') + ALIAS.format(id="x-newer", aliases='["x-1"]'),
        "x.toml: product x-newer: aliases: read 'x-1', expected an old id that no product has. It is an id in x.toml. Take it out of aliases, or rename the product there.",
        id="an old id of another",
    ),
    pytest.param(
        ALIAS.format(id="x-new", aliases='["x-1", "x-1"]'),
        "x.toml: product x-new: aliases: read 'x-1', expected each old id once. Take the second one out.",
        id="twice",
    ),
    pytest.param(
        ALIAS.format(id="x-new", aliases='["X 1"]'),
        "x.toml: product x-new: aliases: read 'X 1', expected small letters, digits and hyphens, like “cep-run-sock”. Did you mean “x-1”? Rename it.",
        id="no id",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ALIASES)
def test_an_old_id_is_taken_like_an_id(text: str, expected: str) -> None:
    assert faults(HEAD + text) == [expected]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_where_the_old_id_is_taken(language: str) -> None:
    (said,) = faults(HEAD + ALIAS.format(id="x-new", aliases='["x-sock"]'), language)
    assert "x.toml" in said
    assert "aliases" in said


def test_an_old_id_is_looked_for_in_all_files(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(HEAD.replace('id = "x-sock"', 'id = "x-sock"\naliases = ["y-sock"]'))
    (tmp_path / "b.toml").write_text(HEAD.replace("x-", "y-").replace('brand = "X"', 'brand = "Y"'))
    with pytest.raises(BadInput) as error:
        read_brand_files([tmp_path])
    assert [(p.code, p.field, dict(p.facts)) for p in error.value.problems] == [
        ("alias_taken", "a.toml: product x-sock: aliases", {"other": "b.toml"})
    ]
    shelf = read_sound_files([tmp_path]).products
    assert set(shelf) == {"b.toml"}


def test_where_a_chart_may_be_and_since_when_it_is_looked_for() -> None:
    wanted = 'size_page = "https://x.example/sizes"\nchart_missing_since = "2026-11-27"\n'
    (product, *_) = read_brand_text(HEAD.split("[[product.chart]]")[0] + wanted, "x.toml")
    assert (product.size_page, product.chart_missing_since) == ("https://x.example/sizes", "2026-11-27")
    assert read_brand_text(brand_text(brand_draft_of("X", [product])), "x.toml") == (product,)


def test_an_address_and_a_day_are_wanted_there() -> None:
    wrong = 'size_page = "the site"\nchart_missing_since = "2026-11"\n'
    said = faults(HEAD.split("[[product.chart]]")[0] + wrong)
    assert [text.partition(": read")[0] for text in said] == [
        "x.toml: product x-sock: size_page",
        "x.toml: product x-sock: chart_missing_since",
    ]
