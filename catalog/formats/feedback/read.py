"""The bytes of a shop's returns to rows: text parted by commas, semicolons or tabs, or the sheets of a workbook."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO, Final

from msgspec import Struct, field

from ...model.feedback import BadFeedbackRow, FaultyFeedbackRow, FeedbackRow
from ...model.policy import Policy
from ...model.problem import BadInput, Problem
from ..draft.problems import FieldPath, ProblemCollector
from ..rows.delimited import delimited_rows
from ..rows.read import is_no_table
from ..rows.text_encoding import text_form
from ..size_table.gathering import Gathering
from ..size_table.sheet import Sheet
from ..size_table.workbook import sheets_of
from .cells import RowPlace, bad_rows, read_row
from .columns import FeedbackColumns, FeedbackWords, columns_of, is_of_feedback, typed_names

ZIP: Final = b"PK\x03\x04"
LOOKED_AT: Final = 2_000
LARGEST_WORKBOOK: Final = 50_000_000
MOST_CELLS: Final = 4_000_000
MOST_ABOVE: Final = 30
"""Rows of a sheet in which the names of the columns are looked for."""
LINE: Final = re.compile(r"lines? ([0-9]+)")
Texts = tuple[RowPlace, Sequence[str], Sequence[str]]
"""Where a row stands, the names of the columns above it, and its cells."""


class FaultyLines(ProblemCollector):
    """Problems at lines become rows that are not counted; all others are of the file itself."""

    lines: list[int] = field(default_factory=list)

    def add(self, *problems: Problem) -> None:
        """More problems are noted."""
        for problem in problems:
            at = LINE.fullmatch(problem.field.rpartition(": ")[2])
            if at is None or problem.code in ("not_utf8", "row_too_long"):
                ProblemCollector.add(self, problem)
            else:
                self.lines.append(int(at[1]))

    def taken(self) -> list[int]:
        """The lines that were not read since this was asked last."""
        lines, self.lines = self.lines, []
        return sorted(set(lines))


class FeedbackReader(Struct, frozen=True):
    """How the rows of a file are read."""

    typed: tuple[str, ...]
    """Columns as a person typed them."""
    words: FeedbackWords
    policy: Policy

    def rows(
        self, stream: BinaryIO, name: str, tell: Callable[[FeedbackColumns], None] = lambda _: None
    ) -> Iterator[FeedbackRow | FaultyFeedbackRow | BadFeedbackRow]:
        """Every row, or what is wrong with it; `tell` gets the columns as soon as they are known.

        Raises: BadInput (the file is no table, or lacks a column).
        """
        faults = FaultyLines()
        place = FieldPath(faults, (name,))
        plans: dict[tuple[str, ...], FeedbackColumns] = {}
        for at, names, texts in self._texts(stream, place):
            broken = faults.taken()
            yield from _unreadable(broken)
            if at.row in broken:
                continue
            key = tuple(names)
            if key not in plans:
                plans[key] = columns_of(key, self.typed)
                tell(plans[key])
            yield read_row(texts, at, plans[key], self.words, self.policy)
        left = faults.taken()
        yield from _unreadable(left)
        if not (plans or left or faults.problems):
            place.report("empty_feed", None, "rows_one_row", "rows_look_at_export")
        if faults.problems:
            raise BadInput(faults.problems)

    def _texts(self, stream: BinaryIO, place: FieldPath) -> Iterator[Texts]:
        beginning = stream.read(LOOKED_AT)
        stream.seek(0)
        if beginning.startswith(ZIP):
            yield from self._of_workbook(stream, place)
        elif not is_no_table(beginning, beginning.decode("utf-8-sig", "replace").lstrip(), place, "feedback_formats"):
            yield from self._of_text(stream, place)

    def _of_text(self, stream: BinaryIO, place: FieldPath) -> Iterator[Texts]:
        form = text_form(stream, place)
        table = None if form is None else delimited_rows(stream, form, place, bool, is_name=self._is_name)
        if table is None:
            return
        columns_of(table.head or (), self.typed)
        for row in table.rows:
            yield RowPlace(row.line), row.names, row.texts

    def _is_name(self, text: str) -> bool:
        return is_of_feedback(text) or text in typed_names(self.typed)

    def _of_workbook(self, stream: BinaryIO, place: FieldPath) -> Iterator[Texts]:
        data = stream.read(LARGEST_WORKBOOK + 1)
        try:
            if len(data) > LARGEST_WORKBOOK:
                raise BadInput.one("file_too_large", "", "", "file_most_mb", most=LARGEST_WORKBOOK // 1_000_000)
            sheets = [sheet for sheet in sheets_of(data, Gathering("", MOST_CELLS)) if not sheet.hidden]
        except BadInput as bad:
            place.take(bad)
            return
        heads = [(sheet, self._head_of(sheet)) for sheet in sheets]
        most = max((count for _, (count, _) in heads), default=0)
        taken = [(sheet, at) for sheet, (count, at) in heads if count and 2 * count > most]
        if not taken:
            columns_of([], self.typed)
        for sheet, at in taken:
            yield from _rows_below(sheet, at, sheet.name if len(taken) > 1 else "")

    def _head_of(self, sheet: Sheet) -> tuple[int, int]:
        """How many names of columns the row with most of them has, and where it stands."""
        counts = [
            (sum(cell is not None and self._is_name(cell.text.strip()) for cell in row), -at)
            for at, row in enumerate(islice(sheet.rows, MOST_ABOVE))
        ]
        count, at = max(counts, default=(0, 0))
        return count, -at


def _unreadable(lines: Sequence[int]) -> Iterator[BadFeedbackRow]:
    """Lines that could not be parted into cells."""
    for line in lines:
        yield from bad_rows(RowPlace(line), [("", "unreadable")])


def _rows_below(sheet: Sheet, head: int, name: str) -> Iterator[Texts]:
    names = tuple("" if cell is None else cell.text.strip() for cell in sheet.rows[head])
    for number, cells in enumerate(sheet.rows[head + 1 :], start=head + 2):
        texts = ["" if cell is None else cell.text.strip() for cell in cells[: len(names)]]
        if any(texts) and tuple(texts) != names:
            yield RowPlace(number, name), names, [*texts, *[""] * (len(names) - len(texts))]
