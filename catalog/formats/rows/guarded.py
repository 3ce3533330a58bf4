"""Texts as a spreadsheet program leaves them alone: no formula, no date, no figure without its zeros."""

from __future__ import annotations

import re
from typing import Final

CHANGED: Final = re.compile(
    r"[=+\-@\t\r].*|"  # what a program would work out
    r"0[0-9]+|[0-9]{12,}|"  # digits that lose their zeros, or their end
    r"[0-9]{1,4}[-/.][0-9]{1,4}(?:[-/.][0-9]{1,4})?\.?|"  # days
    r"[0-9.,]+[eE][+-]?[0-9]+|"  # powers of ten
    r"true|false|wahr|falsch|vrai|faux|verdadero|falso|vero",
    re.IGNORECASE | re.DOTALL,
)
"""What a spreadsheet program takes for something else than the text that it is."""
APOSTROPHE: Final = "'"
FORMULA: Final = re.compile(r'="([^"]*)"')
"""How some programs write digits that are to stay a text."""


def needs_guard(text: str) -> bool:
    """Whether a spreadsheet program would make something else of a text.

    >>> [needs_guard(t) for t in ("=1+1", "007", "3-4", "4006381333931", "S", "28 – 33", "'3-4")]
    [True, True, True, True, False, False, True]
    """
    bare = text.lstrip(APOSTROPHE)
    return CHANGED.fullmatch(bare) is not None


def guarded(text: str) -> str:
    """A text as it is written into a cell: behind an apostrophe where a program would change it.

    >>> guarded("007"), guarded("black")
    ("'007", 'black')
    """
    return APOSTROPHE + text if needs_guard(text) else text


def unguarded(cell: str) -> str:
    r"""The text that a cell holds, without the apostrophe or the formula that guards it.

    >>> unguarded("'007"), unguarded("007"), unguarded('="007"'), unguarded("'s nachts"), unguarded("''3-4")
    ('007', '007', '007', "'s nachts", "'3-4")
    """
    if formula := FORMULA.fullmatch(cell):
        return formula[1]
    return cell[1:] if cell.startswith(APOSTROPHE) and needs_guard(cell[1:]) else cell
