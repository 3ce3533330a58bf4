"""The two surveys: their joint distributions from `populations.toml`, and the people drawn from them.

The people of a group (women or men of one build) are the points of a lattice that fills the space evenly, bent to
normal scores with the group's correlations (a Gaussian copula). At each point their ranks are then exactly even, so
that a share at one point is as exact as the values in the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from statistics import NormalDist
from typing import Any, Final

import numpy as np

from ..model.leg import LegPoint
from ..search.leg_table import LegTable, Numbers
from .population import Floats, Population
from .survey_table import BMI, survey_table

PEOPLE_A_GROUP: Final = 2730
"""Six groups a survey: some 16 000 people."""
STEP: Final = 0.1
"""Surveys write down a millimetre and a tenth of a kilogram; so do their drawn people."""
UM_PER_STEP, G_PER_STEP = 1000, 100


@cache
def survey_population(survey_id: str) -> Population:
    """Draw the people of a survey: the same ones each time.

    Raises: KeyError (no survey of that id).
    """
    surveys = {survey["id"]: survey for survey in survey_table()["survey"]}
    survey, scores = surveys[survey_id], survey_table()["scores"]
    groups = survey["group"]
    drawn = [_people(group, scores) for group in groups]
    is_woman = np.array([group["sex"] == "female" for group in groups])
    shares = np.array([group["share"] for group in groups])
    for sex, part in ((is_woman, survey["women"]), (~is_woman, 1 - survey["women"])):
        shares[sex] *= part / shares[sex].sum()
    people = np.array([group["people"] for group in groups]) / survey["design_effect"]
    women = np.repeat(is_woman, PEOPLE_A_GROUP)
    return Population(
        survey_id, LegTable({point: np.concatenate([d[point] for d in drawn]) for point in drawn[0]}), women, ~women,
        np.repeat(shares / PEOPLE_A_GROUP, PEOPLE_A_GROUP),
        np.repeat(people / PEOPLE_A_GROUP, PEOPLE_A_GROUP), survey["error"],
        {LegPoint(point): why for point, why in survey["lacks"].items()}, tuple(survey["limits"]),
        (survey["first_year"], survey["last_year"]), survey["source"],
    )  # fmt: skip


def _people(group: Mapping[str, Any], scores: Sequence[float]) -> dict[LegPoint, Numbers]:
    """Draw the people of a group: by point, in store units."""
    values = group["values"]
    drawn = normal_scores(correlation_matrix(group["correlations"]), PEOPLE_A_GROUP)
    columns = {name: np.interp(drawn[:, at], scores, values[name]) for at, name in enumerate(values)}
    columns["weight"] = columns.pop(BMI) * (columns["height"] / 100) ** 2
    return {LegPoint(name): _as_measured(LegPoint(name), column) for name, column in columns.items()}


def _as_measured(point: LegPoint, values: Floats) -> Numbers:
    """Round to a whole millimetre or a tenth of a kilogram, in store units."""
    per_step = G_PER_STEP if point is LegPoint.WEIGHT else UM_PER_STEP
    return np.rint(values / STEP).astype(np.int64) * per_step


def correlation_matrix(rows: Sequence[Sequence[float]]) -> Floats:
    """The whole matrix from the lines below its diagonal.

    >>> correlation_matrix([[0.5]]).tolist()
    [[1.0, 0.5], [0.5, 1.0]]
    """
    matrix = np.eye(len(rows) + 1)
    for at, row in enumerate(rows, 1):
        matrix[at, :at] = matrix[:at, at] = row
    return matrix


def normal_scores(correlations: Floats, people: int) -> Floats:
    """Normal scores of so many people, a column a point, with these correlations and exactly even ranks."""
    free = _scores(lattice(people, len(correlations)))
    own = np.linalg.cholesky(np.corrcoef(free, rowvar=False))
    mixed = np.linalg.solve(own, free.T).T @ np.linalg.cholesky(correlations).T
    even = _scores((np.arange(people) + 0.5) / people)
    ranks = np.argsort(np.argsort(mixed, axis=0, kind="stable"), axis=0, kind="stable")
    return even[ranks]


def _scores(shares: Floats) -> Floats:
    inverse = NormalDist().inv_cdf
    return np.fromiter(map(inverse, shares.ravel()), np.float64, shares.size).reshape(shares.shape)


def lattice(people: int, points: int) -> Floats:
    """Points that fill a cube of so many dimensions evenly: multiples of the powers of a generalized golden ratio.

    The ratio solves x**(points + 1) = x + 1 (M. Roberts, 2018, "The unreasonable effectiveness of quasirandom
    sequences"); no chance is in it, so that everybody draws the same people.
    """
    ratio = 2.0
    for _ in range(64):
        ratio = (1 + ratio) ** (1 / (points + 1))
    steps = ratio ** -np.arange(1.0, points + 1)
    fractions: Floats = (0.5 + np.outer(np.arange(1, people + 1), steps)) % 1
    return fractions
