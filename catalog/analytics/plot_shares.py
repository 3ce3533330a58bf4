"""How many women, men and all get a size, and what becomes of the others, as one bar each."""

from __future__ import annotations

from typing import Final

from matplotlib.axes import Axes

from ..messages.messages import Messages
from ..model.verdict import SizeOutcome
from ..report.plain import text_of
from .coverage import GroupCoverage
from .coverage_report import ChartCoverage
from .coverage_words import outcome_words
from .plot_sheet import (
    BLACK,
    BLUE,
    GAP,
    GREEN,
    MARGIN,
    ORANGE,
    PAPER,
    PURPLE,
    SKY,
    VERMILION,
    CoveragePlot,
    DrawingSheet,
    Swatch,
    filled,
    whisker,
)
from .plot_text import TEXT
from .plot_words import groups_of, title_by_sex, with_interval

OUTCOME_LOOKS: Final[dict[SizeOutcome, tuple[str, str]]] = {
    SizeOutcome.FITS: (SKY, ""), SizeOutcome.IN_TWO_SIZES: (GREEN, "||||"), SizeOutcome.BETWEEN_SIZES: (BLUE, "----"),
    SizeOutcome.LEGS_DIFFER: (PURPLE, "oo"), SizeOutcome.OUTSIDE_CHART: (ORANGE, "////"),
    SizeOutcome.MEASUREMENTS_DISAGREE: (VERMILION, "xxxx"), SizeOutcome.IN_GAP: (BLACK, "\\\\\\\\"),
}  # fmt: skip
"""Colour and pattern of each outcome, in the order of the bars: who gets a size first."""
OTHER_LOOK: Final = (PAPER, "++++")
BAR: Final = 17.0


def by_sex_plot(
    chart: ChartCoverage, messages: Messages, below: str, subtitle: str, *, framed: bool = True
) -> CoveragePlot:
    """Draw for women, men and all how many get a size, and what becomes of the others."""
    title = title_by_sex(chart, messages)
    sheet = DrawingSheet(framed=framed)
    sheet.head(title, subtitle)
    groups = groups_of(chart)
    for name, group in groups.items():
        served = messages.text("ui.plot.served", {"group": name, "share": with_interval(group.served)})
        sheet.write(served, TEXT)
        axes = sheet.drawing(BAR + 6, left=MARGIN, below=GAP)
        axes.set(xlim=(0, 1), ylim=(0, BAR + 6), xticks=[], yticks=[])
        axes.spines["bottom"].set_visible(False)
        _outcomes(axes, group, name)
    present = [outcome for outcome in in_order() if any(outcome in dict(group.outcomes) for group in groups.values())]
    names = [text_of(outcome_words(outcome, unread=bool(chart.unread)), messages) for outcome in present]
    sheet.key(Swatch(name, *look_of(outcome)) for name, outcome in zip(names, present, strict=True))
    sheet.foot(below)
    return sheet.done("by-sex", title)


def look_of(outcome: SizeOutcome) -> tuple[str, str]:
    """The colour and the pattern of an outcome."""
    return OUTCOME_LOOKS.get(outcome, OTHER_LOOK)


def in_order() -> list[SizeOutcome]:
    """Every outcome, in the order of the bars."""
    return [*OUTCOME_LOOKS, *(outcome for outcome in SizeOutcome if outcome not in OUTCOME_LOOKS)]


def _outcomes(axes: Axes, group: GroupCoverage, name: str) -> None:
    """One bar of everybody in a group; the thin line is the range of the share that gets a size."""
    shares, at = dict(group.outcomes), 0.0
    for outcome in in_order():
        if outcome in shares:
            wide = shares[outcome].value
            axes.barh(3, wide, BAR, at, align="edge", gid=f"{name}-{outcome.value}", **filled(*look_of(outcome)))
            at += wide
    ends = (group.served.low, group.served.high)
    whisker(axes, ends, 3 + BAR / 2, reach=BAR / 2 + 2.5)
