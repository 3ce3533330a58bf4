"""One column of measures to bands: which unit each figure has, and which cells cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from msgspec import Struct

from ...model.leg import Dimension, LegPoint
from .cells import NOTHING, TWO_READINGS, CellReading, Span, read_cell
from .grid import Spot
from .heads import Head, dimension_of_unit
from .limits import PER_UNIT, Limits, agree, is_likely, is_possible
from .numbers_in_cells import has_feet
from .tables import Cell

SLACK: Final = Fraction(4, 100)
LOOSE: Final = Fraction(6, 100)
COARSEST: Final = Fraction(127, 100)
"""Centimetres of half an inch, by which a figure may be rounded."""
HINTS: Final = {
    (Dimension.LENGTH, "metric"): "cm", (Dimension.LENGTH, "imperial"): "in",
    (Dimension.MASS, "metric"): "kg", (Dimension.MASS, "imperial"): "lb",
}  # fmt: skip
OTHER: Final = {"cm": "in", "in": "cm", "mm": "in", "m": "in", "kg": "lb", "lb": "kg"}
SMALLEST_HEIGHT: Final = 10


class BandOfCell(Struct, frozen=True):
    """A band that a cell prints at a point; an empty unit is one that is not printed in the column."""

    row: int
    point: LegPoint
    span: Span
    unit: str
    spots: tuple[Spot, ...]


class UnreadSpot(Struct, frozen=True):
    """A cell of a column that cannot be read, and why."""

    row: int
    point: LegPoint
    spot: Spot
    code: str


class MeasureColumn(Struct):
    """A column at a point: what its cells print, in the order of the rows."""

    point: LegPoint
    bands: list[BandOfCell]
    unread: list[UnreadSpot]
    head: Head

    @property
    def lacks_unit(self) -> bool:
        """Whether a band of it has no printed unit."""
        return any(not band.unit for band in self.bands)

    def with_unit(self, unit: str) -> None:
        """Give bands without a unit this one."""
        self.bands = [b if b.unit else BandOfCell(b.row, b.point, b.span, unit, b.spots) for b in self.bands]

    def give_up(self, code: str, bands: Sequence[BandOfCell] | None = None) -> None:
        """Turn bands, or all, into unread cells."""
        gone = list(self.bands if bands is None else bands)
        named = {(u.row, u.spot.row, u.spot.column) for u in self.unread}
        for band in gone:
            for spot in band.spots:
                if (band.row, spot.row, spot.column) not in named:
                    named.add((band.row, spot.row, spot.column))
                    self.unread.append(UnreadSpot(band.row, self.point, spot, code))
        self.bands = [b for b in self.bands if not any((b.row, s.row, s.column) in named for s in b.spots)]

    def figures(self, unit: str) -> list[Fraction]:
        """The figures that it prints in a unit."""
        return [f for b in self.bands if b.unit == unit for f in b.span.figures]


def read_column(point: LegPoint, head: Head, hint: str, spots: Sequence[Spot]) -> MeasureColumn:
    """What the cells of a column print at a point of the body; `hint` is the unit that its head's own class names."""
    column = MeasureColumn(point, [], [], head)
    units = _units_of(point, head, hint)
    ranges = _slashes_are_ranges(spots, units)
    for row, spot in enumerate(spots):
        if spot.cell is None:
            continue
        code, pairs = _pairs(spot.cell, point, units, ranges=ranges)
        if code:
            column.unread.append(UnreadSpot(row, point, spot, code))
        column.bands += [BandOfCell(row, point, span, unit, (spot,)) for span, unit in pairs]
    return column


def _units_of(point: LegPoint, head: Head, hint: str) -> tuple[str, ...]:
    """The units that the head of a column names, else the one of its class."""
    units = tuple(u for u in head.units if dimension_of_unit(u) is point.dimension)
    return units or ((own,) if (own := _of_hint(hint, point.dimension)) else ())


def _of_hint(hint: str, dimension: Dimension) -> str:
    unit = HINTS.get((dimension, hint), hint)
    return unit if unit in OTHER and dimension_of_unit(unit) is dimension else ""


def _slashes_are_ranges(spots: Sequence[Spot], units: tuple[str, ...]) -> bool:
    """Whether a slash parts the ends of a range: one unit in the head, and every filled cell written so."""
    readings = [r for s in spots if s.cell is not None and (r := read_cell(s.cell.text)) != NOTHING]
    return len(units) == 1 and len(readings) > 1 and all(r.slashed and _are_ends(r.spans) for r in readings)


def _are_ends(spans: tuple[Span, ...]) -> bool:
    return all(s.is_single and not s.unit for s in spans) and spans[0].figures[0] < spans[1].figures[0]


def _pairs(cell: Cell, point: LegPoint, units: tuple[str, ...], *, ranges: bool) -> tuple[str, list[tuple[Span, str]]]:
    """The spans of a cell with their units, or a code."""
    if cell.is_date:
        return "date", []
    if cell.parts:
        return _of_parts(cell, point, units)
    reading = read_cell(cell.text)
    if reading.code or not reading.spans:
        return reading.code, []
    if point is not LegPoint.HEIGHT and has_feet(cell.text):
        return "not_a_figure", []
    if len(reading.spans) == 2:
        return _of_two(reading, point, units, ranges=ranges)
    span = reading.spans[0]
    unit = span.unit or _of_hint(cell.unit_hint, point.dimension) or (units[0] if len(units) == 1 else "")
    if not unit and len(units) > 1:
        return "unit_unknown", []
    return _checked([(span, unit)], point)


def _of_parts(cell: Cell, point: LegPoint, units: tuple[str, ...]) -> tuple[str, list[tuple[Span, str]]]:
    """A cell with pieces of several units, one of which a browser shows at a time."""
    pairs: list[tuple[Span, str]] = []
    for part in cell.parts:
        reading = read_cell(part.text)
        if reading == NOTHING:
            continue
        if reading.code or len(reading.spans) != 1:
            return reading.code or TWO_READINGS, []
        unit = reading.spans[0].unit or _of_hint(part.unit_hint, point.dimension)
        pairs.append((reading.spans[0], unit))
    if len(pairs) > 2 or any(not u for _, u in pairs):
        return "unit_unknown", []
    if len(pairs) == 2 and not _agrees(pairs, loose=True):
        return "units_disagree", []
    return _checked(pairs, point)


def _of_two(
    reading: CellReading, point: LegPoint, units: tuple[str, ...], *, ranges: bool
) -> tuple[str, list[tuple[Span, str]]]:
    """A cell with two spans: one in each of two units, or the ends of a range where the whole column is written so."""
    first, second = reading.spans
    if ranges:
        return _checked([(Span(first.low, second.high), units[0])], point)
    own = [s.unit for s in reading.spans]
    if not any(own) and len(units) == 2:
        pairs = [(first, units[0]), (second, units[1])]
    elif all(own):
        pairs = [(first, own[0]), (second, own[1])]
    elif (named := own[0] or own[1]) and _stands_beside(named, units):
        other = next((u for u in units if u != named), "")
        pairs = [(s, s.unit or other) for s in reading.spans]
    else:
        return TWO_READINGS, []
    if pairs[0][1] == pairs[1][1]:
        return TWO_READINGS, []
    return _checked(pairs, point) if _agrees(pairs, loose=all(own)) else ("units_disagree", [])


def _stands_beside(unit: str, units: tuple[str, ...]) -> bool:
    """Whether the head names the unit of the span that prints none, beside one that does."""
    return (len(units) == 2 and unit in units) or units == (OTHER.get(unit),)


def _agrees(pairs: list[tuple[Span, str]], *, loose: bool) -> bool:
    """Whether two spans say the same in their units; where both print their unit, whole inches may be rounded more."""
    (one, unit), (other, other_unit) = pairs
    if dimension_of_unit(unit) is not dimension_of_unit(other_unit) or (one.low is None) != (other.low is None):
        return False
    if (one.high is None) != (other.high is None):
        return False
    slack = LOOSE if loose else SLACK
    return agree(one.figures, unit, other.figures, other_unit, slack)


def _checked(pairs: list[tuple[Span, str]], point: LegPoint) -> tuple[str, list[tuple[Span, str]]]:
    """The spans, unless a unit is none of the point, or a height of a few feet is written as a decimal."""
    for span, unit in pairs:
        if unit == "ft":
            return TWO_READINGS, []
        if unit and dimension_of_unit(unit) is not point.dimension:
            return "units_disagree", []
        if point is LegPoint.HEIGHT and unit != "m" and max(span.figures) < SMALLEST_HEIGHT:
            return TWO_READINGS, []
    return "", pairs


def spans_agree(one: BandOfCell, other: BandOfCell) -> bool:
    """Whether two bands say the same in two units, however they were rounded."""
    figures, others = (
        [None if f is None else f.value * PER_UNIT[b.unit] for f in (b.span.low, b.span.high)] for b in (one, other)
    )
    return all(
        (a is None) == (b is None) and (a is None or b is None or abs(a - b) <= max(a * LOOSE, COARSEST))
        for a, b in zip(figures, others, strict=True)
    )


def joined_ends(point: LegPoint, low: Head, hint: str, lows: Sequence[Spot], highs: Sequence[Spot]) -> MeasureColumn:
    """One column out of two that have the lower and the upper ends of its bands; an empty end is open."""
    column = MeasureColumn(point, [], [], low)
    units = _units_of(point, low, hint)
    for row, spots in enumerate(zip(lows, highs, strict=True)):
        ends = [_pairs(s.cell, point, units, ranges=False) if s.cell is not None else ("", []) for s in spots]
        if spots[0].cell is spots[1].cell and not ends[0][0] and len(ends[0][1]) == 1:
            span, unit = ends[0][1][0]
            column.bands += [BandOfCell(row, point, span, unit, spots[:1])]
        elif (code := _of_ends(ends)) is not None:
            filled = (s for s, end in zip(spots, ends, strict=True) if end[0] or end[1])
            column.unread += [UnreadSpot(row, point, spot, code) for spot in filled]
        else:
            column.bands += _joined(row, point, spots, ends)
    return column


Ends = list[tuple[str, list[tuple[Span, str]]]]


def _of_ends(ends: Ends) -> str | None:
    """Why two cells are no ends of one band; None where they are."""
    if code := next((code for code, _ in ends if code), ""):
        return code
    spans = [pairs[0] for _, pairs in ends if pairs]
    if any(len(pairs) > 1 for _, pairs in ends) or any(not s.is_single for s, _ in spans):
        return TWO_READINGS
    if len(spans) == 2 and spans[0][1] != spans[1][1]:
        return "units_disagree"
    return "reversed_range" if len(spans) == 2 and spans[0][0].figures > spans[1][0].figures else None


def _joined(row: int, point: LegPoint, spots: tuple[Spot, Spot], ends: Ends) -> Iterator[BandOfCell]:
    lows, highs = (pairs for _, pairs in ends)
    if lows or highs:
        unit = (lows or highs)[0][1]
        used = tuple(s for s, (_, pairs) in zip(spots, ends, strict=True) if pairs)
        yield BandOfCell(
            row, point, Span(lows[0][0].low if lows else None, highs[0][0].high if highs else None), unit, used
        )


def drop_impossible(column: MeasureColumn, limits: Limits) -> None:
    """Leave unread what no body can have; the whole column where half of it is unlikely besides.

    A row of such a column that is likely itself is left for want of others, and not called impossible.
    """
    for unit in {b.unit for b in column.bands if b.unit}:
        bands = [b for b in column.bands if b.unit == unit]
        wrong = [b for b in bands if not all(is_possible(limits, column.point, f, unit) for f in b.span.figures)]
        if wrong:
            figures = [f for b in bands for f in b.span.figures]
            unlikely = sum(not is_likely(limits, column.point, f, unit) for f in figures)
            for band in bands if 2 * unlikely >= len(figures) else wrong:
                is_likely_itself = all(is_likely(limits, column.point, f, unit) for f in band.span.figures)
                column.give_up("too_few_left" if is_likely_itself else "implausible_for_point", [band])
