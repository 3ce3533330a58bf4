"""The rulings that travel with the seed: what still waits says what would settle it, and each rests on its source."""

from __future__ import annotations

import pytest
from seed_facts import PRODUCTS, read_facts

from catalog.app.review import waiting_for
from catalog.model.catalog_ruling import Ruled
from catalog.model.policy import shipped_policy
from catalog.model.verdict import Outcome
from catalog.rules.gates import gates_of
from catalog.rules.medical.rule import evidence_fingerprint

POLICY = shipped_policy()
GATES = {id: gates_of(product, POLICY) for id, product in PRODUCTS.items()}
DECIDED = {
    "cep-sportsocks": Outcome.PASS,
    "sigvaris-performance-sock": Outcome.PASS,
    "orthosleeve-calf-sleeve": Outcome.FAIL,
    "sigvaris-820-midtown-microfiber-for-men": Outcome.FAIL,
    "sigvaris-essential-comfort": Outcome.FAIL,
}
MOST_WAITING = 30


def test_every_product_that_waits_says_what_would_settle_it() -> None:
    waiting = [id for id, gates in GATES.items() if waiting_for(gates)]
    assert len(waiting) <= MOST_WAITING
    for id in waiting:
        ruling = PRODUCTS[id].ruling
        assert ruling is not None, id
        assert (ruling.ruled, bool(ruling.would_settle)) == (Ruled.OPEN, True), id
        assert any(r.code == "medical.left_open" for r in GATES[id].medical.reasons), id


def test_nothing_is_ruled_that_does_not_wait_without_its_ruling() -> None:
    ruled = {id for id, p in PRODUCTS.items() if p.ruling is not None}
    assert ruled == set(DECIDED) | {id for id, gates in GATES.items() if waiting_for(gates)}


@pytest.mark.parametrize("product_id", DECIDED)
def test_a_decided_product(product_id: str) -> None:
    medical = GATES[product_id].medical
    assert (medical.outcome, "override" in medical.marks) == (DECIDED[product_id], True)


@pytest.mark.parametrize("product_id", DECIDED)
def test_a_decision_rests_on_the_record_as_it_is(product_id: str) -> None:
    """Look at the ruling again where this fails, and write the fingerprint of the record into it if it still holds."""
    ruling = PRODUCTS[product_id].ruling
    assert ruling is not None
    assert ruling.evidence == evidence_fingerprint(PRODUCTS[product_id], POLICY)


def test_rulings_are_those_of_the_collection() -> None:
    rulings = {r["product"]: r for r in read_facts("rulings.json")}
    for id, product in PRODUCTS.items():
        ruling = product.ruling
        if ruling is None:
            continue
        collected = rulings[id]
        assert ruling.ruled == {"leave": "open"}.get(collected["ruling"], collected["ruling"]), id
        assert (ruling.source.url, ruling.would_settle) == (collected["source"], collected["would_settle"]), id
        assert ruling.why.rstrip(".") == collected["why"].rstrip("."), id
