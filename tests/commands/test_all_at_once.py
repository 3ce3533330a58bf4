"""`coverage`, `batch` and `feedback` tell everything that is wrong with a command line at once, a sentence each."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("embedded")

LEGS = "id,calf_max_girth_cm,ankle,sex\na,36.5,22,f\n"
RETURNS = "product,size,outcome\nno-such,M,kept\n"
LIES = "product,size\nno-such,M\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files that can be read, and some that cannot, in which the commands are run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken").write_text("", "utf-8")
    (tmp_path / "legs.csv").write_text(LEGS, "utf-8")
    (tmp_path / "returns.csv").write_text(RETURNS, "utf-8")
    (tmp_path / "lies.csv").write_text(LIES, "utf-8")
    (tmp_path / "brand.toml").write_text("brand = ", "utf-8")
    (tmp_path / "map.toml").write_text("[colour]\nx = 'y'\n[columns]\nsize = 'Farbe'\nfoo = 'x'\n", "utf-8")
    return tmp_path


def places(done) -> list[str]:
    """What each problem is about: its field, and what was read there."""
    assert "Traceback" not in done.err
    return [re.split("[,:] expected", line.removeprefix("legfit: "))[0] for line in done.err.splitlines()]


COVERAGE = [
    pytest.param(
        ("compressport-ur", "--against", "nothing-like-it", "--what-if", "blah", "--brand", "CEPP", "--prefer", "hard",
         "--population", "nofile.csv", "--order", "x", "--plots", "taken/plots", "--report", "page.pdf", "--sex", "both",
         "--bmi", "25", "--format", "xml", "--nope"),
        ["read '--nope'", "--prefer: read 'hard'", "--format: read 'xml'", "--sex: read 'both'", "--bmi: read '25'",
         "--order: read 'x'", "--plots: read 'taken/plots'", "--report: read 'page.pdf'", "--what-if: read 'blah'",
         "--brand: read 'CEPP'", "product: read 'compressport-ur'", "--against: read 'nothing-like-it'", "nofile.csv"],
        id="all of coverage",
    ),
    pytest.param(
        ("compressport-ur2", "--garment", "hat", "--what-if", "9.calf=30-34", "--population", "legs.csv",
         "--column", "calf_max_girth=nope:cm", "--sex-column", "gender", "--mapping", "map.toml", "--report", "no/a.html"),
        ["--garment: read 'hat'", "--mapping: read 'colour'", "--report: read 'no/a.html'", "--what-if: read '9'",
         "--sex-column: read 'gender'", "--column: read 'nope'", "--column: read 'size'", "--column: read 'foo'"],
        id="sizes and columns",
    ),
    pytest.param(
        ("--file", "brand.toml", "--order", "0", "--against", "nothing-like-it", "--sex-column", "x"),
        ["--sex-column", "--order: read '0'", "brand.toml: end of file", "--against: read 'nothing-like-it'"],
        id="a brand file that cannot be read",
    ),
]  # fmt: skip
BATCH = [
    pytest.param(
        ("legs.csv", "--column", "foo=x", "--key", "nobody", "--best", "0", "--product", "nonexist", "-o", "o.xyz",
         "--explain", "-1", "--garment", "sock", "--nope=1", "--collection", "nowhere", "--audience", "dogs"),
        ["read '--nope'", "--audience: read 'dogs'", "--best: read '0'", "--explain: read '-1'", "--garment",
         "--collection", "--audience", "--best", "--collection: read 'nowhere'", "product: read 'nonexist'",
         "--column: read 'foo'", "--key: read 'nobody'", "-o: read 'o.xyz'"],
        id="all of batch",
    ),
    pytest.param(
        ("legs.csv", "--product", "nonexist", "--key", "zzz", "--mapping", "nofile.toml", "-o", "no/o.csv"),
        ["--mapping: read 'nofile.toml'", "product: read 'nonexist'", "--key: read 'zzz'",
         "-o: read 'no/o.csv'"],
        id="a mapping file that is not there",
    ),
    pytest.param(
        ("none.csv", "--brand", "Nike", "-o", "taken/parts", "--spark", "--preview"),
        ["--spark", "IN: read 'none.csv'", "--brand: read 'Nike'"],
        id="a brand that there is not, and Spark",
    ),
    pytest.param(("none.csv", "--brand", "Nike", "-o", "taken/parts"), ["--brand: read 'Nike'", "none.csv", "-o: read 'taken/parts'"], id="no file and no folder"),
]  # fmt: skip
FEEDBACK = [
    pytest.param(
        ("lies.csv", "--word", "foo=bar", "--column", "colour=Farbe", "--mapping", "map.toml", "--format", "xml",
         "--nope"),
        ["read '--nope'", "--format: read 'xml'", "--mapping: read 'colour'", "--word: read 'foo'",
         "--column: read 'Farbe'", "--column: read 'colour=Farbe'", "--column: read 'foo=x'", "--column"],
        id="all of feedback",
    ),
    pytest.param(("none.csv", "--mapping", "map.toml"), ["--mapping: read 'colour'", "none.csv"], id="no file"),
    pytest.param(
        ("lies.csv", "--database", "none/catalog.db"), ["--column", "database: read 'none/catalog.db'"],
        id="no catalog",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("command", "arguments", "fields"),
    [
        *(pytest.param("coverage", *case.values, id=case.id) for case in COVERAGE),
        *(pytest.param("batch", *case.values, id=case.id) for case in BATCH),
        *(pytest.param("feedback", *case.values, id=case.id) for case in FEEDBACK),
    ],
)
def test_everything_is_told_at_once(cli, folder, command, arguments, fields):
    before = {path.name for path in folder.iterdir()} | {"data"}
    done = cli(command, *arguments)
    assert (done.code, places(done)) == (2, fields)
    assert {path.name for path in folder.iterdir()} <= before


@pytest.mark.parametrize(
    ("command", "code"),
    [
        pytest.param(("batch", "none.csv", "-o", "o.csv", "-g", "sock"), 4, id="people"),
        pytest.param(("batch", "none.csv", "-o", "o.csv", "-g", "socc"), 2, id="people and a kind"),
        pytest.param(("coverage", "--population", "none.csv"), 4, id="population"),
        pytest.param(("coverage", "--population", "none.csv", "--order", "x"), 2, id="population and an order"),
        pytest.param(("coverage", "--file", "brand.toml"), 4, id="brand file"),
        pytest.param(("feedback", "none.csv"), 4, id="returns"),
        pytest.param(("feedback", "returns.csv", "--database", "none/catalog.db"), 5, id="catalog"),
        pytest.param(("feedback", "none.csv", "--database", "none/catalog.db"), 2, id="returns and catalog"),
    ],
)
def test_a_file_alone_ends_otherwise_than_what_was_typed(cli, folder, command, code):
    done = cli(*command)
    assert (done.code, bool(places(done))) == (code, True)


def test_missing_packages_are_told_beside_all_else(cli, folder, monkeypatch):
    for name in ("numpy", "matplotlib"):
        monkeypatch.setitem(sys.modules, name, None)
    done = cli("coverage", "no-such-thing", "--plots", "taken/plots", "--what-if", "blah", "--population", "nhans")
    assert (done.code, places(done)) == (
        2,
        ["coverage: read 'numpy'", "--population: read 'nhans'", "--plots: read 'taken/plots'",
         "coverage: read 'matplotlib'", "--what-if: read 'blah'", "product: read 'no-such-thing'"],
    )  # fmt: skip


def test_options_that_there_are_not_are_told_beside_values_in_every_command(cli):
    done = cli("search", "--calff", "36cm", "--ankle", "22", "--garmet=sock", "--limit", "x")
    assert done.code == 2
    assert places(done) == ["read '--calff'", "read '--garmet'", "--ankle: read '22'", "--limit: read 'x'"]
