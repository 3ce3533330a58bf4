"""One time limit for many waits."""

from __future__ import annotations

import time


class Deadline:
    """The moment until which everything has to be done, some seconds from now."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds that are left, never 0. Raises: TimeoutError (none are)."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds
