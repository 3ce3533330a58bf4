"""`legfit coverage --what-if` on sizes with several rows: the row is named by the range that it has today."""

from __future__ import annotations

import json

import pytest
from reach_brand import sized_by_two_girths

FILE = sized_by_two_girths(
    "rows",
    ("S", "18-21", "28-33"),
    ("M", "20-23", "33-36"),
    ("M", "22-25", "36-39"),
    ("M", "24-27", "36-39"),
    ("L", "24-28", ">39"),
    ("L", "24-28", "?"),
)


@pytest.fixture
def rows(tmp_path):
    path = tmp_path / "rows.toml"
    path.write_text(FILE, "utf-8")
    return path


def looked(cli, file, *arguments):
    """The only chart of a file over the soldiers, whose ankles were measured."""
    done = cli("coverage", "--file", str(file), "--population", "ansur2", "--json", *arguments)
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)["charts"][0]


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        pytest.param("M.calf:33-36=32-36.5", '"33-36"', '"32-36.5"', id="one row"),
        pytest.param("m.calf_max_girth : 36 – 39 cm = 36-40 cm", '"36-39"', '"36-40"', id="two rows of one range"),
        pytest.param("M.ankle_min_girth:24-27=24-28.5", '"24-27"', '"24-28.5"', id="another measure"),
        pytest.param("L.calf:>39=>39.5", '">39"', '">39.5"', id="without an end"),
        pytest.param("L.calf:>=39=>=39.5", '">39"', '">=39.5"', id="without an end, and with it"),
        pytest.param("S.calf:28-33=28-33.5", '"28-33"', '"28-33.5"', id="the only one"),
    ],
)
def test_a_changed_row_is_what_the_changed_file_gives(cli, rows, tmp_path, change, old, new):
    changed = tmp_path / "changed.toml"
    changed.write_text(FILE.replace(old, new), "utf-8")
    tried, loaded = looked(cli, rows, "--what-if", change)["what_if"], looked(cli, changed)
    assert (tried["groups"], tried["seams"]) == (loaded["groups"], loaded["seams"])


def test_two_rows_of_a_size_change_at_once(cli, rows, tmp_path):
    changed = tmp_path / "changed.toml"
    changed.write_text(FILE.replace('"33-36"', '"32-36"').replace('"36-39"', '"36-40"'), "utf-8")
    what_if = looked(cli, rows, "--what-if", "M.calf:33-36=32-36", "--what-if", "M.calf:36-39=36-40")["what_if"]
    assert what_if["groups"] == looked(cli, changed)["groups"]
    assert [(c["before"], c["after"]) for c in what_if["changes"]] == [
        ("33–36 cm", "32–36 cm"), ("36–39 cm", "36–40 cm"),
    ]  # fmt: skip


def test_its_picture_says_which_row(cli, rows, tmp_path):
    change = ("--what-if", "M.calf:33-36=32-36.5", "--plots", str(tmp_path / "plots"))
    assert cli("coverage", "--file", str(rows), "--population", "ansur2", *change).code == 0
    title = (tmp_path / "plots" / "what-if.svg").read_text("utf-8")
    assert "instead of 33–36" in title.replace("\N{NO-BREAK SPACE}", " ")


SEVERAL = "this size has 33–36 cm, 36–39 cm. Write that range after the measure: `M.calf:33-36=…`."
NOT_ONE = "expected a range that this size has today: 33–36 cm, 36–39 cm. Write that range after the measure: `M.calf:33-36=…`."


@pytest.mark.parametrize(
    ("changes", "texts"),
    [
        pytest.param(["M.calf=33-37"], [f"--what-if: read 'M.calf', expected the row that is meant, by its range of today: {SEVERAL}"], id="none said"),
        pytest.param(["M.calf:34-36=33-37"], [f"--what-if: read '34-36', {NOT_ONE}"], id="none so"),
        pytest.param(["M.calf:in the middle=33-37"], [f"--what-if: read 'in the middle', {NOT_ONE}"], id="no range"),
        pytest.param(["M.calf:33-36=33-37", "M.calf:33-36 cm=33-38"], ["--what-if: read 'M.calf:33-36 cm=33-38', expected one value"], id="one row twice"),
        pytest.param(["L.calf=39-50"], ["`L.calf:>39=…`."], id="a figure that was not read"),
    ],
)  # fmt: skip
def test_which_row_is_not_known_is_asked(cli, rows, changes, texts):
    options = [word for change in changes for word in ("--what-if", change)]
    done = cli("coverage", "--file", str(rows), "--population", "ansur2", *options)
    assert (done.code, [text for text in texts if text not in done.err]) == (2, []), done.err
