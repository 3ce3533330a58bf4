"""Products without a size chart stand apart in a search: what the brand sizes by, its size page, and since when."""

from __future__ import annotations

import pytest
from building import chart, product

from catalog.commands.repeat import RepeatableCommand
from catalog.documents.answer import answer_document
from catalog.documents.question_reader import parse_question
from catalog.documents.records import as_data
from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.question import Detail
from catalog.report.page import explained
from catalog.report.plain import plain_lines
from catalog.report.search import Details, after_matches
from catalog.report.unsized import chart_missing, unsized
from catalog.rules.gates import gates_of
from catalog.search.catalog_index import Candidate
from catalog.search.find import find

POLICY, EN = shipped_policy(), Messages("en")
PAGE = "https://brand.example/sizes"
SIZED = product("sized", name="Running sock", chart=chart({"M": ("34", "38")}))


def bare(id, *asks_for, page="", since=""):
    return product(id, name=f"Running sock {id}", asks_for=asks_for, size_page=page, chart_missing_since=since)


def answer_to(*products):
    question = parse_question({"garment": "any", "legs": {"calf_max_girth": "36 cm"}})
    return find(question, [Candidate(p, gates_of(p, POLICY)) for p in products], POLICY)


def test_they_are_listed_with_what_is_known_the_best_known_first():
    answer = answer_to(SIZED, bare("a"), bare("b", LegPoint.CALF), bare("c", LegPoint.CALF, page=PAGE), bare("d"))
    assert plain_lines(unsized(answer), EN) == [
        "",
        "4 products for sport have no size chart on record, so no size of them can be named:",
        "  Maker Running sock c [c]: by calf girth",
        f"    The brand's own size page: {PAGE}",
        "  Maker Running sock b [b]: by calf girth",
        "  Maker Running sock a [a]",
        "  and 1 more; `--misses` lists them",
    ]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(answer_to(SIZED), id="all have a chart"),
        pytest.param(answer_to(bare("a")), id="nothing else is there"),
        pytest.param(answer_to(SIZED, bare("a", LegPoint.SHOE_UNSTATED)), id="a shoe size of no system"),
        pytest.param(answer_to(SIZED, product("m", name="Medical device", asks_for=())), id="not for sport"),
    ],
)
def test_nothing_is_listed_where_there_is_nothing_to_tell(answer):
    assert unsized(answer) == []


def test_whoever_asks_for_all_that_does_not_fit_gets_no_second_list():
    answer = answer_to(SIZED, bare("a"))
    lines = [after_matches(answer, Details(misses=asked), RepeatableCommand()) for asked in (False, True)]
    said = [any("no size chart on record, so" in text for text in plain_lines(some, EN)) for some in lines]
    assert said == [True, False]


SAID = {
    "en": ["A size chart of it has been looked for since 2026-11-23.", f"The brand's own size page: {PAGE}"],
    "de": ["Eine Größentabelle dazu wird seit 2026-11-23 gesucht.", f"Die Größenseite der Marke: {PAGE}"],
    "fr": ["Un tableau des tailles est recherché depuis le 2026-11-23.", f"La page des tailles de la marque : {PAGE}"],
    "es": ["Se busca una tabla de tallas desde el 2026-11-23.", f"La página de tallas de la marca: {PAGE}"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_since_when_and_where_to_the_letter(language):
    missing = bare("a", page=PAGE, since="2026-11-23")
    assert plain_lines(chart_missing(missing), Messages(language)) == SAID[language]
    (miss,) = answer_to(missing).misses
    assert plain_lines(explained(miss), Messages(language))[-2:] == [f"- {text}" for text in SAID[language]]


def test_a_product_with_a_chart_misses_none():
    assert chart_missing(product("a", chart=chart({"M": ("34", "38")}), size_page=PAGE)) == []


@pytest.mark.parametrize(("detail", "page"), [(Detail.BRIEF, None), (Detail.STANDARD, PAGE), (Detail.FULL, PAGE)])
def test_the_document_has_the_address(detail, page):
    answer = answer_to(SIZED, bare("a", page=PAGE))
    (miss,) = as_data(answer_document(answer, EN, detail))["misses"]
    assert miss.get("size_page") == page
