"""What Rich draws: texts of a catalog as they stand, nothing cropped, bold and faint alone."""

from __future__ import annotations

import re
import unicodedata

import pytest

from catalog.commands.terminal.rich_console import Branch, tree_lines
from catalog.commands.terminal.screen import Screen
from catalog.commands.terminal.table import Column, table_lines

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
STYLES = {"\x1b[1m", "\x1b[2m", "\x1b[1;33m", "\x1b[0m"}
"""Bold, dim, and the yellow of a caution; then plain again."""
TEXTS = [
    pytest.param("[red]Sock[/red] [/] [link=https://example.org]x", id="markup"),
    pytest.param(":smile: :warning:", id="names of emoji"),
    pytest.param("36.5 cm 1.5 'x' http://example.org True None", id="what a highlighter would colour"),
    pytest.param("a" * 130, id="a word wider than the terminal"),
    pytest.param("袜子 靴下 " * 12, id="wide characters"),
    pytest.param(unicodedata.normalize("NFD", "Kompressionsstrümpfe für Läufer"), id="accents of their own"),
]
SCREENS = [Screen(), *(Screen(width, styled) for width in (40, 60, 80, 160) for styled in (False, True))]


def squeezed(lines: list[str]) -> str:
    """The lines without escapes, guides and spaces."""
    return "".join("".join(ESCAPE.sub("", line) for line in lines).translate(str.maketrans("", "", "│├└─ ")).split())


@pytest.mark.parametrize("on", SCREENS, ids=lambda on: f"{on.width}{' styled' if on.styled else ''}")
@pytest.mark.parametrize("text", TEXTS)
def test_a_table_and_a_tree_show_a_text_as_it_stands(text, on):
    wanted = "".join(text.split())
    columns = [Column("name", "Name", keep=9, folds=True)]
    table, dropped = table_lines(columns, [[text], ["M"]], on, beside=[[text], []])
    tree = tree_lines(Branch(text, [Branch(text, [Branch(text)])]), on)
    assert dropped == []
    assert squeezed(table).count(wanted) == 2
    assert squeezed(tree).count(wanted) == 3
    for line in [*table, *tree]:
        assert set(ESCAPE.findall(line)) <= (STYLES if on.styled else set())
        assert "…" not in line
        assert on.width is None or len(ESCAPE.sub("", line)) <= on.width


@pytest.mark.parametrize("width", [20, 40, 59, 60, 80])
def test_what_has_no_room_in_a_row_stands_under_it_and_cautions_are_whole(width):
    caution = "This size chart is uncertain: it is quoted by others and without a date."
    columns = [Column(f"c{i}", f"Heading {i}", keep=i) for i in range(1, 10)]
    cells = [[f"value {row}.{i}" for i in range(1, 10)] for row in (1, 2)]
    lines, dropped = table_lines(columns, cells, Screen(width), under=True, beside=[[caution], []])
    shown = squeezed(lines)
    assert dropped == []
    assert all("".join(cell.split()) in shown for row in cells for cell in row)
    assert "".join(caution.split()) in shown
    assert max(map(len, lines)) <= width


def test_rows_with_and_without_a_sentence_under_them_have_the_same_columns():
    columns = [Column("name", "Name"), Column("price", "Price", right=True)]
    cells = [["a", "9 EUR"], ["a longer name", "19 EUR"], ["b", "109 EUR"]]
    assert table_lines(columns, cells, Screen(), beside=[[], ["Sold out."], []])[0] == [
        "Name             Price",
        "a                9 EUR",
        "a longer name   19 EUR",
        "  ! Sold out.",
        "b              109 EUR",
    ]


def test_a_tree_in_a_pipe_is_a_line_for_each_branch():
    root = Branch("root", [Branch("size", [Branch("box", [Branch("band " * 40)]), Branch("other")]), Branch("advice")])
    assert tree_lines(root, Screen()) == [
        "root", "", "size", "├── box", "│   └── " + ("band " * 40).strip(), "└── other", "", "advice",
    ]  # fmt: skip


def test_no_card_begins_with_a_bare_count():
    columns = [
        Column("added", "Added", count=True),
        Column("kept", "Unchanged", count=True),
        Column("gone", "Retired", count=True),
    ]
    assert table_lines(columns, [["8", "0", "1"]], Screen(40))[0] == ["Added: 8", "Unchanged: 0", "Retired: 1"]
    columns = [Column("name", "Collection"), *columns[:2]]
    assert table_lines(columns, [["own", "8", "0"]], Screen(40))[0] == ["own", "  Added: 8", "  Unchanged: 0"]
