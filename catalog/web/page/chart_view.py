"""What the page for pasted size tables shows: the charts as they were read, and the size that one of them gives."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import groupby
from urllib.parse import parse_qsl, urlencode

from msgspec import Struct

from ...app.chart_answer import ChartAnswer, answerable_numbers, why_not
from ...app.read_chart import ChartsRead, Corrections
from ...app.typed_chart import hinted_place, named_place, placeless
from ...messages.messages import LANGUAGES
from ...model.leg import LegPoint
from ...model.read_chart import ReadChart
from ...model.verdict import SizeOutcome
from ...report.chart_read import (
    chart_grid,
    chart_head,
    chart_verdict,
    left_out_lines,
    passed_over,
    point_words,
    unread_words,
)
from ...report.html import Html, unbroken
from ...report.lines import Line
from ...report.page import Results
from .band_drawing import Place, places_beside
from .chart_table import MOST_ROWS, CellField, CellFields, GridRow, fingerprint_of, points_in_order, unshown
from .form import BODY, FIRST, OTHER, has_measures, unit_of, value_of, with_system, with_unit
from .frame import NAMES
from .typed_place import PlaceChoice, place_choices, typed_example
from .view import View

OWN = frozenset(("lang", "units", "shown", "shoe", "shoe_system", *(p.value for p in (*FIRST, *OTHER, *BODY))))
"""The fields that this page and the search have in common."""
ONLY_HERE = (
    "text", "html", "data", "read", "number", "pick", "paste", "undo", "use", "confirmed", "carried", "cell-", "unit-",
)  # fmt: skip
"""What the fields of this page begin with that mean nothing to the search."""
UNKNOWN = "chart_unit_unknown"
MOST_CHARTS = 20
"""Charts that are drawn."""


class ChartTable(Struct, frozen=True):
    """One chart as a table: its heads, its rows, and what has to be said of it."""

    number: int
    table: int
    """The number of its table among all that were pasted."""
    title: str
    head: Sequence[Line]
    heads: Sequence[str]
    rows: Sequence[GridRow]
    more: int
    """Rows that are not drawn."""
    twin: Sequence[Sequence[str]]
    twin_unit: str
    unread: int
    """How many cells were not read."""
    loose: Sequence[tuple[str, Sequence[CellField]]]
    """Cells that were not read and have no place in the table: what is said of each, and its field."""
    remarks: Sequence[Line]
    takes_unit: bool
    """Whether nothing but its unit is missing, so that a person can say it."""

    @property
    def fields(self) -> list[CellField]:
        """Every field that a cell of it is corrected in."""
        drawn = [field for row in self.rows for cell in row.cells for field in cell.fields]
        return drawn + [field for _, fields in self.loose for field in fields]


class ChartView(View, frozen=True, dict=True):
    """One rendering of the page for pasted tables."""

    charts: ChartsRead | None = None
    corrections: Corrections = Corrections()
    pick: int | None = None
    """The chart that was picked, from 1; None where none was."""
    answered: ChartAnswer | None = None
    refusal: str = ""
    """Why nothing could be read, or no size told, as a sentence."""

    def prose(self, lines: Sequence[Line]) -> Html:
        """Lines as paragraphs, and those with a mark that follow one another as one list."""
        parts = [(listed, self.lines(list(some))) for listed, some in groupby(lines, key=lambda line: bool(line.mark))]
        return Html("".join(f"<ul>{text}</ul>" if listed else text for listed, text in parts))

    # ---- the charts

    @property
    def chosen(self) -> int | None:
        """The chart that is asked: the one picked, else the only one that a size may be told by, or that there is."""
        if self.pick is not None or self.charts is None:
            return self.pick
        numbers = answerable_numbers(self.charts)
        if len(numbers) == 1:
            return numbers[0]
        return 1 if len(self.charts.charts) == 1 else None

    @cached_property
    def fields(self) -> CellFields:
        """The fields of the cells, each cell once."""
        return CellFields(self.charts or ChartsRead(), self.messages)

    @cached_property
    def tables(self) -> list[ChartTable]:
        """The charts, the one that is asked first, then in the order in which they begin."""
        charts = list(enumerate(self.charts.charts if self.charts else (), start=1))
        charts.sort(key=lambda numbered: numbered[0] != self.chosen)
        return [self._table(chart, number) for number, chart in charts[:MOST_CHARTS]]

    @property
    def more_charts(self) -> int:
        """Charts that are not drawn."""
        return max(len(self.charts.charts) - MOST_CHARTS, 0) if self.charts else 0

    def _table(self, chart: ReadChart, number: int) -> ChartTable:
        points, twin = points_in_order(chart), chart.twin
        titled, *head = chart_head(chart, number)
        alone = self.charts is not None and len(self.charts.charts) == 1
        title = (chart.title or self.text("page.chart_table")) if alone else self.say(titled.words)
        rows = self.fields.rows(chart)
        loose = [(self.say(unread_words(cell)), fields) for cell, fields in self.fields.loose(chart)]
        return ChartTable(
            number=number,
            table=chart.table,
            title=title,
            head=head,
            heads=[self.text("page.chart_size_column"), *(self.say(point_words(p, chart)) for p in points)],
            rows=rows,
            more=max(len(chart.rows) - MOST_ROWS, 0),
            twin=chart_grid(twin.rows[:MOST_ROWS], points) if twin else (),
            twin_unit=(twin.unit or "") if twin else "",
            unread=len(chart.unread),
            loose=loose,
            remarks=passed_over(chart),
            takes_unit=why_not(chart) == UNKNOWN or any(cell.code == "unit_unknown" for cell in chart.unread),
        )

    @property
    def silent_corrections(self) -> list[tuple[str, str]]:
        """Corrections and units that have no field on the page and are sent again with it."""
        names = {field.name for table in self.tables for field in table.fields}
        units = [(f"unit-{table}", unit) for table, unit in self.corrections.units.items()]
        return units + (unshown(self.charts.corrected, names) if self.charts else [])

    @property
    def left_out(self) -> list[Line]:
        """The tables that were left out, each with why."""
        return [line for line in left_out_lines(self.charts) if line.mark] if self.charts else []

    @property
    def placeless(self) -> bool:
        """Whether lines were typed that do not say which place of the leg they measure."""
        return self.charts is not None and placeless(self.charts)

    @property
    def places_to_name(self) -> list[PlaceChoice]:
        """The places that typed lines may measure."""
        filled = [p for p in (*FIRST, *OTHER, *BODY) if self.value(p.value)]
        return place_choices(filled, hinted_place(self.charts) if self.charts else None, self.messages)

    @property
    def place_said(self) -> str:
        """The place that a person said typed lines measure, by its name; empty where nobody did."""
        place = named_place(self.charts) if self.charts else None
        return self.messages.point(place) if place else ""

    @property
    def cells_corrected(self) -> int:
        """How many cells a person corrected, the place of typed lines not among them."""
        return len(self.charts.corrected) - bool(self.place_said) if self.charts else 0

    @property
    def typed_example(self) -> list[str]:
        """Lines of a chart as they can be typed."""
        return typed_example(self.messages)

    @property
    def undecided(self) -> bool:
        """Whether there are several charts and none is picked."""
        return self.chosen is None and bool(self.charts and self.charts.charts)

    @property
    def verdict(self) -> Html:
        """What the chart says where it names no size."""
        lines = {self.say(line.words): line for line in chart_verdict(self.answered.answer)} if self.answered else {}
        return self.prose(list(lines.values()))

    @property
    def beside(self) -> tuple[Place, ...]:
        """The measures that were compared with the chart and lie in none of its sizes, each drawn beside its bands."""
        answer = self.answered.answer if self.answered else None
        misses = answer.misses if answer else ()
        return tuple(p for m in misses for p in places_beside(m, answer.question, self.messages)) if answer else ()

    @property
    def medical(self) -> bool:
        """Whether the words around the chart point to a medical product."""
        return bool(self.answered and self.answered.answer.excluded)

    @property
    def needs(self) -> list[str]:
        """The points that have to be measured before the chart says anything; none where it says something."""
        misses = self.answered.answer.misses if self.answered else ()
        missing = [m.size.asks_for for m in misses if m.size.outcome is SizeOutcome.NEEDS_MEASUREMENT]
        return [point.value for points in missing for point in points]

    # ---- the form

    @property
    def keys(self) -> list[str]:
        """The points that the chart which is asked goes by; the first one of all where there is none."""
        if self.charts is None or self.chosen is None:
            return [FIRST[0].value]
        chart = self.charts.charts[self.chosen - 1]
        names = dict.fromkeys(p for key in chart.keyed_by for p in key.split("|"))
        return [p for p in names if p in OWN] or [FIRST[0].value]

    @property
    def by_shoe(self) -> bool:
        """Whether the chart which is asked goes by shoe sizes."""
        chart = self.charts.charts[self.chosen - 1] if self.charts and self.chosen else None
        return chart is not None and any(p.startswith("shoe_") for key in chart.keyed_by for p in key.split("|"))

    @property
    def other_points(self) -> list[str]:
        """The points that stand behind "more measures"."""
        return [p.value for p in (*FIRST, *OTHER, *BODY) if p.value not in self.keys]

    @property
    def more(self) -> bool:
        """Whether the further measures are to stand open: some are filled in or need a look."""
        names = self.other_points + ([] if self.by_shoe else ["shoe"])
        return any(self.value(name) or self.fault(name) for name in names)

    @property
    def folded(self) -> str:
        """What the answer depends on, in one line: the measures, and the chart that was asked by its title."""
        entries = [(p.value, with_unit(self.value(p.value), unit_of(p, self.units))) for p in (*FIRST, *OTHER, *BODY)]
        parts = [f"{self.point_name(name)} {self.messages.number(entry)}" for name, entry in entries if entry]
        if self.value("shoe"):
            parts.append(f"{self.text('widget.shoe')} {with_system(self.value('shoe'), self.picked('shoe_system'))}")
        if (title := self.tables[0].title) != self.text("page.chart_table"):
            parts.append(title)
        return unbroken(" · ".join((parts[0][:1].upper() + parts[0][1:], *parts[1:])))

    def kinds_of_ring(self, point: str) -> str:
        """The kinds of garment whose drawing has a ring at a point: this page has no drawing."""
        return ""

    def point_name(self, point: str) -> str:
        """The name of a point of the leg or the body."""
        return self.messages.point(LegPoint(point))

    def languages(self) -> list[tuple[str, str, str]]:
        """Each language with its own name and the query of this page in it."""
        return [(tag, NAMES[tag], urlencode([("lang", tag)])) for tag in LANGUAGES]

    @property
    def results(self) -> Results | None:
        """The report of the answer, without advice; None where there is no answer."""
        return Results(self.answered.answer, advised=False) if self.answered else None

    def pasted(self, name: str) -> str:
        """What was pasted, for the next time that the form is sent."""
        return value_of(self.form, name)

    @property
    def fingerprint(self) -> str:
        """The mark of what was pasted: what is said of it holds as long as it is that."""
        return fingerprint_of(self.form)

    @property
    def has_typed(self) -> bool:
        """Whether there is anything to take back to the search."""
        return has_measures(self.form) or bool(self.carried)

    @property
    def carried(self) -> str:
        """What was typed at the search and means nothing here, to be taken back there: the fields of a form."""
        if value_of(self.form, "carried"):
            return value_of(self.form, "carried")
        names = [n for n in self.form if n not in OWN and not n.startswith(ONLY_HERE)]
        return urlencode([(name, value) for name in names for value in self.form[name] if value])

    @property
    def back(self) -> list[tuple[str, str]]:
        """The fields that the search gets on the way back: what was typed there, and the measures of now."""
        own = [(name, value_of(self.form, name)) for name in sorted(OWN - {"lang"})]
        return [("lang", self.messages.language), *parse_qsl(self.carried), *(pair for pair in own if pair[1])]
