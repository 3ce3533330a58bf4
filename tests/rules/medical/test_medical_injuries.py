"""Words of injury and of its treatment suggest: alone they decide nothing, beside another suggestion a person decides."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from medical_records import claim, fired, record, running

from catalog.model.policy import shipped_policy
from catalog.model.product import Garment
from catalog.model.verdict import Outcome
from catalog.rules.medical.rule import judge_medical

POLICY = shipped_policy()
TABLE = tomllib.loads((Path(__file__).parents[2] / "cases" / "gate-injuries.toml").read_text("utf-8"))
TEXTS = [pytest.param(text, id=f"{language}-{text}") for language, texts in TABLE.items() for text in texts]


def judge(product):
    return judge_medical(product, POLICY)


@pytest.mark.parametrize("text", TEXTS)
def test_an_injury_suggests_and_decides_nothing(text):
    verdict = judge(running(text))
    assert (verdict.outcome, fired(verdict)["decisive"], fired(verdict)["suggestive"]) == (
        Outcome.PASS,
        set(),
        {"injury"},
    )


@pytest.mark.parametrize("text", TEXTS)
def test_an_injury_beside_a_medical_maker_waits_for_a_person(text):
    assert judge(running(text, brand="SIGVARIS")).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("text", TEXTS)
def test_beside_an_injury_no_hint_of_sport_counts(text):
    sleeve = record("Sleeve", claim("Made for running"), claim(text), garment=Garment.CALF_SLEEVE)
    assert judge(sleeve).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "text", ["Not a brace", "This is no orthosis", "Keine Bandage", "Pas une orthèse", "Non è un tutore"]
)
def test_a_denied_injury_suggests_nothing(text):
    assert fired(judge(running(text)))["suggestive"] == set()
