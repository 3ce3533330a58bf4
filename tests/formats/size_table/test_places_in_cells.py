"""Cells that name the place they measure: what is not read of them is the cell as it is printed, to be corrected whole."""

from __future__ import annotations

from support.table_cases import limits

from catalog.formats.size_table.corrections import with_corrections
from catalog.formats.size_table.gather import tables_of
from catalog.formats.size_table.read import read_tables
from catalog.model.read_chart import Corrections

TABLE = (
    "<table><tr><th>Size<th>Fits<tr><td>S<td>Ankle: 18-20 cm<br>Calf: 28-33 cm<tr><td>M<td>Ankle: 20-23 cm<br>Calf: 3x-38"
    "<tr><td>L<td>Ankle: 23-26 cm<br>Calf: 38-44 cm</table>"
)


def read(corrections: Corrections):
    tables, _ = with_corrections(tables_of(TABLE.encode(), "page"), corrections)
    (chart,) = read_tables(tables, limits()).charts
    return chart


def test_a_cell_that_cannot_be_parted_is_unread_as_it_is_printed():
    chart = read(Corrections())
    assert {row.size: dict(row.bands) for row in chart.rows} == {
        "S": {"ankle_min_girth": "18-20", "calf_max_girth": "28-33"},
        "M": {},
        "L": {"ankle_min_girth": "23-26", "calf_max_girth": "38-44"},
    }
    assert [(u.row, u.column, u.size, u.text) for u in chart.unread] == [(3, 2, "M", "Ankle: 20-23 cm\nCalf: 3x-38")]


def test_a_part_of_a_cell_is_never_corrected_by_itself():
    assert read(Corrections()).printed == ()


def test_a_cell_that_is_corrected_as_a_whole_is_read():
    chart = read(Corrections({(1, 3, 2): "Ankle: 20-23 cm; Calf: 33-38 cm"}))
    assert dict(chart.rows[1].bands) == {"ankle_min_girth": "20-23", "calf_max_girth": "33-38"}
    assert chart.unread == ()
