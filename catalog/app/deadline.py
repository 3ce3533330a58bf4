"""One time limit for many waits."""

from __future__ import annotations

import time


class Deadline:
    """The moment until which everything has to be done, some seconds from now."""

    def __init__(self, seconds: float, *, each: float | None = None) -> None:
        """Take the seconds for everything, and for `each` single wait where one may not use up all of them."""
        self.seconds, self.each = seconds, each
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds that are left for the next wait, never 0. Raises: TimeoutError (none are)."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds if self.each is None else min(seconds, self.each)

    def extend(self, seconds: float) -> None:
        """Put the end off by the seconds of a wait that somebody else asked for."""
        self._end += seconds
