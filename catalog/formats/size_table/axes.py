"""A grid with a measure on two sides and sizes inside: each filled box is a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import permutations
from typing import Final

from ...model.leg import Dimension, LegPoint
from ...model.read_chart import Measures, ReadChart, ReadRow
from .cells import Span, read_cell
from .grid import Spot, Spots
from .heads import Head, dimension_of_unit, read_head
from .labels import is_size_label, label_of
from .limits import Limits, fits, only_unit
from .settle import Around, taken_unit
from .surroundings import ContextUnit

FEWEST: Final = 2
ONE_LETTER: Final = re.compile("[A-FQ]", re.I)
EMPTY_BOX: Final = " -–—/."


class _Axis:
    """One side of a grid: its point, its cells and the unit of their figures."""

    def __init__(self, heads: Sequence[Head], spots: Sequence[Spot]) -> None:
        self.heads = heads
        self.spots = spots
        self.spans: list[Span | None] = [_span(s) for s in spots]
        self.point: LegPoint | None = None
        self.unit = ""

    @property
    def figures(self) -> list[Fraction]:
        """Every figure of the side."""
        return [f for s in self.spans if s is not None for f in s.figures]

    def takes(
        self, point: LegPoint, units: Mapping[Dimension, tuple[ContextUnit, ...]], limits: Limits
    ) -> tuple[str, bool]:
        """The unit that the side has if it measures a point, and whether it is printed; empty where none can be."""
        own = {s.unit for s in self.spans if s is not None}
        heads = tuple(u for h in self.heads for u in h.units if dimension_of_unit(u) is point.dimension)
        if len(own) == 1 and (unit := own.copy().pop()):
            return (unit if dimension_of_unit(unit) is point.dimension else ""), True
        if len(set(heads)) == 1:
            return heads[0], True
        if context := taken_unit(units.get(point.dimension, ()), {point: self.figures}, limits):
            return context, True
        return only_unit(limits, {point: self.figures}, point.dimension), False


def _span(spot: Spot) -> Span | None:
    reading = read_cell(spot.text)
    return reading.spans[0] if len(reading.spans) == 1 and not reading.code else None


def chart_of_axes(rows: Spots, around: Around, limits: Limits) -> ReadChart | None:
    """The chart of a grid; None where the table is none, or leaves open which side is which."""
    corner = _corner(rows)
    if corner is None:
        return None
    top, left = corner
    across, down = (_Axis([], rows[top][left + 1 :]), _Axis([], [row[left] for row in rows[top + 1 :]]))
    if not (_name(rows, top, left, across, down) or _name_by_figures(rows, top, left, (across, down), around, limits)):
        return None
    inferred = False
    for axis in (across, down):
        if axis.point is None:
            return None
        axis.unit, printed = axis.takes(axis.point, around.units, limits)
        inferred = inferred or not printed
        if not axis.unit or not fits(limits, {axis.point: axis.figures}, axis.unit):
            return None
    return _chart(rows, top, left, across, down, around, inferred)


def _name_by_figures(
    rows: Spots, top: int, left: int, axes: tuple[_Axis, _Axis], around: Around, limits: Limits
) -> bool:
    """Give the sides the two points that the corner names, or height and weight, where only one way round can be."""
    texts = [s.text for row in rows[: top + 1] for s in row if s not in rows[top][left + 1 :]]
    points = {p for t in texts for p in read_head(t).points}
    if not points and any(s.unit in ("kg", "lb") for axis in axes for s in axis.spans if s is not None):
        points = {LegPoint.HEIGHT, LegPoint.WEIGHT}
    ways = []
    for way in permutations(sorted(points)) if len(points) == 2 else ():
        units = [axis.takes(point, around.units, limits)[0] for axis, point in zip(axes, way, strict=True)]
        if all(u and fits(limits, {p: a.figures}, u) for a, p, u in zip(axes, way, units, strict=True)):
            ways.append(way)
    if len(ways) == 1:
        axes[0].point, axes[1].point = ways[0]
    return len(ways) == 1


def _corner(rows: Spots) -> tuple[int, int] | None:
    """Where the row and the column of figures meet, with nothing but sizes inside."""
    for top in range(min(3, len(rows) - FEWEST)):
        for left in range(min(3, len(rows[0]) - FEWEST)):
            side = [row[left] for row in rows[top + 1 :]]
            if all(map(_span, rows[top][left + 1 :])) and all(map(_span, side)) and _has_sizes_inside(rows, top, left):
                return top, left
    return None


def _has_sizes_inside(rows: Spots, top: int, left: int) -> bool:
    texts = [s.text for row in rows[top + 1 :] for s in row[left + 1 :]]
    filled = [t for t in texts if t.strip(EMPTY_BOX)]
    return len(filled) >= FEWEST and all(map(_is_size, filled)) and any(c.isalpha() for t in filled for c in t)


def _is_size(text: str) -> bool:
    """Whether a box holds a size; in a grid a single letter is one too."""
    return is_size_label(text) or bool(ONE_LETTER.fullmatch(text.strip()))


def _name(rows: Spots, top: int, left: int, across: _Axis, down: _Axis) -> bool:
    """Give both sides their points by the heads above and beside them."""
    above = {s.text for row in rows[:top] for s in row[left + 1 :] if s.text}
    own = {id(s.cell) for row in rows[:top] for s in row[left + 1 :]}
    corner = {s.text for row in rows[: top + 1] for s in row[: left + 1] if id(s.cell) not in own}
    beside = {s.text for row in rows[top + 1 :] for s in row[:left] if s.text}
    across.heads = _points_in(above) or (_points_in(corner) if beside else [])
    down.heads = _points_in(beside) or _points_in(corner)
    if len(across.heads) != 1 or len(down.heads) != 1:
        return False
    across.point, down.point = across.heads[0].point, down.heads[0].point
    return across.point is not down.point and not any(h.is_garment for h in (*across.heads, *down.heads))


def _points_in(texts: Iterable[str]) -> list[Head]:
    return [head for text in texts if (head := read_head(text)).point is not None]


def _chart(rows: Spots, top: int, left: int, across: _Axis, down: _Axis, around: Around, inferred: bool) -> ReadChart:
    boxes = [
        ReadRow(label_of(spot.text), ((str(down.point), span.text), (str(across.point), other.text)))
        for span, row in zip(down.spans, rows[top + 1 :], strict=True)
        for other, spot in zip(across.spans, row[left + 1 :], strict=True)
        if span is not None and other is not None and spot.text.strip(EMPTY_BOX)
    ]
    axes = [a for a in (down, across) if a.point is not None]
    unit = next(
        (
            a.unit
            for a in axes
            if a.point is not None and a.point.dimension is Dimension.LENGTH and not a.point.is_of_body
        ),
        None,
    )
    units = tuple((str(a.point), a.unit) for a in axes if a.unit != unit)
    return ReadChart(
        table=around.number, title=around.title, audience=around.audience or None, unit=unit,
        rows=tuple(boxes), units=units,
        measures=Measures.BODY, keyed_by=tuple(str(a.point) for a in axes), unit_inferred=inferred, words=around.words,
    )  # fmt: skip
