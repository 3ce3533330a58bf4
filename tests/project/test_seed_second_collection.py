"""The second collection in the seed: added facts with their source and place, what they decide, and what stays out."""

from __future__ import annotations

import pytest
from seed_facts import ADDITIONS, PRODUCTS, public, read_facts, second_collection, stated

from catalog.model.policy import shipped_policy
from catalog.model.product import Claim, ClaimKind, Confidence, Position
from catalog.model.verdict import Outcome
from catalog.rules.medical.rule import judge_medical

PASS_NOW = (
    "2xu-compression-tights", "2xu-elite-compression-tights", "2xu-vectr-cushion-full-length-socks",
    "cep-compression-socks-2017", "cw-x-expert-tights", "cw-x-pro-tights",
    "injinji-ex-celerator-over-the-calf-toesock", "recofit-leg-compressors", "skins-a400-three-quarter-tights-women",
    "skins-calf-sleeves", "skins-half-tights-japan", "stox-recovery-socks", "swiftwick-aspire",
    "swiftwick-pursuit-seven", "zensah-compression-leg-sleeves",
)  # fmt: skip
FAIL_NOW = (
    "jobst-relief-thigh-15-20", "no-varix-thigh-stocking-15-20", "relaxsan-basic-750m", "relaxsan-basic-850",
    "relaxsan-basic-850a", "relaxsan-basic-870", "relaxsan-basic-880", "relaxsan-basic-950", "relaxsan-basic-950a",
    "relaxsan-basic-960", "solidea-active-massage-capris", "solidea-active-massage-leggings",
)  # fmt: skip
MACHINE_WRITTEN = frozenset(str(n) for n in (*range(55, 64), 65))
"""Sport products of an affiliate round-up that contradicts itself."""
ONLY_WAIT = frozenset(str(n) for n in (2, 23, 24, *range(42, 55), 64))
"""Products that would only wait for a person, or fail: their uses or their charts cannot be told."""
SAID_AT = {
    "jobst-relief-thigh-15-20": {Position.INDICATIONS},
    "no-varix-thigh-stocking-15-20": {Position.INDICATIONS, Position.DESCRIPTION},
    "orthosleeve-calf-sleeve": {Position.INDICATIONS, Position.BRAND},
    "solidea-active-massage-capris": {Position.INDICATIONS},
    "solidea-active-massage-leggings": {Position.INDICATIONS},
    "sparco-compression-stockings": {Position.DESCRIPTION},
    "cep-womens-allday-socks": {Position.ARTICLE},
    "cep-infrared-recovery-compression-socks": {Position.ARTICLE},
    **{id: {Position.CODE} for id in FAIL_NOW if id.startswith("relaxsan")},
}
"""Where the medical words of the added entries stand: a register speaks like a code, a round-up like an article."""


def claims_of(product_id: str, kind: ClaimKind, addresses: list[str]) -> list[Claim]:
    """The claims of a kind that rest on one of some addresses."""
    return [c for c in PRODUCTS[product_id].claims if c.kind is kind and c.source.url in addresses]


def test_every_added_use_stands_with_a_source_of_its_entry() -> None:
    for number, entry in second_collection():
        product = str(ADDITIONS[number][0])
        uses = claims_of(product, ClaimKind.INTENDED_USE, public(entry))
        earlier = {c.text for c in PRODUCTS[product].claims if c.kind is ClaimKind.INTENDED_USE} - {
            c.text for c in uses
        }
        assert set(entry.get("intended_use") or []) <= {c.text for c in uses} | earlier, number
        assert "adds_to" in entry or not earlier, number
        assert all(c.position is Position.INTENDED_USE for c in uses), number


def test_every_added_medical_word_stands_as_it_was_read_and_where() -> None:
    for number, entry in second_collection():
        if "adds_to" not in entry or not entry.get("medical_signals"):
            continue
        claims = claims_of(entry["adds_to"], ClaimKind.MEDICAL, public(entry))
        words = {text.removeprefix("retail text: ") for text in entry["medical_signals"]}
        added = [c for c in claims if c.text in words]
        assert {c.text for c in added} == words, number
        assert {c.position for c in added} == SAID_AT[entry["adds_to"]], number


def test_what_speaks_for_a_gradient_or_breath_is_claimed_at_its_source() -> None:
    for number, entry in second_collection():
        product = str(ADDITIONS[number][0])
        if entry.get("graduated"):
            assert claims_of(product, ClaimKind.GRADUATED, public(entry)), number
        if entry.get("breathability_claims"):
            assert claims_of(product, ClaimKind.BREATHABLE, public(entry)), number


@pytest.mark.parametrize("product_id", PASS_NOW)
def test_a_completed_record_is_for_sport_by_itself(product_id: str) -> None:
    assert judge_medical(PRODUCTS[product_id], shipped_policy()).outcome is Outcome.PASS


@pytest.mark.parametrize("product_id", FAIL_NOW)
def test_a_completed_record_is_medical_by_itself(product_id: str) -> None:
    assert judge_medical(PRODUCTS[product_id], shipped_policy()).outcome is Outcome.FAIL


def test_every_new_product_is_for_sport_by_itself() -> None:
    new = [ADDITIONS[n][0] for n, entry in second_collection() if "adds_to" not in entry]
    outcomes = {id: judge_medical(PRODUCTS[str(id)], shipped_policy()).outcome for id in new}
    assert (len(outcomes), set(outcomes.values())) == (34, {Outcome.PASS})


def test_what_would_be_weak_or_only_wait_stays_out() -> None:
    entries = read_facts("product-facts-2.json")
    left_out = {str(n) for n in range(len(entries))} - set(ADDITIONS)
    assert left_out == MACHINE_WRITTEN | ONLY_WAIT
    shipped = {(p.brand.casefold(), p.name.casefold()) for p in PRODUCTS.values()}
    for number in left_out:
        entry = entries[int(number)]
        assert (entry["brand"].casefold(), entry["name"].casefold()) not in shipped, number


def test_the_two_new_charts_say_how_they_were_read() -> None:
    twist, blitzu = PRODUCTS["ec3d-twist-compression-socks"].chart, PRODUCTS["blitzu-calf-compression-sleeve"].chart
    assert twist is not None
    assert blitzu is not None
    assert (twist.source.confidence, blitzu.source.confidence) == (Confidence.QUOTED, Confidence.LOW)
    price = PRODUCTS["blitzu-calf-compression-sleeve"].price
    assert price is not None
    assert "upper bound" in price.note
    assert stated("blitzu-calf-compression-sleeve", "price")[0]["note"].endswith("an upper bound, not a price")
