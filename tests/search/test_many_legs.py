"""Many legs at once: every row has the size that the rule gives this leg alone, on charts of any shape."""

from __future__ import annotations

from itertools import product as combinations
from types import MappingProxyType

import numpy as np
import pytest
from building import chart, charts
from charts import chart as readable
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.model.chart import TieRule
from catalog.model.leg import Dimension, LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.quantities import ShoeSize
from catalog.model.question import Legs, Prefer, Question, Reading, Side
from catalog.model.verdict import NO_SIZE_HOLDS, Certainty
from catalog.rules.size.rule import judge_charts
from catalog.search.leg_table import MISSING, LegTable
from catalog.search.many_legs import CERTAINTIES, ProductCharts
from catalog.search.ranking import off_center

POLICY = shipped_policy()
CALF, ANKLE, HEIGHT, WEIGHT = LegPoint.CALF, LegPoint.ANKLE, LegPoint.HEIGHT, LegPoint.WEIGHT


def question_of(sides, prefer=None):
    """The question of one person, from what each leg measures."""
    shoe = next((ShoeSize(p, v) for p, v in sides[0].items() if p.dimension is Dimension.SHOE), None)
    legs = [{p: Reading(v, (v,), "cm") for p, v in leg.items() if p.dimension is not Dimension.SHOE} for leg in sides]
    names = (Side.BOTH,) if len(legs) == 1 else (Side.LEFT, Side.RIGHT)
    return Question(None, Legs(tuple(zip(names, legs, strict=True))), shoe=shoe, prefer=prefer)


def table_of(people):
    """A table of people, each one leg or two."""
    points = {p for sides in people for leg in sides for p in leg}
    column = lambda side: {  # noqa: E731
        p: np.array([sides[side].get(p, MISSING) if len(sides) > side else MISSING for sides in people], np.int64)
        for p in points
    }
    return LegTable(column(0), column(1), np.array([len(sides) > 1 for sides in people]), len(people))


def hold_equal(several, people, prefer=None):
    """Compare every row with the rule."""
    table, asked = table_of(people), ProductCharts(several, POLICY, prefer)
    columns = asked.judge(table)
    rows = np.arange(len(people))
    likely = asked.confidence(columns, table, rows)
    sure = asked.certainty(columns.number, likely)
    for row, sides in enumerate(people):
        verdict = judge_charts(tuple(several), question_of(sides, prefer), POLICY)
        answer = asked.answers[columns.number[row]]
        assert (answer.outcome, answer.size, answer.also) == (verdict.outcome, verdict.size, verdict.also)
        assert (answer.needs, answer.candidates) == (verdict.needs, verdict.candidates)
        assert columns.twentieths[row] == (off_center(verdict) if verdict.outcome.is_match else 10)
        assert (
            likely[row] == pytest.approx(verdict.confidence, abs=1e-12)
            if verdict.outcome.is_match
            else np.isnan(likely[row])
        )
        near = verdict.confidence is not None and min(abs(verdict.confidence - at) for at in (0.5, 0.8, 0.95)) < 1e-9
        assert (CERTAINTIES[sure[row]] if sure[row] >= 0 else None) is verdict.certainty or near
        assert set(answer.reasons) <= {r.code for r in verdict.reasons}


@st.composite
def crowds(draw, several):
    """People whose measures lie on, beside and between the edges of charts, some of them with two legs."""
    points = sorted({p for c in several for p in c.points if p is not LegPoint.SHOE_UNSTATED})
    bodies = [p for p in points if not p.is_sided]
    edges = sorted({e.at for c in several for _, box in c.boxes() for b in box.bands for e in (b.low, b.high) if e})
    near = st.integers(1, 10**7)
    if edges:
        near |= st.sampled_from(edges).flatmap(lambda at: st.integers(max(at - 2, 1), at + 2))
        near |= st.tuples(st.sampled_from(edges), st.sampled_from(edges)).map(lambda pair: max(sum(pair) // 2, 1))
    shoes = [p for p in points if p.dimension is Dimension.SHOE]
    people = []
    for _ in range(draw(st.integers(1, 12))):
        own = [p for p in points if p not in shoes[1:]]
        leg = draw(st.dictionaries(st.sampled_from(own), near)) if own else {}
        sides = [leg]
        if draw(st.booleans()):
            other = draw(st.dictionaries(st.sampled_from(own), near)) if own else {}
            sides.append({p: v for p, v in other.items() if p not in bodies} | {p: leg[p] for p in bodies if p in leg})
        people.append(tuple(sides))
    return people


@given(st.data())
@settings(max_examples=120, deadline=None)
def test_every_row_is_what_the_rule_says_of_it(data):
    one = data.draw(charts())
    hold_equal([one], data.draw(crowds([one])), data.draw(st.none() | st.sampled_from(Prefer)))


@given(st.data())
@settings(max_examples=120, deadline=None)
def test_a_product_with_several_charts_is_answered_by_the_chart_that_the_rule_takes(data):
    several = data.draw(st.lists(charts(), min_size=2, max_size=3, unique_by=lambda c: c.id))
    hold_equal(several, data.draw(crowds(several)))


@given(st.data())
@settings(max_examples=120, deadline=None)
def test_where_only_matches_are_wanted_they_are_the_same_and_nobody_else_has_one(data):
    several = data.draw(st.lists(charts(), min_size=1, max_size=2, unique_by=lambda c: c.id))
    people = data.draw(crowds(several))
    columns, of_row = ProductCharts(several, POLICY).judge_distinct(table_of(people), matches=True)
    for sides, row in zip(people, of_row, strict=True):
        verdict, answer = judge_charts(tuple(several), question_of(sides), POLICY), columns.answers[columns.number[row]]
        if verdict.outcome.is_match:
            assert (answer.outcome, answer.size, answer.also) == (verdict.outcome, verdict.size, verdict.also)
            assert columns.twentieths[row] == off_center(verdict)
        assert answer.outcome.is_match == verdict.outcome.is_match
        assert (answer.outcome in NO_SIZE_HOLDS) == (verdict.outcome in NO_SIZE_HOLDS)


REAL = MappingProxyType({
    "one girth with rounding gaps": chart({"S": ("30", "34"), "M": ("35", "38"), "L": ("39", "42")}),
    "overlapping": chart({"S": ("30", "35"), "M": ("34", "38"), "L": ("38", "42")}),
    "two girths": chart({"S": (("31", "35"), ("18", "20")), "M": (("35.5", "39"), ("21", "23"))}, (CALF, ANKLE)),
    "a grid": chart(
        {"M": [(("165", "174"), ("50", "59")), (("175", "184"), ("50", "59"))], "L": (("175", "184"), ("60", "69"))},
        (HEIGHT, WEIGHT), unit=("cm", "kg"),
    ),
    "the larger first": chart({"S": ("30", "34"), "M": ("34", "38")}, tie_rule=TieRule.LARGER),
    "a row read in part": readable("calf ankle", "S: 31-36 18-21", "M: ? 20.5-23", "M: 36-38 ?", "L: 37-42 22-25"),
    "a hole inside a size": chart({"S": [(("30", "32"),), (("32.5", "34"),)], "M": ("36", "38")}),
})  # fmt: skip
STEPS = {CALF: range(290_000, 430_000, 2_500), ANKLE: range(175_000, 235_000, 5_000)} | {
    HEIGHT: range(1_640_000, 1_850_000, 5_000), WEIGHT: range(49_000, 71_000, 500),
}  # fmt: skip


@pytest.mark.parametrize("prefer", [None, *Prefer])
@pytest.mark.parametrize("one", [pytest.param(c, id=name) for name, c in REAL.items()])
def test_printed_charts_over_a_sweep_of_legs(one, prefer):
    legs = [dict(zip(one.points, values, strict=True)) for values in combinations(*(STEPS[p] for p in one.points))]
    hold_equal([one], [(leg,) for leg in legs[:: max(len(legs) // 300, 1)]] + [({},)], prefer)


@pytest.mark.parametrize("one", [pytest.param(c, id=name) for name, c in REAL.items()])
def test_two_legs_over_a_sweep(one):
    legs = [dict(zip(one.points, values, strict=True)) for values in combinations(*(STEPS[p] for p in one.points))]
    few = legs[:: max(len(legs) // 25, 1)]
    hold_equal([one], list(combinations(few, few)))


def test_a_leg_on_the_middle_of_two_sizes_is_a_toss_up():
    asked = ProductCharts([REAL["one girth with rounding gaps"]], POLICY)
    table = table_of([({CALF: 345_000},), ({CALF: 320_000},)])
    columns = asked.judge(table)
    likely = asked.confidence(columns, table, np.arange(2))
    sure = [CERTAINTIES[code] for code in asked.certainty(columns.number, likely)]
    assert sure == [Certainty.TOSS_UP, Certainty.SURE]


def test_no_table_is_no_row():
    asked = ProductCharts([REAL["two girths"]], POLICY)
    assert len(asked.judge(LegTable({CALF: np.empty(0, np.int64)})).number) == 0
