"""The usage advice by its parts: limits, gates, what is asked first, notes, the order of garments."""

import pytest
from building import product, verdict
from msgspec.structs import replace
from policies import with_value
from usage_people import CLAIMED, FITS, POLICY, SPORT, UNKNOWN, plainly, product_advice, question, runner_advice
from usage_rules import rules_of

from catalog.model.leg import LegPoint
from catalog.model.product import Claim, ClaimKind, Garment, Position
from catalog.model.question import Legs, Reading, Side, Symptom
from catalog.model.verdict import Advice, Outcome, Reason, SizeOutcome, SizeVerdict, because
from catalog.rules.usage import rule as usage
from catalog.rules.usage.garment_order import garment_rank
from catalog.rules.usage.inputs import Load, normalise
from catalog.rules.usage.rule import AdviceRequest, advise, summary

LOADS = [
    ({"km": 9.9}, Load.SHORT), ({"km": 10}, Load.MEDIUM), ({"km": 17.9}, Load.MEDIUM), ({"km": 18}, Load.LONG),
    ({"km": 14.9, "surface": "trail"}, Load.MEDIUM), ({"km": 15, "surface": "trail"}, Load.LONG),
    ({"km": 9.9, "surface": "trail"}, Load.SHORT), ({"km": 10, "surface": "trail"}, Load.MEDIUM),
    ({"minutes": 59.9}, Load.SHORT), ({"minutes": 60}, Load.MEDIUM), ({"minutes": 89}, Load.MEDIUM),
    ({"minutes": 90}, Load.LONG), ({"minutes": 80, "surface": "trail"}, Load.MEDIUM),
    ({"km": 5, "minutes": 60}, Load.MEDIUM), ({"km": 18, "minutes": 50}, Load.LONG),
    ({"km": 30, "rest": True}, Load.NONE), ({"rest": True}, Load.NONE),
    ({}, Load.UNKNOWN), ({"intensity": "hard", "surface": "road", "race": True}, Load.UNKNOWN),
]  # fmt: skip
FLAGS = [
    ("high_volume", {"weekly_km": 49.9}, False), ("high_volume", {"weekly_km": 50}, True),
    ("high_volume", {"runs": 4}, False), ("high_volume", {"runs": 5}, True), ("high_volume", {}, False),
    ("limited_recovery", {"to_hard": 24}, True), ("limited_recovery", {"to_hard": 24.5}, False),
    ("limited_recovery", {"struggles": True}, True), ("limited_recovery", {}, False),
    ("recent_hard", {"since_hard": 48}, True), ("recent_hard", {"since_hard": 48.5}, False),
    ("recent_hard", {"since_hard": 0}, True), ("recent_hard", {}, False),
    ("travel", {"travel_hours": 4}, True), ("travel", {"travel_hours": 3.9}, False), ("travel", {}, False),
    ("tested", {"tested": True}, True), ("tested", {"tested": False}, False), ("tested", {}, None),
    ("hot", {"celsius": 25}, True), ("hot", {"celsius": 24.9}, False), ("hot", {}, False),
    ("cold", {"celsius": 10}, True), ("cold", {"celsius": 10.1}, False), ("cold", {"celsius": -5}, True),
    ("marathon", {"km": 42}, True), ("marathon", {"km": 41.9}, False),
    ("hard", {"km": 5, "race": True, "intensity": "easy"}, True), ("hard", {"km": 5, "intensity": "hard"}, True),
    ("hard", {"rest": True, "intensity": "hard"}, False), ("hard", {"rest": True, "race": True}, False),
    ("hard", {"km": 5}, False), ("quiet", {"km": 5}, True), ("quiet", {"km": 5, "race": True}, False),
]  # fmt: skip


@pytest.mark.parametrize(("situation", "load"), [pytest.param(*x, id=f"{x[0]}") for x in LOADS])
def test_load(situation, load):
    assert normalise(question(**situation), POLICY).load is load


@pytest.mark.parametrize(("name", "situation", "value"), [pytest.param(*x, id=f"{x[0]} {x[1]}") for x in FLAGS])
def test_flags(name, situation, value):
    assert getattr(normalise(question(**situation), POLICY), name) is value


def test_limits_follow_the_policy():
    strict = with_value(POLICY, "usage.long_km", 30)
    assert normalise(question(km=20), strict).load is Load.MEDIUM


def test_what_is_not_known_is_asked_for():
    for situation in ({}, {"intensity": "easy"}, {"race": True, "travel_hours": 9}, {"since_hard": 2}):
        advice = runner_advice(**situation)
        assert advice.ask == ("distance or duration",)
        assert (advice.before, advice.during, advice.after, advice.headline) == (None,) * 4
        assert summary(advice) == (because("usage.ask"),)


def test_what_is_not_known_leaves_only_notes_that_need_no_run():
    codes = {n.code for n in runner_advice(race=True, symptoms=["cramps"], celsius=30).notes}
    assert codes == {"N1", "N5", "N9", "N10", "N11", "N12", "N18"}


def test_a_product_gate_comes_before_the_asking():
    assert plainly(product_advice(size=None))["headline"] == ("not_advised", "all")
    assert product_advice().ask == ("distance or duration",)
    assert (
        product_advice(medical=verdict("medical", Outcome.FAIL), flags=["C1"]).headline.verdict == "see_clinician_first"
    )


URGENCY = {
    "C1": "emergency", "C2": "same_day", "C3": "before_compression", "C4": "before_compression",
    "C5": "before_compression", "C6": "until_healed", "C7": "stop_running", "C8": "assess", "C9": "ask_which",
}  # fmt: skip


@pytest.mark.parametrize(("flag", "urgency"), URGENCY.items())
def test_clinician_gate(flag, urgency):
    advice = runner_advice(km=30, flags=[flag])
    assert plainly(advice)["during"] == ("see_clinician_first", (flag,))
    assert [(r.code, r.fact("urgency")) for r in advice.reasons] == [(f"usage.{flag}", urgency)]


def needs(*points):
    return SizeVerdict(SizeOutcome.NEEDS_MEASUREMENT, needs=points)


def size(outcome):
    return SizeVerdict(SizeOutcome(outcome), "M")


GATES = [
    pytest.param({"medical": verdict("medical", Outcome.FAIL)}, [("P1", {"sport": "fail"})], id="medical"),
    pytest.param({"medical": verdict("medical", Outcome.UNKNOWN)}, [("P1", {"sport": "unknown"})], id="not confirmed"),
    pytest.param({"graduated": verdict("graduated", Outcome.FAIL, label="inverse")}, [("P2", {})], id="inverse"),
    pytest.param({"graduated": verdict("graduated", Outcome.FAIL, label="uniform")}, [("P2", {})], id="uniform"),
    pytest.param({"size": None}, [("P3", {"missing": "legs"})], id="no legs"),
    pytest.param({"size": needs()}, [("P3", {"missing": "legs"})], id="nothing named"),
    pytest.param(
        {"size": needs(LegPoint.CALF, LegPoint.ANKLE)},
        [("P3", {"missing": "points", "points": (LegPoint.CALF, LegPoint.ANKLE)})],
        id="needs points",
    ),
    pytest.param({"size": size("no_chart")}, [("P3", {"missing": "chart"})], id="no chart"),
    pytest.param({"size": size("outside_chart")}, [("P4", {"outcome": "outside_chart"})], id="outside"),
    pytest.param({"size": size("in_gap")}, [("P4", {"outcome": "in_gap"})], id="gap"),
    pytest.param(
        {"size": size("measurements_disagree")}, [("P4", {"outcome": "measurements_disagree"})], id="disagree"
    ),
    pytest.param({"signs": ["too_tight"]}, [("P5", {})], id="tight"),
    pytest.param({"signs": ["too_loose"]}, [("P6", {"sign": "too_loose"})], id="loose"),
    pytest.param({"signs": ["worn_out"]}, [("P6", {"sign": "worn_out"})], id="worn out"),
    pytest.param(
        {"size": size("in_gap"), "signs": ["worn_out", "too_tight", "too_loose"]},
        [("P4", {"outcome": "in_gap"}), ("P5", {}), ("P6", {"sign": "too_loose"})],
        id="several",
    ),
]


@pytest.mark.parametrize(("gate_input", "expected"), GATES)
def test_product_gate(gate_input, expected):
    advice = product_advice(km=30, **gate_input)
    got = [(r.code.removeprefix("usage."), dict(r.facts)) for r in advice.reasons]
    assert [(c, {k: v for k, v in facts.items() if k != "grade"}) for c, facts in got] == expected
    assert plainly(advice)["headline"] == ("not_advised", "all")
    assert rules_of(advice) == tuple(code for code, _ in expected)


@pytest.mark.parametrize("outcome", ["fits", "in_two_sizes", "between_sizes", "legs_differ"])
def test_a_size_to_buy_opens_the_gate(outcome):
    assert product_advice(size=size(outcome), km=30).headline == runner_advice(km=30).headline


def test_a_sign_that_is_not_known_is_refused():
    with pytest.raises(ValueError, match="itchy"):
        product_advice(km=30, signs=["itchy"])


def test_gradient_says_what_it_rests_on():
    assert [r.code for r in product_advice(graduated=UNKNOWN, km=30).reasons] == ["usage.P7"]
    assert [r.code for r in product_advice(graduated=CLAIMED, km=30).reasons] == ["usage.gradient_claimed"]
    assert product_advice(km=30).reasons == ()
    without_ankle = verdict("graduated", Outcome.NOT_APPLICABLE)
    assert plainly(product_advice(graduated=without_ankle, km=30)) == plainly(runner_advice(km=30))


def test_heat_says_whether_the_fabric_breathes():
    source = product().sources[0]
    airy = product(claims=(Claim(ClaimKind.BREATHABLE, "breathable", Position.FEATURES, source),))
    assert product_advice(km=30, celsius=25).reasons == (because("usage.heat", grade="weak", breathable="unstated"),)
    assert product_advice(km=30, celsius=25, garment=airy).reasons[0].fact("breathable") == "stated"
    assert product_advice(km=30, celsius=24, garment=airy).reasons == ()


def codes(**situation):
    return [n.code for n in runner_advice(**situation).notes]


NOTES = [
    ({"km": 5, "calf": True, "tested": True}, "N1 N3 N3 N9 N18"),
    ({"km": 5}, "N1 N3 N3 N9 N10 N12 N18"),
    ({"rest": True, "calf": True, "tested": True}, "N1 N9 N18"),
    ({"km": 20, "calf": True, "tested": True}, "N1 N3 N3 N7 N7 N7 N7 N8 N9 N13 N18"),
    ({"km": 5, "intensity": "hard", "calf": True, "tested": True}, "N1 N3 N3 N7 N7 N7 N7 N8 N9 N13 N18"),
    ({"km": 5, "calf": True, "tested": False}, "N1 N3 N3 N9 N12 N16 N18"),
    ({"km": 5, "calf": True, "tested": True, "level": "beginner"}, "N1 N3 N3 N9 N18 N19"),
    ({"km": 5, "calf": True, "tested": True, "celsius": 25}, "N1 N3 N3 N9 N11 N18"),
    ({"km": 5, "calf": True, "tested": True, "goals": ["cramps", "injury_prevention"]}, "N1 N3 N3 N5 N9 N17 N18"),
    ({"km": 5, "calf": True, "tested": True, "symptoms": ["shin_mild"]}, "N1 N3 N3 N6 N9 N18"),
    ({"rest": True, "calf": True, "tested": True, "symptoms": ["heavy_legs", "cramps"]}, "N1 N4 N5 N9 N18"),
    ({"km": 5, "calf": True, "tested": True, "since_hard": 24}, "N1 N3 N3 N8 N9 N13 N18"),
]


@pytest.mark.parametrize(("situation", "expected"), [pytest.param(*x, id=f"{x[0]}") for x in NOTES])
def test_notes(situation, expected):
    assert " ".join(codes(**situation)) == expected


ASKED = [
    (AdviceRequest(why=True), ["N2", "N2"]),
    (AdviceRequest(sleep=True), ["N14"]),
    (AdviceRequest(first_use=True), ["N16"]),
    (AdviceRequest(months_in_use=3), []),
    (AdviceRequest(months_in_use=4), ["N15"]),
]


@pytest.mark.parametrize(("advice_request", "more"), ASKED)
def test_notes_that_are_asked_for(advice_request, more):
    situation = question(km=5, calf=True, tested=True)
    plain = [n.code for n in advise(situation, POLICY).notes]
    assert sorted(n.code for n in advise(situation, POLICY, advice_request).notes) == sorted(plain + more)


@pytest.mark.parametrize(
    ("goals", "goal"),
    [([], "other"), (["comfort"], "other"), (["speed", "comfort"], "speed"), (["speed"], "only_speed")],
)
def test_speed_is_told_first_and_plainly(goals, goal):
    first = runner_advice(km=5, goals=goals).notes[0]
    assert (first.code, first.grade, dict(first.facts)) == ("N1", "strong", {"goal": goal})


def test_each_line_of_a_note_has_a_grade_of_its_own():
    lines = [(dict(n.facts)["part"], n.grade) for n in runner_advice(km=30).notes if n.code == "N7"]
    assert lines == [("soreness", "moderate"), ("markers", "weak"), ("return", "weak"), ("consistency", "none")]


CAUSES = [
    ({"symptoms": ["soreness", "swelling"]}, "swelling moderate, soreness moderate"),
    ({"race": True, "runs": 6}, "race moderate, high_volume weak"),
    ({"symptoms": ["calf_tightness", "heavy_legs"]}, "calf_tightness weak, heavy_legs weak"),
    ({"struggles": True, "goals": ["recovery"]}, "limited_recovery weak, goal weak"),
]


@pytest.mark.parametrize(("situation", "expected"), CAUSES)
def test_each_cause_of_an_upgrade_is_said_with_its_grade(situation, expected):
    causes = [r for r in runner_advice(km=12, **situation).reasons if r.code == "usage.U5"]
    assert ", ".join(f"{r.fact('cause')} {r.fact('grade')}" for r in causes) == expected


def test_a_symptom_is_graded_by_the_phase():
    reasons = runner_advice(km=12, symptoms=["swelling"]).reasons
    grades = {r.code: r.fact("grade") for r in reasons if r.has("cause")}
    assert grades == {"usage.U1": "weak", "usage.U5": "moderate"}


def test_a_reason_says_whether_it_moved_the_verdict():
    moved = {r.code: r.fact("moved") for r in runner_advice(km=8, level="beginner").reasons if r.has("moved")}
    assert moved == {"usage.B0": True, "usage.B1": True, "usage.K1": False, "usage.B5": True, "usage.K4": False}


SOCK, SLEEVE, TIGHTS = "sock", "calf_sleeve", "tights"
ORDERS = [
    ({"km": 30, "travel_hours": 5, "symptoms": ["soreness"]}, "G1", ((SOCK,), (TIGHTS,), (SLEEVE,))),
    ({"km": 30, "symptoms": ["swelling"], "celsius": 30}, "G1", ((SOCK,), (TIGHTS,), (SLEEVE,))),
    ({"km": 30}, "G2", ((SOCK,), (TIGHTS,), (SLEEVE,))),
    ({"km": 42.2, "symptoms": ["calf_tightness"]}, "G2", ((SOCK,), (TIGHTS,), (SLEEVE,))),
    ({"km": 42.2}, "G3", ((TIGHTS,), (SOCK,), (SLEEVE,))),
    ({"km": 12, "symptoms": ["soreness"]}, "G3", ((TIGHTS,), (SOCK,), (SLEEVE,))),
    ({"km": 42.2, "rest": True}, "G2", ((SOCK,), (TIGHTS,), (SLEEVE,))),
    ({"km": 8, "symptoms": ["shin_mild", "cramps"]}, "G4", ((SLEEVE,), (SOCK,), (TIGHTS,))),
    ({"km": 8, "symptoms": ["shin_mild"], "celsius": 25}, "G5", ((SLEEVE,), (SOCK,), (TIGHTS,))),
    ({"km": 8, "symptoms": ["shin_mild"], "celsius": 5}, "G6", ((TIGHTS,), (SOCK,), (SLEEVE,))),
    ({"km": 8, "symptoms": ["shin_mild"]}, "G7", ((SOCK, SLEEVE), (TIGHTS,))),
]


@pytest.mark.parametrize(("situation", "rule", "order"), [pytest.param(*x, id=f"{x[1]} {x[0]}") for x in ORDERS])
def test_order(situation, rule, order):
    advice = runner_advice(**situation)
    assert (advice.order_rule, advice.garment_order) == (rule, order)
    assert advice.reasons[-1] == because(f"usage.{rule}", grade="weak")


def test_garment_rank():
    sock_first = Advice(garment_order=((SOCK,), (TIGHTS,), (SLEEVE,)))
    tights_first = Advice(garment_order=((TIGHTS,), (SOCK,), (SLEEVE,)))
    level = Advice(garment_order=((SOCK, SLEEVE), (TIGHTS,)))
    kinds = (Garment.SOCK, Garment.CALF_SLEEVE, Garment.TIGHTS, Garment.FULL_LEG_SLEEVE, Garment.SHORTS)
    assert [garment_rank(sock_first, k) for k in kinds] == [0, 2, 1, 1, 3]
    assert [garment_rank(tights_first, k) for k in kinds] == [1, 2, 0, 0, 0]
    assert [garment_rank(level, k) for k in kinds] == [0, 0, 1, 1, 2]
    assert {garment_rank(Advice(), k) for k in Garment} == {0}


def test_summary_names_the_headline_and_each_phase():
    assert summary(runner_advice(km=30, goals=["speed"])) == (
        because("usage.headline.worth_wearing", phase="after"),
        because("usage.before", verdict="little_value"),
        because("usage.during", verdict="little_value"),
        because("usage.after", verdict="worth_wearing"),
    )
    assert summary(runner_advice(flags=["C2"])) == (because("usage.headline.see_clinician_first", phase="all"),)


def test_no_symptom_is_a_red_flag_and_reasons_are_data():
    advice = runner_advice(km=30, symptoms=[s.value for s in Symptom])
    assert all(isinstance(r, Reason) for r in advice.reasons)
    assert advice.headline.verdict == "worth_wearing"
    assert product_advice(FITS, SPORT, km=30).notes == ()


def legs_of(millimetres):
    reading = Reading(millimetres * 1000, (millimetres * 1000,), "mm")
    return Legs(((Side.BOTH, {LegPoint.CALF: reading}),))


def test_equal_words_have_one_advice_whatever_the_leg():
    one, other = (replace(question(km=20), legs=legs_of(calf)) for calf in (341, 386))
    assert advise(one, POLICY) is advise(other, POLICY)
    assert advise(one, POLICY) is not advise(question(km=20), POLICY)
    stricter = with_value(POLICY, "usage.long_km", 30)
    assert advise(one, stricter).after != advise(one, POLICY).after


def test_no_more_advice_is_kept_than_agreed():
    assert usage.advice_by_key.cache_info().maxsize == usage.MOST_ADVICE == 1024
    assert usage.row_for_product.cache_info().maxsize == usage.MOST_ADVICE


@pytest.mark.parametrize("capped", [pytest.param(True, id="capped"), pytest.param(False, id="as it is")])
def test_a_row_for_a_product_is_made_once_and_as_it_would_be_anew(capped):
    advice, reasons = runner_advice(km=30), (because("usage.heat", grade="weak", breathable="stated"),)
    row = usage.row_for_product(advice, reasons, capped=capped)
    assert row is usage.row_for_product(advice, reasons, capped=capped)
    assert row == usage.row_for_product.__wrapped__(advice, reasons, capped=capped)
    assert row.reasons == reasons
    assert row.notes == ()
    assert (row.during.verdict == "optional") is capped


def test_what_advice_is_kept_by_holds_no_measure():
    key = usage._key_of(replace(question(km=20), legs=legs_of(341)), AdviceRequest(), POLICY)
    assert "341000" not in repr(key)
    assert key.measured
