"""What the fields of a record that hold no running text say: codes, classes, flags, pressure, garment, categories."""

import pytest
from medical_records import claim, figure, fired, record, running

from catalog.model.policy import shipped_policy
from catalog.model.product import Confidence, EvidenceKind, Garment, Source
from catalog.model.quantities import Pressure
from catalog.model.verdict import Outcome
from catalog.rules.medical.device_codes import code_ok
from catalog.rules.medical.rule import judge_medical
from catalog.rules.medical.stated_pressure import class_numeral, class_range

POLICY = shipped_policy()


def judge(product):
    return judge_medical(product, POLICY)


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
