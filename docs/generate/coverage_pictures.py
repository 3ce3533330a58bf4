"""The pictures of the page on coverage: plots of a product that everybody has, and the report beside them.

`python -m docs.generate.pictures` writes them with the other pictures. The plots are those of `legfit coverage`.
"""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from catalog.analytics.coverage_report import CoverageReport
from catalog.analytics.look import CoverageLook, CoverageQuestion, facts_about
from catalog.analytics.plot_sheet import CoveragePlot
from catalog.analytics.plots import plots_of
from catalog.analytics.report_page import report_page
from catalog.analytics.surveys import survey_population
from catalog.app.file_catalog import catalog_of_files
from catalog.messages.messages import Messages
from catalog.model.policy import shipped_policy
from catalog.model.question import Question

from .pictured import CHECKOUT, PICTURES

PRODUCT: Final = "compressport-ur2"
BRAND_FILE: Final = CHECKOUT / "seed" / "brands" / "compressport.toml"
WHAT_IF: Final = ("1.calf_max_girth=28-34", "4.calf_max_girth=43-48")
DRAWN: Final = ("bands", "size-curve", "what-if")
"""The plots that the page shows."""
DAY: Final = "2026-11-27"
SCREEN: Final = (1000, 1180)


@cache
def example() -> CoverageReport:
    """The report that the pictures show."""
    policy, people = shipped_policy(), survey_population("nhanes")
    wanted = CoverageQuestion(Question(None), (PRODUCT,), WHAT_IF)
    look = CoverageLook(catalog_of_files([BRAND_FILE], policy), wanted, policy, DAY)
    return look.over(people, facts_about(people, is_own=False))


def plots() -> dict[str, CoveragePlot]:
    """The plots that the page shows, by the name of the file."""
    report = example()
    drawn = {plot.name: plot for plot in plots_of(report.charts[0], report, Messages())}
    return {f"coverage-{name}.svg": drawn[name] for name in DRAWN}


def main() -> int:
    """Write the plots, and a photograph of the page."""
    for name, plot in plots().items():
        (PICTURES / name).write_bytes(plot.data("svg"))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "report.html"
        page.write_text(report_page(example(), Messages()), "utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        view = browser.new_page(viewport={"width": SCREEN[0], "height": SCREEN[1]}, color_scheme="light")
        view.goto(page.as_uri())
        view.screenshot(path=PICTURES / "coverage-report.png")
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
