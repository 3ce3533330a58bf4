"""Lines for a terminal: worded once, folded to its width, headings with weight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from ..messages.messages import Messages
from .lines import CommandLine, Line, Style
from .plain import line_text


class Paper(Protocol):
    """Where the lines go: it knows its width and its weights."""

    def bold(self, text: str) -> str:
        """The text with weight, where styles show."""

    def paragraph(self, text: str, indent: str = "", hang: str | None = None) -> list[str]:
        """A text in lines that fit, the first after `indent`, the others after `hang`."""

    def command(self, words: Sequence[str]) -> list[str]:
        """A command in as many lines as it needs, as a shell takes them."""


def terminal_lines(lines: Iterable[Line], messages: Messages, paper: Paper) -> list[str]:
    """Every line as the terminal shows it."""
    return [text for line in lines for text in _folded(line, messages, paper)]


def _folded(line: Line, messages: Messages, paper: Paper) -> list[str]:
    if isinstance(line.words, CommandLine):
        return paper.command(line.words.words)
    text, indent = line_text(line, messages), "  " * line.level
    if line.style is Style.VERBATIM:
        return [f"{indent}{text}"]
    hang = 2 if line.style is Style.ENTRY else len(line.mark)
    folded = paper.paragraph(text, f"{indent}{line.mark}", indent + " " * hang)
    return [paper.bold(text) for text in folded] if line.style is Style.HEADING else folded
