"""Two tables of the same sizes whose headings were swapped, so that one of them says what no leg has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from msgspec.structs import replace

from ...model.leg import LegPoint
from ...model.read_chart import SWAPPED, ReadChart, ReadRow, UnreadCell
from .cells import read_cell
from .contradictions import may_be_for_the_same
from .labels import label_of
from .limits import Limits, fits
from .twins import unit_at
from .word_list import folded


def without_swapped(charts: Sequence[ReadChart], limits: Limits) -> list[ReadChart]:
    """Charts in order; what stands under a heading that was swapped with that of another table is left unread."""
    wrong = [chart for chart in charts if chart.is_impossible]
    if not wrong:
        return list(charts)
    return [_without(chart, _swapped_points(chart, wrong, limits)) for chart in charts]


def _swapped_points(chart: ReadChart, wrong: Iterable[ReadChart], limits: Limits) -> set[str]:
    """The girths of a chart that change places with the impossible one of another table of the same sizes."""
    girths = {point for point in chart.points if LegPoint(point).is_girth}
    return {
        point
        for other in wrong
        if _sizes(chart) == _sizes(other) and may_be_for_the_same(chart, other)
        for point in girths.difference(other.points)
        for girth in other.impossible_girths.difference(chart.points)
        if _may_change_places(chart, point, other, girth, limits)
    }


def _may_change_places(chart: ReadChart, point: str, other: ReadChart, girth: str, limits: Limits) -> bool:
    """Whether a leg has all figures of both tables once their headings have changed places."""
    own = _figures(band for row in chart.rows if (band := row.band(point)))
    its = _figures(cell.text for cell in other.unread if cell.point == girth)
    return bool(its) and fits(limits, {LegPoint(girth): own, LegPoint(point): its}, unit_at(chart, point))


def _figures(texts: Iterable[str]) -> list[Fraction]:
    return [figure for text in texts for span in read_cell(text).spans for figure in span.figures]


def _sizes(chart: ReadChart) -> set[str]:
    """The labels of a chart, as they are compared; also those of which nothing was read."""
    return {folded(label_of(size)) for size in (*(r.size for r in chart.rows), *(c.size for c in chart.unread)) if size}


def _without(chart: ReadChart, points: set[str]) -> ReadChart:
    if not points:
        return chart
    unread = [
        UnreadCell(cell.row, cell.column, cell.text, SWAPPED, chart.rows[cell.at].size, cell.point)
        for cell in chart.printed
        if cell.point in points
    ]
    return replace(
        chart,
        rows=_rows_without(chart.rows, points),
        twin=chart.twin and replace(chart.twin, rows=_rows_without(chart.twin.rows, points)),
        unread=tuple(sorted((*chart.unread, *unread), key=lambda cell: (cell.row, cell.column))),
        printed=tuple(cell for cell in chart.printed if cell.point not in points),
        keyed_by=(),
    )


def _rows_without(rows: Iterable[ReadRow], points: set[str]) -> tuple[ReadRow, ...]:
    return tuple(replace(row, bands=tuple(b for b in row.bands if b[0] not in points)) for row in rows)
