"""Products without a size chart: how a search counts them, what the brand sizes by, its size page, and since when."""

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
from catalog.report.page_groups import explained
from catalog.report.plain import plain_lines
from catalog.report.search import Details, after_advice
from catalog.report.unsized import chart_missing
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


def said_of(answer, *, misses):
    """What a search says below its matches."""
    return plain_lines(after_advice(answer, Details(misses=misses), RepeatableCommand()), EN)


def test_a_search_counts_them_and_says_what_to_do():
    answer = answer_to(SIZED, bare("a"), bare("b", LegPoint.CALF), bare("c", LegPoint.CALF, page=PAGE))
    assert said_of(answer, misses=False)[:3] == [
        "",
        "Why so few: only 1 of 4 products could be compared. Left out:",
        "  3 have no size chart here: `legfit size --chart FILE` reads the shop's.",
    ]


def test_whoever_asks_gets_each_with_what_the_brand_sizes_by_and_its_page():
    answer = answer_to(SIZED, bare("a"), bare("c", LegPoint.CALF, page=PAGE))
    assert said_of(answer, misses=True)[3:-1] == [
        "",
        "No size for this leg, and why:",
        "Maker Running sock a",
        "  - There is no size chart of this product here.",
        "Maker Running sock c",
        "  - There is no size chart of this product here; the brand asks for: calf girth.",
        f"  - The brand's own size page: {PAGE}",
    ]


SAID = {
    "en": ["A size chart of it has been looked for since 2026-11-23.", f"The brand's own size page: {PAGE}"],
    "de": ["Eine Größentabelle dazu wird seit 2026-11-23 gesucht.", f"Die Größenseite der Marke: {PAGE}"],
    "fr": ["Un tableau des tailles est recherché depuis le 2026-11-23.", f"La page des tailles de la marque : {PAGE}"],
    "es": ["Se busca una tabla de tallas desde el 2026-11-23.", f"La página de tallas de la marca: {PAGE}"],
    "nl": ["Sinds 2026-11-23 wordt naar een maattabel hiervan gezocht.", f"De maatpagina van het merk zelf: {PAGE}"],
    "it": ["La sua tabella taglie si cerca dal 2026-11-23.", f"La pagina delle taglie della marca: {PAGE}"],
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
