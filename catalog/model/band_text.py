"""A band of a size chart as text: as printed and, where the wearer thinks in other units, in those too."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from .chart import Band, Edge
from .leg import Dimension, LegPoint
from .number_text import inward
from .quantities import SHOE_NAMES, per_unit

SYSTEMS: Final = {"cm": frozenset({"mm", "cm", "m", "kg", "g"}), "in": frozenset({"in", "ft", "lb"})}
"""The units that a person reads as their own, by the unit of length they think in."""
DECIMALS: Final = {"cm": 1, "in": 2, "kg": 1, "lb": 1}
MOST_DECIMALS: Final = 5


def band_text(band: Band, units: str = "") -> str:
    """A band as printed, with its unit: `35–38 cm`, `> 37 cm`, `EU 39–42`; signs, no words.

    With `units` (`cm` or `in`, what the wearer thinks in) a band printed in the other system is followed by the same
    band in that one: `35–38 cm, 13.78–14.96 in`.
    """
    printed = _figures(band, *(None if edge is None else edge.printed for edge in (band.low, band.high)))
    if band.point.dimension is Dimension.SHOE:
        return f"{SHOE_NAMES[band.point]} {printed}".strip()
    text = f"{printed} {band.unit}".strip()
    if not units or band.unit in SYSTEMS[units] or (band.low is None and band.high is None):
        return text
    other = _converted(band, own_unit(band.point, units))
    return f"{text}, {other}" if other else text


def own_unit(point: LegPoint, units: str) -> str:
    """The unit in which a person who thinks in `cm` or `in` reads a point: `kg` or `lb` of a weight, none of a shoe.

    >>> own_unit(LegPoint.CALF, "in"), own_unit(LegPoint.WEIGHT, "in"), own_unit(LegPoint.SHOE_EU, "in")
    ('in', 'lb', '')
    """
    if point.dimension is Dimension.LENGTH:
        return units
    return "" if point.dimension is Dimension.SHOE else "kg" if units == "cm" else "lb"


def band_figures(band: Band, units: str) -> str:
    """The figures of a band alone, in the units that a person thinks in (`cm` or `in`): `35–38`, `> 13.78`.

    Printed figures stay as printed; others are rounded inward. A band too narrow for that keeps its own unit.
    """
    printed = _figures(band, *(None if edge is None else edge.printed for edge in (band.low, band.high)))
    unit = own_unit(band.point, units)
    if not unit or band.unit == unit or (band.low is None and band.high is None):
        return printed
    return _converted(band, unit).removesuffix(f" {unit}") or f"{printed} {band.unit}"


def _figures(band: Band, low: str | None, high: str | None) -> str:
    """Two figures with the signs of the band's edges; None is an end without limit."""
    if low is not None and high is not None:
        return f"{_sign(band.low, '>')}{low}–{_sign(band.high, '<')}{high}"
    if low is not None:
        return f"{_sign(band.low, '>') or '≥ '}{low}"
    if high is not None:
        return f"{_sign(band.high, '<') or '≤ '}{high}"
    return "*"


def _sign(edge: Edge | None, sign: str) -> str:
    """The sign of an edge that does not belong to its band; empty for one that does."""
    return f"{sign} " if edge is not None and not edge.closed else ""


def _converted(band: Band, unit: str) -> str:
    """The band in another unit, every edge rounded inward, so that no figure beside it only seems to be inside.

    A band narrower than a decimal gets as many decimals as it needs; empty where none are enough.
    """
    per = per_unit(band.point, unit)
    for decimals in range(DECIMALS[unit], MOST_DECIMALS + 1):
        low = None if band.low is None else inward(band.low.at, per, decimals, is_low=True)
        high = None if band.high is None else inward(band.high.at, per, decimals, is_low=False)
        if low is None or high is None or Fraction(low) <= Fraction(high):
            return f"{_figures(band, low, high)} {unit}"
    return ""
