"""The chart linter: one faulty chart for every code, and none for a chart that is well."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from brand_texts import CHART, GOOD, HEAD, VARIANT, chart, keyed, read_brand_text

import catalog
from catalog.messages.messages import LANGUAGES, sentences
from catalog.model.policy import shipped_policy
from catalog.model.source import EXAMPLE_PAGE
from catalog.rules.chart_lint.finding import LEVELS, Level
from catalog.rules.chart_lint.rule import lint_files
from catalog.rules.chart_lint.variants import KINDS


def findings_in(text, seen="2026-11-01"):
    """Everything suspicious in a file with one product and this text after its head."""
    products = read_brand_text(HEAD.format(seen=seen) + text, "linter.toml")
    return lint_files({"linter.toml": products}, shipped_policy())


def codes_of(*charts, seen="2026-11-01"):
    return [f.code for f in findings_in("".join(charts), seen)]


@pytest.mark.parametrize(
    ("charts", "codes"),
    [
        pytest.param([chart(*GOOD)], [], id="nothing wrong"),
        pytest.param([chart(("S", "28-33"), ("M", "36-38"))], ["hole"], id="hole"),
        pytest.param([chart(("S", "28-35"), ("M", "34-38"))], ["overlap"], id="overlap"),
        pytest.param([chart(("S", "28-34"), ("M", "34-38"))], ["shared_edge"], id="shared edge"),
        pytest.param([chart(("S", "28-34"), ("M", "34-38"), more='between_sizes = "larger"')], [], id="shared edge with a rule"),
        pytest.param([chart(("S", "28-35"), ("M", "34-38"), more='between_sizes = "larger"')], ["overlap"], id="overlap with a rule"),
        pytest.param([chart(("S", "28-<34"), ("M", "34-38"))], [], id="edge that belongs to one"),
        pytest.param([chart(("M", "34-38"), ("S", "28-33"))], ["out_of_order"], id="out of order"),
        pytest.param([chart(("S", "28-33"), ("M", "34-38"), ("L", "34-38"))], ["duplicate_row", "overlap"], id="two labels, one band"),
        pytest.param([chart(("S", "280-330"), ("M", "340-380"))], ["implausible", "implausible", "hole"], id="mm as cm"),
        pytest.param([chart(("S", ">=28"), ("M", "34-38"))], ["missing_end"], id="no upper end inside"),
        pytest.param([chart(("S", "28-33"), ("M", "<=38"))], ["missing_end"], id="no lower end inside"),
        pytest.param([chart(("S", "28-33"), ("M", "?"), ("L", "39-44"))], ["unreadable", "hole"], id="a figure nobody could read"),
        pytest.param([chart(("S", "30"), ("M", "33"), ("L", "36"))], ["garment_column", "hole", "hole"], id="single figures"),
        pytest.param([chart(*GOOD, more='note = "measured flat, unstretched"')], ["garment_column"], id="said to be the garment"),
        pytest.param(
            [chart(*GOOD), chart(("S", "11-13"), ("M", "13.5-15"), ("L", "15.5-18.5"), unit="in", id="c2", more="current = false")],
            ["units_disagree"],
            id="inches that disagree",
        ),
        pytest.param(
            [chart(*GOOD), chart(("S", "11-13"), ("M", "13.5-15"), ("L", "15.5-17.5"), unit="in", id="c2", more="current = false")],
            [],
            id="inches that agree to a printed step",
        ),
    ],
)  # fmt: skip
def test_each_fault_has_its_code(charts, codes):
    assert codes_of(*charts) == codes


def test_a_source_without_a_date():
    assert codes_of(chart(*GOOD), seen="unknown") == ["undated"]


@pytest.mark.parametrize(
    ("rows", "unit", "codes"),
    [
        pytest.param(
            [("S", "30.3-33.3"), ("M", "33.4-36.6"), ("L", "36.7-39.9")], "cm", ["still_example"], id="all of it"
        ),
        pytest.param([("1", "30.3-33.3"), ("2", "33.4-36.6")], "cm", ["still_example"], id="under other labels"),
        pytest.param([("S", "30.3-33.3"), ("M", "33.4-36.8")], "cm", [], id="one band by chance"),
        pytest.param([("S", "303-333"), ("M", "334-366")], "mm", [], id="the same in a chart of millimetres"),
    ],
)
def test_figures_of_the_example_are_called_that(rows, unit, codes):
    assert codes_of(chart(*rows, unit=unit)) == codes


def test_the_address_of_the_example_is_called_that_once_for_a_product():
    head = HEAD.format(seen="2026-11-01").replace("https://example.org/page", EXAMPLE_PAGE)
    products = read_brand_text(head + chart(*GOOD), "linter.toml")
    found = lint_files({"linter.toml": products}, shipped_policy())
    assert [(f.level, f.code, f.place) for f in found] == [
        (Level.WARNING, "still_example", "linter.toml: product linter-sock: source")
    ]


# --- charts that go by several points -----------------------------------------------------------------------------


LEG = ("calf_max_girth", "ankle_min_girth")
BUILD = ("height", "weight")
HEIGHT_AND_WEIGHT = 'units = { height = "cm", weight = "kg" }'
S, M, L = ("S", "31-35", "18-20"), ("M", "35.5-39", "20.5-23"), ("L", "39.5-44", "23.5-26")


def levels(text):
    """Level, code and place of every finding of one product's charts."""
    start = "linter.toml: product linter-sock: "
    return [(f.level.value, f.code, f.place.removeprefix(start)) for f in findings_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(keyed(LEG, S, M, L), [], id="nothing wrong"),
        pytest.param(
            keyed(LEG, S, ("M", "35.5-93", "20.5-23"), L),
            [("warning", "out_of_order", "chart c1: sizes M, L: calf_max_girth")],
            id="39 typed as 93",
        ),
        pytest.param(
            keyed(LEG, S, ("M", "35.5-39", "27-29"), L),
            [("warning", "hole", "chart c1: sizes S, M: ankle_min_girth"), ("warning", "out_of_order", "chart c1: sizes M, L: ankle_min_girth")],
            id="an ankle above the next size's",
        ),
        pytest.param(keyed(LEG, S, ("M", "36.5-39", "20.5-23"), L), [("warning", "hole", "chart c1: sizes S, M: calf_max_girth")], id="hole at one point"),
        pytest.param(keyed(LEG, S, ("M", "35.5-39", "20-23"), L), [], id="an edge that two share where the other point tells them apart"),
        pytest.param(keyed(LEG, S, ("M", "35.5-39", "19-23"), L), [("warning", "overlap", "chart c1: sizes S, M: ankle_min_girth")], id="overlap at one girth"),
        pytest.param(
            keyed(LEG, S, ("M", "34-39", "19-23"), L),
            [("warning", "overlap", "chart c1: sizes S, M: calf_max_girth"), ("warning", "overlap", "chart c1: sizes S, M: ankle_min_girth")],
            id="overlap at both",
        ),
        pytest.param(
            keyed(LEG, S, ("M", "34-39", "19-23"), ("L", "38-44", "22-26")),
            [("warning", "overlap", "chart c1: calf_max_girth"), ("warning", "overlap", "chart c1: ankle_min_girth")],
            id="overlaps all along are one finding a point",
        ),
        pytest.param(
            keyed(LEG, ("S", "18-20", "31-35"), ("M", "20.5-23", "35.5-39")),
            [("error", "columns_swapped", "chart c1: size S"), ("error", "columns_swapped", "chart c1: size M")],
            id="columns swapped",
        ),
        pytest.param(
            keyed(LEG, S, ("M", "20.5-23", "35.5-39"), L),
            [
                ("warning", "out_of_order", "chart c1: sizes S, M: calf_max_girth"), ("warning", "hole", "chart c1: sizes M, L: calf_max_girth"),
                ("warning", "hole", "chart c1: sizes S, M: ankle_min_girth"), ("warning", "out_of_order", "chart c1: sizes M, L: ankle_min_girth"),
                ("error", "columns_swapped", "chart c1: size M"),
            ],
            id="figures of one row swapped",
        ),
        pytest.param(keyed(LEG, S, ("M", ">=35.5", "20.5-23"), L), [("warning", "missing_end", "chart c1: sizes M, L: calf_max_girth")], id="open inside"),
        pytest.param(
            keyed(BUILD, ("S", "150-165", "45-80"), ("M", "165.5-185", "55-90"), units=HEIGHT_AND_WEIGHT), [], id="weights overlap where heights do not",
        ),
        pytest.param(
            keyed(BUILD, ("S", "150-170", "45-65"), ("M", "160-180", "60-80"), units=HEIGHT_AND_WEIGHT),
            [("warning", "overlap", "chart c1: sizes S, M: height"), ("warning", "overlap", "chart c1: sizes S, M: weight")],
            id="bodies in two sizes",
        ),
        pytest.param(
            keyed(("calf_max_girth", "leg_length"), ("S short", "30-34", "35-40"), ("S long", "30-34", "41-46"), ("M short", "35-39", "35-40"), ("M long", "35-39", "41-46")),
            [], id="short and long of each size",
        ),
        pytest.param(
            keyed(("calf_max_girth", "leg_length"), ("short S", "30-34", "35-40"), ("short M", "35-39", "35-40"), ("long S", "30-34", "41-46"), ("long M", "35-39", "41-46")),
            [], id="short ones first",
        ),
        pytest.param(
            keyed(("calf_max_girth", "leg_length"), ("7", "32-39", "20-38"), ("8", "34-42", "20-38")),
            [("warning", "overlap", "chart c1: sizes 7, 8: calf_max_girth")], id="a point at which both print the same decides nothing",
        ),
        pytest.param(
            keyed(BUILD, ("S", "150-160", "45-55"), ("S", "161-170", "45-60"), ("M", "150-160", "56-65"), ("M", "161-170", "61-75"), units=HEIGHT_AND_WEIGHT),
            [], id="a grid of several boxes a size",
        ),
    ],
)  # fmt: skip
def test_every_point_of_every_chart_is_looked_at(text, expected):
    assert levels(text) == expected


def test_an_overlap_is_a_note_where_the_brand_says_which_to_take():
    rows = (("S", "28-35"), ("M", "34-38"))
    place = "chart c1: sizes S, M: calf_max_girth"
    assert levels(chart(*rows)) == [("warning", "overlap", place)]
    assert levels(chart(*rows, more='between_sizes = "larger"')) == [("note", "overlap", place)]


@pytest.mark.parametrize(
    ("labels", "size", "near"),
    [
        (("M", "L"), "Medium", "M"),
        (("M", "L"), "l", "L"),
        (("S", "M"), "small", "S"),
        (("L", "XL", "XXL"), "Extra-Large", "XL"),
        (("L", "XL", "XXL"), "2XL", "XXL"),
        (("II", "III"), "3", "III"),
        (("1", "2"), "II", "2"),
        (("M", "L"), "mittel", "M"),
        (("35-38", "39-42"), "39 - 42", "39-42"),
        (("M", "L"), "one size", ""),
        (("S", "M", "L"), "XL", ""),
        (("L", "XL"), "XXL", ""),
        (("S", "M", "L"), "M/L", ""),
        (("S", "M", "L"), "ML", ""),
        (("35-38", "39-42"), "39-43", ""),
        (("II", "III"), "IV", ""),
        (("S", "M"), "Größe M", "M"),
        (("S", "M"), "Taille M", "M"),
        (("S", "M"), "Gr. S", "S"),
        (("S", "M"), "Ｍ", "M"),
        (("Regular", "Tall"), "Reguler", "Regular"),
    ],
)
def test_a_variant_of_a_size_that_no_chart_has_is_named_with_the_nearest(labels, size, near):
    rows = [(label, f"{28 + 5 * n}-{32 + 5 * n}") for n, label in enumerate(labels)]
    (finding,) = findings_in(chart(*rows) + VARIANT.format(sku="A-1", more=f'size = "{size}"'))
    assert (finding.code, finding.level, finding.read) == ("variant_size", Level.WARNING, size)
    assert finding.place == "linter.toml: product linter-sock: variant A-1: size"
    assert finding.problem.suggestion == near


@pytest.mark.parametrize("size", ["M", ""])
def test_a_variant_of_a_size_of_the_chart_or_of_none_is_well(size):
    assert findings_in(chart(*GOOD) + VARIANT.format(sku="A-1", more=f'size = "{size}"')) == ()


@pytest.mark.parametrize(
    ("point", "band", "codes"),
    [
        ("shoe_eu", "35-38", []), ("shoe_eu", "3-5", ["implausible"]), ("shoe_eu", ">=46", []), ("shoe_eu", "<16", []),
        ("shoe_uk", "3-5.5", []), ("shoe_uk", "35-38", ["implausible"]), ("shoe_us", "39-42", ["implausible"]),
        ("shoe_us_men", "9-12", []), ("shoe_us_men", "42-46", ["implausible"]), ("shoe_us_women", "36-38", ["implausible"]),
        ("shoe_unstated", "35-38", []), ("shoe_unstated", "3-5", []),
    ],
)  # fmt: skip
def test_shoes_of_another_system_are_seen_by_their_figures(point, band, codes):
    text = CHART.format(id="c1", point=point, unit="cm", more="", rows=f'{{ size = "S", {point} = "{band}" }}')
    assert codes_of(text.replace('unit = "cm"', "")) == codes


def test_every_code_of_the_linter_has_its_sentences_in_every_language():
    for language in LANGUAGES:
        codes = {c for c in sentences(language) if ".lint_" in c}
        assert {c.rpartition(".")[2] for c in codes} == {text for text in lint_codes() if text.startswith("lint_")}


def lint_codes():
    """Every code of a sentence that the linter's modules name."""
    folder = Path(catalog.__file__).parent
    files = [folder / "app/lint.py", *(folder / "rules/chart_lint").glob("*.py")]
    return set(re.findall(r'"(lint_[a-z_]+)"', "".join(f.read_text("utf-8") for f in files)))


def test_every_level_is_that_of_a_code_that_is_found():
    folder = Path(catalog.__file__).parent
    files = [folder / "app/lint.py", *(folder / "rules/chart_lint").glob("*.py")]
    text = "".join(f.read_text("utf-8") for f in files if f.name != "finding.py")
    named = set(re.findall(r'"([a-z_]+)"', text)) | {f"duplicate_{kind}" for kind in KINDS}
    assert LEVELS.keys() - named == set()
