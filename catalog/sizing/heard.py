"""Verdicts already given: the same readings before the same chart get the same verdict."""

from __future__ import annotations

from ..measure import LegPoint
from ..policy import Policy
from ..question import Question, Side
from ..verdict import SizeVerdict
from .chart import Chart
from .limits import limits

KEPT = 8_192
"""Verdicts kept, some twenty megabytes; the memory holds figures alone, nothing of who asked."""
GUESSED_BY = (LegPoint.CALF, LegPoint.HEIGHT, LegPoint.WEIGHT, LegPoint.ANKLE)
"""What a missing girth is guessed from, and so heard where a reading is missing."""

Key = tuple[object, ...]


class Heard:
    """Verdicts by all that they depend on; when full, all are let go and given anew on demand."""

    __slots__ = ("_kept",)

    def __init__(self) -> None:
        self._kept: dict[Key, SizeVerdict] = {}

    def get(self, key: Key) -> SizeVerdict | None:
        """The verdict given before, if it is still known."""
        return self._kept.get(key)

    def keep(self, key: Key, verdict: SizeVerdict) -> SizeVerdict:
        """The verdict, kept for the next who asks the same."""
        if len(self._kept) >= KEPT:
            self._kept = {}
        self._kept[key] = verdict
        return verdict


def key_of(chart: Chart, question: Question, policy: Policy) -> Key:
    """All that the verdict of a chart depends on, and nothing else of the question.

    The policy counts as an object, not by its version: one that notes what was read of it is read anew.
    """
    key: list[object] = [chart, limits(policy), question.prefer, question.measured, question.shoe]
    for side, leg in question.legs.sides:
        if side is not Side.BOTH:
            key.append(side)
        whole = True
        for point in chart.measured:
            reading = leg.get(point)
            if reading is None:
                whole = False
                key.append(None)
            else:
                key += (reading.value, reading.readings)
        if not whole:
            guessed = [leg.get(p) for p in GUESSED_BY]
            key += (question.sex, *((r.value, r.readings) if r is not None else None for r in guessed))
    return tuple(key)
