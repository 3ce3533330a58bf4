"""`docs/shops/spreadsheets.md` against the program: its examples are read, its names of columns known, its commands run."""

from __future__ import annotations

import re
import shlex

import pytest
from running import CHECKOUT
from shop_records import read_sheet, record_lines

from catalog.commands.app import run
from catalog.formats.csv_folder.tables import BY_FILE, ROW_FIELDS
from catalog.formats.feed_kind.kind import kind_of_feed
from catalog.formats.spreadsheet.columns import field_of

PAGE = (CHECKOUT / "docs/shops/spreadsheets.md").read_text("utf-8")
FENCES = re.findall(r"^```(\w*)(?: title=\"(\S+)\")?\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
EXAMPLES = {name: body for language, name, body in FENCES if language == "csv"}
COMMANDS = [line.partition("#")[0] for language, _, body in FENCES if not language for line in body.splitlines()]
CALVES = "C cm: calf_max_girth: S 28-33; M 34-38"
READ = {
    "socks.csv": f"""\
P line 2 | Calza Corsa women | Passo | Calza Corsa | calza a compressione | donna | corsa
C cm: calf_max_girth, ankle_min_girth: S 28-33 18-20.5; M 34-38 21-23.5
V line 2 | CC-S | Size=S | 29,90 EUR | 4
V line 3 | CC-M | Size=M | 29,90 EUR | 0
P line 4 | Passo | Gambale | gambale a compressione | corsa
{CALVES}
V line 4 | GA-S | Size=S | 24,90 EUR | 1
V line 5 | GA-M | Size=M | 24,90 EUR
P line 6 | CT | Passo | Calza Trail | calza a compressione | uomo | trail running
V line 6 | Size=S | 19,90 EUR | 3
V line 6 | Size=M | 19,90 EUR | 0
V line 6 | Size=L | 19,90 EUR | 2""",
    "charts.csv": f"""\
P line 2 | Stride | Run Sock
{CALVES}
V line 2 | RS
P line 3 | Stride | Hike Sock
{CALVES}
V line 3 | HS
P line 4 | Stride | Calf Sleeve
C cm: calf_max_girth: S/M 28-36; L/XL 36.5-44
V line 4 | CS""",
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_read_as_the_page_says(name):
    data = EXAMPLES[name].encode()
    assert record_lines(*read_sheet(data)) == READ[name]
    assert kind_of_feed(data, name).value == "spreadsheet"


def test_every_column_name_of_the_page_is_known():
    rows = re.findall(r"^\| ([a-z]+) \| (`[^|]+`) \|$", PAGE, re.MULTILINE)
    names = [(field, name) for field, cell in rows for name in re.findall(r"`([^`]+)`", cell)]
    read = {(field, name): field_of(name) for field, name in names}
    assert len(names) > 100
    assert {
        key for key, ranked in read.items() if ranked is None or ranked[0] != key[0].replace("name", "title")
    } == set()


def test_the_page_names_every_file_of_an_export_with_its_columns():
    rows = dict(re.findall(r"^\| `(\w+\.csv)` \| [^|]+ \| ([^\n]+) \|$", PAGE, re.MULTILINE))
    points = {column.name for column in ROW_FIELDS[1:-1]}
    assert {file: [n for n in re.findall(r"`(\w+)`", row) if n != "pressure"] for file, row in rows.items()} == {
        file: [name for name in table.names if name not in points] for file, table in BY_FILE.items()
    }


def test_its_commands_run(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("LEGFIT_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.toml").write_text(OWN, "utf-8")
    for command in ("legfit load own.toml", *COMMANDS):
        with pytest.raises(SystemExit) as left:
            run(shlex.split(command)[1:])
        assert (left.value.code or 0, command) == (0, command), capsys.readouterr().err
    assert len(COMMANDS) > 6


OWN = """
brand = "Stride"
[[source]]
id = "box"
url = "https://stride.example/"
seen_on = "2026-11-20"
read_as = "picture"
confidence = "first_hand"
[[product]]
id = "my-sock"
name = "Sock"
garment = "sock"
sources = ["box"]
intended_use = ["running"]
[[product]]
id = "my-sleeve"
name = "Sleeve"
garment = "calf_sleeve"
sources = ["box"]
intended_use = ["running"]
"""
