"""Texts of plots as they are laid out: how wide they are, where their lines break, and what of them has room."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from ..report.html import TURNING

FONT: Final = "DejaVu Sans"
"""Ships with Matplotlib."""
TEXT: Final = 11.0
POINTS_AN_INCH: Final = 72
BREAKS: Final = re.compile(r"[ \t\r\n\v\f\u2028\u2029]+")
"""A blank that keeps a figure and its sign together is none."""
LARGER: Final = 10
NARROWER: Final = 8.0
"""By how many points at a time a width is tried that makes lines even."""


def plain(text: str) -> str:
    r"""A text of a catalog on one line, without marks that turn the direction of what follows or cannot be drawn.

    >>> plain("a\n b\x07")
    'a b'
    """
    one_line = " ".join(part for part in BREAKS.split(text) if part)
    return "".join(c for c in one_line.translate(TURNING) if c.isprintable() or c == "\N{NO-BREAK SPACE}")


@cache
def _renderer() -> RendererAgg:
    return RendererAgg(1, 1, POINTS_AN_INCH)


@lru_cache(maxsize=10_000)
def width_of(text: str, size: float = TEXT, weight: str = "normal") -> float:
    """How wide a text is in points; measured large, for small letters would be moved to whole pixels."""
    font = FontProperties(family=FONT, size=size * LARGER, weight=weight)
    return float(_renderer().get_text_width_height_descent(text, font, ismath=False)[0]) / LARGER


def lines_of(
    text: str, width: float, size: float = TEXT, weight: str = "normal", *, balanced: bool = False
) -> list[str]:
    """Break a text into lines that are at most so wide; a word that is wider is broken too.

    `balanced` makes as few lines of about the same length: no word stands alone at the end.
    """
    words = [part for word in plain(text).split(" ") for part in _parts(word, width, size, weight)]
    lines = _filled(words, width, size, weight)
    while (
        balanced and width > NARROWER and len(narrower := _filled(words, width - NARROWER, size, weight)) == len(lines)
    ):
        lines, width = narrower, width - NARROWER
    return lines


def _filled(words: list[str], width: float, size: float, weight: str) -> list[str]:
    """Put as many words on each line as have room; the widths of words and blanks are added up."""
    blank, lines, at = width_of("n n", size, weight) - 2 * width_of("n", size, weight), [""], 0.0
    for word in words:
        wide = width_of(word, size, weight)
        if lines[-1] and at + blank + wide > width:
            lines.append(word)
            at = wide
        else:
            at += wide + (blank if lines[-1] else 0)
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines


def _parts(word: str, width: float, size: float, weight: str) -> list[str]:
    """A word, or parts of it that are at most so wide."""
    ends, start = [0], 0
    for at in range(1, len(word) + 1) if width_of(word, size, weight) > width else ():
        if width_of(word[start:at], size, weight) > width and at - 1 > start:
            start = at - 1
            ends.append(start)
    return [word[start:end] for start, end in pairwise([*ends, len(word)])]


def shortened(text: str, width: float, size: float = TEXT) -> str:
    """A text that is at most so wide, with an ellipsis where something of it is left out."""
    whole = plain(text)
    if width_of(whole, size) <= width:
        return whole
    while whole and width_of(f"{whole}…", size) > width:
        whole = whole[:-1]
    return f"{whole.rstrip()}…"
