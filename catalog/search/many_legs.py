"""The size of one chart for many legs: what the rule says, asked once for all legs between the same edges.

A chart says the same of every leg between two neighbouring edges at each point, so the legs are sorted into such
cells and the rule of `rules/size` is asked about one leg of each. Only how likely a size is, and how central a leg
sits, differ within a cell; both are worked out by arrays, or by the rule where several boxes of a size have a say.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ..geometry.thresholds import size_thresholds
from ..model.chart import SizeChart
from ..model.leg import LegPoint
from ..model.policy import Policy
from ..model.question import Prefer
from ..model.verdict import Certainty
from ..rules.size.region import RegionCache
from .cells import ChartCells
from .chart_rule import ChartRule
from .chart_rule import SizeAnswer as SizeAnswer
from .leg_table import DistinctLegs, DistinctPeople, LegTable, Places, first_of_each, numbered
from .likelihood import NO_FORM, Floats, Int8s, Int32s, or_edge

MOST_CELLS = 2**31
"""More than a chart has cells in which a leg was met."""
CERTAINTIES = (Certainty.SURE, Certainty.LIKELY, Certainty.TOSS_UP)


class ChartColumns(Struct, frozen=True):
    """What a chart says of every row of a table."""

    answers: Sequence[SizeAnswer]
    """The distinct answers by number; more may follow while other tables are asked about."""
    number: Int32s
    """By row: the number of its answer."""
    twentieths: Int8s
    """By row: how far the worst point lies off the middle, in twentieths of a band; 10 where no band has one, or no
    size fits."""

    def at(self, rows: NDArray[np.integer]) -> ChartColumns:
        """The columns of some rows, in their order."""
        return ChartColumns(self.answers, self.number[rows], self.twentieths[rows])


class ProductCharts:
    """The charts in force of one product, asked about the legs of many people."""

    def __init__(
        self, charts: Sequence[SizeChart], policy: Policy, prefer: Prefer | None = None,
        asks_for: tuple[LegPoint, ...] = (), regions: RegionCache | None = None,
    ) -> None:  # fmt: skip
        """`asks_for` is what the brand sizes by where no chart is known; `regions` are those of a catalog."""
        self._policy = policy
        self.rule = ChartRule(charts, policy, prefer, asks_for, regions or RegionCache())
        self.points, self.answers, self._forms = self.rule.points, self.rule.answers, self.rule.forms
        breaks = {
            p: {at for c in self.rule.compiled if p in c.chart.points for at in c.projection((p,)).breaks[0]}
            for p in self.points
        }
        self._cells = ChartCells({p: np.array(sorted(at), np.int64) for p, at in breaks.items()})
        self._no_size: dict[int, bool] = {}
        """By cell that a leg of a pair lies in: whether no size holds one there."""
        self._answer_of_cell: tuple[list[int], list[int]] = [], []
        """By cell: the number of the answer, -1 where it was not asked; in full, and where only matches are wanted."""
        self._answer_of_pair: tuple[dict[int, int], dict[int, int]] = {}, {}
        """By the numbers of two cells: the number of the answer to a pair of legs there, in the same two ways."""

    def judge(self, legs: LegTable) -> ChartColumns:
        """Say which size fits each person of a table."""
        distinct, of_row = self.judge_distinct(legs)
        return distinct.at(of_row)

    def judge_distinct(self, legs: LegTable, *, matches: bool = False) -> tuple[ChartColumns, Places]:
        """Say it of the distinct legs or pairs of legs of a table, and which of them each person has.

        With `matches` only they are told in full: of a leg that no size holds it is not asked why.
        """
        distinct = legs.distinct(self.points)
        cells, people = self._cells.of(distinct), distinct.people
        if people is None:
            number = self._alone(cells, matches=matches)
            off = self._forms.twentieths(self.rule.arrays.forms[0][number], distinct.values, distinct.places)
            return self._columns(distinct, number, off, None), distinct.number
        first, second, pairs = people.first, people.second, people.pairs
        number = np.empty(len(first), np.int32)
        number[people.alone] = self._alone(cells[first[people.alone]], matches=matches)
        number[pairs] = self._both(cells[first[pairs]], cells[second[pairs]], matches=matches)
        forms, count = self.rule.arrays.forms, len(first)
        both = np.concatenate([forms[0][number], forms[1][number[pairs]]])
        off = self._forms.twentieths(both, distinct.values, people.places)
        off[:count][pairs] = np.maximum(off[:count][pairs], off[count:])
        return self._columns(distinct, number, off[:count], people), people.number

    def confidence(self, columns: ChartColumns, legs: LegTable, rows: NDArray[np.intp]) -> Floats:
        """Say how likely the size is right for some rows of a judged table; NaN where there is no size."""
        return self.confidence_at(columns.at(rows), legs, rows)

    def confidence_at(self, columns: ChartColumns, legs: LegTable, rows: NDArray[np.intp]) -> Floats:
        """Say the same where the columns are of these rows alone."""
        number, distinct, arrays = columns.number, legs.distinct(self.points), self.rule.arrays
        first = distinct.number[rows]
        second = np.full(len(rows), distinct.count)
        forms = arrays.forms[0][number]
        likely = self._forms.likelihood(forms, distinct, first)
        pairs = np.flatnonzero(arrays.forms[1][number] != NO_FORM)
        if len(pairs):
            second[pairs] = distinct.number[len(legs) + rows[pairs]]
            other = self._forms.likelihood(arrays.forms[1][number[pairs]], distinct, second[pairs])
            lesser = arrays.by_lesser[number[pairs]]
            likely[pairs] = np.where(lesser, np.minimum(likely[pairs], other), likely[pairs] * other)
        for_rule = np.flatnonzero(arrays.for_rule[number])
        if len(for_rule):
            alike, which = first_of_each(first[for_rule] * (distinct.count + 1) + second[for_rule])
            figures = [self._by_rule(distinct, first[row], second[row])[0] for row in for_rule[alike]]
            likely[for_rule] = np.array(figures)[which]
        likely[forms == NO_FORM] = np.nan
        return likely

    def certainty(self, numbers: Int32s, confidence: Floats) -> Int8s:
        """Say how sure each size is, by the numbers of the answers and how likely they are right.

        The codes are places in `CERTAINTIES`; -1 without a size.
        """
        thresholds, arrays = size_thresholds(self._policy), self.rule.arrays
        is_likely = np.nan_to_num(confidence) >= thresholds.likely
        is_sure = (confidence >= thresholds.sure) & arrays.may_be_sure[numbers]
        codes = np.where(is_sure, 0, np.where(is_likely, 1, 2))
        sure: Int8s = np.where(arrays.sized[numbers], np.where(arrays.is_even[numbers], 2, codes), -1).astype(np.int8)
        return sure

    def _alone(self, cells: Int32s, *, matches: bool) -> Int32s:
        """The number of the answer to one leg in each of some cells."""
        of_cell = self._answer_of_cell[matches]
        of_cell += [-1] * (len(self._cells) - len(of_cell))
        number = np.array(of_cell, np.int32)[cells]
        if not (number < 0).any():
            return number
        for cell in np.unique(cells[number < 0]).tolist():
            leg = self._cells.example(cell)
            is_miss = matches and self.rule.has_no_size(leg)
            of_cell[cell] = self.rule.no_size if is_miss else self.rule.ask((leg,))
        return np.array(of_cell, np.int32)[cells]

    def _both(self, one: Int32s, other: Int32s, *, matches: bool) -> Int32s:
        """The number of the answer to a pair of legs in each two of some cells."""
        of_pair, count = self._answer_of_pair[matches], len(self._cells)
        distinct, which = numbered(one * np.int64(count) + other)
        # The number of a pair stays the same while more cells follow.
        pairs = (distinct // count * MOST_CELLS + distinct % count).tolist() if count else []
        for pair in pairs:
            if pair not in of_pair:
                of_pair[pair] = self._ask_pair(divmod(pair, MOST_CELLS), matches=matches)
        return np.array([of_pair[pair] for pair in pairs], np.int32)[which]

    def _ask_pair(self, cells: tuple[int, int], *, matches: bool) -> int:
        if matches and any(self._has_no_size(cell) for cell in cells):
            return self.rule.no_size
        return self.rule.ask(tuple(self._cells.example(cell) for cell in cells))

    def _has_no_size(self, cell: int) -> bool:
        """Whether no size holds the legs of a cell."""
        if cell not in self._no_size:
            self._no_size[cell] = self.rule.has_no_size(self._cells.example(cell))
        return self._no_size[cell]

    def _columns(self, legs: DistinctLegs, number: Int32s, off: Int8s, people: DistinctPeople | None) -> ChartColumns:
        """The columns of distinct legs or people, once the rule said how central those sit that it alone knows of."""
        self.rule.forget_legs()
        for row in np.flatnonzero(self.rule.arrays.for_rule[number]):
            first, second = (row, legs.count) if people is None else (people.first[row], people.second[row])
            off[row] = self._by_rule(legs, first, second)[1]
        return ChartColumns(self.answers, number, or_edge(off))

    def _by_rule(self, legs: DistinctLegs, first: np.intp, second: np.intp | int) -> tuple[float, int]:
        """How likely a size is and how central the legs sit, by the rule itself."""
        return self.rule.figures(tuple(legs.measured(int(leg)) for leg in (first, second) if leg < legs.count))


def judge_legs(
    charts: Sequence[SizeChart], legs: LegTable, policy: Policy, prefer: Prefer | None = None
) -> tuple[ChartColumns, Floats]:
    """Say which size of a product fits each person of a table, and how likely it is right (NaN without a size)."""
    chart = ProductCharts(charts, policy, prefer)
    columns = chart.judge(legs)
    return columns, chart.confidence(columns, legs, np.arange(len(legs)))
