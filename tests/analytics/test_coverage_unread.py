"""Charts with rows that could not be read: nobody is called left out for them, and what is not known is said."""

from __future__ import annotations

import pytest
from charts import chart
from coverage_reports import CALVES, product, report_of, shop_people

from catalog.analytics.coverage_beside import against_lines
from catalog.analytics.coverage_tables import charts_table, curve_table, kinds_table
from catalog.analytics.coverage_words import answer_lines, not_counted_lines
from catalog.analytics.plot_words import finding
from catalog.analytics.report_page import report_page
from catalog.analytics.unread import read_sizes, unread_sizes
from catalog.messages.messages import Messages
from catalog.report.plain import text_of

EN = Messages("en", "cm")
PEOPLE = shop_people(31, 33, 36, 38, 42, 47)
HOLED = chart("calf", "S: 30-34", "M: ?", "L: 40-45", "XL: ?")
NOTHING = chart("calf", "S: ?", "M: ?")
PARTLY = chart("ankle calf", "S: 19-23 30-34", "M: 21-25 34-40", "M: ? 40-42")
SAID = (
    "The rows of sizes M and XL of Nordlauf Run Sock were not read whole: whom they fit is not known, so the shares here"
    " are the least that they can be."
)


def texts(lines) -> list[str]:
    return [text_of(line.words, EN) for line in lines]


def cells(table) -> list[list[str]]:
    return [[text_of(words, EN) for words in row] for row in table.rows]


@pytest.mark.parametrize(
    ("own", "read", "unread"),
    [
        pytest.param(CALVES, ("S", "M", "L"), (), id="every row"),
        pytest.param(HOLED, ("S", "L"), ("M", "XL"), id="two sizes without one"),
        pytest.param(PARTLY, ("S", "M"), ("M",), id="one row of two"),
        pytest.param(NOTHING, (), ("S", "M"), id="none"),
    ],
)
def test_which_sizes_were_read(own, read, unread):
    assert (read_sizes([own]), unread_sizes([own])) == (read, unread)


def test_what_is_known_is_the_least_that_it_can_be():
    report = report_of(product(HOLED), people=PEOPLE)
    (entry,) = report.charts
    assert entry.unread == ("M", "XL")
    assert [label for label, _ in entry.first.sizes] == ["S", "L"]
    assert texts(answer_lines(entry, report)) == [
        "Nordlauf Run Sock has a size for at least 50 % of these people (18–82 %).",
        "Most take size S: 67 % of those who get one.",
        "Most of those for whom no size could be read: 33 % of the women, with calf girth between 34 cm and 40 cm.",
    ]
    assert texts(not_counted_lines(entry))[0] == SAID
    assert [row[:3] for row in cells(curve_table(entry, order=10))] == [
        ["S", "67", "20–94"], ["L", "33", "6–80"], ["M", "–", "not read"], ["XL", "–", "not read"],
    ]  # fmt: skip
    assert [row[3] for row in cells(curve_table(entry, order=10))] == ["7", "3", "–", "–"]


def test_no_gap_is_told_where_a_size_stands_that_was_not_read():
    gaps = report_of(product(chart("calf", "S: 30-34", "M: 36-38", "L: ?", "XL: 42-45")), people=PEOPLE).charts[0].seams
    assert [gap.sizes for gap in gaps.gaps] == [("S", "M")]


def test_a_chart_of_which_nothing_was_read_is_not_known():
    report = report_of(product(NOTHING), people=PEOPLE)
    (entry,) = report.charts
    assert (entry.first, entry.coverage.lacks, entry.not_asked) == (None, {}, {})
    said = "Whom Nordlauf Run Sock serves is unknown: no row of its size chart could be read whole."
    assert texts(answer_lines(entry, report)) == [said]
    assert said in report_page(report, EN)


def test_among_several_it_is_counted_as_unknown():
    report = report_of(product(NOTHING), product(HOLED, id="holed", name="Holed"), people=PEOPLE)
    assert [(k.products, k.unknown, k.least) for k in report.kinds] == [(1, 1, True)]
    assert [row[1] for row in cells(charts_table(report))] == ["≥ 50 % (18–82 %)", "not known"]
    assert cells(kinds_table(report))[0][3:5] == ["1", "≥ 50 %"]
    assert "≥" in report_page(report, EN)


def test_the_other_product_says_so_too():
    report = report_of(product(CALVES), against=[product(HOLED, id="other", name="Other")], people=PEOPLE)
    (entry,) = report.charts
    assert texts(against_lines(entry, entry.comparisons[0]))[0] == SAID.replace("Run Sock", "Other")
    unknown = report_of(product(CALVES), against=[product(NOTHING, id="other", name="Other")], people=PEOPLE)
    (entry,) = unknown.charts
    assert texts(against_lines(entry, entry.comparisons[0])) == ["Nordlauf Other has no size chart to compare."]


def test_pictures_and_page_say_it():
    report = report_of(product(HOLED))
    assert finding(report.charts[0], EN).partition("; ")[2].startswith("for ")
    page = report_page(report, EN)
    for text in ("For whom no size could be read", "not read", "outside the rows that were read", SAID):
        assert text in page.replace("\N{NO-BREAK SPACE}", " "), text
    assert "above the largest size" not in page
