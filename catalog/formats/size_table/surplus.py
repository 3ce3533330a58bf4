"""Headings that do not say what stands below them: too few for the cells of a row, or one over several columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...model.read_chart import UnreadCell
from .grid import HeadedBlock, Spot, Spots
from .layout import Layout
from .settle import MeasuredChart


def give_up_surplus(block: HeadedBlock, draft: MeasuredChart, rows: Sequence[int]) -> None:
    """Leave every figure of a size unread that stands in a row, as printed, with a figure behind the last heading.

    `rows` are those of the layout that the chart is made of.
    """
    labels = draft.layout.labels
    surplus = list(_behind_headings(block, draft.layout))
    numbers = {spot.row for spot in surplus}
    for column in draft.columns if numbers else ():
        bands = [b for b in column.bands if any(s.row in numbers for s in b.spots) and labels[rows[b.row]]]
        column.give_up("more_cells", bands)
    if not _is_turned(draft.layout.rows):
        draft.loose += _without_heading(surplus, {draft.layout.rows[r][0].row: labels[r] for r in rows})


def _without_heading(surplus: Sequence[Spot], labels: Mapping[int, str]) -> Iterator[UnreadCell]:
    """The first figure of each column that has no heading, among rows with labels by their numbers."""
    firsts = {spot.column: spot for spot in reversed(surplus) if labels.get(spot.row)}
    for spot in firsts.values():
        yield UnreadCell(spot.row, spot.column, spot.text, "no_heading", labels[spot.row])


def spanned_columns(block: HeadedBlock) -> set[int]:
    """The columns, as printed, that have no heading of their own, but one that stands above another one too."""
    heads = [tuple(map(id, cells)) for cells in block.head_cells]
    return {spot.column for spot, head in zip(block.rows[0], heads, strict=True) if head and heads.count(head) > 1}


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
