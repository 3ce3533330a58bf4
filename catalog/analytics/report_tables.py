"""The tables of the report page: every figure that a plot draws, with its range, and those that no plot has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ..messages.messages import Messages
from ..model.leg import LegPoint
from ..model.quantities import quantity
from ..report.plain import text_of
from .coverage import GroupCoverage
from .coverage_report import ChartCoverage, Comparison, PointRange, SizeGap, SizesDisagree, WhatIf
from .coverage_words import name_of, outcome_words
from .figures import of_hundred, whole_numbers
from .groups import Shares
from .plot_curve import wearers_of
from .plot_shares import in_order
from .plot_words import BLANK, edge, groups_of, interval, percent, places
from .population import Share


class PageCell(Struct, frozen=True):
    """What stands in one place of a table."""

    text: str
    small: str = ""
    """What stands below it, smaller: the range of a share."""
    href: str = ""


class ReportTable(Struct, frozen=True):
    """A table of the page; the first cell of a row names it."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[PageCell, ...], ...]


Rows = Iterable[Sequence[PageCell]]


def page_table(caption: str, heads: Iterable[str], rows: Rows) -> list[ReportTable]:
    """A table, in a list; an empty list where it has no row."""
    lines = tuple(tuple(row) for row in rows)
    return [ReportTable(caption, tuple(heads), lines)] if lines else []


def share_cell(share: Share | None) -> PageCell:
    """A share with its range."""
    return PageCell("–") if share is None else PageCell(percent(share.value), interval(share, ""))


def group_heads(groups: Iterable[str], messages: Messages) -> list[str]:
    """The names of groups over their columns."""
    return [messages.text("ui.plot.group", {"group": name}) for name in groups]


def served_table(chart: ChartCoverage, messages: Messages) -> list[ReportTable]:
    """By outcome: how many of each group."""
    groups = groups_of(chart)
    by_group = [dict(group.outcomes) for group in groups.values()]
    present = [outcome for outcome in in_order() if any(outcome in shares for shares in by_group)]
    words = [text_of(outcome_words(outcome, unread=bool(chart.unread)), messages) for outcome in present]
    rows = (
        [PageCell(text), *(share_cell(shares.get(outcome)) for shares in by_group)]
        for text, outcome in zip(words, present, strict=True)
    )
    heads = [messages.text("ui.col.outcome"), *group_heads(groups, messages)]
    return page_table(messages.text("ui.paper.part", {"part": "served"}), heads, rows)


def curve_table(chart: ChartCoverage, messages: Messages, order: int) -> list[ReportTable]:
    """By size: how many of 100 wearers and of an order of so many pieces, and how many women and men."""
    name, wearers, others = wearers_of(chart)
    of_100 = of_hundred(wearers.sizes)
    counts = zip(wearers.sizes, whole_numbers([share.value for _, share in wearers.sizes], order), strict=True)
    by_group = [wearer_cells(other) for other in others.values()]
    rows = (
        [
            PageCell(label), PageCell(str(of_100[label]), interval(share, "")),
            PageCell(str(pieces), f"{round(share.low * order)}–{round(share.high * order)}"),
            *(cells.get(label, share_cell(None)) for cells in by_group),
        ]
        for (label, share), pieces in counts
    )  # fmt: skip
    missing = [
        [PageCell(label), PageCell(messages.text("ui.coverage.not_read")), *[share_cell(None)] * (1 + len(by_group))]
        for label in chart.unread if label not in of_100
    ]  # fmt: skip
    heads = [messages.text("ui.col.size"), messages.text("ui.plot.of_hundred_wearers", {"group": name})]
    heads.append(messages.text("ui.paper.of_order", {"pieces": order}))
    heads += group_heads(others, messages)
    return page_table(messages.text("ui.paper.part", {"part": "curve"}), heads, [*rows, *missing])


def wearer_cells(group: GroupCoverage) -> dict[str, PageCell]:
    """By size: which part of a group's wearers takes it, with its range; the whole numbers of the size curve."""
    of_100 = of_hundred(group.sizes)
    return {label: PageCell(f"{of_100[label]}{BLANK}%", interval(share, "")) for label, share in group.sizes}


def left_out_table(chart: ChartCoverage, messages: Messages) -> list[ReportTable]:
    """By range of a measure: how many of each group have no size there."""
    groups = groups_of(chart)
    rows = (
        [PageCell(words[:1].upper() + words[1:]), *(share_cell(shares.get(name)) for name in groups)]
        for words, shares in places(chart, messages)
    )
    heads = [messages.text("ui.paper.no_size_at"), *group_heads(groups, messages)]
    part = "left_out_unread" if chart.unread else "left_out"
    return page_table(messages.text("ui.paper.part", {"part": part}), heads, rows)


def seam_tables(chart: ChartCoverage, messages: Messages) -> list[ReportTable]:
    """Where sizes overlap, where a gap is, and where each measure has a size but no size has all."""
    groups, seams = tuple(groups_of(chart)), chart.seams
    overlaps = (
        (PageCell(messages.several(list(o.sizes)), stretches(o.ranges, messages)), o.people) for o in seams.overlaps
    )
    gaps = ((PageCell(messages.several(list(g.sizes)), gap_text(g, messages)), g.people) for g in seams.gaps)
    disagreements = ((PageCell(sizes_at(d, messages)), d.people) for d in seams.disagreements)
    heads = [messages.text("ui.paper.sizes"), *group_heads(groups, messages)]
    return [
        table
        for kind, lines in (("overlaps", overlaps), ("gaps", gaps), ("disagreements", disagreements))
        for table in page_table(
            messages.text("ui.paper.seam", {"seam": kind}),
            heads,
            ([cell, *people_cells(p, groups)] for cell, p in lines),
        )
    ]


def people_cells(shares: Shares, groups: Iterable[str]) -> list[PageCell]:
    """A cell for each group."""
    return [share_cell(getattr(shares, name)) for name in groups]


def stretches(ranges: Iterable[PointRange], messages: Messages) -> str:
    """Stretches of measures in words: "calf girth 34–35 cm"."""
    return "; ".join(f"{messages.point(r.point)} {stretch(r, messages)}" for r in ranges)


def stretch(own: PointRange, messages: Messages) -> str:
    """The two ends of a stretch, one where they are one, and a sign where there is none."""
    low, high = (None if at is None else measure(own.point, at, messages) for at in (own.low, own.high))
    if low is None or high is None:
        return f"≤{BLANK}{high}" if high else f"≥{BLANK}{low}" if low else "*"
    return low if low == high else f"{low.rpartition(BLANK)[0]}–{high}"


def measure(point: LegPoint, at: int, messages: Messages) -> str:
    """A figure with its unit, which no line's end parts."""
    return messages.fact(quantity(point, at)).replace(" ", BLANK)


def gap_text(gap: SizeGap, messages: Messages) -> str:
    """A gap in words: "calf girth > 38 cm < 40 cm"."""
    ends = (edge(gap.point, gap.after, 1, messages), edge(gap.point, gap.before, -1, messages))
    return " ".join([messages.point(gap.point), *ends])


def sizes_at(disagreement: SizesDisagree, messages: Messages) -> str:
    """What each measure alone would take: "ankle girth: S; calf girth: M and L"."""
    return "; ".join(f"{messages.point(p)}: {messages.several(list(sizes))}" for p, sizes in disagreement.sizes)


def what_if_table(chart: ChartCoverage, what_if: WhatIf, messages: Messages) -> list[ReportTable]:
    """Who gets a size, today and then."""
    before, after = groups_of(chart), groups_of(chart, what_if.coverage)
    names_of = [name for name in before if name in after]
    rows = ([PageCell(head), *(share_cell(groups[name].served) for groups in (before, after))]
            for name, head in zip(names_of, group_heads(names_of, messages), strict=True))  # fmt: skip
    heads = (messages.text(code) for code in ("ui.paper.get_size", "ui.plot.today", "ui.plot.changed"))
    return page_table(messages.text("ui.paper.part", {"part": "what_if"}), heads, rows)


def comparison_table(chart: ChartCoverage, comparison: Comparison, messages: Messages) -> list[ReportTable]:
    """Who gets a size of both products, of one, of none."""
    groups = tuple(groups_of(chart))
    facts = {"name": name_of(chart.products[0]), "other_name": name_of(comparison.product)}
    kinds = {
        "both": comparison.both, "only_this": comparison.only_this, "only_other": comparison.only_other,
        "neither": comparison.neither,
    }  # fmt: skip
    rows = (
        [PageCell(messages.text("ui.paper.has_size", {"which": kind, **facts})), *people_cells(shares, groups)]
        for kind, shares in kinds.items() if shares is not None
    )  # fmt: skip
    heads = [messages.text("ui.paper.get_size"), *group_heads(groups, messages)]
    return page_table(messages.text("ui.paper.part", {"part": "against"}), heads, rows)
