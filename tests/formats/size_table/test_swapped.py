"""Of two tables whose headings were swapped neither is trusted; any other table stays as it is."""

from __future__ import annotations

import pytest
from pasted_charts import SWAPPED_APART
from support.table_cases import limits

from catalog.formats.size_table.gather import tables_of
from catalog.formats.size_table.read import read_tables
from catalog.formats.size_table.typed import typed_tables
from catalog.model.read_chart import SWAPPED, ReadChart


def table(place: str, small: str, medium: str) -> str:
    """A table of a page with one place, in centimetres."""
    return f"<table><tr><th>Size<th>{place} (cm)<tr><td>S<td>{small}<tr><td>M<td>{medium}</table>"


def charts_of(text: str) -> tuple[ReadChart, ...]:
    """The size charts of a page, or of lines that somebody typed."""
    tables = tables_of(text.encode(), "page") if "<" in text else typed_tables(text)
    return read_tables(tables, limits()).charts


def test_a_table_whose_heading_was_swapped_with_an_impossible_one_is_not_read() -> None:
    ankle, calf = charts_of(SWAPPED_APART)
    assert [(row.size, row.bands) for row in ankle.rows] == [("S", ()), ("M", ()), ("L", ())]
    assert [(c.row, c.text, c.code, c.size, c.point) for c in ankle.unread] == [
        (2, "28-33", SWAPPED, "S", "ankle_min_girth"),
        (3, "34-38", SWAPPED, "M", "ankle_min_girth"),
        (4, "39-43", SWAPPED, "L", "ankle_min_girth"),
    ]
    assert (ankle.is_impossible, ankle.keyed_by, ankle.printed) == (True, (), ())
    assert calf.is_impossible


@pytest.mark.parametrize(
    ("text", "impossible"),
    [
        pytest.param("Ankle (in)\nS 11-13\nM 13.5-15\n\nCalf (in)\nS 6-7\nM 7.2-8\n", [True, True], id="inches"),
        pytest.param("Calf (cm)\nS 18-20\nM 21-23\n\nAnkle (cm)\nS 28-33\nM 34-38\n", [True, True], id="the impossible one first"),
        pytest.param("Ankle (cm)\nS 18-20\nM 21-23\n\nCalf (cm)\nS 28-33\nM 34-38\n", [False, False], id="nothing is wrong"),
        pytest.param("Ankle (cm)\nS 28-33\nM 34-38\n\nCalf (cm)\n1 18-20\n2 21-23\n", [False, True], id="other sizes"),
        pytest.param("Thigh (cm)\nS 48-53\nM 54-58\n\nCalf (cm)\nS 18-20\nM 21-23\n", [False, True], id="no leg has both with the headings swapped"),
        pytest.param(table("Ankle", "28-33", "34-38") + table("Calf", "28-33", "34-38") + table("Calf", "18-20", "21-23"), [True, False, True], id="a table of the same place beside them"),
    ],
)  # fmt: skip
def test_the_other_table_is_doubted_only_where_swapped_headings_explain_both(text: str, impossible: list[bool]) -> None:
    assert [chart.is_impossible for chart in charts_of(text)] == impossible


def test_both_columns_of_a_table_may_be_measured_in_two_units() -> None:
    page = (
        "<table><tr><th>Size</th><th>Ankle (cm)</th><th>Ankle (in)</th></tr>"
        "<tr><td>S</td><td>28-33</td><td>11-13</td></tr><tr><td>M</td><td>34-38</td><td>13.4-15</td></tr></table>"
    ) + table("Calf", "17-19", "19-22")
    ankle, _ = charts_of(page)
    assert ankle.twin is not None
    assert [row.bands for row in (*ankle.rows, *ankle.twin.rows)] == [(), (), (), ()]
