"""How fast a host is asked: one page after the other, with pauses, and slower where it asks for that."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Final

from msgspec import Struct

SLOW_DOWN: Final = frozenset((429, 503))
"""Statuses of a host that may be asked again later; the header Retry-After says when."""
PAUSE: Final = 1.0
"""Seconds between two pages of a host."""
LONGEST_WAIT: Final = 120.0
"""Seconds of a wait that a host may ask for; where it asks for more, it is left alone."""
MOST_WAITS: Final = 3
"""Waits for one page."""
TOO_MANY: Final = 429
FIRST_WAIT: Final = 5.0
"""Seconds to wait where a host has had too many questions and does not say how long, doubled with each further wait."""
SECONDS: Final = re.compile(r"\d{1,9}", re.A)


class HostWait(Struct, frozen=True):
    """A host asked to slow down."""

    address: str
    """The page that was asked for."""
    status: int
    seconds: float
    """How long is waited before the page is asked for again."""


class HostPace:
    """When each host may be asked for its next page."""

    def __init__(
        self, pause: float = PAUSE, longest: float = LONGEST_WAIT, tell: Callable[[HostWait], None] = lambda _: None
    ) -> None:
        """Take the seconds between two pages, the longest wait, and who is told of a wait before it begins."""
        self._pause, self._longest, self._tell = pause, longest, tell
        self._last: dict[str, float] = {}

    def before_page(self, host: str, pause: float = 0.0) -> float:
        """Wait until a host may be asked, with at least the pause it wants itself; the seconds that were waited."""
        last = self._last.get(host)
        seconds = (
            0.0 if last is None else max(0.0, last + min(max(pause, self._pause), self._longest) - time.monotonic())
        )
        time.sleep(seconds)
        return seconds

    def after_page(self, host: str) -> None:
        """A page has come, or a refusal: the pause begins."""
        self._last[host] = time.monotonic()

    def wait_for(self, address: str, status: int, retry_after: str, waits: int) -> float | None:
        """Wait as a host asks in Retry-After, after so many waits; the seconds, or None where it is left alone."""
        wanted = retry_after_seconds(retry_after, time.time())
        if waits >= MOST_WAITS or (wanted is None and status != TOO_MANY):
            return None
        seconds = FIRST_WAIT * 2**waits if wanted is None else wanted
        if seconds > self._longest:
            return None
        self._tell(HostWait(address, status, seconds))
        time.sleep(seconds)
        return seconds


def retry_after_seconds(header: str, now: float) -> float | None:
    """The seconds that a header Retry-After asks to wait: seconds or a date; None where it says neither.

    `now` is in seconds since 1970.

    >>> [retry_after_seconds(text, 20.0) for text in ("7", "Thu, 01 Jan 1970 00:01:00 GMT", "")]
    [7.0, 40.0, None]
    """
    text = header.strip()
    if SECONDS.fullmatch(text):
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, OverflowError):
        return None
