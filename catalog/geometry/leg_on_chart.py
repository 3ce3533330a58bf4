"""One leg before one chart: which keys it answers, with what, and where it stands."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from ..model.leg import Dimension, LegPoint
from ..model.policy import Policy
from ..model.quantities import Length, Mass, ShoeSize, quantity
from ..model.question import Leg, Question, Reading, Side
from .compiled_chart import CompiledChart, Projection, Terms
from .locate import Location, locate
from .thresholds import SizeThresholds, TieBreak, size_thresholds, tie_break, tie_break_in_stock

Key = tuple[LegPoint, ...]
NONE_SOLD: Final[frozenset[str]] = frozenset()
MOST_TERMS: Final = 256
"""Ways to ask a chart that are kept; few but for sizes that sell out."""


class LegOnChart(Struct, frozen=True):
    """One leg's readings in the order of the chart's keys, and the keys that it cannot answer."""

    chart: CompiledChart
    side: Side
    leg: Leg
    question: Question
    policy: Policy
    figures: SizeThresholds
    choice: TieBreak
    points: tuple[LegPoint, ...]
    values: tuple[int, ...]
    missing: tuple[Key, ...]
    view: Projection
    """The chart at the points this leg has readings for."""

    def stand(self) -> Location:
        """Where the leg stands."""
        return locate(self.view, self.values)

    def labels(self, ranks: tuple[int, ...]) -> tuple[str, ...]:
        """The printed labels of some sizes, in the order given."""
        return tuple(self.chart.labels[r] for r in ranks)

    def value(self, index: int) -> Length | Mass | ShoeSize:
        """One reading as a quantity with its unit."""
        return amount(self.points[index], self.values[index])

    def sd(self) -> float:
        """The error of the first reading."""
        return self.figures.sd(self.points[0], self.leg.get(self.points[0]))


def amount(point: LegPoint, value: float) -> Length | Mass | ShoeSize:
    """A whole number of a point as a quantity, without its sign."""
    return quantity(point, int(abs(value)))


def apart(point: LegPoint, value: float) -> Length | Mass | float:
    """A distance at a point: a quantity with its unit, between shoe sizes a plain number of sizes."""
    return abs(value) / 100 if point.dimension is Dimension.SHOE else quantity(point, int(abs(value)))  # type: ignore[return-value]


def leg_on_chart(
    chart: CompiledChart, side: Side, leg: Leg, question: Question, policy: Policy, sold: frozenset[str] = NONE_SOLD
) -> LegOnChart:
    """One leg put before a chart: any one alternative answers a key; several must all hold.

    `sold` are the labels of sizes that are sold out, where the person asks for what is in stock.
    """
    terms = chart.terms.get((question.prefer, sold))
    if terms is None or terms.policy is not policy:
        if len(chart.terms) >= MOST_TERMS:
            chart.terms.clear()
        terms = chart.terms[question.prefer, sold] = _terms(chart, question, policy, sold)
    figures, tie, plain = terms.figures, terms.choice, chart.plain
    if plain:
        values = tuple([leg[p].value for p in plain if p in leg])
        if len(values) == len(plain):
            return LegOnChart(chart, side, leg, question, policy, figures, tie, plain, values, (), terms.view)
    found, missing = _readings(chart, leg, question.shoe)
    points = tuple(found)
    return LegOnChart(
        chart, side, leg, question, policy, figures, tie, points, tuple(found.values()), missing, chart.view(points)
    )


def _terms(chart: CompiledChart, question: Question, policy: Policy, sold: frozenset[str]) -> Terms:
    figures = size_thresholds(policy)
    usual = tie_break(chart.chart, question, figures)
    if sold:
        usual = tie_break_in_stock(usual, frozenset(chart.labels.index(s) for s in sold if s in chart.labels))
    return Terms(policy, figures, usual, chart.view(chart.plain))


def _readings(chart: CompiledChart, leg: Leg, shoe: ShoeSize | None) -> tuple[dict[LegPoint, int], tuple[Key, ...]]:
    """What the leg says of each key, in the order of the keys, and the keys it says nothing of."""
    found: dict[LegPoint, int] = {}
    missing: list[Key] = []
    for key in chart.chart.keys:
        known = {p: v for p in key if (v := _value(p, leg, shoe)) is not None}
        if not known:
            missing.append(key)
        for point, value in known.items():
            found.setdefault(point, value)
    return found, tuple(missing)


def _value(point: LegPoint, leg: Leg, shoe: ShoeSize | None) -> int | None:
    """The reading for a point; a shoe size answers its own system only, and an unstated one never."""
    reading: Reading | None = leg.get(point)
    if reading is not None:
        return reading.value
    if shoe is None or shoe.system is not point or point is LegPoint.SHOE_UNSTATED:
        return None
    return shoe.hundredths
