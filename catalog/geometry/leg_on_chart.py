"""One leg before one chart: which keys it answers, and with what."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ..model.leg import Dimension, LegPoint
from ..model.policy import Policy
from ..model.quantities import Length, Limit, Mass, ShoeSize, quantity
from ..model.question import Leg, Question, Side
from .compiled_chart import ChartTerms, CompiledChart, Projection
from .thresholds import SizeThresholds, TieBreak, size_thresholds, tie_break

Key = tuple[LegPoint, ...]
NONE_SOLD: Final[frozenset[str]] = frozenset()
MOST_TERMS: Final = 256
"""Terms kept for one chart; few but where sizes sell out."""


class LegOnChart(Struct, frozen=True):
    """One leg's values in the order of the chart's keys, and the keys that it cannot answer."""

    chart: CompiledChart
    side: Side
    readings: Leg
    question: Question
    policy: Policy
    thresholds: SizeThresholds
    tie_break: TieBreak
    points: tuple[LegPoint, ...]
    """The points of the chart that the leg has values for."""
    values: tuple[int, ...]
    """By point, in store units (um, g, hundredths of a shoe size)."""
    missing: tuple[Key, ...]
    projection: Projection
    """The chart at `points`."""

    def labels(self, ranks: tuple[int, ...]) -> tuple[str, ...]:
        """The printed labels of some sizes, in the order given."""
        return tuple(self.chart.labels[r] for r in ranks)

    def quantity(self, index: int) -> Length | Mass | ShoeSize:
        """One value as a quantity with its unit."""
        return amount(self.points[index], self.values[index])


def amount(point: LegPoint, value: float) -> Length | Mass | ShoeSize:
    """Make a quantity of a value in store units, without its sign."""
    return quantity(point, int(abs(value)))


def limit(point: LegPoint, edge: float, *, is_low: bool) -> Limit:
    """Make the low or the high end of a band, in store units, a fact that a sentence can name."""
    return Limit(point, int(edge), is_low)


def distance(point: LegPoint, value: float) -> Length | Mass | float:
    """Make a distance of a value in store units: a quantity with its unit, between shoe sizes a number of sizes."""
    return abs(value) / 100 if point.dimension is Dimension.SHOE else quantity(point, int(abs(value)))  # type: ignore[return-value]


def leg_on_chart(
    chart: CompiledChart, side: Side, readings: Leg, question: Question, policy: Policy,
    sold: frozenset[str] = NONE_SOLD,
) -> LegOnChart:  # fmt: skip
    """Put one leg before a chart: any one alternative answers a key; several must all hold.

    `sold` are the labels of sizes that are sold out, where the person asks for what is in stock.
    """
    terms = chart.terms.get((question.prefer, sold))
    if terms is None or terms.policy is not policy:
        if len(chart.terms) >= MOST_TERMS:
            chart.terms.clear()
        terms = chart.terms[question.prefer, sold] = _terms(chart, question, policy, sold)
    points, projection = chart.plain, terms.projection
    missing: tuple[Key, ...] = ()
    values = tuple([readings[p].value for p in points if p in readings])
    # Most charts and most legs: every key is one point, and the leg has them all.
    if not points or len(values) != len(points):
        by_point, missing = _values(chart, readings, question.shoe)
        points, values = tuple(by_point), tuple(by_point.values())
        projection = chart.projection(points)
    return LegOnChart(
        chart, side, readings, question, policy, terms.thresholds, terms.tie_break, points, values, missing, projection
    )


def _terms(chart: CompiledChart, question: Question, policy: Policy, sold: frozenset[str]) -> ChartTerms:
    thresholds = size_thresholds(policy)
    usual = tie_break(chart.chart, question, thresholds)
    if sold:
        ranks = frozenset(chart.labels.index(s) for s in sold if s in chart.labels)
        usual = replace(usual, sold=ranks, key=f"{usual.key} {sorted(ranks)}")
    return ChartTerms(policy, thresholds, usual, chart.projection(chart.plain))


def _values(chart: CompiledChart, readings: Leg, shoe: ShoeSize | None) -> tuple[dict[LegPoint, int], tuple[Key, ...]]:
    """Read the value of each key's points, in the order of the keys, and list the keys without any."""
    values: dict[LegPoint, int] = {}
    missing: list[Key] = []
    for key in chart.chart.keys:
        own = {p: v for p in key if (v := _value(p, readings, shoe)) is not None}
        if not own:
            missing.append(key)
        for point, value in own.items():
            values.setdefault(point, value)
    return values, tuple(missing)


def _value(point: LegPoint, readings: Leg, shoe: ShoeSize | None) -> int | None:
    """The value at a point; a shoe size answers its own system only, and an unstated one never."""
    reading = readings.get(point)
    if reading is not None:
        return reading.value
    if shoe is None or shoe.system is not point or point is LegPoint.SHOE_UNSTATED:
        return None
    return shoe.hundredths
