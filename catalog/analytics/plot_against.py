"""The sizes of two products against each other, as a table whose cells are the darker the more people are in them."""

from __future__ import annotations

from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ..messages.messages import Messages
from .compare import SizeAgainst
from .coverage_report import ChartCoverage, Comparison
from .coverage_words import name_of
from .plot_sheet import BLUE, GAP, INK, MARGIN, SMALL, SOFT, WIDTH, CoveragePlot, DrawingSheet, beside
from .plot_text import TEXT, lines_of, shortened, width_of
from .plot_words import interval, percent, title_of_comparison

ROW, LABELS = 30.0, 70.0
DARKEST: Final = 0.7
"""How much of the colour the cell of everybody has: text on it stays readable."""
FITS_RANGE: Final = 44.0
"""How wide a cell is that has room for the range of its share."""


def against_plot(
    chart: ChartCoverage, comparison: Comparison, messages: Messages, below: str, name: str, *, framed: bool = True
) -> CoveragePlot | None:
    """Draw which size of a chart those take who take a size of the other one; None where nobody can be compared."""
    rows = list(dict.fromkeys(line.size for line in comparison.sizes))
    if not rows:
        return None
    columns = columns_of_sizes(chart, comparison)
    product = chart.products[0]
    title = title_of_comparison(product, comparison, messages)
    sheet = DrawingSheet(framed=framed)
    sheet.head(title)
    sheet.write(messages.text("ui.plot.theirs", {"name": name_of(comparison.product)}), SMALL)
    sheet.write(messages.text("ui.plot.ours", {"name": name_of(product)}), SMALL)
    sheet.bottom += 3 * GAP
    labels = [shortened(label, LABELS) for label in rows]
    left = MARGIN + max(map(width_of, labels)) + GAP
    axes = sheet.drawing(ROW * len(rows), left=left, below=GAP)
    axes.set(xlim=(0, len(columns)), ylim=(0, len(rows)), xticks=[], yticks=[])
    axes.spines["bottom"].set_visible(False)
    wide = (WIDTH - left - MARGIN) / len(columns)
    for at, label in enumerate(labels):
        beside(axes, -GAP, len(rows) - at - 0.5, label, ha="right")
    for at, column in enumerate(columns):
        _head(
            axes, messages.text("ui.plot.no_size") if column is None else column, at, wide, is_size=column is not None
        )
    for line in comparison.sizes:
        _cell(axes, line, (columns.index(line.other), len(rows) - rows.index(line.size) - 1), wide)
    sheet.foot(below)
    return sheet.done(name, title)


def columns_of_sizes(chart: ChartCoverage, comparison: Comparison) -> list[str | None]:
    """The sizes that somebody takes, from small to large, and None for those who get none."""
    sizes = dict.fromkeys(size.label for one in chart.charts for size in one.sizes)
    taken = {line.other for line in comparison.sizes}
    return [*(size for size in sizes if size in taken), *([None] if None in taken else [])]


def _head(axes: Axes, text: str, at: int, wide: float, *, is_size: bool) -> None:
    """Write what a column is, on two lines at most."""
    first, *more = lines_of(text, wide - 3, SMALL)
    lines = "\n".join([first, *([shortened(" ".join(more), wide - 3, SMALL)] if more else [])])
    look: dict[str, Any] = {"size": SMALL, "ha": "center", "va": "bottom", "color": INK if is_size else SOFT}
    axes.text(at + 0.5, axes.get_ylim()[1] + 0.12, lines, linespacing=1.1, **look)


def _cell(axes: Axes, line: SizeAgainst, at: tuple[int, int], wide: float) -> None:
    x, y = at
    axes.add_patch(
        Rectangle((x, y), 1, 1, facecolor=BLUE, alpha=line.share.value * DARKEST, linewidth=0, gid=f"cell-{x}-{y}")
    )
    has_range = wide >= FITS_RANGE and line.share.value >= 0.005
    axes.text(x + 0.5, y + (0.68 if has_range else 0.5), percent(line.share.value), size=TEXT, ha="center", va="center")
    if has_range:
        axes.text(x + 0.5, y + 0.27, interval(line.share, ""), size=SMALL - 1, ha="center", va="center", color=INK)
