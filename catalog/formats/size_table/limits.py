"""Which figures a human body can have at a point, and what that says of figures whose unit is not printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from msgspec import Struct

from ...model.leg import Dimension, LegPoint
from ...model.policy import Policy

PER_UNIT: Final = {
    "cm": Fraction(1), "mm": Fraction(1, 10), "m": Fraction(100), "in": Fraction(254, 100),
    "kg": Fraction(1), "lb": Fraction(45359237, 100_000_000),
}  # fmt: skip
"""Centimetres, or kilograms, of one unit."""
PER_CM, PER_KG = 10_000, 1000
"""Store units (micrometres, grams) of one centimetre and one kilogram."""
SAME: Final = frozenset({"cm", "kg"})
"""Units that limits are written in."""
CANDIDATES: Final = {Dimension.LENGTH: ("cm", "in"), Dimension.MASS: ("kg", "lb")}
"""Units that are taken without being printed, where one alone can be meant."""


class PointLimits(Struct, frozen=True):
    """What is possible and what is likely at a point, each the lowest and highest in cm or kg."""

    possible: tuple[Fraction, Fraction]
    likely: tuple[Fraction, Fraction]


Limits = Mapping[LegPoint, PointLimits]


def limits_of(policy: Policy) -> Limits:
    """Return which figures are possible and likely at each point that the policy has some for, in cm and kg."""
    limits: dict[LegPoint, PointLimits] = {}
    for point in LegPoint:
        possible, likely = policy.range_at(point, "possible"), policy.range_at(point, "likely")
        if possible and likely:
            per = PER_KG if point.dimension is Dimension.MASS else PER_CM
            limits[point] = PointLimits(
                *((Fraction(low, per), Fraction(high, per)) for low, high in (possible, likely))
            )
    return limits


def is_possible(limits: Limits, point: LegPoint, figure: Fraction, unit: str) -> bool:
    """Whether a body can have a figure."""
    return _within(limits, point, figure, unit, "possible")


def is_likely(limits: Limits, point: LegPoint, figure: Fraction, unit: str) -> bool:
    """Whether many bodies have a figure."""
    return _within(limits, point, figure, unit, "likely")


def _within(limits: Limits, point: LegPoint, figure: Fraction, unit: str, grade: str) -> bool:
    if unit not in PER_UNIT:
        return False
    if point not in limits:
        return True
    low, high = limits[point].possible if grade == "possible" else limits[point].likely
    printed = figure * PER_UNIT[unit] if unit not in SAME else figure
    # Whole numbers compare many times faster than fractions do.
    upper, lower = printed.as_integer_ratio()
    least, of_least = low.as_integer_ratio()
    most, of_most = high.as_integer_ratio()
    return least * lower <= upper * of_least and upper * of_most <= most * lower


def fits(limits: Limits, figures: Mapping[LegPoint, Sequence[Fraction]], unit: str) -> bool:
    """Whether a unit makes every figure of every point possible and the middle one of each point likely."""
    return all(
        all(is_possible(limits, point, f, unit) for f in own)
        and is_likely(limits, point, sorted(own)[len(own) // 2], unit)
        and is_likely(limits, point, sorted(own)[(len(own) - 1) // 2], unit)
        for point, own in figures.items()
        if own
    )


def only_unit(limits: Limits, figures: Mapping[LegPoint, Sequence[Fraction]], dimension: Dimension) -> str:
    """The one unit that fits figures; empty where none or two do.

    Two units of which one makes a figure impossible are still one too many if its middle figures are likely.
    """
    if not any(figures.values()):
        return ""
    fitting = [unit for unit in CANDIDATES[dimension] if fits(limits, figures, unit)]
    return fitting[0] if len(fitting) == 1 else ""


def agree(one: Iterable[Fraction], unit: str, other: Iterable[Fraction], other_unit: str, slack: Fraction) -> bool:
    """Whether figures in one unit are those in another, each within a share of it or half an inch.

    >>> agree([Fraction(30)], "cm", [Fraction("11.8")], "in", Fraction(4, 100))
    True
    """
    pairs = list(zip(tuple(one), tuple(other), strict=False))
    return all(abs(a * PER_UNIT[unit] - b * PER_UNIT[other_unit]) <= slack * a * PER_UNIT[unit] for a, b in pairs)
