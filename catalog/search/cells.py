"""The cells of a chart: all legs between two neighbouring edges at each point, of which it says the same."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ..model.leg import LegPoint
from .leg_table import MISSING, DistinctLegs, Numbers, Values, first_of_each
from .likelihood import Int32s

LARGEST_TABLE = 100_000
"""Up to how many cells a chart's are looked up in an array."""


class ChartCells:
    """The cells of one chart, or of several that are asked together, in which a leg was met so far."""

    def __init__(self, breaks: Mapping[LegPoint, Numbers]) -> None:
        """`breaks` are by point where one cell ends and the next begins, in store units and in order."""
        self._breaks = breaks
        self.examples: list[Values] = []
        """By cell: what one leg in it measures."""
        self._cells: dict[int, int] = {}
        count = int(np.prod([len(at) + 2 for at in breaks.values()], dtype=np.float64))
        self._table: Int32s | None = np.full(count, -1, np.int32) if count <= LARGEST_TABLE else None

    def of(self, legs: DistinctLegs) -> Int32s:
        """Find the number of each leg's cell; those that are new follow after the others."""
        codes = np.zeros(legs.count, np.int64)
        for point, breaks in self._breaks.items():
            codes *= len(breaks) + 2
            if (values := legs.values.get(point)) is not None:
                of_value = np.where(values == MISSING, 0, np.searchsorted(breaks, values, "right") + 1)
                codes += of_value[legs.places[point]]
        if self._table is None:
            first, which = first_of_each(codes)
            return np.array([self._cell(int(codes[leg]), legs, int(leg)) for leg in first], np.int32)[which]
        cells = self._table[codes]
        new = np.flatnonzero(cells < 0)
        if not len(new):
            return cells
        for code, at in zip(*np.unique(codes[new], return_index=True), strict=True):
            self._table[code] = self._cell(int(code), legs, int(new[at]))
        return self._table[codes]

    def _cell(self, code: int, legs: DistinctLegs, leg: int) -> int:
        cell = self._cells.setdefault(code, len(self.examples))
        if cell == len(self.examples):
            self.examples.append(legs.measured(leg))
        return cell
