"""How stdout draws: with lines where it can show them, else with plain characters."""

from __future__ import annotations

import sys

from ..report.chart_drawing import DRAWN, PLAIN, Drawing
from .terminal.screen import screen


def draws() -> bool:
    """Whether stdout can show a drawn line."""
    return screen().styled and (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def drawing() -> Drawing:
    """Return how a size chart is drawn here, no wider than the terminal."""
    signs, width = (DRAWN if draws() else PLAIN).signs, screen().width
    return Drawing(signs) if width is None else Drawing(signs, width)
