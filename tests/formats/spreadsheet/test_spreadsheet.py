"""A person's spreadsheet of products and charts to records of a shop, whole cases compared to the letter."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st
from support.shop_records import read_sheet, record_lines

from catalog.formats.spreadsheet import groups

CASES = tomli.loads(Path(__file__).parents[2].joinpath("cases/spreadsheets.toml").read_text("utf-8"))["case"]
SHEET = CASES[0]["file"].removeprefix("\n")
ENDING_IN_BANDS = "Name;SKU;Size;Calf\nSock;A;S;28,5-33,0\nSock;B;M;33,5-38,5\nSock;C;L;39,5-44,5\n"


def read_lines(data):
    return record_lines(*read_sheet(data))


@pytest.mark.parametrize("case", [pytest.param(c, id=c["id"]) for c in CASES])
def test_a_spreadsheet_is_read(case):
    expected = "\n".join(line.rstrip().removesuffix(" |") for line in case["read"].strip("\n").split("\n"))
    assert read_lines(case["file"].removeprefix("\n").encode()) == expected


def as_columns(order, separator=";", end="\n", quote=""):
    """The first spreadsheet with its columns in another order, written in another way."""
    rows = [line.split(";") for line in SHEET.splitlines()]
    cells = ([f"{quote}{row[at]}{quote}" for at in order] for row in rows)
    return end.join(separator.join(row) for row in cells) + end


WAYS = {
    "tabs": as_columns(range(14), "\t").encode(),
    "commas, every cell quoted": as_columns(range(14), ",", quote='"').encode(),
    "bars and CRLF": as_columns(range(14), "|", "\r\n").encode(),
    "a byte-order mark": SHEET.encode("utf-8-sig"),
    "Windows-1252": SHEET.encode("cp1252"),
    "UTF-16": SHEET.encode("utf-16"),
    "a late byte-order mark": SHEET.replace("\nPasso", "\n\ufeffPasso").encode(),
    "no line feed at the end": SHEET.rstrip("\n").encode(),
    "heads twice": (SHEET + SHEET.splitlines()[0] + "\n").encode(),
}


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in WAYS.items()])
def test_however_it_is_written_it_says_the_same(data):
    assert read_lines(data) == read_lines(SHEET.encode())


def test_a_product_of_charts_alone_has_what_its_lines_say():
    heads = "Name;Use;Pressure;Fabric;Link;Remark;Size;Calf (cm)\n"
    lines = "Sock;running, trail;20 mmHg;wool;https://s.example/a;new;S;28-33\n;;;;;;M;34-38\n"
    (product,), problems = read_sheet((heads + lines).encode())
    assert (problems, len(product.charts), product.variants) == ([], 1, ())
    assert (product.uses, product.pressure, product.fabric) == (("running", "trail"), "20 mmHg", "wool")
    assert (product.link, product.not_kept) == ("https://s.example/a", {"Remark": 1})


def test_a_line_for_excel_is_counted_and_passed_over():
    lines = read_lines(b"\xef\xbb\xbfsep=;\r\n" + SHEET.encode())
    assert lines.startswith("P line 3 | Calza Corsa women | Passo")
    assert "line 5 | PC-L" in lines


@settings(deadline=None)
@given(st.permutations(range(14)), st.sampled_from(";\t|"))
def test_the_order_of_columns_says_nothing(order, separator):
    products, _ = read_sheet(as_columns(order, separator).encode())
    usual, _ = read_sheet(SHEET.encode())
    bands, usual_bands = ([[dict(row.bands) for row in p.charts[0].rows] for p in read] for read in (products, usual))
    assert bands == usual_bands
    assert [p.variants for p in products] == [p.variants for p in usual]


@pytest.mark.parametrize(
    "text", [pytest.param(SHEET, id="ends in stock"), pytest.param(ENDING_IN_BANDS, id="ends in bands")]
)
def test_a_file_that_is_cut_off_below_its_first_lines_yields_no_figure_that_it_does_not_print(text):
    data = text.encode()
    whole = {(row.size, row.bands) for p in read_sheet(data)[0] for c in p.charts for row in c.rows}
    for at in range(data.index(b"\n", data.index(b"\n") + 1), len(data)):
        products, _ = read_sheet(data[:at])
        rows = {(row.size, row.bands) for p in products for c in p.charts for row in c.rows if row.bands}
        assert [row for row in rows if not any(row[0] == w[0] and set(row[1]) <= set(w[1]) for w in whole)] == []


@settings(deadline=None)
@given(st.binary(max_size=60), st.integers(0, 400))
def test_rubbish_is_a_problem_and_nothing_else(rubbish, at):
    data = SHEET.encode()
    read_sheet(data[:at] + rubbish + data[at:])
    read_sheet(rubbish)


def test_a_long_file_is_read_to_its_end():
    """What parts the cells is seen from its first lines; the file has to stay open for all others."""
    lines = [f"Sock {number};A{number};S;28-33" for number in range(500)]
    products, problems = read_sheet("\n".join(["Name;SKU;Size;Calf", *lines, ""]).encode())
    assert problems == []
    assert [product.title for product in products] == [f"Sock {number}" for number in range(500)]


def test_behind_very_many_lines_those_of_a_product_stand_together(monkeypatch):
    monkeypatch.setattr(groups, "MOST_TOGETHER", 3)
    lines = ["A;1;S", "B;2;S", "A;3;M", "C;4;S", "A;5;L", "C;6;M"]
    products, problems = read_sheet("\n".join(["Name;SKU;Size", *lines, ""]).encode())
    assert [(p.title, [v.sku for v in p.variants]) for p in products] == [
        ("A", ["1", "3"]), ("B", ["2"]), ("C", ["4"]), ("A", ["5"]), ("C", ["6"]),
    ]  # fmt: skip
    assert [(p.field, p.code, p.read, p.facts) for p in problems] == [
        ("sheet.csv: line 6", "lines_apart", "a", (("line", 2),)), ("sheet.csv: line 7", "lines_apart", "c", (("line", 5),)),
    ]  # fmt: skip
