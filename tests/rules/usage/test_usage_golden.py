"""Whole cases: the question as the contract writes it, the verdicts, the headline and the rules it must give."""

import tomllib
from pathlib import Path

import pytest
from building import product, verdict
from usage_people import FITS, POLICY
from usage_rules import rules_of

from catalog.documents.question_reader import parse_question
from catalog.model.question import FitSign
from catalog.model.verdict import Outcome, SizeOutcome, SizeVerdict
from catalog.rules.usage.rule import advise, advise_product

FILES = {"usage-golden.toml": 45, "usage-judged.toml": 96}
FOLDER = Path(__file__).parents[2] / "cases"
CASES = [case for name in FILES for case in tomllib.loads((FOLDER / name).read_text("utf-8"))["case"]]
FIELDS = {"id", "says", "run", "runner", "product", "expect", "rules", "order", "ask", "only_if"}


def size_of(product_case):
    return SizeVerdict(SizeOutcome(product_case["size"])) if "size" in product_case else FITS


def answered(case):
    """The advice of a case: the runner's, under a product of its kind."""
    assert not set(case) - FIELDS, set(case) - FIELDS
    product_case = case.get("product", {})
    assert not set(product_case) - {"medical", "graduated", "label", "size", "signs"}
    question = parse_question({"garment": "sock", **{k: case[k] for k in ("run", "runner") if k in case}})
    medical = verdict("medical", Outcome(product_case.get("medical", "pass")))
    graduated = verdict(
        "graduated", Outcome(product_case.get("graduated", "pass")), label=product_case.get("label", "")
    )
    advice = advise(question, POLICY)
    signs = frozenset(map(FitSign, product_case.get("signs", ())))
    return advise_product(advice, question, product(), size_of(product_case), medical, graduated, POLICY, signs)


@pytest.mark.parametrize("case", [pytest.param(c, id=f"{c['id']} {c['says']}") for c in CASES])
def test_case(case):
    advice = answered(case)
    assert advice.order_rule == case.get("order", advice.order_rule)
    if case.get("ask"):
        assert advice.ask == ("distance or duration",)
        assert (advice.before, advice.during, advice.after, advice.headline) == (None, None, None, None)
        return
    assert not advice.ask
    got = {n: getattr(advice, n).verdict.value for n in ("before", "during", "after")}
    got |= {"headline": advice.headline.verdict.value, "phase": advice.headline.phase}
    assert got == case["expect"]
    assert " ".join(rules_of(advice)) == case["rules"]
    parts = {n: getattr(advice, n).condition for n in ("before", "during", "after", "headline")}
    assert {n: c.only_if for n, c in parts.items() if c} == case.get("only_if", {})
    otherwise = {"tested_in_training": "not_advised", "no_red_flags": "see_clinician_first"}
    assert all(c.otherwise == otherwise[c.only_if] for c in parts.values() if c)


def test_every_case_has_an_id_of_its_own():
    assert len({c["id"] for c in CASES}) == len(CASES) == sum(FILES.values())
