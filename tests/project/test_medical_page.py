"""docs/evidence/medical-verdicts.md defines every rule and every sign, and its examples are such signs."""

from __future__ import annotations

import re

import pytest
from medical_records import record
from running import CHECKOUT

from catalog.messages.messages import sentences
from catalog.model.policy import shipped_policy
from catalog.rules.medical.rule import gather
from catalog.rules.medical.text_reading import SignalKind

PAGE = (CHECKOUT / "docs/evidence/medical-verdicts.md").read_text("utf-8")
SIGNS = dict(re.findall(r"^\| (M\d) \| .+ \| (.+) \|$", PAGE, re.MULTILINE))
EXAMPLES = [
    (sign, text) for sign, cell in SIGNS.items() for text in re.findall(r'"([^"]+)"', cell) if text != "class 2"
]


def test_every_rule_is_defined():
    rules = re.findall(r"^\| (\d) \| ", PAGE, re.MULTILINE)
    said = {key for key in sentences("en")["medical.rule"] if key.isdigit()}
    assert set(rules) == said
    assert len(rules) == len(said)


def test_every_sign_is_defined():
    assert set(SIGNS) == {key for key in sentences("en")["medical.decisive"] if key.startswith("M")}


@pytest.mark.parametrize(("sign", "text"), EXAMPLES)
def test_an_example_is_such_a_sign(sign, text):
    signals = gather(record("Knee-highs", text), shipped_policy()).signals
    assert sign in {signal.id for signal in signals if signal.kind is SignalKind.DECISIVE}


def test_its_figures_are_those_of_the_rules():
    whole = shipped_policy().whole
    for name in ("medical.firm_max", "medical.moderate_max", "medical.medical_from"):
        assert f" {whole(name)} mmHg" in PAGE.split("## In detail")[0]
