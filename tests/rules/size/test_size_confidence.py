"""The probability of a size: against numerical integration, against simulation, and in what it must never do."""

from __future__ import annotations

import random
from itertools import pairwise
from math import exp, inf, pi, sqrt

import pytest
from charts import asking, chart, leg
from hypothesis import given, settings
from hypothesis import strategies as st
from policies import with_value

from catalog.geometry.interval import Interval, probability_between, probability_in_union
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.product import SizeChart
from catalog.model.question import Prefer
from catalog.rules.size.rule import judge_size

POLICY = shipped_policy()
NODES = (  # five-point Gauss-Legendre
    (0.0, 128 / 225),
    (sqrt(5 - 2 * sqrt(10 / 7)) / 3, (322 + 13 * sqrt(70)) / 900), (-sqrt(5 - 2 * sqrt(10 / 7)) / 3, (322 + 13 * sqrt(70)) / 900),
    (sqrt(5 + 2 * sqrt(10 / 7)) / 3, (322 - 13 * sqrt(70)) / 900), (-sqrt(5 + 2 * sqrt(10 / 7)) / 3, (322 - 13 * sqrt(70)) / 900),
)  # fmt: skip


def density(x, mean, sd):
    return exp(-(((x - mean) / sd) ** 2) / 2) / (sd * sqrt(2 * pi))


def integral(low, high, mean, sd, panels=200):
    low, high = max(low, mean - 12 * sd), min(high, mean + 12 * sd)
    if high <= low:
        return 0.0
    half = (high - low) / panels / 2
    middles = [low + half * (2 * i + 1) for i in range(panels)]
    return sum(w * density(m + half * t, mean, sd) for m in middles for t, w in NODES) * half


def slab(low, high):
    return Interval(low, high, low, high)


lengths = st.integers(200_000, 500_000)
pairs = st.tuples(lengths, lengths).map(sorted).filter(lambda p: p[0] < p[1])
sds = st.sampled_from([2800.0, 3000.0, 5000.0])


@settings(max_examples=100, deadline=None)
@given(pairs, lengths, sds)
def test_one_band_is_exact(ends, mean, sd):
    assert abs(probability_between(*ends, mean, sd) - integral(*ends, mean, sd)) < 1e-9


def union_integral(boxes, means, sd_of):
    """The union of boxes by slices: the first point integrated between edges, the second over its union."""
    edges = sorted(
        {max(min(e, means[0] + 12 * sd_of[0]), means[0] - 12 * sd_of[0]) for b in boxes for e in (b[0].low, b[0].high)}
    )
    total = 0.0
    for low, high in pairwise(edges):
        middle = (low + high) / 2
        inner = sorted((b[1].low, b[1].high) for b in boxes if b[0].low <= middle <= b[0].high)
        reach, beside = -inf, 0.0
        for a, b in inner:
            beside += integral(max(a, reach), b, means[1], sd_of[1], 80) if b > max(a, reach) else 0
            reach = max(reach, b)
        total += integral(low, high, means[0], sd_of[0], 80) * beside
    return total


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(pairs, pairs), min_size=1, max_size=4), st.tuples(lengths, lengths), st.tuples(sds, sds))
def test_a_union_of_boxes_is_exact(rectangles, means, sd_of):
    boxes = [(slab(*x), slab(*y)) for x, y in rectangles]
    assert abs(probability_in_union(boxes, means, sd_of) - union_integral(boxes, means, sd_of)) < 1e-9


def test_open_ends_and_exact_points():
    half = [(Interval(370_001, inf, 370_000, inf),)]
    assert probability_in_union(half, [370_000], [5000.0]) == pytest.approx(0.5)
    assert probability_in_union(half, [370_000], [0]) == 0
    assert probability_in_union(half, [370_001], [0]) == 1
    assert probability_in_union([], [1], [1]) == 0


SIMULATED = [
    pytest.param(chart("calf", "1: 30-34", "2: 35-38"), {"calf": "34.0"}, id="on an edge"),
    pytest.param(chart("calf", "1: 30-34", "2: 35-38"), {"calf": "36.9/37.1/37.3"}, id="three readings"),
    pytest.param(
        chart("calf ankle", "S: 30-34 19-21", "M: 33-38 21-24"), {"calf": "33.8", "ankle": "20.9"}, id="two girths"
    ),
    pytest.param(chart("calf", "S: 30-33", "S: 32-34.5", "M: 36-39"), {"calf": "33.9/34.1"}, id="a size of two boxes"),
    pytest.param(
        chart("hip weight", "S: 84-92 50-62", "M: 90-98 62-72"), {"hip": "91.8", "weight": "60"}, id="weight is exact"
    ),
]


@pytest.mark.parametrize(("sized", "points"), SIMULATED)
def test_confidence_is_the_share_of_true_legs_in_the_printed_boxes(sized: SizeChart, points):
    verdict = judge_size(sized, asking(**points), POLICY)
    boxes = [box for size, box in sized.boxes() if size.label == verdict.size]
    readings = leg(**points)
    sd = {1: 5000.0, 2: 3000.0, 3: 2800.0}
    chance = random.Random(7)
    rounds, hits = 40_000, 0
    for _ in range(rounds):
        true = {p: chance.gauss(r.value, sd[len(r.readings)]) if p.is_girth else r.value for p, r in readings.items()}
        hits += any(all(box.band(p).holds(v) for p, v in true.items()) for box in boxes)
    assert verdict.confidence == pytest.approx(hits / rounds, abs=0.01)


@pytest.mark.parametrize(
    ("points", "prefer"),
    [
        pytest.param({"calf": "34.4"}, None, id="nearer below"),
        pytest.param({"calf": "34.4/34.8"}, None, id="nearer above"),
        pytest.param({"calf": "34.4"}, Prefer.SOFTER, id="a wish"),
    ],
)
def test_between_sizes_it_is_the_share_of_true_legs_that_keep_the_size(points, prefer):
    sized = chart("calf", "1: 30-34", "2: 35-38")
    verdict = judge_size(sized, asking(**points, prefer=prefer), POLICY)
    measured = leg(**points)[LegPoint.CALF]
    chance, sd = random.Random(7), {1: 5000.0, 2: 3000.0}[len(measured.readings)]
    rounds = 4_000
    true = [asking(calf=round(chance.gauss(measured.value, sd)), prefer=prefer) for _ in range(rounds)]
    hits = sum(judge_size(sized, true_leg, POLICY).size == verdict.size for true_leg in true)
    assert verdict.outcome == "between_sizes"
    assert verdict.confidence == pytest.approx(hits / rounds, abs=0.025)


@settings(max_examples=60, deadline=None)
@given(st.integers(350_000, 380_000), st.integers(350_000, 380_000))
def test_confidence_rises_with_the_distance_from_the_edge(one, other):
    sized = chart("calf", "1: 30-34", "2: 35-38", "3: 39-42")
    answers = [judge_size(sized, asking(calf=um), POLICY) for um in (one, other)]
    edges = [a.points[0].to_edge for a in answers]
    if edges[0] < edges[1]:
        assert answers[0].confidence <= answers[1].confidence


def test_more_readings_are_surer():
    sized = chart("calf", "M: 31-34")
    sure = [judge_size(sized, asking(calf=text), POLICY).confidence for text in ("33.6", "33.6/33.6", "33.6/33.6/33.6")]
    assert sure == sorted(sure)
    assert len(set(sure)) == 3


def test_a_shop_whose_staff_measures_has_its_own_error():
    sized = chart("calf", "M: 31-34")
    staff = with_value(POLICY, "size.measured_by", "staff")
    alone, trained = (judge_size(sized, asking(calf="33.6"), p).confidence for p in (POLICY, staff))
    assert trained > alone


def test_two_legs_in_one_size_are_as_sure_as_both_together():
    sized = chart("calf", "M: 31-34")
    one, other = (judge_size(sized, asking(calf=c), POLICY).confidence for c in ("33.6", "32"))
    both = judge_size(sized, asking(leg(calf="33.6"), leg(calf="32")), POLICY).confidence
    assert both == pytest.approx(one * other)
