"""The size of one chart for many legs: what the rule says, asked once for all legs between the same edges.

A chart says the same of every leg between two neighbouring edges at each point, so the legs are sorted into such
cells and the rule of `rules/size` is asked about one leg of each. Only how likely a size is, and how central a leg
sits, differ within a cell; both are worked out by arrays, or by the rule where several boxes of a size have a say.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ..geometry.leg_on_chart import leg_on_chart
from ..geometry.thresholds import size_thresholds
from ..model.chart import SizeChart
from ..model.leg import LegPoint
from ..model.policy import Policy
from ..model.question import Prefer
from ..model.verdict import Certainty, SizeOutcome, SizeVerdict
from ..rules.size.region import NO_REGION, RegionCache
from ..rules.size.remarks import has_girth
from ..rules.size.rule import NO_LEG, judge_charts
from .cells import ChartCells
from .leg_table import (
    Bools,
    DistinctLegs,
    DistinctPeople,
    LegTable,
    Places,
    Values,
    first_of_each,
    numbered,
    question_of,
)
from .likelihood import BY_RULE, NO_FORM, Floats, Int8s, Int32s, PlaceForms, form_in_region, or_edge
from .ranking import off_center

MOST_KEPT = 20_000
"""Of how many legs that only the rule can judge its figures are remembered; a bound on memory."""
NOT_OF_THE_CELL = frozenset({
    "size.near_edge", "size.near_end", "size.measure_again", "size.on_open_edge", "size.outside", "size.gap",
    "size.confidence_printed", "size.estimate", "size.estimate_none", "size.shoe_system", "size.breaks",
})  # fmt: skip
"""Codes of reasons that turn on a distance or on what the chart does not ask for: other legs of a cell lack them."""
CERTAINTIES = (Certainty.SURE, Certainty.LIKELY, Certainty.TOSS_UP)


class SizeAnswer(Struct, frozen=True):
    """What a chart says of all legs in a cell, or of all pairs of legs in two cells."""

    outcome: SizeOutcome
    size: str | None = None
    also: tuple[str, ...] = ()
    needs: tuple[LegPoint, ...] = ()
    candidates: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    """The codes of the reasons that hold for every such leg, each once."""
    chart: str = ""
    """The chart that answered, where a product has several in force."""
    forms: tuple[int, ...] = ()
    """By leg: how likely the size is and how central the leg sits, as `PlaceForms` number it."""
    is_even: bool = False
    by_girth: bool = True

    @property
    def by_lesser(self) -> bool:
        """Whether the answer is as sure as the less certain leg, and not as both together."""
        return self.outcome is SizeOutcome.LEGS_DIFFER


class AnswerArrays(Struct, frozen=True, eq=False):
    """What answers say, by their number."""

    forms: tuple[Int32s, Int32s]
    """The forms of the first and of the second leg; `NO_FORM` where there is none."""
    for_rule: Bools
    """Whether only the rule works out the figures."""
    by_lesser: Bools
    sized: Bools
    is_even: Bools
    by_girth: Bools

    @classmethod
    def of(cls, answers: Sequence[SizeAnswer]) -> Self:
        """Those of some answers."""
        forms = [[a.forms[side] if len(a.forms) > side else NO_FORM for a in answers] for side in (0, 1)]
        flags = [
            [BY_RULE in a.forms for a in answers], [a.by_lesser for a in answers],
            [a.size is not None for a in answers], [a.is_even for a in answers], [a.by_girth for a in answers],
        ]  # fmt: skip
        one, other = (np.array(of_leg, np.int32) for of_leg in forms)
        return cls((one, other), *(np.array(flag, np.bool_) for flag in flags))


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
        self._charts, self._policy, self._prefer, self._asks_for = tuple(charts), policy, prefer, asks_for
        self._regions = regions or RegionCache()
        usable = [self._regions.charts.of(c) for c in charts if c.sizes and c.keys]
        self.points = tuple(dict.fromkeys(p for c in usable for p in c.chart.points))
        breaks = {
            p: {at for c in usable if p in c.chart.points for at in c.projection((p,)).breaks[0]} for p in self.points
        }
        self._cells = ChartCells({p: np.array(sorted(at), np.int64) for p, at in breaks.items()})
        self._forms = PlaceForms(self.points, size_thresholds(policy).tape_sds[0])
        self.answers: list[SizeAnswer] = []
        self._numbers: dict[SizeAnswer, int] = {}
        self._of_answers = AnswerArrays.of([])
        self._figures: dict[tuple[tuple[tuple[LegPoint, int], ...], ...], tuple[float, int]] = {}
        """By the values of one leg or two: how likely the size is and how central they sit, where the rule says it."""
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
            self._answer_of_cell.append(self._ask((example,)))
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
        number, distinct, arrays = columns.number, legs.distinct(self.points), self._arrays()
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
        thresholds, arrays = size_thresholds(self._policy), self._arrays()
        is_likely = np.nan_to_num(confidence) >= thresholds.likely
        is_sure = (confidence >= thresholds.sure) & arrays.by_girth[numbers]
        codes = np.where(is_sure, 0, np.where(is_likely, 1, 2))
        sure: Int8s = np.where(arrays.sized[numbers], np.where(arrays.is_even[numbers], 2, codes), -1).astype(np.int8)
        return sure

    def _arrays(self) -> AnswerArrays:
        """What the answers say, by their number."""
        if len(self._of_answers.sized) < len(self.answers):
            self._of_answers = AnswerArrays.of(self.answers)
        return self._of_answers

    def _judge_pairs(
        self, legs: DistinctLegs, people: DistinctPeople, cells: Int32s, off: Int8s
    ) -> tuple[Int32s, Int8s]:
        """The number of the answer to each pair of legs, and how far off the middle the less central leg sits."""
        one, other = people.first[people.pairs], people.second
        count = len(self._cells.examples)
        codes, which = numbered(cells[one].astype(np.int64) * count + cells[other])
        pairs = [divmod(code, count) for code in codes.tolist()]
        number = np.array([self._pair(*pair) for pair in pairs], np.int32)
        arrays, alone = self._arrays(), np.array(self._answer_of_cell, np.int32)[np.array(pairs, np.intp).reshape(-1, 2)]
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
            number = self._pairs[one, other] = self._ask((self._cells.examples[one], self._cells.examples[other]))
        return number

    def _ask(self, sides: tuple[Values, ...]) -> int:
        """Ask the rule about one leg or two; returns the number of the answer."""
        verdict = self.verdict(sides)
        forms = self._forms_in(verdict, sides) if verdict.outcome.is_match else ((), False, True)
        own, is_even, by_girth = forms
        reasons = dict.fromkeys(r.code for r in verdict.reasons if r.code not in NOT_OF_THE_CELL)
        answer = SizeAnswer(
            verdict.outcome, verdict.size, verdict.also, verdict.needs, verdict.candidates, tuple(reasons),
            verdict.chart, own, is_even, by_girth,
        )  # fmt: skip
        number = self._numbers.setdefault(answer, len(self.answers))
        if number == len(self.answers):
            self.answers.append(answer)
        return number

    def verdict(self, sides: tuple[Values, ...]) -> SizeVerdict:
        """Ask the rule about the measures of one leg or two."""
        question = question_of(sides, self._prefer)
        return judge_charts(self._charts, question, self._policy, self._asks_for, regions=self._regions)

    def _forms_in(self, verdict: SizeVerdict, sides: tuple[Values, ...]) -> tuple[tuple[int, ...], bool, bool]:
        """The form of each leg, whether no tape tells the sizes apart, and whether a girth decides."""
        chart = next(c for c in self._charts if not verdict.chart or c.id == verdict.chart)
        compiled, question = self._regions.charts.of(chart), question_of(sides, self._prefer)
        sided = question.legs.sides or NO_LEG
        legs = [leg_on_chart(compiled, side, leg, question, self._policy) for side, leg in sided]
        regions = [self._regions.region_of(leg) if leg.points else NO_REGION for leg in legs]
        differ = verdict.outcome is SizeOutcome.LEGS_DIFFER
        shared = compiled.labels.index(verdict.size or "")
        forms = [
            self._forms.number(form_in_region(leg, region, region.rank if differ else shared))
            for leg, region in zip(legs, regions, strict=True)
        ]
        is_even = any(region.is_even for region in regions)
        return tuple(forms), is_even, has_girth(legs[0].points)

    def _twentieths(self, numbers: Int32s, legs: DistinctLegs) -> Int8s:
        """How far distinct legs lie off the middle, in twentieths of a band; -1 where nothing says."""
        arrays = self._arrays()
        off = self._forms.twentieths(arrays.forms[0][numbers], legs)
        for leg in np.flatnonzero(arrays.for_rule[numbers]):
            off[leg] = self._by_rule(legs, numbers[leg], leg, leg)[1]
        return off

    def _twentieths_of_pairs(self, legs: DistinctLegs, numbers: Int32s, one: Places, other: Places) -> Int8s:
        """The same for the less central leg of some pairs, from the numbers of their legs."""
        arrays = self._arrays()
        off = np.maximum(
            self._forms.twentieths(arrays.forms[0][numbers], legs, one),
            self._forms.twentieths(arrays.forms[1][numbers], legs, other),
        )
        for row in np.flatnonzero(arrays.for_rule[numbers]):
            off[row] = self._by_rule(legs, numbers[row], one[row], other[row])[1]
        return off

    def _by_rule(self, legs: DistinctLegs, number: np.int32, one: np.intp, other: np.intp) -> tuple[float, int]:
        """How likely a size is and how central the legs sit, by the rule itself; asked once for legs that are alike."""
        sides = tuple(legs.measured(int(leg)) for leg in (one, other)[: len(self.answers[int(number)].forms)])
        alike = tuple(tuple(side.items()) for side in sides)
        figures = self._figures.get(alike)
        if figures is None:
            verdict = self.verdict(sides)
            figures = verdict.confidence or 0.0, off_center(verdict)
            if len(self._figures) < MOST_KEPT:
                self._figures[alike] = figures
        return figures


def judge_legs(
    charts: Sequence[SizeChart], legs: LegTable, policy: Policy, prefer: Prefer | None = None
) -> tuple[ChartColumns, Floats]:
    """Say which size of a product fits each person of a table, and how likely it is right (NaN without a size)."""
    chart = ProductCharts(charts, policy, prefer)
    columns = chart.judge(legs)
    return columns, chart.confidence(columns, legs, np.arange(len(legs)))
