"""Where the sizes of a chart meet badly: stretches that two share, stretches that none has, measures that disagree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import combinations
from typing import Final

import numpy as np

from ..model.chart import Box, Size, SizeChart
from ..model.leg import LegPoint
from ..model.verdict import SizeOutcome
from ..search.leg_table import MISSING, Bools, Numbers
from ..search.many_legs import SizeAnswer
from .coverage import JudgedPeople, labels_of
from .coverage_report import ChartSeams, PointRange, SizeGap, SizeOverlap, SizesDisagree
from .groups import shares
from .left_out import NO_END, Interval, Outside, covered_by_point, interval_of, ranges_outside
from .unread import are_unread_between, unread_sizes

FEW: Final = 4
"""How many disagreements are told at most."""
OPEN_ENDS: Final = 2
"""An edge that belongs to neither size adds a store unit at either end of a gap."""
MOST_SIZES: Final = 62
"""Sizes of a chart that are told apart by the bits of a whole number."""


def seams_of(people: JudgedPeople) -> ChartSeams:
    """Say where the sizes of each chart in force overlap, leave gaps, and give no size although each measure has one.

    Charts that ask for what the population lacks are looked at too; nobody is counted there.
    """
    charts = [c for c in people.charts if c.sizes]
    overlaps = [overlap for chart in charts for overlap in _overlaps(chart, people)]
    gaps = [gap for chart in charts for gap in _gaps(chart, people)]
    return ChartSeams(tuple(overlaps), tuple(gaps), tuple(_disagreements(charts, people)))


def _overlaps(chart: SizeChart, people: JudgedPeople) -> Iterator[SizeOverlap]:
    for one, other in combinations(chart.sizes, 2):
        ranges = _shared_ranges(one, other, len(chart.keys))
        if ranges:
            in_both = people.answered(partial(_is_in_both, pair={one.label, other.label}))
            yield SizeOverlap((one.label, other.label), ranges, shares(people.population, in_both))


def _is_in_both(answer: SizeAnswer, pair: set[str]) -> bool:
    return answer.outcome is SizeOutcome.IN_TWO_SIZES and pair.issubset(labels_of(answer))


def _shared_ranges(one: Size, other: Size, keys: int) -> tuple[PointRange, ...]:
    """At each point the stretch that boxes of both sizes share; nothing where no box meets another."""
    together: dict[LegPoint, Interval] = {}
    for a in one.boxes:
        for b in other.boxes:
            for point, (low, high) in _meeting(a, b, keys).items():
                before = together.get(point, (low, high))
                together[point] = min(before[0], low), max(before[1], high)
    return tuple(
        PointRange(point, None if low == -NO_END else low, None if high == NO_END else high)
        for point, (low, high) in together.items()
    )


def _meeting(a: Box, b: Box, keys: int) -> dict[LegPoint, Interval]:
    """The stretch that two boxes share at each point; nothing where they share none, or a figure was not read."""
    if min(len(a.bands), len(b.bands)) < keys:
        return {}
    shared: dict[LegPoint, Interval] = {}
    for band in a.bands:
        beside = b.band(band.point)
        if beside is None:
            continue
        (low, high), (first, last) = interval_of(band), interval_of(beside)
        shared[band.point] = max(low, first), min(high, last)
    return shared if all(low <= high for low, high in shared.values()) else {}


def _gaps(chart: SizeChart, people: JudgedPeople) -> Iterator[SizeGap]:
    in_none = ~people.served & ~people.wait
    for point, covered in covered_by_point([chart]).items():
        values = people.population.measures.get(point)
        for where, after, before in ranges_outside(covered):
            if where is not Outside.BETWEEN or after is None or before is None:
                continue
            if before - after > chart.step(point) + OPEN_ENDS:
                there = in_none & (values > after) & (values < before) if values is not None else in_none & False
                sizes = _around(chart, point, after, before)
                if are_unread_between(chart, *sizes):
                    continue
                yield SizeGap(sizes, point, after, before, shares(people.population, there))


def _around(chart: SizeChart, point: LegPoint, after: int, before: int) -> tuple[str, str]:
    """The size that ends below a gap, and the one that begins above it."""
    ends: dict[int, str] = {}
    starts: dict[int, str] = {}
    for size, box in chart.boxes():
        band = box.band(point)
        if band is not None:
            low, high = interval_of(band)
            starts.setdefault(low, size.label)
            ends[high] = size.label
    return ends.get(after, ""), starts.get(before, "")


def _disagreements(charts: Sequence[SizeChart], people: JudgedPeople) -> Iterator[SizesDisagree]:
    """The most frequent ways in which the measures of one leg ask for different sizes.

    A grid, where one size has several boxes, holds most sizes at each point: nothing is told of it, nor of a chart
    with rows that were not read.
    """
    measures = people.population.measures
    for chart in charts[:1]:
        is_grid = any(len(size.boxes) > 1 for size in chart.sizes) or len(chart.sizes) > MOST_SIZES
        if is_grid or unread_sizes([chart]) or len(chart.points) < 2 or any(p not in measures for p in chart.points):
            continue
        rows = ~people.served & ~people.wait
        by_point = [_sizes_at(chart, point, measures[point]) for point in chart.points]
        for own in by_point:
            rows &= own > 0
        yield from _most_frequent(chart, people, by_point, rows)


def _sizes_at(chart: SizeChart, point: LegPoint, values: Numbers) -> Numbers:
    """By person: the sizes whose band holds a measure, a bit each."""
    bits = np.zeros(len(values), np.int64)
    for place, size in enumerate(chart.sizes):
        for band in (b for box in size.boxes if (b := box.band(point)) is not None):
            low, high = interval_of(band)
            bits |= ((values != MISSING) & (values >= low) & (values <= high)).astype(np.int64) << place
    return bits


def _most_frequent(
    chart: SizeChart, people: JudgedPeople, by_point: Sequence[Numbers], rows: Bools
) -> Iterator[SizesDisagree]:
    if not rows.any():
        return
    weights = people.population.weights
    kinds, number = np.unique(np.stack(by_point, axis=1)[rows], axis=0, return_inverse=True)
    order = np.argsort(-np.bincount(number.ravel(), weights[rows]), kind="stable")
    for kind in kinds[order[:FEW]]:
        same = np.all([own == bits for own, bits in zip(by_point, kind, strict=True)], axis=0) & rows
        sizes = tuple((p, _labels(chart, int(bits))) for p, bits in zip(chart.points, kind, strict=True))
        yield SizesDisagree(sizes, shares(people.population, same))


def _labels(chart: SizeChart, bits: int) -> tuple[str, ...]:
    return tuple(size.label for place, size in enumerate(chart.sizes) if bits >> place & 1)
