"""Shares as people read them: whole percents, their interval, and whole numbers of wearers that add up."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from typing import Final

from .population import Share

HUNDRED: Final = 100
ROUNDING: Final = 1e-9


def percent(value: float) -> str:
    """A share as a whole percentage; one that only rounds to none or to all is told as such.

    >>> percent(0.843), percent(0.002), percent(0.998), percent(0)
    ('84 %', '<1 %', '>99 %', '0 %')
    """
    rounded = round(value * HUNDRED)
    if not rounded and value > 0:
        return "<1 %"
    if rounded == HUNDRED and value < 1 - ROUNDING:
        return ">99 %"
    return f"{rounded} %"


def percent_range(share: Share) -> str:
    """The interval of a share as whole percentages, rounded outward.

    >>> percent_range(Share(0.843, 0.8212, 0.862))
    '82–87 %'
    """
    return f"{hundred_range(share)} %"


def hundred_range(share: Share) -> str:
    """The interval of a share, of 100 people, rounded outward."""
    low, high = floor(share.low * HUNDRED + ROUNDING), ceil(share.high * HUNDRED - ROUNDING)
    return str(low) if low == high else f"{low}–{high}"


def of_hundred(sizes: Sequence[tuple[str, Share]]) -> dict[str, int]:
    """How many of 100 wearers take each size, by its label: the one rounding wherever that is told, so that all add up.

    >>> of_hundred([("S", Share(0.125, 0, 1)), ("M", Share(0.875, 0, 1))])
    {'S': 13, 'M': 87}
    """
    counts = whole_numbers([share.value for _, share in sizes], HUNDRED)
    return {label: count for (label, _), count in zip(sizes, counts, strict=True)}


def whole_numbers(shares: Sequence[float], total: int) -> tuple[int, ...]:
    """Divide a whole number by shares, so that the parts add up to it: by the largest remainders, earlier ones first.

    >>> whole_numbers([1 / 3, 1 / 3, 1 / 3], 100)
    (34, 33, 33)
    """
    whole = sum(shares)
    if not whole:
        return tuple(0 for _ in shares)
    exact = [share / whole * total for share in shares]
    parts = [floor(part + ROUNDING) for part in exact]
    by_rest = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in by_rest[: total - sum(parts)]:
        parts[at] += 1
    return tuple(parts)
