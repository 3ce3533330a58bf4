"""Two charts that print the same in two units, as tables behind tabs do, joined into one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from msgspec.structs import replace

from ...model.leg import Dimension, LegPoint
from ...model.read_chart import ReadChart, ReadRow, TwinRows
from .cells import read_cell
from .limits import PER_UNIT

SLACK: Final = Fraction(5, 100)
HALF_INCH: Final = Fraction(127, 100)


def join_twins(charts: Sequence[ReadChart]) -> Iterator[ReadChart]:
    """Charts in order, those that say the same in another unit taken into the first one of the two."""
    taken: set[int] = set()
    for at, chart in enumerate(charts):
        if at in taken:
            continue
        for other in range(at + 1, len(charts)):
            if other not in taken and _are_twins(chart, charts[other]):
                chart = _joined(chart, charts[other])
                taken.add(other)
                break
        yield chart


def _are_twins(one: ReadChart, other: ReadChart) -> bool:
    """Whether two charts have the same sizes, points and, within rounding, figures, in different units."""
    if one.twin or other.twin or one.measures != other.measures:
        return False
    if not _units_differ(one, other) or (one.audience and other.audience and one.audience != other.audience):
        return False
    if [r.size for r in one.rows] != [r.size for r in other.rows]:
        return False
    pairs = [p for a, b in zip(one.rows, other.rows, strict=True) for p in _pairs(one, a, other, b)]
    return bool(pairs) and all(p is True for p in pairs)


def _units_differ(one: ReadChart, other: ReadChart) -> bool:
    if one.unit is not None and other.unit is not None:
        return one.unit != other.unit
    return one.unit == other.unit and bool(one.units) and one.units != other.units


def _pairs(one: ReadChart, row: ReadRow, other: ReadChart, other_row: ReadRow) -> Iterator[bool]:
    """For each point that both rows print, whether they agree."""
    mine, its = dict(row.bands), dict(other_row.bands)
    for name in mine.keys() & its.keys():
        point = LegPoint(name)
        if point.dimension is Dimension.SHOE:
            yield mine[name] == its[name]
        else:
            yield agrees(mine[name], unit_at(one, name), its[name], unit_at(other, name))


def unit_at(chart: ReadChart, point: str) -> str:
    """The unit of a point of a chart."""
    return dict(chart.units).get(point) or chart.unit or ""


def agrees(band: str, unit: str, other: str, other_unit: str) -> bool:
    """Whether two bands are the same in two units, within rounding.

    >>> agrees("30-34", "cm", "11.8-13.4", "in"), agrees("30-34", "cm", "13.8-15", "in")
    (True, False)
    """
    spans = [read_cell(text).spans for text in (band, other)]
    if unit not in PER_UNIT or other_unit not in PER_UNIT or any(len(s) != 1 for s in spans):
        return False
    one, two = (s[0].figures for s in spans)
    return len(one) == len(two) and all(
        abs(a * PER_UNIT[unit] - b * PER_UNIT[other_unit]) <= max(SLACK * a * PER_UNIT[unit], HALF_INCH)
        for a, b in zip(one, two, strict=True)
    )


def _joined(one: ReadChart, other: ReadChart) -> ReadChart:
    shoes = tuple(p.value for p in LegPoint if p.dimension is Dimension.SHOE)
    rows = tuple(ReadRow(r.size, tuple((p, b) for p, b in r.bands if p not in shoes)) for r in other.rows)
    unread = (*one.unread, *(replace(u, table=other.table) for u in other.unread if u.point not in shoes))
    twin = TwinRows(other.unit, rows, other.units, other.table)
    return replace(one, twin=twin, unread=unread, audience=one.audience or other.audience)
