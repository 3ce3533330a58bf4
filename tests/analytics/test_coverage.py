"""Whom a chart serves and leaves out, which sizes they wear, and what is not known."""

from __future__ import annotations

import numpy as np
import pytest
from charts import asking, chart, reading
from msgspec.structs import replace
from surveyed import Crowd, on_chart

from benchmarks.catalogs import seed
from catalog.analytics.coverage import coverage
from catalog.analytics.left_out import Outside
from catalog.analytics.population import NOT_MEASURED, Population, own_population
from catalog.analytics.surveys import survey_population
from catalog.model.chart import SizeChart
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.question import Legs, Side
from catalog.model.verdict import SizeOutcome
from catalog.rules.size.rule import judge_size
from catalog.search.leg_table import MISSING, LegTable

POLICY = shipped_policy()
CALVES = chart("calf", "S: 30-34", "M: 34-38", "L: 40-44")
TWO = chart("ankle calf", "S: 20-22 30-35", "L: 23-26 36-44")


def people(women: str, men: str) -> Population:
    """People of a shop, each as `calf` or `calf/ankle` in cm; `?` where a measure is missing."""
    rows = [person.partition("/")[::2] for person in [*women.split(), *men.split()]]
    columns = {
        point: np.array([_um(row[at]) for row in rows]) for at, point in enumerate((LegPoint.CALF, LegPoint.ANKLE))
    }
    is_woman = np.arange(len(rows)) < len(women.split())
    return own_population("shop.csv", LegTable(columns), is_woman, ~is_woman)


def _um(text: str) -> int:
    return round(float(text) * 10_000) if text not in ("", "?") else MISSING


def test_outcomes_sizes_and_ranges_of_a_shops_people():
    whole = coverage([CALVES], people("29 31 34 39 45", "36 37 41 42 46"), POLICY)
    everybody, women, men = whole.everybody, whole.women, whole.men
    assert everybody is not None
    assert women is not None
    assert men is not None
    assert (everybody.served.value, women.served.value, men.served.value) == pytest.approx((0.6, 0.4, 0.8))
    assert {o: round(s.value, 2) for o, s in everybody.outcomes} == {
        SizeOutcome.FITS: 0.5, SizeOutcome.OUTSIDE_CHART: 0.3, SizeOutcome.IN_TWO_SIZES: 0.1, SizeOutcome.IN_GAP: 0.1,
    }  # fmt: skip
    assert sum(share.value for _, share in everybody.sizes) == pytest.approx(1)
    assert [label for label, _ in everybody.sizes] == ["S", "M", "L"]
    assert [(set(pair), round(share.value, 2)) for pair, share in everybody.in_two] == [({"S", "M"}, 0.1)]
    assert [(e.where, e.after, e.before, round(e.share.value, 2)) for e in everybody.left_out] == [
        (Outside.BELOW, None, 300_000, 0.1), (Outside.BETWEEN, 380_000, 400_000, 0.1), (Outside.ABOVE, 440_000, None, 0.2),
    ]  # fmt: skip
    assert [(e.where, round(e.share.value, 2)) for e in men.left_out] == [(Outside.ABOVE, 0.2)]


def test_who_fits_each_point_but_no_size_is_a_combination():
    group = coverage([TWO], people("32/21 40/21 32/24 46/21", ""), POLICY)
    assert group.men is None
    assert group.women is not None
    assert [(e.where, e.point, round(e.share.value, 2)) for e in group.women.left_out] == [
        (Outside.ABOVE, LegPoint.CALF, 0.25), (Outside.COMBINATION, None, 0.5),
    ]  # fmt: skip


def test_a_shops_people_who_lack_a_measure_are_in_no_group():
    whole = coverage([TWO], people("32/21 32/? 32/21 ?/21", ""), POLICY)
    assert whole.without_measures == pytest.approx(0.5)
    assert whole.everybody is not None
    assert whole.everybody.served.value == pytest.approx(1)


@pytest.mark.parametrize(
    ("keys", "survey", "lacks"),
    [
        pytest.param("ankle calf", "nhanes", {"ankle_min_girth": NOT_MEASURED}, id="no ankle"),
        pytest.param("calf length", "ansur2", {"leg_length": "leg_length_seated"}, id="another leg length"),
        pytest.param("eu|uk", "ansur2", {"shoe_eu": NOT_MEASURED, "shoe_uk": NOT_MEASURED}, id="no shoe sizes"),
    ],
)
def test_coverage_is_unknown_where_a_point_lacks(keys, survey, lacks):
    row = "M: " + " ".join("36-42" for _ in keys.replace("|", " ").split())
    whole = coverage([chart(keys, row)], survey_population(survey), POLICY)
    assert whole.lacks == lacks
    assert (whole.everybody, whole.women, whole.men) == (None, None, None)


def charts_for(population: Population) -> list[SizeChart]:
    """The charts of the shipped catalog that ask only for points of a population."""
    return [c for c in seed().charts if c.sizes and not population.missing(c.points)]


@pytest.mark.parametrize("survey", ["nhanes", "ansur2"])
def test_who_lies_in_a_box_of_one_point_is_who_fits(survey):
    population = survey_population(survey)
    crowd = Crowd(population.measures, population.weights)
    charts = [c for c in charts_for(population) if len(c.keys) == 1]
    assert len(charts) >= 5
    for one in charts:
        everybody = coverage([one], population, POLICY).everybody
        assert everybody is not None
        outcomes = {outcome: share.value for outcome, share in everybody.outcomes}
        in_boxes = outcomes.get(SizeOutcome.FITS, 0) + outcomes.get(SizeOutcome.IN_TWO_SIZES, 0)
        assert in_boxes == pytest.approx(float(population.weights[on_chart(crowd, one)].sum())), one.id
        assert sum(outcomes.values()) == pytest.approx(1)


@pytest.mark.parametrize("survey", ["nhanes", "ansur2"])
def test_every_figure_is_what_the_rule_says_of_the_same_people(survey):
    population = survey_population(survey)
    some = population.only(np.arange(len(population)) % 163 == 0)
    assert some is not None
    for one in [c for c in charts_for(population) if len(c.keys) > 1]:
        outcomes, sizes = by_rule(one, some)
        everybody = coverage([one], some, POLICY).everybody
        assert everybody is not None
        assert {o: share.value for o, share in everybody.outcomes} == pytest.approx(outcomes), one.id
        curve = {label: share.value for label, share in everybody.sizes if share.value}
        assert curve == pytest.approx({label: weight / sum(sizes.values()) for label, weight in sizes.items()}), one.id


def by_rule(one: SizeChart, population: Population) -> tuple[dict[SizeOutcome, float], dict[str, float]]:
    """The weight of each outcome and of each size, person by person."""
    outcomes: dict[SizeOutcome, float] = {}
    sizes: dict[str, float] = {}
    for at, weight in enumerate(population.weights.tolist()):
        leg = {p: reading(int(v[at])) for p, v in population.measures.items()}
        question = replace(asking(), legs=Legs(((Side.BOTH, leg),)))
        verdict = judge_size(one, question, POLICY)
        outcomes[verdict.outcome] = outcomes.get(verdict.outcome, 0) + weight
        if verdict.size is not None:
            sizes[verdict.size] = sizes.get(verdict.size, 0) + weight
    return outcomes, sizes
