"""A table that is read twice, so that what belongs together is known before it is taken."""

from __future__ import annotations

from collections.abc import Iterator
from os import SEEK_END
from typing import BinaryIO, Final

from ..draft.problems import FieldPath
from .delimited import delimited_rows
from .row import Keep, RowReader, TextRow
from .text_encoding import TextForm

LARGEST_HELD: Final = 16_000_000
MOST_CELLS_HELD: Final = 2_500_000
"""Bytes and cells of a table that stays in memory between two readings, where it takes 200 MB at most, mostly 50."""


class TwiceReadTable:
    """A table whose rows are read twice. Those of a small one without problems stay in memory in between.

    That saves a quarter of the time that its reader takes.
    """

    def __init__(self, file: BinaryIO, form: TextForm, is_name: Keep) -> None:
        self._file, self._form, self._is_name = file, form, is_name
        self._is_small = file.seek(0, SEEK_END) <= LARGEST_HELD
        self._held: RowReader | None = None

    def rows(self, place: FieldPath) -> RowReader | None:
        """The rows with all their columns; None and a problem where there are no names of columns."""
        reader, self._held = self._held, None
        if reader is not None:
            return reader
        problems = place.collector.count
        reader = delimited_rows(self._file, self._form, place, lambda _: True, is_name=self._is_name)
        return RowReader(reader.head, self._holding(reader, place, problems)) if reader and self._is_small else reader

    def _holding(self, reader: RowReader, place: FieldPath, problems: int) -> Iterator[TextRow]:
        """The rows, which are held once all of them were given, unless there are many cells or new problems."""
        rows: list[TextRow] = []
        left = MOST_CELLS_HELD
        for row in reader.rows:
            left -= len(row.texts)
            if left >= 0:
                rows.append(row)
            elif rows:
                rows = []
            yield row
        if left >= 0 and place.collector.count == problems:
            self._held = RowReader(reader.head, iter(rows))
