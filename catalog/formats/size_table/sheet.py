"""A sheet of a workbook to tables: one, or one for each head where several stand below one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from .tables import Cell, Row, Table


class Sheet(Struct):
    """The cells of a sheet from its first row and column on."""

    name: str
    rows: list[list[Cell | None]]
    hidden: bool = False


def sheet_tables(sheet: Sheet, number: int) -> Iterator[Table]:
    """The tables of a sheet, all with the number of the sheet; rows and columns have the numbers of the sheet."""
    width = max((at + 1 for row in sheet.rows for at, cell in enumerate(row) if cell is not None), default=0)
    for block in _blocks(sheet.rows):
        rows = tuple(_row(sheet.rows[at], width) for at in block)
        numbers = tuple(at + 1 for at in block)
        yield Table(number, rows, "sheet", numbers, titles=(sheet.name,), labels=(sheet.name,), hidden=sheet.hidden)


def _row(cells: Sequence[Cell | None], width: int) -> Row:
    return (*cells[:width], *[None] * (width - len(cells)))


def _blocks(rows: Sequence[Sequence[Cell | None]]) -> Iterator[list[int]]:
    """The rows of each table: a new one begins behind an empty row, where heads without figures follow."""
    block: list[int] = []
    behind_gap = False
    for at, row in enumerate(rows):
        if not any(cell is not None and cell.text for cell in row):
            behind_gap = True
            continue
        if behind_gap and sum(_width(rows[n]) > 1 for n in block) > 1 and _begins_table(rows, at):
            yield block
            block = []
        block.append(at)
        behind_gap = False
    if block:
        yield block


def _width(row: Sequence[Cell | None]) -> int:
    """How many different cells with text a row has."""
    return len({id(cell) for cell in row if cell is not None and cell.text})


def _begins_table(rows: Sequence[Sequence[Cell | None]], at: int) -> bool:
    """Whether heads stand in this row, or in one below it with only titles between."""
    for row in rows[at : at + 4]:
        if _width(row) > 1:
            texts = [cell.text for cell in row if cell is not None and cell.text]
            return not any(any(map(str.isdigit, text)) for text in texts[1:])
    return False
