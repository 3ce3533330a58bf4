"""Whoever makes records by the hundred thousand does without Python's search for garbage meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Records made by the hundred thousand all stay until the end: looking for garbage among them finds none.

    Afterwards they count as old, so that the next search, which comes at once, does not look through all of them.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()  # the two together move everything to the oldest objects, which are rarely looked through
            gc.enable()
