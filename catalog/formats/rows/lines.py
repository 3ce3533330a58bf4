"""The lines of a text that is read as it comes, and can be gone back to as far as the record that is being read."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from io import TextIOWrapper
from typing import BinaryIO, Final

from ..draft.problems import FieldPath
from .text_encoding import TextForm

MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""The mark of the byte order, which says nothing inside a text."""
MARK_IN_WINDOWS: Final = "ï»¿"
"""The same mark where it stands, written in UTF-8, in a text of Windows-1252."""


def text_lines(file: BinaryIO, form: TextForm, place: FieldPath) -> Iterator[str]:
    """The lines of a file with their ends, from its beginning; the file stays open.

    Marks of the byte order are taken out wherever they stand, and so are zeros, which are a problem.
    """
    file.seek(0)
    text = TextIOWrapper(file, form.encoding, "replace" if form.is_cut else form.errors, newline="")
    try:
        # `yield from` would close the text, and the file with it, where the lines are not asked for to the end.
        for line in _without_signs(text, place) if form.has_signs else text:  # noqa: UP028
            yield line
    finally:
        if not file.closed:
            text.detach()


def _without_signs(text: TextIOWrapper, place: FieldPath) -> Iterator[str]:
    for number, line in enumerate(text, start=1):
        if "\0" in line:
            place.to(f"line {number}").report("zero_bytes", None, "rows_text_only", "rows_export_again")
        yield line.replace(MARK, "").replace(MARK_IN_WINDOWS, "").replace("\0", "")


class RecordLines:
    """Lines for `csv.reader`, which asks for one after the other until a record is whole."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.number = 0
        """How many lines were read so far."""
        self._lines, self._again, self._record = lines, deque[str](), list[str]()

    def __iter__(self) -> RecordLines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.number += 1
        self._record.append(line)
        return line

    def begin_record(self) -> int:
        """Forget the lines of the record before; the number of the line on which the next one begins comes back."""
        self._record.clear()
        return self.number + 1

    def go_back(self) -> int:
        """Give all lines of the record but its first one once more; how many these are comes back."""
        lines = self._record[1:]
        self._again.extendleft(reversed(lines))
        self.number -= len(lines)
        self._record.clear()
        return len(lines)

    def put_back(self) -> None:
        """Give all lines since the record began once more."""
        self._again.extendleft(reversed(self._record))
        self.number -= len(self._record)
        self._record.clear()

    def once_more(self) -> RecordLines:
        """These lines, from the first one of the record on."""
        self.put_back()
        return self

    @property
    def is_open(self) -> bool:
        """Whether the line that was read last has no end, so that it is the last of all."""
        return not self._record[-1].endswith(("\n", "\r"))
