"""What every chart says of a leg at once, by arrays: the outcome, how central the leg sits, what is missing.

The one kernel behind search over large catalogs, batches and analytics: charts and questions in, arrays out, no
products. It says what the rule of `rules/size` says, or `UNDECIDED`, and leaves the sentences and the confidence to
the rule; `tests/geometry/test_kernel.py` holds it equal to the rule on charts and legs made by chance.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ..model.chart import SizeChart
from ..model.leg import LegPoint
from ..model.policy import Policy
from ..model.question import Leg, Prefer, Question
from ..model.verdict import SizeOutcome
from .compiled_chart import BUILD, CompiledChart, CompiledCharts
from .kernel_arrays import Bools, BoxArrays, Floats, Int8s, Int16s, Int32s, Rows, box_arrays
from .thresholds import size_thresholds

OUTCOMES = (
    SizeOutcome.FITS, SizeOutcome.IN_TWO_SIZES, SizeOutcome.BETWEEN_SIZES, SizeOutcome.LEGS_DIFFER,
    SizeOutcome.NEEDS_MEASUREMENT, SizeOutcome.MEASUREMENTS_DISAGREE, SizeOutcome.IN_GAP,
    SizeOutcome.OUTSIDE_CHART, SizeOutcome.NO_CHART,
)  # fmt: skip
"""Outcomes by code: matches by how well they fit, then misses by how little is missing."""
FITS, IN_TWO, BETWEEN, DIFFER, NEEDS, DISAGREE, IN_GAP, OUTSIDE, NO_CHART = range(len(OUTCOMES))
UNDECIDED = -1
"""The code of what the arrays cannot decide: the rule has to be asked."""
WORSE = np.array([0, 0, 0, 0, 1, 2, 3, 4, 5])
"""By code: which of two legs' outcomes a pair gets, the larger; 0 for a match."""
NO_MIDDLE, AT_EDGE = -1.0, 0.5
"""How far a leg lies off the middle where no band has one, and at the edge of a band; in bands."""
NO_CHARTS = np.empty(0, np.int32)
MOST_POINT_SETS = 256
"""Sets of measured points whose missing keys are kept; people measure few."""

Keys = tuple[tuple[LegPoint, ...], ...]
Needs = dict[int, tuple[LegPoint, ...]]
"""By number of group: the points that its charts wait for."""


class ChartGroup(Struct, frozen=True):
    """Charts that ask for the same points."""

    keys: Keys
    charts: Int32s
    """Their numbers."""


class MissingKeys(Struct, frozen=True):
    """For one set of measured points: the numbers of the charts by what they lack, and what each group waits for."""

    some_missing: Int32s
    nothing_known: Int32s
    build_alone: Int32s
    """The charts that height and weight alone decide."""
    needs: Needs


class KernelResult(Struct):
    """What every chart says of one question; both arrays are of shape `(charts,)`."""

    outcome: Int8s
    """The code of the outcome in `OUTCOMES`, or `UNDECIDED`."""
    off_center: Floats
    """How far the worst point lies off the middle of its band, in bands (0 to 0.5), or `NO_MIDDLE`."""
    needs: Needs

    def twentieths_off_center(self, charts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Say how far the leg lies off the middle in some charts, in twentieths of a band; 10 where no band has one."""
        off_center = self.off_center[charts]
        off_center[off_center < 0] = AT_EDGE
        off_center *= 20
        twentieths: NDArray[np.int64] = np.rint(off_center, out=off_center).astype(np.int64)
        return twentieths


class _LegResult(Struct):
    """What every chart says of one leg; arrays of shape `(charts,)`."""

    outcome: Int8s
    off_center: Floats
    rank: Int16s | None
    """The size named, 0 for the smallest; worked out for a pair of legs alone."""
    needs: Needs = {}


class ChartKernel:
    """Every distinct chart of a catalog, ready to be asked at once."""

    def __init__(
        self, charts: Sequence[CompiledChart | None], boxes: BoxArrays, several: Int32s, without_rows: Int32s
    ) -> None:
        """Hold charts by number; those with more than one chart in force (`several`) are left to the rule."""
        self.charts, self.boxes = charts, boxes
        self._several, self._without_rows, self._uneven = several, without_rows, np.flatnonzero(boxes.uneven)
        by_keys: dict[Keys, list[int]] = {}
        for number, chart in enumerate(charts):
            if chart is not None and chart.rows:
                by_keys.setdefault(chart.chart.keys, []).append(number)
        self._groups = tuple(ChartGroup(keys, np.array(numbers, np.int32)) for keys, numbers in by_keys.items())
        self.group_of = np.full(len(charts), -1, np.int32)
        """By chart: the number of its group, for `KernelResult.needs`."""
        for at, group in enumerate(self._groups):
            self.group_of[group.charts] = at
        self._missing_keys: dict[frozenset[LegPoint], MissingKeys] = {}
        self._by_policy = {larger: np.where(boxes.ties < 0, larger, boxes.ties == 1) for larger in (False, True)}
        """Whether the larger size wins a tie, by chart, for each default of the policy."""
        self._by_wish = {larger: np.full(boxes.charts, larger) for larger in (False, True)}
        """Whether the larger size wins a tie by a wearer's wish, which goes before what a brand says."""

    def of(self, numbers: NDArray[np.integer]) -> ChartKernel:
        """Take some of the charts under the same numbers; what the result says of the others means nothing."""
        wanted = np.zeros(len(self.charts), np.bool_)
        wanted[numbers] = True
        charts = [c if own else None for c, own in zip(self.charts, wanted.tolist(), strict=True)]
        several, without_rows = (of[wanted[of]] for of in (self._several, self._without_rows))
        return ChartKernel(charts, self.boxes.of(wanted), several, without_rows)

    def ask(self, question: Question, policy: Policy) -> KernelResult:
        """Ask every chart; two legs are put together as the rule does, where that is sure."""
        sides: list[Leg] = [leg for _, leg in question.legs.sides] or [{}]
        larger = self._larger_wins(question, policy)
        legs = [self._leg(values_of(leg, question), larger, of_pair=len(sides) > 1) for leg in sides]
        return KernelResult(legs[0].outcome, legs[0].off_center, legs[0].needs) if len(legs) == 1 else _pair(*legs)

    def _larger_wins(self, question: Question, policy: Policy) -> Bools:
        if question.prefer is not None:
            return self._by_wish[question.prefer is Prefer.SOFTER]
        return self._by_policy[size_thresholds(policy).larger_wins]

    def _leg(self, values: Mapping[LegPoint, int], larger: Bools, *, of_pair: bool) -> _LegResult:
        count = self.boxes.charts
        rank = np.full(count, -1, np.int16) if of_pair else None
        result = _LegResult(self._outside_boxes(values), np.full(count, NO_MIDDLE), rank)
        self._in_decided_gaps(values, result)
        rows = self._rows_with(values)
        if len(rows):
            self._in_boxes(rows, values, larger, result)
        outcome = result.outcome
        if values and len(self._uneven):
            outcome[self._uneven] = UNDECIDED
        result.needs = self._apply_missing_keys(frozenset(values), outcome)
        outcome[self._without_rows] = NO_CHART
        if len(self._several):
            outcome[self._several] = UNDECIDED
        return result

    def _outside_boxes(self, values: Mapping[LegPoint, int]) -> Int8s:
        """The outcome where no box holds the leg: beyond the chart, in a gap, disagreeing, or undecided."""
        outcome = np.full(self.boxes.charts, DISAGREE, np.int8)
        columns = [(self.boxes.columns[p], v) for p, v in values.items() if p in self.boxes.columns]
        for column, value in columns:
            outcome[column.undecided_gaps.charts(value)] = UNDECIDED
        for column, value in columns:
            outcome[column.chart_gaps.charts(value)] = IN_GAP
        for column, value in columns:
            outcome[(column.lowest > value) | (column.highest < value)] = OUTSIDE
        return outcome

    def _in_decided_gaps(self, values: Mapping[LegPoint, int], result: _LegResult) -> None:
        """Charts of one point that have the leg in a rounding gap: between two sizes or inside one, at its edge."""
        for point, value in values.items():
            column = self.boxes.columns.get(point)
            if column is not None and len(rows := column.decided_gaps.rows(value)):
                gaps = column.decided_gaps
                charts = gaps.chart[rows]
                result.outcome[charts] = np.where(gaps.within_size[rows], FITS, BETWEEN)
                if result.rank is not None:
                    result.rank[charts] = gaps.rank[rows]
                result.off_center[charts] = AT_EDGE

    def _rows_with(self, values: Mapping[LegPoint, int]) -> Rows:
        """The rows that hold every value of theirs."""
        holding: Bools | None = None
        for point, value in values.items():
            column = self.boxes.columns.get(point)
            if column is not None:
                inside = column.first <= value
                inside &= column.last >= value
                holding = inside if holding is None else np.logical_and(holding, inside, out=holding)
        return np.empty(0, np.intp) if holding is None else holding.nonzero()[0]

    def _in_boxes(self, rows: Rows, values: Mapping[LegPoint, int], larger: Bools, result: _LegResult) -> None:
        """Charts with a box that holds the leg: one size or several, and how central the leg sits."""
        chart, ranks = self.boxes.chart[rows], self.boxes.rank[rows]
        # The rows of a chart lie together, its smallest size first: `starts` and `ends` are the ends of each run.
        last = np.empty(len(chart), np.bool_)
        last[-1] = True
        np.not_equal(chart[1:], chart[:-1], out=last[:-1])
        ends = last.nonzero()[0]
        starts = np.empty_like(ends)
        starts[0] = 0
        np.add(ends[:-1], 1, out=starts[1:])
        numbers, smallest, largest = chart[starts], ranks[starts], ranks[ends]
        take_last = larger[numbers]
        named = np.where(take_last, ends, starts)
        beside = np.minimum(np.maximum(np.where(take_last, named - 1, named + 1), starts), ends)
        several_boxes = (beside != named) & (ranks[beside] == ranks[named])
        result.outcome[numbers] = np.where(several_boxes, UNDECIDED, np.where(smallest == largest, FITS, IN_TWO))
        if result.rank is not None:
            result.rank[numbers] = ranks[named]
        result.off_center[numbers] = self._off_center(rows[named], values)

    def _off_center(self, rows: Rows, values: Mapping[LegPoint, int]) -> Floats:
        """How far the worst point lies off the middle of its band, in bands; `NO_MIDDLE` where none is closed."""
        off_center = np.full(len(rows), NO_MIDDLE)
        for point, value in values.items():
            column = self.boxes.columns.get(point)
            if column is not None:
                here = value - column.low[rows]
                here /= column.width[rows]
                here -= 0.5
                # An open band is NaN here, and leaves the other points to say.
                np.fmax(off_center, np.abs(here, out=here), out=off_center)
        return off_center

    def _apply_missing_keys(self, measured: frozenset[LegPoint], outcome: Int8s) -> Needs:
        """Change the outcomes that depend on which points have a value: keys without one, and build alone."""
        missing = self._missing_keys.get(measured)
        if missing is None:
            if len(self._missing_keys) >= MOST_POINT_SETS:
                self._missing_keys.clear()
            missing = self._missing_keys[measured] = self._find_missing_keys(measured)
        # A size is left where a box holds the leg; several boxes of one size are no matter while a key is missing.
        some = outcome[missing.some_missing]
        outcome[missing.some_missing] = np.where((some >= FITS) & (some <= IN_TWO), NEEDS, some)
        outcome[missing.nothing_known] = NEEDS
        if len(missing.build_alone):
            build = outcome[missing.build_alone]
            outcome[missing.build_alone] = np.where(build == DISAGREE, IN_GAP, build)
        return missing.needs

    def _find_missing_keys(self, measured: frozenset[LegPoint]) -> MissingKeys:
        some, nothing, build = [NO_CHARTS], [NO_CHARTS], [NO_CHARTS]
        needs: Needs = {}
        for at, group in enumerate(self._groups):
            answered = [p for key in group.keys for p in key if p in measured]
            missing = [key for key in group.keys if measured.isdisjoint(key)]
            if missing:
                needs[at] = tuple(p for key in missing for p in key)
                (some if answered else nothing).append(group.charts)
            if answered and BUILD.issuperset(answered):
                build.append(group.charts)
        return MissingKeys(np.concatenate(some), np.concatenate(nothing), np.concatenate(build), needs)


def chart_kernel(
    charts: Sequence[SizeChart | None], several: Collection[int] = (), compiled: CompiledCharts | None = None
) -> ChartKernel:
    """Make the kernel of charts, numbered in their order; None stands for a product without one.

    `several` are the numbers with more than one chart in force; `compiled` the compiled charts of a catalog.
    """
    compiled = compiled or CompiledCharts()
    charts_compiled = [compiled.of(c) if c is not None and c.sizes and c.keys else None for c in charts]
    without_rows = [n for n, chart in enumerate(charts_compiled) if chart is None or not chart.rows]
    return ChartKernel(
        charts_compiled,
        box_arrays(charts_compiled),
        np.array(sorted(several), np.int32),
        np.array(without_rows, np.int32),
    )


def values_of(leg: Leg, question: Question) -> dict[LegPoint, int]:
    """List a leg's values by point, in store units; the shoe size answers its own system only."""
    values = {point: reading.value for point, reading in leg.items()}
    shoe = question.shoe
    if shoe is not None and shoe.system is not LegPoint.SHOE_UNSTATED:
        values.setdefault(shoe.system, shoe.hundredths)
    return values


def _pair(one: _LegResult, other: _LegResult) -> KernelResult:
    """Two legs: the worse miss; one size where both fit the same; else what keeps them apart."""
    first, second = one.outcome, other.outcome
    missed = np.where(WORSE[first] >= WORSE[second], first, second)
    both_fit = (first == FITS) & (second == FITS)
    same = np.where(np.equal(one.rank, other.rank), FITS, DIFFER)  # type: ignore[arg-type]
    is_match = (first < NEEDS) & (second < NEEDS)
    outcome = np.where(is_match, np.where(both_fit, same, UNDECIDED), missed)
    outcome = np.where((first == UNDECIDED) | (second == UNDECIDED), UNDECIDED, outcome).astype(np.int8)
    needs = {
        group: tuple(dict.fromkeys((*one.needs.get(group, ()), *other.needs.get(group, ()))))
        for group in one.needs | other.needs
    }
    return KernelResult(outcome, np.maximum(one.off_center, other.off_center), needs)
