"""The medical rule: its order, its decisions, its limits, its sentences."""

import itertools
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from medical_records import claim, figure, fired, record, running
from msgspec.structs import replace
from policies import with_value

from catalog.formats.brand_toml import read_brand_files
from catalog.messages.messages import Messages, placeholders, sentences
from catalog.model.policy import shipped_policy
from catalog.model.product import Decision, Ruling
from catalog.model.verdict import Outcome
from catalog.rules.medical.rule import evidence_fingerprint, judge_medical, within_max_mmhg

CASES = Path(__file__).parents[2] / "cases"
SEED = Path(__file__).parents[3] / "seed" / "brands"
POLICY = shipped_policy()
ONE = "Open toe"
TWO = "Open toe, for nurses"


def judge(product, decision=None):
    return judge_medical(product, POLICY, decision)


def summary(verdict):
    return verdict.outcome.value, verdict.label, verdict.marks


UP_TO_FOUR = [
    pytest.param(running("Medical device"), ("fail", "unstated", ("rule:1", "conflict")), id="1-M1"),
    pytest.param(record("Sock", "CCL 2"), ("fail", "unstated", ("rule:1",)), id="1-M4-no-sport"),
    pytest.param(running("Treats DVT"), ("fail", "unstated", ("rule:2", "conflict")), id="2-M6"),
    pytest.param(running("Treats DVT", "Rx only"), ("fail", "unstated", ("rule:1", "conflict")), id="1-before-2"),
    pytest.param(running(pressure=(figure(30, 40),)), ("fail", "medical_range", ("rule:3", "conflict")), id="3-M7"),
    pytest.param(running(pressure=(figure(30, 30),)), ("fail", "medical_range", ("rule:3", "conflict")), id="3-single"),
    pytest.param(running("30-40 mmHg"), ("fail", "medical_range", ("rule:3", "conflict")), id="3-printed"),
    pytest.param(
        running("Treats DVT", pressure=(figure(30, 40),)),
        ("fail", "medical_range", ("rule:2", "conflict")),
        id="2-before-3",
    ),
    pytest.param(running(), ("pass", "unstated", ("rule:4",)), id="4-none-stated"),
    pytest.param(running(pressure=(figure(8, 15),)), ("pass", "light", ("rule:4",)), id="4-light"),
    pytest.param(running(pressure=(figure(15, 20),)), ("pass", "moderate", ("rule:4",)), id="4-moderate"),
    pytest.param(running(ONE, pressure=(figure(15, 20),)), ("pass", "moderate", ("rule:4",)), id="4-one-hint"),
]
FROM_FIVE = [
    pytest.param(running(pressure=(figure(20, 30),)), ("pass", "firm", ("rule:5", "caution")), id="5"),
    pytest.param(running(ONE, pressure=(figure(20, 30),)), ("pass", "firm", ("rule:5", "caution")), id="5-one-other"),
    pytest.param(running(TWO, pressure=(figure(20, 30),)), ("unknown", "firm", ("rule:6",)), id="6-firm"),
    pytest.param(running(TWO), ("unknown", "unstated", ("rule:6",)), id="6"),
    pytest.param(running(pressure=(figure(20, 31),)), ("unknown", "unstated", ("rule:7",)), id="7-above-30"),
    pytest.param(running(pressure=(figure(21, None),)), ("unknown", "unstated", ("rule:7",)), id="7-open-above-20"),
    pytest.param(record("Sock", ONE), ("unknown", "unstated", ("rule:7",)), id="7-no-sport"),
    pytest.param(
        record("Sock", pressure=(figure(15, 20),)), ("unknown", "moderate", ("rule:7",)), id="7-pressure-only"
    ),
    pytest.param(record("Sock"), ("unknown", "unstated", ("rule:8",)), id="8"),
]


@pytest.mark.parametrize(("product", "expected"), UP_TO_FOUR + FROM_FIVE)
def test_the_order_of_the_rules(product, expected):
    assert summary(judge(product)) == expected


SUGGESTING = {
    "medical_wording": "Medical grade", "therapeutic": "Therapeutic", "clinically_proven": "Clinically proven",
    "doctor_recommended": "Doctor recommended", "fda_wording": "FDA registered", "ce_mark": "CE marked", "pharmacy": "FSA eligible",
    "travel_sock": "Flight socks", "maternity": "Maternity", "nurse": "For nurses", "bare_class": "Class 2", "open_toe": "Open toe",
    "silicone_band": "Silicone band", "thigh_high": "Thigh high", "beige": "Beige", "support_hosiery": "Support hosiery",
}  # fmt: skip


@pytest.mark.parametrize(("signal", "text"), SUGGESTING.items(), ids=SUGGESTING)
def test_one_suggestion_never_decides(signal, text):
    verdict = judge(running(text))
    assert (verdict.outcome, fired(verdict)["suggestive"]) == (Outcome.PASS, {signal})
    assert judge(record("Sock", text)).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(("one", "two"), list(itertools.combinations(list(SUGGESTING.values())[:9], 2)))
def test_two_suggestions_wait_for_a_person(one, two):
    assert judge(running(one, two)).marks == ("rule:6",)


def test_a_purpose_in_the_bullets_counts_where_nothing_is_medical():
    assert judge(record("Sock", "Made for running")).outcome is Outcome.PASS
    assert judge(record("Sock", "Made for running", "Beige")).outcome is Outcome.UNKNOWN
    assert judge(record("Sock", "Made for running", pressure=(figure(20, 30),))).outcome is Outcome.UNKNOWN
    assert judge(record("Sock", "Sizes run small")).outcome is Outcome.UNKNOWN


def decision(product, ruling=Ruling.SPORT, evidence=None):
    fingerprint = evidence_fingerprint(product, POLICY) if evidence is None else evidence
    return Decision(product.id, ruling, "Ada", "2026-11-01", "asked the maker", "https://maker.example", fingerprint)


def test_a_decision_stands_as_long_as_its_evidence():
    product = running(TWO)
    verdict = judge(product, decision(product))
    assert (verdict.outcome, verdict.marks) == (Outcome.PASS, ("rule:0", "override"))
    assert verdict.reasons[0].code == "medical.decided"
    assert judge(product, decision(product, Ruling.MEDICAL)).outcome is Outcome.FAIL


def test_a_decision_falls_with_its_evidence_and_says_so():
    verdict = judge(running(TWO, "Medical grade"), decision(running(TWO)))
    assert (verdict.outcome, verdict.marks) == (Outcome.UNKNOWN, ("rule:6", "decision_dropped"))
    assert "medical.decision_dropped" in {r.code for r in verdict.reasons}


def test_the_decision_on_another_product_is_none_of_this_one():
    product = running(TWO)
    other = Decision("other", Ruling.SPORT, "Ada", "2026", "", "", evidence_fingerprint(product, POLICY))
    assert judge(product, other).marks == ("rule:6",)


def test_the_fingerprint_does_not_depend_on_the_policy():
    loose = with_value(POLICY, "medical.suggestive_allowed", 5)
    assert evidence_fingerprint(running(TWO), POLICY) == evidence_fingerprint(running(TWO), loose)


LIMITS = [
    pytest.param((figure(15, 20),), 20, 0, None, id="within"),
    pytest.param((figure(20, 30),), 20, 0, ("medical.above_max", "person"), id="above"),
    pytest.param((figure(20, 30),), None, 20, ("medical.above_max", "shop"), id="shop"),
    pytest.param((figure(15, 20),), 18, 20, ("medical.above_max", "person"), id="the-stricter-one"),
    pytest.param((), 20, 0, ("medical.max_unknown", "person"), id="unknown"),
    pytest.param((figure(18, None),), 20, 0, ("medical.max_unknown", "person"), id="open"),
    pytest.param((figure(21, None),), 20, 0, ("medical.above_max", "person"), id="open-above"),
    pytest.param((), None, 0, None, id="no-limit"),
]


@pytest.mark.parametrize(("pressure", "limit", "shop", "expected"), LIMITS)
def test_limits_act_after_the_rule_and_say_so(pressure, limit, shop, expected):
    policy = with_value(POLICY, "medical.shop_max_mmhg", shop)
    reason = within_max_mmhg(running(pressure=pressure), limit, policy)
    assert (reason and (reason.code, reason.fact("by"))) == expected


def test_a_limit_reads_the_printed_pressure_too():
    assert within_max_mmhg(record("Running sock ２０-３０ ｍｍＨｇ"), 20, POLICY).code == "medical.above_max"


DECISIVE = ["Medical device", "Rx only", "CCL 2", "Reimbursable", "510(k) K040353", "Treats DVT", "30-40 mmHg"]
BENIGN = [
    "Medical grade",
    "For nurses",
    "For running",
    "Marathon",
    "Open toe",
    "Breathable",
    "20-30 mmHg",
    "Trail",
    "Not for DVT",
    "",
]
WORDS = st.lists(st.sampled_from(BENIGN), max_size=5)
POSITIONS = st.sampled_from(["title", "features", "indications", "intended_use"])


@settings(max_examples=150, deadline=None)
@given(WORDS, st.lists(st.sampled_from(DECISIVE), min_size=1, max_size=3), POSITIONS)
def test_nothing_outweighs_a_decisive_signal(benign, decisive, position):
    assert judge(running(*benign, *(claim(t, position) for t in decisive))).outcome is Outcome.FAIL


@settings(max_examples=100, deadline=None)
@given(st.permutations([*BENIGN[:6], "Medical device", "CCL 1"]))
def test_the_order_of_texts_does_not_matter(texts):
    def facts(verdict):
        return sorted((r.code, tuple(f for f in r.facts if f[0] != "field")) for r in verdict.reasons)

    shuffled, straight = judge(running(*texts)), judge(running(*sorted(texts)))
    assert summary(shuffled) == summary(straight)
    assert facts(shuffled) == facts(straight)
    assert evidence_fingerprint(running(*texts), POLICY) == evidence_fingerprint(running(*sorted(texts)), POLICY)


def test_reasons_that_differ_in_their_language_alone_stand_in_its_order():
    """Eight titles, for a set puts any two reasons in this order half of the time."""
    for title in map("".join, itertools.product("sS", "pP", "oO", ["rt"])):
        verdict = judge(record("Sock", claim(title, "title")))
        assert [r.fact("language") for r in verdict.reasons if r.code == "medical.sport"] == ["de", "en"]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_judged_and_nothing_alone_is_unknown(text):
    verdict = judge(record("Sock", text))
    assert verdict.rule == "medical"
    assert judge(record("Sock")).outcome is Outcome.UNKNOWN


CASE_TABLE = tomllib.loads((CASES / "medical-products.toml").read_text("utf-8"))["product"]


@pytest.fixture(scope="module")
def seed():
    """The products of the brand files, as if these ruled nothing."""
    return {p.id: replace(p, ruling=None) for products in read_brand_files([SEED]).values() for p in products}


def test_every_product_of_the_brand_files_has_an_expected_verdict(seed):
    assert set(seed) == {case["id"] for case in CASE_TABLE}


@pytest.mark.parametrize("case", [pytest.param(c, id=c["id"]) for c in CASE_TABLE])
def test_products_by_their_records(case, seed):
    verdict = judge(seed[case["id"]])
    assert (verdict.outcome.value, verdict.marks[0]) == (case["outcome"], f"rule:{case['rule']}")
    signals = {r.fact("signal") for r in verdict.reasons if r.has("signal") and r.code != "medical.ignored"}
    assert case["main"] in signals or (not case["main"] and not signals)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "nl"])
def test_every_reason_has_its_sentence(language, seed):
    product = running(TWO)
    verdicts = [judge(p) for p in seed.values()]
    verdicts += [
        judge(product, decision(product)),
        judge(product, decision(product, evidence="other")),
        judge(running("x" * 30_000)),
    ]
    reasons = [r for v in verdicts for r in v.reasons]
    reasons += [
        within_max_mmhg(running(), 20, POLICY),
        within_max_mmhg(running(pressure=(figure(20, 30),)), 20, POLICY),
    ]
    for reason in reasons:
        assert reason.code in sentences(language)
        assert placeholders(sentences(language)[reason.code]) <= {name for name, _ in reason.facts}
        assert "{" not in Messages(language).sentence(reason)


def test_the_sentence_of_a_device():
    (reason,) = [r for r in judge(running("Medical device")).reasons if r.code == "medical.decisive"]
    assert Messages("en").sentence(reason) == "It is called a medical device: “Medical device”."
    assert Messages("de").sentence(reason) == "Es heißt Medizinprodukt: „Medical device“."
