"""Lines that were typed as a size chart without the place of the leg that they measure: whether it has to be asked."""

from __future__ import annotations

from typing import Final

from ..formats.size_table.typed import HEAD_ROW, PLACE_COLUMN, place_word
from ..model.leg import GIRTHS, LegPoint
from ..model.read_chart import ChartsRead

NO_PLACE: Final = "no_place"
PLACE_CELL: Final = (1, HEAD_ROW, PLACE_COLUMN)
"""Table, row and column of the head that a person corrects to name the place."""
PLACE_WORDS: Final = {point: place_word(point.value) for point in GIRTHS}
"""The girths that such lines may measure, and what the head has to say for each."""


def placeless(charts: ChartsRead) -> bool:
    """Whether nothing but sizes and their ranges was typed, so that the place of the leg has to be asked."""
    return not charts.charts and any(table.code == NO_PLACE for table in charts.tables_left_out)


def hinted_place(charts: ChartsRead) -> LegPoint | None:
    """The girth that a title above such lines names, which may be the one that they measure; None where none does."""
    facts = [dict(table.facts) for table in charts.tables_left_out if table.code == NO_PLACE]
    return next((LegPoint(str(fact["point"])) for fact in facts if "point" in fact), None)


def named_place(charts: ChartsRead) -> LegPoint | None:
    """The place that a person said such lines measure; None where a line on top names it, or nobody did."""
    texts = [c.text for c in charts.corrected if (c.table, c.row, c.column) == PLACE_CELL]
    return next((point for point, word in PLACE_WORDS.items() if word in texts), None)
