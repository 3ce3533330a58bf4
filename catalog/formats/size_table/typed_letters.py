"""Typed lines whose sizes are letters from A on, which are none by themselves: `A 30-34`, `B 34-38` below `Calf`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from string import ascii_uppercase
from typing import Final

from .cells import read_cell
from .typed_lines import BETWEEN, holds_range, is_place, typed_line

LETTER: Final = re.compile(rf"([A-H])(?={BETWEEN.pattern})")
FEWEST: Final = 2
"""One letter alone may be a word, or number the place that is measured."""
A_SIZE: Final = "S"
"""Stands for the letter where its line is looked at as one of a size."""
Lines = list[tuple[int, str]]


def with_letters(lines: Lines) -> Lines:
    """The lines, those of lettered sizes with the word for the size before them, where they can be nothing else.

    That is where a line above them names the place, the letters go from A on, every line with a range has one,
    and their ranges rise or fall: the letters of several places on one leg do not.

    >>> with_letters([(1, "Calf"), (2, "A 30-34"), (3, "B 34-38")])
    [(1, 'Calf'), (2, 'Size A 30-34'), (3, 'Size B 34-38')]
    >>> with_letters([(1, "A 30-34"), (2, "B 34-38")]), with_letters([(1, "Calf"), (2, "B 20-22"), (3, "C 30-34")])
    ([(1, 'A 30-34'), (2, 'B 34-38')], [(1, 'Calf'), (2, 'B 20-22'), (3, 'C 30-34')])
    """
    lettered = [at for at, (_, line) in enumerate(lines) if _band_of(line)]
    if len(lettered) < FEWEST or not any(is_place(line) for _, line in lines[: lettered[0]]):
        return lines
    ranged = [at for at, (_, line) in enumerate(lines) if holds_range(line)]
    texts = [lines[at][1] for at in lettered]
    if ranged != lettered or "".join(text[0] for text in texts) != ascii_uppercase[: len(texts)] or not _go_on(texts):
        return lines
    return [(number, f"Size {line}" if at in lettered else line) for at, (number, line) in enumerate(lines)]


def _band_of(line: str) -> str:
    """The range of a line that begins with a letter as with a size; empty for any other line."""
    letter = LETTER.match(line)
    parts = typed_line(A_SIZE + line[letter.end() :]) if letter else None
    return parts.band if parts is not None else ""


def _go_on(lines: Sequence[str]) -> bool:
    """Whether the ranges of lines rise from each to the next, or fall."""
    ends = [read_cell(_band_of(line)).spans[0].figures for line in lines]
    return all(one < other for one, other in pairwise(ends)) or all(one > other for one, other in pairwise(ends))
