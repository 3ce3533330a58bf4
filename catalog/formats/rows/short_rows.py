"""Rows without their last cells: where these are empty in sixteen rows, Excel leaves their separators out.

Microsoft's article 77295: "Column delimiters are missing in an Excel spreadsheet that is saved as text".
"""

from __future__ import annotations

from typing import Final

FEWEST_CELLS: Final = 10
"""Cells that parts of a text which commas part do not have line after line."""
Record = tuple[int, list[str]]
"""The line of a row, and its cells."""


class ShortRows:
    """A run of rows that all end before the same column. One alone may be a row that was cut, and is none."""

    def __init__(self, width: int) -> None:
        self._width = width
        """The cells of a whole row."""
        self._cells = 0
        """The cells of each row of the run; 0 outside of one."""
        self._first: Record | None = None
        """The first row, as long as there is no second one."""

    @property
    def is_empty(self) -> bool:
        """Whether the last row was a whole one."""
        return not self._cells

    def continues(self, record: list[str]) -> bool:
        """Whether a row ends where the one before it ended."""
        return len(record) == self._cells

    def take(self, line: int, record: list[str]) -> list[Record]:
        """The rows that are sure now, with the cells that they lack; the first of a run is sure with the second."""
        if not self.continues(record):
            self._cells, self._first = len(record), (line, record)
            return []
        before, self._first = self._first, None
        return [
            (at, [*cells, *[""] * (self._width - len(cells))]) for at, cells in filter(None, (before, (line, record)))
        ]

    def may_be(self, record: list[str]) -> bool:
        """Whether a row has so many cells that a run of its kind can be no text.

        >>> ShortRows(30).may_be([""] * 16), ShortRows(30).may_be([""] * 15), ShortRows(11).may_be([""] * 9)
        (True, False, False)
        """
        return FEWEST_CELLS <= len(record) < self._width < 2 * len(record)

    def end(self) -> Record | None:
        """End the run; a row comes back that stood alone."""
        alone, self._first, self._cells = self._first, None, 0
        return alone
