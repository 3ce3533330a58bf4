"""Where the sizes of a chart overlap, leave gaps, and give no size although each measure has one."""

from __future__ import annotations

import numpy as np
import pytest
from charts import chart

from catalog.analytics.coverage import judge_people
from catalog.analytics.population import Population, own_population
from catalog.analytics.seams import seams_of
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.search.leg_table import LegTable
from catalog.search.many_legs import ProductCharts


def people(legs: str) -> Population:
    """Women of a shop, each as `ankle/calf` in cm."""
    rows = [[round(float(cm) * 10_000) for cm in leg.split("/")] for leg in legs.split()]
    columns = {p: np.array([row[at] for row in rows]) for at, p in enumerate((LegPoint.ANKLE, LegPoint.CALF))}
    women = np.ones(len(rows), np.bool_)
    return own_population("shop.csv", LegTable(columns), women, ~women)


def seams(keys: str, rows: tuple[str, ...], legs: str):
    one = chart(keys, *rows)
    return seams_of(judge_people([one], ProductCharts([one], shipped_policy()), people(legs)))


@pytest.mark.parametrize(
    ("rows", "legs", "overlaps", "gaps"),
    [
        pytest.param(("S: 30-34", "M: 35-38"), "20/34.5", [], [], id="a step of the printed figures is no gap"),
        pytest.param(
            ("S: 30-35", "M: 33-38"), "20/34 20/31", [("S", "M", 330_000, 350_000, 0.5)], [], id="a stretch of two sizes"
        ),
        pytest.param(("S: 30-34", "M: 34-38"), "20/34 20/31", [("S", "M", 340_000, 340_000, 0.5)], [], id="an edge of two"),
        pytest.param(
            ("S: 30-33", "M: 36-38"), "20/34 20/31 20/36 20/35", [], [("S", "M", 330_000, 360_000, 0.5)], id="a gap"
        ),
        pytest.param(("S: 30-34", "M: (34-38"), "20/34", [], [], id="an edge of one"),
        pytest.param(
            ("S: 30-33", "M: 36-38"), "20/31", [], [("S", "M", 330_000, 360_000, 0.0)], id="a gap in which nobody stands"
        ),
    ],
)  # fmt: skip
def test_overlaps_and_gaps_of_one_measure(rows, legs, overlaps, gaps):
    whole = seams("calf", rows, legs)
    assert [(*o.sizes, o.ranges[0].low, o.ranges[0].high, o.people.women.value) for o in whole.overlaps] == overlaps
    assert [(*g.sizes, g.after, g.before, g.people.women.value) for g in whole.gaps] == gaps


def test_boxes_of_two_measures_overlap_only_where_both_do():
    whole = seams("ankle calf", ("S: 20-22 30-35", "M: 22-24 34-38", "L: 21-24 40-44"), "22/34.5 20/31")
    assert [(o.sizes, [(r.point.value, r.low, r.high) for r in o.ranges]) for o in whole.overlaps] == [
        (("S", "M"), [("ankle_min_girth", 220_000, 220_000), ("calf_max_girth", 340_000, 350_000)])
    ]


def test_measures_that_ask_for_different_sizes_are_told_most_frequent_first():
    whole = seams("ankle calf", ("S: 20-22 30-34", "M: 23-25 35-39"), "21/36 21.5/37 24/31 21/31 21/50")
    assert [([labels for _, labels in d.sizes], round(d.people.women.value, 2)) for d in whole.disagreements] == [
        ([("S",), ("M",)], 0.4), ([("M",), ("S",)], 0.2),
    ]  # fmt: skip


def test_a_figure_that_was_not_read_overlaps_nothing():
    assert seams("ankle calf", ("S: 20-22 ?", "M: 20-22 34-38"), "21/36").overlaps == ()
