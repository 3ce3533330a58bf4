"""Files that were damaged: tables, or a problem that is told; never anything else, and nothing that is not in the file."""

import tomllib
from pathlib import Path

import pytest
from damaging import damaged
from workbooks import ods, xlsx

from catalog.formats.size_table.gather import tables_of
from catalog.formats.size_table.tables import Table
from catalog.model.problem import BadInput

TEXTS = [
    case["text"]
    for case in tomllib.loads((Path(__file__).parents[2] / "cases" / "tables.toml").read_text("utf-8"))["table"]
]
ROW = "<table:table-row><table:table-cell><text:p>S</text:p></table:table-cell></table:table-row>"
FILES = [
    *(text.encode() for text in TEXTS),
    TEXTS[0].encode("utf-16"),
    xlsx([[("A1", "Size"), ("B1", 30, 1)], [("A2", "S")]], formats=("0.0",), merged='<mergeCell ref="A1:B2"/>'),
    ods(ROW * 3),
]


def outcome(data):
    """The tables of a file, or the codes of its problems."""
    try:
        return tables_of(data, "file")
    except BadInput as error:
        return tuple(problem.code for problem in error.problems)


@pytest.mark.parametrize("at", range(len(FILES)))
def test_a_damaged_file_is_read_or_refused(at):
    for seed in range(40):
        result = outcome(damaged(FILES[at], at * 1000 + seed))
        assert all(isinstance(entry, Table | str) for entry in result)
        for table in result:
            if isinstance(table, Table):
                assert len({len(row) for row in table.rows}) == 1
                assert len(table.row_numbers) == len(table.rows)


def figures(text):
    return {piece for piece in "".join(c if c.isdigit() else " " for c in text).split() if len(piece) > 1}


@pytest.mark.parametrize(
    "at", [pytest.param(n, id=str(n)) for n, text in enumerate(TEXTS) if "<sup" not in text and "½" not in text]
)
def test_a_file_that_was_cut_off_shows_no_figure_that_is_not_in_it(at):
    text = TEXTS[at]
    for end in range(0, len(text), 7):
        result = outcome(text[:end].encode())
        cells = [cell for table in result if isinstance(table, Table) for row in table.rows for cell in row if cell]
        assert {f for cell in cells for f in figures(cell.text)} <= figures(text[:end])


MADE = {"html": "<table><tr><th class='a' id=b>Size<th>Calf<tr><td>S<td>30-34</table>"}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("<TABLE><TR><TH ID=b CLASS='a'>Size</TH><TH>Calf</TH></TR><TR><TD>S</TD><TD>30-34</TD></TR></TABLE>", id="everything closed, attributes in another order"),
        pytest.param("<table><tbody><tr><th>Size<th>Calf</tbody></thead><tbody></tr><tr></tr><tr><td>S</th><td>30-34", id="closed wrongly, never closed"),
        pytest.param("<table><!-- <tr><td>x --><tr><th>Size<!-- -34 --><th>Ca<!---->lf<tr><td>S<td>30<wbr>-34</table>", id="comments, and places to break"),
        pytest.param("<table><col><colgroup><col></colgroup><tr><th><font>Size</font><th><b><i>Calf</b></i><tr><td><a href=x>S</a><td>30-34</table>", id="elements inside"),
    ],
)  # fmt: skip
def test_markup_that_shows_the_same_is_the_same_table(other):
    grids = [
        [[cell.text for cell in row] for row in table.rows]
        for page in (MADE["html"], other)
        for table in tables_of(page.encode(), "file")
    ]
    assert grids == [[["Size", "Calf"], ["S", "30-34"]]] * 2
