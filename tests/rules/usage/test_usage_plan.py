"""The plan and the checklist: which steps follow from an advice, with the policy's figures."""

import pytest
from policies import with_value
from usage_people import POLICY, question, runner_advice

from catalog.model.quantities import Length, Pressure
from catalog.model.verdict import Advised, Headline, PhaseAdvice
from catalog.rules.usage.wear_plan import CHECKLIST, break_in, care, health_checklist, stop_signs, wear_plan_for

ALWAYS = "donning.sock donning.sleeve donning.off pressure | signs.tight signs.then signs.loose wash replace remeasure"
BREAK_IN = "break_in.home break_in.easy break_in.longer break_in.long break_in.tested"
STEPS = [
    ({"km": 5, "tested": True}, ALWAYS.replace("| ", "")),
    ({"km": 5}, f"{BREAK_IN} {ALWAYS.replace('| ', '')}"),
    ({"km": 30, "tested": True}, ALWAYS.replace("|", "put_on wear sleep expect")),
    ({"km": 42.2, "tested": True}, ALWAYS.replace("|", "put_on wear_marathon sleep expect")),
    ({"km": 30, "tested": True, "to_hard": 12}, ALWAYS.replace("|", "put_on wear between sleep expect")),
    ({"km": 30, "tested": True, "to_hard": 13}, ALWAYS.replace("|", "put_on wear sleep expect")),
    ({"km": 5, "tested": True, "celsius": 25}, ALWAYS.replace("|", "heat")),
    ({"km": 5, "tested": True, "celsius": 10}, ALWAYS.replace("|", "cold")),
    ({"rest": True, "tested": True, "travel_hours": 4}, ALWAYS.replace("|", "travel")),
    ({"rest": True, "tested": True, "since_hard": 3}, ALWAYS.replace("|", "wear sleep expect")),
    ({"km": 5, "tested": True, "travel_hours": 4}, ALWAYS.replace("|", "put_on wear sleep expect travel")),
    (
        {"rest": True, "tested": True, "travel_hours": 4, "since_hard": 3},
        ALWAYS.replace("|", "wear sleep expect travel travel_after_race"),
    ),
    ({}, ""),
    ({"km": 30, "flags": ["C4"]}, ""),
]


def names(steps):
    return " ".join(s.code.removeprefix("usage.plan.") for s in steps)


@pytest.mark.parametrize(("situation", "steps"), [pytest.param(*x, id=f"{x[0]}") for x in STEPS])
def test_steps(situation, steps):
    assert names(wear_plan_for(question(**situation), runner_advice(**situation), POLICY)) == steps


def test_no_plan_for_a_product_that_is_not_advised():
    phase = PhaseAdvice(Advised.NOT_ADVISED, ("P4",))
    blocked = runner_advice(km=30).__class__(phase, phase, phase, Headline(Advised.NOT_ADVISED, "all"))
    assert wear_plan_for(question(km=30), blocked, POLICY) == ()


def test_figures_come_from_the_policy():
    steps = {
        s.code: dict(s.facts)
        for s in wear_plan_for(question(km=30, to_hard=3), runner_advice(km=30, to_hard=3), POLICY)
    }
    assert steps["usage.plan.put_on"] == {"grade": "weak", "minutes": 30}
    assert steps["usage.plan.wear"] == {"grade": "weak", "from_hours": 2, "to_hours": 4}
    assert steps["usage.plan.between"] == {"grade": "weak", "hours": 1}
    assert steps["usage.plan.pressure"]["to_pressure"] == Pressure(200)
    assert steps["usage.plan.remeasure"]["girth"] == Length(10_000)
    assert dict(stop_signs(POLICY)[1].facts)["minutes"] == 30
    assert dict(break_in(POLICY)[-1].facts) == {"grade": "none", "runs": 3, "from_minutes": 60, "to_minutes": 90}
    assert dict(care(with_value(POLICY, "usage.replace_months", 5))[1].facts)["replace_months"] == 5


def test_the_checklist_is_open_for_firm_garments_and_asks_nothing():
    codes = [r.code.removeprefix("usage.check.") for r in health_checklist(firm=True)]
    assert codes == ["title", *CHECKLIST, "yes", "stop", "private"]
    assert health_checklist(firm=True)[0].fact("shown") == "open"
    assert health_checklist(firm=False)[0].fact("shown") == "folded"
