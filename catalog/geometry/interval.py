"""Intervals of whole numbers in store units (um, g, hundredths of a shoe size), and boxes made of them.

Also how likely the true leg lies in them, given readings with a normal tape error at each point.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import erf, inf, sqrt

from msgspec import Struct

from ..model.chart import Band

ROOT_TWO = sqrt(2)


class Interval(Struct, frozen=True, order=True):
    """What a band holds: the first and last whole number inside, and the edges as they are printed.

    `first` and `last` make open edges exact: more than 37 cm begins one micrometre above it. `low` and `high` are the
    printed edges, which distances and probabilities are measured from. An end without limit is infinite.
    """

    first: float
    last: float
    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether the value lies in the band."""
        return self.first <= value <= self.last

    def excess(self, value: float) -> float:
        """How far the value lies beyond the band: below zero under it, above zero over it, 0 inside."""
        if value < self.first:
            return value - self.low
        return value - self.high if value > self.last else 0

    def snap(self, value: float) -> float:
        """The value, or the nearest one that the band holds."""
        return min(max(value, self.first), self.last)


def interval_of(band: Band) -> Interval:
    """Make the interval that a printed band holds."""
    low, high = band.low, band.high
    return Interval(
        -inf if low is None else low.at + (not low.closed),
        inf if high is None else high.at - (not high.closed),
        -inf if low is None else low.at,
        inf if high is None else high.at,
    )


Intervals = tuple[Interval, ...]
"""A box: one interval for each of some points, in their order."""


def boxes_meet(one: Intervals, other: Intervals) -> bool:
    """Whether two boxes over the same points share at least one leg."""
    return all(max(a.first, b.first) <= min(a.last, b.last) for a, b in zip(one, other, strict=True))


def is_covered(box: Intervals, others: Sequence[Intervals]) -> bool:
    """Whether every leg of a box lies in one of the others; all over the same points."""
    if not box:
        return bool(others)
    for first, last in _cut(box[0], [b[0] for b in others]):
        beside = [b[1:] for b in others if b[0].first <= first and last <= b[0].last]
        if not is_covered(box[1:], beside):
            return False
    return True


def _cut(interval: Interval, others: Iterable[Interval]) -> list[tuple[float, float]]:
    """Cut an interval wherever one of the others begins or ends: first and last whole number of each part."""
    starts = {interval.first}
    for other in others:
        starts |= {s for s in (other.first, other.last + 1) if interval.first < s <= interval.last}
    ordered = sorted(starts)
    return list(zip(ordered, [s - 1 for s in ordered[1:]] + [interval.last], strict=True))


def shared_length(one: Interval, other: Interval) -> float:
    """Measure the part that two intervals share, from printed edge to printed edge; 0 where none."""
    return max(0, min(one.high, other.high) - max(one.low, other.low))


def probability_between(low: float, high: float, mean: float, sd: float) -> float:
    """Work out the probability that a normal value lies between two limits; exact to the last digits of `erf`."""
    spread = sd * ROOT_TWO
    return (erf((high - mean) / spread) - erf((low - mean) / spread)) / 2


def probability_in_union(boxes: Sequence[Intervals], means: Sequence[float], sds: Sequence[float]) -> float:
    """Work out the probability that independent normal values lie in at least one of the boxes.

    A point with an SD of 0 counts as known exactly. The union is cut along every edge, so boxes may
    overlap, touch or lie apart; each part is counted once.
    """
    if not boxes:
        return 0.0
    if not means:
        return 1.0
    if sds[0] == 0:
        return probability_in_union([b[1:] for b in boxes if b[0].holds(means[0])], means[1:], sds[1:])
    probability = 0.0
    for low, high in pairwise(sorted({edge for box in boxes for edge in (box[0].low, box[0].high)})):
        rest = probability_in_union([b[1:] for b in boxes if b[0].low <= low and high <= b[0].high], means[1:], sds[1:])
        if rest:
            probability += probability_between(low, high, means[0], sds[0]) * rest
    return probability
