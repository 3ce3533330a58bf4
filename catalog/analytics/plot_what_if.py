"""A changed chart beside today's: who gets a size, and which, then and now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from matplotlib.axes import Axes

from ..messages.messages import Messages
from .coverage import GroupCoverage
from .coverage_report import ChartCoverage, WhatIf
from .figures import whole_numbers
from .plot_curve import LABELS
from .plot_sheet import GAP, ORANGE, SKY, SMALL, CoveragePlot, DrawingSheet, Swatch, beside, filled, scale, whisker
from .plot_text import shortened
from .plot_words import (  # fmt: skip
    BLANK,
    EVERYBODY,
    group_of_title,
    groups_of,
    percent,
    title_of_what_if,
    with_interval,
)
from .population import Share

BAR: Final = 11.0
TODAY, CHANGED = (SKY, ""), (ORANGE, "////")


def what_if_plot(
    chart: ChartCoverage, what_if: WhatIf, messages: Messages, below: str, subtitle: str, *, framed: bool = True
) -> CoveragePlot | None:
    """Draw both; None where either is unknown."""
    if chart.first is None or what_if.coverage.everybody is None:
        return None
    title = title_of_what_if(chart, what_if, messages)
    sheet = DrawingSheet(framed=framed)
    sheet.head(title, subtitle)
    sheet.key([Swatch(messages.text("ui.plot.today"), *TODAY), Swatch(messages.text("ui.plot.changed"), *CHANGED)])
    before, after = groups_of(chart), groups_of(chart, what_if.coverage)
    served = [
        (messages.text("ui.plot.group", {"group": name}), before[name].served, after[name].served)
        for name in before if name in after
    ]  # fmt: skip
    shares = [(percent(today.value), percent(then.value)) for _, today, then in served]
    of_all = chart.group if len(before) == 1 else EVERYBODY
    _pairs(sheet, served, shares, messages.text("ui.plot.of_hundred", {"group": of_all}), messages)
    name = group_of_title(chart)
    sizes = _sizes(before[name], after[name])
    counts = (
        whole_numbers([today.value for _, today, _ in sizes], 100),
        whole_numbers([then.value for _, _, then in sizes], 100),
    )
    figures = [(str(today), str(then)) for today, then in zip(*counts, strict=True)]
    _pairs(sheet, sizes, figures, messages.text("ui.plot.of_hundred_wearers", {"group": name}), messages)
    for line in moves(what_if, name, messages) if framed else ():
        sheet.write(line, SMALL)
    sheet.foot(below)
    return sheet.done("what-if", title)


Pair = tuple[str, Share, Share]
"""What a line is about, today's share and the changed one."""


def _sizes(before: GroupCoverage, after: GroupCoverage) -> list[Pair]:
    """Each size of those that take one, today and then."""
    nobody = Share(0, 0, 0)
    then = dict(after.sizes)
    return [(label, share, then.get(label, nobody)) for label, share in before.sizes]


def _pairs(
    sheet: DrawingSheet, pairs: Sequence[Pair], figures: Sequence[tuple[str, str]], axis: str, messages: Messages
) -> None:
    """Two bars a line with their ranges, and today's figure with the changed one beside them."""
    if not pairs:
        return
    labels = [shortened(label, LABELS) for label, _, _ in pairs]
    texts = [f"{today}{BLANK}→{BLANK}{then}" for today, then in figures]
    row = 2 * BAR + GAP
    axes = sheet.lines(row, labels, texts, below=36)
    for at, (_, before, after) in enumerate(pairs):
        top = row * (len(pairs) - at) - GAP / 2
        beside(axes, -GAP, top - BAR, labels[at], ha="right")
        beside(axes, GAP, top - BAR, texts[at])
        _bar(axes, before, top - BAR, TODAY)
        _bar(axes, after, top - 2 * BAR, CHANGED)
    axes.set_xlim(0)
    scale(axes, axis, messages)


def _bar(axes: Axes, share: Share, at: float, look: tuple[str, str]) -> None:
    axes.barh(at, share.value * 100, BAR, align="edge", **filled(*look))
    whisker(axes, (share.low * 100, share.high * 100), at + BAR / 2, reach=2.5)


def moves(what_if: WhatIf, group: str, messages: Messages) -> list[str]:
    """How many get a size then and none today, the other way round, and who gets another one."""
    every = (("gained", what_if.gained), ("lost", what_if.lost), ("other_size", what_if.other_size))
    shares = ((kind, getattr(shares, group)) for kind, shares in every)
    return [
        messages.text("ui.plot.move", {"kind": kind, "share": with_interval(share)})
        for kind, share in shares
        if share is not None and share.value
    ]
