"""Charts that were read out of a page or file, as the contract's document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Final

from msgspec import UNSET, Meta, UnsetType

from ..messages.messages import Messages
from ..model.read_chart import AUDIENCES, ChartsRead, LeftOutTable, Measures, PassedOver, ReadChart, ReadRow, UnreadCell
from ..model.verdict import Fact
from .records import Record, about, words

POINT_BANDS: Final = {"required": ["size"], "additionalProperties": {"type": "string"}}
Row = Annotated[
    dict[str, str], Meta(description="A size, and its band at each point as printed.", extra_json_schema=POINT_BANDS)
]
Place = Annotated[int, Meta(ge=1)]
ChartUnit = Annotated[str | None, about("The unit of its lengths; null where it is not known, or nothing has it.")]
UNITS: Final = "The points with another unit than the chart."
Audience = Annotated[str, words(AUDIENCES)]


class UnreadCellDocument(Record):
    """A cell that was not read."""

    row: Annotated[Place, about("Its row in the table as printed, head rows included.")]
    column: Annotated[Place, about("Its column, spans spread out.")]
    text: Annotated[str, about("What is printed there.")]
    code: Annotated[str, about("Why it was not read, for programs.")]
    why: Annotated[str, about("Why, as a sentence.")]
    size: Annotated[str | UnsetType, about("The size that it belongs to, where that is known.")] = UNSET
    point: Annotated[str | UnsetType, about("The point that it belongs to, where that is known.")] = UNSET


class PassedOverDocument(Record):
    """A column, or a row, that was passed over."""

    head: Annotated[str, about("What it is headed.")]
    column: Annotated[Place, about("Which one it is.")]
    why: Annotated[str, about("Why, as a sentence.")]


class TwinDocument(Record, kw_only=True):
    """The same chart in the unit that is printed second, its own figures as printed."""

    unit: ChartUnit
    units: Annotated[dict[str, str] | UnsetType, about(UNITS)] = UNSET
    rows: Annotated[list[Row], about("Its sizes, in the order of the chart.")]


class ReadChartDocument(Record, kw_only=True):
    """A size chart as it was read."""

    title: Annotated[str | None, about("What it is called; null where nothing says it.")]
    audience: Annotated[Audience | None, about("Whom it is for; null where nothing says it.")]
    unit: ChartUnit
    unit_inferred: Annotated[
        bool | UnsetType, about("True where the unit is not printed, and no other one is possible.")
    ] = UNSET
    units: Annotated[dict[str, str] | UnsetType, about(UNITS)] = UNSET
    rows: Annotated[
        list[Row], about("Its sizes in printed order; several rows of a size are alternatives: one of them is enough.")
    ]
    twin: Annotated[TwinDocument | None, about("The same chart in another unit; null where there is none.")]
    measures: Annotated[str, words(Measures), about("What the figures measure.")]
    keyed_by: Annotated[list[str], about("What a brand file would be keyed by.")]
    unread: Annotated[list[UnreadCellDocument], about("Every cell that was not read, and why.")]
    passed_over: Annotated[list[PassedOverDocument], about("Columns that are no measure of a leg.")]
    table: Annotated[Place, about("The number of its table among all tables.")]


class LeftOutTableDocument(Record):
    """A table that is no size chart for a leg."""

    number: Annotated[Place, about("Its number among all tables, in the order in which they begin.")]
    code: Annotated[str, about("Why it was left out, for programs.")]
    why: Annotated[str, about("Why, as a sentence.")]


class ChartsReadDocument(Record):
    """Every size chart of a page or file, and the tables that are none."""

    charts: Annotated[list[ReadChartDocument], about("The size charts, in the order in which they begin.")]
    tables_left_out: Annotated[list[LeftOutTableDocument], about("The tables that were left out, and why.")]


def charts_read_document(charts: ChartsRead, messages: Messages) -> ChartsReadDocument:
    """Write down what was read, with the reasons in words."""
    return ChartsReadDocument(
        charts=[read_chart_document(chart, messages) for chart in charts.charts],
        tables_left_out=[_left_out(table, messages) for table in charts.tables_left_out],
    )


def read_chart_document(chart: ReadChart, messages: Messages) -> ReadChartDocument:
    """Write down one chart."""
    twin = chart.twin
    return ReadChartDocument(
        title=chart.title,
        audience=chart.audience,
        unit=chart.unit,
        unit_inferred=chart.unit_inferred or UNSET,
        units=dict(chart.units) or UNSET,
        rows=_rows(chart.rows),
        twin=None if twin is None else TwinDocument(
            unit=twin.unit, units=dict(twin.units) or UNSET, rows=_rows(twin.rows)
        ),
        measures=chart.measures,
        keyed_by=list(chart.keyed_by),
        unread=[_unread(cell, messages) for cell in chart.unread],
        passed_over=[_passed_over(column, messages) for column in chart.passed_over],
        table=chart.table,
    )  # fmt: skip


def _rows(rows: Iterable[ReadRow]) -> list[dict[str, str]]:
    return [{"size": row.size, **dict(row.bands)} for row in rows]


def _unread(cell: UnreadCell, messages: Messages) -> UnreadCellDocument:
    return UnreadCellDocument(
        row=cell.row, column=cell.column, text=cell.text, code=cell.code, why=_why("chart.unread", cell, messages),
        size=cell.size or UNSET, point=cell.point or UNSET,
    )  # fmt: skip


def _passed_over(column: PassedOver, messages: Messages) -> PassedOverDocument:
    why = _why("chart.passed_over", column, messages)
    return PassedOverDocument(head=column.head, column=column.column, why=why)


def _left_out(table: LeftOutTable, messages: Messages) -> LeftOutTableDocument:
    return LeftOutTableDocument(number=table.number, code=table.code, why=_why("chart.left_out", table, messages))


def _why(sentence: str, what: UnreadCell | PassedOver | LeftOutTable, messages: Messages) -> str:
    """The reason of something in words: the sentence selects them by the code."""
    facts: dict[str, Fact] = {"reason": what.code}
    return messages.text(sentence, facts)


def read_rows(charts: ChartsRead) -> list[dict[str, Any]]:
    """Write down each band, and each cell that was not read, as a row."""
    rows: list[dict[str, Any]] = []
    for number, chart in enumerate(charts.charts, start=1):
        units = dict(chart.units)
        for row in chart.rows:
            for point, band in row.bands:
                unit = units.get(point) or ("" if point.startswith("shoe_") else chart.unit)
                rows.append(_cells(number, row.size, point, band, unit, "", ""))
        rows += [_cells(number, c.size, c.point, "", "", c.code, c.text) for c in chart.unread]
    return rows


CHART_ROW_NAMES: Final = ("chart", "size", "point", "band", "unit", "unread", "text")
"""The columns of what was read, as a listing."""


def _cells(*cells: object) -> dict[str, Any]:
    return dict(zip(CHART_ROW_NAMES, cells, strict=True))
