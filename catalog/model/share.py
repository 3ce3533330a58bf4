"""A part of a whole, and the interval that it is known to."""

from __future__ import annotations

from msgspec import Struct


class Share(Struct, frozen=True):
    """A part of a whole between 0 and 1, and the interval that it is known to."""

    value: float
    low: float
    high: float
