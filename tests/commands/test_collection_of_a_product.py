"""Whose a product is: `show` and `list` say its collection."""

import json

import pytest

PRODUCT = "testrunner-twin-sock"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        pytest.param("en", "collection: own", id="en"),
        pytest.param("de", "Sammlung: own", id="de"),
        pytest.param("fr", "collection: own", id="fr"),
        pytest.param("es", "colección: own", id="es"),
        pytest.param("it", "collezione: own", id="it"),
        pytest.param("nl", "collectie: own", id="nl"),
    ],
)
def test_show_says_it_in_a_line(shop, language, line):
    assert line in shop("show", PRODUCT, "--lang", language).out.splitlines()


def test_show_says_it_in_the_document(shop):
    assert json.loads(shop("show", PRODUCT, "--json").out)["collection"] == "own"


def test_list_says_it_in_files(shop):
    rows = json.loads(shop("list", "--json").out)
    assert {row["collection"] for row in rows} == {"own"}
