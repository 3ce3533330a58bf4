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
def test_a_size_whose_row_is_hidden_is_unread(row):
    assert read(f"<table>{HEADS}{row}{L}</table>") == (
        {"S": "28-33", "M": "?", "L": "39-44"},
        [("34-38 cm", "hidden_row")],
    )


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("<tr hidden><td>S</td><td>11-13 in</td></tr>", id="a size that is seen, in another unit"),
        pytest.param("<tr hidden><td>Size S</td><td>28-34 cm</td></tr>", id="a size that is seen, by another name"),
        pytest.param("<tr hidden><td>XL</td><td></td></tr>", id="without a figure"),
        pytest.param("<tr hidden><td>XL</td><td>{{ calf_2 }}</td></tr>", id="a placeholder"),
        pytest.param("<tr hidden><td>Ankle</td><td>20-22 cm</td></tr>", id="no size"),
        pytest.param("<tr hidden><td colspan=2>44-50 cm</td></tr>", id="one cell across"),
        pytest.param("<tr hidden><td>XL</td><td hidden>44-50 cm</td></tr>", id="a hidden figure in it"),
        pytest.param("<tr hidden></tr>", id="no cell"),
    ],
)
def test_a_hidden_row_that_can_be_no_further_size_changes_nothing(row):
    assert read(f"<table>{HEADS}{row}{L}</table>") == ({"S": "28-33", "L": "39-44"}, [])


def test_a_hidden_row_without_a_name_is_one_of_which_no_size_is_known():
    markup = f"<table>{HEADS}<tr hidden><td></td><td>34-38 cm</td></tr>{L}</table>"
    (chart,) = read_tables(tables_of(markup.encode(), "page"), limits()).charts
    assert chart.has_nameless_row
    assert [row.size for row in chart.rows] == ["S", "L"]


def test_a_hidden_row_belongs_to_the_section_that_it_stands_in():
    women, men = ("".join(f"<tr{h}><td>{s}<td>{b}" for s, b, h in rows) for rows in (
        (("S", "28-33", ""), ("M", "34-38", " hidden")), (("M", "36-40", ""), ("L", "41-45", " hidden"))
    ))  # fmt: skip
    markup = f"<table><tr><th>Size<th>Calf (cm)<tr><th colspan=2>Women{women}<tr><th colspan=2>Men{men}</table>"
    charts = read_tables(tables_of(markup.encode(), "page"), limits()).charts
    assert [(c.audience, [(r.size, r.band("calf_max_girth")) for r in c.rows]) for c in charts] == [
        ("women", [("S", "28-33"), ("M", "")]), ("men", [("M", "36-40"), ("L", "")])
    ]  # fmt: skip


def test_a_chart_with_more_hidden_rows_than_seen_ones_goes_by_the_seen_ones():
    rows = "".join(
        f"<tr style='opacity:0'><td>{s}</td><td>{b}</td></tr>"
        for s, b in (("XL", "45-48"), ("XXL", "49-52"), ("3XL", "53-56"))
    )
    (chart,) = read_tables(tables_of(f"<table>{HEADS}{rows}</table>".encode(), "page"), limits()).charts
    assert (chart.keyed_by, [r.size for r in chart.rows]) == (("calf_max_girth",), ["S", "XL", "XXL", "3XL"])


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


def test_hidden_cells_and_rows_of_roles_and_definitions_are_as_those_of_tables():
    roles = (
        "<div role=table><div role=row><b role=columnheader>Size</b><b role=columnheader>Calf (cm)</b></div>"
        "<div role=row><i role=cell>M</i><i role=cell hidden>40-50</i><i role=cell>34-38</i></div>"
        "<div role=row hidden><i role=cell>L</i><i role=cell>39-44</i></div></div>"
    )
    hidden = [("39-44", "hidden_row")]
    assert read(roles) == ({"M": "34-38", "L": "?"}, hidden)
    terms = "<dl><dt>Size</dt><dd>Calf (cm)</dd><dt>M</dt><dd hidden>40-50</dd><dd>34-38</dd>{}</dl>"
    assert read(terms.format("")) == ({"M": "34-38"}, [])
    assert read(terms.format("<dt hidden>L</dt><dd hidden>39-44</dd>")) == ({"M": "34-38", "L": "?"}, hidden)
    assert read(terms.format("<div hidden><dt>L</dt><dd>39-44</dd></div>")) == ({"M": "34-38", "L": "?"}, hidden)


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
    assert unread == [("34-38", "more_cells"), ("21-23", "more_cells"), ("40-50", "no_heading")]


@pytest.mark.parametrize(
    ("line", "calf", "unread"),
    [
        pytest.param("M,34-38", "34-38", [], id="a cell is missing at its end"),
        pytest.param(
            "M,34,5-38,21-23", "?", ["34", "5-38", "21-23"], id="a decimal comma that no quotes keep together"
        ),
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


PRICES = "<table><tr><th>Size<th>Calf (cm)<tr><td>S<td>28-33<td>{0}<tr><td>M<td>34-38<td>{1}</table>"
CORNER = "<table><tr><th>Calf (cm)<th>Ankle (cm)<tr><td>S<td>28-33<td>18-20<tr><td>M<td>34-38<td>21-23</table>"
MIDDLE = "<table><tr><th>Size<th>Calf (cm)<tr><td>S<td>39,00 €<td>28-33<tr><td>M<td>39,00 €<td>34-38</table>"


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(PRICES.format("€39", "€39.90"), id="prices"),
        pytest.param(PRICES.format("39,00 EUR", "39,00 EUR"), id="prices in letters"),
        pytest.param(PRICES.format("EU 36-38", "EU 39-41"), id="shoe sizes with their system"),
        pytest.param(MIDDLE, id="prices before the measure"),
        pytest.param(CORNER, id="the sizes"),
        pytest.param("Size\tCalf (cm)\nS\t28-33\t$39\nM\t34-38\t$39\n", id="tabs"),
    ],
)
def test_a_column_that_no_heading_is_for_leaves_the_others_theirs(table):
    assert read(table) == ({"S": "28-33", "M": "34-38"}, [])


@pytest.mark.parametrize(
    ("table", "column"),
    [
        pytest.param(PRICES.format("36-38", "39-41"), "36-38", id="figures that may be measures"),
        pytest.param(PRICES.format("€39", "12"), "€39", id="a price and a bare figure"),
        pytest.param(PRICES.replace("<th>Calf", "<th>Price<th>Calf").format("€39<td>28", "€39<td>34"), "28", id="a heading for the prices"),
        pytest.param(PRICES.replace("<th>Calf", "<th>EU shoe<th>Calf").format("EU 36<td>7", "EU 37<td>9"), "7", id="a heading for the shoes"),
    ],
)  # fmt: skip
def test_where_a_column_may_be_below_two_headings_it_is_named(table, column):
    rows, unread = read(table)
    assert rows == {"S": "?", "M": "?"}
    assert [text for text, code in unread if code == "no_heading"] == [column]


SPANNED = "<table><tr><th rowspan={0}>Size<th colspan=2>Calf (cm){1}<tr><td>S<td>28<td>33<tr><td>M<td>34<td>38</table>"


@pytest.mark.parametrize("ends", ["min max", "from to", "von bis", "de à", "da a", "van tot", "Minimum Maximum"])
def test_one_heading_over_two_columns_is_a_range_where_the_ends_are_named(ends):
    low, high = ends.split()
    assert read(SPANNED.format(2, f"<tr><th>{low}<th>{high}")) == ({"S": "28-33", "M": "34-38"}, [])


def test_one_heading_over_two_columns_without_ends_is_unread():
    rows, unread = read(SPANNED.format(1, ""))
    assert rows == {"S": "?", "M": "?"}
    assert unread == [(text, "spanned_head") for text in ("28", "33", "34", "38")]


def test_one_heading_over_two_columns_that_say_the_same_is_read():
    markup = SPANNED.format(1, "")
    for low, high in (("28", "33"), ("34", "38")):
        markup = markup.replace(f"<td>{low}<td>{high}", f"<td>{low}-{high}<td>{low}-{high}")
    assert read(markup) == ({"S": "28-33", "M": "34-38"}, [])


def test_two_columns_of_like_headings_that_say_different_things_are_unread_where_nothing_else_is_there():
    markup = (
        "<table><tr><th>Size<th>Calf (cm)<th>Calf (cm)<tr><td>S<td>28-33<td>30-34<tr><td>M<td>34-38<td>35-39</table>"
    )
    rows, unread = read(markup)
    assert rows == {"S": "?", "M": "?"}
    assert {code for _, code in unread} == {"ambiguous"}


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
