"""How many products fit ordinary and rare legs, against a count person by person."""

from __future__ import annotations

import numpy as np
import pytest
from charts import asking, chart, reading
from msgspec.structs import replace

from catalog.analytics.coverage import judge_people
from catalog.analytics.kinds import ProductsOfChart, kind_coverage, median_of, rarest
from catalog.analytics.population import Population, own_population
from catalog.analytics.surveys import survey_population
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.product import Audience, Garment
from catalog.model.question import Legs, Side
from catalog.rules.size.rule import judge_size
from catalog.search.leg_table import LegTable
from catalog.search.many_legs import ProductCharts

POLICY = shipped_policy()
MEN = Audience.MEN
NARROW = chart("calf", "S: 34-36", "M: 37-39")
WIDE = chart("calf", "S: 30-36", "M: 37-46")
ANKLE = chart("ankle", "S: 20-24")


def calves(cm: list[float]) -> Population:
    values = np.array([round(c * 10_000) for c in cm])
    women = np.ones(len(cm), np.bool_)
    return own_population("shop.csv", LegTable({LegPoint.CALF: values}), women, ~women)


def of_kind(population: Population, *charts_and_products):
    entries = []
    for one, products in charts_and_products:
        charts = ProductCharts([one], POLICY)
        entries.append(ProductsOfChart(products, charts, judge_people([one], charts, population)))
    return kind_coverage(Garment.SOCK, entries, 3, population)


def test_products_of_the_median_leg_and_of_the_rarest_tenth():
    people = calves([36, 36.5, 37, 37, 37.5, 38, 38, 38.5, 39, 47])
    kind = of_kind(people, (NARROW, 2), (WIDE, 5))
    assert (kind.products, kind.unknown, kind.without_chart, kind.points) == (7, 0, 3, (LegPoint.CALF,))
    legs = kind.women
    assert legs is not None
    assert (legs.median, legs.rarest, legs.rarest_without.value) == (7, 0, 1)
    assert kind.served.women is not None
    assert kind.served.women.value == pytest.approx(0.9)
    assert kind.men is None


def test_a_product_for_men_counts_for_no_woman():
    values, women = np.array([370_000, 371_000, 372_000, 373_000]), np.array([True, True, False, False])
    people = own_population("shop.csv", LegTable({LegPoint.CALF: values}), women, ~women)
    charts = ProductCharts([NARROW], POLICY)
    own = (ProductsOfChart(n, charts, judge_people([NARROW], charts, people), who) for n, who in ((4, MEN), (1, None)))
    kind = kind_coverage(Garment.SOCK, list(own), 0, people)
    assert [(legs.median, legs.rarest) for legs in (kind.women, kind.men, kind.everybody)] == [(1, 1), (5, 5), (5, 1)]
    only = kind_coverage(
        Garment.SOCK, [ProductsOfChart(4, charts, judge_people([NARROW], charts, people), MEN)], 0, people
    )
    assert (only.served.women.value, only.served.men.value, only.women.rarest_without.value) == (0, 1, 1)


def test_products_that_ask_for_what_lacks_are_set_apart():
    kind = of_kind(calves([36, 37, 38]), (WIDE, 2), (ANKLE, 4))
    assert (kind.products, kind.unknown) == (2, 4)


def test_a_kind_of_which_nothing_is_known_has_no_figure():
    kind = of_kind(calves([36, 37]), (ANKLE, 1))
    assert (kind.products, kind.unknown, kind.everybody, bool(kind.served)) == (0, 1, None, False)


@pytest.mark.parametrize("survey", ["nhanes", "ansur2"])
def test_it_is_what_the_rule_says_of_each_of_the_rarest(survey):
    whole = survey_population(survey)
    people = whole.only(np.arange(len(whole)) % 41 == 0)
    assert people is not None
    kind = of_kind(people, (NARROW, 2), (WIDE, 5))
    rare = rarest(people, people.women, [LegPoint.CALF])
    assert people.weights[rare].sum() / people.weights[people.women].sum() == pytest.approx(0.1, abs=0.01)
    counts = [products_for(int(value)) for value in people.measures[LegPoint.CALF][rare]]
    legs = kind.women
    assert legs is not None
    assert legs.rarest == median_of(np.array(counts), people.weights[rare])
    without = people.weights[rare][np.array(counts) == 0].sum() / people.weights[rare].sum()
    assert legs.rarest_without.value == pytest.approx(float(without))


def products_for(calf: int) -> int:
    """How many products have a size, by the rule itself."""
    question = replace(asking(), legs=Legs(((Side.BOTH, {LegPoint.CALF: reading(calf)}),)))
    return sum(
        products for one, products in ((NARROW, 2), (WIDE, 5)) if judge_size(one, question, POLICY).outcome.is_match
    )


def test_what_goes_together_counts_once():
    """A leg that is large all over is less rare than one that is large at one place and small at the other."""
    chance = np.random.default_rng(3)
    stout = chance.normal(size=500)
    ankle, calf = (mean + 10_000 * (stout + 0.2 * chance.normal(size=500)) for mean in (220_000, 370_000))
    values = {LegPoint.ANKLE: np.append(ankle, [240_000, 240_000]), LegPoint.CALF: np.append(calf, [390_000, 350_000])}
    columns = {point: np.rint(own).astype(np.int64) for point, own in values.items()}
    women = np.ones(502, np.bool_)
    people = own_population("x", LegTable(columns), women, ~women)
    rare = rarest(people, women, [LegPoint.ANKLE, LegPoint.CALF])
    assert (bool(rare[500]), bool(rare[501])) == (False, True)
