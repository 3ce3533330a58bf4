"""What a brand file decides: a decision that a curator's own overrides, and that falls with its evidence."""

from __future__ import annotations

import pytest
from medical_records import SOURCE, claim, record
from msgspec.structs import replace

from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.catalog_ruling import CatalogRuling, Ruled
from catalog.model.policy import shipped_policy
from catalog.model.product import Decision, Product, Ruling
from catalog.model.verdict import Verdict
from catalog.rules.medical.rule import evidence_fingerprint, judge_medical

POLICY = shipped_policy()
SILENT = record("Model 7")
EVIDENCE = evidence_fingerprint(SILENT, POLICY)


def ruled(ruling: Ruled, evidence: str = EVIDENCE, product: Product = SILENT) -> Product:
    settles = "a product page" if ruling is Ruled.OPEN else ""
    return replace(product, ruling=CatalogRuling(ruling, "It is sold so.", "2026-11-27", SOURCE, settles, evidence))


def decision(ruling: Ruling, evidence: str = EVIDENCE) -> Decision:
    return Decision(SILENT.id, ruling, "Curator", "2026-11-28", "seen", "https://example.com", evidence)


def codes(verdict: Verdict) -> list[str]:
    return [r.code for r in verdict.reasons]


CASES = [
    pytest.param(SILENT, None, "unknown", "", id="neither"),
    pytest.param(ruled(Ruled.SPORT), None, "pass", "catalog", id="the catalog says sport"),
    pytest.param(ruled(Ruled.MEDICAL), None, "fail", "catalog", id="the catalog says medical"),
    pytest.param(ruled(Ruled.SPORT, ""), None, "pass", "catalog", id="read from its file just now"),
    pytest.param(ruled(Ruled.SPORT, "another"), None, "unknown", "", id="its evidence changed"),
    pytest.param(ruled(Ruled.OPEN), None, "unknown", "", id="left open"),
    pytest.param(ruled(Ruled.SPORT), decision(Ruling.MEDICAL), "fail", "Curator", id="a curator says otherwise"),
    pytest.param(ruled(Ruled.OPEN), decision(Ruling.SPORT), "pass", "Curator", id="a curator settles it"),
    pytest.param(
        ruled(Ruled.SPORT), decision(Ruling.MEDICAL, "another"), "pass", "catalog", id="the curator's evidence changed"
    ),
]


@pytest.mark.parametrize(("product", "made", "outcome", "by"), CASES)
def test_who_decides(product: Product, made: Decision | None, outcome: str, by: str) -> None:
    verdict = judge_medical(product, POLICY, made)
    decided = [r.fact("by") for r in verdict.reasons if r.code == "medical.decided"]
    assert (verdict.outcome.value, decided) == (outcome, [by] if by else [])


def test_a_decision_of_a_person_always_rests_on_something() -> None:
    assert judge_medical(SILENT, POLICY, decision(Ruling.SPORT, "")).outcome.value == "unknown"


def test_every_decision_that_fell_is_told() -> None:
    verdict = judge_medical(ruled(Ruled.SPORT, "another"), POLICY, decision(Ruling.MEDICAL, "another"))
    dropped = [r.fact("by") for r in verdict.reasons if r.code == "medical.decision_dropped"]
    assert (verdict.outcome.value, dropped) == ("unknown", ["Curator", "catalog"])


def test_a_record_that_says_something_else_by_now_is_judged_by_the_rules() -> None:
    changed = replace(ruled(Ruled.SPORT), claims=(claim("For varicose veins", "indications"),))
    verdict = judge_medical(changed, POLICY)
    assert (verdict.outcome.value, "medical.decision_dropped" in codes(verdict)) == ("fail", True)


def test_what_the_rules_decide_is_not_left_open() -> None:
    running = record("Running sock")
    verdict = judge_medical(ruled(Ruled.OPEN, product=running), POLICY)
    assert (verdict.outcome.value, "medical.left_open" in codes(verdict)) == ("pass", False)


SAID = {
    "en": "Left undecided on 2026-11-27: It is sold so. This would settle it: a product page (https://maker.example/sock).",
    "de": "Am 2026-11-27 offengelassen: It is sold so. Das würde es klären: a product page (https://maker.example/sock).",
    "fr": "Laissé en suspens le 2026-11-27\N{NO-BREAK SPACE}: It is sold so. Ceci trancherait\N{NO-BREAK SPACE}: a product page (https://maker.example/sock).",
    "es": "Se dejó sin decidir el 2026-11-27: It is sold so. Esto lo aclararía: a product page (https://maker.example/sock).",
    "it": "Lasciato in sospeso il 2026-11-27: It is sold so. Lo chiarirebbe: a product page (https://maker.example/sock).",
    "nl": "Opengelaten op 2026-11-27: It is sold so. Dit zou het duidelijk maken: a product page (https://maker.example/sock).",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_would_settle_it_to_the_letter(language: str) -> None:
    verdict = judge_medical(ruled(Ruled.OPEN), POLICY)
    left_open = [Messages(language).sentence(r) for r in verdict.reasons if r.code == "medical.left_open"]
    assert left_open == [SAID[language]]
