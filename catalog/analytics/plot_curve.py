"""How many of 100 wearers take each size, each with its range: bars, and signs for women and men."""

from __future__ import annotations

from typing import Final

from matplotlib.axes import Axes

from ..messages.messages import Messages
from .coverage import GroupCoverage
from .coverage_report import ChartCoverage
from .figures import whole_numbers
from .plot_sheet import (
    BLUE,
    GAP,
    INK,
    SKY,
    VERMILION,
    CoveragePlot,
    DrawingSheet,
    Swatch,
    beside,
    lined,
    scale,
    whisker,
)
from .plot_text import shortened
from .plot_words import EVERYBODY, groups_of, interval, title_of_curve
from .population import Share

BAR, LINE, LABELS = 14.0, 9.0, 96.0
"""The heights of a bar and of the line of a group below it; the most room for sizes."""
SIGNS: Final = {"women": (VERMILION, "o"), "men": (BLUE, "^")}


def size_curve_plot(
    chart: ChartCoverage, messages: Messages, below: str, subtitle: str, *, framed: bool = True
) -> CoveragePlot | None:
    """Draw the size curve of one chart; None where nobody gets a size."""
    name, wearers, others = wearers_of(chart)
    if not wearers.sizes:
        return None
    title = title_of_curve(name, wearers, messages)
    sheet = DrawingSheet(framed=framed)
    sheet.head(title, subtitle)
    sheet.key(_key(name, others, messages))
    labels = [shortened(label, LABELS) for label, _ in wearers.sizes]
    counts = whole_numbers([share.value for _, share in wearers.sizes], 100)
    figures = [f"{n} ({interval(share, '')})" for n, (_, share) in zip(counts, wearers.sizes, strict=True)]
    row = BAR + LINE * len(others) + GAP
    axes = sheet.lines(row, labels, figures, below=32)
    for at, (size, share) in enumerate(wearers.sizes):
        top = row * (len(labels) - at)
        beside(axes, -GAP, top - BAR / 2, labels[at], ha="right")
        beside(axes, GAP, top - BAR / 2, figures[at])
        _bar(axes, share, top, f"size-{at}")
        _signs(axes, {group: dict(other.sizes).get(size) for group, other in others.items()}, top - BAR, at)
    axes.set_xlim(0)
    scale(axes, messages.text("ui.plot.of_hundred_wearers", {"group": name}), messages)
    sheet.foot(below)
    return sheet.done("size-curve", title)


def wearers_of(chart: ChartCoverage) -> tuple[str, GroupCoverage, dict[str, GroupCoverage]]:
    """Whose curve it is, by name and in figures, and the groups to tell beside it: women and men beside everybody."""
    groups = groups_of(chart)
    name = chart.group if chart.group in groups else next(iter(groups))
    others = {other: group for other, group in groups.items() if other != EVERYBODY} if name == EVERYBODY else {}
    return name, groups[name], others


def _key(name: str, others: dict[str, GroupCoverage], messages: Messages) -> list[Swatch]:
    bars = Swatch(messages.text("ui.plot.group", {"group": name}), SKY)
    return [
        bars,
        *(
            Swatch(messages.text("ui.plot.group", {"group": n}), SIGNS[n][0], dash="-", marker=SIGNS[n][1])
            for n in others
        ),
    ]


def _bar(axes: Axes, share: Share, top: float, name: str) -> None:
    """The bar of one size with its range."""
    axes.barh(top - BAR, share.value * 100, BAR, align="edge", color=SKY, edgecolor=INK, linewidth=0.6, gid=name)
    whisker(axes, (share.low * 100, share.high * 100), top - BAR / 2)


def _signs(axes: Axes, others: dict[str, Share | None], top: float, number: int) -> None:
    """A sign with its range for each other group, below each other."""
    for at, (name, share) in enumerate(others.items()):
        if share is not None:
            colour, sign = SIGNS[name]
            middle = top - LINE * (at + 0.6)
            whisker(axes, (share.low * 100, share.high * 100), middle, colour=colour, reach=0)
            axes.plot([share.value * 100], [middle], gid=f"{name}-{number}", **lined(colour, "-", sign))
