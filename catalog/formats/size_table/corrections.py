"""Cells of a printed table as a person corrected them: put in their places before the table is read, never after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from ...model.read_chart import CorrectedCell, Corrections
from .cells import LONGEST
from .tables import Cell, Row, Table
from .typed import KIND as TYPED
from .typed import line_of

UNSEEN: Final = dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF))
"""Letters that nobody sees: they may be lost between a page and a field, which is no correction."""


def one_line(text: str) -> str:
    r"""The text of a cell as a field of one line shows it.

    >>> one_line("30-34 cm\n12-13 in ")
    '30-34 cm 12-13 in'
    """
    return " ".join(text.translate(UNSEEN).split())


def with_corrections(
    tables: Sequence[Table], corrections: Corrections
) -> tuple[tuple[Table, ...], tuple[CorrectedCell, ...]]:
    """The tables with the corrections in their places, and what was printed there before.

    A correction that says what the cell prints anyway changes nothing, and one of a place without a cell is left out.
    """
    changed: list[CorrectedCell] = []
    after = []
    for table in tables:
        texts = {(row, column): t for (number, row, column), t in corrections.cells.items() if number == table.number}
        if table.kind == TYPED:
            table, lines = _with_lines(table, {row: texts.pop((row, 1)) for row, column in [*texts] if column == 1})
            changed += lines
        cells = {id(cell): (cell, place) for cell, place in _changes(table, texts)}
        changed += [CorrectedCell(table.number, *p, c.text, texts[p]) for c, p in cells.values()]
        new = {key: Cell(texts[p][:LONGEST], c.head, c.unit_hint) for key, (c, p) in cells.items()}
        after.append(_with_unit(_with_cells(table, new), corrections.units.get(table.number, "")))
    return tuple(after), tuple(changed)


def _with_lines(table: Table, texts: Mapping[int, str]) -> tuple[Table, list[CorrectedCell]]:
    """A table of typed lines with those that were corrected, each as a whole: its first column stands for it."""
    rows: list[Row] = []
    changed: list[CorrectedCell] = []
    for number, row in zip(table.row_numbers, table.rows, strict=True):
        text, before = texts.get(number), line_of(row)
        if text is None or one_line(text) == one_line(before):
            rows.append(row)
        else:
            rows.append((cell := Cell(text[:LONGEST]), cell, None))
            changed.append(CorrectedCell(table.number, number, 1, before, text))
    return replace(table, rows=tuple(rows)), changed


def _changes(table: Table, texts: Mapping[tuple[int, int], str]) -> Iterator[tuple[Cell, tuple[int, int]]]:
    """Each cell whose text is another one than it was corrected to, with its place."""
    if not texts:
        return
    for number, row in zip(table.row_numbers, table.rows, strict=True):
        for column, cell in enumerate(row, start=1):
            text = texts.get((number, column))
            if cell is not None and text is not None and one_line(text) != one_line(cell.text):
                yield cell, (number, column)


def _with_cells(table: Table, cells: Mapping[int, Cell]) -> Table:
    """The table with other cells in the places of some, each in every place that it spans."""
    if not cells:
        return table
    rows = tuple(tuple(cell and cells.get(id(cell), cell) for cell in row) for row in table.rows)
    return replace(table, rows=rows)


def _with_unit(table: Table, unit: str) -> Table:
    """The table with the unit that a person named for its lengths, wherever it names none itself."""
    if not unit:
        return table
    cells = {id(c): replace(c, unit_hint=unit) for row in table.rows for c in row if c is not None and not c.unit_hint}
    return _with_cells(table, cells)
