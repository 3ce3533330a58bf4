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
from .leg_table import MISSING, Columns, LegTable, Values, question_of, taken, values_at
from .likelihood import BY_RULE, NO_FORM, Floats, PlaceForms, form_in_region, or_edge
from .ranking import off_center

LARGEST_TABLE = 2_000_000
"""Up to how many cells a chart's are looked up in an array."""
MOST_KEPT = 20_000
"""Of how many legs that only the rule can judge its figures are remembered; a bound on memory."""
NOT_OF_THE_CELL = frozenset({
    "size.near_edge", "size.near_end", "size.measure_again", "size.on_open_edge", "size.outside", "size.gap",
    "size.confidence_printed", "size.estimate", "size.estimate_none", "size.shoe_system", "size.breaks",
})  # fmt: skip
"""Codes of reasons that turn on a distance or on what the chart does not ask for: other legs of a cell lack them."""
CERTAINTIES = (Certainty.SURE, Certainty.LIKELY, Certainty.TOSS_UP)
Int8s = NDArray[np.int8]
Int32s = NDArray[np.int32]


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
        self._breaks = {p: np.array(sorted(at), np.int64) for p, at in breaks.items()}
        self._forms = PlaceForms(self.points, size_thresholds(policy).tape_sds[0])
        self.answers: list[SizeAnswer] = []
        self._examples: list[Values] = []
        """By cell: the values of the leg that the rule was asked about."""
        self._cells: dict[int, int] = {}
        self._figures: dict[tuple[tuple[tuple[LegPoint, int], ...], ...], tuple[float, int]] = {}
        """By the values of one leg or two: how likely the size is and how central they sit, where the rule says it."""
        cells = int(np.prod([len(at) + 2 for at in self._breaks.values()], dtype=np.float64))
        self._table: Int32s | None = np.full(cells, -1, np.int32) if cells <= LARGEST_TABLE else None
        self._answer_of_cell: list[int] = []
        self._pairs: dict[tuple[int, int], int] = {}

    def judge(self, legs: LegTable) -> ChartColumns:
        """Say which size fits each person of a table."""
        distinct, of_row = self.judge_distinct(legs)
        return distinct.at(of_row)

    def judge_distinct(self, legs: LegTable) -> tuple[ChartColumns, Int32s]:
        """Say it of the distinct legs or pairs of legs of a table, and which of them each person has."""
        distinct = legs.distinct(self.points)
        cells = self._cells_of(distinct.columns, distinct.count)
        number = np.array(self._answer_of_cell, np.int32)[cells]
        twentieths = self._twentieths(number, distinct.columns)
        people = distinct.people
        if people is None:
            return ChartColumns(self.answers, number, or_edge(twentieths)), distinct.number
        numbers, off = number[people.first], twentieths[people.first]
        for_two = np.flatnonzero(people.second < distinct.count)
        one, other = people.first[for_two], people.second[for_two]
        numbers[for_two] = self._pairs_of(cells[one], cells[other])
        off[for_two] = self._twentieths_of_pairs(numbers[for_two], (one, other), number, twentieths, distinct.columns)
        return ChartColumns(self.answers, numbers, or_edge(off)), people.number

    def confidence(self, columns: ChartColumns, legs: LegTable, rows: NDArray[np.intp]) -> Floats:
        """Say how likely the size is right for some rows of a judged table; NaN where there is no size."""
        return self.confidence_at(columns.at(rows), legs, rows)

    def confidence_at(self, columns: ChartColumns, legs: LegTable, rows: NDArray[np.intp]) -> Floats:
        """Say the same where the columns are of these rows alone."""
        number = columns.number
        first, second = self._leg_columns(legs, rows)
        forms = self._forms_of(number, 0)
        likely = self._forms.likelihood(forms, first)
        pairs = np.flatnonzero(self._forms_of(number, 1) != NO_FORM)
        if len(pairs):
            other = self._forms.likelihood(self._forms_of(number[pairs], 1), taken(second, pairs))
            lesser = np.array([a.by_lesser for a in self.answers])[number[pairs]]
            likely[pairs] = np.where(lesser, np.minimum(likely[pairs], other), likely[pairs] * other)
        for row in np.flatnonzero(self._is_for_rule(number)):
            likely[row] = self._by_rule(number[row], first, second, row)[0]
        likely[forms == NO_FORM] = np.nan
        return likely

    def certainty(self, numbers: Int32s, confidence: Floats) -> Int8s:
        """Say how sure each size is, by the numbers of the answers and how likely they are right.

        The codes are places in `CERTAINTIES`; -1 without a size.
        """
        thresholds, answers = size_thresholds(self._policy), self.answers
        sized, is_even, by_girth = (
            np.array(flags, np.bool_)[numbers]
            for flags in (
                [a.size is not None for a in answers], [a.is_even for a in answers], [a.by_girth for a in answers],
            )
        )  # fmt: skip
        is_likely = np.nan_to_num(confidence) >= thresholds.likely
        codes = np.where((confidence >= thresholds.sure) & by_girth, 0, np.where(is_likely, 1, 2))
        sure: Int8s = np.where(sized, np.where(is_even, 2, codes), -1).astype(np.int8)
        return sure

    def _cells_of(self, columns: Columns, count: int) -> Int32s:
        """The number of each leg's cell; a cell that is new is asked about."""
        codes = np.zeros(count, np.int64)
        for point, breaks in self._breaks.items():
            codes *= len(breaks) + 2
            values = columns.get(point)
            if values is not None:
                codes += np.where(values == MISSING, 0, np.searchsorted(breaks, values, "right") + 1)
        if self._table is None:
            distinct, first, number = np.unique(codes, return_index=True, return_inverse=True)
            return np.array(
                [self._cell(c, columns, at) for c, at in zip(distinct.tolist(), first, strict=True)], np.int32
            )[number]
        unknown = np.flatnonzero(self._table[codes] < 0)
        for code, at in zip(*np.unique(codes[unknown], return_index=True), strict=True):
            self._table[code] = self._cell(int(code), columns, unknown[at])
        return self._table[codes]

    def _cell(self, code: int, columns: Columns, at: np.intp) -> int:
        cell = self._cells.get(code)
        if cell is None:
            cell = self._cells[code] = len(self._examples)
            values = values_at(columns, int(at))
            self._examples.append(values)
            self._answer_of_cell.append(self._ask((values,)))
        return cell

    def _pairs_of(self, one: Int32s, other: Int32s) -> Int32s:
        """The number of the answer to each pair of cells."""
        codes = one.astype(np.int64) * len(self._examples) + other
        distinct, number = np.unique(codes, return_inverse=True)
        pairs = [divmod(code, len(self._examples)) for code in distinct.tolist()]
        for pair in pairs:
            if pair not in self._pairs:
                self._pairs[pair] = self._ask((self._examples[pair[0]], self._examples[pair[1]]))
        return np.array([self._pairs[p] for p in pairs], np.int32)[number]

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
        self.answers.append(answer)
        return len(self.answers) - 1

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

    def _forms_of(self, numbers: Int32s, side: int) -> Int32s:
        """By number of an answer: the form of its first or second leg; `NO_FORM` where it has none."""
        forms = [a.forms[side] if len(a.forms) > side else NO_FORM for a in self.answers]
        return np.array(forms, np.int32)[numbers]

    def _is_for_rule(self, numbers: Int32s) -> NDArray[np.bool_]:
        return np.array([BY_RULE in a.forms for a in self.answers], np.bool_)[numbers]

    def _twentieths(self, numbers: Int32s, columns: Columns) -> Int8s:
        """How far distinct legs lie off the middle, in twentieths of a band; -1 where nothing says."""
        off = self._forms.twentieths(self._forms_of(numbers, 0), columns)
        for row in np.flatnonzero(self._is_for_rule(numbers)):
            off[row] = self._by_rule(numbers[row], columns, {}, row)[1]
        return off

    def _twentieths_of_pairs(
        self, numbers: Int32s, legs: tuple[Int32s, Int32s], alone: Int32s, off: Int8s, columns: Columns
    ) -> Int8s:
        """The same for pairs: as each leg alone, but where the pair takes another size than a leg alone would."""
        one, other = legs
        pairs = np.maximum(off[one], off[other])
        first, second = self._forms_of(numbers, 0), self._forms_of(numbers, 1)
        anew = (first != self._forms_of(alone[one], 0)) | (second != self._forms_of(alone[other], 0))
        rows = np.flatnonzero((anew | self._is_for_rule(numbers)) & (first != NO_FORM))
        if len(rows):
            sides = taken(columns, one[rows]), taken(columns, other[rows])
            pairs[rows] = np.maximum(
                self._forms.twentieths(first[rows], sides[0]), self._forms.twentieths(second[rows], sides[1])
            )
            for row in np.flatnonzero(self._is_for_rule(numbers[rows])):
                pairs[rows[row]] = self._by_rule(numbers[rows[row]], *sides, row)[1]
        pairs[first == NO_FORM] = -1
        return pairs

    def _by_rule(self, number: np.int32, first: Columns, second: Columns, row: np.intp) -> tuple[float, int]:
        """How likely a size is and how central the legs sit, by the rule itself; asked once for legs that are alike."""
        legs = (first, second)[: len(self.answers[int(number)].forms)]
        sides = tuple(values_at(leg, int(row)) for leg in legs)
        alike = tuple(tuple(side.items()) for side in sides)
        figures = self._figures.get(alike)
        if figures is None:
            verdict = self.verdict(sides)
            figures = verdict.confidence or 0.0, off_center(verdict)
            if len(self._figures) < MOST_KEPT:
                self._figures[alike] = figures
        return figures

    def _leg_columns(self, legs: LegTable, rows: NDArray[np.intp]) -> tuple[Columns, Columns]:
        return tuple(taken({p: v for p, v in leg.items() if p in self.points}, rows) for leg in (legs.one, legs.other))  # type: ignore[return-value]


def judge_legs(
    charts: Sequence[SizeChart], legs: LegTable, policy: Policy, prefer: Prefer | None = None
) -> tuple[ChartColumns, Floats]:
    """Say which size of a product fits each person of a table, and how likely it is right (NaN without a size)."""
    chart = ProductCharts(charts, policy, prefer)
    columns = chart.judge(legs)
    return columns, chart.confidence(columns, legs, np.arange(len(legs)))
