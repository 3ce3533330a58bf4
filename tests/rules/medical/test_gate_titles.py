"""Titles alone, from a medical maker and from nobody known: no everyday or medical one passes, every plain sport one does."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from medical_records import record

from catalog.model.policy import shipped_policy
from catalog.model.verdict import Outcome
from catalog.rules.medical.rule import judge_medical

CASES = Path(__file__).parents[2] / "cases"
POLICY = shipped_policy()
MAKERS = ("Maker", "SIGVARIS")


def titles(name):
    table = tomllib.loads((CASES / f"gate-titles-{name}.toml").read_text("utf-8"))
    return [
        pytest.param(title, id=f"{kind}-{language}-{title}")
        for kind, languages in table.items()
        for language, listed in languages.items()
        for title in listed
    ]


EVERYDAY = [*titles("everyday"), *titles("everyday-2"), *titles("everyday-3")]
SPORT = [*titles("sport"), *titles("sport-2"), *titles("sport-3")]


def outcomes(title):
    """What the rule says of a title, with the bullets after its bars, by each maker."""
    name, *bullets = title.split(" | ")
    return {judge_medical(record(name, *bullets, brand=maker), POLICY).outcome for maker in MAKERS}


@pytest.mark.parametrize("title", EVERYDAY)
def test_an_everyday_title_never_passes(title):
    assert Outcome.PASS not in outcomes(title)


@pytest.mark.parametrize("title", SPORT)
def test_a_plain_sport_title_passes(title):
    assert outcomes(title) == {Outcome.PASS}


WAITING = [
    "NorthPeak Trail Elite Long",
    "Chaussettes marathon de Paris compression",
    "Trail of Stars Socks",
    "Sport en ville",
]


@pytest.mark.parametrize("title", WAITING)
def test_a_title_that_could_be_either_waits_for_a_person(title):
    assert outcomes(title) == {Outcome.UNKNOWN}


def test_the_tables_are_large_and_in_six_languages():
    for name, listed in (("everyday", EVERYDAY), ("sport", SPORT)):
        table = tomllib.loads((CASES / f"gate-titles-{name}.toml").read_text("utf-8"))
        assert {language for languages in table.values() for language in languages} == {
            "en",
            "de",
            "fr",
            "es",
            "it",
            "nl",
        }
        assert len({case.values[0] for case in listed}) >= 250
