"""Text of a catalog or of a person, made safe to show."""

from __future__ import annotations

from typing import Final

UNBROKEN: Final = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
"""Blanks where no line ends: Python calls them not printable, a terminal shows them as blanks."""


def printable(value: object) -> str:
    """A value on one line, control characters (and so terminal escapes) made visible and harmless."""
    text = "" if value is None else str(value)
    return "".join(_shown(c) for c in text)


def _shown(character: str) -> str:
    if character.isprintable() or character in UNBROKEN:
        return character
    return " " if character in "\r\n\t" else "\N{REPLACEMENT CHARACTER}"
