"""The sizes of two products against each other."""

from __future__ import annotations

import numpy as np
import pytest
from charts import chart

from catalog.analytics.compare import sizes_against
from catalog.analytics.population import own_population
from catalog.analytics.surveys import survey_population
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.search.leg_table import LegTable

POLICY = shipped_policy()
OURS = chart("calf", "S: 30-34", "M: 35-39", "L: 40-44")
THEIRS = chart("calf", "1: 30-36", "2: 37-42")


def test_their_size_for_each_of_ours():
    calves = np.array([31, 35, 36, 38, 39, 41, 43, 44, 50]) * 10_000
    people = own_population("x", LegTable({LegPoint.CALF: calves}), calves > 0, calves < 0)
    lines = sizes_against([OURS], [THEIRS], people, POLICY)
    assert lines is not None
    assert [(line.size, line.other, round(line.share.value, 3)) for line in lines] == [
        ("S", "1", 1.0), ("M", "1", 0.5), ("M", "2", 0.5), ("L", None, 0.667), ("L", "2", 0.333),
    ]  # fmt: skip
    assert lines[1].share.low < 0.5 < lines[1].share.high


@pytest.mark.parametrize("survey", ["nhanes", "ansur2"])
def test_a_chart_against_itself_is_one_size_each(survey):
    lines = sizes_against([OURS], [OURS], survey_population(survey), POLICY)
    assert lines is not None
    assert [(line.size, line.other, round(line.share.value, 9)) for line in lines] == [(s, s, 1.0) for s in "SML"]


def test_nothing_is_compared_where_a_point_lacks():
    ankles = chart("ankle", "S: 20-22")
    assert sizes_against([OURS], [ankles], survey_population("nhanes"), POLICY) is None
