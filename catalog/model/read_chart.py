"""A size chart as it was read out of a pasted table: figures as printed, and what was not read and why."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from msgspec import Struct

from .leg import LegPoint
from .verdict import Fact

CHILDREN: Final = "children"
AUDIENCES: Final = ("women", "men", "unisex", CHILDREN)
"""Whom a chart may be for."""


UNREAD: Final = (
    "two_readings", "reversed_range", "implausible_for_point", "too_few_left", "units_disagree", "unit_unknown",
    "not_a_figure",
    "not_exact", "placeholder", "date", "shoe_scale", "system_unknown", "no_label", "ambiguous", "line_no_range",
    "line_in_doubt", "line_below", "line_two_sizes", "behind_range", "more_cells", "no_heading", "spanned_head",
    "hidden_row", "swapped_heading",
)  # fmt: skip
"""Why a cell is not read; a code that is none of these is told in general words."""
ROWS_UNREAD: Final = frozenset(
    {"no_label", "date", "line_in_doubt", "line_below", "line_two_sizes", "behind_range", "hidden_row"}
)
"""Why a row is not read though it may be one of a size, which is not known."""
IMPLAUSIBLE: Final = "implausible_for_point"
"""Why a cell is not read that holds what no body has there."""
SWAPPED: Final = "swapped_heading"
"""Why a cell is not read whose heading was swapped with that of another table."""
LEFT_OUT: Final = (
    "pressure", "delivery", "care", "fibres", "prices", "stock", "reviews", "other_body_part", "conversion",
    "no_size", "no_measure", "no_place", "no_line", "sample", "hidden_sheet", "hidden_rows",
    "garment",
)  # fmt: skip
"""Why a table is left out; a code that is none of these is told in general words."""
NO_LINE: Final = "no_line"
"""The reason of `LEFT_OUT` for lines that were typed, of which none is a size with its range."""
PASSED_OVER: Final = ("no_point", "two_versions", "sizes_of_others", "ambiguous")
"""Why a column is passed over; a code that is none of these is told in general words."""


class Measures(StrEnum):
    """What the figures of a chart measure."""

    BODY = "body"
    GARMENT = "garment"
    UNKNOWN = "unknown"


class ReadRow(Struct, frozen=True):
    """One box of a size: a band as printed for each point that has one, in the order of the columns."""

    size: str
    bands: tuple[tuple[str, str], ...]
    """The name of each point (`calf_max_girth`) and its band in the notation of brand files (`30-33.5`)."""

    def band(self, point: str) -> str:
        """The band of a point; empty where none was read."""
        return dict(self.bands).get(point, "")


class UnreadCell(Struct, frozen=True):
    """A cell that was not read: where it stands in the table as printed, what it says, and why."""

    row: int
    column: int
    """From 1, head rows included, spans spread out."""
    text: str
    code: str
    """One of `UNREAD`; `facts` are what its sentence needs besides."""
    size: str = ""
    point: str = ""
    facts: tuple[tuple[str, Fact], ...] = ()
    table: int = 0
    """The number of its table, where that is another one than the chart's; else 0."""


class PrintedCell(Struct, frozen=True):
    """Where a band of a chart stands in the table as printed, as places of unread cells are named, and its text."""

    at: int
    """The number of its row among the rows of the chart, from 0."""
    point: str
    row: int
    column: int
    text: str


class CorrectedCell(Struct, frozen=True):
    """A cell that a person corrected: its place, what is printed there, and what it was read as instead."""

    table: int
    row: int
    column: int
    before: str
    text: str


class Corrections(Struct, frozen=True):
    """What a person says of pasted tables: texts of cells by table, row and column, and units of lengths by table."""

    cells: Mapping[tuple[int, int, int], str] = {}
    units: Mapping[int, str] = {}


class PassedOver(Struct, frozen=True):
    """A column, or a row where sizes are columns, that is no measure of a leg."""

    head: str
    column: int
    code: str = "no_point"
    """Why: one of `PASSED_OVER`."""


class TwinRows(Struct, frozen=True):
    """The rows of a chart in the unit that is printed second."""

    unit: str | None
    rows: tuple[ReadRow, ...]
    units: tuple[tuple[str, str], ...] = ()
    table: int = 0
    """The number of their table, where that is another one than the chart's; else 0."""


class ReadChart(Struct, frozen=True, cache_hash=True):
    """One size chart as it was read."""

    table: int
    """The number of its table among all tables, from 1."""
    title: str | None
    audience: str | None
    """`women`, `men`, `unisex` or `children`; None where nothing says it."""
    unit: str | None
    """`cm`, `mm` or `in`; None where it is not known, or no point is measured in it."""
    rows: tuple[ReadRow, ...]
    units: tuple[tuple[str, str], ...] = ()
    """The points with another unit than the chart: `(("height", "cm"), ("weight", "kg"))`."""
    twin: TwinRows | None = None
    measures: str = Measures.BODY
    unread: tuple[UnreadCell, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    keyed_by: tuple[str, ...] = ()
    """What a brand file would be keyed by; `|` stands between alternatives of one key."""
    unit_inferred: bool = False
    """Whether the unit is printed nowhere and was taken because no other one is possible."""
    printed: tuple[PrintedCell, ...] = ()
    """The cells that the bands of the rows were read from; none for a grid whose bands are its heads."""
    words: tuple[str, ...] = ()
    """Everything printed as title, caption, heading of the page or words beside the table, for the medical rule."""

    @property
    def points(self) -> tuple[str, ...]:
        """The name of each point that a row has a band for, in printed order."""
        return tuple(dict.fromkeys(point for row in self.rows for point, _ in row.bands))

    @property
    def impossible_girths(self) -> frozenset[str]:
        """The girths of which no leg has anything that their whole column says."""
        wrong = {c.point for c in self.unread if c.code in (IMPLAUSIBLE, SWAPPED) and c.point}
        return frozenset(point for point in wrong if LegPoint(point).is_girth) - {*(self.points if wrong else ())}

    @property
    def is_impossible(self) -> bool:
        """Whether no leg has anything that a whole column of girths says: no other column can be trusted then."""
        return bool(self.impossible_girths)

    @property
    def has_nameless_row(self) -> bool:
        """Whether a row of which no size is known was not read: it may be the one for a leg."""
        return any(cell.code in ROWS_UNREAD and not cell.size for cell in self.unread)


class LeftOutTable(Struct, frozen=True):
    """A table that is no size chart for a leg."""

    number: int
    code: str
    """One of `LEFT_OUT`."""
    facts: tuple[tuple[str, Fact], ...] = ()


class ChartsRead(Struct, frozen=True):
    """All size charts of a page or file, and its tables that are none."""

    charts: tuple[ReadChart, ...] = ()
    tables_left_out: tuple[LeftOutTable, ...] = ()
    corrected: tuple[CorrectedCell, ...] = ()
    """The cells that were read otherwise than printed, for a person corrected them."""

    @property
    def lines_unread(self) -> bool:
        """Whether there is no chart because none of the lines that were typed could be read."""
        return not self.charts and any(table.code == NO_LINE for table in self.tables_left_out)

    @property
    def whole(self) -> bool:
        """Whether every cell of every chart was read."""
        return not any(chart.unread for chart in self.charts)
