"""Reports on the streams: folded to the terminal on stdout, as plain text on stderr."""

from __future__ import annotations

from collections.abc import Iterable

from ...messages.messages import Messages
from ...report.lines import Line
from ...report.plain import plain_lines
from ...report.terminal import terminal_lines
from ..session import tell
from .screen import screen, write_lines


def write_report(lines: Iterable[Line], messages: Messages) -> None:
    """Write the lines of a report to stdout, worded and folded to the terminal."""
    write_lines(terminal_lines(lines, messages, screen()))


def tell_report(lines: Iterable[Line], messages: Messages) -> None:
    """Write the lines of a report to stderr, never folded; `--quiet` does not silence them."""
    for text in plain_lines(lines, messages):
        tell(text)
