"""Every collected product with a word on its gradient, against the verdict reached by reading its record."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pressures import claim, product, stated

from catalog.formats.brand_toml import read_brand_files
from catalog.model.policy import shipped_policy
from catalog.model.product import Product
from catalog.rules.graduated.rule import judge_graduated

HERE = Path(__file__).parents[2]
CHECKOUT = HERE.parent
CASES = tomllib.loads((HERE / "cases" / "graduated-products.toml").read_text("utf-8"))
ENTRIES = json.loads((HERE / "cases" / "seed_entries.json").read_text("utf-8"))
GARMENTS = {
    "socks": "sock", "calf_sleeves": "calf_sleeve", "thigh_high": "thigh_high", "tights": "tights",
    "quad_sleeves": "thigh_sleeve", "full_leg_sleeves": "full_leg_sleeve",
}  # fmt: skip


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    facts = CHECKOUT.parent / "shared" / "reference" / "product-facts.json"
    if not facts.exists():
        pytest.skip("the collected product facts are not beside this checkout")
    return json.loads(facts.read_text("utf-8"))


@pytest.fixture(scope="module")
def seed() -> dict[str, Product]:
    files = read_brand_files([CHECKOUT / "seed" / "brands"])
    return {p.id: p for products in files.values() for p in products}


def key(record: dict[str, Any]) -> str:
    return f"{record['brand']} | {record['name']}"


def as_collected(record: dict[str, Any]) -> Product:
    """A product that may not be shipped, made from its record."""
    figures = record["pressure"] or {}
    parts = [stated(figures.get("min_mmhg"), figures.get("max_mmhg"))] if figures.get("max_mmhg") else []
    assert record["graduated"] is True
    evidence = claim("graduated", record["graduated_evidence"], "article")
    return product(*parts, evidence, garment=GARMENTS[record["garment"]], name=record["name"])


@pytest.mark.parametrize("name", CASES)
def test_product(name: str, records: list[dict[str, Any]], seed: dict[str, Product]) -> None:
    number = next(n for n, record in enumerate(records) if key(record) == name)
    product_id = (ENTRIES.get(str(number)) or [None])[0]
    judged = seed[product_id] if product_id else as_collected(records[number])
    verdict, expected = judge_graduated(judged, shipped_policy()), CASES[name]
    assert (verdict.outcome.value, verdict.label) == (expected["outcome"], expected["label"])
    assert expected["reason"] in [r.code for r in verdict.reasons]


def test_no_product_with_evidence_is_left_out(records: list[dict[str, Any]]) -> None:
    silent = ("none", "none recorded", "none noted", "none in this source")
    with_evidence = {key(r) for r in records if r["graduated"] is not None or r["graduated_evidence"] not in silent}
    assert with_evidence <= set(CASES)
