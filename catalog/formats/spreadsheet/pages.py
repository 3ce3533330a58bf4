"""The bytes of a spreadsheet to its pages: the lines of a text, or of each sheet of a workbook."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO, Final

from msgspec import Struct

from ...model.problem import BadInput
from ..draft.problems import FieldPath, ProblemCollector
from ..rows.delimited import NAMED, SEPARATORS, Parted, parted, report_parting
from ..rows.guarded import unguarded
from ..rows.lines import RecordLines, text_lines
from ..rows.row import LONGEST_ROW
from ..rows.text_encoding import TextForm, text_form
from ..size_table.gathering import Gathering
from ..size_table.sheet import Sheet
from ..size_table.tables import Cell
from ..size_table.workbook import sheets_of
from .columns import head_of

ZIP: Final = b"PK\x03\x04"
LARGEST_WORKBOOK: Final = 50_000_000
MOST_CELLS: Final = 2_000_000
LOOKED_AT: Final = 40
"""Lines in which heads are looked for, to see what parts the cells."""
RANGE: Final = re.compile(r"[0-9] ?[-\u2010-\u2015\u2212] ?[0-9]")
Cells = Sequence[Cell | None]


class SheetLine(Struct, frozen=True, gc=False):
    """One line that prints anything, and its number from 1."""

    number: int
    cells: Cells
    behind_gap: bool = False
    """Whether an empty line stands above it."""

    def text(self, at: int) -> str:
        """What stands in a column; empty where nothing does."""
        cell = self.cells[at] if at < len(self.cells) else None
        return "" if cell is None else cell.text

    @property
    def texts(self) -> list[str]:
        """What stands in each column."""
        return ["" if cell is None else cell.text for cell in self.cells]

    @property
    def width(self) -> int:
        """How many different cells print anything; one that spans several columns counts once."""
        return len({id(cell) for cell in self.cells if cell is not None and cell.text})


class SheetPage(Struct, frozen=True):
    """A sheet, or the whole of a text."""

    number: int
    name: str
    """Empty for a text."""
    place: FieldPath
    """Where its lines are counted: the file, and the sheet where there are several."""
    prefix: str
    """What stands before the number of a line where a record names its place: the sheet, where there are several."""
    lines: Callable[[], Iterator[SheetLine]]
    """Its lines from the first on, whenever it is called; what is wrong with the text is reported the first time."""


def pages_of(stream: BinaryIO, place: FieldPath, charset: str = "") -> list[SheetPage]:
    """The pages of a spreadsheet; none, and a problem, where the bytes are no spreadsheet."""
    beginning = stream.read(len(ZIP))
    stream.seek(0)
    if beginning == ZIP:
        return _workbook_pages(stream, place)
    form = text_form(stream, place, charset)
    return [] if form is None else [_text_page(stream, form, place)]


def _workbook_pages(stream: BinaryIO, place: FieldPath) -> list[SheetPage]:
    data = stream.read(LARGEST_WORKBOOK + 1)
    try:
        if len(data) > LARGEST_WORKBOOK:
            raise BadInput.one("file_too_large", "", "", "file_most_mb", most=LARGEST_WORKBOOK // 1_000_000)
        sheets = [sheet for sheet in sheets_of(data, Gathering("", MOST_CELLS)) if not sheet.hidden]
    except BadInput as bad:
        place.take(bad)
        return []
    several = len([sheet for sheet in sheets if sheet.rows]) > 1
    return [_sheet_page(sheet, at, place, several=several) for at, sheet in enumerate(sheets, start=1)]


def _sheet_page(sheet: Sheet, number: int, place: FieldPath, *, several: bool) -> SheetPage:
    where, prefix = (place.to(f"sheet {sheet.name}"), f"sheet {sheet.name}: ") if several else (place, "")
    return SheetPage(number, sheet.name, where, prefix, lambda: _filled(enumerate(sheet.rows, start=1)))


def _filled(rows: Iterator[tuple[int, Cells]] | enumerate[list[Cell | None]]) -> Iterator[SheetLine]:
    """The rows that print anything."""
    gap = False
    for number, cells in rows:
        if any(cell is not None and cell.text for cell in cells):
            yield SheetLine(number, cells, gap)
            gap = False
        else:
            gap = True


def _text_page(stream: BinaryIO, form: TextForm, place: FieldPath) -> SheetPage:
    silent = FieldPath(ProblemCollector(), place.path)
    separator, first = _separator_of(list(islice(text_lines(stream, form, silent), LOOKED_AT)))
    places = [place]

    def lines() -> Iterator[SheetLine]:
        here = places.pop() if places else silent
        return _text_lines(RecordLines(text_lines(stream, form, here)), separator, first, here, is_closed=form.is_ended)

    return SheetPage(1, "", place, "", lines)


def _separator_of(beginning: Sequence[str]) -> tuple[str, int]:
    """What parts the cells, the sign by which most heads can be told, and the number of the line to begin with."""
    if beginning and (named := NAMED.fullmatch(beginning[0])):
        return named[1], 2
    csv.field_size_limit(LONGEST_ROW)
    return max(SEPARATORS, key=lambda separator: _worth(beginning, separator)), 1


def _worth(lines: Sequence[str], separator: str) -> tuple[int, int]:
    """How many heads a row has if cells are parted so, and how often the sign stands there."""
    heads = 0
    try:
        for record in csv.reader(lines, delimiter=separator):
            head = head_of([cell.strip() for cell in record])
            own = 0 if head is None else sum(map(len, head.fields.values())) + len(head.measures)
            heads = max(heads, own)
    except csv.Error:
        return heads, 0
    return heads, sum(line.count(separator) for line in lines)


def _text_lines(
    lines: RecordLines, separator: str, first: int, place: FieldPath, *, is_closed: bool
) -> Iterator[SheetLine]:
    """The lines of a text; the last one is a problem where the text ends before its cells do."""
    csv.field_size_limit(LONGEST_ROW)
    for _ in islice(lines, first - 1):
        pass
    ends, before = _LineEnds(), None
    for line in _filled((number, _cells(record)) for number, record in _sound(parted(lines, separator), place)):
        if before is not None:
            ends.see(before)
            yield before
        before = line
    if before is not None and (is_closed or not ends.lack(before)):
        yield before
    elif before is not None:
        here = place.to(f"line {before.number}")
        here.report("cut_off", None, "rows_as_many_cells", "rows_whole_again", wanted=ends.width)


def _sound(records: Iterator[Parted], place: FieldPath) -> Iterator[tuple[int, list[str]]]:
    """The records that could be parted; the others are problems."""
    for number, record, error in records:
        if error is None:
            yield number, record
        else:
            report_parting(error, place.to(f"line {number}"))


class _LineEnds:
    """How the lines of a text end, to see whether its last one was cut."""

    def __init__(self) -> None:
        self.width = 0
        """The most cells of a line."""
        self._shortest = 0
        """Letters of the shortest range in the last column; 0 where other things stand there too."""

    def see(self, line: SheetLine) -> None:
        """Look at one more whole line."""
        if len(line.cells) > self.width:
            self.width, self._shortest = len(line.cells), 0
        elif text := line.text(self.width - 1):
            self._shortest = min(self._shortest or LONGEST_ROW, len(text)) if RANGE.search(text) else 0

    def lack(self, line: SheetLine) -> bool:
        """Whether something is missing at the end of a line: cells, or a part of the range in the last of them."""
        if line.width > 1 and 1 < len(line.cells) < self.width:
            return True
        return len(line.cells) == self.width and len(line.text(self.width - 1)) < self._shortest


def _cells(record: Sequence[str]) -> list[Cell | None]:
    return [Cell(text) if (text := unguarded(cell.strip())) else None for cell in record]
