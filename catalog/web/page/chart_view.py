"""What the page for pasted size tables shows: the charts as they were read, and the size that one of them gives."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from urllib.parse import urlencode

from msgspec import Struct

from ...app.read_chart import ChartAnswer, ChartsRead, answerable_numbers
from ...messages.messages import LANGUAGES
from ...model.read_chart import ReadChart, ReadRow
from ...report.chart_read import (
    UNREAD,
    chart_grid,
    chart_head,
    chart_remarks,
    chart_verdict,
    grid_points,
    left_out_lines,
    point_words,
)
from ...report.html import Html
from ...report.lines import Line
from ...report.page import Results
from ...report.plain import text_of
from .form import value_of
from .frame import NAMES
from .view import View


class ChartTable(Struct, frozen=True):
    """One chart as a table: its heads, its rows as printed, and what has to be said of it."""

    head: Sequence[Line]
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    twin: Sequence[Sequence[str]]
    twin_unit: str
    remarks: Sequence[Line]


class ChartView(View, frozen=True):
    """One rendering of the page for pasted tables."""

    charts: ChartsRead | None = None
    answered: ChartAnswer | None = None
    refusal: str = ""
    """Why nothing could be read, or no size told, as a sentence."""

    def unread(self, cell: str) -> bool:
        """Whether a cell stands for one that was not read."""
        return cell == UNREAD

    def prose(self, lines: Sequence[Line]) -> Html:
        """Lines as paragraphs, and those with a mark that follow one another as one list."""
        parts = [(listed, self.lines(list(some))) for listed, some in groupby(lines, key=lambda line: bool(line.mark))]
        return Html("".join(f"<ul>{text}</ul>" if listed else text for listed, text in parts))

    @property
    def tables(self) -> list[ChartTable]:
        """Every chart, in the order in which they begin."""
        charts = self.charts.charts if self.charts else ()
        return [self._table(chart, number) for number, chart in enumerate(charts, start=1)]

    def _table(self, chart: ReadChart, number: int) -> ChartTable:
        points = grid_points(chart)
        twin: Sequence[ReadRow] = chart.twin.rows if chart.twin else ()
        return ChartTable(
            head=chart_head(chart, number),
            heads=[self.text("page.chart_size_column"), *(self.say(point_words(p, chart)) for p in points)],
            rows=chart_grid(chart.rows, points, chart.unread),
            twin=chart_grid(twin, points),
            twin_unit=(chart.twin.unit or "") if chart.twin else "",
            remarks=chart_remarks(chart),
        )

    @property
    def left_out(self) -> list[Line]:
        """The tables that were left out, or that there is no chart."""
        return left_out_lines(self.charts) if self.charts else []

    @property
    def numbers(self) -> list[tuple[str, str]]:
        """The charts that a size may be told by, where there are several, to choose from."""
        numbers = answerable_numbers(self.charts) if self.charts else ()
        if len(numbers) < 2 or self.charts is None:
            return []
        return [(str(n), text_of(chart_head(self.charts.charts[n - 1], n)[0].words, self.messages)) for n in numbers]

    @property
    def verdict(self) -> Html:
        """What the chart says where it names no size."""
        return self.prose(chart_verdict(self.answered.answer)) if self.answered else Html("")

    @property
    def more(self) -> bool:
        """Whether the further measures are to stand open: some are filled in, or a chart goes by them."""
        keys = {p for c in (self.charts.charts if self.charts else ()) for k in c.keyed_by for p in k.split("|")}
        return super().more or bool(keys - {"calf_max_girth", "ankle_min_girth"})

    def languages(self) -> list[tuple[str, str, str]]:
        """Each language with its own name and the query of this page in it."""
        return [(tag, NAMES[tag], urlencode([("lang", tag)])) for tag in LANGUAGES]

    @property
    def results(self) -> Results | None:
        """The report of the answer, without advice; None where there is no answer."""
        return Results(self.answered.answer, advised=False) if self.answered else None

    def kept(self, name: str) -> str:
        """What was pasted, for the next time that the form is sent."""
        return value_of(self.form, name)
