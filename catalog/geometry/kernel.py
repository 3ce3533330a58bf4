"""What each chart says of a leg, by arrays: the outcome, how central the leg sits, what is missing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ..model.leg import LegPoint
from ..model.policy import Policy
from ..model.product import SizeChart
from ..model.question import Leg, Prefer, Question
from ..model.verdict import SizeOutcome
from .compiled_chart import BUILD, CompiledChart, CompiledCharts
from .kernel_arrays import BoxArrays, Whole, box_arrays, chart_with_sizes
from .thresholds import size_thresholds

OUTCOMES = (
    SizeOutcome.FITS, SizeOutcome.IN_TWO_SIZES, SizeOutcome.BETWEEN_SIZES, SizeOutcome.LEGS_DIFFER,
    SizeOutcome.NEEDS_MEASUREMENT, SizeOutcome.MEASUREMENTS_DISAGREE, SizeOutcome.IN_GAP,
    SizeOutcome.OUTSIDE_CHART, SizeOutcome.NO_CHART,
)  # fmt: skip
"""Outcomes by code: matches by how well they fit, then misses by how little is missing."""
FITS, IN_TWO, BETWEEN, DIFFER, NEEDS, DISAGREE, IN_GAP, OUTSIDE, NO_CHART = range(len(OUTCOMES))
DOUBT = -1
"""Not settled here: the rules judge it."""
WORSE = np.array([0, 0, 0, 0, 1, 2, 3, 4, 5])
"""By code: which of two legs' outcomes a pair gets, the larger; 0 for a match."""
ALL_OPEN, AT_EDGE = -1.0, 0.5
Codes = NDArray[np.int8]
Numbers = NDArray[np.int64]


class KernelGroup(Struct, frozen=True):
    """Charts that ask for the same points, and their numbers."""

    keys: tuple[tuple[LegPoint, ...], ...]
    charts: Whole


NONE = np.empty(0, np.int32)
MOST_SETS = 256
"""Sets of measured points whose missing ones are kept; people measure few."""


class KernelQuestion(Struct, frozen=True):
    """For one set of measured points: the charts by what they lack, and what each shape waits for."""

    some_missing: Whole
    nothing_known: Whole
    build_alone: Whole
    needs: dict[int, tuple[LegPoint, ...]]


class KernelResult(Struct):
    """What every chart says of one question; where `outcome` is `DOUBT` the rules have to be asked."""

    outcome: Codes
    away: NDArray[np.float64]
    """How far the worst point lies off the middle, in bands; `ALL_OPEN` where no band says."""
    needs: dict[int, tuple[LegPoint, ...]]
    """By number of shape: what charts of that shape wait for."""

    def centre(self, charts: Numbers) -> Numbers:
        """Tenths of a half band off the middle; an open band counts as sitting at its edge."""
        away = self.away[charts]
        away[away < 0] = AT_EDGE
        away *= 20
        rounded: Numbers = np.rint(away, out=away).astype(np.int64)
        return rounded


class ChartKernel:
    """Every distinct chart of a catalog, ready to be asked at once."""

    def __init__(
        self,
        charts: Sequence[SizeChart | None],
        several: Collection[int] = (),
        compiled: CompiledCharts | None = None,
    ) -> None:
        """`several` are the numbers with more than one chart in force; `compiled` the compiled charts of a catalog."""
        compiled = compiled or CompiledCharts()
        known = [compiled.of(c) if c is not None and chart_with_sizes(c) else None for c in charts]
        self._hold(known, box_arrays(known), several)

    def of(self, numbers: NDArray[np.integer]) -> ChartKernel:
        """Some of the charts under the same numbers; the others say nothing."""
        wanted = np.zeros(len(self.known), np.bool_)
        wanted[numbers] = True
        some = ChartKernel(())
        known = [c if own else None for c, own in zip(self.known, wanted.tolist(), strict=True)]
        some._hold(known, self.bands.of(wanted), self.several[wanted[self.several]].tolist())
        some.fixed = self.fixed[wanted[self.fixed]]
        return some

    def _hold(self, known: list[CompiledChart | None], bands: BoxArrays, several: Collection[int]) -> None:
        self.known, self.bands = known, bands
        self.uneven = np.flatnonzero(self.bands.uneven)
        self.fixed = np.flatnonzero(np.array([c is None or not c.rows for c in known], np.bool_))
        """Charts that say `no_chart` whatever is asked."""
        self.several = np.array(sorted(several), np.int32)
        """Numbers with more than one chart in force, which the rules judge."""
        groups: dict[tuple[tuple[LegPoint, ...], ...], list[int]] = {}
        for number, chart in enumerate(known):
            if chart is not None and chart.rows:
                groups.setdefault(chart.chart.keys, []).append(number)
        self.shapes = tuple(KernelGroup(keys, np.array(found, np.int32)) for keys, found in groups.items())
        self.shape_of = np.full(len(known), -1, np.int32)
        for at, shape in enumerate(self.shapes):
            self.shape_of[shape.charts] = at
        self._asks: dict[frozenset[LegPoint], KernelQuestion] = {}
        self._ties = {larger: np.where(bands.ties < 0, larger, bands.ties == 1) for larger in (False, True)}
        """By who wins a tie where no brand says: whether the larger size does, by chart."""
        self._wished = {larger: np.full(bands.charts, larger) for larger in (False, True)}
        """The same for a wearer's wish, which goes before what a brand says."""

    def ask(self, question: Question, policy: Policy) -> KernelResult:
        """What every chart says; two legs are put together as the rules do, where that is sure."""
        sides: list[Leg] = [leg for _, leg in question.legs.sides] or [{}]
        larger = self._larger(question, policy)
        legs = [self._leg(values_of(leg, question), larger, of_pair=len(sides) > 1) for leg in sides]
        return _alone(legs[0]) if len(legs) == 1 else _both(*legs)

    def _larger(self, question: Question, policy: Policy) -> NDArray[np.bool_]:
        if question.prefer is not None:
            return self._wished[question.prefer is Prefer.SOFTER]
        return self._ties[size_thresholds(policy).larger_wins]

    def _leg(self, values: Mapping[LegPoint, int], larger: NDArray[np.bool_], *, of_pair: bool) -> LegStanding:
        rank = np.full(self.bands.charts, -1, np.int16) if of_pair else None
        said = LegStanding(self._missed(values), np.full(self.bands.charts, ALL_OPEN), rank)
        self._between(values, said)
        hits = self._hits(values)
        if len(hits):
            self._settle(hits, values, larger, said)
        outcome = said.outcome
        if values and len(self.uneven):
            outcome[self.uneven] = DOUBT
        said.needs = self._by_points(frozenset(values), outcome)
        outcome[self.fixed] = NO_CHART
        if len(self.several):
            outcome[self.several] = DOUBT
        return said

    def _hits(self, values: Mapping[LegPoint, int]) -> NDArray[np.intp]:
        """The rows that hold every reading of theirs."""
        held: NDArray[np.bool_] | None = None
        for point, value in values.items():
            column = self.bands.columns.get(point)
            if column is not None:
                inside = column.first <= value
                inside &= column.last >= value
                held = inside if held is None else np.logical_and(held, inside, out=held)
        return np.empty(0, np.intp) if held is None else held.nonzero()[0]

    def _settle(
        self, hits: NDArray[np.intp], values: Mapping[LegPoint, int], larger: NDArray[np.bool_], said: LegStanding
    ) -> None:
        """Charts with a box that holds the leg: one size or several, and how central the leg sits."""
        chart, ranks = self.bands.chart[hits], self.bands.rank[hits]
        last = np.empty(len(chart), np.bool_)
        last[-1] = True
        np.not_equal(chart[1:], chart[:-1], out=last[:-1])
        ends = last.nonzero()[0]
        starts = np.empty_like(ends)
        starts[0] = 0
        np.add(ends[:-1], 1, out=starts[1:])
        numbers, low, high = chart[starts], ranks[starts], ranks[ends]
        take_last = larger[numbers]
        named = np.where(take_last, ends, starts)
        beside = np.minimum(np.maximum(np.where(take_last, named - 1, named + 1), starts), ends)
        several = (beside != named) & (ranks[beside] == ranks[named])
        said.outcome[numbers] = np.where(several, DOUBT, np.where(low == high, FITS, IN_TWO))
        if said.rank is not None:
            said.rank[numbers] = ranks[named]
        said.away[numbers] = self._away(hits[named], values)

    def _between(self, values: Mapping[LegPoint, int], said: LegStanding) -> None:
        """Charts of one point that have the leg in a rounding gap: between two sizes or inside one, at its edge."""
        for point, value in values.items():
            column = self.bands.columns.get(point)
            if column is None:
                continue
            rows = column.settled.stretches.rows(value)
            if not len(rows):
                continue
            charts, holes = column.settled.stretches.charts(rows), column.settled
            said.outcome[charts] = np.where(holes.inside[rows], FITS, BETWEEN)
            if said.rank is not None:
                said.rank[charts] = holes.rank[rows]
            said.away[charts] = AT_EDGE

    def _away(self, rows: NDArray[np.intp], values: Mapping[LegPoint, int]) -> NDArray[np.float64]:
        """How far the worst point lies from the middle of its band, in bands; `ALL_OPEN` where none is closed."""
        away = np.full(len(rows), ALL_OPEN)
        for point, value in values.items():
            column = self.bands.columns.get(point)
            if column is not None:
                here = value - column.low[rows]
                here /= column.width[rows]
                here -= 0.5
                # An open band is no number here, and leaves the other points to say.
                np.fmax(away, np.abs(here, out=here), out=away)
        return away

    def _missed(self, values: Mapping[LegPoint, int]) -> Codes:
        """What charts say whose boxes do not hold the leg: beyond, in a gap, apart, or not settled here."""
        outcome = np.full(self.bands.charts, DISAGREE, np.int8)
        columns = [(self.bands.columns[p], v) for p, v in values.items() if p in self.bands.columns]
        for column, value in columns:
            if len(in_hole := column.holes.at(value)):
                outcome[in_hole] = DOUBT
        for column, value in columns:
            if len(in_gap := column.gaps.at(value)):
                outcome[in_gap] = IN_GAP
        for column, value in columns:
            outcome[(column.lowest > value) | (column.highest < value)] = OUTSIDE
        return outcome

    def _by_points(self, known: frozenset[LegPoint], outcome: Codes) -> dict[int, tuple[LegPoint, ...]]:
        """What depends on which points have a reading: keys without one, and build alone."""
        asks = self._asks.get(known)
        if asks is None:
            if len(self._asks) >= MOST_SETS:
                self._asks.clear()
            asks = self._asks[known] = self._asking(known)
        # A size is left where a box holds the leg; several boxes of one size are no matter while a key is missing.
        some = outcome[asks.some_missing]
        outcome[asks.some_missing] = np.where((some >= FITS) & (some <= IN_TWO), NEEDS, some)
        outcome[asks.nothing_known] = NEEDS
        if len(asks.build_alone):
            build = outcome[asks.build_alone]
            outcome[asks.build_alone] = np.where(build == DISAGREE, IN_GAP, build)
        return asks.needs

    def _asking(self, known: frozenset[LegPoint]) -> KernelQuestion:
        some, nothing, build = [NONE], [NONE], [NONE]
        needs: dict[int, tuple[LegPoint, ...]] = {}
        for at, shape in enumerate(self.shapes):
            told = [p for key in shape.keys for p in key if p in known]
            missing = [key for key in shape.keys if known.isdisjoint(key)]
            if missing:
                needs[at] = tuple(p for key in missing for p in key)
                (some if told else nothing).append(shape.charts)
            if told and BUILD.issuperset(told):
                build.append(shape.charts)
        return KernelQuestion(np.concatenate(some), np.concatenate(nothing), np.concatenate(build), needs)


class LegStanding(Struct):
    """One leg: what every chart says, how far off the middle it sits, and the rank of the size named."""

    outcome: Codes
    away: NDArray[np.float64]
    rank: NDArray[np.int16] | None
    """Worked out for a pair of legs alone."""
    needs: dict[int, tuple[LegPoint, ...]] = {}


def values_of(leg: Leg, question: Question) -> dict[LegPoint, int]:
    """A leg's readings by point; the shoe size answers its own system only."""
    values = {point: reading.value for point, reading in leg.items()}
    shoe = question.shoe
    if shoe is not None and shoe.system is not LegPoint.SHOE_UNSTATED:
        values.setdefault(shoe.system, shoe.hundredths)
    return values


def _alone(leg: LegStanding) -> KernelResult:
    return KernelResult(leg.outcome, leg.away, leg.needs)


def _both(one: LegStanding, other: LegStanding) -> KernelResult:
    """Two legs: the worse miss; one size where both fit the same; else what keeps them apart."""
    first, second = one.outcome, other.outcome
    missed = np.where(WORSE[first] >= WORSE[second], first, second)
    both_fit = (first == FITS) & (second == FITS)
    same = np.where(np.equal(one.rank, other.rank), FITS, DIFFER)  # type: ignore[arg-type]
    is_match = (first < NEEDS) & (second < NEEDS)
    outcome = np.where(is_match, np.where(both_fit, same, DOUBT), missed)
    outcome = np.where((first == DOUBT) | (second == DOUBT), DOUBT, outcome).astype(np.int8)
    needs = {at: _together(one.needs.get(at, ()), other.needs.get(at, ())) for at in one.needs | other.needs}
    return KernelResult(outcome, np.maximum(one.away, other.away), needs)


def _together(one: tuple[LegPoint, ...], other: tuple[LegPoint, ...]) -> tuple[LegPoint, ...]:
    return tuple(dict.fromkeys((*one, *other)))
