"""What nobody sees of a table is not read; a row with more cells than headings, or a size that became a day, neither."""

from __future__ import annotations

import pytest
from support.table_cases import limits
from workbooks import xlsx

from catalog.formats.size_table.gather import tables_of
from catalog.formats.size_table.html_hidden import is_gone, is_invisible
from catalog.formats.size_table.read import read_tables

HEADS = "<tr><th>Size</th><th>Calf</th></tr><tr><td>S</td><td>28-33 cm</td></tr>"
L = "<tr><td>L</td><td>39-44 cm</td></tr>"


def read(markup: str | bytes) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The girth of the calf by size, `?` where none was read, and the unread cells with their codes."""
    data = markup.encode() if isinstance(markup, str) else markup
    charts = read_tables(tables_of(data, "page"), limits()).charts
    rows = {row.size: row.band("calf_max_girth") or "?" for chart in charts for row in chart.rows}
    return rows, [(cell.text, cell.code) for chart in charts for cell in chart.unread]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("<td>M</td><td hidden>40-50 cm</td><td>34-38 cm</td>", id="a hidden cell before the one that is seen"),
        pytest.param("<td hidden>L</td><td>M</td><td>34-38 cm</td>", id="a hidden size"),
        pytest.param("<td>M</td><td hidden='until-found'>40-50 cm</td><td>34-38 cm</td>", id="hidden until it is found"),
        pytest.param("<td>M</td><td style='display:none'>40-50 cm</td><td>34-38 cm</td>", id="style"),
        pytest.param("<td>M</td><td style='color:red;DISPLAY : none !important;'>40-50 cm</td><td>34-38 cm</td>", id="style with blanks, capitals and !important"),
        pytest.param("<td>M</td><td hidden colspan=2 rowspan=2>40-50 cm</td><td>34-38 cm</td>", id="a hidden cell that would span"),
        pytest.param("<td>M</td><td><span hidden>40-50 cm</span>34-38 cm</td>", id="hidden inside the cell"),
        pytest.param("<td>M</td><td>34-38 cm<i style='display:none'> to 50 cm</i></td>", id="hidden behind the figures"),
        pytest.param("<td>M</td><td>34-38<sup hidden>.5</sup> cm</td>", id="hidden and raised"),
        pytest.param("<td>M</td><td>34-38 cm<span style='visibility:hidden'>40-50 cm</span></td>", id="invisible inside the cell"),
        pytest.param("<td>M</td><template><td>40-50 cm</td></template><td>34-38 cm</td>", id="a template between cells"),
        pytest.param("<td>M</td><td aria-hidden='true'>34-38 cm</td>", id="hidden from screen readers alone is seen"),
        pytest.param("<td>M</td><td hidden style='display:table-cell'>34-38 cm</td>", id="shown by its style"),
        pytest.param("<td>M</td><td style='display:none;display:table-cell'>34-38 cm</td>", id="of two styles the last"),
    ],
)  # fmt: skip
def test_cells_are_read_as_a_browser_shows_them(row):
    assert read(f"<table>{HEADS}<tr>{row}</tr>{L}</table>") == ({"S": "28-33", "M": "34-38", "L": "39-44"}, [])


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("<tr hidden><td>M</td><td>34-38 cm</td></tr>", id="hidden"),
        pytest.param("<tr style='display: none'><td>M</td><td>34-38 cm</td></tr>", id="style"),
        pytest.param("<tr style='visibility: collapse'><td>M</td><td>34-38 cm</td></tr>", id="collapsed"),
        pytest.param("<tr style='visibility: hidden'><td>M</td><td>34-38 cm</td></tr>", id="invisible"),
        pytest.param("<tbody hidden><tr><td>M</td><td>34-38 cm</td></tr></tbody>", id="a hidden section"),
    ],
)
def test_a_row_that_is_not_seen_is_not_read(row):
    assert read(f"<table>{HEADS}{row}{L}</table>") == ({"S": "28-33", "L": "39-44"}, [])


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("<td style='visibility:hidden'>34-38 cm</td>", id="invisible"),
        pytest.param("<td style='visibility:collapse'>34-38 cm</td>", id="collapsed"),
        pytest.param("<td style='opacity: 0.0'>34-38 cm</td>", id="transparent"),
        pytest.param("<td style='font-size:0px'>34-38 cm</td>", id="without a height"),
        pytest.param("<td><span hidden>34-38 cm</span></td>", id="all of it hidden"),
        pytest.param("<td><span style='display:none'>34-38 cm</span></td>", id="all of it hidden by style"),
    ],
)
def test_a_cell_that_is_not_seen_keeps_its_place_and_is_empty(cell):
    rows, _ = read(f"<table>{HEADS}<tr><td>M</td>{cell}</tr>{L}</table>")
    assert rows == {"S": "28-33", "M": "?", "L": "39-44"}


def test_a_column_without_its_hidden_heading_and_cells_is_the_table_that_is_seen():
    markup = (
        "<table><col><col hidden><col><tr><th>Size<th hidden>Ankle<th>Calf<tr><td>M<td hidden>20-23 cm<td>34-38 cm"
        "<tr><td>L<td hidden>24-27 cm<td>39-44 cm</table>"
    )
    assert read(markup) == ({"M": "34-38", "L": "39-44"}, [])


def test_what_a_switch_between_units_hides_is_read():
    (chart,) = read_tables(
        tables_of(
            b"<table><tr><th>Size<th>Calf<tr><td>M<td><b class=cm>34-38</b><b class=in hidden>13.4-15</b>"
            b"<tr><td>L<td><b class=cm>38-42</b><b class=in hidden>15-16.5</b></table>",
            "page",
        ),
        limits(),
    ).charts
    assert [row.band("calf_max_girth") for row in chart.rows] == ["34-38", "38-42"]
    assert chart.twin is not None


def test_roles_and_definitions_that_are_hidden_are_not_read():
    roles = (
        "<div role=table><div role=row><b role=columnheader>Size</b><b role=columnheader>Calf (cm)</b></div>"
        "<div role=row><i role=cell>M</i><i role=cell hidden>40-50</i><i role=cell>34-38</i></div>"
        "<div role=row hidden><i role=cell>L</i><i role=cell>39-44</i></div></div>"
    )
    assert read(roles) == ({"M": "34-38"}, [])
    terms = "<dl><dt>Size</dt><dd>Calf</dd><dt>M</dt><dd hidden>40-50 cm</dd><dd>34-38 cm</dd></dl>"
    assert read(terms)[0] == {"M": "34-38"}


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(f"<table>{HEADS}<tr><td>M</td><td>34-38 cm</td><td>40-50 cm</td></tr>{L}</table>", id="HTML"),
        pytest.param(f"<table>{HEADS}<tr><td>M</td><td>34-38 cm</td><td colspan=2>40-50 cm</td></tr>{L}</table>", id="HTML, spread"),
        pytest.param("| Size | Calf |\n|--|--|\n| S | 28-33 cm |\n| M | 34-38 cm | 40-50 cm |\n| L | 39-44 cm |", id="Markdown"),
        pytest.param(xlsx([[("A1", "Size"), ("B1", "Calf")], [("A2", "S"), ("B2", "28-33 cm")], [("A3", "M"), ("B3", "34-38 cm"), ("C3", "40-50 cm")], [("A4", "L"), ("B4", "39-44 cm")]]), id="XLSX"),
    ],
)  # fmt: skip
def test_a_row_with_more_cells_than_headings_is_unread(table):
    rows, unread = read(table)
    assert rows == {"S": "28-33", "M": "?", "L": "39-44"}
    assert ("34-38 cm", "more_cells") in unread


LINES = ("Size,Calf (cm),Ankle (cm)", "S,28-33,18-20", "M,34-38,21-23,40-50", "L,39-44,24-27", "XL,45-50,28-30")


@pytest.mark.parametrize("sign", [",", ";", "\t", "|", "    "])
def test_a_line_with_more_cells_than_the_first_ends_no_table_of_a_text(sign):
    rows, unread = read("\n".join(LINES).replace(",", sign))
    assert rows == {"S": "28-33", "M": "?", "L": "39-44", "XL": "45-50"}
    assert unread == [("34-38", "more_cells"), ("21-23", "more_cells")]


@pytest.mark.parametrize(
    ("line", "calf", "unread"),
    [
        pytest.param("M,34-38", "34-38", [], id="a cell is missing at its end"),
        pytest.param("M,34,5-38,21-23", "?", ["34", "5-38"], id="a decimal comma that no quotes keep together"),
    ],
)
def test_a_line_with_another_number_of_cells_is_no_end(line, calf, unread):
    rows, cells = read("\n".join((*LINES[:2], line, *LINES[3:])))
    assert (rows["M"], rows["XL"], [text for text, _ in cells]) == (calf, "45-50", unread)


def test_where_sizes_are_columns_a_measure_with_more_cells_than_sizes_is_unread():
    rows, unread = read(
        "<table><tr><th>Size<th>S<th>M<tr><td>Calf<td>28-33 cm<td>34-38 cm<td>40-50 cm"
        "<tr><td>Ankle<td>18-20 cm<td>21-23 cm</table>"
    )
    assert rows == {"S": "?", "M": "?"}
    assert {code for _, code in unread} == {"more_cells", "no_label"}


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("<table><tr><th>Size<th>Calf<tr><td>M<td>34-38 cm<td>best seller<tr><td>L<td>39-44 cm</table>", id="a remark without a figure"),
        pytest.param("<table><tr><th>Size<th>Calf<th><tr><td>M<td>34-38 cm<td>12<tr><td>L<td>39-44 cm<td>9</table>", id="an empty heading is one"),
        pytest.param("<table><tr><th>Size<th>Calf<tr><td>M<td>34-38 cm<td> <tr><td>L<td>39-44 cm</table>", id="an empty cell"),
        pytest.param("<table><tr><th colspan=2>Leg<tr><th>Size<th>Calf<tr><td>M<td>34-38 cm<tr><td>L<td>39-44 cm</table>", id="a title across"),
    ],
)  # fmt: skip
def test_a_cell_that_can_be_no_measure_changes_nothing(table):
    assert read(table)[0] == {"M": "34-38", "L": "39-44"}


DAY = [[("A1", "Size"), ("B1", "Calf (cm)")], [("A2", 46115, 1), ("B2", "28-33")], [("A3", "M"), ("B3", "34-38")]]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("<table><tr><th>Size<th>Calf (cm)<tr><td>3-Apr<td>28-33<tr><td>M<td>34-38</table>", id="3-Apr"),
        pytest.param("<table><tr><th>Size<th>Calf (cm)<tr><td>03. Apr<td>28-33<tr><td>M<td>34-38</table>", id="German"),
        pytest.param("Size,Calf (cm)\n2026-04-03,28-33\nM,34-38\n", id="a whole day, CSV"),
        pytest.param("| Size | Calf (cm) |\n|-|-|\n| 03.04.2026 | 28-33 |\n| M | 34-38 |", id="a whole day, Markdown"),
        pytest.param("<table><tr><th>Size<th>4/3/2026<th>M<tr><td>Calf (cm)<td>28-33<td>34-38</table>", id="sizes as columns"),
        pytest.param(xlsx(DAY, formats=("d-mmm",)), id="a day of XLSX"),
    ],
)  # fmt: skip
def test_a_size_that_became_a_day_is_no_size(table):
    rows, unread = read(table)
    assert rows == {"M": "34-38"}
    assert [code for _, code in unread] == ["date"]


@pytest.mark.parametrize("measure", ["3-Apr", "2026-04-03", "03.04.2026", "4/3/2026"])
def test_a_measure_that_became_a_day_is_unread(measure):
    rows, unread = read(f"<table><tr><th>Size<th>Calf (cm)<tr><td>S<td>{measure}<tr><td>M<td>34-38</table>")
    assert rows == {"S": "?", "M": "34-38"}
    assert [code for _, code in unread] == ["date"]


def test_hidden_and_invisible_are_two_things():
    assert (is_gone({"style": "visibility:hidden"}), is_invisible({"style": "display:none"})) == (False, False)
