"""What always holds of the usage advice, over everything a person can say, and a second reading of the table."""

import pytest
import usage_oracle
from hypothesis import given, settings
from hypothesis import strategies as st
from usage_people import CLAIMED, FITS, RUNS, SITUATIONS, STATED, UNKNOWN, plainly, product_advice, runner_advice
from usage_rules import rules_of

from catalog.model.question import RedFlag, Symptom
from catalog.model.verdict import Advised, Condition, Outcome, SizeOutcome, SizeVerdict, Verdict

SCALE = [Advised.LITTLE_VALUE, Advised.OPTIONAL, Advised.WORTH_WEARING]
BENEFITS = set(SCALE)
MANY = settings(max_examples=200, deadline=None)
PHASES = ("before", "during", "after")
GRADIENTS = st.sampled_from([STATED, UNKNOWN, CLAIMED])


def verdicts(advice):
    return {n: getattr(advice, n).verdict for n in PHASES}


@settings(max_examples=800, deadline=None)
@given(SITUATIONS)
def test_the_second_reading_agrees(s):
    assert plainly(runner_advice(**s)) == usage_oracle.answer(s)


@MANY
@given(SITUATIONS, st.sampled_from([STATED, UNKNOWN]))
def test_the_second_reading_agrees_on_products(s, graduated):
    gradient = "unknown" if graduated is UNKNOWN else "graduated"
    assert plainly(product_advice(graduated=graduated, **s)) == usage_oracle.answer(s | {"gradient": gradient})


@MANY
@given(RUNS)
def test_i1_short_and_easy_is_never_worth_it_but_after_a_hard_effort_or_travel(s):
    short = {k: v for k, v in s.items() if k not in {"minutes", "race"}} | {"km": 9.9, "rest": False}
    advice = runner_advice(**short | {"intensity": "easy"})
    assert advice.during.verdict is not Advised.WORTH_WEARING
    if advice.after.verdict is Advised.WORTH_WEARING:
        assert set(advice.after.rules) & {"U7", "U8"}


@MANY
@given(RUNS)
def test_i2_a_race_stated_as_untested_is_not_advised_during(s):
    assert runner_advice(**s | {"race": True, "tested": False}).during.verdict is Advised.NOT_ADVISED


@MANY
@given(RUNS, GRADIENTS)
def test_i2_a_race_of_which_nobody_said_that_it_was_tested_is_never_a_bare_verdict_during(s, graduated):
    silent, tested = (product_advice(graduated=graduated, **s | {"race": True, "tested": t}) for t in (None, True))
    assert silent.during.verdict is tested.during.verdict
    assert silent.during.condition == Condition("tested_in_training", Advised.NOT_ADVISED)
    assert silent.during.rules == (*tested.during.rules, "X2")
    named = silent.headline.phase in ("during", "both")
    assert (silent.headline.condition == silent.during.condition) == named
    assert (silent.headline.verdict, silent.headline.phase) == (tested.headline.verdict, tested.headline.phase)


@MANY
@given(RUNS, GRADIENTS)
def test_i3_not_advised_comes_only_from_a_product_gate_or_the_race_day_rule(s, graduated):
    advice = product_advice(graduated=graduated, **s)
    for phase in PHASES:
        blocked = getattr(advice, phase).verdict is Advised.NOT_ADVISED
        assert blocked == ("X1" in getattr(advice, phase).rules)


@MANY
@given(RUNS)
def test_i4_speed_alone_gives_little_value_or_not_advised_during(s):
    advice = runner_advice(**s | {"goals": ["speed"]})
    assert advice.during.verdict in {Advised.LITTLE_VALUE, Advised.NOT_ADVISED}


@MANY
@given(RUNS)
def test_i5_a_beginner_is_never_told_it_is_worth_it_during(s):
    assert runner_advice(**s | {"level": "beginner"}).during.verdict is not Advised.WORTH_WEARING


@MANY
@given(
    SITUATIONS, st.sampled_from(["regular", "advanced"]), st.sampled_from([(True, True), (False, None), (False, True)])
)
def test_i6_long_without_a_goal_is_worth_it_during(s, level, race_and_tested):
    race, tested = race_and_tested
    long = s | {"km": 18, "rest": False, "level": level, "goals": [], "race": race, "tested": tested}
    assert runner_advice(**long).during.verdict is Advised.WORTH_WEARING


@MANY
@given(SITUATIONS, GRADIENTS)
def test_i7_long_is_worth_it_after_unless_the_goals_are_unproven_or_the_gradient_unknown(s, graduated):
    long = s | {"km": 18, "rest": False}
    goals = set(s.get("goals", ()))
    advice = product_advice(graduated=graduated, **long)
    if not (goals and goals <= {"cramps", "injury_prevention"}) and graduated is not UNKNOWN:
        assert advice.after.verdict is Advised.WORTH_WEARING


@MANY
@given(RUNS, GRADIENTS)
def test_i8_before_is_never_worth_it(s, graduated):
    assert product_advice(graduated=graduated, **s).before.verdict in {Advised.LITTLE_VALUE, Advised.OPTIONAL}


@MANY
@given(
    SITUATIONS,
    st.sets(st.sampled_from(RedFlag), min_size=1),
    st.sampled_from([FITS, None, SizeVerdict(SizeOutcome.OUTSIDE_CHART)]),
    st.sampled_from(Outcome),
    st.sampled_from(Outcome),
    st.sets(st.sampled_from(["too_tight", "too_loose", "worn_out"])),
)
def test_i9_a_red_flag_beats_every_gate_and_every_benefit(s, flags, size, medical, graduated, signs):
    given_flags = s | {"flags": sorted(flags)}
    product = product_advice(size, Verdict("medical", medical), Verdict("graduated", graduated), signs, **given_flags)
    for advice in (runner_advice(**given_flags), product):
        assert set(verdicts(advice).values()) == {Advised.SEE_CLINICIAN_FIRST}
        assert rules_of(advice) == tuple(sorted(flags))
        assert advice.headline.phase == "all"
        assert (advice.garment_order, advice.notes, advice.ask) == ((), (), ())


ADDED = [{"symptoms": [sign.value]} for sign in Symptom] + [
    {"weekly_km": 50}, {"runs": 5}, {"to_hard": 24}, {"struggles": True}, {"since_hard": 48}, {"travel_hours": 4},
]  # fmt: skip


def joined(s, more):
    symptoms = sorted({*s.get("symptoms", ()), *more.get("symptoms", ())})
    return s | more | {"symptoms": symptoms}


@MANY
@given(RUNS, st.sampled_from(ADDED), GRADIENTS)
def test_i10_one_more_symptom_or_flag_never_lowers_a_verdict(s, more, graduated):
    before, after = (verdicts(product_advice(graduated=graduated, **x)) for x in (s, joined(s, more)))
    for phase in PHASES:
        if before[phase] in BENEFITS:
            assert SCALE.index(after[phase]) >= SCALE.index(before[phase])


@MANY
@given(RUNS, GRADIENTS)
def test_after_is_never_below_during_but_for_shin_discomfort_on_a_short_easy_run(s, graduated):
    advice = product_advice(graduated=graduated, **s)
    during, after = advice.during.verdict, advice.after.verdict
    if during in BENEFITS and SCALE.index(during) > SCALE.index(after):
        assert {"B1", "U2"} <= set(advice.during.rules)
        assert after is Advised.LITTLE_VALUE
        assert advice.headline.phase == "during"


@MANY
@given(SITUATIONS)
def test_notes_and_order_change_nothing_and_each_note_is_said_once(s):
    advice = runner_advice(**s)
    codes_said = [(n.code, dict(n.facts).get("part")) for n in advice.notes]
    assert len(codes_said) == len(set(codes_said))
    assert {"N1", "N9", "N18"} <= {code for code, _ in codes_said}
    assert [code for code, _ in codes_said] == sorted((c for c, _ in codes_said), key=lambda c: int(c[1:]))
    assert bool(advice.garment_order) == bool(advice.headline)


@MANY
@given(RUNS, GRADIENTS)
def test_a_bare_claim_is_never_capped_and_an_unknown_gradient_always_is(s, graduated):
    advice = product_advice(graduated=graduated, **s)
    if graduated is UNKNOWN:
        assert Advised.WORTH_WEARING not in verdicts(advice).values()
        assert "P7" in rules_of(advice)
    else:
        assert verdicts(advice) == verdicts(runner_advice(**s))


@MANY
@given(RUNS)
def test_every_rule_that_fired_has_its_reason(s):
    advice = runner_advice(**s)
    for phase in PHASES:
        codes_said = [r.code for r in advice.reasons if r.has("phase") and r.fact("phase") == phase]
        assert list(dict.fromkeys(codes_said)) == [f"usage.{i}" for i in getattr(advice, phase).rules]


@pytest.mark.parametrize("phase", PHASES)
def test_every_reason_of_a_verdict_carries_its_grade(phase):
    advice = runner_advice(km=30, race=True, symptoms=["swelling"], level="beginner", since_hard=10, travel_hours=5)
    reasons = [r for r in advice.reasons if r.has("phase") and r.fact("phase") == phase]
    assert list(dict.fromkeys(r.code for r in reasons)) == [f"usage.{i}" for i in getattr(advice, phase).rules]
    assert all(r.fact("grade") in {"strong", "moderate", "weak", "none"} for r in reasons)
