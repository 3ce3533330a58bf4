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
        self._answer_of_cell: list[int] = []
        self._pairs: dict[tuple[int, int], int] = {}

    def judge(self, legs: LegTable) -> ChartColumns:
        """Say which size fits each person of a table."""
        distinct, of_row = self.judge_distinct(legs)
        return distinct.at(of_row)

    def judge_distinct(self, legs: LegTable) -> tuple[ChartColumns, Places]:
        """Say it of the distinct legs or pairs of legs of a table, and which of them each person has."""
        distinct = legs.distinct(self.points)
        cells = self._cells.of(distinct)
        for example in self._cells.examples[len(self._answer_of_cell) :]:
            self._answer_of_cell.append(self.rule.ask((example,)))
        number = np.array(self._answer_of_cell, np.int32)[cells]
        off = self._twentieths(number, distinct)
        people = distinct.people
        if people is None:
            return ChartColumns(self.answers, number, or_edge(off)), distinct.number
        numbers, of_people = number[people.first], off[people.first]
        numbers[people.pairs], of_people[people.pairs] = self._judge_pairs(distinct, people, cells, off)
        return ChartColumns(self.answers, numbers, or_edge(of_people)), people.number

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
            likely[for_rule] = np.array([
                self._by_rule(distinct, number[row], first[row], second[row])[0] for row in for_rule[alike]
            ])[which]  # fmt: skip
        likely[forms == NO_FORM] = np.nan
        return likely

    def certainty(self, numbers: Int32s, confidence: Floats) -> Int8s:
        """Say how sure each size is, by the numbers of the answers and how likely they are right.

        The codes are places in `CERTAINTIES`; -1 without a size.
        """
        thresholds, arrays = size_thresholds(self._policy), self.rule.arrays
        is_likely = np.nan_to_num(confidence) >= thresholds.likely
        is_sure = (confidence >= thresholds.sure) & arrays.by_girth[numbers]
        codes = np.where(is_sure, 0, np.where(is_likely, 1, 2))
        sure: Int8s = np.where(arrays.sized[numbers], np.where(arrays.is_even[numbers], 2, codes), -1).astype(np.int8)
        return sure

    def _judge_pairs(
        self, legs: DistinctLegs, people: DistinctPeople, cells: Int32s, off: Int8s
    ) -> tuple[Int32s, Int8s]:
        """The number of the answer to each pair of legs, and how far off the middle the less central leg sits."""
        one, other = people.first[people.pairs], people.second
        count = len(self._cells.examples)
        codes, which = numbered(cells[one].astype(np.int64) * count + cells[other])
        pairs = [divmod(code, count) for code in codes.tolist()]
        number = np.array([self._pair(*pair) for pair in pairs], np.int32)
        arrays, cells_of = self.rule.arrays, np.array(pairs, np.intp).reshape(-1, 2)
        alone = np.array(self._answer_of_cell, np.int32)[cells_of]
        twentieths = np.maximum(off[one], off[other])
        forms = [arrays.forms[side][number] for side in (0, 1)]
        without = forms[0] == NO_FORM
        # As each leg alone, but where the pair takes another size than a leg alone would.
        anew = np.logical_or(*(forms[side] != arrays.forms[0][alone[:, side]] for side in (0, 1)))
        rows = np.flatnonzero(((anew | arrays.for_rule[number]) & ~without)[which])
        if len(rows):
            twentieths[rows] = self._twentieths_of_pairs(legs, number[which[rows]], one[rows], other[rows])
        twentieths[without[which]] = -1
        return number[which], twentieths

    def _pair(self, one: int, other: int) -> int:
        """The number of the answer to a pair of cells."""
        number = self._pairs.get((one, other))
        if number is None:
            number = self._pairs[one, other] = self.rule.ask((self._cells.examples[one], self._cells.examples[other]))
        return number

    def _twentieths(self, numbers: Int32s, legs: DistinctLegs) -> Int8s:
        """How far distinct legs lie off the middle, in twentieths of a band; -1 where nothing says."""
        arrays = self.rule.arrays
        off = self._forms.twentieths(arrays.forms[0][numbers], legs)
        for leg in np.flatnonzero(arrays.for_rule[numbers]):
            off[leg] = self._by_rule(legs, numbers[leg], leg, leg)[1]
        return off

    def _twentieths_of_pairs(self, legs: DistinctLegs, numbers: Int32s, one: Places, other: Places) -> Int8s:
        """The same for the less central leg of some pairs, from the numbers of their legs."""
        arrays = self.rule.arrays
        off = np.maximum(
            self._forms.twentieths(arrays.forms[0][numbers], legs, one),
            self._forms.twentieths(arrays.forms[1][numbers], legs, other),
        )
        for row in np.flatnonzero(arrays.for_rule[numbers]):
            off[row] = self._by_rule(legs, numbers[row], one[row], other[row])[1]
        return off

    def _by_rule(self, legs: DistinctLegs, number: np.int32, one: np.intp, other: np.intp) -> tuple[float, int]:
        """How likely a size is and how central the legs sit, by the rule itself."""
        sides = (one, other)[: len(self.answers[int(number)].forms)]
        return self.rule.figures(tuple(legs.measured(int(leg)) for leg in sides))


def judge_legs(
    charts: Sequence[SizeChart], legs: LegTable, policy: Policy, prefer: Prefer | None = None
) -> tuple[ChartColumns, Floats]:
    """Say which size of a product fits each person of a table, and how likely it is right (NaN without a size)."""
    chart = ProductCharts(charts, policy, prefer)
    columns = chart.judge(legs)
    return columns, chart.confidence(columns, legs, np.arange(len(legs)))
