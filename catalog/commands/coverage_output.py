"""A look at charts over a population as a person reads it on a terminal: the answer in the first lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from ..analytics.coverage_beside import against_lines, what_if_lines
from ..analytics.coverage_tables import (
    AT_LEAST,
    GROUPS,
    CoverageTable,
    charts_table,
    curve_table,
    kinds_table,
    served_table,
    what_if_table,
    without_bars,
)
from ..analytics.coverage_words import (
    answer_lines,
    between_lines,
    left_out_lines,
    name_of,
    not_counted_lines,
    people_lines,
    population_words,
    product_words,
    seam_lines,
)
from ..analytics.density_drawing import density_lines
from ..analytics.figures import percent, percent_range
from ..report.lines import BLANK, Line, Words, caution, heading, item, message, say
from ..report.plain import text_of
from .drawing import drawing, draws
from .terminal.output import Column, write_table
from .terminal.report_output import write_report
from .terminal.screen import screen
from .terminal.table import CARDS_BELOW

if TYPE_CHECKING:
    from ..analytics.coverage_report import ChartCoverage, CoverageReport
    from ..messages.messages import Messages

SHOWN_LEFT_OUT = 12
"""Products without a size that are named; the others are counted."""


class CoverageWriter(Struct, frozen=True):
    """Writes one report; `order` are the pieces that the size curve divides."""

    report: CoverageReport
    messages: Messages
    order: int = 0

    def write(self) -> None:
        """Write everything: of one chart all that is known, of several a row each."""
        who = self.report.population
        if len(self.report.charts) == 1:
            self._one_chart(self.report.charts[0])
        elif self.report.charts:
            self._several()
        else:
            self._lines([heading(message("ui.coverage.nothing"))])
        self._left_out()
        if self.report.charts:
            leaner = [] if who.is_own or who.build is not None else [say("ui.coverage.leaner")]
            self._section("people", [*people_lines(self.report), *leaner])

    def _lines(self, lines: Sequence[Line]) -> None:
        write_report(lines, self.messages)

    def _section(self, code: str, lines: Sequence[Line] = (), **facts: Words) -> None:
        self._lines([BLANK, heading(message(f"ui.coverage.head.{code}", **facts)), *lines])

    def _table(self, table: CoverageTable) -> None:
        width = screen().width
        if width is not None and width < CARDS_BELOW:
            table = without_bars(table)
        heads = (c.heading or message(f"ui.col.{c.name}") for c in table.columns)
        columns = [
            Column(c.name, text_of(head, self.messages), keep=9 - at, folds=not at, right=c.right)
            for at, (c, head) in enumerate(zip(table.columns, heads, strict=True))
        ]
        names = [c.name for c in table.columns]
        rows = [dict(zip(names, (text_of(w, self.messages) for w in row), strict=True)) for row in table.rows]
        write_table(columns, rows)

    def _one_chart(self, entry: ChartCoverage) -> None:
        first, *others = answer_lines(entry, self.report)
        self._lines([heading(first.words), *others, *not_counted_lines(entry)])
        if entry.first is None:
            return
        if entry.first.served.value:
            self._section("curve" if entry.group == GROUPS[0] else f"curve_{entry.group}")
            self._table(curve_table(entry, order=self.order, drawn=draws()))
        self._section("served")
        self._table(served_table(entry, drawn=draws()))
        self._lines(between_lines(entry))
        self._section("left_out_unread" if entry.unread else "left_out", left_out_lines(entry))
        self._density(entry)
        self._section("seams", seam_lines(entry.seams, entry.group, unread=bool(entry.unread)))
        self._beside(entry)

    def _density(self, entry: ChartCoverage) -> None:
        labels = {name: self.messages.text(f"ui.coverage.group.{name}") for name in GROUPS}
        lines = density_lines(entry, drawing(), labels, drawn=draws())
        if lines:
            self._section("density", lines)

    def _beside(self, entry: ChartCoverage) -> None:
        """What a changed edge would do, and the sizes of other products."""
        if entry.what_if is not None:
            self._section("what_if", what_if_lines(entry.what_if, entry.group))
            self._table(what_if_table(entry, entry.what_if))
        for other in entry.comparisons:
            facts = {"product": product_words(entry), "other": name_of(other.product)}
            self._section("against", against_lines(entry, other), **facts)

    def _several(self) -> None:
        report = self.report
        self._lines([heading(line.words) for line in self._kind_answers()])
        unknown = sum(entry.first is None for entry in report.charts)
        if unknown:
            counts = {"known": len(report.charts) - unknown, "unknown": unknown}
            self._lines([say("ui.coverage.several", population=population_words(report.population), **counts)])
        self._section("charts")
        self._table(charts_table(report, drawn=draws()))
        unread = sum(entry.first is not None and bool(entry.unread) for entry in report.charts)
        self._lines([caution(message("ui.coverage.charts_unread", count=unread))] if unread else [])
        for entry in report.charts:
            for other in entry.comparisons if entry.first is not None else ():
                facts = {"product": product_words(entry), "other": name_of(other.product)}
                self._section("against", against_lines(entry, other), **facts)
        if report.kinds:
            self._section("kinds")
            self._table(kinds_table(report))
            points = tuple(dict.fromkeys(p for kind in report.kinds for p in kind.points))
            self._lines([say("ui.coverage.rare", points=points)] if points else [])

    def _kind_answers(self) -> Iterator[Line]:
        for kind in self.report.kinds:
            share = kind.served.everybody
            if share is not None:
                yield say(
                    "ui.coverage.kind", garment=message(f"ui.garment.{kind.garment.value}"), count=kind.products,
                    share=f"{AT_LEAST * kind.least}{percent(share.value)}", range=percent_range(share),
                )  # fmt: skip

    def _left_out(self) -> None:
        """Products that give nobody a size, each with the cause; of many only how many for each cause."""
        by_cause: dict[str, list[str]] = {}
        for entry in self.report.left_out:
            by_cause.setdefault(entry.cause, []).append(name_of(entry.product))
        if not by_cause:
            return
        lines = []
        for cause, names in by_cause.items():
            listed = ", ".join(names[:SHOWN_LEFT_OUT]) + (" …" if len(names) > SHOWN_LEFT_OUT else "")
            is_many = len(self.report.left_out) > SHOWN_LEFT_OUT
            words = message("ui.coverage.left_product", cause=message(f"page.cause.{cause}"), count=len(names))
            lines.append(item(words if is_many else message("ui.coverage.left_names", cause=words, names=listed)))
        if "held_back" in by_cause:
            lines.append(say("ui.coverage.held_back_hint"))
        self._section("left_products", lines)
