"""The content of an ODS to sheets: text as the cells show it, repeated and covered cells at their places."""

from __future__ import annotations

from collections.abc import Iterator

from .gathering import Gathering
from .packed import local, read_xml
from .printed import printed_lines
from .sheet import Sheet
from .tables import MOST_COLUMNS, Cell

UNSEEN = frozenset({"annotation", "tracked-changes", "note", "ruby-text"})
"""Elements whose text is no text of a cell."""


def ods_sheets(content: bytes, gathering: Gathering) -> Iterator[Sheet]:
    """Every sheet. Raises: BadInput (too many cells), Unreadable."""
    reading = _Ods(gathering)
    read_xml(content, reading.begins, reading.ends, reading.says)
    yield from reading.sheets


class _Ods:
    """What expat calls for each element of a content.xml."""

    def __init__(self, gathering: Gathering) -> None:
        self.sheets: list[Sheet] = []
        self._gathering = gathering
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._rows: list[list[Cell | None]] = []
        self._row: dict[int, Cell] = {}
        self._column = 0
        self._spans: list[tuple[int, int, int, int, Cell]] = []
        self._row_repeats = self._cell_repeats = self._columns = self._down = 1
        self._texts: list[str] | None = None
        self._value, self._is_date, self._unseen, self._row_at, self._depth = "", False, 0, 0, 0

    def begins(self, name: str, found_attributes: dict[str, str]) -> None:
        """An element begins."""
        name = local(name)
        attributes = {local(key): value for key, value in found_attributes.items()}
        if name in UNSEEN or self._unseen:
            self._unseen += 1
        elif name == "style":
            self._style = attributes.get("name", "")
        elif name == "table-properties" and attributes.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "table":
            self._depth += 1
            if self._depth == 1:
                hidden = attributes.get("style-name", "") in self._hidden_styles
                self.sheets.append(Sheet(attributes.get("name", ""), [], hidden))
                self._rows, self._spans, self._row_at = self.sheets[-1].rows, [], 0
        elif name == "table-row":
            self._row, self._column = {}, 0
            self._row_repeats = _count(attributes.get("number-rows-repeated"))
        elif name in ("table-cell", "covered-table-cell"):
            self._begin_cell(attributes)
        elif self._texts is not None:
            self._texts.append(_blank(name, attributes))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._cell_repeats = _count(attributes.get("number-columns-repeated"))
        self._columns = _count(attributes.get("number-columns-spanned"))
        self._down = _count(attributes.get("number-rows-spanned"))
        self._is_date = attributes.get("value-type") in ("date", "time")
        self._value = attributes.get("date-value") or attributes.get("time-value") or attributes.get("value", "")
        if not self._value and "formula" in attributes:
            self._value = "=" + attributes["formula"].partition("=")[2]
        self._texts = []

    def says(self, text: str) -> None:
        """Text stands somewhere."""
        if self._texts is not None and not self._unseen:
            self._texts.append(text.replace("\n", " "))

    def ends(self, name: str) -> None:
        """An element ends."""
        name = local(name)
        if self._unseen:
            self._unseen -= 1
        elif name == "p" and self._texts is not None:
            self._texts.append("\n")
        elif name in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif name == "table-row":
            self._end_row()
        elif name == "table":
            self._depth -= 1
            if self._depth == 0:
                self._spread()

    def _end_cell(self) -> None:
        text = printed_lines("".join(self._texts or ()))
        if self._is_date or not text:
            text = self._value
        if text:
            cell = Cell(text, is_date=self._is_date)
            if self._column + self._cell_repeats > MOST_COLUMNS:
                raise self._gathering.too_many("too_many_columns", "tables_most_columns", MOST_COLUMNS)
            for column in range(self._column, self._column + self._cell_repeats):
                self._row[column] = cell
            if self._columns > 1 or self._down > 1:
                self._spans.append((self._row_at, self._column, self._down, self._columns, cell))
        self._column += self._cell_repeats
        self._texts = None

    def _end_row(self) -> None:
        """A row is over: as often as it is repeated, or passed over where it is empty."""
        if self._row:
            width = max(self._row) + 1
            empty = self._row_at - len(self._rows)
            self._gathering.count(width * self._row_repeats + empty)
            self._rows += [[] for _ in range(empty)]
            self._rows += [[self._row.get(column) for column in range(width)] for _ in range(self._row_repeats)]
        self._row_at += self._row_repeats

    def _spread(self) -> None:
        """Cells that span others stand in each of their places, as far as the sheet reaches."""
        width = max(map(len, self._rows), default=0)
        for top, left, down, columns, cell in self._spans:
            bottom, right = min(top + down, len(self._rows)), min(left + columns, width)
            self._gathering.count((bottom - top) * (right - left))
            for row in self._rows[top:bottom]:
                row += [None] * (right - len(row))
                row[left:right] = [cell] * (right - left)


def _count(text: str | None) -> int:
    """How often something is repeated, from 1."""
    return max(int(text), 1) if text and text.isdecimal() and len(text) < 9 else 1


def _blank(name: str, attributes: dict[str, str]) -> str:
    """What an element inside of a cell shows by itself."""
    return {"s": " " * min(_count(attributes.get("c")), 20), "line-break": "\n", "tab": " "}.get(name, "")
