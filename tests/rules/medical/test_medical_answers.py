"""What is asked and answered with no, and what a maker is called: in a list of questions, in an imprint."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from medical_records import claim, record, running

from catalog.model.policy import shipped_policy
from catalog.model.verdict import Outcome
from catalog.rules.medical.rule import judge_medical

POLICY = shipped_policy()
TABLE = tomllib.loads((Path(__file__).parents[2] / "cases" / "gate-answers.toml").read_text("utf-8"))
PLACES = ("features", "description")


def judge(product):
    return judge_medical(product, POLICY).outcome


@pytest.mark.parametrize("text", TABLE["sport"])
def test_a_sport_that_is_denied_is_no_sport(text):
    assert {judge(record("Sock", claim(text, place))) for place in (*PLACES, "intended_use", "title")} == {
        Outcome.UNKNOWN
    }


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", TABLE["medical"])
def test_a_purpose_that_is_denied_is_none(text, place):
    assert judge(running(claim(text, place))) is Outcome.PASS


@pytest.mark.parametrize("text", TABLE["claimed"])
def test_a_question_that_boasts_claims(text):
    assert judge(running(text)) is Outcome.FAIL


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", TABLE["maker"])
def test_the_name_of_a_maker_says_nothing_of_the_product(text, place):
    assert judge(running(claim(text, place))) is Outcome.PASS


@pytest.mark.parametrize("text", TABLE["stated"])
def test_a_statement_beside_the_name_of_a_maker_stays(text):
    assert judge(running(text)) is Outcome.FAIL
