"""Rows with more cells than there are headings: of their figures nobody can say which one is at which place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .grid import HeadedBlock, Spot, Spots
from .layout import Layout
from .settle import MeasuredChart


def give_up_surplus(block: HeadedBlock, draft: MeasuredChart, rows: Sequence[int]) -> None:
    """Leave every figure of a size unread that stands in a row, as printed, with a figure behind the last heading.

    `rows` are those of the layout that the chart is made of.
    """
    labels = draft.layout.labels
    numbers = {spot.row for spot in _behind_headings(block, draft.layout)}
    for column in draft.columns if numbers else ():
        bands = [b for b in column.bands if any(s.row in numbers for s in b.spots) and labels[rows[b.row]]]
        column.give_up("more_cells", bands)


def _behind_headings(block: HeadedBlock, layout: Layout) -> Iterator[Spot]:
    """The cells with a figure behind the last heading; where sizes are columns, the headings are the sizes."""
    if not _is_turned(layout.rows):
        yield from (spot for row in layout.rows for spot in row[block.headed :] if _has_figure(spot))
        return
    for row in reversed(layout.rows):
        if row[layout.size].cell is not None:
            return
        yield from filter(_has_figure, row)


def _is_turned(rows: Spots) -> bool:
    """Whether the rows of a block are columns as printed."""
    return len(rows[0]) > 1 and rows[0][0].row != rows[0][1].row


def _has_figure(spot: Spot) -> bool:
    return any(map(str.isdigit, spot.text))
