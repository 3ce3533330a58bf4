"""Intervals of shares, held to what two independent libraries give."""

from __future__ import annotations

import pytest

from catalog.analytics.wilson import difference, reach_of, wilson


@pytest.mark.parametrize(
    ("count", "people", "low", "high"),
    [
        pytest.param(81, 263, 0.2553, 0.3662, id="81 of 263"),
        pytest.param(15, 148, 0.0624, 0.1605, id="15 of 148"),
        pytest.param(0, 20, 0.0, 0.1611, id="none of 20"),
        pytest.param(1, 29, 0.0061, 0.1718, id="1 of 29"),
    ],
)
def test_wilsons_interval_is_that_of_another_library(count, people, low, high):
    """Worked out by statsmodels 0.15: proportion_confint(count, people, method="wilson")."""
    interval = wilson(count / people, people, reach_of(95))
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("count", "people", "percent", "low", "high"),
    [
        pytest.param(81, 263, 99.79, 0.228370, 0.400933, id="81 of 263"),
        pytest.param(0, 20, 99.79, 0.0, 0.321114, id="none of 20"),
        pytest.param(3, 4, 99.79, 0.170993, 0.977595, id="3 of 4"),
        pytest.param(3, 4, 95, 0.3006, 0.9544, id="3 of 4 at 95"),
    ],
)
def test_an_interval_of_many_comparisons_is_that_of_another_library(count, people, percent, low, high):
    """Worked out by scipy.stats.binomtest(count, people).proportion_ci(percent / 100, method="wilson")."""
    interval = wilson(count / people, people, reach_of(percent))
    assert (interval.low, interval.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        pytest.param((56, 70), (48, 80), 0.0524, 0.3339, id="a"),
        pytest.param((9, 10), (3, 10), 0.1705, 0.8090, id="b"),
        pytest.param((6, 7), (2, 7), 0.0582, 0.8062, id="c"),
        pytest.param((5, 56), (0, 29), -0.0381, 0.1926, id="d"),
        pytest.param((0, 10), (0, 20), -0.1611, 0.2775, id="e"),
        pytest.param((0, 10), (0, 10), -0.2775, 0.2775, id="f"),
        pytest.param((10, 10), (0, 20), 0.6791, 1.0, id="g"),
        pytest.param((10, 10), (0, 10), 0.6075, 1.0, id="h"),
    ],
)
def test_the_interval_of_a_difference_is_that_of_another_library(one, other, low, high):
    """Worked out by statsmodels 0.15: confint_proportions_2indep(..., method="newcomb", compare="diff")."""
    shares = (wilson(count / people, people, reach_of(95)) for count, people in (one, other))
    interval = difference(*shares)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


def test_what_may_go_wrong_is_shared_out():
    assert reach_of(95, 10) == pytest.approx(reach_of(99.5))
    assert reach_of(95, 0) == reach_of(95)
