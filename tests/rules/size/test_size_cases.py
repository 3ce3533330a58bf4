"""Whole cases of the size rule, from a file of charts and questions."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from charts import LETTER, asking, chart, cm

from catalog.model.policy import shipped_policy
from catalog.model.product import TieRule
from catalog.model.question import Prefer
from catalog.rules.size.rule import judge_size

FILE = tomllib.loads((Path(__file__).parents[2] / "cases" / "size.toml").read_text("utf-8"))
CHARTS = {c["name"]: c for c in FILE["chart"]}
KNOWN = {
    "id", "chart", "shoe", "prefer", "outcome", "size", "also", "first", "nearest", "needs", "candidates", "codes",
    "says", *LETTER,
}  # fmt: skip


def printed(name):
    case_chart = CHARTS[name]
    assert set(case_chart) <= {"name", "why", "keys", "rows", "unit", "tie", "priority"}
    tie = TieRule(case_chart["tie"]) if "tie" in case_chart else None
    return chart(
        case_chart["keys"],
        *case_chart["rows"],
        unit=case_chart.get("unit", "cm"),
        tie=tie,
        priority=case_chart.get("priority", ""),
    )


def question_of(case):
    points = {name: case[name] for name in LETTER if name in case}
    prefer = Prefer(case["prefer"]) if "prefer" in case else None
    return asking(**points, shoe=case.get("shoe"), prefer=prefer)


@pytest.mark.parametrize("case", [pytest.param(c, id=c["id"]) for c in FILE["case"]])
def test_case(case):
    assert set(case) <= KNOWN
    verdict = judge_size(printed(case["chart"]), question_of(case), shipped_policy())
    assert verdict.outcome == case["outcome"]
    assert verdict.size == case.get("size")
    assert list(verdict.also) == case.get("also", [])
    assert list(verdict.candidates) == case.get("candidates", [])
    assert list(verdict.needs) == [LETTER[n] for n in case.get("needs", [])]
    if "codes" in case:
        assert [r.code for r in verdict.reasons] == case["codes"]
    firsts = [r.fact("rule") for r in verdict.reasons if r.code == "size.first"]
    if verdict.outcome.is_match:
        assert firsts == ([case["first"]] if "first" in case else firsts)
    if "nearest" in case:
        size, by, direction = case["nearest"]
        assert (verdict.nearest.size, verdict.nearest.by, verdict.nearest.direction) == (size, cm(by).um, direction)
    if "says" in case:
        assert [r.fact("size") for r in verdict.reasons if r.code == "size.priority"] == [case["says"]]


def test_every_chart_of_the_file_is_asked():
    assert set(CHARTS) == {c["chart"] for c in FILE["case"]}


def test_every_outcome_of_one_leg_has_a_case():
    assert {c["outcome"] for c in FILE["case"]} == {
        "fits", "in_two_sizes", "between_sizes", "in_gap", "outside_chart", "measurements_disagree", "needs_measurement",
    }  # fmt: skip
