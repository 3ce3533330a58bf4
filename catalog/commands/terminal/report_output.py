"""Reports on the streams: folded to the terminal on stdout, as plain text on stderr."""

from __future__ import annotations

from collections.abc import Iterable

from ...messages.messages import Messages
from ...report.lines import UNFOLDED, CommandLine, Line, Style
from ...report.plain import line_text, text_of
from ..session import SESSION, tell_lines
from .screen import Screen, prompt_screen, screen, write_lines


def write_report(lines: Iterable[Line], messages: Messages) -> None:
    """Write the lines of a report to stdout, worded and folded to the terminal."""
    write_lines(terminal_lines(lines, messages, screen()))


def tell_report(lines: Iterable[Line], messages: Messages) -> None:
    """Write the lines of a report to stderr, folded where that is a terminal; `--quiet` does not silence them."""
    tell_lines(terminal_lines(lines, messages, prompt_screen()))


def note_report(lines: Iterable[Line], messages: Messages) -> None:
    """Write the lines of a report to stderr, unless the person wants no remarks."""
    if not SESSION.quiet:
        tell_report(lines, messages)


def terminal_lines(lines: Iterable[Line], messages: Messages, on: Screen) -> list[str]:
    """Return every line as the terminal shows it."""
    return [text for line in lines for text in _folded(line, messages, on)]


def _folded(line: Line, messages: Messages, on: Screen) -> list[str]:
    if isinstance(line.words, CommandLine):
        lead = line.words.lead
        return on.command(line.words.words, text_of(lead, messages) if lead else "")
    text, indent = line_text(line, messages), "  " * line.level
    if line.style in UNFOLDED:
        whole = f"{indent}{text}"
        return [on.good(whole) if line.style is Style.PICKED else whole]
    hang = 2 if line.style is Style.ENTRY else len(line.mark)
    folded = on.paragraph(text, f"{indent}{line.mark}", indent + " " * hang)
    if line.style is Style.CAUTION:
        return on.careful(folded, line.mark.strip())
    return [on.bold(text) for text in folded] if line.style is Style.HEADING else folded
