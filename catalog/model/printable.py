"""Text of a catalog or of a person, made safe to show."""

from __future__ import annotations


def printable(value: object) -> str:
    """A value on one line, control characters (and so terminal escapes) made visible and harmless."""
    text = "" if value is None else str(value)
    return "".join(c if c.isprintable() else " " if c in "\r\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text)
