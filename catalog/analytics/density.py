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
ENDS: Final = (0.001, 0.999)
"""The quantiles between which the steps lie: one in 500 lies outside."""
STEPS: Final = 48
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
    """Count the people of each step of one measure."""
    measured = values != MISSING
    low, high = np.quantile(values[measured], ENDS)
    least = LEAST[point.dimension]
    width = max(1, -(-int(high - low) // (STEPS * least))) * least
    start = int(low // width) * width
    steps = int(high - start) // width + 1
    place = (values - start) // width
    groups = (group & measured for group in group_rows(population))
    return PointDensity(point, start, width, *(_steps(place, population, rows, steps) for rows in groups))


def _steps(place: Numbers, population: Population, rows: Bools, steps: int) -> tuple[float, ...]:
    """The part of some people in each step; nothing where there are too few."""
    weights = population.weights
    if int(rows.sum()) < FEWEST:
        return ()
    inside = rows & (place >= 0) & (place < steps)
    counts = np.bincount(place[inside], weights[inside], steps) / weights[rows].sum()
    return tuple(counts.tolist())
