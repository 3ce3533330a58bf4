"""What people type on the command line: read by the one grammar, and refused with what was probably meant."""

from __future__ import annotations

import json

import pytest


@pytest.mark.parametrize(
    ("options", "part", "value"),
    [
        pytest.param(["--max-mmhg", "20"], ("filters", "max_mmhg"), 20, id="a bare number of mmHg"),
        pytest.param(["--max-mmhg", "20 mmHg"], ("filters", "max_mmhg"), 20, id="mmHg with its unit"),
        pytest.param(["--garment", "calf sleeve"], ("garment",), "calf_sleeve", id="a blank in a garment"),
        pytest.param(["--garment", "socks"], ("garment",), "sock", id="socks"),
        pytest.param(["--garment", "Wadensleeves"], ("garment",), "calf_sleeve", id="a German garment"),
        pytest.param(["--experience", "Beginner"], ("runner", "experience"), "beginner", id="a capital"),
        pytest.param(["--red-flag", "c3"], ("runner", "red_flags"), ["C3"], id="a small letter"),
        pytest.param(["--for", "5 km"], ("run", "distance"), "5 km", id="a blank in a short word"),
        pytest.param(["--distance", "42,195 km"], ("run", "distance"), "42.195 km", id="a marathon with a comma"),
        pytest.param(["--travel-hours", "2,5"], ("runner", "travel_hours"), 2.5, id="hours with a comma"),
        pytest.param(["--weight", "11 st 4 lb"], ("body", "weight"), "158.0009 lb", id="stones and pounds"),
        pytest.param(["--height", "1m78"], ("body", "height"), "1.78 m", id="metres and centimetres"),
        pytest.param(["--height", "5'10\""], ("body", "height"), "70 in", id="feet and inches"),
        pytest.param(["--shoe", "US 9.5 women's"], ("shoe",), "US W 9.5", id="women's"),
    ],
)
def test_an_option_is_read(shop, options, part, value):
    document = json.loads(shop("search", "--calf", "36.5 cm", "--yes", "--json", *options).out)["question"]
    for name in part:
        document = document[name]
    assert document == value


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        pytest.param(["--calf", "143/8 in"], "Did you mean “14 3/8 in”?", id="a lost blank"),
        pytest.param(["--height", "5.10 ft"], "Did you mean “5'10\"”?", id="decimal feet"),
        pytest.param(["--shoe", "EU 42/43"], "There are two sizes, EU 42 and EU 43", id="two shoe sizes"),
        pytest.param(["--shoe", "9M"], "Did you mean “US M 9”?", id="a width or a sex"),
        pytest.param(["--calf", "36–38 cm"], "Write one number and one unit.", id="a range"),
        pytest.param(["--calf", "½ in"], "comes after a whole number and a blank.", id="a fraction sign alone"),
        pytest.param(
            ["--shoe", "UK 6 women's"], "Did you mean “UK 6”?", id="women's of a system that has no such letter"
        ),
        pytest.param(["--distance", "10k"], "Did you mean “10 km”?", id="a short kilometre"),
        pytest.param(["--weight", "72 k"], "Did you mean “72 kg”?", id="a short kilogram"),
        pytest.param(["--duration", "90m"], "Did you mean “90 min”?", id="a short minute"),
        pytest.param(["--duration", "90'"], "Did you mean “90 min”?", id="a minute as a sign"),
        pytest.param(["--temperature", "27 degrees"], "Write the unit", id="degrees of no scale"),
        pytest.param(["--temperature", "27 grados"], "Write the unit", id="degrees of no scale in Spanish"),
        pytest.param(["--calf", "36 1/2 cm", "--lang", "de"], "Meinten Sie „36.5 cm“?", id="in German"),
    ],
)
def test_an_option_is_refused_with_what_was_meant(shop, options, sentence):
    done = shop("search", *options)
    assert done.code == 2
    assert sentence in " ".join(done.err.split())


@pytest.mark.parametrize(
    ("command", "name"),
    [
        pytest.param("size", "question.json", id="size"),
        pytest.param("size", "questions.jsonl", id="size of questions on lines"),
        pytest.param("why", "question.json", id="why"),
    ],
)
def test_the_garment_may_be_left_out_where_a_product_is_named(shop, tmp_path, command, name):
    file = tmp_path / name
    file.write_text(json.dumps({"legs": {"calf_max_girth": "36.5 cm"}}))
    typed = shop(command, "testrunner-run-sock", "--calf", "36.5 cm", "--json")
    asked = shop(command, "testrunner-run-sock", "--question", str(file), "--json")
    assert (asked.code, json.loads(asked.out)) == (typed.code, json.loads(typed.out))
    assert "garment" in shop("search", "--question", str(file)).err + shop("search", "--question", str(file)).out


@pytest.mark.parametrize("word", ["socks", "Socken", "chaussettes"])
def test_a_listing_takes_the_same_words(shop, word):
    assert shop("list", "--garment", word, "--json").out == shop("list", "--garment", "sock", "--json").out


def test_a_sign_is_read_with_blanks_and_capitals(shop):
    typed = shop("size", "testrunner-run-sock", "--calf", "36.5 cm", "--sign", "Too Tight", "--json")
    assert typed.out == shop("size", "testrunner-run-sock", "--calf", "36.5 cm", "--sign", "too_tight", "--json").out
