"""The bytes of a spreadsheet to its pages: the lines of a text, or of each sheet of a workbook."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO, Final

from msgspec import Struct

from ...model.problem import BadInput
from ..draft.problems import FieldPath, ProblemCollector
from ..rows.delimited import NAMED, SEPARATORS, numbered
from ..rows.guarded import unguarded
from ..rows.row import LONGEST_ROW
from ..rows.text_encoding import encoding_of
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
MARK: Final = "\ufeff"
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
    data = stream.read()
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        place.report("empty_feed", None, "rows_one_row", "rows_look_at_export")
        return []
    encoding = encoding_of(data, place, charset)
    return [] if encoding is None else [_text_page(data, encoding, place)]


def _workbook_pages(stream: BinaryIO, place: FieldPath) -> list[SheetPage]:
    data = stream.read(LARGEST_WORKBOOK + 1)
    try:
        if len(data) > LARGEST_WORKBOOK:
            raise BadInput.one("file_too_large", "", None, "file_most_mb", most=LARGEST_WORKBOOK // 1_000_000)
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


def _text_page(data: bytes, encoding: str, place: FieldPath) -> SheetPage:
    separator, first = _separator_of(_text(data, encoding))
    is_closed = data.rstrip(b"\x00").endswith((b"\n", b"\r"))
    silent = FieldPath(ProblemCollector(), place.path)
    places = [place]

    def lines() -> Iterator[SheetLine]:
        here = places.pop() if places else silent
        return _text_lines(_text(data, encoding), separator, first, here, is_closed=is_closed)

    return SheetPage(1, "", place, "", lines)


def _text(data: bytes, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding, newline="")


def _separator_of(text: io.TextIOWrapper) -> tuple[str, int]:
    """What parts the cells, the sign by which most heads can be told, and the number of the line to begin with."""
    first = text.readline(LONGEST_ROW)
    if named := NAMED.fullmatch(first.lstrip(MARK)):
        return named[1], 2
    text.seek(0)
    beginning = [line.replace("\x00", "") for line in islice(iter(lambda: text.readline(LONGEST_ROW), ""), LOOKED_AT)]
    return max(SEPARATORS, key=lambda separator: _worth(beginning, separator)), 1


def _worth(lines: Sequence[str], separator: str) -> tuple[int, int]:
    """How many heads a row has if cells are parted so, and how often the sign stands there."""
    csv.field_size_limit(LONGEST_ROW)
    heads = 0
    try:
        for record in csv.reader(lines, delimiter=separator):
            head = head_of([cell.replace(MARK, "").strip() for cell in record])
            own = 0 if head is None else sum(map(len, head.fields.values())) + len(head.measures)
            heads = max(heads, own)
    except csv.Error:
        return heads, 0
    return heads, sum(line.count(separator) for line in lines)


def _text_lines(
    text: io.TextIOWrapper, separator: str, first: int, place: FieldPath, *, is_closed: bool
) -> Iterator[SheetLine]:
    """The lines of a text; the last one is a problem where the text ends before its cells do."""
    csv.field_size_limit(LONGEST_ROW)
    for _ in range(first - 1):
        text.readline(LONGEST_ROW)
    records = csv.reader((line.replace("\x00", "") for line in text), delimiter=separator, strict=True)
    ends, before = _LineEnds(), None
    for line in _filled((number, _cells(record)) for number, record in numbered(records, place, first)):
        if before is not None:
            ends.see(before)
            yield before
        before = line
    if before is not None and (is_closed or not ends.lack(before)):
        yield before
    elif before is not None:
        here = place.to(f"line {before.number}")
        here.report("cut_off", None, "rows_as_many_cells", "rows_whole_again", wanted=ends.width)


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
    return [Cell(text) if (text := unguarded(cell.replace(MARK, "").strip())) else None for cell in record]
