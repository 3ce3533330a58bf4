"""How sure a share of so many people is, and the difference between two shares: intervals that are honest for few."""

from __future__ import annotations

from math import hypot, sqrt
from statistics import NormalDist
from typing import Final

from ..model.share import Share

Z95: Final = 1.96


def wilson(share: float, people: float, z: float = Z95) -> Share:
    """The interval by Wilson of a share of so many people, `z` standard deviations wide to each side (1.96: 95 %).

    >>> shares = wilson(0.5, 100)
    >>> round(shares.low, 3), round(shares.high, 3)
    (0.404, 0.596)
    """
    share, z2 = min(max(share, 0.0), 1.0), z**2 / people
    middle = (share + z2 / 2) / (1 + z2)
    reach = sqrt(z2 * (share * (1 - share) + z2 / 4)) / (1 + z2)
    return Share(share, min(max(middle - reach, 0.0), share), max(min(middle + reach, 1.0), share))


def difference(one: Share, other: Share) -> Share:
    """How much one share is above another one, of other people, with the interval by Newcombe (1998, method 10).

    It is made of the intervals of both by Wilson, and goes from -1 to 1.

    >>> more = difference(wilson(56 / 70, 70), wilson(48 / 80, 80))
    >>> round(more.value, 4), round(more.low, 4), round(more.high, 4)
    (0.2, 0.0524, 0.3339)
    """
    value = one.value - other.value
    below = hypot(one.value - one.low, other.high - other.value)
    above = hypot(one.high - one.value, other.value - other.low)
    return Share(value, value - below, value + above)


def reach_of(percent: float, comparisons: int = 1) -> float:
    """How many standard deviations an interval reaches to each side, at so many percent for all comparisons together.

    What may go wrong is shared out among them (Bonferroni).

    >>> round(reach_of(95), 2), round(reach_of(95, 10), 2)
    (1.96, 2.81)
    """
    return NormalDist().inv_cdf(1 - (1 - percent / 100) / (2 * max(comparisons, 1)))
