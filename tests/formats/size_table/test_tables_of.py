"""What becomes of tables as people meet them: the grid to the letter, and the words around it."""

import tomllib
from pathlib import Path

import pytest

from catalog.formats.size_table.gather import tables_of, tables_of_text
from catalog.model.problem import BadInput

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "tables.toml").read_text("utf-8"))["table"]
SHARED = Path(__file__).parents[4] / "shared" / "cases" / "tables"


def cell_text(cell):
    if cell is None:
        return "∅"
    hint = f" <{cell.unit_hint}>" if cell.unit_hint else ""
    parts = " <" + ", ".join(f"{p.unit_hint}: {p.text}" for p in cell.parts) + ">" if cell.parts else hint
    return ("*" if cell.head else "") + cell.text.replace("\n", "/") + parts


def grid_text(table):
    return "\n".join(" | ".join(map(cell_text, row)) for row in table.rows)


@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in CASES])
def test_a_table_is_read_as_it_is_printed(case):
    tables = tables_of(case["text"].encode(), "file")
    assert [grid_text(table) for table in tables] == case["grids"]
    assert [table.number for table in tables] == list(range(1, len(tables) + 1))
    for name in ("titles", "beside", "page"):
        if name in case:
            assert list(getattr(tables[0], name)) == case[name]
    assert set(case.get("labels", [])) <= {label for table in tables for label in table.labels}
    assert case.get("hidden", any(t.hidden for t in tables)) == any(t.hidden for t in tables)
    assert case.get("sample", False) == any(table.sample for table in tables)


@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in CASES])
def test_text_that_was_pasted_is_read_as_a_file_is(case):
    assert tables_of_text(case["text"], "page") == tables_of(case["text"].encode("utf-16"), "page")


SHAPES = {
    "01-calf-plain.html": ["6x2", "3x3"],
    "02-fractions-inches.html": ["5x3", "4x3"],
    "03-clipboard-columns-de.htm": ["4x5"],
    "04-sections-two-head-rows.html": ["11x5"],
    "05-height-weight-grid.html": ["7x6"],
    "06-pointure-mollet-fr.csv": ["5x5"],
    "07-two-units-in-a-cell.md": ["5x2", "3x2"],
    "08-one-cell-a-line-es.txt": ["5x3"],
    "09-merged-from-to.xlsx": ["7x6", "3x3"],
    "10-twin-tabs.html": ["4x4", "4x4"],
    "11-theme-page.json": ["4x4", "3x2"],
    "12-SizeTable.jsx": ["5x4"],
    "13-size-chart.liquid": ["5x3", "4x3"],
    "14-garment-and-body.html": ["4x4", "4x3"],
    "15-sloppy-markup.html": ["9x3"],
    "16-rowspan-lengths.html": ["7x4"],
    "17-footnotes-pl.html": ["4x4"],
    "18-dames-heren-nl.tsv": ["10x4"],
    "19-two-readings.html": ["5x4", "4x2"],
    "20-no-unit-printed.txt": ["5x4", "4x3"],
    "21-it-pt-caption-unit.html": ["5x4", "5x4"],
    "22-inches-not-said.csv": ["5x4"],
    "23-repeated-cells.ods": ["6x4"],
    "24-seven-tables.html": ["4x5", "3x2", "3x3", "2x2", "3x3", "4x3", "3x3"],
}  # fmt: skip
"""Rows and columns of each table of the shared cases."""


def test_the_shared_cases_have_the_tables_that_a_person_counts():
    if not SHARED.exists():
        pytest.fail(f"the cases are not here: {SHARED}") if SHARED.parents[1].exists() else None
        return
    shapes = {
        name: [f"{len(t.rows)}x{len(t.rows[0])}" for t in tables_of((SHARED / name).read_bytes(), name)]
        for name in SHAPES
    }
    assert shapes == SHAPES
    assert {p.name for p in SHARED.iterdir() if ".expected." not in p.name} - {"README.md"} == set(SHAPES)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param("<td>30–34½".encode(), "30–34 1/2", id="UTF-8 without a mark"),
        pytest.param("<td>30–34".encode("utf-8-sig"), "30–34", id="UTF-8 with a mark"),
        pytest.param("<td>30–34".encode("utf-16"), "30–34", id="UTF-16 with a mark"),
        pytest.param("<td>30–34".encode("utf-16-be"), "30–34", id="UTF-16 without a mark"),
        pytest.param("<td>30–34".encode("cp1252"), "30–34", id="Windows-1252 by default"),
        pytest.param('<meta charset="iso-8859-1"><td>30–34'.encode("cp1252"), "30–34", id="Latin-1 is read as Windows-1252"),
        pytest.param('<meta charset="iso-8859-1"><td>Größe 30–34'.encode(), "Größe 30–34", id="UTF-8 that is declared as Latin-1"),
        pytest.param('<meta charset="iso-8859-2"><td>łydka'.encode("iso-8859-2"), "łydka", id="another one, declared"),
        pytest.param('<?xml version="1.0" encoding="windows-1250"?><td>łydka'.encode("cp1250"), "łydka", id="declared in XML"),
        pytest.param('<meta charset="utf-8"><td>30–34'.encode("cp1252"), "30–34", id="a declaration that the bytes forbid"),
        pytest.param('<meta http-equiv="x" content="text/html; charset=iso-8859-15"><td>5 €'.encode("iso-8859-15"), "5 €", id="declared the old way"),
    ],
)  # fmt: skip
def test_encodings(data, text):
    page = data.replace(b"<td>", b"<table><tr><td>")
    if b"\x00" in data:
        encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-be"
        page = data.decode(encoding).replace("<td>", "<table><tr><td>").encode(encoding)
    assert [grid_text(table) for table in tables_of(page, "file")] == [text]


def test_a_charset_that_came_with_the_bytes_goes_before_the_one_in_them():
    data = '<meta charset="iso-8859-1"><table><tr><td>łydka'.encode("iso-8859-2")
    assert [grid_text(t) for t in tables_of(data, "file", charset="ISO-8859-2")] == ["łydka"]


def test_latin_1_of_a_server_is_not_believed_of_utf_8():
    data = "<table><tr><td>łydka 30–34".encode()
    assert [grid_text(t) for t in tables_of(data, "file", charset="ISO-8859-1")] == ["łydka 30–34"]


def problem(data, **options):
    with pytest.raises(BadInput) as raised:
        tables_of(data, "file", **options)
    (only,) = raised.value.problems
    return f"{only.code}: {only.expected} {only.hint}".strip()


NESTED = 600


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", "empty_file: tables_some_text", id="empty"),
        pytest.param(b"\xef\xbb\xbf \n", "empty_file: tables_some_text", id="a mark alone"),
        pytest.param(b"x" * 1_000_001, "file_too_large: tables_at_most_mb tables_part_only", id="too large"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "is_picture: tables_kinds tables_picture", id="a picture"),
        pytest.param(b"RIFF\x00\x00\x00\x00WEBPVP8 ", "is_picture: tables_kinds tables_picture", id="a picture of a page"),
        pytest.param(b"\x00\x00\x00\x20ftypavif", "is_picture: tables_kinds tables_picture", id="a picture of a phone"),
        pytest.param(b"%PDF-1.7\n", "not_a_table_file: tables_kinds tables_pdf", id="PDF"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1", "not_a_table_file: tables_kinds tables_old_workbook", id="XLS"),
        pytest.param(b"\x1f\x8b\x08", "not_a_table_file: tables_kinds tables_packed", id="packed"),
        pytest.param(bytes(range(256)) * 4, "not_a_table_file: tables_kinds", id="bytes of a program"),
        pytest.param(b"PK\x03\x04rest", "workbook_damaged: tables_workbook tables_save_anew", id="half a workbook"),
        pytest.param(b"<table><tr>" + b"<td>1" * 100_000, "too_many_columns: tables_most_columns tables_part_only", id="100,000 columns of a page"),
        pytest.param(b"a;" * 100_000 + b"\n" + b"1;" * 100_000, "too_many_columns: tables_most_columns tables_part_only", id="100,000 columns of a text"),
        pytest.param(b"|a" * 100_000 + b"\n" + b"|-" * 100_000 + b"|\n", "too_many_columns: tables_most_columns tables_part_only", id="100,000 columns of Markdown"),
        pytest.param(b"<table>" + b"<tr><td colspan=900>1" * 400, "too_many_cells: tables_most_cells tables_part_only", id="cells by spans"),
        pytest.param(b"<table><tr><td colspan=1000 rowspan=65534>1" + b"<tr><td>2" * 300, "too_many_columns: tables_most_columns tables_part_only", id="a cell over everything"),
        pytest.param(b"<table><tr><td>1</table>" * 2_500, "too_many_tables: tables_most_tables tables_part_only", id="tables"),
        pytest.param(b"<div>" * 150_000 + b"<table><tr><td>1", "too_deep: tables_depth tables_part_only", id="elements in elements"),
        pytest.param(b"<a><b>" * 100_000, "too_deep: tables_depth tables_part_only", id="links in bold letters"),
        pytest.param(b"<table><tr><td>" * 60_000, "too_deep: tables_depth tables_part_only", id="tables in tables"),
        pytest.param(b"".join(b"<p><font color=%d>" % n for n in range(40_000)), "too_deep: tables_depth tables_part_only", id="formatting that never ends"),
        pytest.param(b"<p " + b"a " * 300_000, "too_many_attributes: tables_attributes tables_part_only", id="attributes"),
        pytest.param(b'{"a":' * 50_000 + b'"<table>"', "too_deep: tables_depth tables_part_only", id="JSON in JSON"),
        pytest.param(b'{"a":' * NESTED + b'"<table>"' + b"}" * NESTED, "too_deep: tables_depth tables_part_only", id="JSON that ends"),
        pytest.param(b"export default <p>" + b"{<b>" * 50_000 + b"<table>", "too_deep: tables_depth tables_part_only", id="code in code"),
    ],
)  # fmt: skip
def test_what_is_no_table_or_too_much_of_one_is_refused(data, expected):
    assert problem(data) == expected


def test_a_page_that_was_fetched_may_be_larger():
    page = b"<table><tr><td>S</table>" + b" " * 2_000_000
    assert len(tables_of(page, "page", most=5_000_000)) == 1
    assert problem(page) == "file_too_large: tables_at_most_mb tables_part_only"
