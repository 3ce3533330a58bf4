"""What is kept and what is not: profiles, decisions; and how well an installation is."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

DECIDED = (
    "review",
    "testrunner-plain-sock",
    "--set",
    "sport",
    "--by",
    "A. Curator",
    "--why",
    "worn by runners",
    "--source",
    "https://example.org/why",
)


def test_a_profile_is_kept_by_its_owner_alone(shop, tmp_path):
    assert shop("profile", "save", "anna", "--calf", "36.5 cm", "--shoe", "EU 43").code == 0
    file = tmp_path / "config" / "legfit" / "profiles" / "anna.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert json.loads(file.read_text()) == {"legs": {"calf_max_girth": "36.5 cm"}, "shoe": "EU 43"}
    assert [f.name for f in file.parent.iterdir()] == ["anna.json"]


def test_a_profile_answers_and_what_is_typed_goes_first(shop):
    shop("profile", "save", "anna", "--calf", "36.5 cm")
    by_profile = json.loads(shop("search", "--garment", "sock", "--profile", "anna", "--json").out)
    typed = json.loads(shop("search", "--garment", "sock", "--calf", "36.5 cm", "--json").out)
    assert by_profile == typed
    other = json.loads(shop("search", "--garment", "sock", "--profile", "anna", "--calf", "40 cm", "--json").out)
    assert other["matches"][0]["size"] == "IV"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["profile", "save", "../x", "--calf", "36 cm"], "small letters", id="a path"),
        pytest.param(["profile", "save", "anna"], "at least one measure", id="nothing to keep"),
        pytest.param(["profile", "save", "anna", "--calf", "21 cm"], "unusual", id="unlikely"),
        pytest.param(["profile", "show", "anna"], "None is saved yet", id="unknown"),
        pytest.param(["profile", "delete", "anna"], "None is saved yet", id="delete what is not there"),
    ],
)
def test_what_a_profile_refuses(shop, tmp_path, arguments, said):
    done = shop(*arguments)
    assert done.code == 2
    assert said in done.err
    assert not list((tmp_path / "config").rglob("*.json"))


def test_a_deleted_profile_is_gone(shop, tmp_path):
    shop("profile", "save", "anna", "--calf", "36 cm")
    assert json.loads(shop("profile", "list", "--json").out)[0]["name"] == "anna"
    assert shop("profile", "delete", "anna").code == 0
    assert shop("profile", "list", "--json").out.strip() == "[]"


def test_health_is_never_kept(shop, tmp_path):
    done = shop("profile", "save", "anna", "--calf", "36 cm", "--red-flag", "C2")
    assert done.code == 2
    shop("search", "--calf", "36 cm", "--red-flag", "C2", "--symptom", "cramps")
    kept = [p for p in tmp_path.rglob("*") if p.is_file() and p.suffix != ".db"]
    assert all(b"C2" not in p.read_bytes() for p in kept)


def test_what_waits_is_listed_and_a_decision_ends_it(shop):
    waiting = shop("review", "--json")
    assert waiting.code == 6
    assert [r["product"] for r in json.loads(waiting.out)] == ["testrunner-plain-sock"]
    assert shop(*DECIDED).code == 0
    assert shop("review").code == 0
    shown = json.loads(shop("review", "testrunner-plain-sock", "--json").out)
    assert shown["medical"]["outcome"] == "pass"
    assert [h["action"] for h in shown["history"]] == ["sport"]
    assert "A. Curator" in shop("why", "testrunner-plain-sock").out


def test_a_decision_is_taken_back_and_the_history_stays(shop):
    shop(*DECIDED)
    assert shop("review", "testrunner-plain-sock", "--undo", "--by", "B", "--why", "not so").code == 0
    shown = json.loads(shop("review", "testrunner-plain-sock", "--json").out)
    assert shown["medical"]["outcome"] == "unknown"
    assert [h["action"] for h in shown["history"]] == ["sport", "undo"]


def test_a_decision_is_kept_when_the_same_file_is_loaded_and_dropped_with_other_evidence(shop, tmp_path):
    shop(*DECIDED)
    file = Path(__file__).parent / "shop" / "testrunner.toml"
    assert "decision" not in shop("load", str(file)).err
    changed = tmp_path / "testrunner.toml"
    changed.write_text(
        file.read_text("utf-8").replace('name = "Plain Sock"', 'name = "Plain Sock for varicose veins"'), "utf-8"
    )
    done = shop("load", str(changed))
    assert 'the decision "sport" of A. Curator' in done.err
    assert json.loads(shop("review", "testrunner-plain-sock", "--json").out)["medical"]["outcome"] != "pass"


@pytest.mark.parametrize(
    ("arguments", "fields"),
    [
        pytest.param(
            ["review", "x", "--set", "sports"], {"--set", "--by", "--why", "--source"}, id="nothing of what it needs"
        ),
        pytest.param(
            ["review", "--set", "sport", "--by", "a", "--why", "b", "--source", "https://example.org/c"],
            {"product"},
            id="no product",
        ),
        pytest.param(["review", "x", "--by", "a"], {"--set"}, id="no decision"),
        pytest.param(
            ["review", "x", "--set", "sport", "--undo", "--by", "a", "--why", "b", "--source", "https://example.org/c"],
            {"--undo"},
            id="both",
        ),
        pytest.param(
            [
                "review",
                "x",
                "--set",
                "sport",
                "--by",
                "a\x1b[31m",
                "--why",
                "b" * 999,
                "--source",
                "javascript:alert(1)",
            ],
            {"--by", "--why", "--source"},
            id="nothing that may be kept",
        ),
    ],
)
def test_a_decision_carries_who_why_and_where(shop, arguments, fields):
    done = shop(*arguments, "--json")
    assert done.code == 2
    assert {e["field"] for e in json.loads(done.out)["errors"]} == fields


def test_doctor_names_what_it_finds(shop):
    done = shop("doctor", "--json")
    checks = {c["name"]: c for c in json.loads(done.out)["checks"]}
    assert done.code == 6
    assert {n: c["health"] for n, c in checks.items()} == {
        "database": "ok", "schema": "ok", "integrity": "ok", "catalog": "ok", "charts": "notice", "verdicts": "ok",
        "sources": "ok", "quoted": "ok", "no_chart": "notice", "shipped": "ok", "snapshot_file": "ok", "data_folder": "ok",
        "config_folder": "ok",
    }  # fmt: skip
    assert checks["no_chart"]["about"] == ["testrunner-clinic-stocking", "testrunner-plain-sock"]


def test_doctor_of_a_database_that_is_not_there(cli, tmp_path):
    done = cli("doctor", "--database", str(tmp_path / "none.db"), "--json")
    assert done.code == 6
    assert json.loads(done.out)["checks"][0]["health"] == "broken"


def test_config_says_where_each_value_comes_from(cli, monkeypatch):
    monkeypatch.setenv("LEGFIT_DATABASE_URL", "postgresql://me:secret@host/shop")
    rows = {r["name"]: r for r in json.loads(cli("config", "--json").out)}
    assert rows["database_url"]["origin"] in ("LEGFIT_DATABASE_URL", "option --database")
    assert "secret" not in cli("config").out


@pytest.mark.parametrize("quiet", ["-q", "--quiet"])
def test_quiet_leaves_errors(shop, quiet):
    assert shop("list", "--format", "jsno", quiet).err != ""
    assert shop("lint", str(Path(__file__).parent / "shop"), quiet).err == ""


def test_verbose_shows_the_catalog_and_then_the_statements(shop):
    assert "5 products" in shop("list", "-v").err
    assert "sql: SELECT" in shop("list", "-vv").err
    assert shop("list").err == ""
