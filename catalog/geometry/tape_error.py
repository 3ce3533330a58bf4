"""How likely the true leg lies in a size, given readings with a normal tape error at each point."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import erf, sqrt

from .interval import Interval, Spans

ROOT_TWO = sqrt(2)


def within(low: float, high: float, mean: float, sd: float) -> float:
    """The probability that a normal value lies between two limits; exact to the last digits of `erf`."""
    spread = sd * ROOT_TWO
    return (erf((high - mean) / spread) - erf((low - mean) / spread)) / 2


def in_union(boxes: Sequence[Spans], means: Sequence[float], sds: Sequence[float]) -> float:
    """The probability that independent normal values lie in at least one of the boxes.

    A point with an SD of 0 counts as known exactly. The union is cut along every edge, so boxes may
    overlap, touch or lie apart; each piece is counted once.
    """
    if len(boxes) == 1:
        return in_box(boxes[0], means, sds)
    if not boxes:
        return 0.0
    if not means:
        return 1.0
    if sds[0] == 0:
        return in_union([b[1:] for b in boxes if b[0].holds(means[0])], means[1:], sds[1:])
    return sum(_slices(boxes, means, sds))


def in_box(box: Spans, means: Sequence[float], sds: Sequence[float]) -> float:
    """The same for one box: the product over its points, the last one first, as the union cuts them."""
    sure = 1.0
    for at in range(len(means) - 1, -1, -1):
        span, sd = box[at], sds[at]
        if sd:
            sure = within(span.low, span.high, means[at], sd) * sure
        elif not span.holds(means[at]):
            return 0.0
    return sure


def _slices(boxes: Sequence[Spans], means: Sequence[float], sds: Sequence[float]) -> list[float]:
    edges = sorted({e for b in boxes for e in _ends(b[0])})
    slices = []
    for low, high in pairwise(edges):
        beside = [b[1:] for b in boxes if b[0].low <= low and high <= b[0].high]
        if beside:
            slices.append(within(low, high, means[0], sds[0]) * in_union(beside, means[1:], sds[1:]))
    return slices


def _ends(span: Interval) -> tuple[float, float]:
    return span.low, span.high
