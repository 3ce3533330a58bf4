"""Distinct legs and distinct people of a table: what is alike has one number, and nothing else has it."""

from __future__ import annotations

import numpy as np
import pytest

from catalog.model.leg import LegPoint
from catalog.search.leg_table import MISSING, LegTable, first_of_each, numbered

CALF, ANKLE = LegPoint.CALF, LegPoint.ANKLE


@pytest.mark.parametrize(
    "values",
    [
        pytest.param([], id="none"),
        pytest.param([7], id="one"),
        pytest.param([3, MISSING, 3, 5], id="close together: by a table"),
        pytest.param([350_000_000, 1, 350_000_000, MISSING, 2], id="far apart: by sorting"),
    ],
)
def test_values_are_numbered_in_their_order(values):
    distinct, places = numbered(np.array(values, np.int64))
    assert distinct.tolist() == sorted(set(values))
    assert distinct[places].tolist() == values


def test_the_first_row_of_each_code():
    first, number = first_of_each(np.array([4, 9, 4, 2, 9], np.int64))
    assert first.tolist() == [3, 0, 1]
    assert number.tolist() == [1, 2, 1, 0, 2]


def table(people):
    """People with one leg or two, each a calf and an ankle."""
    column = lambda side, at: np.array([p[side][at] if len(p) > side else MISSING for p in people], np.int64)  # noqa: E731
    one, other = ({CALF: column(side, 0), ANKLE: column(side, 1)} for side in (0, 1))
    pairs = np.array([len(p) > 1 for p in people])
    return LegTable(one, other, pairs, len(people)) if pairs.any() else LegTable(one, rows=len(people))


THIN, THICK, LONG = (300, 200), (400, 250), (300, 250)


@pytest.mark.parametrize(
    "people",
    [
        pytest.param([(THIN,), (THICK,), (THIN,), (LONG,)], id="one leg each"),
        pytest.param([(THIN, THICK), (THICK, THIN), (THIN, THICK), (LONG, LONG)], id="two legs each"),
        pytest.param([(THIN, THIN), (THIN,), (THIN, THICK), (THIN,)], id="one leg or two"),
    ],
)
@pytest.mark.parametrize("points", [(CALF,), (ANKLE,), (CALF, ANKLE)])
def test_people_with_the_same_legs_have_one_number(people, points):
    distinct = table(people).distinct(points)
    of_points = [tuple(tuple(leg[(CALF, ANKLE).index(p)] for p in points) for leg in person) for person in people]
    rows = distinct.people.number if distinct.people else distinct.number
    assert len(set(rows.tolist())) == len(set(of_points))
    for person, row in zip(of_points, rows.tolist(), strict=True):
        legs = (distinct.people.first[row], distinct.people.second[row]) if distinct.people else (row,)
        measured = [distinct.measured(int(leg)) for leg in legs if leg < distinct.count]
        assert [tuple(leg[p] for p in points) for leg in measured] == list(person)
