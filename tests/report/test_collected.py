"""The list of a round: counts and marks of every kind, long lists cut, what was left out."""

import pytest

from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.collect_report import CollectedShop, CollectReport, ReviewKind
from catalog.model.import_report import ImportAction, ImportedProduct, ImportNote, ImportReport, LeftOutOfImport
from catalog.model.product_difference import FieldChange
from catalog.report.collected import collect_lines
from catalog.report.plain import plain_lines

CHANGE = FieldChange(("charts", "a-chart", "M", "calf_max_girth"), "34–38 cm", "35–39 cm")
CHANGED = ImportedProduct("a", "Brand A", "brand.toml", ImportAction.CHANGED, (CHANGE,))
GONE = ImportedProduct("b", "Brand B", "brand.toml", ImportAction.GONE)
MUG = LeftOutOfImport("not_compression", "Mug")
NEW = tuple(ImportedProduct(f"n-{n}", f"Brand N {n}", "brand.toml", ImportAction.NEW) for n in range(23))


def lines(*shops, language="en"):
    return list(plain_lines(collect_lines(CollectReport(shops), lambda entry: ""), Messages(language)))


def test_an_address_with_news_and_one_without():
    news = CollectedShop("north", "https://north.example/", ImportReport(products=(CHANGED, GONE), left_out=(MUG, MUG)))
    quiet = CollectedShop("west", "https://west.example/")
    assert lines(news, quiet) == [
        "north: 1 changed, 1 gone",
        "https://north.example/",
        "- Changed: a: Brand A (brand.toml)",
        "      charts: a-chart: M: calf_max_girth: 34–38 cm → 35–39 cm",
        "- Gone: b: Brand B (brand.toml)",
        "2 other products of the shop were left out by a rule.",
        "",
        "west: nothing new",
        "https://west.example/",
    ]


def test_a_long_list_is_cut_and_says_so():
    cut = lines(CollectedShop("north", "https://north.example/", ImportReport(products=NEW)))
    assert (cut[0], len(cut), cut[-1]) == ("north: 23 new", 23, "and more: 3 new (--json names them)")


def test_a_note_on_a_chart_of_many_products_is_told_once():
    facts = (("row", "M"), ("column", "Calf"), ("text", "34/38"))
    notes = tuple(ImportNote("unread_cell", f"n-{n}", f"page 1: product {n}", facts) for n in range(4))
    other = ImportNote("unread_cell", "n-4", "page 1: product 4", (*facts[:2], ("text", "?")))
    shop = CollectedShop("north", "https://north.example/", ImportReport(notes=(*notes, other)))
    report = collect_lines(CollectReport((shop,)), lambda entry: f"{dict(entry.note.facts)['text']} {entry.note.place}")
    assert list(plain_lines(report, Messages("en"))) == [
        "north: 5 to look at",
        "https://north.example/",
        "- Look at: n-0, n-1, n-2, … (4): 34/38 ",
        "- Look at: n-4: ? page 1: product 4",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(ReviewKind))
def test_every_kind_has_its_count_and_its_mark(language, kind):
    messages = Messages(language)
    assert messages.text(f"ui.collect.{kind.value}", {"count": 1})
    assert messages.text(f"ui.collect.mark.{kind.value}")
