"""The bands of each size over how people spread at a measure, a character a step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from ..model.chart import Band
from ..model.quantities import quantity
from ..report.chart_drawing import LABEL, Drawing, bands_of, short_text
from ..report.lines import Line, Style, say
from .coverage_report import ChartCoverage, PointDensity
from .coverage_tables import GROUPS

HEIGHTS: Final = "▁▂▃▄▅▆▇█"
INDENT: Final = 4
PLAIN_HEIGHTS: Final = ".:-=+*#%"


def density_lines(entry: ChartCoverage, how: Drawing, labels: Mapping[str, str], *, drawn: bool) -> list[Line]:
    """Draw it for every measure of the charts that enough people have; `labels` are what the groups are called."""
    return [line for density in entry.densities for line in _point_lines(entry, density, how, labels, drawn=drawn)]


def _point_lines(
    entry: ChartCoverage, density: PointDensity, how: Drawing, labels: Mapping[str, str], *, drawn: bool
) -> list[Line]:
    bands = [pair for chart in entry.charts for pair in bands_of(chart, density.point)]
    if not bands:
        return []
    density = coarser(density, how.columns - INDENT - LABEL)
    groups = {name: getattr(density, name) for name in GROUPS}
    names = [n for n in GROUPS[1:] if groups[n]] if all(groups.values()) else GROUPS[:1]
    heights = HEIGHTS if drawn else PLAIN_HEIGHTS
    rows = [(labels[name], spark(groups[name], heights)) for name in names]
    rows += [(short_text(label)[:LABEL], band_on(density, band, how)) for label, band in bands]
    width = max(len(label) for label, _ in rows)
    start, end = (quantity(density.point, density.start + n * density.width) for n in (0, len(density.everybody)))
    title = say("ui.coverage.axis", point=density.point, start=start, end=end)
    return [title, *(Line(f"{label:<{width}} {drawing}", 1, Style.VERBATIM) for label, drawing in rows)]


def coarser(density: PointDensity, most: int) -> PointDensity:
    """The same in at most so many steps, each several of the narrow ones."""
    several = -(-len(density.everybody) // max(most, 1))
    if several <= 1:
        return density
    groups = {name: _sums(getattr(density, name), several) for name in GROUPS}
    return replace(density, width=density.width * several, **groups)


def _sums(shares: Sequence[float], several: int) -> tuple[float, ...]:
    return tuple(sum(shares[at : at + several]) for at in range(0, len(shares), several))


def spark(shares: Sequence[float], heights: str) -> str:
    """Each share as a character of its height beside the largest; a blank for none.

    >>> spark([0, 0.1, 0.2], ".:-=+*#%")
    ' +%'
    """
    largest = max(shares, default=0.0)
    return "".join(
        heights[min(int(share / largest * len(heights)), len(heights) - 1)] if share > 0 else " " for share in shares
    )


def band_on(density: PointDensity, band: Band, how: Drawing) -> str:
    """A band from its first step to its last; one that goes beyond the steps, or is open, ends in an arrow."""
    steps, (start, line, end, open_start, open_end) = len(density.everybody), list(how.signs[:5])
    low = -1 if band.low is None else (band.low.at - density.start) // density.width
    high = steps if band.high is None else (band.high.at - density.start) // density.width
    if high < 0 or low >= steps:
        return (open_start if high < 0 else " " * (steps - 1) + open_end).rstrip()
    first, last = max(low, 0), min(high, steps - 1)
    left, right = start if low >= 0 else open_start, end if high < steps else open_end
    return " " * first + (left + line * (last - first - 1) + right if last > first else left)
