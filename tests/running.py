"""The command line as a person runs it: the checkout, and an environment with a home of its own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
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
