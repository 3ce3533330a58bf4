"""A known size in another chart: held whole, held in part, or missed."""

from __future__ import annotations

import pytest
from charts import asking, chart
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.messages.messages import Messages
from catalog.model.cautions import certainty_reason
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.question import Prefer
from catalog.rules.same_as import judge_same_as, same_sizes
from catalog.rules.size.rule import judge_size

POLICY = shipped_policy()
KNOWN = chart("calf", "II: 9.5-12.25", "III: 12.5-15", "IV: 15.25-17.5", unit="in")  # III is 31.75 to 38.1 cm


@pytest.mark.parametrize(
    ("rows", "whole", "partly", "missed"),
    [
        pytest.param(("S: 25-31", "M: 31-39", "L: 40-45"), ("M",), (), ("S", "L"), id="one size holds it whole"),
        pytest.param(("S: 30-34", "M: 35-38", "L: 39-42"), (), ("S", "M"), ("L",), id="two sizes hold a part each"),
        pytest.param(("S: 25-31", "L: 39-42"), (), (), ("S", "L"), id="none holds any of it"),
        pytest.param(("M: 31-39", "L: 30-45"), ("M", "L"), (), (), id="two sizes hold it whole"),
        pytest.param(("M: 31.75-38.1",), ("M",), (), (), id="the same edges"),
        pytest.param(("M: (31.75-38.1",), (), ("M",), (), id="an open edge misses one leg"),
        pytest.param(("M: 30-35", "M: 34-39"), ("M",), (), (), id="two boxes hold it together"),
        pytest.param(("L: 38.1-42",), (), ("L",), (), id="a single leg in common"),
    ],
)
def test_sizes_of_another_chart(rows, whole, partly, missed):
    same = same_sizes(KNOWN, "III", chart("calf", *rows))
    assert (same.whole, same.partly, same.missed) == (whole, partly, missed)


def test_the_shared_stretch_of_a_part_is_said():
    same = same_sizes(KNOWN, "III", chart("calf", "S: 30-34", "M: 35-38"))
    assert same.shares == (("S", 22_500), ("M", 30_000))


@pytest.mark.parametrize(
    ("other", "outcome", "size", "candidates", "needs"),
    [
        pytest.param(chart("calf", "M: 31-39", "L: 40-45"), "fits", "M", (), (), id="whole"),
        pytest.param(chart("calf", "M: 31-39", "L: 30-45"), "in_two_sizes", "L", (), (), id="whole in two"),
        pytest.param(
            chart("calf", "S: 30-34", "M: 35-38"), "needs_measurement", None, ("S", "M"), (LegPoint.CALF,), id="in part"
        ),
        pytest.param(chart("calf", "L: 40-45"), "outside_chart", None, (), (), id="beyond"),
        pytest.param(chart("calf", "S: 25-30", "L: 40-45"), "in_gap", None, (), (), id="in a hole"),
        pytest.param(
            chart("ankle", "M: 20-24"), "needs_measurement", None, (), (LegPoint.ANKLE,), id="nothing in common"
        ),
        pytest.param(
            chart("calf ankle", "M: 31-39 20-24"),
            "needs_measurement",
            None,
            ("M",),
            (LegPoint.ANKLE,),
            id="half in common",
        ),
        pytest.param(chart("calf"), "no_chart", None, (), (LegPoint.CALF,), id="no table"),
        pytest.param(None, "no_chart", None, (), (), id="no chart"),
    ],
)
def test_verdict(other, outcome, size, candidates, needs):
    verdict = judge_same_as(KNOWN, "III", other, asking(), POLICY)
    assert (verdict.outcome, verdict.size, verdict.candidates, verdict.needs) == (outcome, size, candidates, needs)
    assert verdict.reasons


def test_the_tie_rule_picks_among_sizes_that_hold_it_whole():
    verdict = judge_same_as(KNOWN, "III", chart("calf", "M: 31-39", "L: 30-45"), asking(prefer=Prefer.FIRMER), POLICY)
    assert (verdict.size, verdict.also) == ("M", ("L",))


def test_a_size_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        same_sizes(KNOWN, "IX", KNOWN)


edges = st.integers(20, 60)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(edges, st.integers(1, 12)), min_size=1, max_size=4), st.integers(317_500, 381_000))
def test_every_leg_of_the_known_size_is_in_a_size_that_holds_it_whole(rows, um):
    other = chart("calf", *(f"{label}: {low}-{low + width}" for label, (low, width) in zip("ABCD", rows, strict=False)))
    same = same_sizes(KNOWN, "III", other)
    verdict = judge_size(other, asking(calf=um), POLICY)
    sizes = {verdict.size, *verdict.also} if verdict.outcome in ("fits", "in_two_sizes") else set()
    assert set(same.whole) <= sizes
    assert not sizes & set(same.missed)


def test_in_its_own_chart_a_size_that_fits_is_that_size():
    verdict = judge_same_as(KNOWN, "III", KNOWN, asking(), POLICY)
    assert (verdict.outcome, verdict.size, verdict.also, verdict.cautions) == ("fits", "III", (), ())
    assert [reason.code for reason in verdict.reasons] == ["same_as.own"]
    words = "Likely at best: the measure that decides was not taken."
    assert Messages("en").sentence(certainty_reason(verdict)) == words
