"""Lines that a person typed to a table: a size and its range in each, above them a title and the place they measure.

A line is read where it parts into a size and a range in one way. What is not read stays in the table as one cell over
its whole width, so that a person can correct it; `typed_unread` takes these out before the table is read, and says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ...model.leg import LegPoint
from .cells import read_cell
from .heads import Head, read_head, section_audience
from .tables import Cell, Row, Table
from .typed_letters import with_letters
from .typed_lines import (
    BETWEEN,
    LONGEST_LINE,
    TypedLine,
    holds_range,
    holds_two_sizes,
    is_in_doubt,
    is_measure,
    is_place,
    typed_line,
    unsure_line,
)
from .word_list import word_table

KIND: Final = "typed"
LONGEST_TEXT: Final = 20_000
MOST_TOP: Final = 4
"""Lines above the sizes: titles, the place, the word for the size, the unit, whom they are for."""
FEW: Final = 2
"""So many other lines may stand below the top, or as many as there are sizes; with more it is another text."""
HEAD_ROW: Final = 0
"""The number of the row of heads where no line names the place."""
PLACE_COLUMN: Final = 2
SIZE_HEAD: Final = Cell("Size", head=True)
MOST_UNIT_WORDS: Final = 5
FIGURE: Final = re.compile(r"\d\s*(?:cm|mm|in|inch|inches|zoll|kg|lbs?|[\"″”])(?!\w)", re.I)
"""A measure, which is no part of a title, as a range is none: it may be that of a person."""
LISTED: Final = re.compile(r"\s*[,;|/·•]\s*(?=[^\W\d])")
"""What may stand between the sizes of a list in one line."""
Cells = tuple[Cell, Cell, Cell | None]
Measured = tuple[LegPoint | None, bool]


def typed_tables(text: str) -> tuple[Table, ...]:
    r"""The table of typed lines, with an empty head where no line names the place; nothing for another text.

    >>> [cell.text for row in typed_tables("Calf\nM 34 to 38 cm\nXL: 42-46,5")[0].rows for cell in row if cell]
    ['Size', 'Calf', 'M', '34 to 38 cm', 'XL', '42-46,5']
    >>> typed_tables("Send me one.\nMany thanks!")
    ()
    """
    if len(text) > LONGEST_TEXT:
        return ()
    lines = with_letters([(number, line) for number, line in enumerate(_lines_of(text), start=1) if line])
    top = next((at for at, (_, line) in enumerate(lines) if _is_of_size(line)), len(lines))
    above, below = lines[:top], lines[top:]
    sizes = sum(typed_line(line) is not None for _, line in below)
    others = sum(not (_is_of_size(line) or is_section(line) or holds_range(line)) for _, line in below)
    if any(len(line) > LONGEST_LINE for _, line in above) or others > (max(FEW, sizes) if sizes else 0):
        return ()
    ranged = sum(holds_range(line) for _, line in above)
    is_of_legs = bool(below) or (ranged > 0 and any(read_head(line).points for _, line in above))
    return (_table(above, below),) if is_of_legs and top - ranged <= MOST_TOP else ()


def _table(top: Sequence[tuple[int, str]], below: Sequence[tuple[int, str]]) -> Table:
    number, place = _place_of(top, [line for _, line in below])
    above = [(at, line) for at, line in top if at != number and not _is_bare_size(read_head(line))]
    audiences = [(at, line) for at, line in above if section_audience(line)]
    measures = [(at, line) for at, line in above if FIGURE.search(line) or holds_range(line)]
    units = [line for _, line in above if is_unit(line)]
    title = " · ".join(line for at, line in above if (at, line) not in audiences + measures and line not in units)
    lines = sorted([*audiences, *measures, *below], key=lambda line: line[0])
    rows = [_row(line) for _, line in lines]
    beside = [line for at, line in top if at == number]
    beside += [cell.text for row in rows for cell in row[2:] if cell is not None]
    beside += [row[0].text for row in rows if row[0] is not None and row[0] is row[1]]
    heads = (SIZE_HEAD, Cell(place, head=True), None)
    numbers = (number, *(at for at, _ in lines))
    titles = tuple(filter(None, (title, *units)))
    return Table(1, (heads, *rows), KIND, numbers, titles=titles, beside=tuple(beside))


def _lines_of(text: str) -> Iterator[str]:
    """The lines of a text without blanks around them, a list of sizes in one line as several."""
    for line in text.splitlines():
        yield from _parts_of_list(" ".join(line.split()))


def _parts_of_list(line: str) -> Sequence[str]:
    """The sizes of a list in one line, and the place before them; the line alone where it is no such list.

    >>> _parts_of_list("Calf: S 30-34, M 34-38 cm")
    ['Calf', 'S 30-34', 'M 34-38 cm']
    """
    if typed_line(line) is not None or len(line) > LONGEST_LINE:
        return [line]
    before, colon, rest = line.partition(":")
    if colon and is_place(before) and _are_sizes(parts := LISTED.split(rest.strip())):
        return [before, *parts]
    parts = LISTED.split(line)
    return _with_place_apart(parts) if len(parts) > 1 and _are_sizes(parts) else [line]


def _with_place_apart(sizes: list[str]) -> list[str]:
    """The sizes of a list, and before them the place that its first one names for all: `Calf S 30-34, M 34-38`."""
    first, *others = (parts.place if (parts := typed_line(line)) else "" for line in sizes)
    if not first or any(others) or not sizes[0].startswith(first):
        return sizes
    return [first, sizes[0][len(first) :].lstrip(" :,"), *sizes[1:]]


def _are_sizes(lines: Sequence[str]) -> bool:
    return all(typed_line(line) is not None for line in lines)


def _is_of_size(line: str) -> bool:
    """Whether a line is about one size, though its range may be unsure."""
    return typed_line(line) is not None or unsure_line(line) is not None or is_in_doubt(line) or read_is_range(line)


def read_is_range(line: str) -> bool:
    """Whether a line is made of figures, of which one may be a size: `38-40 42-46`."""
    return line[:1].isdigit() and read_cell(line).code == "two_readings"


def is_section(line: str) -> bool:
    """Whether a line says whom the others are for, which place they measure, or their unit."""
    return bool(section_audience(line)) or is_place(line) or is_unit(line)


def is_unit(line: str) -> bool:
    """Whether a line names a unit and no figure: `All sizes in cm`."""
    return bool(read_head(line).units) and not any(c.isdigit() for c in line) and len(line.split()) <= MOST_UNIT_WORDS


def _row(line: str) -> Row:
    """The cells of a line: size, range and remark; one cell over the whole width for a line that is none."""
    parts = None if holds_two_sizes(line) else typed_line(line) or unsure_line(line)
    if parts is not None:
        return cells_of(parts)
    if is_place(line):
        return SIZE_HEAD, Cell(line, head=True), None
    return (cell := Cell(line)), cell, None


def _place_of(top: Sequence[tuple[int, str]], below: Sequence[str]) -> tuple[int, str]:
    """The number of the line that names the place and the place; that which every line names, where none does so."""
    named = [(at, place) for at, line in top if (place := _place_in(line))]
    if named and len({measure_of(place) for _, place in named}) == 1:
        return named[-1]
    own = [parts.place for line in below if (parts := typed_line(line)) is not None]
    alike = {measure_of(place) for place in own}
    return (HEAD_ROW, own[0]) if not named and len(alike) == 1 and own[0] else (HEAD_ROW, "")


def measure_of(place: str) -> Measured:
    """The point of the leg that a place names, and whether it is the shoe."""
    head = read_head(place)
    return head.point, head.is_shoe


def _place_in(line: str) -> str:
    """The head of the ranges in a line, without the word for the size before it; empty where it names none."""
    if not is_place(line) or read_head(line).edge:
        return ""
    behind = (line[cut.end() :] for cut in BETWEEN.finditer(line) if _is_size(read_head(line[: cut.start()])))
    return next(filter(is_place, behind), line)


def _is_bare_size(head: Head) -> bool:
    """Whether a line is the word for the size, and no title."""
    return _is_size(head) and not head.units and len(head.text.split()) == 1


def _is_size(head: Head) -> bool:
    return not is_measure(head) and (head.is_size or bool(head.candidates))


def cells_of(parts: TypedLine, hint: str = "") -> Cells:
    """The size and the range of a line, and behind them the place that it names itself, or the remark."""
    behind = parts.place or parts.remark
    return Cell(parts.size, unit_hint=hint), Cell(parts.band, unit_hint=hint), Cell(behind) if behind else None


def line_of(row: Row) -> str:
    """The line that a row was made of, as it was typed."""
    size, band, *behind = (cell for cell in row if cell is not None)
    if size is band or size.head:
        return band.text
    return " ".join(cell.text for cell in (size, band, *behind))


def point_of_titles(table: Table) -> LegPoint | None:
    r"""The one girth that the titles above typed lines name, also in the name of a product; None for more or none.

    >>> point_of_titles(typed_tables("Stride calf sleeve sizes\nM 34-38")[0])
    <LegPoint.CALF: 'calf_max_girth'>
    """
    points = {point for title in table.titles for point in read_head(title).points if point.is_girth}
    return points.pop() if len(points) == 1 else None


def place_word(point: str) -> str:
    """The word for a place that a line on top, or a correction of the head, names it by.

    >>> place_word("calf_max_girth"), place_word("mid_thigh_girth")
    ('calf', 'mid thigh')
    """
    return str(word_table()["points"][point][0])
