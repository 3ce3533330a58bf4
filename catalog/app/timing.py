"""Where the time of one question went: parse, snapshot, judge, order, words."""

from __future__ import annotations

from datetime import date
from time import perf_counter_ns, strftime


class Timing:
    """How long each step took, in the order in which they were first taken."""

    __slots__ = ("last", "steps")

    def __init__(self, began: int | None = None) -> None:
        """`began` is a reading of `perf_counter_ns`; now by default."""
        self.last = perf_counter_ns() if began is None else began
        self.steps: dict[str, int] = {}

    def mark(self, step: str) -> None:
        """The step has just ended; one that is taken again is added up."""
        now = perf_counter_ns()
        self.steps[step] = self.steps.get(step, 0) + now - self.last
        self.last = now

    def header(self) -> str:
        """The steps as a Server-Timing header, in milliseconds."""
        return ", ".join(f"{step};dur={took / 1e6:.3f}" for step, took in self.steps.items())

    def line(self) -> str:
        """The steps on one line for people, in milliseconds, and their sum."""
        steps = ", ".join(f"{step} {took / 1e6:.1f} ms" for step, took in self.steps.items())
        return f"{steps}; {sum(self.steps.values()) / 1e6:.1f} ms in all"


def this_day() -> str:
    """The day of today as an ISO date, in the reader's own time: what the age of a size chart is counted from."""
    return strftime("%Y-%m-%d")


def today() -> date:
    """The day of today, in the reader's own time: what the age of a source is counted to."""
    return date.today()  # noqa: DTZ011  whole days count, as the reader's calendar has them
