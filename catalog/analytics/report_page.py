"""The report as one page to send on: the finding first, then what to order, whom it leaves out, and what it rests on.

The page fetches nothing and runs nothing: its policy allows one style sheet, by its digest. The template escapes every
text. jinja2 is needed (extra `plots`).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from ..messages.messages import Messages
from ..report.html import Html
from .coverage_report import CoverageReport
from .coverage_words import name_of, product_words
from .plot_text import plain
from .plot_words import people, percent
from .report_overview import overview
from .report_sections import ChartAnswers, PageSection, PageSource
from .report_tables import PageCell, ReportTable, page_table

STYLE: Final = Path(__file__).with_name("templates") / "report.css"
ORDER: Final = 1000
POLICY: Final = "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def report_page(report: CoverageReport, messages: Messages, order: int = 0) -> str:
    """The whole page as HTML; `order` are the pieces that the size curve divides, a thousand where nobody says."""
    answers = (ChartAnswers(chart, report, messages, at, order or ORDER) for at, chart in enumerate(report.charts, 1))
    sections = [answer.section() for answer in answers]

    def text(code: str, **facts: str | int) -> str:
        return messages.text(code, facts)

    return template().render(
        text=text, language=messages.language, report=report, sections=sections, overview=overview(report, messages),
        heading=heading(sections, report, messages), people=people(report, messages),
        limits=list(limits(report, messages)), left_out=left_out(report, messages),
        survey=PageSource(report.population.source), **look(),
    )  # fmt: skip


def look() -> dict[str, Html]:
    """The style sheet of the page, and the policy that allows it alone."""
    style = STYLE.read_text("utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return {"style": Html(style), "policy": Html(POLICY.format(digest=digest))}


@cache
def template() -> Template:
    """The template of the page; every text is escaped, and a name that is not there is an error."""
    environment = Environment(
        loader=PackageLoader(__package__, "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=_printed,
    )  # fmt: skip
    return environment.get_template("report.html")


def _printed(value: object) -> object:
    """What the template prints: a text on one line, without marks that turn the text after it round."""
    return plain(value) if type(value) is str else value


def heading(sections: Sequence[PageSection], report: CoverageReport, messages: Messages) -> str:
    """The first line: the finding of the one chart, or which of several fits the largest part of its people.

    Charts with rows that were not read are no part of that order.
    """
    if len(sections) == 1:
        return sections[0].finding or sections[0].name
    counted = [(chart.first, chart) for chart in report.charts if chart.first and not chart.unread]
    by_share = sorted((-group.served.value, product_words(chart)) for group, chart in counted)
    if len(by_share) < 2:
        return messages.text("ui.paper.several", {"count": len(sections)})
    (most, best), (fewest, last) = by_share[0], by_share[-1]
    shares = {"share": percent(-most), "fewest": percent(-fewest)}
    return messages.text("ui.paper.best", {"count": len(by_share), "name": best, "last": last, **shares})


def limits(report: CoverageReport, messages: Messages) -> Iterator[str]:
    """What has to be known of the people before a figure is used."""
    yield from (messages.text(f"ui.coverage.limit.{code}") for code in report.population.limits)
    if report.population.bad_rows:
        yield messages.text("ui.coverage.bad_rows", {"count": report.population.bad_rows})
    if report.population.unread_sexes:
        yield messages.text("ui.coverage.unread_sexes", {"count": report.population.unread_sexes})
    yield messages.text("ui.paper.interval")
    yield messages.text("ui.paper.no_person")


def left_out(report: CoverageReport, messages: Messages) -> list[ReportTable]:
    """Products that give nobody a size, and why."""
    rows = (
        [PageCell(name_of(entry.product)), PageCell(messages.text(f"page.cause.{entry.cause}"))]
        for entry in report.left_out
    )
    heads = [messages.text("ui.paper.product"), messages.text("ui.paper.why")]
    return page_table(messages.text("ui.paper.part", {"part": "without"}), heads, rows)
