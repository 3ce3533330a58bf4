"""The sizes of a chart as bars below the spread of legs: where people are, who has no size, where sizes overlap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes
from msgspec import Struct

from ..messages.messages import Messages
from ..model.band_text import own_unit
from ..model.quantities import per_unit
from .coverage_report import ChartCoverage, PointDensity
from .left_out import NO_END, Interval, Outside, covered_by_point, interval_of, merged, ranges_outside
from .plot_sheet import (
    BLACK,
    BLUE,
    GAP,
    HATCHED,
    INK,
    MARGIN,
    SKY,
    SMALL,
    SOFT,
    VERMILION,
    CoveragePlot,
    DrawingSheet,
    Swatch,
    beside,
    scale,
)
from .plot_text import shortened, width_of
from .plot_words import EVERYBODY, MEN, WOMEN, groups_of, percent, places, title_of_bands, with_interval  # fmt: skip

ROW, BAR, HILL, ABOVE = 19.0, 13.0, 74.0, 4.0
"""The heights of a size, of its bar, of the highest place of the spread, and of what is free above it, in points."""
LABELS: Final = 84.0
"""The most room for the names of sizes."""
COLUMN, WIDEST = 34.0, 52.0
"""How wide a column of shares is at least and at most."""
SMOOTH: Final = (0.25, 0.5, 0.25)
MOST_PLACES: Final = 5
"""Of how many ranges without a size the shares are written down."""
NONE: Final = "////"
LINES: Final[dict[str, tuple[str, str]]] = {WOMEN: (VERMILION, "-"), MEN: (BLUE, "--"), EVERYBODY: (BLACK, "-")}
"""Colour and dash of each group."""
MARKERS: Final = {WOMEN: "o", MEN: "^", EVERYBODY: "s"}


class PointPanel(Struct, frozen=True):
    """What is drawn of one measure."""

    density: PointDensity
    rows: tuple[tuple[str, tuple[Interval, ...]], ...]
    """By size, from small to large: what it covers of the measure, in store units."""
    covered: tuple[Interval, ...]
    gaps: frozenset[tuple[int | None, int | None]]
    """Between which values somebody is left out between two sizes."""
    per: float
    """Store units to a unit of the axis."""
    unit: str

    @property
    def ends(self) -> tuple[float, float]:
        """Where the axis begins and ends: at the ends of the spread, or of the sizes where they go further."""
        density = self.density
        first, last = density.start, density.start + density.width * len(density.everybody)
        edges = [at for interval in self.covered for at in interval if abs(at) != NO_END]
        low, high = min([first, *edges]), max([last, *edges])
        return (low - (high - low) * 0.02) / self.per, (high + (high - low) * 0.02) / self.per


def bands_plot(
    chart: ChartCoverage, messages: Messages, below: str, subtitle: str, *, framed: bool = True
) -> CoveragePlot | None:
    """Draw the sizes at each measure; None where the spread of none is known."""
    panels = [panel_of(chart, density, messages) for density in chart.densities]
    if not panels or chart.first is None:
        return None
    title = title_of_bands(chart, messages)
    sheet = DrawingSheet(framed=framed)
    sheet.head(title, subtitle)
    groups = [name for name in groups_of(chart) if name != EVERYBODY] or [EVERYBODY]
    marks = [
        Swatch(messages.text("ui.plot.group", {"group": name}), colour, dash=dash)
        for name, (colour, dash) in LINES.items() if any(name in spread_of(panel.density, groups) for panel in panels)
    ]  # fmt: skip
    sheet.key([*marks, Swatch(messages.text("ui.plot.no_size_here"), "none", NONE)])
    shares = columns_of(sheet, chart, groups, messages)
    for at, panel in enumerate(panels):
        _panel(sheet, panel, groups, shares, messages, is_first=at == 0)
    for line in _places(chart, groups, messages) if framed else ():
        sheet.write(line, SMALL)
    sheet.foot(below)
    return sheet.done("bands", title)


def panel_of(chart: ChartCoverage, density: PointDensity, messages: Messages) -> PointPanel:
    """Put together what is drawn of one measure."""
    rows: dict[str, list[Interval]] = {}
    for one in chart.charts:
        for size, box in one.boxes():
            is_whole = all(any(box.band(point) for point in key) for key in one.keys)
            bands = [interval_of(band) for band in box.bands if band.point is density.point]
            rows.setdefault(size.label, []).extend(bands if is_whole else [])
    covered = covered_by_point(chart.charts).get(density.point, [])
    ranges = chart.first.left_out if chart.first else ()
    gaps = frozenset((r.after, r.before) for r in ranges if r.point is density.point and r.where is Outside.BETWEEN)
    unit = own_unit(density.point, messages.units)
    lines = tuple((label, tuple(merged(intervals))) for label, intervals in rows.items())
    return PointPanel(density, lines, tuple(covered), gaps, float(per_unit(density.point, unit)), unit)


class ShareColumns(Struct, frozen=True):
    """How many of 100 take each size, a column for each group, beside the sizes of the first measure."""

    heads: tuple[str, ...]
    columns: tuple[dict[str, str], ...]
    width: float

    def write(self, axes: Axes, label: str, middle: float) -> None:
        """Write the shares of one size."""
        for at, column in enumerate(self.columns):
            beside(axes, self.width * (at + 1) - 2, middle, column.get(label, ""), ha="right")

    def write_heads(self, axes: Axes, above: float) -> None:
        """Write whose they are."""
        for at, head in enumerate(self.heads):
            beside(axes, self.width * (at + 1) - 2, above, head, ha="right", va="bottom", size=SMALL, color=SOFT)


def columns_of(sheet: DrawingSheet, chart: ChartCoverage, names: Sequence[str], messages: Messages) -> ShareColumns:
    """Put the columns of some groups together."""
    groups = groups_of(chart)
    heads = [shortened(messages.text("ui.plot.group", {"group": name}), WIDEST - 6, SMALL) for name in names]
    shares = (
        {label: percent(share.value * groups[name].served.value) for label, share in groups[name].sizes}
        for name in names
    )
    return ShareColumns(tuple(heads), tuple(shares), max(COLUMN, *(width_of(head, SMALL) + 6 for head in heads)))


def _panel(
    sheet: DrawingSheet,
    panel: PointPanel,
    groups: Sequence[str],
    shares: ShareColumns,
    messages: Messages,
    *,
    is_first: bool,
) -> None:
    """Draw one measure; the shares of the sizes stand beside the first of them."""
    labels = [shortened(label, LABELS) for label, _ in panel.rows]
    left = MARGIN + max(map(width_of, labels), default=0) + GAP
    ground = ROW * len(labels) + GAP
    axes = sheet.drawing(ground + HILL + ABOVE, left=left, right=MARGIN + shares.width * len(shares.heads), below=38)
    axes.set(xlim=panel.ends, ylim=(0, ground + HILL + ABOVE), yticks=[])
    _hatch(axes, panel)
    _hill(axes, panel, groups, ground)
    for at, (label, (name, intervals)) in enumerate(zip(labels, panel.rows, strict=True)):
        middle = ROW * (len(labels) - at - 0.5)
        beside(axes, -GAP, middle, label, ha="right")
        _bars(axes, panel, intervals, middle)
        if is_first:
            shares.write(axes, name, middle)
    if is_first:
        shares.write_heads(axes, ground - GAP + 2)
    name = messages.point(panel.density.point)
    scale(axes, f"{name[:1].upper()}{name[1:]} ({panel.unit})", messages)


def spread_of(density: PointDensity, groups: Sequence[str]) -> dict[str, Sequence[float]]:
    """How each of some groups spreads over one measure; everybody where that of none of them is known."""
    by_group = {WOMEN: density.women, MEN: density.men, EVERYBODY: density.everybody}
    return {name: by_group[name] for name in groups if by_group[name]} or {EVERYBODY: density.everybody}


def _hill(axes: Axes, panel: PointPanel, groups: Sequence[str], ground: float) -> None:
    """Draw how some groups spread over one measure, as high as there is room."""
    density, drawn = panel.density, spread_of(panel.density, groups)
    highest = max(max(steps) for steps in drawn.values())
    middles = (density.start + density.width * (np.arange(len(density.everybody)) + 0.5)) / panel.per
    for name, steps in drawn.items():
        colour, dash = LINES[name]
        line = ground + np.convolve(steps, SMOOTH, "same") / highest * HILL
        axes.fill_between(
            middles, ground, line, color=colour, alpha=0.14, linewidth=0, gid=f"spread-{density.point}-{name}"
        )
        axes.plot(middles, line, dash, color=colour, linewidth=1.7)


def _hatch(axes: Axes, panel: PointPanel) -> None:
    """Hatch where no size is; between two sizes only where somebody is left out, not in a step of the figures."""
    low, high = panel.ends
    for at, (where, after, before) in enumerate(ranges_outside(panel.covered)):
        if where is not Outside.BETWEEN or (after, before) in panel.gaps:
            first = low if after is None else after / panel.per
            last = high if before is None else before / panel.per
            look: dict[str, Any] = {"hatch": NONE, "edgecolor": HATCHED, "linewidth": 0, "zorder": 0}
            axes.axvspan(first, last, fill=False, gid=f"without-{panel.density.point}-{at}", **look)


def _bars(axes: Axes, panel: PointPanel, intervals: Sequence[Interval], middle: float) -> None:
    """The bars of one size, its figures on them where they have room."""
    low, high = panel.ends
    for first, last in intervals:
        start, end = max(first / panel.per, low), min(last / panel.per, high)
        axes.barh(middle, end - start, BAR, start, color=SKY, edgecolor=INK, linewidth=0.6)


def _places(chart: ChartCoverage, groups: Sequence[str], messages: Messages) -> list[str]:
    """The largest ranges without a size, a line each: where, and how many women and men."""
    lines = []
    for words, shares in places(chart, messages)[:MOST_PLACES]:
        facts = ({"group": name, "share": with_interval(shares[name])} for name in groups if name in shares)
        several = ", ".join(messages.text("ui.plot.share_of", fact) for fact in facts)
        lines.append(f"{words[:1].upper()}{words[1:]}: {several}")
    return lines
