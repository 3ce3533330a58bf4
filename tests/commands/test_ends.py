"""How an answer ends: a size, no size though charts were compared, or nothing compared; and the code for each."""

from __future__ import annotations

import json
import re
import shlex
import subprocess

import pytest

from catalog.commands.repeat import RepeatableCommand, narrowed_by, options_of
from catalog.commands.run_question import exit_of
from catalog.commands.terminal.screen import Screen
from catalog.documents.question_reader import parse_question
from catalog.model.answer import Counts


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        pytest.param(Counts(3, 1, 2, 0, (("outside_chart", 2),)), 0, id="a size"),
        pytest.param(Counts(2, 0, 2, 0, (("outside_chart", 1), ("needs_measurement", 1))), 3, id="one was compared"),
        pytest.param(Counts(1, 0, 1, 0, (("in_gap", 1),)), 3, id="a gap"),
        pytest.param(Counts(1, 0, 1, 0, (("measurements_disagree", 1),)), 3, id="measures that disagree"),
        pytest.param(Counts(1, 0, 1, 0, (("needs_measurement", 1),)), 7, id="a measure is missing"),
        pytest.param(Counts(1, 0, 1, 0, (("no_chart", 1),)), 7, id="no chart"),
        pytest.param(Counts(1, 0, 0, 1, (("medical:fail", 1),)), 7, id="medical"),
        pytest.param(Counts(0, 0, 0, 0), 7, id="nothing asked about"),
    ],
)
def test_the_code_of_an_answer(counts, code):
    assert exit_of(counts) == code


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["search"], 7, id="bare search"),
        pytest.param(["search", "--garment", "tights", "--calf", "36 cm"], 7, id="no such kind"),
        pytest.param(["search", "--calf", "55 cm", "--yes"], 3, id="search, nothing fits"),
        pytest.param(["search", "--calf", "36.5 cm"], 0, id="search"),
        pytest.param(["size", "testrunner-run-sock"], 7, id="size without a measure"),
        pytest.param(["size", "testrunner-small-sock", "--calf", "36.5 cm"], 3, id="size, outside"),
        pytest.param(["size", "testrunner-clinic-stocking", "--calf", "36.5 cm"], 7, id="size, medical"),
        pytest.param(["size", "testrunner-plain-sock", "--calf", "36.5 cm"], 7, id="size, held back"),
        pytest.param(["size", "testrunner-run-sock", "--calf", "36.5 cm"], 0, id="size"),
        pytest.param(["why", "testrunner-twin-sock", "--calf", "36.5 cm"], 7, id="why, a measure is missing"),
        pytest.param(["why", "testrunner-twin-sock"], 0, id="why without a leg"),
        pytest.param(["compare", "testrunner-run-sock", "testrunner-small-sock", "--calf", "36.5 cm"], 0, id="compare"),
        pytest.param(["compare", "testrunner-run-sock", "testrunner-twin-sock"], 7, id="compare, no measure"),
    ],
)
@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_every_command_leaves_with_it(shop, arguments, code, form):
    assert shop(*arguments, "--format", form).code == code


MISSING = {
    "en": ["No product could be compared yet: a measure is missing.", 'Then add --calf "36.5 cm".'],
    "de": ["Noch ließ sich kein Produkt vergleichen: Es fehlt ein Maß.", 'Ergänzen Sie dann --calf "36.5 cm".'],
    "fr": ["Aucun produit n'a encore pu être comparé : il manque une mesure.", 'Ajoutez ensuite --calf "36.5 cm".'],
    "es": ["Todavía no se pudo comparar ningún producto: falta una medida.", 'Añada después --calf "36.5 cm".'],
    "it": ["Nessun prodotto si è ancora potuto confrontare: manca una misura.", 'Poi aggiungi --calf "36.5 cm".'],
}


@pytest.mark.parametrize("lang", MISSING)
def test_a_bare_search_says_which_measure_is_missing_and_how_to_give_it(shop, lang):
    lines = shop("search", "--lang", lang).out.splitlines()
    assert [line for line in lines if line in MISSING[lang]] == MISSING[lang]
    assert printed(lines[-1])[:4] == ["measure", "calf", "--lang", lang]


def test_in_inches_the_example_is_in_inches(shop):
    assert 'Then add --calf "14 3/8 in".' in shop("search", "--units", "in").out


def test_a_filter_that_nothing_is_left_of_is_named(shop):
    out = shop("search", "--calf", "36.5 cm", "--graduated", "stated").out
    assert "1 product would fit without --graduated stated." in out.splitlines()


def printed(out: str) -> list[str]:
    """The command that a text ends with, without the program's name."""
    joined = out.replace("\\\n", " ")
    return shlex.split(re.findall(r"legfit (.*)$", joined, re.MULTILINE)[-1])


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(["--calf", "36.5 cm", "--ankle", "22.5 cm"], id="two measures"),
        pytest.param(
            ["--calf", "14 3/8 in", "--ankle", "8 7/8 in", "--units", "in", "--lang", "de"], id="inches, German"
        ),
        pytest.param(["--calf", "left=36 cm", "--calf", "right=36.5 cm", "--ankle=22.5 cm"], id="each leg"),
        pytest.param(["--calf", "36.5 cm", "--ankle", "22 cm", "--for", "half", "--tested"], id="a run"),
        pytest.param(["--calf", "36.5 cm", "--ankle", "22 cm", "--profile", "anna"], id="a profile"),
        pytest.param(["--calf", "26 cm", "--ankle", "22 cm", "--yes", "--include-review"], id="confirmed"),
    ],
)
def test_the_printed_command_gives_the_same_answer(shop, cli, asked):
    shop("profile", "save", "anna", "--ankle", "22.5 cm")
    again = printed(shop("search", "--garment", "sock", *asked).out)
    assert again[0] == "why"
    assert "--database" in again
    first = json.loads(shop("search", "--garment", "sock", *asked, "--json", "--detail", "full").out)["matches"][0]
    second = json.loads(cli(*again, "--json", "--detail", "full").out)["matches"][0]
    assert (second["product"], second["size"], second["points"]) == (first["product"], first["size"], first["points"])
    assert [r["text"] for r in second["reasons"]][:2] == [r["text"] for r in first["reasons"]][:2]


def test_a_document_from_stdin_is_written_out_and_a_file_is_named(shop, cli, tmp_path):
    document = {
        "garment": "any",
        "legs": {"calf_max_girth": {"readings": ["36.5 cm", "36.6 cm"]}, "ankle_min_girth": "22 cm"},
    }
    again = printed(shop("search", "--question", "-", stdin=json.dumps(document)).out)
    assert again[2:8] == ["--calf", "36.5 cm", "--calf", "36.6 cm", "--ankle", "22 cm"]
    file = tmp_path / "question.json"
    file.write_text(json.dumps(document))
    assert printed(shop("search", "--question", str(file)).out)[2:4] == ["--question", str(file)]
    assert json.loads(cli(*again, "--json").out)["matches"]


@pytest.mark.parametrize(
    ("document", "options"),
    [
        pytest.param({"legs": {"calf_max_girth": "36.5 cm"}}, "--calf '36.5 cm'", id="a measure"),
        pytest.param(
            {"legs": {"calf_max_girth": {"left": "36 cm", "right": {"readings": ["37 cm", "37.1 cm"]}}}},
            "--calf 'left=36 cm' --calf 'right=37 cm' --calf 'right=37.1 cm'",
            id="each leg",
        ),
        pytest.param({"body": {"height": "178 cm", "sex": "female"}, "shoe": "EU 43"},
                     "--height '178 cm' --sex female --shoe 'EU 43'", id="body"),
        pytest.param({"same_as": {"product": "cep socks", "size": "III"}, "confirmed": True},
                     "--same-as 'cep socks III' --yes", id="a known size"),
        pytest.param({"run": {"rest_day": True}, "runner": {"tested_in_training": False, "runs_per_week": 3}},
                     "--rest-day --runs-per-week 3 --not-tested", id="runner"),
        pytest.param({"runner": {"symptoms": ["cramps", "swelling"], "red_flags": ["C2"]}},
                     "--symptom cramps --symptom swelling --red-flag C2", id="symptoms"),
    ],
)  # fmt: skip
def test_a_question_as_options(document, options):
    assert shlex.join(options_of(parse_question({"garment": "any", **document}))) == options


def test_health_is_left_out_where_a_shell_would_keep_it():
    question = parse_question({"garment": "any", "runner": {"red_flags": ["C2"]}})
    assert options_of(question, health=False) == ()


def test_a_long_command_is_one_command_on_a_narrow_terminal():
    again = RepeatableCommand(("--calf", "36.5 cm", "--for", "half"))
    lines = Screen(40).command(again.command("why", "a-product-with-a-name").words)
    assert all(len(line) <= 40 for line in lines)
    lines[0] = lines[0].replace("legfit", "printf '%s\\n'")
    words = subprocess.run(["sh", "-c", "\n".join(lines)], capture_output=True, text=True, check=True).stdout
    assert words.splitlines() == ["why", "a-product-with-a-name", "--calf", "36.5 cm", "--for", "half"]


def test_a_comparison_says_what_its_empty_columns_wait_for(shop):
    lines = shop("compare", "testrunner-run-sock", "testrunner-twin-sock", "--calf", "36.5 cm").out.splitlines()
    assert "Next: Measure your ankle girth: 1 more product could then be compared." in lines
    assert 'Then add --ankle "22.5 cm".' in lines


def test_quiet_does_not_silence_an_emergency(shop):
    done = shop("size", "testrunner-run-sock", "--calf", "36.5 cm", "--red-flag", "C1", "--format", "csv", "--quiet")
    assert done.err.startswith("Chest pain, sudden breathlessness")


@pytest.mark.parametrize(
    ("document", "options"),
    [
        pytest.param({"garment": "sock"}, "--garment sock", id="a kind"),
        pytest.param(
            {"garment": "any", "filters": {"brands": ["CEP", "X"], "max_price": "50 EUR", "in_stock": True}},
            "--brand CEP --brand X --max-price '50 EUR' --in-stock",
            id="filters",
        ),
        pytest.param({"garment": "any", "filters": {"graduated": "stated"}}, "", id="what one product takes too"),
    ],
)
def test_what_a_search_is_narrowed_by_is_written_as_options(document, options):
    assert shlex.join(narrowed_by(parse_question(document))) == options
