"""The report of coverage in a browser: by day and night, on a phone, a desk and paper, with nothing fetched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browsing import DESK, PHONE, fits_the_screen
from coverage_reports import CALVES, OVERLAPPING, THEIRS, product, report_of, whole_report

from catalog.analytics.report_page import report_page
from catalog.messages.messages import LANGUAGES, Messages

SCHEMES = [
    pytest.param({"viewport": PHONE, "color_scheme": "light"}, id="phone light"),
    pytest.param({"viewport": DESK, "color_scheme": "dark"}, id="desk dark"),
]
REPORTS = {
    "one": whole_report,
    "several": lambda: report_of(product(CALVES, id="a"), product(THEIRS, id="b", name="Trail Sock")),
    "two measures": lambda: report_of(product(OVERLAPPING), survey="ansur2"),
    "not known": lambda: report_of(product(OVERLAPPING), survey="nhanes"),
}


def written(folder: Path, name: str, language: str = "en") -> str:
    """The address of a report that lies in a file."""
    file = folder / "report.html"
    file.write_text(report_page(REPORTS[name](), Messages(language)), "utf-8")
    return file.as_uri()


@pytest.mark.parametrize("visit", SCHEMES)
@pytest.mark.parametrize("name", REPORTS)
def test_a_report_is_accessible_and_fits_the_screen(
    visitor: Any, axe: Any, tmp_path: Path, name: str, visit: dict[str, Any]
) -> None:
    """axe runs by the driver, not as a script of the page, whose policy allows none."""
    page = visitor(**visit, quiet=True, bypass_csp=True)
    page.goto(written(tmp_path, name))
    axe(page)
    fits_the_screen(page)


def test_a_report_keeps_its_own_policy_and_asks_for_nothing(visitor: Any, tmp_path: Path) -> None:
    page = visitor()
    wanted: list[str] = []
    page.on("request", lambda request: wanted.append(request.url))
    address = written(tmp_path, "one")
    page.goto(address)
    assert wanted == [address]
    assert page.evaluate("getComputedStyle(document.querySelector('.part')).display") == "grid"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_cut_off_on_a_small_phone(visitor: Any, tmp_path: Path, language: str) -> None:
    """A wide table alone may be moved sideways, on a screen narrower than that of today's phones."""
    page = visitor(viewport={"width": 320, "height": 700})
    page.goto(written(tmp_path, "one", language))
    fits_the_screen(page)
    assert cut_off(page, "h1, h2, h3, p, li") == []
    page.set_viewport_size(PHONE)
    assert cut_off(page, "h1, h2, h3, p, li, .table") == []


def cut_off(page: Any, elements: str) -> list[str]:
    """The texts of elements that have less room than they need."""
    wider = f"[...document.querySelectorAll('{elements}')].filter(e => e.scrollWidth > e.clientWidth + 1)"
    texts: list[str] = page.evaluate(f"{wider}.map(e => e.textContent.slice(0, 60))")
    return texts


TEXTS = """() => [...document.querySelectorAll('svg.plot')].flatMap(svg => {
    const texts = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()])
    return texts.flatMap(([one, a], at) => texts.slice(at + 1)
        .filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
            && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4)
        .map(([other]) => one + ' / ' + other))
})"""
"""Texts of drawings that cover one another in the letters of the page."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_of_drawings_do_not_cover_one_another(visitor: Any, tmp_path: Path, language: str) -> None:
    page = visitor(viewport=PHONE)
    page.goto(written(tmp_path, "one", language))
    assert page.evaluate(TEXTS) == []
    sizes = "[...document.querySelectorAll('svg.plot text')].map(t => parseFloat(getComputedStyle(t).fontSize) * t.getCTM().a)"
    assert min(page.evaluate(sizes)) > 8


def test_drawings_follow_light_and_dark(visitor: Any, tmp_path: Path) -> None:
    address = written(tmp_path, "one")
    colours = {}
    for scheme in ("light", "dark"):
        page = visitor(color_scheme=scheme)
        page.goto(address)
        ink = "getComputedStyle(document.querySelector('svg.plot text[fill=\"#16211f\"]')).fill"
        ground = "getComputedStyle(document.querySelector('.part')).backgroundColor"
        colours[scheme] = (page.evaluate(ink), page.evaluate(ground))
    assert colours == {
        "light": ("rgb(22, 33, 31)", "rgb(255, 255, 255)"),
        "dark": ("rgb(232, 239, 237)", "rgb(20, 28, 27)"),
    }


def test_paper_is_white_and_no_drawing_is_torn(visitor: Any, tmp_path: Path) -> None:
    page = visitor(color_scheme="dark")
    page.goto(written(tmp_path, "one"))
    page.emulate_media(media="print")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('svg.plot text[fill=\"#16211f\"]')).fill")
        == "rgb(22, 33, 31)"
    )
    assert set(page.evaluate("[...document.querySelectorAll('.part')].map(e => getComputedStyle(e).breakInside)")) == {
        "avoid"
    }
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") <= 4
