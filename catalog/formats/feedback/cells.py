"""One row of a shop's returns: what its cells say, or each field of it that is wrong, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from ...model.feedback import BadFeedbackRow, FaultyFeedbackRow, FeedbackField, FeedbackRow, FeedbackWord, Measured
from ...model.leg import Dimension, LegPoint
from ...model.measure_columns import PeopleColumn, number_in
from ...model.policy import Policy
from ...model.problem import BadInput
from ...model.quantities import Length, Mass
from ..rows.guarded import unguarded
from ..stock_feed.cells import check_whole
from .columns import BESIDE, KEYS, LONGEST_WORD, FeedbackColumns, FeedbackWords

FIT: Final = (FeedbackWord.TOO_TIGHT, FeedbackWord.TOO_LOOSE, FeedbackWord.OTHER, FeedbackWord.UNSAID)
ENDS: Final = (FeedbackWord.KEPT, FeedbackWord.RETURNED, FeedbackWord.EXCHANGED)
YES_NO: Final = (FeedbackWord.YES, FeedbackWord.NO)
WHOLE: Final = re.compile(r"([0-9]{1,9})(?:[.,]0{1,3})?")
GUARDS: Final = ("'", "=")
"""How a cell begins that a spreadsheet program was to leave alone."""
BLANK: Final = frozenset({"-", "--", "\N{EN DASH}", "\N{EM DASH}"})
"""What stands in a cell that says nothing."""
Fault = tuple[str, str]
"""A field and the reason for which it cannot be read."""


class RowPlace(Struct, frozen=True):
    """Where a row stands."""

    row: int
    sheet: str = ""


class RowReading:
    """One reading of a row: what was read so far, and what could not be."""

    def __init__(self, texts: Sequence[str], columns: FeedbackColumns, words: FeedbackWords, policy: Policy) -> None:
        self._texts, self._columns, self._words, self._policy = texts, columns, words, policy
        self.faults: list[Fault] = []
        self.unread_measures: list[str] = []

    def text(self, field: FeedbackField) -> str:
        """What stands in the column of a field; empty where nothing does, or there is no such column."""
        at = self._columns.fields.get(field)
        return "" if at is None else self._cell(at)

    def _cell(self, at: int) -> str:
        text = self._texts[at].strip() if at < len(self._texts) else ""
        text = unguarded(text) if text[:1] in GUARDS else text
        return "" if text in BLANK else text

    def keys(self) -> tuple[tuple[FeedbackField, str], ...]:
        """What names the product."""
        keys = tuple((field, text) for field in KEYS if (text := self.text(field)))
        if not keys:
            self.faults.append((FeedbackField.PRODUCT, "no_product"))
        for field, text in keys:
            try:
                check_whole(text)
            except BadInput:
                self.faults.append((field, "shortened_number"))
        return keys

    def outcome(self) -> FeedbackWord:
        """Whether the piece was kept, returned or exchanged; columns that contradict one another are a fault."""
        ends = {end for end in self._ends() if end is not None}
        if FeedbackWord.EXCHANGED in ends:
            ends.discard(FeedbackWord.RETURNED)
        if len(ends) > 1:
            self.faults.append((FeedbackField.OUTCOME, "contradiction"))
        elif not ends and not self.faults:
            self.faults.append((FeedbackField.OUTCOME, "no_outcome"))
        return next(iter(ends), FeedbackWord.RETURNED)

    def _ends(self) -> Iterator[FeedbackWord | None]:
        if text := self.text(FeedbackField.OUTCOME):
            end = self._meaning(text, ENDS)
            if end is None:
                self.faults.append((FeedbackField.OUTCOME, "unknown_outcome"))
            yield end
        returned, was_kept = self._answer(FeedbackField.RETURNED), self._answer(FeedbackField.KEPT)
        if returned is not None:
            yield FeedbackWord.RETURNED if returned else FeedbackWord.KEPT
        if was_kept is not None:
            yield FeedbackWord.KEPT if was_kept else FeedbackWord.RETURNED
        if self.text(FeedbackField.EXCHANGED_FOR):
            yield FeedbackWord.EXCHANGED

    def _answer(self, field: FeedbackField) -> bool | None:
        """Yes or no, or a number of pieces; None where the cell is empty."""
        if not (text := self.text(field)):
            return None
        word = self._meaning(text, YES_NO)
        if word is None and (number := WHOLE.fullmatch(text)) is not None:
            return int(number[1]) > 0
        if word is None:
            self.faults.append((field, "unknown_answer"))
        return word is FeedbackWord.YES

    def reasons(self) -> tuple[frozenset[FeedbackWord], str]:
        """The reasons that the row says, and the text of the first that no list of words has."""
        columns = ((FeedbackField.TOO_TIGHT, FeedbackWord.TOO_TIGHT), (FeedbackField.TOO_LOOSE, FeedbackWord.TOO_LOOSE))
        reasons = {word for field, word in columns if self._answer(field)}
        whole = self.text(FeedbackField.REASON)
        meaning = self._words.meaning(whole, FIT) if whole else FeedbackWord.UNSAID
        parts = [whole] if meaning is not None else [p.strip() for p in BESIDE.split(whole) if p.strip()]
        unread = ""
        for part in parts:
            word = self._meaning(part, FIT) if part else FeedbackWord.UNSAID
            reasons.add(word or FeedbackWord.OTHER)
            unread = unread or ("" if word else part[: LONGEST_WORD + 1])
        return frozenset(reasons - {FeedbackWord.UNSAID}), unread

    def _meaning(self, text: str, among: Sequence[FeedbackWord]) -> FeedbackWord | None:
        word = self._words.meaning(text, among)
        if word is not None or not WHOLE.fullmatch(text):
            self._words.note(text, word)
        return word

    def pieces(self) -> int:
        """How many pieces the row is about; more than one buyer has is a total, which is a fault."""
        text = self.text(FeedbackField.QUANTITY)
        number = WHOLE.fullmatch(text)
        if not text:
            return 1
        if number is None or not int(number[1]):
            self.faults.append((FeedbackField.QUANTITY, "not_a_whole_number"))
        elif int(number[1]) > self._policy.whole("feedback.most_pieces"):
            self.faults.append((FeedbackField.QUANTITY, "total"))
        return int(number[1]) if number else 1

    def measures(self) -> Measured:
        """The measures in store units; one that is no number with its unit, or that no leg has, is noted as unread."""
        measures: list[tuple[LegPoint, int]] = []
        for at, column in self._columns.measures:
            if not (text := self._cell(at)):
                continue
            name = f"{column.point.value}.{column.side}" if column.side else column.point.value
            value = stored_value(text, column)
            limits = self._policy.range_at(column.point, "possible")
            if value is None or (limits is not None and not limits[0] <= value <= limits[1]):
                self.unread_measures.append(name)
            else:
                measures.append((column.point, value))
        return tuple(measures)


def stored_value(text: str, column: PeopleColumn) -> int | None:
    """A measure in store units: a number in the unit of its column, or with a unit of its own; None where it is none.

    >>> calf = PeopleColumn("Wade", LegPoint.CALF, "cm")
    >>> [stored_value(t, calf) for t in ("36,5", "14 in", "about 36", "0")]
    [365000, 355600, None, None]
    """
    if (value := number_in(text, column)) is not None:
        return value
    try:
        match column.point.dimension:
            case Dimension.LENGTH:
                return Length.parse(text).um
            case Dimension.MASS:
                return Mass.parse(text).g
            case _:
                return None
    except BadInput:
        return None


def read_row(
    texts: Sequence[str], place: RowPlace, columns: FeedbackColumns, words: FeedbackWords, policy: Policy
) -> FeedbackRow | FaultyFeedbackRow:
    """What a row says, or every field of it that is wrong."""
    reading = RowReading(texts, columns, words, policy)
    keys, outcome, size = reading.keys(), reading.outcome(), reading.text(FeedbackField.SIZE)
    (reasons, unread), pieces, measures = reading.reasons(), reading.pieces(), reading.measures()
    if not size and keys and all(field is FeedbackField.PRODUCT for field, _ in keys):
        reading.faults.append((FeedbackField.SIZE, "no_size"))
    if reading.faults:
        return FaultyFeedbackRow(tuple(bad_rows(place, reading.faults)), keys, size)
    other, left = reading.text(FeedbackField.EXCHANGED_FOR), tuple(reading.unread_measures)
    return FeedbackRow(place.row, place.sheet, keys, size, outcome, reasons, unread, other, pieces, measures, left)


def bad_rows(place: RowPlace, faults: Iterable[Fault]) -> list[BadFeedbackRow]:
    """Each fault of a row once, in the order in which they were met."""
    return [BadFeedbackRow(place.row, str(field), reason, place.sheet) for field, reason in dict.fromkeys(faults)]
