"""What README, docs and the page say of the shipped catalog is what it holds."""

from __future__ import annotations

import re

import pytest
from seed_facts import ROOT

from benchmarks.real_legs import KINDS, PEOPLE, fitting, people, table
from catalog.messages.messages import LANGUAGES, Messages
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
    numbers = {"products": 101, "brands": 102, "sport": 103, "with_chart": 104, "oldest": "2001", "newest": "2002"}
    for dates in (2, 1):
        text = Messages(language).text(code, {**numbers, "dates": dates})
        assert [number in text for number in ("101", "102", "103", "104")] == [True] * 4
        assert sum(date in text for date in ("2001", "2002")) == (0 if code.endswith("undated") else dates)
