"""`legfit coverage` at the command line: figures in every format, every problem at once, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest
from reach_brand import HEAD

pytestmark = pytest.mark.usefixtures("embedded")

FILE = (
    HEAD
    + """\
[[product]]
id = "reach-run"
name = "Run sleeve"
garment = "calf_sleeve"
intended_use = ["running"]
sources = ["shop"]

[[product.chart]]
id = "reach-run-chart"
keyed_by = ["calf_max_girth"]
unit = "cm"
source = "shop"
rows = [
  { size = "S", calf_max_girth = "30-34" },
  { size = "M", calf_max_girth = "34-38" },
  { size = "L", calf_max_girth = "41-46" },
]
"""
)


@pytest.fixture
def reach(tmp_path):
    path = tmp_path / "reach.toml"
    path.write_text(FILE, "utf-8")
    return path


def people(path: Path, calves: str) -> Path:
    """A file of people, each as a letter and a calf in cm: `f31.5`."""
    rows = [(person[0], person[1:]) for person in calves.split()]
    path.write_text("sex,calf_max_girth_cm\n" + "".join(f"{sex},{calf}\n" for sex, calf in rows), "utf-8")
    return path


def document(done):
    assert done.err == ""
    return json.loads(done.out)


def of(shares):
    """The parts of a list of shares, by what they are of."""
    return {s.get("size") or s.get("outcome") or s["where"]: round(s["share"], 3) for s in shares}


LEGS = "f31 f34 f36 f39 m33 m37 m40 m42 m45 m47"


def test_whom_a_file_that_is_not_loaded_serves_of_people_of_ones_own(cli, reach, tmp_path):
    legs = people(tmp_path / "legs.csv", LEGS)
    answer = document(cli("coverage", "--file", str(reach), "--population", str(legs), "--json"))
    (chart,) = answer["charts"]
    groups = chart["groups"]
    assert (answer["file"], answer["population"]["id"]) == ("reach.toml", "legs.csv")
    assert {name: group["served"]["share"] for name, group in groups.items()} == pytest.approx(
        {"everybody": 0.7, "women": 0.75, "men": 4 / 6}, abs=1e-6
    )
    assert of(groups["everybody"]["outcomes"]) == {
        "fits": 0.6, "in_gap": 0.2, "in_two_sizes": 0.1, "outside_chart": 0.1,
    }  # fmt: skip
    assert sum(s["of_100"] for s in groups["everybody"]["sizes"]) == 100
    assert of(groups["men"]["left_out"]) == {"between": 0.167, "above": 0.167}
    (gap,) = chart["seams"]["gaps"]
    assert (gap["sizes"], gap["after"], gap["before"]) == (["M", "L"], "38 cm", "41 cm")
    assert gap["everybody"]["share"] == pytest.approx(0.2)
    (overlap,) = chart["seams"]["overlaps"]
    assert overlap["ranges"] == [{"point": "calf_max_girth", "low": "34 cm", "high": "34 cm"}]
    assert chart["densities"] == []


def test_no_measure_of_a_person_is_repeated(cli, reach, tmp_path):
    legs = people(tmp_path / "legs.csv", "f31.73 m44.19 m48.37")
    for form in ("table", "json", "csv"):
        done = cli("coverage", "--file", str(reach), "--population", str(legs), "--format", form)
        assert not [calf for calf in ("31.73", "44.19", "48.37") if calf in done.out + done.err]


def test_a_changed_edge_is_what_the_changed_file_gives(cli, reach, tmp_path):
    what_if = ("--what-if", "L.calf_max_girth=38.5-46", "--what-if", "s.calf=29-34")
    changed = tmp_path / "changed.toml"
    changed.write_text(FILE.replace("41-46", "38.5-46").replace("30-34", "29-34"), "utf-8")
    for survey in ("nhanes", "ansur2"):
        tried = document(cli("coverage", "--file", str(reach), "--population", survey, *what_if, "--json"))
        loaded = document(cli("coverage", "--file", str(changed), "--population", survey, "--json"))
        (one,), (other,) = tried["charts"], loaded["charts"]
        assert one["what_if"]["groups"] == other["groups"]
        assert one["what_if"]["seams"] == other["seams"]
        assert one["what_if"]["changes"][0] == {
            "size": "L", "point": "calf_max_girth", "before": "41–46 cm", "after": "38.5–46 cm",
        }  # fmt: skip
        gained = one["what_if"]["gained"]["women"]["share"] - one["what_if"]["lost"]["women"]["share"]
        served = (other["groups"]["women"]["served"]["share"], one["groups"]["women"]["served"]["share"])
        assert gained == pytest.approx(served[0] - served[1], abs=3e-6)


def test_a_file_says_what_it_says_once_it_is_loaded(cli, reach):
    before = document(cli("coverage", "--file", str(reach), "--json"))
    assert cli("load", str(reach)).code == 0
    after = document(cli("coverage", "reach-run", "--json"))
    assert [*before["charts"]] == [*after["charts"]]


def test_the_size_curve_is_the_sizes_of_the_batch(cli, reach, tmp_path):
    legs = people(tmp_path / "legs.csv", " ".join(f"{'fm'[at % 2]}{29 + at / 10}" for at in range(190)))
    assert cli("load", str(reach)).code == 0
    cli("batch", str(legs), "--product", "reach-run", "-o", str(tmp_path / "sizes.csv"))
    with (tmp_path / "sizes.csv").open(encoding="utf-8") as file:
        sizes = [row["size"] for row in csv.DictReader(file) if row["size"]]
    answer = document(cli("coverage", "reach-run", "--population", str(legs), "--json"))
    curve = of(answer["charts"][0]["groups"]["everybody"]["sizes"])
    assert curve == {size: round(sizes.count(size) / len(sizes), 3) for size in "SML"}


def test_two_legs_are_those_of_the_batch(cli, reach, tmp_path):
    legs = tmp_path / "legs.csv"
    rows = [f"{'fm'[at % 2]},{29 + at / 10},{29.4 + at / 10}" for at in range(170)]
    legs.write_text("sex,calf_max_girth_left_cm,calf_max_girth_right_cm\n" + "\n".join(rows) + "\n", "utf-8")
    assert cli("load", str(reach)).code == 0
    cli("batch", str(legs), "--product", "reach-run", "-o", str(tmp_path / "sizes.csv"))
    with (tmp_path / "sizes.csv").open(encoding="utf-8") as file:
        sized = list(csv.DictReader(file))
    group = document(cli("coverage", "reach-run", "--population", str(legs), "--json"))["charts"][0]["groups"][
        "everybody"
    ]
    outcomes, sizes = [row["outcome"] for row in sized], [row["size"] for row in sized if row["size"]]
    assert "legs_differ" in outcomes
    assert of(group["outcomes"]) == {code: round(outcomes.count(code) / len(sized), 3) for code in set(outcomes)}
    assert of(group["sizes"]) == {size: round(sizes.count(size) / len(sizes), 3) for size in "SML"}


def test_every_figure_stands_in_a_row(cli, reach):
    done = cli("coverage", "--file", str(reach), "--population", "nhanes", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    whole = document(cli("coverage", "--file", str(reach), "--population", "nhanes", "--json"))
    group = whole["charts"][0]["groups"]["women"]
    own = {(r["what"], r["of"]): float(r["share"]) for r in rows if r["group"] == "women" and r["what"] != "left_out"}
    assert own["served", ""] == group["served"]["share"]
    assert {of: share for (what, of), share in own.items() if what == "size"} == {
        s["size"]: s["share"] for s in group["sizes"]
    }
    assert {(r["of"], r["after"], r["before"]) for r in rows if r["what"] == "left_out"} == {
        ("below", "", "30 cm"), ("between", "38 cm", "41 cm"), ("above", "46 cm", ""),
    }  # fmt: skip


def test_pieces_of_an_order_add_up(cli, reach):
    answer = document(cli("coverage", "--file", str(reach), "--order", "333", "--json"))
    for group in answer["charts"][0]["groups"].values():
        assert sum(size["pieces"] for size in group["sizes"]) == 333


def test_what_lacks_is_named_and_who_has_it(cli, tmp_path, reach):
    thigh = tmp_path / "thigh.toml"
    thigh.write_text(FILE.replace("calf_max_girth", "thigh_girth"), "utf-8")
    done = cli("coverage", "--file", str(thigh), "--population", "nhanes")
    assert done.code == 7
    assert done.out.splitlines()[:3] == [
        "Whom Reach Run sleeve serves is unknown: NHANES has no measure of thigh girth.",
        "  - Thigh girth: not measured there.",
        "ANSUR II has these measures: add --population ansur2.",
    ]
    answer = json.loads(cli("coverage", "--file", str(thigh), "--population", "nhanes", "--json").out)
    assert answer["charts"][0]["unknown"] == [
        {"code": "not_measured", "text": "Thigh girth: not measured there.", "point": "thigh_girth"}
    ]
    assert cli("coverage", "--file", str(thigh)).code == 0  # the survey that has it is taken


def test_the_first_lines_say_for_whom_there_is_a_size_and_who_has_none(cli, reach):
    lines = cli("coverage", "--file", str(reach), "--population", "nhanes").out.splitlines()
    assert lines[:3] == [
        "Reach Run sleeve has a size for 68 % of these people (66–70 %): 72 % of the women, 64 % of the men.",
        "Most take size M: 52 % of those who get one.",
        "Most of those left out: 30 % of the men, with calf girth between 38 cm and 41 cm.",
    ]


def test_every_problem_is_told_at_once(cli, reach):
    done = cli(
        "coverage", "--file", str(reach), "--population", "nhans", "--sex", "both", "--bmi", "25", "--order", "0",
        "--what-if", "XL.calf=30-34", "--what-if", "M.ankle=20-22", "--what-if", "M.calf=38-34",
        "--what-if", "M.calf=1,234-5", "--what-if", "calf", "--against", "nothing-like-it",
    )  # fmt: skip
    assert done.code == 2
    fields = [line.split(": ")[1] for line in done.err.splitlines()]
    assert fields == [
        "--sex", "--bmi", "--population", "--order", *["--what-if"] * 5, "--against",
    ]  # fmt: skip
    assert "nhanes" in done.err
    assert "S, M, L" in done.err


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        pytest.param(("--sex-column", "x"), "a file of people as the population", id="an option of a file without one"),
        pytest.param(("--what-if", "M.calf=34-39", "--what-if", "M.calf=34-40"), "M.calf=34-40", id="the same edge twice"),
        pytest.param(("--bmi", "80-90"), "people of this sex and build", id="nobody of that build"),
        pytest.param(("reach-rum",), "reach-run", id="a product that is not in the file"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(cli, reach, arguments, text):
    done = cli("coverage", "--file", str(reach), *arguments)
    assert (done.code, text in done.err) == (2, True), done.err


def test_rows_that_no_leg_can_be_end_in_four_and_count_nowhere(cli, reach, tmp_path):
    legs = people(tmp_path / "legs.csv", "f31 m36 f999 mx")
    done = cli("coverage", "--file", str(reach), "--population", str(legs), "--json")
    answer = json.loads(done.out)
    assert (done.code, answer["population"]["bad_rows"], answer["population"]["people"]) == (4, 2, 2)


def test_a_broken_brand_file_is_an_input_file_with_errors(cli, tmp_path):
    path = tmp_path / "broken.toml"
    path.write_text(FILE.replace("30-34", "30-"), "utf-8")
    assert cli("coverage", "--file", str(path)).code == 4


def test_without_numpy_it_says_how_to_install_it(cli, reach, monkeypatch):
    monkeypatch.setitem(sys.modules, "numpy", None)
    done = cli("coverage", "--file", str(reach))
    assert done.code == 2
    assert "pip install 'legfit[plots]'" in done.err


def test_several_products_are_a_row_each_and_kinds_are_counted(cli):
    whole = document(cli("coverage", "--garment", "calf_sleeve", "--population", "nhanes", "--json"))
    (kind,) = whole["kinds"]
    assert kind["products"] == sum(len(chart["products"]) for chart in whole["charts"] if not chart["unknown"])
    best = max(chart["groups"]["women"]["served"]["share"] for chart in whole["charts"] if not chart["unknown"])
    assert kind["served"]["women"]["share"] >= best
    assert kind["women"]["median"] == kind["products"]


def test_the_document_is_what_its_types_say(cli, reach):
    """Every field is there, no other one, and all are of their types."""
    import msgspec

    from catalog.documents.coverage import CoverageDocument

    what = ("--what-if", "L.calf_max_girth=38.5-46", "--against", "compressport-ur2", "--order", "50")
    for arguments in (("--file", str(reach), *what), ("--garment", "calf_sleeve")):
        done = cli("coverage", *arguments, "--json")
        document = msgspec.json.decode(done.out, type=CoverageDocument)
        assert msgspec.to_builtins(document) == json.loads(done.out)


def test_another_product_beside_it_is_told_in_its_sizes(cli, reach, tmp_path):
    legs = people(tmp_path / "legs.csv", "f31 f35 f36 f39 m40 m45 m47")
    answer = document(
        cli("coverage", "--file", str(reach), "--population", str(legs), "--against", "compressport-ur2", "--json")
    )
    (other,) = answer["charts"][0]["against"]
    # compressport-ur2: 1 30-34, 2 35-38, 3 39-42, 4 43-46
    assert [(p["theirs"], p["ours"], p["share"]) for p in other["sizes"]] == [
        ("1", "S", 1), ("2", "M", 1), ("3", None, 1), ("4", "L", 1),
    ]  # fmt: skip
    parts = {name: other[name]["everybody"]["share"] for name in ("both", "only_this", "only_other", "neither")}
    assert parts == pytest.approx({"both": 4 / 7, "only_this": 0, "only_other": 2 / 7, "neither": 1 / 7}, abs=1e-6)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "nl"])
def test_every_language_says_all_of_it(cli, reach, language):
    """Nothing of a report is left in English, and nothing is said without its figure."""
    what = ("--what-if", "L.calf_max_girth=38.5-46", "--against", "compressport-ur2")
    out = cli("coverage", "--file", str(reach), *what, "--lang", language).out
    assert "{" not in out
    english = ["Size curve", "Whom it serves", "What if", "The people", "of these people"]
    assert [text for text in english if text in out] == (english if language == "en" else [])


def test_a_chart_that_is_in_doubt_says_so(cli):
    done = cli("coverage", "compressport-ur2")
    assert "  ! This size chart is uncertain (second-hand and without a date)." in done.out.splitlines()
    answer = document(cli("coverage", "compressport-ur2", "--json"))
    assert answer["charts"][0]["doubts"] == ["quoted", "undated"]


@pytest.fixture
def inches(tmp_path):
    path = tmp_path / "inches.toml"
    text = FILE.replace('unit = "cm"', 'unit = "in"').replace("30-34", "12-13").replace("34-38", "14-15")
    path.write_text(text.replace("41-46", "16-18"), "utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "printed"),
    [
        pytest.param("M.calf=14-15 1/2", "14–15 1/2 in", id="in the unit of the chart"),
        pytest.param("M.calf=35-38 cm", "35–38 cm", id="in a unit of its own"),
        pytest.param("M.calf=35 cm - 38cm", "35–38 cm", id="a unit at each end"),
        pytest.param("M.calf=350-380 mm", "350–380 mm", id="millimetres"),
    ],
)
def test_a_changed_edge_may_have_a_unit(cli, inches, change, printed):
    answer = document(cli("coverage", "--file", str(inches), "--what-if", change, "--json"))
    assert [own["after"] for own in answer["charts"][0]["what_if"]["changes"]] == [printed]


@pytest.mark.parametrize(
    ("change", "text"),
    [
        pytest.param("M.calf=35-38", "35-38 cm or 35-38 in", id="centimetres for a chart in inches"),
        pytest.param("M.calf=14 in - 38 cm", "in the unit of the chart (in)", id="two units"),
        pytest.param("M.calf=14-15 kg", "in the unit of the chart (in)", id="a unit of something else"),
        pytest.param("M.calf=1-2", "a range of a human leg", id="no leg"),
    ],
)
def test_what_an_edge_cannot_mean_is_refused(cli, inches, change, text):
    done = cli("coverage", "--file", str(inches), "--what-if", change)
    assert (done.code, text in done.err) == (2, True), done.err


def test_a_wrong_change_is_told_beside_a_product_that_there_is_not(cli, reach):
    done = cli("coverage", "--file", str(reach), "reach-rum", "--what-if", "blah")
    assert done.code == 2
    assert [part in done.err for part in ("--what-if: read 'blah'", "reach-run")] == [True, True]


def test_pictures_and_a_page_are_written_beside_the_answer(cli, reach, tmp_path):
    plots, page = tmp_path / "plots", tmp_path / "reach.html"
    done = cli("coverage", "--file", str(reach), "--plots", str(plots), "--report", str(page), "--lang", "de")
    names = {path.suffix for path in plots.iterdir()}
    assert (done.code, names) == (0, {".svg", ".png"})
    assert done.err == f"{len(list(plots.iterdir()))} Bilder nach {plots} geschrieben\n"
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert done.out.startswith("Reach Run sleeve hat eine Größe für ")


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        pytest.param(("--report", "page.pdf"), ".html", id="a page that is none"),
        pytest.param(("--plots", "reach.toml/plots"), "reach.toml", id="a folder that cannot be made"),
    ],
)
def test_what_cannot_be_written_is_named(cli, reach, monkeypatch, arguments, text):
    monkeypatch.chdir(reach.parent)
    done = cli("coverage", "--file", str(reach), *arguments)
    assert (done.code, text in done.err) == (2, True), done.err


def test_without_matplotlib_pictures_say_how_to_install_it(cli, reach, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    done = cli("coverage", "--file", str(reach), "--plots", str(tmp_path / "plots"))
    assert (done.code, "pip install 'legfit[plots]'" in done.err, done.out) == (2, True, "")
    assert cli("coverage", "--file", str(reach)).code == 0
