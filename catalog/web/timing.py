"""Where the time of one request went, for those who ask with `X-Legfit-Timing: 1`."""

from __future__ import annotations

from time import perf_counter_ns


class Timing:
    """Marks of the steps of a request, in order."""

    __slots__ = ("last", "steps")

    def __init__(self) -> None:
        self.last = perf_counter_ns()
        self.steps: list[tuple[str, int]] = []

    def mark(self, step: str) -> None:
        """The step has just ended."""
        now = perf_counter_ns()
        self.steps.append((step, now - self.last))
        self.last = now

    def header(self) -> str:
        """The steps as a Server-Timing header, in milliseconds."""
        return ", ".join(f"{step};dur={took / 1e6:.3f}" for step, took in self.steps)
