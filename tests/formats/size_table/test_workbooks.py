"""Workbooks to tables: merged and repeated cells, days, formulas, formats of figures; bombs and damage are refused."""

import pytest
from workbooks import ods, packed, xlsx

from catalog.formats.size_table.gather import tables_of
from catalog.model.problem import BadInput


def text_of(cell):
    return "∅" if cell is None else cell.text.replace("\n", "/") + (" (day)" if cell.is_date else "")


def lines_of(data):
    return [
        f"{table.number} {number}: " + " | ".join(map(text_of, row))
        for table in tables_of(data, "file")
        for number, row in zip(table.row_numbers, table.rows, strict=True)
    ]


def problem(data):
    with pytest.raises(BadInput) as raised:
        tables_of(data, "file")
    return raised.value.problems[0].code


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        pytest.param(xlsx([[("A1", "Size"), ("B1", "Calf")], [("A3", "S"), ("C3", 30)]]), ["1 1: Size | Calf | ∅", "1 3: S | ∅ | 30"], id="rows and columns have the numbers of the sheet"),
        pytest.param(xlsx([[("A1", "Calf"), ("B1", "<v></v>")], [("A2", 30.5), ("B2", 34)]], merged='<mergeCell ref="A1:B1"/>'), ["1 1: Calf | Calf", "1 2: 30.5 | 34"], id="merged cells"),
        pytest.param(xlsx([[("A1", "a")]], merged='<mergeCell ref="A1:XFD1048576"/>'), ["1 1: a"], id="merged to the end of the sheet"),
        pytest.param(xlsx([[("A1", 12.2047, 1), ("B1", 31, 2), ("C1", 12.25), ("D1", 0.1 + 0.2), ("E1", 30.5, 3)]], formats=("0.0", "0.0&quot; cm&quot;", "0.##")), ["1 1: 12.2 | 31.0 cm | 12.25 | 0.3 | 30.5"], id="figures as their cells show them"),
        pytest.param(xlsx([[("A1", 417, 1), ("B1", 123456, 1), ("C1", 7, 2)]], formats=("00000", "#,##0")), ["1 1: 00417 | 123456 | 7"], id="zeros that only the format shows"),
        pytest.param(xlsx([[("A1", "S"), ("B1", "<f>A2/2.54</f><v>12.5</v>"), ("C1", "<f>1+1</f>")]]), ["1 1: S | 12.5 | =1+1"], id="a formula with a value that was kept, one without"),
        pytest.param(xlsx([[("A1", "S"), ("B1", 46243, 1)]]), ["1 1: S | 2026-08-09 (day)"], id="a day that was 8-9"),
        pytest.param(xlsx([[("A1", "S")]], [[("A1", "M")]], states=("visible", "hidden")), ["1 1: S", "2 1: M"], id="sheets"),
        pytest.param(xlsx([[("A1", "Women")], [("A2", "Size"), ("B2", "Calf")], [("A3", "S"), ("B3", 30)], [("A5", "Size"), ("B5", "Thigh")], [("A6", "S"), ("B6", 50)]]), ["1 1: Women | ∅", "1 2: Size | Calf", "1 3: S | 30", "1 5: Size | Thigh", "1 6: S | 50"], id="two charts in one sheet"),
        pytest.param(ods('<table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Calf</text:p><text:p>in<text:s/>cm</text:p></table:table-cell><table:covered-table-cell/></table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="30.25"><text:p>30,3</text:p></table:table-cell></table:table-row>'), ["1 1: Calf/in cm | Calf/in cm", "1 2: 30,3 | 30,3", "1 3: 30,3 | 30,3"], id="ODS: spans, repeats, text as shown"),
        pytest.param(ods('<table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/></table:table-row><table:table-row><table:table-cell office:value-type="date" office:date-value="2026-08-09"><text:p>8-9</text:p><office:annotation><text:p>note</text:p></office:annotation></table:table-cell></table:table-row>').replace(b"1048575", b"1048575"), "too_many_cells", id="ODS: a cell behind a million rows"),
        pytest.param(ods('<table:table-row><table:table-cell office:value-type="date" office:date-value="2026-08-09"><text:p>8-9</text:p><office:annotation><text:p>note</text:p></office:annotation></table:table-cell><table:table-cell table:formula="of:=[.A1]*2"/></table:table-row><table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'), ["1 1: 2026-08-09 (day) | =[.A1]*2"], id="ODS: a day, a formula without a value, empty rows"),
        pytest.param(xlsx([[("A1", "a"), ("XFD1048576", "z")]]), "too_many_columns", id="a cell at the end of the sheet"),
        pytest.param(xlsx([[("A1", "a"), ("B1000000", "z")]]), "too_many_cells", id="a cell at the end of a column"),
        pytest.param(xlsx(*[[[("A1", "a")]]] * 600), "too_large_unpacked", id="sheets without end"),
        pytest.param(packed({"xl/workbook.xml": " " * 25_000_000}), "too_large_unpacked", id="a bomb"),
        pytest.param(packed({"content.xml": b"\x00" * 25_000_000}), "too_large_unpacked", id="a bomb in an ODS"),
        pytest.param(packed({"word/document.xml": "<a/>"}), "not_a_table_file", id="a text document"),
        pytest.param(packed({"xl/workbook.xml": "<a"}), "workbook_damaged", id="no XML"),
        pytest.param(xlsx([[("A1", "a")]], head='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'), "workbook_damaged", id="an entity of a file"),
        pytest.param(ods("<table:table-row/>", head='<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'), "workbook_damaged", id="entities in entities"),
        pytest.param(ods('<table:table-row><table:table-cell table:number-columns-repeated="100000"><text:p>1</text:p></table:table-cell></table:table-row>'), "too_many_columns", id="ODS: 100,000 columns"),
        pytest.param(ods('<table:table-row table:number-rows-repeated="1048576"><table:table-cell><text:p>1</text:p></table:table-cell></table:table-row>'), "too_many_cells", id="ODS: a row a million times"),
    ],
)  # fmt: skip
def test_a_workbook_is_read_as_it_is_shown_or_refused(data, lines):
    assert (problem(data) if isinstance(lines, str) else lines_of(data)) == lines


def test_hidden_sheets_are_marked():
    sheets = tables_of(xlsx([[("A1", "S")]], [[("A1", "M")]], states=("visible", "veryHidden")), "file")
    assert [(table.titles, table.hidden) for table in sheets] == [(("Sheet 1",), False), (("Sheet 2",), True)]
    style = '<office:automatic-styles><style:style style:name="s"><style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    row = "<table:table-row><table:table-cell><text:p>S</text:p></table:table-cell></table:table-row>"
    assert [table.hidden for table in tables_of(ods(row, styles=style), "file")] == [True]


def test_a_size_that_a_zip_lies_about_is_not_believed():
    data = bytearray(packed({"content.xml": b" " * 3_000_000}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert problem(bytes(data)) == "workbook_damaged"
