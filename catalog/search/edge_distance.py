"""How far many legs lie from the nearest edge of their size, as the rule says it; only where a person asks for it."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ..geometry.thresholds import TAPE_POINTS
from ..model.verdict import SizeVerdict
from .leg_table import LegTable
from .likelihood import Floats
from .many_legs import ProductCharts

Alike = tuple[tuple[tuple[str, int], ...], ...]


def edge_distances(chart: ProductCharts, legs: LegTable, rows: NDArray[np.intp]) -> Floats:
    """Find how far each of some rows is from the nearest edge of its size on a tape, in um; NaN without one."""
    distances: dict[Alike, float] = {}
    by_row = np.empty(len(rows))
    for at, row in enumerate(rows.tolist()):
        sides = tuple({p: v for p, v in side.items() if p in chart.points} for side in legs.sides(row))
        alike = tuple(tuple(side.items()) for side in sides)
        if alike not in distances:
            distances[alike] = _nearest(chart.rule.verdict(sides))
        by_row[at] = distances[alike]
    return by_row


def _nearest(verdict: SizeVerdict) -> float:
    """The smallest distance of any measure of either leg to an edge of the size that is named."""
    fits = verdict.points if verdict.size is not None else ()
    return min((float(f.to_edge) for f in fits if f.to_edge is not None and f.point in TAPE_POINTS), default=math.nan)
