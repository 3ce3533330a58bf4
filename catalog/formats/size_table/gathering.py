"""The tables of one file while they are gathered: numbered as they begin, never more than a person could look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ...model.problem import BadInput
from .tables import MOST_CELLS, MOST_COLUMNS, Cell, Row, Table

MOST_TABLES: Final = 2_000
MOST_PIECES: Final = 5_000
DEEPEST: Final = 100
"""How deep values of JSON, code and sheets of templates may stand inside one another."""


class SpannedCell(Struct, frozen=True, gc=False):
    """A cell and how many columns and rows it takes."""

    cell: Cell
    columns: int = 1
    rows: int = 1


class Gathering:
    """What was gathered of a file so far, and how much of it there may be."""

    def __init__(self, field: str, most_cells: int = MOST_CELLS) -> None:
        self.field = field
        """What problems call the file."""
        self.most_cells = most_cells
        self.tables: list[Table | None] = []
        """Each in its place; None where the place was taken for a table that is still open."""
        self.cells = self.pieces = 0

    def begin(self) -> int:
        """Take the next number for a table. Raises: BadInput (more tables than anybody looks at)."""
        if len(self.tables) >= MOST_TABLES:
            raise self.too_many("too_many_tables", "tables_most_tables", MOST_TABLES)
        self.tables.append(None)
        return len(self.tables)

    def open_piece(self) -> None:
        """One more text inside the file is read as markup of its own. Raises: BadInput."""
        self.pieces += 1
        if self.pieces > MOST_PIECES:
            raise self.too_many("too_many_tables", "tables_most_tables", MOST_TABLES)

    def end(self, table: Table) -> None:
        """The table that has the number is whole."""
        self.tables[table.number - 1] = table

    def all(self) -> tuple[Table, ...]:
        """Every table, in order, numbered anew where a number was taken for one that was none."""
        tables = [table for table in self.tables if table is not None]
        return tuple(t if t.number == n else replace(t, number=n) for n, t in enumerate(tables, start=1))

    def count(self, cells: int) -> None:
        """More cells are there. Raises: BadInput."""
        self.cells += cells
        if self.cells > self.most_cells:
            raise self.too_many("too_many_cells", "tables_most_cells", self.most_cells)

    def too_many(self, code: str, expected: str, most: int) -> BadInput:
        """The problem of a file that has more of something than is read."""
        return BadInput.one(code, self.field, "", expected, "tables_part_only", most=most)

    def grid(self, rows: Sequence[Sequence[SpannedCell]], groups: Sequence[int] = ()) -> tuple[Row, ...]:
        """The rows with spans spread out and as many places in each. Raises: BadInput.

        `groups` says for each row where its group (head, body, foot) ends: no cell reaches beyond it.
        """
        if not any(map(_spans, rows)):
            return self.even([[spanned.cell for spanned in row] for row in rows], new=True)
        grid: list[list[Cell | None]] = []
        hanging: dict[int, tuple[Cell, int]] = {}
        """By column: the cell that reaches down into the rows below, and how many of them."""
        for at, row in enumerate(rows):
            if groups and at and groups[at] != groups[at - 1]:
                hanging = {}
            last = groups[at] if groups else len(rows)
            grid.append(list(self._spread(row, hanging, last - at)))
            if len(grid[-1]) > MOST_COLUMNS:
                raise self.too_many("too_many_columns", "tables_most_columns", MOST_COLUMNS)
            self.count(len(grid[-1]))
        return self.even(grid)

    def even(self, grid: Sequence[Sequence[Cell | None]], *, new: bool = False) -> tuple[Row, ...]:
        """The rows with as many places in each; `new` ones are counted. Raises: BadInput."""
        width = max(map(len, grid), default=0)
        if width > MOST_COLUMNS:
            raise self.too_many("too_many_columns", "tables_most_columns", MOST_COLUMNS)
        self.count(sum(width - len(row) * (not new) for row in grid))
        return tuple(tuple(row) if len(row) == width else (*row, *[None] * (width - len(row))) for row in grid)

    def _spread(
        self, row: Sequence[SpannedCell], hanging: dict[int, tuple[Cell, int]], rows_left: int
    ) -> Iterator[Cell | None]:
        column = 0
        for spanned in row:
            while column in hanging:
                yield _hangs(hanging, column)
                column += 1
            reach = min(spanned.rows or rows_left, rows_left) - 1
            for _ in range(min(spanned.columns, MOST_COLUMNS + 1)):
                if reach > 0:
                    hanging[column] = (spanned.cell, reach)
                elif column in hanging:
                    _hangs(hanging, column)
                yield spanned.cell
                column += 1
            if column > MOST_COLUMNS:
                raise self.too_many("too_many_columns", "tables_most_columns", MOST_COLUMNS)
        for behind in range(column, max(hanging, default=-1) + 1):
            yield _hangs(hanging, behind) if behind in hanging else None


def _spans(row: Sequence[SpannedCell]) -> bool:
    return any(spanned.columns != 1 or spanned.rows != 1 for spanned in row)


def _hangs(hanging: dict[int, tuple[Cell, int]], column: int) -> Cell:
    """The cell that reaches into a column, one row fewer of it left."""
    cell, rows = hanging.pop(column)
    if rows > 1:
        hanging[column] = (cell, rows - 1)
    return cell
