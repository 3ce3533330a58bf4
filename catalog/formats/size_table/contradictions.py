"""Two charts that are of the same sizes: where they say different things of one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...model.leg import Dimension, LegPoint
from ...model.read_chart import CHILDREN, ReadChart
from .cells import Span, read_cell
from .labels import label_of
from .twins import agrees, unit_at
from .word_list import folded


class Contradiction(NamedTuple):
    """A size of which two charts print different bands at a point."""

    size: str
    point: str
    bands: tuple[str, str]


def contradictions(chart: ReadChart, others: Sequence[ReadChart]) -> list[Contradiction]:
    """Where a chart says something else than every other one that says anything of its sizes; none where one agrees."""
    pairs = [list(_pairs(chart, other)) for other in others if may_be_for_the_same(chart, other)]
    wrong = [[pair for pair, is_same in own if not is_same] for own in pairs if own]
    return wrong[0] if wrong and all(wrong) else []


def may_be_for_the_same(one: ReadChart, other: ReadChart) -> bool:
    """Whether two charts may be for the same people and measure the same thing."""
    audiences = {one.audience, other.audience} - {None}
    if CHILDREN in audiences:
        return one.audience == other.audience
    return one.measures == other.measures and len(audiences) < 2


def _pairs(one: ReadChart, other: ReadChart) -> Iterator[tuple[Contradiction, bool]]:
    """Both bands of each size and point that two charts have in common, and whether they are the same."""
    rows = {folded(label_of(row.size)): dict(row.bands) for row in other.rows}
    for row in one.rows:
        its = rows.get(folded(label_of(row.size)), {})
        for point, band in row.bands:
            if point in its:
                pair = Contradiction(row.size, point, (band, its[point]))
                yield pair, _is_same(point, pair.bands, (unit_at(one, point), unit_at(other, point)))


def _is_same(point: str, bands: tuple[str, str], units: tuple[str, str]) -> bool:
    """Whether two bands at a point are the same, in two units as near as rounding brings them."""
    if bands[0] == bands[1] and units[0] == units[1]:
        return True
    if LegPoint(point).dimension is Dimension.SHOE or units[0] == units[1]:
        one, other = (tuple(map(_ends, read_cell(band).spans)) for band in bands)
        return one == other
    return agrees(bands[0], units[0], bands[1], units[1])


def _ends(span: Span) -> tuple[object, ...]:
    """Both ends of a span by their values."""
    low, high = (figure and figure.value for figure in (span.low, span.high))
    return low, high, span.low_open, span.high_open
