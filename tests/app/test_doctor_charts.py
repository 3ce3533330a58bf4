"""What doctor tells of the charts: how old they are, and who quotes them."""

from datetime import date

import pytest
from building import chart, gates, product
from msgspec.structs import replace

from catalog.app.doctor import Health, check_catalog
from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.policy import shipped_policy
from catalog.model.product import CatalogVersion, Confidence, Source
from catalog.model.snapshot import Snapshot

TODAY = date(2026, 11, 27)
FIRST, QUOTED, LOW = Confidence.FIRST_HAND, Confidence.QUOTED, Confidence.LOW


def checks(*charts):
    """The checks of a catalog whose products have charts of a date and confidence each, by name."""
    products = [
        product(
            id,
            chart=replace(
                chart({"S": ("30", "34")}, id=f"{id}-chart"),
                source=Source("https://x.example", day, "text", confidence),
            ),
        )
        for id, day, confidence in charts
    ]
    snapshot = Snapshot(CatalogVersion(1, "test"), tuple(products), {p.id: gates() for p in products}, {})
    return {c.name: c for c in check_catalog(snapshot, shipped_policy(), TODAY)}


def test_charts_by_age_the_oldest_first_and_those_without_a_date_last():
    check = checks(("a", "unknown", QUOTED), ("b", "2026-10-01", FIRST), ("c", "2024", FIRST), ("d", "2011-04-20", LOW))
    assert (check["sources"].health, check["sources"].about) == (
        Health.NOTICE,
        ("d: 2011-04-20, low", "c: 2024, first_hand", "a: unknown, quoted"),
    )


def test_charts_by_who_quotes_them_the_weakest_first():
    check = checks(("a", "2020", QUOTED), ("b", "2026", FIRST), ("c", "2024", LOW), ("d", "2011", QUOTED))
    assert check["quoted"].about == ("c: 2024, low", "d: 2011, quoted", "a: 2020, quoted")


def test_first_hand_charts_of_this_year_are_fine():
    check = checks(("a", "2026-11-01", FIRST))
    assert [check[name].health for name in ("sources", "quoted")] == [Health.OK, Health.OK]


SAID = {
    "en": "2 charts are quoted by somebody else, not the maker's own page",
    "de": "2 Größentabellen sind von anderen zitiert, nicht von der Seite des Herstellers",
    "fr": "2 tableaux des tailles sont cités par d'autres, non lus chez le fabricant",
    "es": "2 tablas de tallas las citan otros, no son de la página del fabricante",
    "nl": "2 maattabellen komen van iemand anders, niet van de pagina van de fabrikant",
    "it": "2 tabelle sono citate da altri, non sono della pagina del produttore",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_quotes_them_to_the_letter(language):
    check = checks(("a", "2020", QUOTED), ("c", "2024", LOW))["quoted"]
    assert Messages(language).sentence(check.seen) == SAID[language]
