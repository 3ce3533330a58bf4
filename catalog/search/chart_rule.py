"""The rule about the charts of one product: what it says of legs, and their figures where only it knows them.

The rule is asked about one leg of each cell, and about one pair of legs of each two cells; nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
from msgspec import Struct

from ..geometry.compiled_chart import CompiledChart
from ..geometry.leg_on_chart import leg_on_chart
from ..geometry.thresholds import size_thresholds
from ..model.chart import SizeChart
from ..model.leg import Dimension, LegPoint
from ..model.policy import Policy
from ..model.question import Prefer
from ..model.verdict import SizeOutcome, SizeVerdict
from ..rules.size.region import NO_REGION, Region, RegionCache
from ..rules.size.remarks import NEAR_EDGE, has_girth, is_unread
from ..rules.size.rule import NO_LEG, JudgedLeg, judge_charts, judge_leg, judge_pair
from .leg_table import Bools, Values, question_of
from .likelihood import BY_RULE, NO_FORM, Int32s, PlaceForms, form_in_region
from .ranking import off_center

MOST_KEPT = 20_000
"""Of how many legs that only the rule can judge its figures are remembered; a bound on memory."""
MOST_LEGS = 128
"""Judged legs that a chart keeps from table to table, a few kilobytes each; charts of one girth have fewer."""
MOST_REGIONS = 2_000
"""Regions of all charts that are left behind when one was asked."""
NOT_OF_THE_CELL = frozenset({
    "size.near_edge", "size.near_end", "size.measure_again", "size.on_open_edge", "size.outside", "size.outside_unread",
    "size.gap", "size.confidence_printed", "size.estimate", "size.estimate_none", "size.shoe_system", "size.breaks",
})  # fmt: skip
"""Codes of reasons that turn on a distance or on what the chart does not ask for: other legs of a cell lack them."""
Sides = tuple[Values, ...]
Alike = tuple[tuple[tuple[LegPoint, int], ...], ...]


class SizeAnswer(Struct, frozen=True):
    """What a chart says of all legs in a cell, or of all pairs of legs in two cells."""

    outcome: SizeOutcome
    size: str | None = None
    also: tuple[str, ...] = ()
    needs: tuple[LegPoint, ...] = ()
    candidates: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    """The codes of the reasons that hold for every such leg, each once."""
    cautions: tuple[str, ...] = ()
    """The codes of the cautions that hold for every such leg, each once."""
    chart: str = ""
    """The chart that answered, where a product has several in force."""
    forms: tuple[int, ...] = ()
    """By leg: how likely the size is and how central the leg sits, as `PlaceForms` number it."""
    is_even: bool = False
    may_be_sure: bool = True
    """Whether a girth decides, and no row that was not read may be the one."""

    @property
    def by_lesser(self) -> bool:
        """Whether the answer is as sure as the less certain leg, and not as both together."""
        return self.outcome is SizeOutcome.LEGS_DIFFER


NO_SIZE = SizeAnswer(SizeOutcome.OUTSIDE_CHART)
"""Stands for all outcomes of `NO_SIZE_HOLDS` where only matches are wanted."""


class AnswerArrays(Struct, frozen=True, eq=False):
    """What answers say, by their number."""

    forms: tuple[Int32s, Int32s]
    """The forms of the first and of the second leg; `NO_FORM` where there is none."""
    for_rule: Bools
    """Whether only the rule works out the figures."""
    by_lesser: Bools
    sized: Bools
    is_even: Bools
    may_be_sure: Bools

    @classmethod
    def of(cls, answers: Sequence[SizeAnswer]) -> Self:
        """Those of some answers."""
        forms = [[a.forms[side] if len(a.forms) > side else NO_FORM for a in answers] for side in (0, 1)]
        flags = [
            [BY_RULE in a.forms for a in answers], [a.by_lesser for a in answers],
            [a.size is not None for a in answers], [a.is_even for a in answers], [a.may_be_sure for a in answers],
        ]  # fmt: skip
        one, other = (np.array(of_leg, np.int32) for of_leg in forms)
        return cls((one, other), *(np.array(flag, np.bool_) for flag in flags))


class ChartRule:
    """The rule about the charts in force of one product."""

    def __init__(
        self, charts: Sequence[SizeChart], policy: Policy, prefer: Prefer | None, asks_for: tuple[LegPoint, ...],
        regions: RegionCache,
    ) -> None:  # fmt: skip
        """`asks_for` is what the brand sizes by where no chart is known; `regions` are those of a catalog."""
        self._charts, self._policy, self._prefer, self._asks_for = tuple(charts), policy, prefer, asks_for
        self._regions = regions
        self.compiled = [regions.charts.of(c) for c in charts if c.sizes and c.keys]
        self._is_one_chart = len(self.compiled) == len(self._charts) == 1
        self.points = tuple(dict.fromkeys(p for c in self.compiled for p in c.chart.points))
        self.forms = PlaceForms(self.points, size_thresholds(policy).tape_sds[0])
        self.answers: list[SizeAnswer] = []
        self._numbers: dict[SizeAnswer, int] = {}
        self._arrays = AnswerArrays.of([])
        self._judged: dict[tuple[object, ...], JudgedLeg] = {}
        """Legs of pairs that were judged alone, by side, by what they measure, and by the shoe size of the person."""
        self._form_of_region: dict[tuple[int, int], tuple[Region, int]] = {}
        """By region and the rank of a size: the form of a leg there."""
        self._figures: dict[Alike, tuple[float, int]] = {}
        """By the values of one leg or two: how likely the size is and how central they sit, where the rule says it."""

    @property
    def arrays(self) -> AnswerArrays:
        """What the answers say, by their number."""
        if len(self._arrays.sized) < len(self.answers):
            self._arrays = AnswerArrays.of(self.answers)
        return self._arrays

    def ask(self, sides: Sides) -> int:
        """Ask the rule about one leg or two; returns the number of the answer."""
        legs: list[JudgedLeg] = []
        if self._is_one_chart:
            legs = self._pair(sides) if len(sides) > 1 else self._legs(self.compiled[0], sides)
        verdict = self.verdict(sides) if not legs else judge_pair(legs) if len(legs) > 1 else legs[0].verdict
        forms: tuple[int, ...] = ()
        is_even, may_be_sure = False, True
        if verdict.outcome.is_match:
            legs = legs or self._legs(self._chart_of(verdict), sides)
            forms = tuple(self._form(verdict, judged) for judged in legs)
            is_even = any(judged.region.is_even for judged in legs)
            may_be_sure = has_girth(legs[0].leg.points) and not is_unread(verdict.reasons)
        reasons = dict.fromkeys(r.code for r in verdict.reasons if r.code not in NOT_OF_THE_CELL)
        cautions = dict.fromkeys(c.code for c in verdict.cautions if c.code != NEAR_EDGE)
        answer = SizeAnswer(
            verdict.outcome, verdict.size, verdict.also, verdict.needs, verdict.candidates, tuple(reasons),
            tuple(cautions), verdict.chart, forms, is_even, may_be_sure,
        )  # fmt: skip
        return self._number(answer)

    @property
    def no_size(self) -> int:
        """The number of the answer that no size holds a leg, where nothing more of it is asked."""
        return self._number(NO_SIZE)

    def _number(self, answer: SizeAnswer) -> int:
        number = self._numbers.setdefault(answer, len(self.answers))
        if number == len(self.answers):
            self.answers.append(answer)
        return number

    def forget_legs(self) -> None:
        """Forget the legs that were judged where they are many: only their answers are needed again."""
        if len(self._judged) + len(self._form_of_region) > MOST_LEGS:
            self._judged.clear()
            self._form_of_region.clear()
            for chart in self.compiled:
                chart.forget_ranks()
        if len(self._regions.regions) > MOST_REGIONS:
            self._regions.regions.clear()

    def has_no_size(self, values: Values) -> bool:
        """Whether no size holds a leg of which all is known that the one chart asks for, alone and in any pair."""
        if not self._is_one_chart:
            return False
        question = question_of((values,), self._prefer)
        sides = question.legs.sides or NO_LEG
        leg = leg_on_chart(self.compiled[0], *sides[0], question, self._policy)
        is_known = bool(leg.points and leg.projection.boxes) and not leg.missing
        return is_known and self._regions.region_of(leg) is NO_REGION

    def verdict(self, sides: Sides) -> SizeVerdict:
        """Ask the rule about the measures of one leg or two."""
        question = question_of(sides, self._prefer)
        return judge_charts(self._charts, question, self._policy, self._asks_for, regions=self._regions)

    def figures(self, sides: Sides) -> tuple[float, int]:
        """How likely a size is and how central the legs sit, by the rule itself; asked once for legs that are alike."""
        alike = tuple(tuple(side.items()) for side in sides)
        figures = self._figures.get(alike)
        if figures is None:
            verdict = self.verdict(sides)
            figures = verdict.confidence or 0.0, off_center(verdict)
            if len(self._figures) < MOST_KEPT:
                self._figures[alike] = figures
        return figures

    def _chart_of(self, verdict: SizeVerdict) -> CompiledChart:
        return next(c for c in self.compiled if not verdict.chart or c.chart.id == verdict.chart)

    def _pair(self, sides: Sides) -> list[JudgedLeg]:
        """Both legs of a pair, each judged alone once."""
        shoe = tuple((p, v) for p, v in sides[0].items() if p.dimension is Dimension.SHOE)
        keys = [(at, shoe, *side.items()) for at, side in enumerate(sides)]
        for at, key in enumerate(keys):
            if key not in self._judged:
                self._judged[key] = self._legs(self.compiled[0], sides, at)[0]
        return [self._judged[key] for key in keys]

    def _legs(self, chart: CompiledChart, sides: Sides, only: int | None = None) -> list[JudgedLeg]:
        """Each leg judged alone, or only one of a pair."""
        question = question_of(sides, self._prefer)
        sided = (question.legs.sides or NO_LEG)[slice(None) if only is None else slice(only, only + 1)]
        legs = (leg_on_chart(chart, side, leg, question, self._policy) for side, leg in sided)
        return [judge_leg(leg, self._regions) for leg in legs]

    def _form(self, verdict: SizeVerdict, judged: JudgedLeg) -> int:
        """The form of one leg in the size that a match names for it."""
        rank = judged.region.rank
        if verdict.outcome is not SizeOutcome.LEGS_DIFFER:
            rank = judged.leg.chart.labels.index(verdict.size or "")
        # By identity: the region is held with its number, so that it cannot come back as another's.
        key = id(judged.region), rank
        of_region = self._form_of_region.get(key)
        if of_region is None:
            by_edge = judged.by_edge(rank)
            number = self.forms.number(form_in_region(by_edge.leg, by_edge.region, rank))
            of_region = self._form_of_region[key] = judged.region, number
        return of_region[1]
