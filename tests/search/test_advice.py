"""What a door may show beside an advice: studies, the wear plan, the health list, and the signs of a wearer."""

import pytest
from usage_people import POLICY, question

from catalog.model.question import FitSign
from catalog.rules.usage.evidence import backing
from catalog.search.advice import (
    AdviceRequest,
    advice_for,
    health_checklist,
    sign_reasons,
    studies_behind,
    wear_plan_for,
)

RUNS = [
    pytest.param({"km": 30}, id="long run"),
    pytest.param({"km": 5, "level": "beginner"}, id="short run of a beginner"),
    pytest.param({"rest": True, "since_hard": 12}, id="rest day after a hard run"),
    pytest.param({}, id="no run"),
]


@pytest.mark.parametrize("run", RUNS)
def test_every_study_is_cited_by_the_rules_and_notes_that_rest_on_it(run):
    advice = advice_for(question(**run), POLICY, AdviceRequest(why=True))
    phases = [p for p in (advice.before, advice.during, advice.after) if p is not None]
    by_rules = {(s, rule) for phase in phases for rule in phase.rules for s in backing(rule).sources}
    by_notes = {(s, note.code) for note in advice.notes for s in note.sources}
    studies = studies_behind(advice)
    assert {(c.study.id, rule) for c in studies for rule in c.rules} == by_rules
    assert {(c.study.id, note) for c in studies for note in c.notes} == by_notes
    assert [c.study.id for c in studies] == sorted({c.study.id for c in studies}, key=lambda s: (s[0], int(s[1:])))
    assert all(c.study.title for c in studies)


@pytest.mark.parametrize(
    ("run", "has_plan"),
    [
        pytest.param({"km": 30}, True, id="a run"),
        pytest.param({}, False, id="no run"),
        pytest.param({"km": 30, "flags": ["C2"]}, False, id="a clinician first"),
    ],
)
def test_a_plan_follows_from_an_advice_that_lets_it_be_worn(run, has_plan):
    asking = question(**run)
    assert bool(wear_plan_for(asking, advice_for(asking, POLICY), POLICY)) is has_plan


@pytest.mark.parametrize(("firm", "shown"), [(True, "open"), (False, "folded")], ids=["firm", "soft"])
def test_the_health_list_is_open_beside_firm_products(firm, shown):
    assert health_checklist(firm=firm)[0].fact("shown") == shown


@pytest.mark.parametrize(
    ("signs", "codes"),
    [
        pytest.param((), [], id="none"),
        pytest.param((FitSign.TOO_TIGHT,), ["usage.P5"], id="tight"),
        pytest.param((FitSign.TOO_LOOSE, FitSign.WORN_OUT), ["usage.P6"], id="loose and worn out"),
    ],
)
def test_a_sign_has_its_reason(signs, codes):
    assert [reason.code for reason in sign_reasons(signs)] == codes
