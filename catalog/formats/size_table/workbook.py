"""Workbooks to tables: XLSX and ODS, each sheet with its merged cells spread; formulas are never worked out."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Final

import python_calamine as calamine

from ...model.problem import BadInput
from .figures import figure_text
from .gathering import Gathering
from .ods import ods_sheets
from .packed import Unreadable, damaged, parts_of, repacked
from .printed import printed_lines
from .sheet import Sheet, sheet_tables
from .tables import Cell
from .xlsx_scan import SheetScan, formats_of, scan_sheet, sheet_parts

WANTED: Final = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")
MOST_SHEETS: Final = 200
PANIC: Final = "PanicException"
"""What a library written in Rust raises, which is no Exception of Python, where it meets what it never expected."""


def workbook_tables(data: bytes, gathering: Gathering) -> None:
    """Gather the tables of every sheet. Raises: BadInput (no workbook, damaged, too large)."""
    for number, sheet in enumerate(sheets_of(data, gathering), start=1):
        gathering.tables.extend(sheet_tables(sheet, number))


def sheets_of(data: bytes, gathering: Gathering) -> list[Sheet]:
    """Every sheet of a workbook. Raises: BadInput (no workbook, damaged, too large)."""
    parts = parts_of(data, gathering.field, _is_wanted)
    try:
        if "content.xml" in parts:
            return list(ods_sheets(parts["content.xml"], gathering))
        if "xl/workbook.xml" in parts:
            return list(_xlsx_sheets(parts, gathering))
    except Unreadable:
        raise damaged(gathering.field) from None
    raise BadInput.one("not_a_table_file", gathering.field, "", "tables_kinds")


def _is_wanted(name: str) -> bool:
    return name in (*WANTED, "content.xml", "xl/sharedStrings.xml") or (
        name.startswith("xl/worksheets/") and name.endswith(".xml")
    )


def _xlsx_sheets(parts: dict[str, bytes], gathering: Gathering) -> Iterator[Sheet]:
    scans = {name: scan_sheet(part, gathering) for name, part in parts.items() if name.startswith("xl/worksheets/")}
    places = sheet_parts(parts["xl/workbook.xml"], parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
    formats = formats_of(parts["xl/styles.xml"]) if "xl/styles.xml" in parts else []
    try:
        book = calamine.load_workbook(repacked(parts))
        for meta in book.sheets_metadata[:MOST_SHEETS]:
            sheet = book.get_sheet_by_name(meta.name)
            scan = scans.get(places.get(meta.name, ""), SheetScan())
            hidden = meta.visible != calamine.SheetVisibleEnum.Visible
            yield Sheet(meta.name, _rows(sheet, scan, formats, gathering), hidden)
    except BadInput:
        raise
    except (calamine.CalamineError, OSError, ValueError, OverflowError):
        raise Unreadable from None
    except BaseException as error:
        if type(error).__name__ == PANIC:
            raise Unreadable from None
        raise


def _rows(
    sheet: calamine.CalamineSheet, scan: SheetScan, formats: Sequence[str], gathering: Gathering
) -> list[list[Cell | None]]:
    if sheet.total_height * sheet.total_width > gathering.most_cells:
        raise gathering.too_many("too_many_cells", "tables_most_cells", gathering.most_cells)
    values = sheet.to_python(skip_empty_area=False)
    rows: list[list[Cell | None]] = [
        [_cell(value, scan.styles.get((row, column), 0), formats) for column, value in enumerate(line)]
        for row, line in enumerate(values)
    ]
    _put_formulas(rows, scan)
    gathering.count(sum(map(len, rows)))
    _merge(rows, sheet.merged_cell_ranges or [], gathering)
    return rows


def _put_formulas(rows: list[list[Cell | None]], scan: SheetScan) -> None:
    """A formula that was never worked out stands as it is written: no figure is known there."""
    for (row, column), formula in scan.formulas.items():
        rows += [[] for _ in range(row + 1 - len(rows))]
        rows[row] += [None] * (column + 1 - len(rows[row]))
        rows[row][column] = Cell(formula)


def _merge(
    rows: list[list[Cell | None]], ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]], gathering: Gathering
) -> None:
    """Merged cells are the same cell in each place that they cover, as far as the sheet reaches."""
    width = max(map(len, rows), default=0)
    for (top, left), (bottom, right) in ranges:
        if top >= len(rows) or left >= len(rows[top]) or rows[top][left] is None:
            continue
        bottom, right = min(bottom, len(rows) - 1), min(right, width - 1)
        gathering.count(max(bottom - top + 1, 0) * max(right - left + 1, 0))
        for row in rows[top : bottom + 1]:
            row += [None] * (right + 1 - len(row))
            row[left : right + 1] = [rows[top][left]] * (right + 1 - left)


def _cell(value: object, style: int, formats: Sequence[str]) -> Cell | None:
    """A value as its cell shows it; None for an empty cell."""
    if value == "" or value is None:
        return None
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return Cell(figure_text(value, formats[style] if style < len(formats) else ""))
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        day = value.date() if isinstance(value, datetime.datetime) else value
        return Cell(str(day), is_date=True)
    return Cell(printed_lines(str(value)))
