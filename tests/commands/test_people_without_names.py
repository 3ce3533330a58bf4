"""A file of people whose first line has measures and no names: what is said of it never repeats one."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.usefixtures("embedded")

NAMES = "expected names of columns: the first line has figures and no names of columns: put the names on top."
PRODUCT = "compressport-ur2"
FIRST_LINES = [
    pytest.param("1,38.5", id="a number"),
    pytest.param('"1","38,5 cm"', id="with its unit"),
    pytest.param("1;38,5", id="a decimal comma"),
    pytest.param("Anna,f,38.5", id="beside words"),
    pytest.param("1,38½ in", id="a fraction"),
]
LOOKS = [
    pytest.param(("batch", "{}", "-o", "n.csv", "--product", PRODUCT), "--column", id="batch"),
    pytest.param(("batch", "{}", "--preview", "--product", PRODUCT), "--column", id="preview"),
    pytest.param(("batch", "{}", "-o", "n.csv", "--product", PRODUCT, "--key", "no"), "--key", id="key"),
    pytest.param(
        ("batch", "{}", "-o", "n.csv", "--product", PRODUCT, "--column", "calf_max_girth=no:cm"), "--column",
        id="a column",
    ),
    pytest.param(
        ("batch", "{}", "-o", "n.csv", "--product", PRODUCT, "--column", "calf_max_girth=38.5:cm"), "--column",
        id="a figure as a column",
    ),
    pytest.param(("coverage", PRODUCT, "--population", "{}"), "--column", id="coverage"),
    pytest.param(("coverage", PRODUCT, "--population", "{}", "--sex-column", "no"), "--sex-column", id="sex"),
    pytest.param(("feedback", "{}", "--column", "size=no"), "--column", id="feedback"),
]  # fmt: skip


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
@pytest.mark.parametrize("first", FIRST_LINES)
@pytest.mark.parametrize(("arguments", "option"), LOOKS)
def test_no_measure_is_repeated(cli, tmp_path, monkeypatch, arguments, option, first, form):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nohead.csv").write_text(f"{first}\n2,37.2\n", "utf-8")
    done = cli(*(part.format("nohead.csv") for part in arguments), *form)
    assert done.code == 2
    assert not re.search(r"3[78][.,½]?[0-9]?", done.out + done.err), done.err
    assert {p.name for p in tmp_path.iterdir()} <= {"nohead.csv", "data"}
    if not form and arguments[0] != "feedback":
        assert f"legfit: {option}: {NAMES}\n" in done.err


@pytest.mark.parametrize("field", ["--key", "--column"])
def test_names_are_listed_without_those_that_are_figures(cli, tmp_path, field):
    (tmp_path / "p.csv").write_text("id,wade,alter,38.5\n1,36,40,7\n", "utf-8")
    typed = {"--key": "wadde", "--column": "calf_max_girth=wadde:cm"}[field]
    done = cli("batch", str(tmp_path / "p.csv"), "--preview", "--product", PRODUCT, field, typed)
    assert done.code == 2
    assert f"legfit: {field}: read 'wadde', expected one of id, wade, alter." in done.err
