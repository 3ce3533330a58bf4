"""The chart linter: one faulty chart for every code, and none for a chart that is well."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from catalog.feeds.brandfile import read_brand_text
from catalog.lint import LEVELS, WHAT_TO_DO, lint_products
from catalog.policy import shipped_policy

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
    return [f.code for f in lint_products(products, shipped_policy(), "linter.toml")]


GOOD = (("S", "28-33"), ("M", "34-38"), ("L", "39-44"))


@pytest.mark.parametrize(
    ("charts", "codes"),
    [
        pytest.param([chart(*GOOD)], [], id="nothing wrong"),
        pytest.param([chart(("S", "28-33"), ("M", "36-38"))], ["hole"], id="hole"),
        pytest.param([chart(("S", "28-35"), ("M", "34-38"))], ["overlap"], id="overlap"),
        pytest.param([chart(("S", "28-34"), ("M", "34-38"))], ["shared_edge"], id="shared edge"),
        pytest.param([chart(("S", "28-34"), ("M", "34-38"), more='between_sizes = "larger"')], [], id="shared edge with a rule"),
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


def test_every_code_has_a_level_and_says_what_to_do():
    assert LEVELS.keys() == WHAT_TO_DO.keys()


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
    assert row["read"] == "28–33 cm, then 36–38 cm"
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
