"""What a search prints, to the letter: the advice, the matches, what was left out, the next step."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from catalog.commands import match_listing
from catalog.commands.options.typed_question import assumption
from catalog.documents.shorthand import EXAMPLES
from catalog.messages.messages import LANGUAGES, Messages
from catalog.report.advice import assumed
from catalog.report.plain import line_text

SEARCH = ("search", "--garment", "sock", "--calf", "36.5 cm")


@pytest.fixture(autouse=True)
def on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(match_listing, "today", lambda: date(2026, 11, 23))


def test_a_search_says_what_fits_what_not_and_what_next(shop, tmp_path):
    done = shop(*SEARCH)
    assert done.err == ""
    assert done.code == 0
    assert done.out.splitlines() == [
        "1 of 5 socks fits your leg.",
        "Size  How sure     Product              Graduated         Price  Loose–tight",
        "III   sure, >99 %  Testrunner Run Sock  only claimed  39.90 EUR  [------o--]",
        "",
        "When to wear it: say what you run, like --for marathon (or 10k, trail-20k, long-run, rest-day).",
        "",
        "Why so few: only 2 of 5 socks could be compared. Left out:",
        "  1 is a medical product: a pharmacy measures and fits it.",
        "  1 needs one more measure: add --ankle.",
        "  For 1 your leg is too small or too large: --misses says by how much.",
        "  1 may not be made for sport: --include-review shows it too.",
        "",
        "Next: Measure your ankle girth: 1 more product could then be compared.",
        'Then add --ankle "22.5 cm".',
        f"How it is measured: legfit measure ankle --database {tmp_path / 'shop.db'}",
    ]


def test_a_stock_that_is_not_known_passes_and_is_said_beside_the_row(shop):
    lines = shop(*SEARCH, "--in-stock").out.splitlines()
    at = next(n for n, line in enumerate(lines) if "Testrunner Run Sock" in line)
    assert lines[at + 1] == "  ! Whether it is in stock is not known here."
    assert "Whether it is in stock" not in shop(*SEARCH).out


def test_the_advice_has_a_line_for_each_phase(shop):
    lines = shop(*SEARCH, "--for", "marathon").out.splitlines()
    assert lines[4] == "When to wear it: “marathon” is taken as distance 42.195 km."
    assert [line.split(":")[0] for line in lines[5:8]] == ["Before", "During", "After"]
    assert lines[8] == ""


def test_a_red_flag_comes_first_and_keeps_the_catalog_open(shop):
    done = shop(*SEARCH, "--red-flag", "C2")
    assert done.out.startswith("See a clinician first.")
    assert "Testrunner Run Sock" in done.out
    assert "worth" not in done.out


def test_speed_as_the_only_goal_is_answered_first(shop):
    assert shop(*SEARCH, "--for", "10k", "--goal", "speed").out.splitlines()[5].startswith("Speed is your only goal")


def test_the_counts_add_up(shop):
    answer = json.loads(shop(*SEARCH, "--json").out)
    text = shop(*SEARCH).out
    left = [number for line in text.splitlines() for number in re.findall(r"^  (?:For )?(\d+) ", line)]
    assert sum(map(int, left)) == answer["counts"]["misses"] + answer["counts"]["excluded"]


def test_excluded_and_missed_are_explained_when_asked(shop):
    done = shop(*SEARCH, "--explain-excluded", "--misses")
    assert "Left out, and why:" in done.out
    assert "Testrunner Clinic Stocking" in done.out.splitlines()
    assert "No size for this leg, and why:" in done.out
    assert "Testrunner Small Sock" in done.out.splitlines()
    assert "--misses" not in done.out, "what is shown already is not advised"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        pytest.param("de", "Nur 2 von 5 Socken ließen sich vergleichen. Weggelassen:", id="de"),
        pytest.param("fr", "sur 5 chaussettes, 2 comparaisons possibles. Écartés :", id="fr"),
        pytest.param("es", "de 5 calcetines, solo 2 se pudieron comparar. Quedan fuera:", id="es"),
        pytest.param("it", "su 5 calze solo 2 confrontabili. Restano fuori:", id="it"),
        pytest.param("nl", "maar 2 van 5 sokken konden vergeleken worden. Weggelaten:", id="nl"),
        pytest.param("de_AT.UTF-8", "Nur 2 von 5 Socken ließen sich vergleichen. Weggelassen:", id="a locale"),
    ],
)
def test_the_languages(shop, lang, said):
    assert said in shop(*SEARCH, "--lang", lang).out


BRAND = {
    "en": "--brand: read 'Testruner', expected a brand of the catalog. Did you mean “Testrunner”? "
    "`legfit list --columns brand` shows them.",
    "de": "--brand: gelesen: „Testruner“, erwartet: eine Marke des Katalogs. Meinten Sie „Testrunner“? "
    "`legfit list --columns brand` zeigt sie.",
    "fr": "--brand: lu : « Testruner », attendu : une marque du catalogue. Vouliez-vous dire « Testrunner » ? "
    "`legfit list --columns brand` les montre.",
    "es": "--brand: leído: «Testruner», se esperaba: una marca del catálogo. ¿Quiso decir «Testrunner»? "
    "`legfit list --columns brand` las muestra.",
}


@pytest.mark.parametrize("command", [SEARCH, ("list",)], ids=["search", "list"])
@pytest.mark.parametrize("lang", BRAND)
def test_a_brand_that_the_catalog_does_not_have_is_named_with_the_nearest(shop, command, lang):
    done = shop(*command, "--brand", "Testruner", "--lang", lang)
    assert (done.code, done.out, done.err) == (2, "", f"legfit: {BRAND[lang]}\n")


def test_a_brand_far_from_all_others_is_refused_in_a_document_too(shop):
    done = shop("search", "--question", "-", stdin='{"garment": "any", "filters": {"brands": ["Nike"]}}')
    assert done.code == 2
    assert "'Nike', expected a brand of the catalog. `legfit list" in done.err


@pytest.mark.parametrize("brand", [" Testrunner ", "testrunner", "\tTESTRUNNER"])
def test_blanks_and_case_of_a_brand_do_not_count(shop, brand):
    assert shop(*SEARCH, "--brand", brand).out == shop(*SEARCH).out
    assert shop("list", "--brand", brand).out == shop("list").out


def test_a_leg_that_nothing_fits_is_told_so(shop):
    done = shop("search", "--garment", "sock", "--calf", "55 cm", "--yes")
    assert done.code == 3
    assert "No product here fits this leg." in done.out.splitlines()


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "5 are left out:"), ("de", "5 sind weggelassen:"),
        ("fr", "5 sont écartés :"), ("es", "5 quedan fuera:"),
    ],
)  # fmt: skip
def test_what_was_left_out_is_more_only_where_something_stands_before_it(shop, lang, line):
    assert line in shop("search", "--lang", lang).out.splitlines()


@pytest.mark.parametrize(
    ("prefer", "said"),
    [
        ("softer", "- Take III first: you prefer a softer fit. - The larger of the two sits softer."),
        ("firmer", "- Take II first: you prefer a firmer fit. - The smaller of the two sits firmer."),
    ],
)
def test_a_wish_is_said_once(shop, prefer, said):
    done = shop("size", "testrunner-run-sock", "--calf", "31.5 cm", "--prefer", prefer)
    assert said in " ".join(done.out.split())


def test_inches_are_printed_when_asked(shop):
    assert "14.37 in" in shop("size", "testrunner-run-sock", "--calf", "36.5 cm", "--units", "in").out


def test_a_product_that_misses_names_those_that_hold_the_leg(shop):
    done = shop("size", "testrunner-small-sock", "--calf", "36.5 cm")
    assert done.code == 3
    assert "No size of this product fits: your leg is outside its size chart." in done.out
    assert "- Testrunner Run Sock: size III" in done.out


def test_a_known_size_answers_for_other_charts(shop):
    done = shop("search", "--garment", "sock", "--same-as", "run sock iii", "--json")
    assert done.code == 0
    (match,) = [m for m in json.loads(done.out)["matches"] if m["product"]["id"] == "testrunner-run-sock"]
    assert match["size"] == "III"


@pytest.mark.parametrize(
    ("same", "said"),
    [
        pytest.param("run sock XXL", "expected one of its sizes: II, III, IV", id="no such size"),
        pytest.param(
            "nothing at all",
            "expected a product and its size, like “CEP III”. `legfit list` shows every product.",
            id="no such product",
        ),
        pytest.param("sock", "a product and its size", id="one word"),
    ],
)
def test_a_known_size_that_is_none(shop, same, said):
    done = shop("search", "--same-as", same)
    assert done.code == 2
    assert "--same-as" in done.err
    assert said in done.err


def test_why_prints_the_whole_tree(shop):
    done = shop("why", "testrunner-run-sock", "--calf", "36.5 cm", "--for", "half")
    for part in (
        "Made for sport, not medical: yes", "Graduated: not known", "Size: Size III fits.", "[size.inside]",
        "calf girth 32–38 cm: 36.5 cm is inside", "calf girth 25–31 cm: 36.5 cm is above, by 5.5 cm", "B4:", "size.tape_sd_one = ",
        "https://example.org/testrunner",
    ):  # fmt: skip
        assert part in done.out, part


def test_why_is_the_answer_that_ranks(shop):
    why = json.loads(shop("why", "testrunner-run-sock", "--calf", "36.5 cm", "--json").out)
    ranked = json.loads(shop(*SEARCH, "--json", "--detail", "full").out)["matches"][0]
    assert {**why["matches"][0], "reasons": 0} == {**ranked, "reasons": 0}
    assert why["policy"][0].keys() == {"name", "value", "unit", "since", "source", "why"}


def test_compare_puts_products_side_by_side(shop):
    done = shop("compare", "testrunner-run-sock", "testrunner-small-sock", "--calf", "36.5 cm")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0].split() == ["Testrunner", "Run", "Sock", "Testrunner", "Small", "Sock"]
    assert any(line.startswith("Outcome") and "fits" in line and "no size for your leg" in line for line in lines)


def test_compare_wants_two_products(shop):
    done = shop("compare", "testrunner-run-sock", "run sock", "--calf", "36 cm")
    assert done.code == 2
    assert "two different products" in done.err


def test_what_may_not_be_for_sport_is_marked_where_it_is_shown(cli):
    done = cli("search", "--garment", "shorts", "--height", "165 cm", "--weight", "74 kg", "--include-review")
    assert any("Solidea Bike shorts (not clearly for sport)" in line for line in done.out.splitlines()), done.out


FIRM = """brand = "Firmrunner"

[[source]]
id = "page"
url = "https://example.org/firmrunner"
seen_on = "2026-11-01"
read_as = "text"
confidence = "first_hand"

[[product]]
id = "firmrunner-sock"
name = "Race Sock"
garment = "sock"
sources = ["page"]

[[product.claim]]
kind = "intended_use"
position = "intended_use"
text = "running"

[[product.pressure]]
low = "20 mmHg"
high = "30 mmHg"
stated_at = "unstated"
kind = "brand_stated"

[[product.chart]]
id = "firmrunner-sock-chart"
keyed_by = ["calf_max_girth"]
unit = "cm"
rows = [{ size = "M", calf_max_girth = "30-40" }]
"""


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("search", "--brand", "Firmrunner"), id="search"),
        pytest.param(("size", "firmrunner-sock"), id="size"),
        pytest.param(("why", "firmrunner-sock"), id="why"),
        pytest.param(("compare", "firmrunner-sock", "testrunner-run-sock"), id="compare"),
    ],
)
def test_a_firm_garment_always_comes_with_the_health_questions(shop, tmp_path, command):
    file = tmp_path / "firmrunner.toml"
    file.write_text(FIRM, "utf-8")
    assert shop("load", str(file)).code == 0
    assert "This is a firm garment. Before you wear it, check for yourself:" in shop(*command, "--calf", "36 cm").out
    assert "firm garment" not in shop("size", "testrunner-run-sock", "--calf", "36 cm").out


@pytest.mark.parametrize(
    ("language", "said"),
    [
        pytest.param("en", "“recovery-run” is taken as duration 40 min, easy pace, 24 hours since a hard effort.", id="en"),
        pytest.param("de", "„recovery-run“ heißt hier: Dauer 40 min, locker, 24 Stunden seit einer harten Belastung.", id="de"),
        pytest.param("fr", "« recovery-run » veut dire ici : durée 40 min, allure facile, 24 heures depuis un effort dur.", id="fr"),
        pytest.param("es", "«recovery-run» significa aquí: duración 40 min, ritmo suave, 24 horas desde un esfuerzo duro.", id="es"),
        pytest.param("it", "«recovery-run» qui vuol dire: durata 40 min, ritmo facile, 24 ore da uno sforzo intenso.", id="it"),
        pytest.param("nl", "“recovery-run” is opgevat als duur 40 min, rustig tempo, 24 uur sinds een zware inspanning.", id="nl"),
    ],
)  # fmt: skip
def test_what_a_short_word_stood_for_is_said_in_the_language(shop, language, said):
    assert shop("advise", "--for", "recovery-run", "--lang", language).out.splitlines()[0] == said


@pytest.mark.parametrize("command", ["size", "why"])
def test_signs_speak_against_the_size_that_is_worn(shop, command):
    worn = (command, "testrunner-run-sock", "--calf", "36 cm")
    assert "Not advised: this product in this size." not in shop(*worn).out
    told = shop(*worn, "--sign", "too-tight", "--sign", "worn_out").out
    assert "Not advised: this product in this size." in told
    assert "It is too tight." in told
    assert "It is worn out" in told
    done = shop(command, "x", "--calf", "36", "--sign", "tight", "--json")
    assert [(e["field"], e["read"]) for e in json.loads(done.out)["errors"]] == [("--calf", "36"), ("--sign", "tight")]


def test_every_short_word_can_be_said():
    for word in (*EXAMPLES, "5mi"):
        for language in LANGUAGES:
            assert "_" not in line_text(assumed(word, assumption(word).fields), Messages(language))
