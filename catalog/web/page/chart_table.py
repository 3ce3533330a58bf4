"""A chart that was read as a table to look at: each band in its place, what was not read marked, cells to correct."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Final

from msgspec import Struct

from ...documents.question import UNITS
from ...messages.messages import Messages
from ...model.leg import LegPoint
from ...model.read_chart import ChartsRead, CorrectedCell, Corrections, PrintedCell, ReadChart, UnreadCell
from ...report.chart_read import grid_points
from .form import Form, value_of

CELL: Final = re.compile(r"cell-(\d{1,4})-(\d{1,6})-(\d{1,4})", re.ASCII)
UNIT: Final = re.compile(r"unit-(\d{1,4})", re.ASCII)
PASTED: Final = ("text", "html", "data")
"""The fields that hold a table: what the browser's clipboard had as text and as HTML, and a file in base64."""
FINGERPRINT: Final = "read"
"""The field that says of which text the corrections of the form are."""
PICKED: Final = ("number", "pick")
SAID_OF_TEXT: Final = ("cell-", "unit-")
"""What the names of fields begin with that say something of the text."""
MOST_FIELDS: Final = 400
"""Cells that can be corrected on one page."""
MOST_ROWS: Final = 100
"""Rows of a chart that are drawn."""
LONGEST: Final = 60
"""Letters of a cell that can be corrected: what is longer is no band."""
NOT_BY_ITSELF: Final = frozenset(("no_label", "hidden_row", "no_heading", "spanned_head"))
"""Why a cell is not read where another figure in it would change nothing."""


class CellField(Struct, frozen=True):
    """A field that a cell is corrected in."""

    name: str
    value: str
    label: str


class GridCell(Struct, frozen=True):
    """One place of the drawn table."""

    text: str
    fields: tuple[CellField, ...] = ()
    unread: str = ""
    """Why it was not read, as a sentence; empty where it was."""
    before: str | None = None
    """What is printed there, where a person corrected it."""


class GridRow(Struct, frozen=True):
    """A size and its bands."""

    size: str
    cells: tuple[GridCell, ...]


def points_in_order(chart: ReadChart) -> list[str]:
    """The points of a chart as their columns stand on the page, or their rows where sizes are columns."""
    points = grid_points(chart)
    cells: list[PrintedCell | UnreadCell] = [*chart.printed, *chart.unread]
    places = {p: [(c.column, c.row) for c in cells if c.point == p] for p in points}
    in_columns = all(len({column for column, _ in some}) == 1 for some in places.values() if some)
    order = {p: min(column if in_columns else row for column, row in some) for p, some in places.items() if some}
    return sorted(points, key=lambda p: order.get(p, len(places) + max(order.values(), default=0)))


class CellFields:
    """The fields of the cells of one page: each cell once, and not too many."""

    def __init__(self, charts: ChartsRead, messages: Messages) -> None:
        self.messages = messages
        self.corrected: Mapping[tuple[int, int, int], CorrectedCell] = {
            (c.table, c.row, c.column): c for c in charts.corrected
        }
        self.names: set[str] = set()

    def rows(self, chart: ReadChart) -> tuple[GridRow, ...]:
        """The rows of a chart; sizes of which no cell was read come last."""
        unread = {(u.size, u.point): u for u in reversed(chart.unread) if u.size and u.point}
        points = points_in_order(chart)
        rows = [self._row(chart, at, points, unread) for at in range(min(len(chart.rows), MOST_ROWS))]
        sizes = {row.size for row in chart.rows}
        lost = dict.fromkeys(size for size, _ in unread if size not in sizes)
        rows += [
            GridRow(size, tuple(self._lost(chart, unread.get((size, p)), size, p) for p in points)) for size in lost
        ]
        return tuple(rows[:MOST_ROWS])

    def loose(self, chart: ReadChart) -> tuple[tuple[UnreadCell, tuple[CellField, ...]], ...]:
        """The cells that were not read and have no place in the table, each with its field."""
        cells = [u for u in chart.unread if not (u.size and u.point)]
        return tuple((u, self._of_unread(chart, u, u.size, "")) for u in cells[:MOST_ROWS])

    def _row(
        self, chart: ReadChart, at: int, points: Sequence[str], unread: Mapping[tuple[str, str], UnreadCell]
    ) -> GridRow:
        row = chart.rows[at]
        cells = []
        for point in points:
            band = row.band(point)
            if not band:
                cells.append(self._lost(chart, unread.get((row.size, point)), row.size, point))
                continue
            places = [c for c in chart.printed if c.at == at and c.point == point]
            fields = [self._field(chart.table, c.row, c.column, c.text, row.size, point) for c in places]
            before = [self.corrected.get((chart.table, c.row, c.column)) for c in places]
            texts = [c.before for c in before if c is not None]
            cells.append(GridCell(band, tuple(f for f in fields if f), before=" – ".join(texts) if texts else None))
        return GridRow(row.size, tuple(cells))

    def _lost(self, chart: ReadChart, cell: UnreadCell | None, size: str, point: str) -> GridCell:
        if cell is None:
            return GridCell("")
        why = self.messages.text("chart.unread", {"reason": cell.code})
        change = self.corrected.get((cell.table or chart.table, cell.row, cell.column))
        return GridCell("", self._of_unread(chart, cell, size, point), why, change.before if change else None)

    def _of_unread(self, chart: ReadChart, cell: UnreadCell, size: str, point: str) -> tuple[CellField, ...]:
        if cell.code in NOT_BY_ITSELF:
            return ()
        field = self._field(cell.table or chart.table, cell.row, cell.column, cell.text, size, point)
        return (field,) if field else ()

    def _field(self, table: int, row: int, column: int, text: str, size: str, point: str) -> CellField | None:
        """The field of a cell; None where it has one already, or is too long, or there are too many."""
        name, value = f"cell-{table}-{row}-{column}", " ".join(text.split())
        if name in self.names or len(value) > LONGEST or len(self.names) >= MOST_FIELDS:
            return None
        self.names.add(name)
        place = self.messages.point(LegPoint(point)) if point else self.messages.text("page.chart_table")
        return CellField(name, value, self.messages.text("page.chart_cell", {"point": place, "size": size}))


def fingerprint_of(form: Form) -> str:
    """A mark of all that was pasted, the same however a browser ends lines; empty where nothing was."""
    texts = [value_of(form, name).replace("\x00", "\N{REPLACEMENT CHARACTER}") for name in PASTED]
    lines = ["\n".join(text.splitlines()) for text in texts]
    return sha256("\x00".join(lines).encode("utf-8", "replace")).hexdigest()[:16] if any(texts) else ""


def of_this_text(form: Form) -> Form:
    """The form without what a person said of another text than the one that stands in it now.

    That is the place of the leg, units, corrected cells and the table that was picked; the measures stay.
    """
    if value_of(form, FINGERPRINT) in ("", fingerprint_of(form)):
        return form
    return {name: values for name, values in form.items() if not (name in PICKED or name.startswith(SAID_OF_TEXT))}


def corrections_of(form: Form) -> Corrections:
    """What a person said of the tables: cells with another text, and units of lengths; nothing after an `undo`."""
    if value_of(form, "undo"):
        return Corrections()
    places = [(name, match) for name in form if (match := CELL.fullmatch(name))]
    cells = {(int(m[1]), int(m[2]), int(m[3])): value_of(form, name) for name, m in places}
    units = {int(m[1]): value_of(form, name) for name in form if (m := UNIT.fullmatch(name))}
    return Corrections(
        {place: text[:LONGEST] for place, text in cells.items() if text},
        {table: unit for table, unit in units.items() if unit in UNITS},
    )


def unshown(corrected: Iterable[CorrectedCell], names: set[str]) -> list[tuple[str, str]]:
    """The corrections without a field on the page, which have to be sent again."""
    pairs = [(f"cell-{c.table}-{c.row}-{c.column}", c.text) for c in corrected]
    return [(name, text) for name, text in pairs if name not in names]
