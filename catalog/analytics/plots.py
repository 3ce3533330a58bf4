"""The plots of a coverage report as files: PNG to send on, SVG to print.

`plot_sheet.py` has the paper, each other `plot_*.py` one kind of drawing, `plot_words.py` what they say. matplotlib is
needed (extra `plots`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from ..messages.messages import Messages
from .coverage_report import ChartCoverage, CoverageReport
from .coverage_words import product_words
from .plot_against import against_plot
from .plot_bands import bands_plot
from .plot_curve import size_curve_plot
from .plot_shares import by_sex_plot
from .plot_sheet import CoveragePlot, our_look
from .plot_what_if import what_if_plot
from .plot_words import caption

FORMS: Final = ("svg", "png")
OURS: Final = re.compile(r"(?:[a-z0-9-]+-)?(?:by-sex|bands|size-curve|what-if|against(?:-[0-9]+)?)\.(?:svg|png)")
NOT_IN_A_NAME: Final = re.compile(r"[^a-z0-9]+")


def write_plots(report: CoverageReport, folder: Path, messages: Messages) -> Sequence[Path]:
    """Write every plot of a report into a folder, as SVG and as PNG; say which files that are.

    With several charts the names of files begin with the product. Raises: OSError (they cannot be written).
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for chart, start in zip(report.charts, file_starts(report.charts), strict=True):
        for plot in plots_of(chart, report, messages):
            for form in FORMS:
                paths.append(folder / f"{start}{plot.name}.{form}")
                paths[-1].write_bytes(plot.data(form))
    return paths


def older_pictures(folder: Path, written: Sequence[Path]) -> list[str]:
    """The pictures of a folder that have names as ours and were not written now: they are of an earlier run."""
    names = {path.name for path in written}
    return sorted(p.name for p in folder.iterdir() if OURS.fullmatch(p.name) and p.name not in names)


def file_starts(charts: Sequence[ChartCoverage]) -> list[str]:
    """How the names of the files of each chart begin: with its product where there are several, and never alike."""
    if len(charts) == 1:
        return [""]
    ids = [NOT_IN_A_NAME.sub("-", chart.products[0].id.lower()).strip("-")[:60] or "product" for chart in charts]
    return [f"{name}-{ids[:at].count(name) + 1}-" if ids.count(name) > 1 else f"{name}-" for at, name in enumerate(ids)]


def plots_of(
    chart: ChartCoverage, report: CoverageReport, messages: Messages, *, framed: bool = True
) -> Iterator[CoveragePlot]:
    """Every plot that one chart has; none where its coverage is unknown."""
    if chart.first is None:
        return
    below, subtitle = caption(report, messages), product_words(chart)
    with our_look():
        every = [
            by_sex_plot(chart, messages, below, subtitle, framed=framed),
            bands_plot(chart, messages, below, subtitle, framed=framed),
            size_curve_plot(chart, messages, below, subtitle, framed=framed),
            *(what_if_plot(chart, w, messages, below, subtitle, framed=framed) for w in [chart.what_if] if w),
            *(
                against_plot(chart, comparison, messages, below, against_name(at), framed=framed)
                for at, comparison in enumerate(chart.comparisons, 1)
            ),
        ]
    yield from (plot for plot in every if plot is not None)


def against_name(number: int) -> str:
    """What the plot beside the first, the second … other product is called."""
    return "against" if number == 1 else f"against-{number}"
