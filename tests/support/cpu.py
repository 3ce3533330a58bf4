"""What a call costs, beside another: limits in seconds fail on a busy machine, a ratio in one process does not."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time


def cpu_seconds(call: Callable[[], object]) -> float:
    """Seconds of the processor that a call takes: the best of three, the first of which fills every cache."""
    spent = []
    for _ in range(3):
        began = process_time()
        call()
        spent.append(process_time() - began)
    return min(spent)


def times_as_dear(call: Callable[[], object], plain: Callable[[], object]) -> float:
    """How many times the processor time of `plain` a call takes."""
    return cpu_seconds(call) / max(cpu_seconds(plain), 0.001)
