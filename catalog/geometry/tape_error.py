"""How likely the true leg lies in a size, given readings with a normal tape error at each point (um)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import erf, sqrt

from .interval import Intervals

ROOT_TWO = sqrt(2)


def probability_between(low: float, high: float, mean: float, sd: float) -> float:
    """Work out the probability that a normal value lies between two limits; exact to the last digits of `erf`."""
    spread = sd * ROOT_TWO
    return (erf((high - mean) / spread) - erf((low - mean) / spread)) / 2


def probability_in_union(boxes: Sequence[Intervals], means: Sequence[float], sds: Sequence[float]) -> float:
    """Work out the probability that independent normal values lie in at least one of the boxes.

    A point with an SD of 0 counts as known exactly. The union is cut along every edge, so boxes may
    overlap, touch or lie apart; each part is counted once.
    """
    if len(boxes) == 1:
        return _probability_in_box(boxes[0], means, sds)
    if not boxes:
        return 0.0
    if not means:
        return 1.0
    if sds[0] == 0:
        return probability_in_union([b[1:] for b in boxes if b[0].holds(means[0])], means[1:], sds[1:])
    return sum(_slices(boxes, means, sds))


def _probability_in_box(box: Intervals, means: Sequence[float], sds: Sequence[float]) -> float:
    """The probability for one box: the product over its points, the last one first, as the union is cut."""
    probability = 1.0
    for interval, mean, sd in zip(reversed(box), reversed(means), reversed(sds), strict=True):
        if sd:
            probability = probability_between(interval.low, interval.high, mean, sd) * probability
        elif not interval.holds(mean):
            return 0.0
    return probability


def _slices(boxes: Sequence[Intervals], means: Sequence[float], sds: Sequence[float]) -> Iterator[float]:
    edges = sorted({edge for box in boxes for edge in (box[0].low, box[0].high)})
    for low, high in pairwise(edges):
        beside = [b[1:] for b in boxes if b[0].low <= low and high <= b[0].high]
        if beside:
            yield probability_between(low, high, means[0], sds[0]) * probability_in_union(beside, means[1:], sds[1:])
