"""CSV and TSV: what parts the cells is found in the first line; quotes as RFC 4180 has them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, Final

from msgspec import Struct

from ..draft.problems import FieldPath
from .lines import RecordLines, text_lines
from .row import LONGEST_ROW, Keep, RowReader, TextRow
from .short_rows import ShortRows
from .text_encoding import TextForm

SEPARATORS: Final = ",;\t|"
NAMED: Final = re.compile(r'"?sep=(.)"?\r?\n?', re.I)
"""The line that Excel writes first to say what parts the cells."""
QUOTED: Final = re.compile(r'"[^"]*"')
PADDED: Final = r'(") +(?={0}|[\r\n]|$)|(^|{0}) +(?=")'
"""Blanks between a quote and what parts the cells, which goes into it."""
BEHIND_QUOTE: Final = "expected after"
OPEN_QUOTE: Final = "unexpected end of data"
TOO_LONG: Final = "field larger than"
MOST_LINES_ABOVE: Final = 30
"""Lines in which the names of the columns are looked for; others say above them what the table is."""
Parted = tuple[int, list[str], csv.Error | None]
"""The line on which a record begins and its cells; or none, and why the text could not be parted."""


class TableHead(Struct, frozen=True):
    """The names of the columns of a table, and which of them are wanted."""

    names: tuple[str, ...]
    """As many as there are cells in a row."""
    wanted: tuple[str, ...]
    places: tuple[int, ...]
    starts: frozenset[str]
    """How a record may begin that has names of columns, too."""

    @classmethod
    def of(cls, record: list[str], keep: Keep) -> TableHead:
        """The names that stand in a record."""
        names = tuple(name.strip() for name in record)
        wanted = [(at, name) for at, name in enumerate(names) if name and keep(name)]
        return cls(
            names, tuple(name for _, name in wanted), tuple(at for at, _ in wanted), frozenset((*record, *names))
        )

    def is_again(self, record: list[str]) -> bool:
        """Whether a record has names of columns, as where a second file was joined to the first one."""
        cells = [cell.strip() for cell in record if cell and not cell.isspace()]
        names = set(self.names)
        return len(cells) > 1 and 2 * sum(cell in names for cell in cells) >= len(cells)

    def texts(self, record: list[str]) -> list[str]:
        """The wanted cells of a record, without blanks at their ends."""
        if len(self.places) == len(self.names):
            return list(map(str.strip, record if len(record) == len(self.names) else record[: len(self.names)]))
        return [record[at].strip() for at in self.places]


def delimited_rows(
    file: BinaryIO, form: TextForm, place: FieldPath, keep: Keep, separator: str = "", is_name: Keep | None = None
) -> RowReader | None:
    """The rows below the names of the columns; what is no row of as many cells is a problem, and passed over.

    They are read as they are asked for. `is_name` says whether a text is the name of a column, by which the names are
    found below lines that say something else; without it `keep` does.
    """
    lines = RecordLines(text_lines(file, form, place))
    csv.field_size_limit(LONGEST_ROW)
    records = parted(lines, go_to_head(lines, is_name or keep, separator))
    head = _head(records, place, keep)
    if head is None:
        return None
    return RowReader(head.wanted, TableReading(head, keep, place, lines, form).rows(records))


def _head(records: Iterator[Parted], place: FieldPath, keep: Keep) -> TableHead | None:
    """The names of the columns; None and a problem where there are none."""
    first, record, error = next(records, (1, [], None))
    if error is not None:
        report_parting(error, place.to(f"line {first}"), is_last=True)
    head = TableHead.of(record, keep)
    if any(head.names):
        return head
    place.report("empty_feed", None, "rows_one_row", "rows_look_at_export")
    return None


def go_to_head(lines: RecordLines, is_name: Keep, separator: str = "") -> str:
    """Pass over the lines above the names of the columns; what parts the cells comes back.

    These are the first line with two names, else with one, else the first line with a text.
    """
    lines.begin_record()
    best, above, parts = 0, 0, separator or ","
    for at, line in enumerate(list(islice(lines, MOST_LINES_ABOVE))):
        if named := NAMED.fullmatch(line):
            separator = named[1]
            continue
        by = separator or separator_of(line)
        if (likely := _likely_head(cells_of(line, by), is_name)) > best:
            best, above, parts = likely, at, by
    lines.put_back()
    for _ in islice(lines, above):
        pass
    return parts


def _likely_head(cells: list[str], is_name: Keep) -> int:
    """How likely it is that some cells are the names of the columns, from 0 (they are empty) to 3."""
    return min(sum(map(is_name, filter(None, cells))), 2) + 1 if any(cells) else 0


def cells_of(line: str, separator: str) -> list[str]:
    """The cells of a line without blanks at their ends; a line that is too long for a row has none."""
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=separator), [])]
    except csv.Error:
        return []


def separator_of(line: str) -> str:
    """What parts the cells of a line: the character that stands there most outside of quotes.

    >>> separator_of('"GTIN, UPC, EAN, or ISBN";SKU')
    ';'
    """
    bare = QUOTED.sub("", line)
    return max(SEPARATORS, key=bare.count)


def parted(lines: RecordLines, separator: str) -> Iterator[Parted]:
    """Each record with the line on which it begins; where the text cannot be parted, no cells and why.

    Behind that it is read from the next line on: a quote that was never closed must not swallow other rows.
    """
    records = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        first = lines.begin_record()
        try:
            yield first, next(records), None
        except StopIteration:
            return
        except csv.Error as error:
            if BEHIND_QUOTE in str(error) and (record := _unpadded(lines, separator)) is not None:
                yield first, record, None
                continue
            yield first, [], error
            lines.go_back()


def _unpadded(lines: RecordLines, separator: str) -> list[str] | None:
    """The cells of a record if all that is wrong with it are blanks beside quotes, as in cells set out in columns.

    >>> lines = RecordLines(iter(['"Run, Sock"  , "S"']))
    >>> next(lines), _unpadded(lines, ",")
    ('"Run, Sock"  , "S"', ['Run, Sock', 'S'])
    """
    padded = re.compile(PADDED.format(re.escape(separator)))
    plain = (padded.sub(lambda match: match[1] or match[2], line) for line in lines.once_more())
    try:
        return next(csv.reader(plain, delimiter=separator, strict=True), None)
    except csv.Error:
        return None


class TableReading:
    """One reading of the rows below a head, which reports what is no row."""

    def __init__(self, head: TableHead, keep: Keep, place: FieldPath, lines: RecordLines, form: TextForm) -> None:
        self._keep, self._place, self._lines, self._form = keep, place, lines, form
        self._begin(head)
        self._error: csv.Error | None = None
        """Why the text could not be parted; set until a row is whole again, or `_until` was read."""
        self._since = self._until = 0
        """The lines on which that record begins and ends."""

    def _begin(self, head: TableHead) -> None:
        """Read rows below another head. No row is plain where the last one may be cut off."""
        self._head, self._starts = head, head.starts
        self._plain_width = len(head.names) if self._form.is_ended else -1
        self._short = ShortRows(len(head.names))

    def rows(self, records: Iterator[Parted]) -> Iterator[TextRow]:
        """The rows with as many cells as the head; empty lines, and empty cells beyond the last, say nothing."""
        for line, record, error in records:
            if len(record) == self._plain_width and self._is_plain and record[0] not in self._starts:
                yield TextRow(line, self._head.wanted, self._head.texts(record))  # what nearly all rows are, first
                continue
            if self._is_of_run(record):
                yield from self._run(line, record)
                continue
            self._end_run()
            if error is not None:
                self._doubt(line, error)
            elif self._is_head(record):
                self._settle(line)
                self._begin(TableHead.of(record, self._keep))
            elif self._fits(record):
                self._settle(line)
                yield from self._row(line, record)
            elif any(map(str.strip, record)):
                self._report_cells(line, len(record))
        self._end_run()
        self._settle(self._lines.number + 1)

    @property
    def _is_plain(self) -> bool:
        """Whether nothing is left of the rows before."""
        return self._error is None and self._short.is_empty

    def _is_head(self, record: list[str]) -> bool:
        return bool(record) and record[0].strip() in self._starts and self._head.is_again(record)

    def _is_of_run(self, record: list[str]) -> bool:
        """Whether a row may be one of several that all lack the same last cells."""
        if self._error is not None or not self._short.may_be(record) or self._is_head(record):
            return False
        return self._form.is_ended or not self._lines.is_open

    def _run(self, line: int, record: list[str]) -> Iterator[TextRow]:
        if not self._short.continues(record):
            self._end_run()
        for at, cells in self._short.take(line, record):
            yield TextRow(at, self._head.wanted, self._head.texts(cells))

    def _end_run(self) -> None:
        if (alone := self._short.end()) is not None:
            self._report_cells(alone[0], len(alone[1]))

    def _row(self, line: int, record: list[str]) -> tuple[TextRow, ...]:
        """The row of a record; none where the text ends inside one of its characters."""
        is_open = not self._form.is_ended and self._lines.is_open
        if is_open and self._form.is_cut:
            self._place.to(f"line {line}").report("cut_off", None, "rows_ended_text", "rows_whole_again")
            return ()
        return (TextRow(line, self._head.wanted, self._head.texts(record), (), is_open),)

    def _fits(self, record: list[str]) -> bool:
        width = len(self._head.names)
        return len(record) == width or (len(record) > width and not any(map(str.strip, record[width:])))

    def _report_cells(self, line: int, cells: int) -> None:
        """A row of too few or too many cells is a problem, but not where it is a part of one that was not parted."""
        if self._error is not None and line <= self._until:
            return
        self._settle(line)
        wanted = len(self._head.names)
        hint = "rows_whole_again" if cells < wanted else "rows_double_quotes"
        self._place.to(f"line {line}").report("wrong_cells", cells, "rows_as_many_cells", hint, wanted=wanted)

    def _doubt(self, line: int, error: csv.Error) -> None:
        if self._error is None or line > self._until:
            self._settle(line)
            self._error, self._since, self._until = error, line, self._lines.number

    def _settle(self, line: int) -> None:
        """The problem of a record that was not parted is reported with the lines that were passed over for it."""
        if self._error is None:
            return
        last = min(self._until, line - 1)
        is_last = line > self._until
        lines = f"line {self._since}" if last <= self._since else f"lines {self._since}-{last}"
        report_parting(self._error, self._place.to(lines), is_last=is_last)
        self._error = None


def report_parting(error: csv.Error, here: FieldPath, *, is_last: bool = True) -> None:
    """Report why a text cannot be parted into cells; `is_last` says that no row stands behind it."""
    if str(error).startswith(OPEN_QUOTE) and is_last:
        here.report("cut_off", None, "rows_closed_quote", "rows_whole_again")
    elif str(error).startswith(TOO_LONG):
        here.report("row_too_long", None, "rows_longest", "rows_unclosed", most=LONGEST_ROW)
    else:
        expected = "rows_closed_quote" if str(error).startswith(OPEN_QUOTE) else "rows_quotes"
        here.report("bad_quote", None, expected, "rows_double_quotes")
