"""The command line as a person runs it: the checkout, and an environment with a home of its own."""

from __future__ import annotations

import asyncio
import os
import subprocess
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


def environment(home: Path) -> dict[str, str]:
    """A clean environment whose data and configuration live under `home`."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LEGFIT_", "XDG_"))}
    return kept | {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "PYTHONPATH": str(CHECKOUT),
        "PYTHONIOENCODING": "utf-8",
        "COLUMNS": "120",
        "NO_COLOR": "1",
    }


def awaited(work: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine gives, run in a thread of its own: a browser test may keep a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def wait_until_ended(process: int, longest: float) -> None:
    """Wait until a process of that number does nothing any more, at most so many seconds."""
    until = time.monotonic() + longest
    while _is_running(process):
        assert time.monotonic() < until
        time.sleep(0.1)


def _is_running(process: int) -> bool:
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"
