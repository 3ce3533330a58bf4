"""The terminal: how wide it is, whether it shows styles, and text laid out to fit it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Final
from unicodedata import combining, east_asian_width

from msgspec import Struct

from ...model.printable import printable as printable
from ...report.any_shell import quoted
from .streams import as_written

NARROWEST: Final = 20
LEAST_OF_A_COMMAND: Final = 30
READABLE: Final = 100
"""Prose is not set wider than this, however wide the terminal is."""


class Screen(Struct, frozen=True):
    """Where output goes: the width of the terminal, or None for a file or pipe, which is never wrapped."""

    width: int | None = None
    styled: bool = False

    def bold(self, text: str) -> str:
        """Return the text in bold, where styles show."""
        return f"\x1b[1m{text}\x1b[0m" if self.styled and text else text

    def good(self, text: str) -> str:
        """Return what is to be taken, in bold and green; a mark or a word says it too."""
        return f"\x1b[1;32m{text}\x1b[0m" if self.styled and text else text

    def careful(self, lines: list[str], mark: str) -> list[str]:
        """Return lines whose first one has a mark that has to be seen, that in bold and yellow; the text has no colour.

        A text in a colour can be hard to read on a light or a dark terminal.
        """
        if not self.styled or not lines:
            return lines
        return [lines[0].replace(mark, f"\x1b[1;33m{mark}\x1b[0m", 1), *lines[1:]]

    def faint(self, text: str) -> str:
        """Return the text in faint, where styles show."""
        return f"\x1b[2m{text}\x1b[0m" if self.styled and text else text

    def paragraph(self, text: str, indent: str = "", hang: str | None = None) -> list[str]:
        """Fold a text into lines that fit, the first after `indent`, the others after `hang` or `indent`."""
        if self.width is None:
            return [indent + text]
        hang = indent if hang is None else hang
        text, indent, hang = as_written(text), as_written(indent), as_written(hang)
        lines: list[str] = []
        start, room = indent, min(self.width, READABLE)
        for line in folded(text, max(room - max(text_width(indent), text_width(hang)), NARROWEST // 2)):
            lines.append(start + line)
            start = hang
        return lines or [indent]

    def command(self, words: Sequence[str], lead: str = "") -> list[str]:
        """Fold a command into lines; all but the last end in the backslash that makes a shell read on.

        What leads to it stands before it on the first line where there is room for
        it, else on a line of its own.
        """
        lines = [f"{lead} legfit" if lead else "  legfit"]
        if lead and self.width is not None and text_width(lead) + LEAST_OF_A_COMMAND > self.width:
            lines = [*self.paragraph(lead), "  legfit"]
        for word in _whole_options(words):
            if self.width is None or text_width(f"{lines[-1]} {word} \\") <= self.width:
                lines[-1] += f" {word}"
            else:
                lines[-1] += " \\"
                lines.append(f"    {word}")
        return lines


def _whole_options(words: Sequence[str]) -> list[str]:
    """Return the words of a command quoted for a shell, an option and its value as one.

    >>> _whole_options(["size", "my sock", "--calf", "36 cm", "--yes", "--lang", "de"])
    ['size', '"my sock"', '--calf "36 cm"', '--yes', '--lang de']
    """
    parts: list[str] = []
    for before, word in zip(("", *words), words, strict=False):
        is_value = before.startswith("--") and not word.startswith("-")
        parts.append(f"{parts.pop()} {quoted(word)}" if is_value else quoted(word))
    return parts


def screen() -> Screen:
    """Return the terminal that stdout is, or a screen without a width for a file or pipe.

    `NO_COLOR` (any value) and `TERM=dumb` switch every escape off, the plain ones too.
    """
    return _screen_of(shutil.get_terminal_size().columns) if on_terminal() else Screen()


def prompt_screen() -> Screen:
    """Return the terminal that stderr is, where questions are asked; the answer may go to a file."""
    if not sys.stderr.isatty():
        return Screen()
    if sys.stdout.isatty() or "COLUMNS" in os.environ:
        return _screen_of(shutil.get_terminal_size().columns)
    return _screen_of(os.get_terminal_size(sys.stderr.fileno()).columns)


def _screen_of(width: int) -> Screen:
    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM", "dumb") == "dumb"
    return Screen(max(width, NARROWEST), styled=not plain)


def on_terminal() -> bool:
    """Whether stdout is a terminal that a person looks at."""
    return sys.stdout.isatty()


def can_ask() -> bool:
    """Whether a person can be asked: stdin and stdout are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def text_width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def folded(text: str, width: int) -> list[str]:
    """Fold a text into lines of at most a width, between words; a longer word is broken, but for an address.

    A terminal that breaks an address itself still copies it whole. Not by Rich: a size is told without importing it.

    >>> folded("Size 2 fits.", 7)
    ['Size 2', 'fits.']
    """
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        trial = f"{line} {word}" if line else word
        if text_width(trial) <= width:
            line = trial
            continue
        lines += [line] if line else []
        *whole, line = [word] if "://" in word else _pieces(word, width)
        lines += whole
    return [*lines, line] if line or not lines else lines


def _pieces(word: str, width: int) -> list[str]:
    pieces, piece = [], ""
    for character in word:
        if piece and text_width(piece + character) > width:
            pieces.append(piece)
            piece = ""
        piece += character
    return [*pieces, piece]


def write_lines(lines: Iterable[str]) -> None:
    """Write lines to stdout."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
