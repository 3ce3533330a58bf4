"""How sure the size of two legs is, and what is said of sizes that are bought together or left open."""

from __future__ import annotations

import pytest
from building import SOURCE, product, stocked
from charts import asking, chart, leg
from msgspec.structs import replace

from catalog.model.cautions import cautions_beside
from catalog.model.policy import shipped_policy
from catalog.model.question import Prefer
from catalog.rules.size.rule import judge_size

POLICY = shipped_policy()
CALF = chart("calf", "S: 30-34", "M: 35-38", "L: 39-43")
HALVES = chart("calf ankle", "S: 31-35 18-20", "M: 35.5-39 21-23", "L: 39.5-44 24-26")


@pytest.mark.parametrize(
    ("sized", "left", "right", "alone"),
    [
        pytest.param(CALF, {"calf": "34.3"}, {"calf": "34.3"}, 2, id="both in a rounding gap"),
        pytest.param(CALF, {"calf": "34.3"}, {"calf": "32"}, 1, id="one in a rounding gap"),
        pytest.param(HALVES, {"calf": "37", "ankle": "20.4"}, {"calf": "37", "ankle": "20.4"}, 2, id="one size alone, both ankles in a gap"),
    ],
)  # fmt: skip
def test_legs_in_a_gap_are_as_sure_together_as_each_alone(sized, left, right, alone):
    verdict = judge_size(sized, asking(leg(**left), leg(**right)), POLICY)
    single = judge_size(sized, asking(**left), POLICY)
    assert verdict.confidence == pytest.approx(single.confidence**alone, abs=0.001)


def test_legs_that_differ_are_no_surer_than_the_less_certain_one():
    verdict = judge_size(CALF, asking(leg(calf="33.9"), leg(calf="36.5")), POLICY)
    thinner = judge_size(CALF, asking(calf="33.9"), POLICY)
    assert (verdict.outcome, verdict.confidence) == ("legs_differ", thinner.confidence)
    assert verdict.certainty == thinner.certainty


@pytest.mark.parametrize("legs", [{}, {"left": leg(calf="36"), "right": leg(calf="36.2")}], ids=["no leg", "two legs"])
def test_half_a_shoe_size_between_two_sizes_is_a_toss_up(legs):
    question = asking(legs.get("left"), legs.get("right"), shoe="EU 38.5")
    verdict = judge_size(chart("eu", "S: 35-38", "M: 39-42"), question, POLICY)
    assert (verdict.outcome, verdict.certainty) == ("between_sizes", "toss_up")
    assert verdict.confidence <= 0.5


@pytest.mark.parametrize(
    ("stock", "sizes"),
    [
        pytest.param({"S": 0, "M": 3}, ["S"], id="that of the thinner leg"),
        pytest.param({"S": 3, "M": 0}, ["M"], id="that of the larger leg"),
        pytest.param({"S": 0, "M": 0}, ["M", "S"], id="both"),
        pytest.param({"S": 3, "M": 3, "L": 0}, [], id="one that nobody needs"),
    ],
)
def test_legs_that_differ_need_both_sizes_in_stock(stock, sizes):
    sold_product = product(
        "a", chart=replace(CALF, source=SOURCE), variants=tuple(stocked(s, s, n) for s, n in stock.items())
    )
    verdict = judge_size(CALF, asking(leg(calf="32"), leg(calf="36.5")), POLICY)
    assert [c.fact("size") for c in cautions_beside(sold_product, verdict, "2026-11-26", 2)] == sizes


def test_of_two_sizes_that_both_fit_only_the_first_counts():
    sold_product = product(
        "a", chart=replace(CALF, source=SOURCE), variants=(stocked("s", "S", 0), stocked("m", "M", 1))
    )
    verdict = judge_size(CALF, asking(calf="34.7"), POLICY)
    assert (verdict.size, verdict.also) == ("M", ("S",))
    assert "caution.sold_out" not in [c.code for c in cautions_beside(sold_product, verdict, "2026-11-26", 2)]


@pytest.mark.parametrize(
    ("calf", "percent", "stays"),
    [
        pytest.param("34.9/34.9/34.9", 36, 99, id="almost sure"),
        pytest.param("34.05/34.05/34.05", 1, 57, id="almost impossible by the printed figures"),
    ],
)
def test_no_percentage_of_a_gap_is_0_or_100(calf, percent, stays):
    verdict = judge_size(CALF, asking(calf=calf, prefer=Prefer.SOFTER), POLICY)
    (reason,) = [r for r in verdict.reasons if r.code == "size.confidence_printed"]
    assert (reason.fact("percent"), reason.fact("stays")) == (percent, stays)
