"""A sign of life on stderr while something takes longer than a second; nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Final

from ..session import SESSION

AFTER_SECONDS: Final = 1.0
TICK_SECONDS: Final = 0.3
CLEAR: Final = "\r\x1b[K"


@contextmanager
def working(text: str) -> Iterator[None]:
    """The text on stderr once the work takes more than a second, taken away when it is done."""
    if not text or SESSION.quiet or not sys.stderr.isatty():
        yield
        return
    done = Event()
    teller = Thread(target=_tell, args=(text, done), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _tell(text: str, done: Event) -> None:
    if done.wait(AFTER_SECONDS):
        return
    dots = 0
    while not done.wait(TICK_SECONDS):
        dots = dots % 3 + 1
        sys.stderr.write(f"\r{text} {'.' * dots:<3}")
        sys.stderr.flush()
    sys.stderr.write(CLEAR)
    sys.stderr.flush()
