"""What is not read of typed lines, and why: taken out of their table before it is read, told with its chart after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ...model.read_chart import PassedOver, PrintedCell, ReadChart, ReadRow, UnreadCell
from .cells import NOT_A_FIGURE
from .heads import CHILDREN, audience_of, read_head, section_audience
from .labels import is_size_label
from .tables import Row, Table
from .typed import PLACE_COLUMN, Cells, Measured, cells_of, is_unit, line_of, measure_of, read_is_range
from .typed_lines import (
    BETWEEN,
    holds_range,
    holds_size,
    holds_two_sizes,
    is_harmless,
    is_in_doubt,
    is_place,
    is_range,
    typed_line,
)
from .word_list import words_of

NO_RANGE, IN_DOUBT, BELOW, BEHIND = "line_no_range", "line_in_doubt", "line_below", "behind_range"
"""Why a line is not read: it holds no size with a range, it can be read in two ways, it stands below such a one, or it
has something behind its range that may change it."""
TWO_SIZES: Final = "line_two_sizes"


class Settled(Struct, frozen=True):
    """A typed table as it is read, the lines that are not, and the remarks behind ranges."""

    table: Table
    unread: tuple[UnreadCell, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    mended: Mapping[int, str] = {}
    """Lines, by number, that are read since a person corrected them: they are corrected as a whole again."""


def settled(table: Table) -> Settled:
    """A typed table without the lines that are not read, each with why.

    A line among the sizes that is none may head what stands below it, down to the next place of the leg: neither is
    read then. One above the first size is alone in doubt.
    """
    head, *below = map(_three, table.rows)
    place = measure_of(head[1].text)
    rows, unread, mended, is_below, is_among = {table.row_numbers[0]: head}, [], {}, False, False
    for at, (number, row) in enumerate(zip(table.row_numbers[1:], below, strict=True), start=1):
        if (line := _mended_line(row)) is not None:
            mended[number] = row[0].text
        cells = line or row
        is_below = is_below and not cells[0].head
        is_last = at == len(below) or below[at][0].head
        if code := _why_not(cells, place, is_below=is_below, is_last=is_last):
            is_below = is_below or (is_among and cells[0] is cells[1] and _may_head(cells[0].text))
            unread.append(UnreadCell(number, 1, line_of(cells), code))
        elif cells[0] is not cells[1] or not is_unit(cells[0].text):
            rows[number] = cells
        is_among = is_among or cells[0] is not cells[1] or cells[0].text[:1].isdigit()
    grid = replace(table, rows=tuple((size, band) for size, band, _ in rows.values()), row_numbers=tuple(rows))
    remarks = [behind.text for _, _, behind in rows.values() if behind is not None and not is_place(behind.text)]
    return Settled(grid, tuple(unread), tuple(PassedOver(remark, PLACE_COLUMN) for remark in remarks), mended)


def _three(row: Row) -> Cells:
    first, second, behind = row
    if first is None or second is None:
        raise ValueError("a typed row without cells")
    return first, second, behind


def _mended_line(row: Cells) -> Cells | None:
    """The cells of a line that a person corrected so that it is one of a size; None for any other row."""
    line = row[0]
    if line is not row[1] or (parts := typed_line(line.text)) is None:
        return None
    return cells_of(parts, line.unit_hint)


def _why_not(cells: Cells, place: Measured, *, is_below: bool, is_last: bool) -> str:
    """Why a line is not read; empty where it is. A place or an audience with nothing below it says nothing."""
    size, band, behind = cells
    if holds_two_sizes(line_of(cells)):
        return TWO_SIZES
    if size.head or (size is band and section_audience(size.text)):
        return NO_RANGE if is_last else ""
    if size is band:
        is_unsure = is_in_doubt(size.text) or read_is_range(size.text) or holds_range(size.text)
        return "" if is_unit(size.text) else IN_DOUBT if is_unsure else NO_RANGE
    if is_below:
        return BELOW
    is_of_other = behind is not None and is_place(behind.text) and measure_of(behind.text) != place
    return IN_DOUBT if is_of_other or _is_head(band.text) or not is_size_label(size.text) else ""


def _is_head(band: str) -> bool:
    """Whether what stands behind a size names a measure, which would be taken for the head of the rows below it."""
    head = read_head(band)
    return bool(head.points) or head.is_shoe


def _may_head(line: str) -> bool:
    """Whether a line may be the head of those below it: no size begins it, and it is no note."""
    if holds_size(line) or any(is_size_label(line[: cut.start()]) for cut in BETWEEN.finditer(line)):
        return False
    if line[:1].isdigit() and holds_range(line):
        return False
    is_note = line[:1] in "([*" or line[-1:] in ".!"
    return not (is_note and is_harmless(line.rstrip(".!")))


def with_lines(charts: Sequence[ReadChart], typed: Settled) -> list[ReadChart]:
    """The charts of a typed table, single figures and lines that were not read among what is unread."""
    if not charts:
        return []
    charts = [replace(chart, audience=CHILDREN) for chart in charts] if _is_for_children(typed) else charts
    first, *others = (_with_mended(_with_doubt(_without_singles(chart)), typed.mended) for chart in charts)
    unread = sorted((*first.unread, *typed.unread), key=lambda cell: (cell.row, cell.column))
    return [replace(first, unread=tuple(unread), passed_over=(*first.passed_over, *typed.passed_over)), *others]


def _is_for_children(typed: Settled) -> bool:
    """Whether a line above the first that is read says so, though it is not read itself."""
    first = min(typed.table.row_numbers[1:], default=0)
    return any(audience_of(words_of(cell.text)) == CHILDREN for cell in typed.unread if cell.row < first)


def _with_doubt(chart: ReadChart) -> ReadChart:
    """A chart that says of a range with something behind it why it is not read."""
    unread = (replace(c, code=BEHIND) if c.code == NOT_A_FIGURE else c for c in chart.unread)
    return replace(chart, unread=tuple(unread))


def _with_mended(chart: ReadChart, mended: Mapping[int, str]) -> ReadChart:
    """A chart in which a line that was corrected as a whole has no cells to correct, but the line if it is unread."""
    unread = (replace(c, column=1, text=mended[c.row]) if c.row in mended else c for c in chart.unread)
    return replace(chart, printed=tuple(p for p in chart.printed if p.row not in mended), unread=tuple(unread))


def _without_singles(chart: ReadChart) -> ReadChart:
    """A chart whose single figures are unread: a person may mean an end of the range, or its middle."""
    single = [p for p in chart.printed if not is_range(p.text)]
    if not single:
        return chart
    places = {(p.at, p.point) for p in single}
    rows = tuple(
        ReadRow(row.size, tuple(band for band in row.bands if (at, band[0]) not in places))
        for at, row in enumerate(chart.rows)
    )
    return replace(
        chart,
        rows=rows,
        printed=tuple(p for p in chart.printed if p not in single),
        unread=(*chart.unread, *(_of_single(p, rows[p.at].size) for p in single)),
    )


def _of_single(cell: PrintedCell, size: str) -> UnreadCell:
    return UnreadCell(cell.row, cell.column, cell.text, "two_readings", size, cell.point)
