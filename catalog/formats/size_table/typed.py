"""Lines that a person typed to a table: a size and its range in each, above them at most the place that they measure.

Only a text that is nothing else is read so, and only a line that parts into a size and a range in one way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from .cells import read_cell
from .heads import Head, read_head, section_audience
from .labels import is_size_label
from .tables import Cell, Table
from .word_list import word_table

KIND: Final = "typed"
LONGEST_LINE: Final = 80
LONGEST_TEXT: Final = 20_000
MOST_TOP: Final = 3
"""Lines above the sizes: the place, the word for the size, the unit, whom they are for."""
BETWEEN: Final = re.compile(r"\s*(?:[:;|=]|(?<!\d),|,(?!\d))\s*|\s+")
"""What may part a size from its range; a comma between two digits may be one of a figure."""
HEAD_ROW: Final = 0
"""The number of the row of heads where no line names the place."""
PLACE_COLUMN: Final = 2


def typed_tables(text: str) -> tuple[Table, ...]:
    r"""The table of typed lines, with an empty head where no line on top names the place; nothing for another text.

    >>> [cell.text for row in typed_tables("Calf\nM 34 to 38 cm\nXL: 42-46,5")[0].rows for cell in row]
    ['Size', 'Calf', 'M', '34 to 38 cm', 'XL', '42-46,5']
    >>> typed_tables("M 34-38\nsend me one")
    ()
    """
    if len(text) > LONGEST_TEXT:
        return ()
    lines = [(at, " ".join(line.split())) for at, line in enumerate(text.splitlines(), start=1) if line.strip()]
    pairs = [parted(line) for _, line in lines]
    top = next((at for at, pair in enumerate(pairs) if pair is not None), len(lines))
    rows = [pair for pair in pairs[top:] if pair is not None]
    above = [line for _, line in lines[:top]]
    if not rows or len(rows) < len(lines) - top or top > MOST_TOP or not _are_heads(above):
        return ()
    place = _place_in(above[-1]) if above else ""
    titles = [line for line in (above[:-1] if place else above) if not _is_bare_size(read_head(line))]
    numbers = (lines[top - 1][0] if place else HEAD_ROW, *(at for at, _ in lines[top:]))
    heads = (Cell("Size", head=True), Cell(place, head=True))
    grid = (heads, *((Cell(size), Cell(band)) for size, band in rows))
    return (Table(1, grid, KIND, numbers, titles=tuple(reversed(titles))),)


def parted(line: str) -> tuple[str, str] | None:
    """The size and the range of a line; None where it has none, or parts in two ways.

    >>> parted("M 34-38 cm"), parted("Size S/M, 28,5 – 33"), parted("One size: 30 to 44 cm")
    (('M', '34-38 cm'), ('Size S/M', '28,5 – 33'), ('One size', '30 to 44 cm'))
    >>> parted("1 1/2-2 in"), parted("38-40 42-46"), parted("M 36"), parted("S 15-20 mmHg")
    (None, None, None, None)
    """
    if len(line) > LONGEST_LINE or (line[:1].isdigit() and read_cell(line).spans):
        return None
    pairs = [(line[: cut.start()], line[cut.end() :]) for cut in BETWEEN.finditer(line)]
    ways = [(size, band) for size, band in pairs if is_size_label(size) and _is_range(band)]
    return ways[0] if len(ways) == 1 else None


def _is_range(text: str) -> bool:
    """Whether a text is a range, also one whose larger figure stands first, which is left unread in the chart."""
    reading = read_cell(text)
    return reading.code == "reversed_range" or (
        bool(reading.spans) and not any(span.is_single for span in reading.spans)
    )


def _are_heads(lines: Sequence[str]) -> bool:
    """Whether each line above the sizes says something that is known: a place stands in the last one alone."""
    return all(map(_is_beside, lines[:-1])) and all(_is_beside(line) or _place_in(line) != "" for line in lines[-1:])


def _is_beside(line: str) -> bool:
    """Whether a line names the size, a unit, or whom the sizes are for, and no measure."""
    head = read_head(line)
    if _is_measure(head) or head.is_doubtful or len(line) > LONGEST_LINE:
        return False
    return bool(section_audience(line)) or all(_is_size(read_head(w)) or bool(read_head(w).units) for w in line.split())


def _is_bare_size(head: Head) -> bool:
    """Whether a line is the word for the size, and no title."""
    return _is_size(head) and not head.units


def _is_size(head: Head) -> bool:
    return head.is_size or bool(head.candidates)


def _is_measure(head: Head) -> bool:
    return head.point is not None or head.is_shoe


def _place_in(line: str) -> str:
    """The head of the ranges in a line, without the word for the size before it; empty where it names none."""
    head = read_head(line)
    if len(line) > LONGEST_LINE or not _is_measure(head) or head.is_doubtful or head.edge:
        return ""
    return next((behind for before, behind in _cut(line) if _is_size(read_head(before))), line)


def _cut(line: str) -> Iterator[tuple[str, str]]:
    """The first word of a line and the rest, where the rest names a measure by itself."""
    if (cut := BETWEEN.search(line)) is not None and _is_measure(read_head(line[cut.end() :])):
        yield line[: cut.start()], line[cut.end() :]


def place_word(point: str) -> str:
    """The word for a place that a line on top, or a correction of the head, names it by.

    >>> place_word("calf_max_girth"), place_word("mid_thigh_girth")
    ('calf', 'mid thigh')
    """
    return str(word_table()["points"][point][0])
