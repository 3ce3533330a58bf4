"""A table as it is printed, whatever it was written in: the grid with spans spread out, and the words around it."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

MOST_CELLS: Final = 200_000
"""Cells of all tables of a file together, spans spread out."""
MOST_COLUMNS: Final = 1_000


class CellPart(Struct, frozen=True, gc=False):
    """One of several pieces of a cell for different units, as a page with a switch for cm and inch has them."""

    text: str
    unit_hint: str


class Cell(Struct, frozen=True):
    """What is printed in one cell.

    Blanks are collapsed and `<br>` or a new paragraph is a line feed. A fraction, however it was set (`½`,
    `<sup>1/2</sup>`), is ` 1/2` behind a blank: `12 1/4`. Any other small raised figure or letter, which may be a mark
    of a footnote, is kept as its raised character: `Calf¹`. A placeholder stays as written (`{{ … }}`, `{row.calf}`).
    """

    text: str
    head: bool = False
    """Whether the table itself says that this is a head: `<th>`, a row of `<thead>`, a row above a rule of Markdown."""
    unit_hint: str = ""
    """The unit that the cell's own class or data names: `cm` `mm` `in` `kg` `lb` `metric` `imperial`, or nothing."""
    parts: tuple[CellPart, ...] = ()
    """Pieces for different units, in order; then `text` has them all, one a line."""
    is_date: bool = False
    """Whether the cell is a day to its spreadsheet; the text is that day as 2026-08-09."""


Row = tuple[Cell | None, ...]


class UnseenRow(Struct, frozen=True):
    """A row that a page hides, as behind a button for more: it is not read, but may be the one of a size."""

    number: int
    """What it is called: hidden rows are counted on from the last one that is seen."""
    above: int
    """The number of the row above it that is seen; 0 for none."""
    cells: Row


class Table(Struct, frozen=True):
    """One table: a grid in which every row has as many places, and the words that belong to it."""

    number: int
    """Its place among all tables in the order in which they begin, from 1; for a workbook the number of the sheet."""
    rows: tuple[Row, ...]
    """The same Cell object stands in each place that it spans; None where the table has no cell."""
    kind: str
    """`html` `role` `definition_list` `markdown` `text` `lines` (one cell a line) `typed` `csv` `sheet`."""
    row_numbers: tuple[int, ...]
    """What each row is called: rows of the table, rows of the sheet, lines of the block of text; from 1."""
    caption: str = ""
    titles: tuple[str, ...] = ()
    """Nearest first: its tab, headings that it stands under, a button or bold line above; for a sheet its name last."""
    beside: tuple[str, ...] = ()
    """Lines before and after it, up to the next heading or table."""
    labels: tuple[str, ...] = ()
    """What its elements and those around it are called, nearest first: aria-label, tab, class names, ids, data."""
    page: tuple[str, ...] = ()
    """Title and main headings of the page."""
    hidden: bool = False
    """Whether a browser would not show it at first (another tab), or the sheet is a hidden one."""
    sample: bool = False
    """Whether it is marked as sample data."""
    unseen: tuple[UnseenRow, ...] = ()
    """The rows of it that are hidden by themselves, with what stands in their cells."""
