"""The words around an answer: the same codes and facts in every language, and nothing said that has no word."""

from __future__ import annotations

import re
import tomllib

import pytest
from running import CHECKOUT

from catalog.messages.messages import LANGUAGES, placeholders
from catalog.model.product import Garment
from catalog.model.question import Symptom
from catalog.model.verdict import Outcome, SizeOutcome


def words(language: str) -> dict[str, object]:
    """Every sentence of the program's own lines, whatever file of the language it stands in."""
    files = sorted((CHECKOUT / "catalog/messages" / language).glob("*.toml"))
    sentences = {k: v for file in files for k, v in tomllib.loads(file.read_text("utf-8")).items()}
    return {k: v for k, v in sentences.items() if k.startswith("ui.")}


ENGLISH = words("en")
SOURCE = "\n".join(p.read_text("utf-8") for p in (CHECKOUT / "catalog/commands").rglob("*.py"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word_with_the_same_facts(language):
    found = words(language)
    assert found.keys() == ENGLISH.keys()
    assert {k: placeholders(v) for k, v in found.items()} == {k: placeholders(v) for k, v in ENGLISH.items()}


def test_every_code_that_is_written_out_has_words():
    assert [code for code in set(re.findall(r'"(ui\.[a-z_.]+[a-z_])"', SOURCE)) if code not in ENGLISH] == []


@pytest.mark.parametrize(
    ("stem", "kinds"),
    [
        pytest.param("ui.garment", [g.value for g in Garment], id="garments"),
        pytest.param("ui.size", [s.value for s in SizeOutcome], id="sizes"),
        pytest.param("ui.outcome_of", [s.value for s in SizeOutcome], id="outcomes of a comparison"),
        pytest.param(
            "ui.out", [s.value for s in SizeOutcome if not s.is_match and s.value != "needs_measurement"], id="misses"
        ),
        pytest.param("ui.outcome", [x.value for x in Outcome], id="gates"),
        pytest.param("ui.symptom", [s.value for s in Symptom], id="symptoms"),
    ],
)
def test_every_kind_has_words(stem, kinds):
    assert [k for k in kinds if f"{stem}.{k}" not in ENGLISH] == []
