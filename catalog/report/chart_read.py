"""A chart that was read out of a page: as a table to check beside it, with what was not read; and the size it gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ..model.answer import Answer, Exclusion, Match, Miss
from ..model.leg import Dimension, LegPoint
from ..model.read_chart import ChartsRead, LeftOutTable, Measures, ReadChart, ReadRow, UnreadCell
from ..model.size_lead import size_sentence
from ..model.verdict import because
from .chart_drawing import short_text
from .each_once import deciding
from .lines import BLANK, Hints, Joined, Line, Message, Words, caution, heading, item, items, message, say
from .product import (
    SAID_BY_DRAWING,
    certainty_and_cautions,
    options_to_add,
    reason_lines,
    reasons_beside,
    reasons_under,
)

UNREAD: Final = "?"
"""What stands for a cell that was not read."""
LINE: Final = "line_"
"""What the codes of whole lines begin with."""
HINT: Final = "medical.suggestive"
DECISIVE: Final = ("medical.decisive", HINT)
Grid = list[list[str]]


def chart_head(chart: ReadChart, number: int) -> list[Line]:
    """Return the title of a chart, and what has to be known of it before its figures."""
    title = message("ui.chart.named", number=number, title=chart.title) if chart.title else None
    lines = [heading(title or message("ui.chart.untitled", number=number))]
    if chart.audience:
        lines.append(Line(message(f"ui.chart.for.{chart.audience}")))
    lines += [Line(_unit(chart))] if chart.unit or _lacks_unit(chart) else []
    if chart.measures == Measures.GARMENT:
        lines.append(say("ui.chart.of_garment"))
    elif chart.measures == Measures.UNKNOWN:
        lines.append(say("ui.chart.of_unknown"))
    return lines


def _unit(chart: ReadChart) -> Message:
    if chart.unit is None:
        return message("ui.chart.unit_unknown")
    return message("ui.chart.unit_inferred" if chart.unit_inferred else "ui.chart.unit", unit=chart.unit)


def _lacks_unit(chart: ReadChart) -> bool:
    """Whether a girth or a length stands in a row without a unit."""
    named = {point for point, _ in chart.units}
    return any(p not in named and LegPoint(p).dimension is Dimension.LENGTH for p in chart.points)


def grid_points(chart: ReadChart) -> list[str]:
    """Return the names of the points that a chart has a column for, in printed order, those of unread cells too."""
    return list(dict.fromkeys((*chart.points, *(cell.point for cell in chart.unread if cell.point))))


def point_words(point: str, chart: ReadChart) -> Words:
    """Return what a column is headed: the point, with its unit where it is another than the chart's."""
    unit = dict(chart.units).get(point)
    name = LegPoint(point)
    return Joined((name, f"({unit})")) if unit else name


def chart_grid(rows: Sequence[ReadRow], points: Sequence[str], unread: Sequence[UnreadCell] = ()) -> Grid:
    """Return the rows of a chart: the size, then the band of each point as printed; `?` for a cell that was not read.

    A size of which no cell was read has a row too.
    """
    missing = {(cell.size, cell.point) for cell in unread if cell.size and cell.point}
    sizes = {row.size for row in rows}
    lost = [ReadRow(size, ()) for size in dict.fromkeys(size for size, _ in missing) if size not in sizes]
    return [[row.size, *(_cell(row, point, missing) for point in points)] for row in (*rows, *lost)]


def _cell(row: ReadRow, point: str, missing: set[tuple[str, str]]) -> str:
    return row.band(point) or (UNREAD if (row.size, point) in missing else "")


def chart_remarks(chart: ReadChart) -> list[Line]:
    """Return every cell that was not read, with its place and why, and what was passed over."""
    lines: list[Line] = []
    if chart.unread:
        lines.append(say("ui.chart.unread", count=len(chart.unread)))
        lines += [caution(unread_words(cell)) for cell in chart.unread]
    return [*lines, *passed_over(chart)]


def passed_over(chart: ReadChart) -> list[Line]:
    """Return the heads of columns that are no measure of a leg; nothing where there is none."""
    heads = ", ".join(short_text(column.head) for column in chart.passed_over)
    return [say("ui.chart.passed_over", heads=heads)] if heads else []


def unread_words(cell: UnreadCell) -> Message:
    """Return what is said of a cell that was not read: its place, what is printed there, and why."""
    why, text = message("chart.unread", reason=cell.code), short_text(cell.text)
    if cell.code.startswith(LINE):
        return message("ui.chart.line", row=cell.row, text=text, why=why)
    if cell.size:
        return message("ui.chart.cell_of", row=cell.row, column=cell.column, size=cell.size, text=text, why=why)
    return message("ui.chart.cell", row=cell.row, column=cell.column, text=text, why=why)


def left_out_lines(charts: ChartsRead) -> list[Line]:
    """Return the tables that were left out, and why; that there is no chart, where there is none."""
    why = message("ui.chart.no_line" if charts.lines_unread else "ui.chart.none")
    none = [] if charts.charts else [heading(why)]
    return [*none, *items(_left_out(table) for table in charts.tables_left_out)]


def _left_out(table: LeftOutTable) -> Message:
    return message("ui.chart.left_out", number=table.number, why=message("chart.left_out", reason=table.code))


def chart_size(answer: Answer, chart: ReadChart, number: int, hints: Hints) -> list[Line]:
    """Return what a pasted chart says of the leg: the size, how sure it is and every caution, or why there is none."""
    titled = message("ui.chart.by", number=number, title=chart.title or "")
    title = titled if chart.title else message("ui.chart.by_untitled", number=number)
    return [Line(title), *chart_verdict(answer, hints)]


def chart_verdict(answer: Answer, hints: Hints | None = None) -> list[Line]:
    """Return the verdict alone; `hints` name the options for measures that are missing."""
    lines = [line for match in answer.matches for line in _match(match)]
    lines += [line for miss in answer.misses for line in _miss(miss, hints, answer.question.units)]
    return lines + [line for out in answer.excluded for line in _refused(out)]


def _match(match: Match) -> list[Line]:
    reasons = reason_lines(r for r in reasons_under(match) if r.code not in SAID_BY_DRAWING)
    return [heading(size_sentence(match.size)), *certainty_and_cautions(match), *reasons]


def _miss(miss: Miss, hints: Hints | None, units: str) -> list[Line]:
    options = options_to_add(miss.size, hints, units) if hints else []
    return [
        heading(message("ui.size.undecidable") if miss.size.asks_in_vain else size_sentence(miss.size)),
        *items(reasons_beside(miss)),
        *([say("ui.size.give", options=" ".join(options))] if options else []),
    ]


def _refused(out: Exclusion) -> list[Line]:
    """That the words around the chart speak of medicine, each of them, and who measures for that."""
    signs = [r for r in deciding(out.medical.reasons) if r.code in DECISIVE]
    # Where nothing is certain the hints are what decided: nobody knows what was pasted.
    spoken = [because("ui.chart.hint", text=r.fact("text")) if r.code == HINT else r for r in signs]
    return [heading(message("ui.chart.medical")), *items(spoken), say("ui.chart.ask_fitter")]


def unread_beside(chart: ReadChart) -> list[Line]:
    """Return what has to be seen beside a size: the cells of the chart that were not read."""
    return [BLANK, *chart_remarks(chart)] if chart.unread else []


def several(charts: Iterable[ReadChart]) -> list[Line]:
    """Return the charts by number and title, to pick one."""
    return [item(line.words) for number, chart in enumerate(charts, 1) for line in chart_head(chart, number)[:1]]
