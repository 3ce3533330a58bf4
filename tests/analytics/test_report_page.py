"""The report as a page: findings and figures to the letter, one file without any request, every text escaped."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from charts import chart
from coverage_reports import CALVES, HOSTILE, OVERLAPPING, THEIRS, product, report_of, shop_people, whole_report
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser, LexborNode

from catalog.analytics.coverage_report import CoverageReport
from catalog.analytics.report_page import report_page
from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.product import Audience

TITLES_AS_TEXT = Path(__file__).with_name("report_page.txt")


@cache
def whole(language: str = "en") -> str:
    return report_page(whole_report(), Messages(language))


def parsed(page: str) -> LexborHTMLParser:
    return LexborHTMLParser(page)


def text_of(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").replace("\N{NO-BREAK SPACE}", " ").split())


def page_text(page: str) -> str:
    """What the page says, a line for each heading, paragraph, row and entry, drawings left out."""
    tree = parsed(page)
    for drawing in tree.css("svg, style, title"):
        drawing.decompose()
    lines = [text_of(node) for node in tree.css("h1, h2, h3, p, li, tr")]
    return "\n".join(lines) + "\n"


def test_the_page_says_what_a_planner_asks_to_the_letter() -> None:
    """When the text has changed on purpose: write `page_text(whole())` into the file, and read the difference."""
    assert page_text(whole()) == TITLES_AS_TEXT.read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_every_language(language: str) -> None:
    tree = parsed(whole(language))
    assert tree.css_first("html").attributes["lang"] == language
    headings = [text_of(node) for node in tree.css("h1, h2, h3")]
    drawings = [node.attributes["aria-label"] for node in tree.css("svg")]
    assert len(headings) == 6
    assert len(drawings) == 5
    if language != "en":
        assert not set(headings) & {text_of(node) for node in parsed(whole()).css("h1, h2, h3")}


def test_the_size_curve_is_that_of_the_report() -> None:
    group = whole_report().charts[0].coverage.everybody
    assert group is not None
    (table,) = [t for t in parsed(whole()).css("table") if text_of(t.css_first("caption")) == "What to order"]
    rows = [[text_of(cell) for cell in row.css("th, td")] for row in table.css("tbody tr")]
    assert [row[0] for row in rows] == [label for label, _ in group.sizes]
    assert sum(int(row[1].split()[0]) for row in rows) == 100
    assert sum(int(row[2].split()[0]) for row in rows) == 1000
    for row, (_, share) in zip(rows, group.sizes, strict=True):
        assert abs(int(row[1].split()[0]) - share.value * 100) < 1
        assert row[2].split()[1] == f"{round(share.low * 1000)}–{round(share.high * 1000)}"


def test_every_range_without_a_size_is_in_the_table() -> None:
    group = whole_report().charts[0].coverage.everybody
    assert group is not None
    (table,) = [t for t in parsed(whole()).css("table") if text_of(t.css_first("caption")) == "Whom it leaves out"]
    assert [text_of(row.css_first("th")) for row in table.css("tbody tr")] == [
        "Calf girth > 43 cm", "Calf girth < 30 cm",
    ]  # fmt: skip
    assert len(group.left_out) == 2


def requests(page: str) -> list[str]:
    """Everything on a page that a browser would fetch or run."""
    tree = parsed(page)
    loaded = [
        node.html or ""
        for node in tree.css("script, link, img, iframe, object, embed, image, video, audio, base, form")
    ]
    fetched = re.findall(r"@import|url\((?!#)[^)]*\)", page)
    handlers = re.findall(r"<[^>]+\s(?:on\w+|srcset|style|src)=", page)
    return [*loaded, *fetched, *handlers]


def test_the_page_fetches_and_runs_nothing() -> None:
    assert requests(whole()) == []


@pytest.mark.parametrize(
    "bad", ["<img src=x>", "<p style='color: red'>", "<style>@import 'x'</style>", "<b onclick=x>"]
)
def test_what_would_be_fetched_is_found(bad: str) -> None:
    assert requests(f"<p>{bad}</p>")


def test_the_policy_allows_its_own_style_sheet_alone() -> None:
    tree = parsed(whole())
    policy = tree.css_first("meta[http-equiv='Content-Security-Policy']").attributes["content"]
    (style,) = re.findall(r"<style>(.*?)</style>", whole(), re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_no_two_elements_have_one_id_and_every_reference_leads_somewhere() -> None:
    page = report_page(report_of(product(CALVES, id="a"), product(THEIRS, id="b")), Messages())
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) | set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)


def hostile_report() -> CoverageReport:
    labels = chart("calf", f"{HOSTILE}: 30-40", "$x$: 40-50")
    other = product(THEIRS, id="other", name=HOSTILE)
    report = report_of(product(labels, name=HOSTILE), against=[other])
    (first,) = report.charts
    source = replace(first.charts[0].source, url="javascript:alert(1)", seen_on='"><script>')
    return replace(report, charts=(replace(first, charts=(replace(first.charts[0], source=source),)),))


def test_text_of_the_catalog_is_text() -> None:
    page = report_page(hostile_report(), Messages())
    assert requests(page) == []
    assert "\u202e" not in page
    tree = parsed(page)
    assert "<script>alert('1')</script>" in text_of(tree.css_first("header"))
    assert [a.attributes["href"] for a in tree.css("a")] == ["https://wwwn.cdc.gov/Nchs/Nhanes/2003-2004/BMX_C.htm"]
    assert "javascript:alert(1)" in text_of(tree.css_first("article"))


def test_what_is_not_known_is_said_and_nothing_is_drawn() -> None:
    page = report_page(report_of(product(OVERLAPPING, name="Ankle Sock"), survey="nhanes"), Messages())
    tree = parsed(page)
    assert text_of(tree.css_first("h1")) == "Nordlauf Ankle Sock"
    assert tree.css("svg") == []
    assert "ankle girth" in text_of(tree.css_first(".note")).lower()


def test_a_report_of_several_charts_begins_with_all_of_them() -> None:
    report = report_of(product(CALVES, id="a"), product(CALVES, id="b"), product(THEIRS, id="c", name="Trail Sock"))
    tree = parsed(report_page(report, Messages()))
    assert len(tree.css("article")) == len(report.charts)
    assert text_of(tree.css_first("h1")) == (
        "Of 3 size charts, that of Nordlauf Trail Sock fits the largest part of those it is made for (92 %), "
        "that of Nordlauf Run Sock the smallest (84 %)"
    )
    links = [a.attributes["href"] for a in tree.css("table")[1].css("a")]
    assert links == [f"#{fold.attributes['id']}" for fold in tree.css("article details")]
    summary = [[text_of(cell) for cell in row.css("th, td")] for row in tree.css_first("table").css("tr")]
    assert [row[:3] for row in summary] == [["Kind", "Products", "Size charts"], ["sock", "3", "3"]]
    assert summary[1][4] == "84 % Nordlauf Run Sock"


def test_each_chart_of_several_is_folded_on_a_screen_and_printed_whole() -> None:
    report = report_of(product(CALVES, id="a"), product(THEIRS, id="c", name="Trail Sock"))
    tree = parsed(report_page(report, Messages()))
    folds = tree.css("article details")
    assert [("open" in fold.attributes, fold.next.next.attributes["class"]) for fold in folds] == [
        (False, "inside")
    ] * 2
    assert "@media screen { .fold:not([open]) + .inside { display: none; } }" in tree.css_first("style").text()
    assert parsed(report_page(report_of(product(CALVES)), Messages())).css("details") == []


APART = chart("calf", "S: 36-40", "M: 40-46")


def test_the_headline_of_a_product_for_everybody_tells_women_and_men_apart_where_they_differ() -> None:
    heading = text_of(parsed(report_page(report_of(product(APART)), Messages())).css_first("h1"))
    assert heading.replace("\N{NO-BREAK SPACE}", " ") == "59 % of women and 76 % of men get a size"


def test_a_shops_own_people_are_named_and_have_no_source() -> None:
    report = report_of(product(CALVES), people=shop_people(*([31, 35, 36, 41, 50] * 60)))
    page = report_page(replace(report, population=replace(report.population, bad_rows=2)), Messages())
    assert "Your own people, of customers.csv" in page
    assert "2 rows of the file could not be read" in page_text(page)
    assert "People:" not in page_text(page).splitlines()


def test_whom_a_product_is_made_for_is_whom_the_page_is_about() -> None:
    page = report_page(report_of(product(CALVES, audience=Audience.WOMEN)), Messages())
    assert [text_of(tile) for tile in parsed(page).css(".tiles li")] == ["85 % 82–87 % of women get a size"]
    assert "Men" not in page_text(page).split()


def test_the_page_has_the_same_bytes_each_time() -> None:
    assert report_page(whole_report(), Messages()) == whole()
