"""Verdicts made by other rules than those in force are stale, and are made anew."""

from datetime import date

import pytest
from policies import with_value

from catalog.app.doctor import Health, check_catalog
from catalog.app.judging import rejudge
from catalog.app.load import load_files
from catalog.model.policy import shipped_policy
from catalog.rules import version as versions
from catalog.rules.version import rules_version
from catalog.store.database import connect
from catalog.store.read import read_snapshot

POLICY = shipped_policy()
BRAND_FILE = """
brand = "Maker"

[[source]]
id = "shop"
url = "https://maker.example/"
seen_on = "2026-11-01"
read_as = "text"
confidence = "first_hand"

[[product]]
id = "maker-sock"
name = "Running sock"
garment = "sock"
sources = ["shop"]
"""


@pytest.fixture
def loaded(sqlite_url, tmp_path):
    path = tmp_path / "maker.toml"
    path.write_text(BRAND_FILE, "utf-8")
    engine = connect(sqlite_url, wait=0.2)
    load_files(engine, [path], POLICY)
    yield engine
    engine.dispose()


def verdicts(engine):
    checks = check_catalog(read_snapshot(engine), POLICY, date(2026, 11, 23))
    return next(c for c in checks if c.name == "verdicts")


def test_fresh_verdicts_are_not_judged_again(loaded):
    assert rejudge(loaded, POLICY) == ()
    assert verdicts(loaded).health is Health.OK
    assert read_snapshot(loaded).gates["maker-sock"].policy == rules_version(POLICY)


@pytest.mark.parametrize("what", ["words", "policy"])
def test_other_rules_make_verdicts_stale_until_they_are_judged_again(loaded, monkeypatch, what):
    policy = POLICY
    if what == "words":
        monkeypatch.setattr(versions, "lexicon_version", lambda: "other")
    else:
        policy = with_value(POLICY, "medical.suggestive_allowed", 0)
    if what == "words":
        assert verdicts(loaded).about == ("maker-sock",)
    assert rejudge(loaded, policy) == ("maker-sock",)
    assert rejudge(loaded, policy) == ()
    assert read_snapshot(loaded).gates["maker-sock"].policy == rules_version(policy)


def test_every_lexicon_file_are_in_the_version(monkeypatch, tmp_path):
    names = ("graduated.toml", "medical.toml", "sport.toml")
    monkeypatch.setattr(versions, "PACKAGE", tmp_path)
    monkeypatch.setattr(versions, "LEXICONS", names)

    def version(*texts):
        for name, text in zip(names, texts, strict=True):
            (tmp_path / name).write_text(text, "utf-8")
        versions.lexicon_version.cache_clear()
        return versions.lexicon_version()

    found = {version("a", "b", "c"), version("a2", "b", "c"), version("a", "b2", "c"), version("a", "b", "c2")}
    versions.lexicon_version.cache_clear()
    assert len(found) == 4
