"""How likely the true leg lies in a size, given readings with a normal tape error at each point (um)."""

from __future__ import annotations

from collections.abc import Sequence
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
