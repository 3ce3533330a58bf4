"""The medical rule: its order, its fields, its decisions, its limits."""

import itertools
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from medical_records import claim, figure, fired, record, running

from catalog.formats.brand_toml import read_brand_files
from catalog.messages.messages import Messages, placeholders, sentences
from catalog.model.policy import shipped_policy
from catalog.model.product import Confidence, Decision, EvidenceKind, Garment, Ruling, Source
from catalog.model.quantities import Pressure
from catalog.model.verdict import Outcome
from catalog.rules.medical.compression_class import class_numeral, class_range
from catalog.rules.medical.device_codes import code_ok
from catalog.rules.medical.rule import evidence_fingerprint, judge_medical, within_max_mmhg

CASES = Path(__file__).parents[2] / "cases"
SEED = Path(__file__).parents[3] / "seed" / "brands"
POLICY = shipped_policy()
ONE = "Open toe"
TWO = "Open toe, for nurses"


def judge(product, decision=None):
    return judge_medical(product, POLICY, decision)


def said(verdict):
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
    assert said(judge(product)) == expected


CODES = [
    pytest.param("510k", "K040353", "M2", id="510k"),
    pytest.param("510(k)", "k091141", "M2", id="510k-other-name"),
    pytest.param("fda_product_code", "DWL", "M2", id="product-code"),
    pytest.param("udi_di", "00745129327118", "M1", id="udi-gs1"),
    pytest.param("udi_di", "+A123ABC4567", "M1", id="udi-hibcc"),
    pytest.param("hcpcs", "A6530", "M3", id="hcpcs"),
    pytest.param("hcpcs", "A6609", "M3", id="hcpcs-bandaging"),
    pytest.param("hilfsmittelnummer", "17.06.01.0001", "M3", id="hilfsmittelnummer"),
    pytest.param("lppr", "2140610", "M3", id="lppr"),
    pytest.param("migel", "17.02.01.01.1", "M3", id="migel"),
    pytest.param("consumerSalesCondition", "gs1:PRESCRIPTION_REQUIRED", "M5", id="prescription"),
]


@pytest.mark.parametrize(("scheme", "value", "signal"), CODES)
def test_codes_decide_in_their_shape(scheme, value, signal):
    assert fired(judge(running(codes=[(scheme, value)])))["decisive"] == {signal}


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        ("510k", "K12345"),
        ("510k", "K0403531"),
        ("510k", "X040353"),
        ("hcpcs", "A6610"),
        ("hcpcs", "A653"),
        ("udi_di", "00745129327119"),
        ("fda_product_code", "ABC"),
        ("migel", "17"),
    ],
)
def test_codes_out_of_shape_only_suggest(scheme, value):
    assert not code_ok(scheme, value)
    verdict = fired(judge(running(codes=[(scheme, value)])))
    assert (verdict["decisive"], verdict["suggestive"]) == (set(), {"malformed_code"})


def test_a_gtin_proves_nothing():
    verdict = judge(running(codes=[("gtin", "00745129327118")]))
    assert verdict.outcome is Outcome.PASS
    assert fired(verdict)["ignored"] == {"gtin"}


def test_a_pharmacy_number_suggests_when_its_check_digit_is_right():
    assert fired(judge(running(codes=[("pzn", "02758089")])))["suggestive"] == {"pharmacy"}
    assert fired(judge(running(codes=[("pzn", "02758088")])))["ignored"] == {"pharmacy"}


def test_a_billing_code_gives_no_pressure():
    assert judge(running(codes=[("hcpcs", "A6531")])).label == "unstated"


SCHEMED = [
    pytest.param(figure(label="class 2"), None, id="bare"),
    pytest.param(figure(label="class 2", scheme="RAL"), "M4", id="ral"),
    pytest.param(figure(label="class 1", scheme="BS"), "M4", id="bs"),
    pytest.param(figure(label="CCL 2"), "M4", id="ccl"),
    pytest.param(figure(label="compared with class 2", scheme="AFNOR"), None, id="compared"),
    pytest.param(figure(label="class II", scheme="US"), None, id="us-has-no-standard"),
]


@pytest.mark.parametrize(("pressure", "signal"), SCHEMED)
def test_a_class_decides_only_with_its_scheme(pressure, signal):
    verdict = judge(running(pressure=(pressure,)))
    assert fired(verdict)["decisive"] == ({signal} if signal else set())


def test_a_class_with_a_scheme_has_a_pressure_and_a_bare_one_has_none():
    assert judge(running(pressure=(figure(label="class II", scheme="US"),))).label == "firm"
    assert judge(running(pressure=(figure(label="class II"),))).label == "unstated"


def test_class_labels():
    assert [
        class_numeral(t) for t in ("class II", "CCL 2", "classe 3", "class 1 or class 2", "class", "20-30", "1.5")
    ] == [2, 2, 3, None, None, None, None]
    assert class_range("RAL", 4, POLICY) == (Pressure(490), None)
    assert class_range("nobody", 2, POLICY) is None


@pytest.mark.parametrize("value", ["false", "true", "no", ""])
def test_the_regulated_flag_means_nothing(value):
    verdict = judge(running(flags=(("regulated", value),)))
    assert verdict.outcome is Outcome.PASS
    assert fired(verdict)["ignored"] == {"regulated"}
    assert judge(running("Medical device", flags=(("regulated", "false"),))).outcome is Outcome.FAIL


def test_a_default_pressure_means_nothing():
    filled = Source("https://x.example", "2026", "data", Confidence.LOW, "default of the shop's importer")
    verdict = judge(running(pressure=(figure(30, 40, source=filled),)))
    assert (verdict.outcome, verdict.label) == (Outcome.PASS, "unstated")
    assert fired(verdict)["ignored"] == {"pressure"}
    assert judge(running(claim("20-30 mmHg", "shop"))).label == "unstated"


@pytest.mark.parametrize(
    "name", ["Running tank top", "Laufshirt Lauf Shirt", "Débardeur running", "Running arm sleeves"]
)
def test_pressure_on_a_garment_without_a_leg_means_nothing(name):
    verdict = judge(record(name, garment=Garment.UNSTATED, pressure=(figure(30, 40),)))
    assert verdict.outcome is Outcome.PASS
    assert "medical.no_leg" in {r.code for r in verdict.reasons}
    assert (
        judge(record("Running socks with top band", garment=Garment.UNSTATED, pressure=(figure(30, 40),))).outcome
        is Outcome.FAIL
    )


def test_an_on_leg_reading_is_not_a_stated_pressure():
    assert judge(running(pressure=(figure(31, 35, kind=EvidenceKind.ON_LEG),))).label == "unstated"


def test_a_pressure_elsewhere_does_not_stand_for_the_ankle():
    assert judge(running(pressure=(figure(15, 20, at="ankle"), figure(22, 25, at="calf")))).label == "moderate"


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


CATEGORIES = [
    pytest.param("google:5322", "pass", id="activewear"),
    pytest.param("google:3729", "pass", id="bicycle-tights"),
    pytest.param("shopify:aa-1-18-2", "pass", id="athletic-socks"),
    pytest.param("gid://shopify/TaxonomyCategory/aa-1-1-1-5", "pass", id="activewear-tights"),
    pytest.param("google:209", "unknown", id="socks-of-any-kind"),
    pytest.param("shopify:aa-1-18", "unknown", id="parent-of-athletic"),
    pytest.param("google:523", "unknown", id="supports-and-braces"),
]


@pytest.mark.parametrize(("category", "outcome"), CATEGORIES)
def test_categories(category, outcome):
    assert judge(record("Sock", categories=(category,))).outcome.value == outcome


def test_a_medical_shelf_only_suggests():
    for category in ("google:523", "google:2907", "shopify:hb-1-24", "shopify:hb-1-24-2"):
        verdict = judge(running(categories=(category,)))
        assert (verdict.outcome, fired(verdict)["suggestive"]) == (Outcome.PASS, {"medical_category"})


def test_a_medical_house_only_suggests():
    assert judge(running(brand="CEP")).outcome is Outcome.PASS
    assert judge(running(brand="SIGVARIS")).outcome is Outcome.PASS
    assert fired(judge(running(brand="Medion")))["suggestive"] == set()


def test_the_sport_line_and_the_sport_mark_identify_sport():
    assert judge(record("Sock", line="SPORTS")).outcome is Outcome.PASS
    assert judge(record("Sock", "Tested to DIN SPEC 4868")).outcome is Outcome.PASS
    assert fired(judge(running(line="MEDICAL")))["suggestive"] == {"medical_line"}


def test_a_sleeve_is_only_weakly_sport():
    assert judge(record("Calf sleeve", garment=Garment.CALF_SLEEVE)).outcome is Outcome.UNKNOWN
    filed = record("Calf sleeve", garment=Garment.CALF_SLEEVE, categories=("google:5941",))
    assert judge(filed).outcome is Outcome.PASS


def test_a_purpose_in_the_bullets_counts_where_nothing_is_medical():
    assert judge(record("Sock", "Made for running")).outcome is Outcome.PASS
    assert judge(record("Sock", "Made for running", "Beige")).outcome is Outcome.UNKNOWN
    assert judge(record("Sock", "Made for running", pressure=(figure(20, 30),))).outcome is Outcome.UNKNOWN
    assert judge(record("Sock", "Sizes run small")).outcome is Outcome.UNKNOWN


def decision(product, ruling=Ruling.SPORT, evidence=None):
    found = evidence_fingerprint(product, POLICY) if evidence is None else evidence
    return Decision(product.id, ruling, "Ada", "2026-11-01", "asked the maker", "https://maker.example", found)


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
    loose = POLICY.with_value("medical.suggestive_allowed", 5)
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


@pytest.mark.parametrize(("pressure", "asked", "shop", "expected"), LIMITS)
def test_limits_act_after_the_rule_and_say_so(pressure, asked, shop, expected):
    policy = POLICY.with_value("medical.shop_max_mmhg", shop)
    reason = within_max_mmhg(running(pressure=pressure), asked, policy)
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
    assert said(shuffled) == said(straight)
    assert facts(shuffled) == facts(straight)
    assert evidence_fingerprint(running(*texts), POLICY) == evidence_fingerprint(running(*sorted(texts)), POLICY)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_judged_and_nothing_alone_is_unknown(text):
    verdict = judge(record("Sock", text))
    assert verdict.rule == "medical"
    assert judge(record("Sock")).outcome is Outcome.UNKNOWN


CASE_TABLE = tomllib.loads((CASES / "medical-products.toml").read_text("utf-8"))["product"]


@pytest.fixture(scope="module")
def shelf():
    return {p.id: p for products in read_brand_files([SEED]).values() for p in products}


def test_every_product_of_the_brand_files_has_an_expected_verdict(shelf):
    assert set(shelf) == {case["id"] for case in CASE_TABLE}


@pytest.mark.parametrize("case", [pytest.param(c, id=c["id"]) for c in CASE_TABLE])
def test_products_by_their_records(case, shelf):
    verdict = judge(shelf[case["id"]])
    assert (verdict.outcome.value, verdict.marks[0]) == (case["outcome"], f"rule:{case['rule']}")
    signals = {r.fact("signal") for r in verdict.reasons if r.has("signal") and r.code != "medical.ignored"}
    assert case["main"] in signals or (not case["main"] and not signals)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_every_reason_has_its_sentence(language, shelf):
    product = running(TWO)
    verdicts = [judge(p) for p in shelf.values()]
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
    assert Messages("en").sentence(reason) == 'It is called a medical device: "Medical device".'
    assert Messages("de").sentence(reason) == "Es heißt Medizinprodukt: „Medical device“."
