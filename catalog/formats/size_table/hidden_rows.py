"""Rows that a page hides, as behind a button for more: not read, but named, for one may be the size of a leg."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final

from msgspec.structs import replace

from ...model.leg import LegPoint
from ...model.read_chart import UnreadCell
from .cells import PLACEHOLDER
from .grid import HeadedBlock, Spot, TablePart
from .labels import is_size_label
from .layout import Layout
from .shoe import shoe_point
from .tables import UnseenRow

CODE: Final = "hidden_row"


def by_part(parts: Sequence[TablePart], unseen: Sequence[UnseenRow]) -> list[list[UnseenRow]]:
    """The hidden rows of each part of a table: of the last one that begins above them."""
    if not unseen:
        return [[] for _ in parts]
    ends = [0, *accumulate((max(row[0].row for row in part.rows) for part in parts), max)]
    starts = [min(row[0].row for row in p.rows if row[0].row > end) for p, end in zip(parts, ends, strict=False)]
    return _by_start(starts, unseen)


def with_hidden(blocks: Sequence[HeadedBlock], unseen: Sequence[UnseenRow]) -> list[HeadedBlock]:
    """The blocks of a part, each with the hidden rows that stand among or below its own."""
    if not unseen:
        return list(blocks)
    starts = [block.rows[0][0].row for block in blocks]
    return [
        replace(block, unseen=tuple(_spots(block, row) for row in own))
        for block, own in zip(blocks, _by_start(starts, unseen), strict=True)
    ]


def _by_start(starts: Sequence[int], unseen: Sequence[UnseenRow]) -> list[list[UnseenRow]]:
    """The hidden rows by what they stand in: each begins with the row of that number."""
    own: list[list[UnseenRow]] = [[] for _ in starts]
    for row in unseen if starts else ():
        own[max(bisect_right(starts, row.above + 1) - 1, 0)].append(row)
    return own


def _spots(block: HeadedBlock, row: UnseenRow) -> tuple[int, list[Spot]]:
    """How many rows of a block stand above a hidden one, and its cells in the columns of the block."""
    cells = dict(enumerate(row.cells, start=1))
    spots = [(cells.get(spot.column), spot.column) for spot in block.rows[0]]
    above = sum(spots[0].row <= row.above for spots in block.rows)
    return above, [Spot(cell, row.number, column, cell.text.strip() if cell else "") for cell, column in spots]


def lay_out_hidden(block: HeadedBlock, layout: Layout) -> dict[int, list[Spot]]:
    """Give each hidden row that may be a size its label among the others, and no cells; its cells by its new place.

    One of a size that is seen is none: a page hides the same sizes in another unit.
    """
    hidden: dict[int, list[Spot]] = {}
    labels = set(layout.labels) - {""}
    for above, row in block.unseen:
        label = layout.label_of_row(row)
        if label not in labels and _may_be_size(row, layout):
            labels |= {label} if label else set()
            at = above + len(hidden)
            layout.add(row, at, [spot._replace(cell=None, text="") for spot in row])
            hidden[at] = row
    return hidden


def _may_be_size(row: Sequence[Spot], layout: Layout) -> bool:
    """Whether a row names a size, or nothing, and has a figure of its own at a place of the leg."""
    size = row[layout.size]
    if size.text and not is_size_label(size.text):
        return False
    return any(_holds_figure(spot) and spot.cell is not size.cell for _, spot in _measures(row, layout))


def _measures(row: Sequence[Spot], layout: Layout) -> Iterator[tuple[int, Spot]]:
    return ((column, row[column]) for column in sorted([*layout.points, *layout.shoes]))


def _holds_figure(spot: Spot) -> bool:
    return any(map(str.isdigit, spot.text)) and not PLACEHOLDER.search(spot.text)


def hidden_cells(
    block: HeadedBlock, layout: Layout, hidden: Mapping[int, Sequence[Spot]], rows: Sequence[int]
) -> Iterator[UnreadCell]:
    """The figures of hidden rows among some rows of a layout, each as a cell that is not read."""
    for at in hidden.keys() & set(rows):
        for column, spot in _measures(hidden[at], layout):
            if _holds_figure(spot):
                point: LegPoint = layout.points.get(column) or shoe_point(block.heads[column])
                yield UnreadCell(spot.row, spot.column, spot.text, CODE, layout.labels[at], point.value)
