"""A brand of sportswear is a hint where a record says nothing of medicine: never identity, never a second sign."""

from __future__ import annotations

import re
import tomllib

import pytest
from medical_records import claim, figure, fired, record
from msgspec.structs import replace
from seed_facts import GARMENTS, PRODUCTS, read_facts

from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.policy import shipped_policy
from catalog.model.product import ClaimKind, Garment, Product
from catalog.rules.medical.rule import judge_medical
from catalog.rules.medical.text_reading import HERE

POLICY = shipped_policy()
TABLE = tomllib.loads((HERE / "sport_brands.toml").read_text("utf-8"))["brand"]
BRANDS = [brand["name"] for brand in TABLE]
COME_IN = (
    "2xu-compression-tights", "2xu-elite-compression-tights", "2xu-vectr-cushion-full-length-socks",
    "cw-x-expert-tights", "cw-x-pro-tights", "injinji-ex-celerator-over-the-calf-toesock",
    "skins-a400-three-quarter-tights-women", "skins-calf-sleeves", "skins-half-tights-japan", "swiftwick-aspire",
    "swiftwick-pursuit-seven", "zensah-compression-leg-sleeves",
)  # fmt: skip
"""Products that only a brand of sportswear says anything for, once the uses that their sources name are left out."""
OTHER_HOUSES = (
    "CEP", "SIGVARIS", "JOBST", "Bauerfeind", "Thuasne", "Cizeta", "Medilast", "Solidea", "RelaxSan", "Herzog", "Goldwin",
    "C3fit", "EC3D", "GEARXPro", "RecoFit", "STOX", "Comrad", "VIM & VIGR", "Sock Fancy", "Tommie Copper", "Sparco",
    "Crazy Compression",
)  # fmt: skip
STAY_OUT = [
    "Flight compression socks", "Prenatal tights", "Postpartum recovery tights", "Compression socks 20-30 mmHg",
    "Class 2 compression socks", "Thigh high compression", "Compression socks, FSA eligible",
    "class 1 medical device sock", "Pain relief calf sleeve", "Plantar fasciitis sleeve", "Ankle support sleeve",
    "Knee high support socks", "Nurse socks", "Travel socks", "Diabetic socks", "Maternity leggings",
    "Arm sleeve", "Elbow sleeve", "Not for sport", "Ski slope pattern compression socks",
    "Sport grey compression socks", "Marathon Reader reading socks",
]  # fmt: skip


def outcome(product: Product) -> str:
    return judge_medical(product, POLICY).outcome.value


def without_uses(product: Product) -> Product:
    """The same product as if no source named what it is for."""
    return replace(product, claims=tuple(c for c in product.claims if c.kind is not ClaimKind.INTENDED_USE))


def test_every_brand_has_a_source() -> None:
    assert all(re.match(r"https?://\S+$", url) for brand in TABLE for url in brand["sources"])
    assert all(brand["sources"] for brand in TABLE)
    assert not {b.casefold() for b in BRANDS} & {b.casefold() for b in OTHER_HOUSES}


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("garment", ["sock", "calf_sleeve", "thigh_sleeve", "full_leg_sleeve", "shorts", "tights"])
def test_a_silent_record_of_a_sport_brand_is_for_sport(brand: str, garment: str) -> None:
    product = record("Model 7", brand=brand.upper(), garment=Garment(garment))
    verdict = judge_medical(product, POLICY)
    assert (verdict.outcome.value, fired(verdict)["sport"]) == ("pass", set())
    assert "sport_brand" in fired(verdict)["sport_hint"]


@pytest.mark.parametrize("product_id", COME_IN)
def test_a_record_that_only_its_brand_speaks_for_comes_in(product_id: str) -> None:
    silent = without_uses(PRODUCTS[product_id])
    assert outcome(silent) == "pass"
    assert outcome(replace(silent, brand="Maker")) == "unknown"


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("title", STAY_OUT)
def test_a_title_of_another_purpose_stays_out(title: str, brand: str) -> None:
    garment = Garment.SOCK if "sock" in title else Garment.CALF_SLEEVE
    assert outcome(record(title, brand=brand, garment=garment)) != "pass"


HELD_BACK = [
    pytest.param(record("Model 7", brand="2XU", pressure=(figure(20, 30),)), id="firm pressure"),
    pytest.param(record("Model 7", brand="2XU", flags=(("fsa_eligible", "true"),)), id="paid by a health account"),
    pytest.param(record("Model 7", "Class 1 medical device", brand="2XU"), id="device in the bullets"),
    pytest.param(record("Model 7", "Helps with varicose veins", brand="2XU"), id="a disease"),
    pytest.param(record("Model 7", "For shin splints", brand="2XU"), id="an injury"),
    pytest.param(record("Model 7", claim("medical-grade compression", "shop"), brand="2XU"), id="words of a shop"),
    pytest.param(record("Model 7", brand="2XU Medical"), id="another brand that holds the name"),
    pytest.param(record("2XU model 7", brand="Maker"), id="the brand in the title"),
    pytest.param(record("Model 7", brand="2XU", garment=Garment.THIGH_HIGH), id="a thigh high"),
    pytest.param(record("Model 7", brand="2XU", garment=Garment.PANTYHOSE), id="pantyhose"),
    pytest.param(record("Model 7", brand="2XU", garment=Garment.UNSTATED), id="a garment that nobody names"),
]  # fmt: skip


@pytest.mark.parametrize("product", HELD_BACK)
def test_what_points_to_medicine_outweighs_the_brand(product: Product) -> None:
    assert outcome(product) != "pass"


@pytest.mark.parametrize("brand", OTHER_HOUSES)
def test_a_mixed_house_hints_at_nothing(brand: str) -> None:
    assert outcome(record("Model 7", brand=brand)) == "unknown"


def test_the_brand_is_no_second_sign_of_a_doubtful_word() -> None:
    for title in ("Race to comfort", "Ultra fit", "Track green"):
        assert fired(judge_medical(record(title, brand="SKINS"), POLICY))["sport"] == set()
        assert outcome(record(f"{title} knee highs", brand="SKINS")) == "unknown"


def test_the_brand_is_not_told_where_the_record_names_a_sport() -> None:
    verdict = judge_medical(record("Running socks", brand="2XU"), POLICY)
    assert (verdict.outcome.value, fired(verdict)["sport_hint"]) == ("pass", set())


@pytest.mark.parametrize("name", ["product-facts.json", "product-facts-2.json"])
def test_a_sport_brand_lets_no_medical_record_through(name: str) -> None:
    for entry in read_facts(name):
        if entry.get("market_class") != "medical":
            continue
        signals = (claim(text, "features") for text in entry["medical_signals"])
        garment = Garment(GARMENTS.get(entry.get("garment"), "sock"))
        product = record(entry["name"], *signals, garment=garment, brand="Maker")
        assert outcome(replace(product, brand="2XU")) == outcome(product), entry["name"]


SAID = {
    "en": "Its brand makes sportswear (“2XU”): a weak hint, which counts only where nothing points to medicine.",
    "de": "Die Marke macht Sportkleidung („2XU“): ein schwacher Hinweis, der nur zählt, wo nichts auf Medizin deutet.",
    "fr": "La marque fait des vêtements de sport («\N{NO-BREAK SPACE}2XU\N{NO-BREAK SPACE}»)\N{NO-BREAK SPACE}: un faible indice, qui ne compte que si rien ne fait penser au médical.",
    "es": "La marca hace ropa deportiva («2XU»): un indicio débil, que solo cuenta donde nada apunta a lo médico.",
    "it": "La marca fa abbigliamento sportivo («2XU»): un indizio debole, che conta solo dove nulla fa pensare alla medicina.",
    "nl": "Het merk maakt sportkleding (“2XU”): een zwakke aanwijzing, die alleen telt als niets op iets medisch wijst.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hint_to_the_letter(language: str) -> None:
    verdict = judge_medical(record("Model 7", brand="2XU"), POLICY)
    hints = [Messages(language).sentence(r) for r in verdict.reasons if r.code == "medical.sport_hint"]
    assert hints == [SAID[language]]
