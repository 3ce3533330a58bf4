"""Quotes in a CSV file of people: line breaks within are part of a cell, and nobody is lost behind an open one."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.usefixtures("embedded")

FOUR = "1,36.5,a\n2,37,b\n3,38,c\n4,38,d\n"


def sized(cli, tmp_path, rows):
    (tmp_path / "in.csv").write_text(f"id,calf_max_girth_cm,town\n{rows}", "utf-8")
    return cli("batch", str(tmp_path / "in.csv"), "-o", str(tmp_path / "o.csv"), "--garment", "sock", "--best", "1")


@pytest.mark.parametrize(
    ("rows", "block", "row"),
    [
        pytest.param('1,36.5,"a\n2,37,b\n3,38,c', 1 << 22, 1, id="the last cell"),
        pytest.param('1,36.5,a\n2,"37,b\n3,38,c\n', 1 << 22, 2, id="a measure"),
        pytest.param(f'{FOUR}5,38,"e\n', 1 << 22, 5, id="the last row"),
        pytest.param(f'1\n2,37,"a"\n5,38,"e\n{FOUR}', 1 << 22, 3, id="behind a row with too few cells"),
        pytest.param(f'{FOUR}1,2\n6,38,"e\n{FOUR * 9}', 60, 6, id="over several blocks"),
    ],
)
def test_a_file_with_an_open_quote_is_refused_with_its_row(cli, tmp_path, rows, block, row, monkeypatch):
    monkeypatch.setattr("catalog.batch.read.BLOCK", block)
    done = sized(cli, tmp_path, rows)
    hint = {
        1
        << 22: f"In row {row} below the names of columns a quote is opened and never closed: close it, or take it out.",
        60: f"Row {row} below the names of columns has no end: see whether a quote is opened there and never closed.",
    }[block]
    problem = f"legfit: {tmp_path / 'in.csv'}: expected cells whose quotes are closed again. {hint}"
    assert (done.code, done.err.splitlines()[-1]) == (4, problem)
    assert not (tmp_path / "o.csv").exists()


@pytest.mark.parametrize("block", [60, 1 << 22])
@pytest.mark.parametrize(
    ("rows", "people"),
    [
        pytest.param('1,36.5,"a\nb, c"\n' * 20, 20, id="line breaks in cells"),
        pytest.param('1,36.5,5" x\n2,37,"a ""b"" c"\n3,38,""\n4,38,"d"', 4, id="quotes that are letters"),
        pytest.param('1,36.5,a\r\n2,37,"b"\r\n\r\n', 2, id="Windows"),
    ],
)
def test_closed_quotes_are_read(cli, tmp_path, monkeypatch, rows, people, block):
    monkeypatch.setattr("catalog.batch.read.BLOCK", block)
    done = sized(cli, tmp_path, rows)
    assert done.code == 0
    assert len((tmp_path / "o.csv").read_text("utf-8").splitlines()) == people + 1
