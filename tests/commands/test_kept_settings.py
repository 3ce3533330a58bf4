"""What `legfit config set` keeps for every command to come, the usual profile, and profiles that are edited."""

from __future__ import annotations

import json

import pytest

SIZE = ("size", "testrunner-run-sock")


def kept(cli):
    """The value and the origin of every setting."""
    return {row["name"]: (row["value"], row["origin"]) for row in json.loads(cli("config", "--json").out)}


@pytest.mark.parametrize("name", ["language", "lang"])
def test_a_language_is_kept_until_it_is_not(cli, monkeypatch, name):
    done = cli("config", "set", name, "de_AT.UTF-8")
    assert done.code == 0
    assert "Gesetzt durch" in done.out
    assert kept(cli)["language"] == ("de", "config.json")
    assert "gelesen: „siez“" in cli("siez").err
    assert cli("advise", "--for", "marathon").out.startswith("„marathon“ heißt hier")
    assert cli("advise", "--for", "marathon", "--lang", "fr").out.startswith("« marathon » veut dire ici")
    monkeypatch.setenv("LEGFIT_LANG", "es")
    assert kept(cli)["language"] == ("es", "LEGFIT_LANG")
    monkeypatch.delenv("LEGFIT_LANG")
    assert cli("config", "unset", name).code == 0
    assert kept(cli)["language"] == ("en", "default")


def test_a_catalog_is_kept_and_an_option_goes_before_it(cli, shop_file, tmp_path):
    assert cli("config", "set", "database", str(shop_file)).code == 0
    assert kept(cli)["database_url"] == (str(shop_file), "config.json")
    assert "Testrunner" in cli("list", "--format", "csv").out
    assert cli("list", "--database", str(tmp_path / "none.db")).code == 5


def test_the_usual_profile_answers_where_no_leg_is_typed_and_is_named(shop):
    assert shop("profile", "save", "anna", "--calf", "36.5 cm", "--ankle", "22.5 cm").code == 0
    typed = shop(*SIZE, "--profile", "anna")
    assert shop("config", "set", "profile", "anna").code == 0
    usual = shop(*SIZE)
    assert usual.out == typed.out
    assert usual.err == "(Measures of the profile anna, your usual one: legfit config unset profile leaves it out.)\n"
    assert shop(*SIZE, "-q").err == ""
    other = shop(*SIZE, "--calf", "30 cm")
    assert other.err == ""
    assert "30 cm" in other.out
    assert "legfit why testrunner-run-sock --profile anna" in shop("search", "-g", "sock", "-n", "1").out
    assert shop("config", "unset", "profile").code == 0
    assert shop(*SIZE).err == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param(
            ("sett", "lang", "de"), "action: read 'sett', expected one of set, unset. Did you mean", id="action"
        ),
        pytest.param(("set", "colour", "no"), "expected one of language, database_url, profile", id="name"),
        pytest.param(("set", "lang"), "value: expected a value for VALUE", id="no value"),
        pytest.param(("unset", "lang", "de"), "value: read 'de', expected nothing more", id="a value too many"),
        pytest.param(("set", "lang", "xx"), "value: read 'xx', expected one of en, de,", id="no language"),
        pytest.param(
            ("set", "profile", "tom"), "name: read 'tom', expected the name of a saved profile", id="no profile"
        ),
    ],
)
def test_what_cannot_be_kept(cli, typed, said):
    done = cli("config", *typed)
    assert done.code == 2
    assert said in done.err
    assert kept(cli)["language"] == ("en", "default")


def test_a_file_of_settings_that_is_none_is_named(cli, tmp_path):
    cli("config", "set", "language", "de")
    (tmp_path / "config" / "legfit" / "config.json").write_text("{", "utf-8")
    done = cli("config")
    assert done.code == 2
    assert "config.json" in done.err


def test_a_relative_folder_counts_for_nothing(cli, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, "relative")
    folders = [row for row in json.loads(cli("config", "--json").out) if row["name"].endswith("_folder")]
    assert [row["origin"] for row in folders] == ["default", "default"]
    assert all(row["value"].startswith(str(tmp_path)) for row in folders)


def test_the_file_is_for_one_person_alone(cli, tmp_path):
    cli("config", "set", "language", "de")
    file = tmp_path / "config" / "legfit" / "config.json"
    assert file.stat().st_mode & 0o777 == 0o600
    assert json.loads(file.read_text("utf-8")) == {"language": "de"}


def test_a_profile_is_edited_measure_by_measure(cli):
    cli("profile", "save", "anna", "--calf", "36.5 cm", "--ankle", "22.5 cm", "--shoe", "EU 39")
    assert cli("profile", "edit", "anna", "--ankle", "22.8 cm", "--height", "170 cm").code == 0
    assert json.loads(cli("profile", "show", "anna", "--json").out) == {
        "legs": {"calf_max_girth": "36.5 cm", "ankle_min_girth": "22.8 cm"},
        "body": {"height": "170 cm"},
        "shoe": "EU 39",
    }


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param(("anna",), "expected at least one measure", id="nothing typed"),
        pytest.param(("tom", "--calf", "36 cm"), "expected the name of a saved profile", id="no such profile"),
        pytest.param(("anna", "--calf", "36"), "a bare number is never guessed", id="a bare number"),
    ],
)
def test_an_edit_that_changes_nothing(cli, typed, said):
    cli("profile", "save", "anna", "--calf", "36.5 cm")
    done = cli("profile", "edit", *typed)
    assert done.code == 2
    assert said in done.err
    assert json.loads(cli("profile", "show", "anna", "--json").out) == {"legs": {"calf_max_girth": "36.5 cm"}}
