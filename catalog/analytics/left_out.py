"""Whom a size chart leaves out, as ranges of measures: below its smallest size, above its largest, between two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Final

import numpy as np
from msgspec import Struct

from ..model.chart import Band, SizeChart
from ..model.leg import LegPoint
from ..search.leg_table import MISSING, Bools, Numbers
from .population import Population, Share
from .unread import is_read

NO_END: Final = 2**62
NOBODY: Final = np.empty(0, np.int64)
Interval = tuple[int, int]
"""The first and the last whole store unit that belong to it."""


class Outside(StrEnum):
    """Where people stand whom a chart leaves out."""

    BELOW = "below"
    ABOVE = "above"
    BETWEEN = "between"
    COMBINATION = "combination"
    """Within some size at every point, but in no size at all of them."""


class OutsideRange(Struct, frozen=True):
    """People without a size, by the range of a measure; who is outside at two points counts at both."""

    where: Outside
    share: Share
    """Of all in the group."""
    point: LegPoint | None = None
    after: int | None = None
    """The last value of a size below them, in store units; None where there is none."""
    before: int | None = None
    """The first value of a size above them."""


def left_out(
    charts: Sequence[SizeChart], population: Population, in_none: Bools, group: Bools
) -> Iterator[OutsideRange]:
    """Say where those of a group stand whom no size fits, point by point; ranges without anybody are not named."""
    unexplained = in_none.copy()
    for point, covered in covered_by_point(charts).items():
        values = population.measures.get(point, NOBODY)
        for where, after, before in ranges_outside(covered) if len(values) else ():
            people = in_none & _between(values, after, before)
            unexplained &= ~people
            yield from _entry(population, group, people, OutsideRange(where, Share(0, 0, 0), point, after, before))
    yield from _entry(population, group, unexplained, OutsideRange(Outside.COMBINATION, Share(0, 0, 0)))


def _between(values: Numbers, after: int | None, before: int | None) -> Bools:
    low, high = MISSING if after is None else after, NO_END if before is None else before
    between: Bools = (values != MISSING) & (values > low) & (values < high)
    return between


def _entry(population: Population, group: Bools, people: Bools, place: OutsideRange) -> Iterator[OutsideRange]:
    share = population.share(people, among=group) if people.any() else None
    if share is not None:
        yield OutsideRange(place.where, share, place.point, place.after, place.before)


def covered_by_point(charts: Sequence[SizeChart]) -> dict[LegPoint, list[Interval]]:
    """By point: the ranges that some size covers, those that touch or overlap made one.

    A box with a figure that could not be read covers nothing.
    """
    bands: dict[LegPoint, list[Interval]] = {}
    for chart in charts:
        for _, box in chart.boxes():
            if is_read(chart, box):
                for band in box.bands:
                    bands.setdefault(band.point, []).append(interval_of(band))
    return {point: merged(own) for point, own in bands.items()}


def interval_of(band: Band) -> Interval:
    """The whole store units of a band; an edge that does not belong to it lies one unit outside."""
    low = -NO_END if band.low is None else band.low.at + (not band.low.closed)
    high = NO_END if band.high is None else band.high.at - (not band.high.closed)
    return low, high


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """Make intervals that touch or overlap one, from small to large.

    >>> merged([(5, 9), (1, 4), (12, 14)])
    [(1, 9), (12, 14)]
    """
    whole: list[Interval] = []
    for low, high in sorted(intervals):
        if whole and low <= whole[-1][1] + 1:
            whole[-1] = (whole[-1][0], max(high, whole[-1][1]))
        else:
            whole.append((low, high))
    return whole


def ranges_outside(covered: Sequence[Interval]) -> Iterator[tuple[Outside, int | None, int | None]]:
    """The ranges that no size covers: where they lie, after which value and before which.

    >>> [(where.value, after, before) for where, after, before in ranges_outside([(1, 9), (12, 14)])]
    [('below', None, 1), ('between', 9, 12), ('above', 14, None)]
    """
    if covered and covered[0][0] > -NO_END:
        yield Outside.BELOW, None, covered[0][0]
    for (_, high), (low, _) in pairwise(covered):
        yield Outside.BETWEEN, high, low
    if covered and covered[-1][1] < NO_END:
        yield Outside.ABOVE, covered[-1][1], None
