"""What page and widget are made of, checked without a browser: weight, words, and no way for markup to come in."""

from __future__ import annotations

import gzip
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from browsing import CHECKOUT

from catalog.messages.messages import LANGUAGES, placeholders
from catalog.model.leg import LegPoint
from catalog.report.leg_drawing import ALONG, AROUND
from catalog.web.joined import SCRIPTS
from catalog.web.page import form as page_form
from catalog.web.page.form import document_of, field_name, read_form, shared_query
from catalog.web.page.holdings import COUNTED
from catalog.web.page.leg_drawing import EXAMPLES_IN
from catalog.web.page.widget import SPOKEN, widget_document
from catalog.web.routes.static import files

STATIC = CHECKOUT / "catalog" / "web" / "static"
SOURCES = (*(STATIC / f"{name}.js" for name in SCRIPTS), *sorted((STATIC / "size").glob("*.js")))
MODULES = {path.name: path.read_text("utf-8") for path in SOURCES}
MODULE = "".join(MODULES.values())
LIMITS = {"legfit-size": 14_000, "legfit-badge": 3_000}
"""Bytes of each script, gzipped as it goes over the wire."""
MARKUP = (
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "eval(",
    "new Function",
    "DOMParser",
    "setHTML",
    "srcdoc",
)


def page_texts(language: str) -> dict[str, Any]:
    """The texts of page and widget in one language."""
    folder = CHECKOUT / "catalog" / "messages" / language
    return {
        code: text
        for name in ("widget.toml", "page.toml", "page_form.toml")
        for code, text in tomllib.loads((folder / name).read_text("utf-8")).items()
    }


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_light(name: str) -> None:
    assert len(gzip.compress(files()[f"{name}.js"].body, 9)) < LIMITS[name]


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_one_file(name: str) -> None:
    text = files()[f"{name}.js"].body.decode()
    assert re.findall(r"^(?:import|export)\b", text, re.MULTILINE) == []


def test_the_module_depends_on_nothing() -> None:
    imports = re.findall(r'^\s*import\b.*?"([^"]+)";$|(\bimport\(|\brequire\()', MODULE, re.MULTILINE)
    assert {called for _, called in imports} == {""}
    assert {path.rpartition("/")[2] for path, _ in imports} <= set(MODULES)
    assert all(path.startswith("./") for path, _ in imports)


@pytest.mark.parametrize("path", sorted(STATIC.rglob("*.js")), ids=lambda path: path.name)
def test_no_text_can_become_markup(path: Path) -> None:
    source = path.read_text("utf-8")
    assert [word for word in MARKUP if word in source] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_words_are_those_of_the_texts(language: str) -> None:
    first = json.loads(re.search(r"const FIRST = (\[.*?\]);", MODULE)[1])  # type: ignore[index]
    words = json.loads(re.search(r"const FIRST_WORDS = (\{.*?\n\});", MODULE, re.DOTALL)[1])  # type: ignore[index]
    assert words[language] == [page_texts(language)[f"widget.{code}"] for code in first]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same_things_with_the_same_facts(language: str) -> None:
    theirs, english = page_texts(language), page_texts("en")
    assert list(theirs) == list(english)
    assert {c: placeholders(t) for c, t in theirs.items()} == {c: placeholders(t) for c, t in english.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_widget_gets_every_text_that_it_says(language: str) -> None:
    texts = widget_document(language).texts
    said = {
        f"widget.{word}"
        for word in re.findall(r'\.text\("(\w+)"|\bbutton\("(\w+)"|\bdetails\("(\w+)"', MODULE)
        for word in word
        if word
    }
    said |= {"widget.unknown", "widget.busy", "widget.left", "widget.cm", "widget.in"}
    assert said - set(texts) == set()
    assert all(code.startswith(SPOKEN) for code in texts)


def test_no_text_of_page_or_widget_is_said_by_nobody() -> None:
    made = (
        MODULE
        + (STATIC / "page.js").read_text("utf-8")
        + "".join(p.read_text("utf-8") for p in (CHECKOUT / "catalog" / "web" / "page").glob("*.py"))
        + "".join(p.read_text("utf-8") for p in (CHECKOUT / "catalog" / "report").glob("page*.py"))
        + (CHECKOUT / "catalog" / "report" / "badge.py").read_text("utf-8")
        + (CHECKOUT / "catalog" / "model" / "size_lead.py").read_text("utf-8")
    )
    made += "".join(p.read_text("utf-8") for p in (CHECKOUT / "catalog" / "web" / "page" / "templates").glob("*.html"))
    short = {code: code.partition(".")[2] for code in page_texts("en") if code.startswith(("page.", "widget."))}
    built = {"sock", "calf_sleeve", "thigh_sleeve", "full_leg_sleeve", "shorts", "tights", "any"}
    built |= {"graduated_any", "graduated_claimed", "graduated_stated", "grad_unknown", "grad_stated", "grad_claimed"}
    built |= {"tested_yes", "tested_no", "tested_not_yet", "half", "marathon", "folded_race", "folded_rest_day"}
    built |= {"size_left", "size_right"}
    by_name = ("cause.", "sort_", "ask_", "measured_", "prefer_", "group_")
    built |= {f"count_{name}" for name in COUNTED}
    built |= {word for word in short.values() if word.startswith(by_name)}
    assert [c for c, word in short.items() if word not in built and not re.search(rf"\b{word}\b", made)] == []


def test_the_examples_beside_the_fields_are_those_of_the_command_line() -> None:
    assert EXAMPLES_IN["cm"][LegPoint.HIP] == LegPoint.HIP.examples[0] == "98 cm"
    assert EXAMPLES_IN["in"][LegPoint.WEIGHT] == LegPoint.WEIGHT.examples[1] == "159 lb"


def test_every_place_can_be_drawn_or_needs_no_drawing() -> None:
    drawn = set(AROUND) | set(ALONG)
    assert {p for p in LegPoint if p.is_girth or p in EXAMPLES_IN["cm"]} - drawn == {LegPoint.HEIGHT, LegPoint.WEIGHT}
    assert all(y <= 260 and 0 <= a < b <= 140 for y, a, b in AROUND.values())


def test_a_link_holds_nothing_of_the_body() -> None:
    names = [
        *(p.value for p in LegPoint),
        "shoe",
        "distance",
        "duration",
        "intensity",
        "flag",
        "race",
        "confirmed",
        "height",
    ]
    form = read_form("&".join(f"{n}=7" for n in names) + "&garment=sock&brand=CEP&units=in")
    assert shared_query(form, "de") == "lang=de&garment=sock&units=in&brand=CEP"


@pytest.mark.parametrize(
    ("field", "name"),
    [
        pytest.param("legs.calf_max_girth", "calf_max_girth", id="a girth"),
        pytest.param("legs.calf_max_girth.left", "calf_max_girth", id="a side"),
        pytest.param("legs.calf_max_girth.readings[0]", "calf_max_girth", id="a reading"),
        pytest.param("body.height", "height", id="the body"),
        pytest.param("filters.brands[0]", "brand", id="a brand"),
        pytest.param("runner.red_flags[2]", "flag", id="a flag"),
        pytest.param("garment", "garment", id="the garment"),
    ],
)
def test_a_problem_finds_its_field(field: str, name: str) -> None:
    assert field_name(field) == name


def test_a_form_becomes_the_question() -> None:
    form = read_form(
        "garment=sock&units=in&calf_max_girth=14+3/8&ankle_min_girth=22,5+cm&height=5'10%22&weight=158&shoe=9&shoe_system=US+M"
        "&distance=13.1&distance_unit=mi&duration=110&temperature=-4&temperature_unit=F&flag=C1&flag=C5&brand=CEP&max_price=50&currency=GBP&graduated=any&in_stock=1"
    )
    assert document_of(form) == {
        "garment": "sock", "units": "in",
        "legs": {"calf_max_girth": "14 3/8 in", "ankle_min_girth": "22,5 cm"},
        "body": {"height": "5'10\"", "weight": "158 lb"}, "shoe": "US M 9",
        "run": {"distance": "13.1 mi", "duration": "110", "temperature": "-4 F"},
        "runner": {"red_flags": ["C1", "C5"]},
        "filters": {"brands": ["CEP"], "max_price": "50 GBP", "in_stock": True},
    }  # fmt: skip


def test_every_text_of_the_page_is_escaped_text() -> None:
    for path in (CHECKOUT / "catalog" / "web" / "page" / "templates").glob("*.html"):
        assert "|safe" not in path.read_text("utf-8").replace(" ", "")
    assert all("<" not in str(t) for language in LANGUAGES for t in page_texts(language).values())


BARE = [
    pytest.param("36.5", True, id="a number"),
    pytest.param("14 3/8", True, id="a fraction"),
    pytest.param("14⅜", True, id="a fraction sign"),
    pytest.param("-4", True, id="below zero"),
    pytest.param("20°", True, id="degrees alone"),
    pytest.param("３６．５", True, id="full-width digits"),
    pytest.param("٣٦٫٥", True, id="Arabic-Indic digits"),
    pytest.param("42/43", True, id="two sizes"),
    pytest.param("", True, id="nothing"),
    pytest.param("36.5 cm", False, id="a unit"),
    pytest.param("36.5㎝", False, id="a unit in one sign"),
    pytest.param("３６．５ｃｍ", False, id="a full-width unit"),
    pytest.param('14.5"', False, id="inches"),
    pytest.param("14.5″", False, id="a double prime"),
    pytest.param("5'10", False, id="feet"),
    pytest.param("5’10”", False, id="typographic marks"),
    pytest.param("50 €", False, id="a currency"),
    pytest.param("thick", False, id="a word"),
]


@pytest.mark.parametrize(("text", "is_bare"), BARE)
def test_page_and_widget_agree_on_what_names_no_unit(visitor: Any, api: str, text: str, is_bare: bool) -> None:
    assert page_form.is_bare(text) is is_bare
    page = visitor()
    page.goto(api)
    assert page.evaluate("async text => (await import('./static/size/entries.js')).isBare(text)", text) is is_bare
