"""The cells of a chart: all legs between two neighbouring edges at each point, of which it says the same."""

from __future__ import annotations

from array import array
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
        self._examples = {point: array("q") for point in LegPoint if point in breaks}
        """By point and cell: what one leg in it measures; three hundred charts have some hundred thousand cells."""
        self._count = 0
        self._cells: dict[int, int] = {}
        """The numbers of cells by their codes, where there is no table of them."""
        count = int(np.prod([len(at) + 2 for at in breaks.values()], dtype=np.float64))
        self._table: Int32s | None = np.full(count, -1, np.int32) if count <= LARGEST_TABLE else None

    def __len__(self) -> int:
        return self._count

    def example(self, cell: int) -> Values:
        """What one leg in a cell measures."""
        return {p: value for p, values in self._examples.items() if (value := values[cell]) != MISSING}

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
            return np.array([self._cell_of(int(codes[leg]), legs, int(leg)) for leg in first], np.int32)[which]
        cells = self._table[codes]
        new = np.flatnonzero(cells < 0)
        if not len(new):
            return cells
        for code, at in zip(*np.unique(codes[new], return_index=True), strict=True):
            self._table[code] = self._new_cell(legs, int(new[at]))
        return self._table[codes]

    def _cell_of(self, code: int, legs: DistinctLegs, leg: int) -> int:
        cell = self._cells.get(code)
        if cell is None:
            cell = self._cells[code] = self._new_cell(legs, leg)
        return cell

    def _new_cell(self, legs: DistinctLegs, leg: int) -> int:
        measured = legs.measured(leg)
        for point, values in self._examples.items():
            values.append(measured.get(point, MISSING))
        self._count += 1
        return self._count - 1
