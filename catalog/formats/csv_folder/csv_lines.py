"""The lines of one spreadsheet of a folder, as it was written or as another program has saved it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import BinaryIO, Final

from msgspec import Struct

from ..draft.problems import FieldPath
from ..rows.delimited import parted, report_parting, separator_of
from ..rows.guarded import unguarded
from ..rows.lines import RecordLines, text_lines
from ..rows.row import LONGEST_ROW
from ..rows.text_encoding import text_form
from ..size_table.cells import is_day
from .tables import CHARTS, ROW_FIELDS, CsvTable

BANDS: Final = frozenset(column.name for column in ROW_FIELDS[:-1])
"""Columns in which a day is what a spreadsheet program has made of a band or a size."""


class CsvLine(Struct, frozen=True):
    """The cells of a line by the names of their columns, and its place."""

    cells: Mapping[str, str]
    place: FieldPath

    def text(self, name: str) -> str:
        """What stands in a column; empty where nothing does."""
        return self.cells.get(name, "")

    def owner(self, name: str) -> str:
        """The id or number in a column that says whose line it is."""
        return unguarded(self.text(name)).strip()


def csv_lines(file: BinaryIO, table: CsvTable, place: FieldPath) -> Iterator[CsvLine]:
    """The lines of a spreadsheet below its names of columns; `place` is the file."""
    form = text_form(file, place)
    if form is None:
        return
    lines = RecordLines(text_lines(file, form, place))
    csv.field_size_limit(LONGEST_ROW)
    names: list[str] | None = None
    for number, record, error in parted(lines, _separator_of(lines)):
        here = place.to(f"line {number}")
        if error is not None:
            report_parting(error, here)
        elif names is None:
            names = _names(record, table, place)
        elif len(record) < len(names) and record and lines.is_open:
            here.report("cut_off", None, "rows_as_many_cells", "rows_whole_again", wanted=len(names))
        elif any(map(str.strip, record)):
            yield from _line(names, record, table, here)


def _separator_of(lines: RecordLines) -> str:
    """What parts the cells, by the first line, which is given once more."""
    lines.begin_record()
    first = next(islice(lines, 1), "")
    lines.put_back()
    return separator_of(first)


def _names(record: Sequence[str], table: CsvTable, place: FieldPath) -> list[str]:
    """The names of the columns; one that the file may not have is a problem, and so is one that stands twice."""
    names = [name.strip().casefold() for name in record]
    here = place.to("columns")
    for name in dict.fromkeys(name for name in names if name):
        if name not in table.names:
            here.unknown("unknown_column", name, "sheet_column_of_file", table.names)
        elif names.count(name) > 1:
            here.report("two_columns", name, "feed_one_column", "feed_keep_one")
    for name in table.owners:
        if name not in names and table is not CHARTS:
            here.to(name).missing("sheet_column_of_file")
    return names


def _line(names: Sequence[str], record: Sequence[str], table: CsvTable, here: FieldPath) -> Iterator[CsvLine]:
    """The line of a record; one with more cells than there are columns is a problem, and passed over."""
    if any(map(str.strip, record[len(names) :])):
        here.report("wrong_cells", len(record), "rows_as_many_cells", "rows_double_quotes", wanted=len(names))
        return
    cells = {name: cell for name, cell in zip(names, record, strict=False) if name and cell}
    for name in BANDS & cells.keys() if table is CHARTS else ():
        if is_day(cells[name].strip()):
            here.to(name).report("date", cells.pop(name), "sheet_no_date", "sheet_column_as_text")
    yield CsvLine(cells, here)
