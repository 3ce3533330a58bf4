"""What README, docs and the page say of the shipped catalog is what it holds."""

from __future__ import annotations

import re

import pytest
from seed_facts import ROOT

from benchmarks.real_legs import KINDS, PEOPLE, fitting, people, table
from catalog.messages.messages import LANGUAGES, Messages
from catalog.search.catalog_facts import CatalogFacts
from catalog.web.page.holdings import holdings as in_words
from docs.generate.catalog_page import TABLE, catalog_document, holdings, shipped_catalog

WRITTEN = (ROOT / "docs/evidence/catalog.md").read_text("utf-8")
CATALOG = shipped_catalog()


def table_in(text: str) -> str:
    """The table of people in the page."""
    return text[text.index(TABLE) :].split("\n\n")[0]


def test_the_page_of_the_catalog_is_fresh() -> None:
    stale = "docs/evidence/catalog.md is stale: python -m docs.generate.catalog_page > docs/evidence/catalog.md"
    assert catalog_document(CATALOG, table_in(WRITTEN)) == WRITTEN, stale


def test_the_table_is_that_of_the_people() -> None:
    if not PEOPLE.exists():
        pytest.skip("the measured people are not beside this checkout")
    assert table(list(fitting(CATALOG, people(PEOPLE)))) == table_in(WRITTEN)


def test_half_of_the_people_get_four_socks_and_two_sleeves() -> None:
    medians = {row[1]: float(row[2]) for row in re.findall(r"(\| (\w+) \| ([\d.]+) \|)", table_in(WRITTEN))}
    assert set(medians) == {kind.value for kind in KINDS}
    assert medians["sock"] >= 4
    assert medians["calf_sleeve"] >= 2


def test_the_readme_says_what_the_catalog_holds() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    facts = CATALOG.facts
    assert holdings(CATALOG) in text
    assert f"So {facts.sport - facts.with_chart} of the {facts.sport} sport products have no chart here" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["page.catalog", "page.catalog_undated"])
def test_every_language_names_every_number(code: str, language: str) -> None:
    ends = ("", "") if code.endswith("undated") else ("2001", "2002")
    for dates in (2, 1):
        text = in_words(CatalogFacts(101, 102, 103, 104, *ends, dates), Messages(language))
        assert [number in text for number in ("101", "102", "103", "104")] == [True] * 4
        assert sum(date in text for date in ("2001", "2002")) == (0 if code.endswith("undated") else dates)


ONE_OF_EACH = {
    "en": "This catalog holds 1 product of 1 brand, 1 for sport. 1 of those has a size chart to compare a leg with.",
    "de": "Dieser Katalog enthält 1 Produkt von 1 Marke, 1 für den Sport. 1 von diesen hat eine Größentabelle, "
    "mit der ein Bein verglichen werden kann.",
    "fr": "Ce catalogue contient 1 produit de 1 marque, dont 1 pour le sport. 1 de ceux-ci a un tableau des tailles "
    "auquel comparer une jambe.",
    "es": "Este catálogo contiene 1 producto de 1 marca, 1 para el deporte. 1 de estos tiene una tabla de tallas "
    "con la que comparar una pierna.",
    "it": "Questo catalogo contiene 1 prodotto di 1 marca, 1 per lo sport. 1 di questi ha una tabella taglie "
    "con cui confrontare una gamba.",
    "nl": "Deze catalogus bevat 1 product van 1 merk, waarvan 1 voor sport. 1 daarvan heeft een maattabel "
    "om een been mee te vergelijken.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_of_each_is_said_in_the_singular(language: str) -> None:
    assert in_words(CatalogFacts(1, 1, 1, 1), Messages(language)) == ONE_OF_EACH[language]
