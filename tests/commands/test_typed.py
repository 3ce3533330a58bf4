"""What was typed, before it means anything: empty values, single options given twice, and Typer's own errors."""

from __future__ import annotations

import json

import pytest

SEARCH = ("search", "--garment", "sock", "--calf", "36.5 cm")


@pytest.mark.parametrize(
    ("arguments", "fields"),
    [
        pytest.param(["search", "--calf", ""], ["--calf"], id="a measure"),
        pytest.param(["search", "--calf="], ["--calf"], id="after the sign"),
        pytest.param(["search", "--shoe", " ", "--prefer", ""], ["--shoe", "--prefer"], id="two, one of blanks"),
        *(
            pytest.param([*SEARCH, option, ""], [option], id=option)
            for option in (
                "--brand", "--for", "--profile", "--lang", "--columns", "--sort", "--limit", "--format", "--same-as",
                "--max-price", "--units", "--question", "--database", "--symptom",
            )
        ),
        pytest.param(["list", "--columns", " , "], ["--columns"], id="columns without a name"),
        pytest.param(["load", ""], ["path"], id="a path"),
        pytest.param(["lint", "seed", ""], ["path"], id="a path among others"),
        pytest.param(["size", "", "--calf", "36 cm"], ["product"], id="a product"),
        pytest.param(["list", "--", ""], ["product"], id="after the end of options"),
        pytest.param(["key", "add", ""], ["name"], id="the name of a key"),
        pytest.param(["review", "x", "--why", ""], ["--why"], id="a reason"),
        pytest.param(["serve", "--host", ""], ["--host"], id="a host"),
        pytest.param(["profile", "save", "", "--calf", "36 cm"], ["name"], id="the name of a profile"),
    ],
)  # fmt: skip
def test_nothing_may_be_empty(cli, arguments, fields):
    done = cli(*arguments, "--json") if "--" not in arguments else cli("list", "--json", "--", "")
    assert done.code == 2
    unknown = [("unknown_option", "")] if arguments[0] == "serve" else []  # it has no --json
    errors = [(e["code"], e["field"]) for e in json.loads(done.out)["errors"]]
    assert errors == unknown + [("empty", f if "--" not in arguments else "") for f in fields]


def test_an_empty_variable_is_one_that_is_not_set(shop, monkeypatch):
    monkeypatch.setenv("LEGFIT_LANG", "")
    assert shop("list").code == 0


@pytest.mark.parametrize(
    ("arguments", "field", "read"),
    [
        pytest.param([*SEARCH, "--lang", "de", "--lang", "en"], "--lang", "de, en", id="language"),
        pytest.param([*SEARCH, "--height", "170 cm", "--height=180 cm"], "--height", "170 cm, 180 cm", id="both ways"),
        pytest.param([*SEARCH, "--tested", "--not-tested"], "--tested", "--tested, --not-tested", id="yes and no"),
        pytest.param([*SEARCH, "--json", "--format", "csv"], "--format", "--json, --format csv", id="two formats"),
        pytest.param(
            ["list", "--format", "jsonl", "--json"], "--format", "--json, --format jsonl", id="the other order"
        ),
        pytest.param(["key", "list", "--json", "--format", "md"], "--format", "--json, --format md", id="of keys"),
        pytest.param(["serve", "--port", "1", "--port", "2"], "--port", "1, 2", id="port"),
    ],
)
def test_a_single_option_given_two_values_is_refused(cli, arguments, field, read):
    done = cli(*arguments)
    assert done.code == 2
    assert f"legfit: {field}: read {read!r}, expected one value. Keep the one you mean." in done.err


@pytest.mark.parametrize(
    "more",
    [
        pytest.param(["--lang", "de", "--lang", "de"], id="the same value"),
        pytest.param(["--json", "--json"], id="a flag"),
        pytest.param(["--json", "--format", "json"], id="the same format"),
        pytest.param(["--brand", "Testrunner", "--brand", "testrunner"], id="one that may be repeated"),
        pytest.param(["--calf", "36.6 cm"], id="a second reading"),
    ],
)
def test_what_says_the_same_twice_is_taken(shop, more):
    assert shop(*SEARCH, *more).code == 0


TYPER = {
    "unknown option": {
        "en": "read '--clf', expected an option of this command. Did you mean “--calf”? `legfit search --help` shows how.",
        "de": "gelesen: „--clf“, erwartet: eine Option dieses Befehls. Meinten Sie „--calf“? `legfit search --help` zeigt, "
        "wie es geht.",
        "fr": "lu : « --clf », attendu : une option de cette commande. Vouliez-vous dire « --calf » ? "
        "`legfit search --help` montre comment faire.",
        "es": "leído: «--clf», se esperaba: una opción de este comando. ¿Quiso decir «--calf»? "
        "`legfit search --help` muestra cómo.",
        "it": "letto «--clf», ci si aspettava un'opzione di questo comando. Intendevi «--calf»? `legfit search --help` mostra come.",
        "nl": "gelezen: “--clf”, verwacht: een optie van dit commando. Bedoelde je “--calf”? `legfit search --help` toont hoe.",
    },
    "too much": {
        "en": "read 'a b', expected nothing more on this command line. `legfit search --help` shows how.",
        "de": "gelesen: „a b“, erwartet: nichts weiter in dieser Befehlszeile. `legfit search --help` zeigt, wie es geht.",
        "fr": "lu : « a b », attendu : rien de plus sur cette ligne de commande. `legfit search --help` montre comment faire.",
        "es": "leído: «a b», se esperaba: nada más en esta línea de comandos. `legfit search --help` muestra cómo.",
        "it": "letto «a b», ci si aspettava la fine della riga di comando. `legfit search --help` mostra come.",
        "nl": "gelezen: “a b”, verwacht: verder niets op deze opdrachtregel. `legfit search --help` toont hoe.",
    },
    "no value": {
        "en": "--calf: expected a value after it. `legfit --help` shows how.",
        "de": "--calf: erwartet: eine Angabe dahinter. `legfit --help` zeigt, wie es geht.",
        "fr": "--calf: attendu : une valeur à la suite. `legfit --help` montre comment faire.",
        "es": "--calf: se esperaba: un valor detrás. `legfit --help` muestra cómo.",
        "it": "--calf: ci si aspettava un valore dopo. `legfit --help` mostra come.",
        "nl": "--calf: verwacht: een waarde erachter. `legfit --help` toont hoe.",
    },
}
TYPED = {"unknown option": ("--clf", "36 cm"), "too much": ("a", "b"), "no value": ("--calf",)}


@pytest.mark.parametrize("lang", ["en", "de", "fr", "es", "it", "nl"])
@pytest.mark.parametrize("name", TYPER)
def test_typers_own_errors_speak_the_language(cli, name, lang, monkeypatch):
    done = cli("search", "--lang", lang, *TYPED[name])
    assert (done.code, done.err) == (2, f"legfit: {TYPER[name][lang]}\n")
    monkeypatch.setenv("LEGFIT_LANG", {"de": "de_AT.UTF-8", "fr": "FR"}.get(lang, lang))
    assert cli("search", *TYPED[name]).err == done.err


@pytest.mark.parametrize("tag", ["de-AT", "DE", "de_CH.UTF-8"])
def test_a_regional_tag_speaks_its_language(cli, tag):
    assert "erwartet: eines von" in cli("list", "--garment", "sok", "--lang", tag).err


@pytest.mark.parametrize("command", ["load", "lint"])
def test_what_is_wrong_with_a_file_speaks_the_language_too(cli, command, tmp_path):
    assert "erwartet" in cli(command, str(tmp_path / "none.toml"), "--lang", "de").err


def test_every_kind_of_problem_is_said_at_once(shop):
    """What could not be read, what contradicts itself, and what cannot be true."""
    typed = ["--calf", "14.5 cm", "--ankle", "143/8 in", "--for", "half", "--rest-day"]
    done = shop("size", "testrunner-run-sock", *typed, "--json")
    assert [(e["field"], e["code"]) for e in json.loads(done.out)["errors"]] == [
        ("--for half", "rest_day_with_run"),
        ("--ankle", "not_a_measure"),
        ("--calf", "impossible"),
    ]
    alone = shop("size", "testrunner-run-sock", "--calf", "14.5 cm", "--for", "half", "--rest-day", "--json")
    assert [e["field"] for e in json.loads(alone.out)["errors"]] == ["--for half", "--calf"]


def test_an_option_given_again_is_named_as_typed(shop):
    """Nobody typed a place in a list: what was read says which one is meant."""
    typed = ["--red-flag", "C2", "--red-flag", "Z9", "--calf", "x", "--ankle", "right=y", "--ankle", "left=z"]
    assert sorted(line.split(",")[0] for line in shop(*SEARCH, *typed).err.splitlines()) == [
        "legfit: --ankle left: read 'z'",
        "legfit: --ankle right: read 'y'",
        "legfit: --calf: read 'x'",
        "legfit: --red-flag: read 'Z9'",
    ]


def test_a_reading_of_a_side_beside_one_of_none_is_refused(shop):
    """`both` is a word that nobody typed."""
    done = shop(*SEARCH, "--calf", "right=36 cm")
    assert done.err == (
        "legfit: --calf: read '36.5 cm', expected left= or right= before every reading, or before none.\n"
    )
    assert done.code == 2
