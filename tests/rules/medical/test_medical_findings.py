"""A text that stands in several places of a record is told once, and counts at each of them as it should."""

import pytest

from catalog.model.policy import shipped_policy
from catalog.model.product import Claim, ClaimKind, Confidence, Garment, Position, Product, Source
from catalog.rules.medical.text_signals import read_printing_texts, read_texts

POLICY = shipped_policy()
SOURCE = Source("https://maker.example/sock", "2026-11-01", "text", Confidence.FIRST_HAND)
BULLET = "Treats varicose veins, 20-30 mmHg"


def record(*claims: tuple[Position, str], line: str = "") -> Product:
    made = tuple(Claim(ClaimKind.OTHER, text, position, SOURCE) for position, text in claims)
    return Product("a", "Maker", "Plain", Garment.SOCK, (SOURCE,), line=line, claims=made)


def fields(product: Product) -> set[tuple[str, str, str]]:
    return {(s.kind.value, s.id, s.field) for s in read_texts(product, POLICY).signals}


@pytest.mark.parametrize(
    ("product", "expected"),
    [
        pytest.param(
            record((Position.FEATURES, BULLET), (Position.FEATURES, BULLET)),
            {("decisive", "M6", "claims[0]"), ("decisive", "M6", "claims[1]")}, id="twice at one position",
        ),
        pytest.param(
            record((Position.FEATURES, BULLET), (Position.DESCRIPTION, BULLET)),
            {("decisive", "M6", "claims[0]"), ("suggestive", "disease_wording", "claims[1]")}, id="at two positions",
        ),
        pytest.param(record((Position.TITLE, "MEDICAL"), line="MEDICAL"), {("suggestive", "medical_line", "line")}, id="a range and a title"),
    ],
)  # fmt: skip
def test_each_place_counts_by_itself(product, expected):
    signals = fields(product)
    assert {signal for signal in signals if signal[1] in {name for _, name, _ in expected}} == expected
    assert fields(product) == signals


def test_a_printed_pressure_names_the_field_it_stands_in():
    product = record((Position.FEATURES, BULLET), (Position.FEATURES, BULLET), (Position.DESCRIPTION, BULLET))
    findings = read_printing_texts(product, POLICY)
    assert [pressure.field for pressure in findings.pressures(of_purpose=True)] == ["claims[0]", "claims[1]"]
    assert [pressure.field for pressure in findings.pressures(of_purpose=False)] == ["claims[2]"]
