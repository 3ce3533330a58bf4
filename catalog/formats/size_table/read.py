"""Tables to size charts: each table is read both ways, and what is no chart of legs is left out with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.read_chart import ChartsRead, LeftOutTable, ReadChart
from .assemble import charts_of
from .axes import chart_of_axes
from .grid import TablePart, blocks_of, parts_of, turned
from .hidden_rows import by_part, with_hidden
from .left_out import reason_for
from .limits import Limits
from .places_in_cells import with_places_as_heads, with_whole_cells
from .settle import Around
from .surroundings import (
    chart_audience,
    context_units,
    is_sample,
    measured_thing,
    names_pressure,
    title_of,
    words_around,
)
from .swapped import without_swapped
from .tables import Table, UnseenRow
from .twins import join_twins
from .typed import KIND, point_of_titles
from .typed_unread import settled, with_lines


def read_tables(tables: Sequence[Table], limits: Limits) -> ChartsRead:
    """The size charts of tables, in their order, and the tables that are none, each with why.

    `limits` says which figures are possible and likely at each point, in cm and kg.
    """
    charts: list[ReadChart] = []
    left_out: list[LeftOutTable] = []
    for table in tables:
        typed = settled(table) if table.kind == KIND else None
        table = typed.table if typed else table
        own = [] if is_sample(table) or _is_hidden_sheet(table) else _charts_of(table, limits)
        charts += with_lines(own, typed) if typed else own
        if not own:
            left_out.append(LeftOutTable(table.number, reason_for(table, _is_hidden_sheet(table)), _facts_of(table)))
    return ChartsRead(tuple(without_swapped([*join_twins(charts)], limits)), tuple(left_out))


def _facts_of(table: Table) -> tuple[tuple[str, str], ...]:
    """The place of the leg that the titles of typed lines name, which may be the one that they measure."""
    point = point_of_titles(table) if table.kind == KIND else None
    return () if point is None else (("point", point.value),)


def _is_hidden_sheet(table: Table) -> bool:
    return table.hidden and table.kind == "sheet"


def _charts_of(table: Table, limits: Limits) -> list[ReadChart]:
    charts: list[ReadChart] = []
    parts = parts_of(table)
    for part, unseen in zip(parts, by_part(parts, table.unseen), strict=True):
        charts += _charts_of_part(table, part, unseen, limits)
    return charts


def _charts_of_part(table: Table, part: TablePart, unseen: Sequence[UnseenRow], limits: Limits) -> list[ReadChart]:
    """The charts of a section: as a grid of two measures, or with sizes as rows or as columns, whichever says more."""
    around = Around(
        table.number, title_of(table, part), chart_audience(table, part), context_units(table, part),
        measured_thing(table, part), words_around(table, part),
    )  # fmt: skip
    if (grid := chart_of_axes(part.rows, around, limits)) is not None:
        return [grid]
    own, wholes = with_places_as_heads(part.rows)
    ways = [
        [chart for block in with_hidden([*blocks_of(rows)], hidden) for chart in charts_of(block, around, limits)]
        for rows, hidden in ((own, unseen), (turned(own), ()))
    ]
    charts = [with_whole_cells(chart, wholes) for chart in max(ways, key=_worth)]
    if names_pressure(table, part):
        charts = [c for c in charts if not c.unit_inferred]
    return charts


def _worth(charts: Sequence[ReadChart]) -> tuple[int, int]:
    """How much a way of reading gives: bands, and fewer unread cells."""
    bands = sum(len(row.bands) for c in charts for row in c.rows)
    return bands + (1 if charts else 0), -sum(len(c.unread) for c in charts)
