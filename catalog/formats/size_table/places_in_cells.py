"""Cells that name the place that they measure, `Calf: 28-33 cm`, one or more in a cell: each place as a column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from msgspec.structs import replace

from ...model.read_chart import ReadChart
from .grid import Spot, Spots
from .heads import read_head
from .tables import Cell
from .typed import Measured, measure_of
from .typed_lines import BETWEEN, is_place, is_range

PARTS: Final = re.compile(r"\s*[\n;|]\s*")
FEWEST: Final = 2
"""So many cells with the same places show that a column is one of them."""
LONGEST: Final = 120
MOST_PARTS, MOST_WORDS = 6, 6
"""Parts of a cell, and words before the range in a part."""
MOST_BEFORE: Final = 12
"""Rows within which the first such cell of a column stands."""
MOST_ROWS, MOST_COLUMNS = 500, 20
"""A larger table is no size chart with places in its cells."""
UNPARTED: Final = "?"
FIRST_ROW: Final = 0
"""The number of a row of heads that is printed nowhere."""


class PlacedRange(NamedTuple):
    """A place and the range that stands beside it in a cell."""

    place: str
    band: str


Placed = tuple[PlacedRange, ...]
Wholes = Mapping[tuple[int, int], str]
"""By row and column as printed: the text of a cell that was read in parts."""


def with_places_as_heads(rows: Spots) -> tuple[Spots, Wholes]:
    """The rows with such columns as one for each place, and what their cells print.

    A column is none where its cells name different places, or where its own head names another one.
    """
    wholes: dict[tuple[int, int], str] = {}
    if len(rows) > MOST_ROWS or (rows and len(rows[0]) > MOST_COLUMNS):
        return rows, wholes
    for at in reversed(range(len(rows[0]) if rows else 0)):
        column = [_placed(row[at].text) for row in rows[:MOST_BEFORE]]
        column += [_placed(row[at].text) for row in rows[MOST_BEFORE:]] if any(column) else ()
        first = next((n for n, parts in enumerate(column) if parts), 0)
        places = max(column, key=len)
        if _is_placed(column, places) and _may_be_headed(rows[:first], at, places):
            wholes |= {(row[at].row, row[at].column): row[at].text for row in rows[first:]}
            below = zip(rows[first:], column[first:], strict=True)
            rows = [*_heads(rows[:first], at, places, rows[0]), *(_parted(r, at, p, places) for r, p in below)]
    return rows, wholes


@lru_cache(maxsize=4096)
def _placed(text: str) -> Placed:
    """The places of a cell with their ranges; nothing for a cell that has anything else, as one of figures alone."""
    if not 0 < len(text) <= LONGEST or not any(map(str.isdigit, text)) or not any(map(str.isalpha, text)):
        return ()
    lines = [line for line in PARTS.split(text) if line]
    parts = [next(_ways(line), None) for line in lines[:MOST_PARTS]]
    placed = tuple(part for part in parts if part is not None)
    return placed if len(placed) == len(lines) else ()


def _ways(line: str) -> Iterator[PlacedRange]:
    """Each way to read a line as a place and a range, in either order."""
    for cut in islice(BETWEEN.finditer(line), MOST_WORDS):
        before, behind = line[: cut.start()], line[cut.end() :]
        if is_range(behind) and is_place(before):
            yield PlacedRange(before, behind)
        elif is_range(before) and is_place(behind):
            yield PlacedRange(behind.strip("()"), before)


def _is_placed(column: Sequence[Placed], places: Placed) -> bool:
    """Whether the cells of a column name some places, each once, and no others."""
    measures = [_measures(parts) for parts in column if parts]
    every = set(_measures(places))
    return len(measures) >= FEWEST and all(len(own) == len({*own}) and {*own} <= every for own in measures)


def _measures(parts: Placed) -> tuple[Measured, ...]:
    return tuple(measure_of(part.place) for part in parts)


def _may_be_headed(above: Spots, at: int, parts: Placed) -> bool:
    """Whether the heads of a column name no other place than its cells do."""
    points = {point for row in above for point in read_head(row[at].text).points}
    return points <= {point for point, _ in _measures(parts)}


def _heads(above: Spots, at: int, parts: Placed, first: Sequence[Spot]) -> Iterator[list[Spot]]:
    """The rows above the first range, the last of them with a head for each place, in the unit that is named there."""
    if not above:
        above = [[Spot(None, FIRST_ROW, spot.column, "") for spot in first]]
    units = [unit for row in above for unit in read_head(row[at].text).units]
    texts = [f"{part.place} ({units[0]})" if units else part.place for part in parts]
    for row in above[:-1]:
        yield [*row[:at], *[row[at]._replace(cell=None, text="")] * len(parts), *row[at + 1 :]]
    row = above[-1]
    yield [*row[:at], *(row[at]._replace(cell=Cell(text, head=True), text=text) for text in texts), *row[at + 1 :]]


def _parted(row: Sequence[Spot], at: int, parts: Placed, places: Placed) -> list[Spot]:
    """A row with a cell for each place; for one that could not be parted a sign stands at the first.

    Its text, which names a place, would be taken for a head.
    """
    spot = row[at]
    bands = dict(zip(_measures(parts), (part.band for part in parts), strict=True))
    texts = [bands.get(measure, "") for measure in _measures(places)]
    if not parts and spot.text:
        texts[0] = UNPARTED
    hint = spot.cell.unit_hint if spot.cell is not None else ""
    own = [spot._replace(cell=Cell(text, unit_hint=hint) if text else None, text=text) for text in texts]
    return [*row[:at], *own, *row[at + 1 :]]


def with_whole_cells(chart: ReadChart, wholes: Wholes) -> ReadChart:
    """The chart with cells that were read in parts as they are printed: they can be corrected as a whole alone."""
    if not wholes:
        return chart
    printed = tuple(cell for cell in chart.printed if (cell.row, cell.column) not in wholes)
    unread = tuple(replace(cell, text=wholes.get((cell.row, cell.column), cell.text)) for cell in chart.unread)
    return replace(chart, printed=printed, unread=unread)
