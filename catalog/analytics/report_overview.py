"""The tables of a report page of several charts: every kind at a glance, every chart, rare and ordinary legs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ..messages.messages import Messages
from .coverage_report import ChartCoverage, CoverageReport, KindCoverage
from .coverage_words import product_words
from .plot_words import BLANK, EVERYBODY, GROUPS, groups_of, interval, least, percent
from .population import Share
from .report_tables import PageCell, ReportTable, group_heads, page_table, share_cell

HEADS_OF_SUMMARY: Final = ("kind", "products", "charts", "served", "worst")
AT_LEAST: Final = f"≥{BLANK}"
HEADS_OF_KINDS: Final = ("kind", "products", "unknown", "median", "rarest", "without")


def overview(report: CoverageReport, messages: Messages) -> list[ReportTable]:
    """What stands before the charts one by one; nothing where there is one."""
    if len(report.charts) < 2:
        return []
    kinds, rare = summary_table(report, messages), kinds_table(report.kinds, messages)
    return [*kinds, *products_table(report.charts, messages), *rare]


def summary_table(report: CoverageReport, messages: Messages) -> list[ReportTable]:
    """By kind: products, charts, who gets a size of one of them, and the chart that serves the smallest part."""
    rows = []
    for kind in report.kinds:
        charts = [
            (at, chart) for at, chart in enumerate(report.charts, 1)
            if any(product.garment is kind.garment for product in chart.products)
        ]  # fmt: skip
        counts = kind.products + kind.unknown + kind.without_chart, len(charts)
        name = messages.text(f"ui.garment.{kind.garment}")
        rows.append([
            PageCell(name), *(PageCell(str(count)) for count in counts), _of_kind(kind), _worst(charts, messages),
        ])  # fmt: skip
    heads = [messages.text("ui.paper.summary", {"head": head}) for head in HEADS_OF_SUMMARY]
    return page_table(messages.text("ui.paper.summary", {"head": "caption"}), heads, rows)


def _of_kind(kind: KindCoverage) -> PageCell:
    share = kind.served.everybody
    if share is None:
        return share_cell(None)
    return PageCell(AT_LEAST * kind.least + percent(share.value), interval(share, ""))


def _worst(charts: Iterable[tuple[int, ChartCoverage]], messages: Messages) -> PageCell:
    """The chart that serves the smallest part of those it is made for, with a link to it."""
    counted = [(at, chart, chart.first.served) for at, chart in charts if chart.first is not None]
    if not counted:
        return PageCell(messages.text("ui.paper.not_known"))
    at, chart, share = min(counted, key=lambda entry: entry[2].value)
    whom = "" if chart.group == EVERYBODY else f" ({messages.text(f'ui.coverage.group.{chart.group}')})"
    return PageCell(f"{least(chart, share)}{whom}", product_words(chart), href=f"#chart-{at}")


def products_table(charts: Sequence[ChartCoverage], messages: Messages) -> list[ReportTable]:
    """All charts of a report of several, each with a link to its part of the page."""
    rows = (
        [PageCell(product_words(chart), href=f"#chart-{at}"), *chart_cells(chart, messages)]
        for at, chart in enumerate(charts, 1)
    )
    heads = [messages.text("ui.paper.product"), *group_heads(GROUPS, messages)]
    return page_table(messages.text("ui.paper.part", {"part": "products"}), heads, rows) if len(charts) > 1 else []


def chart_cells(chart: ChartCoverage, messages: Messages) -> list[PageCell]:
    """How many of each group a chart serves."""
    groups = groups_of(chart)
    if not groups:
        return [PageCell(messages.text("ui.paper.not_known"))] * len(GROUPS)
    return [least_cell(chart, groups[name].served if name in groups else None) for name in GROUPS]


def least_cell(chart: ChartCoverage, share: Share | None) -> PageCell:
    """A share of a chart with its range, and a sign where it is the least that it can be."""
    return share_cell(None) if share is None else PageCell(least(chart, share), interval(share, ""))


def kinds_table(kinds: Iterable[KindCoverage], messages: Messages) -> list[ReportTable]:
    """By kind and group: how many products have a size for ordinary legs, and for the rarest tenth."""
    rows = (
        [
            PageCell(messages.text(f"ui.garment.{kind.garment}"), messages.text("ui.plot.group", {"group": name})),
            *(PageCell(str(count)) for count in (kind.products, kind.unknown, legs.median, legs.rarest)),
            share_cell(legs.rarest_without),
        ]
        for kind in kinds for name in GROUPS if (legs := getattr(kind, name)) is not None
    )  # fmt: skip
    heads = (messages.text("ui.paper.kind", {"head": head}) for head in HEADS_OF_KINDS)
    return page_table(messages.text("ui.paper.part", {"part": "kinds"}), heads, rows)
