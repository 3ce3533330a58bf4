"""Which garment a product of an export is: by title and type, then numbers, tags and description; or left open."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli
from support.bringing import brought, note_facts, product

from catalog.formats.shop_import import garment

CASES = tomli.loads((Path(__file__).parents[2] / "cases" / "shop-garments.toml").read_text("utf-8"))
TITLES = [
    pytest.param(title, expected, id=f"{language}-{title}")
    for language, titles in CASES.items() for title, expected in titles.items()
]  # fmt: skip


@pytest.mark.parametrize(("title", "expected"), TITLES)
def test_a_title_alone(title, expected):
    assert brought(product(title, pressure="18-21 mmHg")).draft.garment == expected


PLAIN = "Pro Compression"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"kind": "Calf Sleeves"}, "calf_sleeve", id="product type"),
        pytest.param({"kind": "Compression > Running > Calf Sleeves"}, "calf_sleeve", id="last part of a type"),
        pytest.param({"categories": ("Sport > Socks",)}, "sock", id="path of categories"),
        pytest.param({"categories": ("google:209",)}, "sock", id="number of Google"),
        pytest.param({"categories": ("shopify:aa-1-18-2",)}, "sock", id="number of Shopify below one"),
        pytest.param({"categories": ("gid://shopify/TaxonomyCategory/aa-1-18-8",)}, "sock", id="address of Shopify"),
        pytest.param({"categories": ("shopify:aa-1-1-1-5",)}, "tights", id="tights of Shopify"),
        pytest.param({"categories": ("google:5941",)}, "unstated", id="leg warmers say nothing"),
        pytest.param({"tags": ("running", "calf sleeves")}, "calf_sleeve", id="tag"),
        pytest.param({"tags": ("socks", "calf sleeves")}, "unstated", id="two tags"),
        pytest.param({"categories": ("google:209",), "tags": ("calf sleeves",)}, "sock", id="number before tags"),
        pytest.param({"description": "<p>Our best calf sleeves.</p>"}, "calf_sleeve", id="description"),
        pytest.param({"description": "Wear it under socks or tights."}, "unstated", id="description of two"),
        pytest.param({"description": "These socks, or our arm sleeves."}, "unstated", id="description with others"),
        pytest.param({}, "unstated", id="nothing"),
    ],
)  # fmt: skip
def test_other_places(fields, expected):
    assert brought(product(PLAIN, **fields)).draft.garment == expected


@pytest.mark.parametrize(
    ("title", "fields", "expected", "code"),
    [
        pytest.param("Compression Calf Sleeves", {"kind": "Socks"}, "calf_sleeve", "garment_by_title", id="type is the shelf for all"),
        pytest.param("Compression Socks", {"kind": "Calf Sleeves"}, "unstated", "garment_contradiction", id="type says another"),
        pytest.param("Calf Sleeves", {"categories": ("google:209",)}, "calf_sleeve", "", id="no place in the list for it"),
        pytest.param("Compression Socks & Calf Sleeves", {}, "unstated", "garment_contradiction", id="two in a title"),
        pytest.param("Compression Socks", {"kind": "Socks > Compression Socks"}, "sock", "", id="agreed"),
        pytest.param("Compression Sleeves", {"kind": "Calf Sleeves"}, "calf_sleeve", "", id="type makes it sure"),
        pytest.param("Compression Sleeves", {}, "unstated", "garment_open", id="open words"),
        pytest.param("Kompressionsstutzen", {"description": "Mit Steg, ohne Fuß."}, "unstated", "garment_contradiction", id="a sock without a foot"),
        pytest.param("Compression Socks for Runners", {"description": "For men's feet."}, "sock", "", id="a sock for somebody"),
        pytest.param("Compression Set", {}, "unstated", "garment_unstated", id="no words"),
        pytest.param("Booster Elite", {"description": "compression"}, "calf_sleeve", "", id="booster with compression"),
    ],
)  # fmt: skip
def test_contradictions_are_named(title, fields, expected, code):
    result = brought(product(title, **fields))
    codes = [name for name, _ in note_facts(result) if name.startswith("garment")]
    assert (result.draft.garment, codes) == (expected, [code] if code else [])


def test_the_words_that_decided_are_named():
    (note,) = brought(product("Compression Calf Sleeves", kind="Running Socks")).notes
    assert (note.code, note.product, note.place, dict(note.facts)) == (
        "garment_by_title", "etape-run-sock", "line 2", {"words": "Calf Sleeves, Socks"},
    )  # fmt: skip


def test_the_lists_name_garments_that_there_are():
    garment.check_lists()
