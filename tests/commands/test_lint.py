"""The chart linter: one faulty chart for every code, and none for a chart that is well."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import catalog
from catalog.formats.brand_toml import read_brand_text
from catalog.messages.messages import LANGUAGES, sentences
from catalog.model.policy import shipped_policy
from catalog.rules.chart_lint.double_codes import KINDS
from catalog.rules.chart_lint.rule import LEVELS, Level, lint_files

HEAD = """
brand = "Linter"
[[source]]
id = "page"
url = "https://example.org/page"
seen_on = "{seen}"
read_as = "text"
confidence = "first_hand"
[[product]]
id = "linter-sock"
name = "Sock"
garment = "sock"
sources = ["page"]
intended_use = ["running"]
"""
CHART = """
[[product.chart]]
id = "{id}"
keyed_by = ["{point}"]
unit = "{unit}"
{more}
rows = [
{rows}
]
"""


def chart(*rows, point="calf_max_girth", unit="cm", more="", id="c1"):
    lines = "\n".join(f'  {{ size = "{label}", {point} = "{band}" }},' for label, band in rows)
    return CHART.format(id=id, point=point, unit=unit, more=more, rows=lines)


def found(*charts, seen="2026-11-01"):
    products = read_brand_text(HEAD.format(seen=seen) + "".join(charts), "linter.toml")
    return [f.code for f in lint_files({"linter.toml": products}, shipped_policy())]


GOOD = (("S", "28-33"), ("M", "34-38"), ("L", "39-44"))


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
    assert found(*charts) == codes


def test_a_source_without_a_date():
    assert found(chart(*GOOD), seen="unknown") == ["undated"]


def write(tmp_path: Path, text: str) -> str:
    file = tmp_path / "linter.toml"
    file.write_text(text, "utf-8")
    return str(file)


def test_findings_carry_place_and_advice(cli, tmp_path):
    file = write(tmp_path, HEAD.format(seen="2026-11-01") + chart(("S", "28-33"), ("M", "36-38")))
    done = cli("lint", file, "--json")
    (row,) = json.loads(done.out)
    assert done.code == 6
    assert row["place"] == "linter.toml: product linter-sock: chart c1: size S and M: calf_max_girth"
    assert row["read"] == "28–33 cm, 36–38 cm"
    assert row["todo"] == (
        "Expected no gap between two sizes. Check the figures; where the source really leaves the gap, keep it and say so "
        "in the note."
    )
    assert cli("lint", file, "--check").out.startswith(row["place"])


def test_what_the_reader_refuses_is_a_finding_with_its_place(cli, tmp_path):
    file = write(tmp_path, HEAD.format(seen="2026-11-01") + chart(("S", "38-28")))
    done = cli("lint", file, "--json")
    assert done.code == 6
    assert [r["level"] for r in json.loads(done.out)] == ["error"]


@pytest.mark.parametrize("path", ["none.toml", "."])
def test_a_path_without_brand_files_is_an_input_error(cli, tmp_path, monkeypatch, path):
    monkeypatch.chdir(tmp_path)
    assert cli("lint", path).code == 4


def test_a_good_file_passes(cli, tmp_path):
    assert cli("lint", write(tmp_path, HEAD.format(seen="2026-11-01") + chart(*GOOD)), "--check").code == 0


def test_an_unknown_date_is_a_note_that_only_the_check_for_ci_counts(cli, tmp_path):
    file = write(tmp_path, HEAD.format(seen="unknown") + chart(*GOOD))
    assert json.loads(cli("lint", file, "--json").out)[0]["level"] == "note"
    assert (cli("lint", file).code, cli("lint", file, "--check").code) == (0, 6)


# --- charts that go by several points -----------------------------------------------------------------------------

KEYED = """
[[product.chart]]
id = "c1"
keyed_by = {keys}
{units}
rows = [
{rows}
]
"""


def keyed(keys, *rows, units='unit = "cm"'):
    """A chart of several points: each row is a label and a band for every key."""
    lines = (", ".join(f'{k} = "{b}"' for k, b in zip(("size", *keys), row, strict=True)) for row in rows)
    return KEYED.format(keys=list(keys), units=units, rows="\n".join(f"  {{ {line} }}," for line in lines))


LEG = ("calf_max_girth", "ankle_min_girth")
BUILD = ("height", "weight")
HEIGHT_AND_WEIGHT = 'units = { height = "cm", weight = "kg" }'
S, M, L = ("S", "31-35", "18-20"), ("M", "35.5-39", "20.5-23"), ("L", "39.5-44", "23.5-26")


def levels(text):
    """Level, code and place of every finding of one product's charts."""
    products = read_brand_text(HEAD.format(seen="2026-11-01") + text, "linter.toml")
    start = "linter.toml: product linter-sock: "
    return [
        (f.level.value, f.code, f.place.removeprefix(start))
        for f in lint_files({"linter.toml": products}, shipped_policy())
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(keyed(LEG, S, M, L), [], id="nothing wrong"),
        pytest.param(
            keyed(LEG, S, ("M", "35.5-93", "20.5-23"), L),
            [("warning", "out_of_order", "chart c1: size M and L: calf_max_girth")],
            id="39 typed as 93",
        ),
        pytest.param(
            keyed(LEG, S, ("M", "35.5-39", "27-29"), L),
            [("warning", "hole", "chart c1: size S and M: ankle_min_girth"), ("warning", "out_of_order", "chart c1: size M and L: ankle_min_girth")],
            id="an ankle above the next size's",
        ),
        pytest.param(keyed(LEG, S, ("M", "36.5-39", "20.5-23"), L), [("warning", "hole", "chart c1: size S and M: calf_max_girth")], id="hole at one point"),
        pytest.param(keyed(LEG, S, ("M", "35.5-39", "20-23"), L), [], id="an edge that two share where the other point tells them apart"),
        pytest.param(keyed(LEG, S, ("M", "35.5-39", "19-23"), L), [("warning", "overlap", "chart c1: size S and M: ankle_min_girth")], id="overlap at one girth"),
        pytest.param(
            keyed(LEG, S, ("M", "34-39", "19-23"), L),
            [("warning", "overlap", "chart c1: size S and M: calf_max_girth"), ("warning", "overlap", "chart c1: size S and M: ankle_min_girth")],
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
                ("warning", "out_of_order", "chart c1: size S and M: calf_max_girth"), ("warning", "hole", "chart c1: size M and L: calf_max_girth"),
                ("warning", "hole", "chart c1: size S and M: ankle_min_girth"), ("warning", "out_of_order", "chart c1: size M and L: ankle_min_girth"),
                ("error", "columns_swapped", "chart c1: size M"),
            ],
            id="figures of one row swapped",
        ),
        pytest.param(keyed(LEG, S, ("M", ">=35.5", "20.5-23"), L), [("warning", "missing_end", "chart c1: size M and L: calf_max_girth")], id="open inside"),
        pytest.param(
            keyed(BUILD, ("S", "150-165", "45-80"), ("M", "165.5-185", "55-90"), units=HEIGHT_AND_WEIGHT), [], id="weights overlap where heights do not",
        ),
        pytest.param(
            keyed(BUILD, ("S", "150-170", "45-65"), ("M", "160-180", "60-80"), units=HEIGHT_AND_WEIGHT),
            [("warning", "overlap", "chart c1: size S and M: height"), ("warning", "overlap", "chart c1: size S and M: weight")],
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
            [("warning", "overlap", "chart c1: size 7 and 8: calf_max_girth")], id="a point at which both print the same decides nothing",
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
    place = "chart c1: size S and M: calf_max_girth"
    assert levels(chart(*rows)) == [("warning", "overlap", place)]
    assert levels(chart(*rows, more='between_sizes = "larger"')) == [("note", "overlap", place)]


VARIANT = '[[product.variant]]\nsku = "{sku}"\n{more}\n'


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
    text = HEAD.format(seen="2026-11-01") + chart(*rows) + VARIANT.format(sku="A-1", more=f'size = "{size}"')
    (found,) = lint_files({"linter.toml": read_brand_text(text, "linter.toml")}, shipped_policy())
    assert (found.code, found.level, found.read) == ("variant_size", Level.WARNING, size)
    assert found.place == "linter.toml: product linter-sock: variant A-1: size"
    assert found.problem.suggestion == near


@pytest.mark.parametrize("size", ["M", ""])
def test_a_variant_of_a_size_of_the_chart_or_of_none_is_well(size):
    text = HEAD.format(seen="2026-11-01") + chart(*GOOD) + VARIANT.format(sku="A-1", more=f'size = "{size}"')
    assert lint_files({"linter.toml": read_brand_text(text, "linter.toml")}, shipped_policy()) == ()


def shelf_of(tmp_path, **files):
    """A folder of brand files, each of one product with one variant."""
    for name, more in files.items():
        text = HEAD.format(seen="2026-11-01").replace("linter-sock", f"{name}-sock") + VARIANT.format(
            sku=f"{name}-1", more=more
        )
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    return str(tmp_path)


@pytest.mark.parametrize(
    ("one", "two", "kind", "number"),
    [
        ('gtin = "4006381333931"', 'gtin = "04006381333931"', "gtin", "04006381333931"),
        ('shop_id = "77"', 'shop_id = "77"', "shop_id", "77"),
    ],
)
def test_a_number_of_two_products_is_an_error_that_names_both_places(cli, tmp_path, one, two, kind, number):
    done = cli("lint", shelf_of(tmp_path, a=one, b=two), "--json")
    (row,) = [r for r in json.loads(done.out) if r["level"] == "error"]
    assert (done.code, row["code"], row["read"]) == (6, f"duplicate_{kind}", number)
    assert row["place"] == f"b.toml: product b-sock: variant b-1: {kind}"
    assert row["todo"] == (
        f"Expected a number that one product alone has. It stands in a.toml: product a-sock: variant a-1: {kind} too: "
        "correct one of the two."
    )


@pytest.mark.parametrize(("kind", "number"), [("gtin", "4006381333931"), ("shop_id", "77")])
def test_a_number_of_two_variants_of_one_product_is_a_warning(cli, tmp_path, kind, number):
    variants = "".join(VARIANT.format(sku=sku, more=f'{kind} = "{number}"') for sku in ("A", "B", "C"))
    path = tmp_path / "one.toml"
    path.write_text(HEAD.format(seen="2026-11-01") + variants)
    done = cli("lint", str(path), "--json")
    place = "one.toml: product linter-sock: variant"
    assert [(f["level"], f["code"], f["place"]) for f in json.loads(done.out)] == [
        ("warning", f"duplicate_{kind}", f"{place} B: {kind}"),
        ("warning", f"duplicate_{kind}", f"{place} C: {kind}"),
    ]
    assert json.loads(done.out)[0]["todo"] == (
        f"Expected a number that one variant alone has. It stands in {place} A: {kind} too: correct one of the two."
    )


def test_a_sku_that_is_the_shop_id_of_another_product_is_a_warning(cli, tmp_path):
    head = HEAD.format(seen="2026-11-01")
    (tmp_path / "a.toml").write_text(head + VARIANT.format(sku="77", more='shop_id = "77"'))
    (tmp_path / "b.toml").write_text(
        head.replace("linter-sock", "other-sock") + VARIANT.format(sku="B", more='shop_id = "78"')
    )
    (tmp_path / "c.toml").write_text(head.replace("linter-sock", "third-sock") + VARIANT.format(sku="78", more=""))
    done = cli("lint", str(tmp_path), "--json")
    assert [(f["level"], f["code"], f["place"], f["todo"]) for f in json.loads(done.out)] == [
        (
            "warning", "duplicate_sku", "c.toml: product third-sock: variant 78: sku",
            "Expected a number that one product alone has. It stands in b.toml: product other-sock: variant B: shop_id "
            "too: correct one of the two.",
        )
    ]  # fmt: skip


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
    assert found(text.replace('unit = "cm"', "")) == codes


def test_skus_are_compared_as_written(cli, tmp_path):
    for name, sku in (("a", "0123"), ("b", "123"), ("c", "0123")):
        text = HEAD.format(seen="2026-11-01").replace("linter-sock", f"{name}-sock") + VARIANT.format(sku=sku, more="")
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    rows = [r for r in json.loads(cli("lint", str(tmp_path), "--json").out) if r["level"] == "error"]
    assert [(r["code"], r["place"]) for r in rows] == [("duplicate_sku", "c.toml: product c-sock: variant 0123: sku")]


def test_products_that_will_not_be_shown_are_a_note_with_what_to_write(cli, tmp_path):
    text = HEAD.format(seen="2026-11-01").replace('intended_use = ["running"]', "") + chart(*GOOD)
    more = '[[product]]\nid = "run-sock"\nname = "Sock"\ngarment = "sock"\nsources = ["page"]\nintended_use = ["running"]\n'
    file = write(tmp_path, text + more)
    done = cli("lint", file, "--json")
    (row,) = json.loads(done.out)
    assert (done.code, row["level"], row["code"], row["read"]) == (0, "note", "held_back", "linter-sock")
    assert row["todo"] == (
        "Expected what the products are for: 1 of 2 will not be shown. Write intended_use = ['running'] or what the "
        "source says, or decide with `legfit review`."
    )


@pytest.mark.parametrize(
    ("language", "todo"),
    [
        ("de", "Erwartet: die kleinere Zahl zuerst."),
        ("fr", "Attendu : le plus petit chiffre d'abord."),
        ("es", "Se esperaba: la cifra menor primero."),
    ],
)
def test_findings_are_said_in_the_persons_language(cli, tmp_path, language, todo):
    file = write(tmp_path, HEAD.format(seen="2026-11-01") + chart(("S", "38-28")))
    (row,) = [r for r in json.loads(cli("lint", file, "--json", "--lang", language).out) if r["level"] == "error"]
    assert row["todo"].startswith(todo)


@pytest.mark.parametrize("cell", ["35/38", "39/42", "42/43"])
def test_two_shoe_sizes_with_a_slash_are_no_cell(cli, tmp_path, cell):
    file = write(tmp_path, HEAD.format(seen="2026-11-01") + keyed(("shoe_eu",), ("S", cell), ("M", "43-46"), units=""))
    rows = [r for r in json.loads(cli("lint", file, "--json").out) if r["level"] == "error"]
    assert [(r["code"], r["read"]) for r in rows] == [("not_a_band", cell)]
    assert cli("load", file).code == 4


@pytest.mark.parametrize("mark", ["\\u200b", "\\u00a0", "\\u00ad", "\\u2060", "\\u200d", "\\u3000", "\\ufeff"])
@pytest.mark.parametrize("where", ["chart", "variant", "brand"])
def test_hidden_characters_are_refused_with_their_number(cli, tmp_path, mark, where):
    text = HEAD.format(seen="2026-11-01")
    if where == "chart":
        text += chart(("S", "28-33"), (f"M{mark}", "34-38"))
    elif where == "variant":
        text += chart(*GOOD) + VARIANT.format(sku="A-1", more=f'size = "M{mark}"')
    else:
        text = text.replace('"Linter"', f'"Lin{mark}ter"')
    rows = json.loads(cli("lint", write(tmp_path, text), "--json").out)
    assert (rows[0]["level"], rows[0]["code"]) == ("error", "control_character")
    assert f"Take out the character U+{mark[2:].upper()}." in rows[0]["todo"]


def test_every_code_of_the_linter_has_its_sentences_in_every_language():
    for language in LANGUAGES:
        codes = {c for c in sentences(language) if ".lint_" in c}
        assert {c.rpartition(".")[2] for c in codes} == {text for text in lint_codes() if text.startswith("lint_")}


def lint_codes():
    """Every code of a sentence that the linter's modules name."""
    folder = Path(catalog.__file__).parent
    files = [folder / "app/load.py", *(folder / "rules/chart_lint").glob("*.py")]
    return set(re.findall(r'"(lint_[a-z_]+)"', "".join(f.read_text("utf-8") for f in files)))


def test_every_level_is_that_of_a_code_that_is_found():
    folder = Path(catalog.__file__).parent
    files = [folder / "app/load.py", *(folder / "rules/chart_lint").glob("*.py")]
    text = "".join(f.read_text("utf-8") for f in files if f.name != "finding.py")
    named = set(re.findall(r'"([a-z_]+)"', text)) | {f"duplicate_{kind}" for kind in KINDS}
    assert LEVELS.keys() - named == set()
