"""One row of a table as text, whatever the table was written in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final

from msgspec import Struct

LONGEST_ROW: Final = 1_000_000
"""Characters of one row; a longer one is no row of a shop, but a quote or a tag that was never closed."""
Keep = Callable[[str], bool]
"""Whether a column of some name is wanted; the cells of all others are passed over."""


class TableKind(StrEnum):
    """What a table is written in."""

    CSV = "csv"
    TSV = "tsv"
    XML = "xml"
    JSONL = "jsonl"


class TextRow(Struct, frozen=True, gc=False):
    """The cells of a row, without blanks at their ends, beside the names of their columns; the line where it begins."""

    line: int
    names: tuple[str, ...]
    texts: Sequence[str]
    repeated: tuple[str, ...] = ()
    """Columns that stand in this row more than once with different texts."""
    is_open: bool = False
    """Whether the text ends right behind the last cell, without the end of a line, so that the cell may be cut off."""

    @property
    def cells(self) -> Mapping[str, str]:
        """The cells by the names of their columns; the last of several with one name."""
        return dict(zip(self.names, self.texts, strict=True))


class RowReader(Struct, frozen=True):
    """The names of the columns that are wanted, as the first line has them, and the rows one after the other.

    Objects and XML have no first line: there the names come with each row. A name stands twice where two columns have
    it. What is wrong with the table is reported while the rows are read.
    """

    head: tuple[str, ...] | None
    rows: Iterator[TextRow]
    counted: str = "line"
    """What the number of a row counts: lines of a text, or rows of a list."""
