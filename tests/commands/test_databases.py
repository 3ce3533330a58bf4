"""Databases that cannot answer, and profiles that cannot be read: named, in the person's language, with what to do."""

from __future__ import annotations

import json
import re
import shlex
import sqlite3
from pathlib import Path

import pytest

from catalog.messages.messages import LANGUAGES
from catalog.store import migrate
from catalog.store.database import without_password


@pytest.fixture
def databases(tmp_path: Path, shop_file: Path) -> dict[str, Path]:
    """Databases in every state by name; `none` is not there."""
    paths = {name: tmp_path / f"{name}.db" for name in ("none", "other", "future", "past", "junk", "changed", "good")}
    for name in ("future", "past", "changed", "good"):
        paths[name].write_bytes(shop_file.read_bytes())
    paths["junk"].write_text("no database at all, but a text that is long enough to be looked at" * 20)
    run(paths["other"], "CREATE TABLE orders (number INTEGER)")
    (table,) = run(paths["good"], "SELECT name FROM sqlite_master WHERE sql LIKE '%version_num%' AND type = 'table'")
    run(paths["future"], f"UPDATE {table} SET version_num = '9999'")
    run(paths["past"], f"UPDATE {table} SET version_num = '0001'")
    run(
        paths["changed"],
        "DROP TABLE api_key",
        "CREATE TABLE foreign_table (a)",
        "ALTER TABLE product ADD COLUMN zz TEXT",
    )
    return paths


def run(path: Path, *statements: str) -> tuple[str, ...]:
    """The first column of the last statement's rows."""
    connection = sqlite3.connect(path)
    try:
        rows: list[tuple[str]] = []
        for statement in statements:
            rows = connection.execute(statement).fetchall()
        connection.commit()
        return tuple(r[0] for r in rows)
    finally:
        connection.close()


SAID = {
    "none": "There is no database at {path}. Create it with `legfit db upgrade --database {path}`.",
    "other": "The database holds the tables of another program. Name another database: this one was left as it is.",
    "future": "The database is at version 9999, which this program ({head}) does not know. "
    "Install the newer legfit: an older one would lose what it does not know.",
    "past": "The database is at version 0001, this program needs version {head}. "
    "Bring it up to date with `legfit db upgrade --database {path}`.",
    "junk": "It is not a legfit catalog. Name another database: this one was left as it is.",
}


@pytest.mark.parametrize("name", SAID)
@pytest.mark.parametrize(
    "command", [["list"], ["db", "check"], ["search", "--calf", "36 cm"]], ids=lambda c: " ".join(c)
)
def test_every_command_says_the_same_of_a_database(cli, databases, name, command):
    path = databases[name]
    done = cli(*command, "--database", str(path))
    said = SAID[name].format(path=path, head=migrate.head())
    read = str(path) if len(str(path)) <= 60 else f"{str(path)[:59]}…"
    assert done.err == f"legfit: database: read {read!r}, expected a catalog that answers. {said}\n"
    assert (done.code, done.out) == (5, "")


@pytest.mark.parametrize("name", ["other", "future", "junk", "none"])
def test_the_version_of_what_is_no_catalog_of_ours_is_not_shown(cli, databases, name):
    done = cli("db", "current", "--database", str(databases[name]))
    assert done.code == 5
    assert SAID[name].format(path=databases[name], head=migrate.head()) in done.err


def test_the_version_of_an_older_catalog_is_shown(cli, databases):
    (row,) = json.loads(cli("db", "current", "--database", str(databases["past"]), "--json").out)
    assert (row["current"], row["head"]) == ("0001", migrate.head())


def test_differences_are_few_words(cli, databases):
    done = cli("db", "check", "--database", str(databases["changed"]), "--format", "csv")
    assert done.code == 6
    assert sorted(done.out.splitlines()) == [
        "add_table api_key",
        "difference",
        "remove_column product zz",
        "remove_table foreign_table",
    ]
    assert cli("db", "check", "--database", str(databases["good"])).code == 0


GERMAN = {
    "none": "Legen Sie sie mit `legfit db upgrade --database {path}` an.",
    "other": "Die Datenbank enthält die Tabellen eines anderen Programms.",
    "junk": "Das ist kein Katalog von legfit.",
}


@pytest.mark.parametrize("name", GERMAN)
def test_a_database_error_speaks_the_language(cli, databases, name):
    assert (
        GERMAN[name].format(path=databases[name])
        in cli("list", "--database", str(databases[name]), "--lang", "de-AT").err
    )


def test_what_to_do_can_be_run_as_printed(cli, tmp_path):
    path = tmp_path / "my shop's.db"
    printed = re.search(r"`legfit (.*)`", cli("list", "--database", str(path)).err)[1]
    assert shlex.split(printed) == ["db", "upgrade", "--database", str(path)]
    assert cli(*shlex.split(printed)).code == 0
    run(path, "UPDATE legfit_revision SET version_num = '0002'")
    checks = json.loads(cli("doctor", "--database", str(path), "--json").out)["checks"]
    (todo,) = [c["todo"] for c in checks if c["name"] == "schema"]
    assert todo == f"Run `legfit {printed}`."


def test_where_the_environment_names_the_database_the_command_is_short(cli, tmp_path, monkeypatch):
    monkeypatch.setenv("LEGFIT_DATABASE_URL", str(tmp_path / "none.db"))
    assert cli("list").err.endswith("Create it with `legfit db upgrade`.\n")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        pytest.param("postgresql://anna:s3cret@db.example/shop?sslmode=require", "postgresql://anna@db.example/shop?sslmode=require", id="a password"),
        pytest.param("postgresql://anna@db.example/shop", "postgresql://anna@db.example/shop", id="none"),
        pytest.param("my@folder/catalog.db", "my@folder/catalog.db", id="a path"),
        pytest.param("postgresql://anna:%40%3A@db.example/shop", "postgresql://anna@db.example/shop", id="signs in a password"),
    ],
)  # fmt: skip
def test_an_address_is_printed_without_its_password(typed, printed):
    assert without_password(typed) == printed


@pytest.mark.parametrize("command", [["list"], ["db", "upgrade"]], ids=" ".join)
def test_what_is_no_file_is_no_database(cli, command):
    done = cli(*command, "--database", "/dev/null")
    assert (done.code, done.out) == (5, "")
    assert done.err.endswith(
        "/dev/null is no file that can hold a database. Name another database: this one was left as it is.\n"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["none", "other", "future", "past", "junk", "good"])
def test_doctor_says_what_is_wrong_and_runs_its_other_checks(cli, databases, name, lang):
    done = cli("doctor", "--database", str(databases[name]), "--lang", lang, "--json")
    checks = {c["name"]: c for c in json.loads(done.out)["checks"]}
    broken = [n for n, c in checks.items() if c["health"] == "broken"]
    assert broken == {"good": [], "past": ["schema"]}.get(name, ["database"])
    assert {"data_folder", "config_folder"} <= set(checks)
    assert all(checks[n]["todo"].endswith(".") for n in broken)
    assert done.code == 6


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_doctor_is_of_the_language(cli, databases, lang):
    english = json.loads(cli("doctor", "--database", str(databases["good"]), "--json").out)
    other = json.loads(cli("doctor", "--database", str(databases["good"]), "--lang", lang, "--json").out)
    same = [c["name"] for c, e in zip(other["checks"], english["checks"], strict=True) if c["seen"] == e["seen"]]
    assert lang == "en" or same == ["database", "data_folder", "config_folder"]
    same = [s["name"] for s, e in zip(other["settings"], english["settings"], strict=True) if s["help"] == e["help"]]
    assert lang == "en" or same == []


@pytest.mark.parametrize("text", ["{", "[]", '{"legs": 3}', "", "\x00"], ids=["cut", "list", "number", "empty", "zero"])
def test_one_profile_that_cannot_be_read_hides_no_other(shop, tmp_path, text):
    shop("profile", "save", "anna", "--calf", "36.5 cm")
    shop("profile", "save", "zoe", "--calf", "38 cm")
    (tmp_path / "config" / "legfit" / "profiles" / "bad.json").write_text(text)
    done = shop("profile", "list", "--json")
    assert [r["name"] for r in json.loads(done.out)] == ["anna", "zoe"]
    assert done.err.startswith("legfit: bad: read 'bad', expected a profile that can be read.")
    assert done.code == 4
    assert shop("search", "--profile", "zoe").code != 2
    assert shop("search", "--profile", "bad", "--lang", "es").err.startswith("legfit: --profile: leído: «bad»")
