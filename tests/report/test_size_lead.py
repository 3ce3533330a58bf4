"""What an answer begins with is no surer than its certainty: the same rule at the terminal, over HTTP, on cards and badges."""

from __future__ import annotations

from typing import Any

import pytest
from building import chart, product

from catalog.commands.repeat import RepeatableCommand
from catalog.documents.answer import size_answer_document
from catalog.documents.question_reader import parse_question
from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.answer import Answer
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.product import Box, Size, TieRule
from catalog.model.question import Detail
from catalog.model.size_lead import size_sentence
from catalog.report.badge import badge
from catalog.report.page import Results
from catalog.report.page_card import card_of
from catalog.report.plain import plain_lines, text_of
from catalog.report.product import instead, one_product
from catalog.report.search import before_matches, no_match
from catalog.rules.gates import gates_of
from catalog.rules.size.rule import judge_size
from catalog.search.catalog_index import Candidate
from catalog.search.find import Page, find
from catalog.web.page.widget_card import widget_answer_document

POLICY, EN = shipped_policy(), Messages("en")
APART = {"1": ("30", "34"), "2": ("35", "38"), "3": ("39", "42")}
LAPPED = {"S": ("30", "36"), "M": ("34", "40")}
ONE = {"M": ("34", "38")}


def answer_of(calf: Any, *charts: Any, page: Page | None = None) -> Answer:
    socks = [product(f"sock-{n}", name=f"Running sock {n}", chart=chart(rows)) for n, rows in enumerate(charts)]
    question = parse_question({"garment": "any", "legs": {"calf_max_girth": calf}, "confirmed": True})
    return find(question, [Candidate(sock, gates_of(sock, POLICY)) for sock in socks], POLICY, page or Page())


def both(left: str, right: str) -> dict[str, str]:
    return {"left": left, "right": right}


def test_a_wish_against_the_brand_says_what_the_brand_says():
    sized = chart(APART, tie_rule=TieRule.LARGER)
    begin = [
        EN.sentence(size_sentence(judge_size(sized, parse_question(asked, POLICY), POLICY)))
        for wish in ({"prefer": "firmer"}, {"prefer": "softer"}, {})
        if (asked := {"garment": "any", "legs": {"calf_max_girth": "34.3 cm"}, **wish})
    ]
    assert begin == [
        "Between 1 and 2: take 1 first, because you prefer a firmer fit; the brand itself says the larger.",
        "Between two sizes: take 2 first; the other is 1.",
        "Between two sizes: take 2 first; the other is 1.",
    ]


BEGINNINGS = [
    pytest.param(APART, "36.5 cm", "sure", "Size 2 fits.", "Your size: 2", "Your size: 2", id="sure"),
    pytest.param(APART, "37.6 cm", "likely", "Size 2 probably fits.", "Probably size 2", "Probably size 2", id="likely"),
    pytest.param(APART, "42 cm", "toss_up", "Size 3 may fit, or none does.", "Perhaps size 3, perhaps none", "Perhaps size 3, perhaps none", id="at the end of the chart"),
    pytest.param(APART, "38 cm", "toss_up", "Size 2 or 3 may fit.", "Size 2 or 3 may fit", "Size 2 or 3", id="at an edge"),
    pytest.param(APART, both("35 cm", "38 cm"), "toss_up", "Size 2 may fit.", "Perhaps size 2", "Perhaps size 2",
                 id="each leg at another edge of one size"),
    pytest.param(APART, both("38 cm", "36.5 cm"), "toss_up", "Size 2 may fit.", "Perhaps size 2", "Perhaps size 2",
                 id="one leg at an edge, the other outside of the next size"),
    pytest.param(APART, both("38 cm", "38 cm"), "toss_up", "Size 2 or 3 may fit.", "Size 2 or 3 may fit", "Size 2 or 3",
                 id="both legs at the same edge"),
    pytest.param(APART, both("38.6 cm", "40.5 cm"), "toss_up", "Size 3 may fit.", "Perhaps size 3", "Perhaps size 3",
                 id="one leg between two, the other outside of one"),
    pytest.param(APART, "38.1 cm", "likely", "Between two sizes: take 2 first; the other is 3.", "Between 2 and 3",
                 "Between 2 and 3", id="between two, likely"),
    pytest.param(APART, "38.4 cm", "toss_up", "Between two sizes: take 2 first; the other is 3.", "Between 2 and 3",
                 "Between 2 and 3", id="between two, uncertain"),
    pytest.param(LAPPED, "35 cm", "sure", "Take size M first; S fits too.", "M and S both fit", "M and S both fit", id="in both, sure"),
    pytest.param(LAPPED, "34.4 cm", "likely", "Take size M first; S probably fits too.", "M and S probably fit", "M and S probably fit",
                 id="in both, likely"),
    pytest.param(LAPPED, "34.1 cm", "toss_up", "Size M or S may fit.", "Size M or S may fit", "Size M or S", id="in both, uncertain"),
    pytest.param(APART, both("32 cm", "36.5 cm"), "sure", "Your legs need different sizes: left 1, right 2. Take 2 first.",
                 "Your legs need different sizes: left 1, right 2", "Your sizes: 2 and 1", id="two legs, sure"),
    pytest.param(APART, both("32 cm", "37.6 cm"), "likely",
                 "Your legs probably need different sizes: left 1, right 2. Take 2 first.",
                 "Your legs probably need different sizes: left 1, right 2", "Probably sizes 2 and 1", id="two legs, likely"),
    pytest.param(APART, both("34 cm", "35 cm"), "toss_up", "Your legs may need different sizes: left 1, right 2. Take 2 first.",
                 "Your legs may need different sizes: left 1, right 2", "Perhaps sizes 2 and 1", id="two legs, uncertain"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "calf", "certainty", "sentence", "title", "short"), BEGINNINGS)
def test_no_door_begins_surer_than_the_size_is(
    rows: Any, calf: Any, certainty: str, sentence: str, title: str, short: str
) -> None:
    answer = answer_of(calf, rows)
    (match,) = answer.matches
    document = size_answer_document(answer, None, EN, Detail.FULL)
    assert match.size.certainty == certainty
    assert sentence in plain_lines(one_product(answer, RepeatableCommand()), EN)
    assert document.matches[0].lead.startswith(f"{sentence} ")
    assert widget_answer_document(answer, document, EN).cards[0].title == title
    assert text_of(badge(match)[0], EN) == short
    card = card_of(match, None, advised=False)
    neutral = EN.text("widget.size", {"size": match.size.size})
    assert text_of(card.title, EN) == (neutral if certainty == "sure" and not match.size.also else title)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("rows", "calf"), [p.values[:2] for p in BEGINNINGS])
def test_no_language_says_of_a_doubt_what_it_says_of_a_certainty(rows: Any, calf: Any, language: str) -> None:
    messages = Messages(language)
    (match,) = answer_of(calf, rows).matches
    certain = messages.text("ui.size.fits", {"certainty": "sure", "size": match.size.size})
    lines = plain_lines(one_product(answer_of(calf, rows), RepeatableCommand()), messages)
    assert (certain in lines) == (match.size.certainty == "sure" and match.size.outcome == "fits")


HEADINGS = [
    pytest.param("36.5 cm", [APART], "The only product of this kind here fits your leg.", "1 product fits your leg", id="one"),
    pytest.param("38 cm", [APART], "The only product of this kind here may fit your leg.", "1 product may fit your leg",
                 id="one, uncertain"),
    pytest.param("38 cm", [APART, APART], "2 of 2 products may fit your leg.", "2 products may fit your leg", id="all uncertain"),
    pytest.param("37.6 cm", [APART, APART], "2 of 2 products may fit your leg.", "2 products may fit your leg", id="all likely"),
    pytest.param("38.05 cm", [APART, {"M": ("30", "44")}], "2 of 2 products fit or may fit your leg.",
                 "2 products fit or may fit your leg", id="one between its sizes"),
    pytest.param("38 cm", [APART, LAPPED], "2 of 2 products fit or may fit your leg.", "2 products fit or may fit your leg",
                 id="some uncertain"),
    pytest.param(both("36 cm", "36.5 cm"), [APART, ONE], "2 of 2 products fit your legs.", "2 products fit your legs", id="both legs"),
    pytest.param(both("32 cm", "36.5 cm"), [APART, APART], "2 of 2 products fit your larger leg.", "2 products fit your larger leg",
                 id="the larger leg"),
    pytest.param(both("34 cm", "35 cm"), [APART, APART], "2 of 2 products may fit your larger leg.",
                 "2 products may fit your larger leg", id="the larger leg, uncertain"),
    pytest.param(both("32 cm", "36.5 cm"), [APART, {"X": ("30", "40")}],
                 "2 of 2 products fit your larger leg, some of them both.", "2 products fit your larger leg, some of them both",
                 id="one size for both in some"),
]  # fmt: skip


@pytest.mark.parametrize(("calf", "charts", "terminal", "page"), HEADINGS)
def test_a_list_is_headed_alike_on_the_terminal_and_on_the_page(
    calf: Any, charts: list[Any], terminal: str, page: str
) -> None:
    answer = answer_of(calf, *charts)
    assert plain_lines(before_matches(answer), EN) == [terminal]
    assert text_of(Results(answer, advised=False).title, EN) == page


def test_what_was_not_measured_around_the_leg_only_may_fit() -> None:
    sock = product(name="Running sock", chart=chart({"M": ("39", "42")}, (LegPoint.SHOE_EU,), ""))
    answer = find(
        parse_question({"garment": "any", "shoe": "EU 40.5"}), [Candidate(sock, gates_of(sock, POLICY))], POLICY
    )
    assert answer.matches[0].size.certainty == "likely"
    assert plain_lines(before_matches(answer), EN) == ["The only product of this kind here may fit your leg."]
    assert text_of(Results(answer, advised=False).title, EN) == "1 product may fit your leg"


UNREAD = chart({}, sizes=(*chart({"S": ("30", "34")}).sizes, Size("M", (Box(()),)), *chart({"L": ("39", "42")}).sizes))


@pytest.mark.parametrize(
    ("sized", "terminal", "page"),
    [
        pytest.param(UNREAD, "No size that was read here fits this leg. Rows that were not read could be yours: --misses names them.",
                     "No size that was read fits these measures", id="a row was not read"),
        pytest.param(chart({"S": ("30", "34"), "L": ("39", "42")}), "No product here fits this leg.",
                     "Nothing in the catalog fits these measures", id="every row was read"),
    ],
)  # fmt: skip
def test_beside_a_row_that_was_not_read_nothing_is_not_said_to_fit(sized: Any, terminal: str, page: str) -> None:
    sock = product(name="Running sock", chart=sized)
    question = parse_question({"garment": "any", "legs": {"calf_max_girth": "36.5 cm"}})
    answer = find(question, [Candidate(sock, gates_of(sock, POLICY))], POLICY)
    assert plain_lines(no_match(answer), EN) == [terminal]
    assert text_of(Results(answer, advised=False).title, EN) == page
    (miss,) = plain_lines(one_product(answer, RepeatableCommand()), EN)[1:2]
    assert ("The row of M was not read whole, and it could be yours." in miss) == (sized is UNREAD)


def test_what_a_list_does_not_show_is_not_said_to_fit() -> None:
    answer = answer_of("36.5 cm", APART, APART, page=Page(matches=1))
    assert plain_lines(before_matches(answer), EN) == ["2 of 2 products fit or may fit your leg."]


def test_other_products_are_named_with_every_size_and_doubt() -> None:
    lines = plain_lines(instead(answer_of("38 cm", APART, LAPPED).matches), EN)
    assert lines[1:] == [
        "Other products for these measures:",
        "- Maker Running sock 1: size M (sure by its chart)",
        "- Maker Running sock 0: size 2 or 3 (uncertain; close to the edge)",
    ]
