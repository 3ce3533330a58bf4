"""The answers of the report page about one chart: each with its finding, its drawing, its figures and what to know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from ..messages.messages import Messages
from ..model.leg import LegPoint
from ..report.html import Html
from ..report.plain import text_of
from .coverage_report import ChartCoverage, CoverageReport
from .coverage_words import between_lines, in_several_lines, lack_words, name_of, not_counted_lines, product_words
from .inline_svg import inline_svg
from .plot_what_if import moves
from .plot_words import finding, group_of_title, groups_of, interval, least
from .plots import against_name, plots_of
from .report_tables import (
    ReportTable,
    comparison_table,
    curve_table,
    left_out_table,
    seam_tables,
    served_table,
    what_if_table,
)

ON_THE_WEB: Final = ("https://", "http://")


class PageTile(Struct, frozen=True):
    """One large figure: how many of a group get a size."""

    figure: str
    range: str
    text: str


class PagePart(Struct, frozen=True):
    """One answer: what it is about, the finding, its drawing, its figures, what to know of them."""

    label: str
    title: str
    drawing: Html
    tables: tuple[ReportTable, ...]
    notes: tuple[str, ...]


class PageSource(Struct, frozen=True):
    """Where figures come from."""

    address: str
    seen_on: str = ""

    @property
    def href(self) -> str:
        """The address to follow; empty where it is none of the web."""
        return self.address if self.address.startswith(ON_THE_WEB) else ""

    @property
    def is_dated(self) -> bool:
        """Whether it is known when it was seen."""
        return self.seen_on[:1].isdigit()


class PageSection(Struct, frozen=True):
    """What the page says of one chart."""

    id: str
    name: str
    finding: str
    """Empty where coverage is not known."""
    tiles: tuple[PageTile, ...]
    parts: tuple[PagePart, ...]
    notes: tuple[str, ...]
    products: tuple[str, ...]
    """All that share the chart, where they are several."""
    sources: tuple[PageSource, ...]


class ChartAnswers:
    """What is said of one chart of a report."""

    def __init__(
        self, chart: ChartCoverage, report: CoverageReport, messages: Messages, number: int, order: int
    ) -> None:  # fmt: skip
        """`number` tells the ids of its drawings from those of other charts; `order` are the pieces to divide."""
        self._chart, self._messages, self._number = chart, messages, number
        self._order = order
        self._plots = {plot.name: plot for plot in plots_of(chart, report, messages, framed=False)}

    def section(self) -> PageSection:
        """Everything."""
        chart, messages = self._chart, self._messages
        products = tuple(names_alone(chart)) if len(chart.products) > 1 else ()
        sources = dict.fromkeys(PageSource(own.source.where, own.source.seen_on) for own in chart.charts)
        return PageSection(
            f"chart-{self._number}", product_words(chart), finding(chart, messages), tuple(self._tiles()),
            tuple(self._parts()), tuple(self._notes()), products, tuple(sources),
        )  # fmt: skip

    def _tiles(self) -> Iterator[PageTile]:
        """How many women, men and all get a size."""
        for name, group in groups_of(self._chart).items():
            text = self._messages.text("ui.paper.tile", {"group": name})
            yield PageTile(least(self._chart, group.served), interval(group.served), text)

    def _parts(self) -> Iterator[PagePart]:
        """The answers, what to order first."""
        chart, messages = self._chart, self._messages
        if not groups_of(chart):
            return
        yield self._part(
            "curve", "size-curve", curve_table(chart, messages, self._order), [messages.text("ui.paper.order")]
        )
        in_several = [text_of(line.words, messages) for line in in_several_lines(chart)]
        left_out = "left_out_unread" if chart.unread else "left_out"
        yield self._part(left_out, "bands", left_out_table(chart, messages), in_several)
        between = [text_of(line.words, messages) for line in between_lines(chart)]
        yield self._part("served", "by-sex", served_table(chart, messages), between)
        seams = seam_tables(chart, messages)
        none = "ui.coverage.no_seams_read" if chart.unread else "ui.coverage.no_seams"
        yield self._part("seams", "", seams, [] if seams else [messages.text(none)])
        if chart.what_if is not None:
            lines = moves(chart.what_if, group_of_title(chart), messages)
            yield self._part("what_if", "what-if", what_if_table(chart, chart.what_if, messages), lines)
        for at, comparison in enumerate(chart.comparisons, 1):
            tables = comparison_table(chart, comparison, messages)
            notes = lacking(comparison.lacks, messages)
            yield self._part("against", against_name(at), tables, notes)

    def _part(self, kind: str, plot_name: str, tables: Iterable[ReportTable], notes: Iterable[str] = ()) -> PagePart:
        plot = self._plots.get(plot_name)
        drawing = Html("") if plot is None else inline_svg(plot, f"c{self._number}-{plot_name}")
        label = self._messages.text("ui.paper.part", {"part": kind})
        return PagePart(label, "" if plot is None else plot.title, drawing, tuple(tables), tuple(notes))

    def _notes(self) -> Iterator[str]:
        """What is not known of it, and why."""
        chart, messages = self._chart, self._messages
        if chart.coverage.is_unread:
            yield messages.text("ui.coverage.unknown_unread", {"product": product_words(chart)})
        yield from lacking(chart.coverage.lacks, messages)
        yield from (text_of(line.words, messages) for line in not_counted_lines(chart))


def names_alone(chart: ChartCoverage) -> list[str]:
    """The names of all products that share a chart."""
    return [name_of(product) for product in chart.products]


def lacking(lacks: Mapping[LegPoint, str], messages: Messages) -> list[str]:
    """Which measures were not taken of these people, and why they do not count where something like them was."""
    return [text_of(words, messages) for words in lack_words(lacks)]
