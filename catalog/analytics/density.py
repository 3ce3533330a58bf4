"""How people spread over each measure, in steps of a few millimetres."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from ..model.leg import Dimension, LegPoint
from ..search.leg_table import MISSING, Bools, Numbers
from .coverage_report import PointDensity
from .groups import group_rows
from .population import Population

FEWEST: Final = 200
"""People below whom a spread would show the measures of some."""
FEWEST_A_STEP: Final = 5
"""People below whom a step counts as empty, for the same reason."""
ENDS: Final = (0.005, 0.995)
"""The quantiles between which the steps lie: one in 100 lies outside."""
STEPS: Final = 64
LEAST: Final = {Dimension.LENGTH: 5_000, Dimension.MASS: 1_000, Dimension.SHOE: 50}
"""The narrowest step, in store units: half a centimetre, a kilogram, half a size."""


def densities(population: Population, points: Iterable[LegPoint]) -> tuple[PointDensity, ...]:
    """Say it of those of some points that are measured of enough people."""
    every = ((point, population.measures.get(point)) for point in points)
    return tuple(
        density(population, point, values)
        for point, values in every
        if values is not None and int((values != MISSING).sum()) >= FEWEST
    )


def density(population: Population, point: LegPoint, values: Numbers) -> PointDensity:
    """Count the people of each step of one measure; steps at either end in which hardly anybody stands are left out."""
    measured = values != MISSING
    low, high = np.quantile(values[measured], ENDS)
    least = LEAST[point.dimension]
    width = max(1, -(-int(high - low) // (STEPS * least))) * least
    start = int(low // width) * width
    place = np.where(measured, (values - start) // width, -1)
    steps = int(high - start) // width + 1
    taken = np.flatnonzero(_counts(place, steps) >= FEWEST_A_STEP)
    first, last = (int(taken[0]), int(taken[-1])) if len(taken) else (0, 0)
    groups = (group & measured for group in group_rows(population))
    spread = (_steps(place - first, population, rows, last - first + 1) for rows in groups)
    return PointDensity(point, start + first * width, width, *spread)


def _counts(place: Numbers, steps: int) -> Numbers:
    """How many people stand in each step."""
    counts: Numbers = np.bincount(place[(place >= 0) & (place < steps)], minlength=steps)
    return counts


def _steps(place: Numbers, population: Population, rows: Bools, steps: int) -> tuple[float, ...]:
    """The part of some people in each step; nothing where there are too few of them."""
    if int(rows.sum()) < FEWEST:
        return ()
    weights = population.weights
    inside = rows & (place >= 0) & (place < steps)
    parts = np.bincount(place[inside], weights[inside], steps) / weights[rows].sum()
    return tuple(np.where(_counts(place[inside], steps) >= FEWEST_A_STEP, parts, 0.0).tolist())
