"""One cell a line to a table: text copied cell by cell, where nothing but the order of the lines makes rows.

How many columns there are is seen from the lines alone: each row is a label without a figure and then as many lines
with figures, and above the first row stand as many heads. Where a row has more or fewer, nothing below it is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .gathering import Gathering
from .html import Context
from .printed import printed
from .tables import Cell, Table

FIGURES: Final = re.compile(r"[^\W\d_]{0,12}(?:[ .][^\W\d_]{0,8}){0,2}[ <>≤≥]*\d")
"""How a cell with figures begins: with a figure, or with a word or two before it (`más de 42`)."""
LONGEST_CELL, LONGEST_LABEL, LONGEST_HEAD = 40, 30, 60
MOST_COLUMNS: Final = 12
MOST_BESIDE: Final = 12
Shape = tuple[int, int, int]
"""Where the heads of a table begin, how many columns it has, and where it is over."""


def line_tables(lines: Sequence[tuple[int, str]], gathering: Gathering, context: Context) -> None:
    """Gather the tables of lines that hold one cell each; `lines` have their numbers. Raises: BadInput."""
    lines = [(number, printed(text)) for number, text in lines if text.strip()]
    at, texts = 0, [text for _, text in lines]
    figures = [is_figure(text) for text in texts]
    while at < len(lines):
        shape = shape_at(texts, at, figures)
        if shape is None:
            return
        _gather(lines, at, shape, gathering, context)
        at = shape[2]


def shape_at(texts: Sequence[str], start: int, figures: Sequence[bool]) -> Shape | None:
    """The first table from a line on: where its heads begin, how many columns it has, and where it is over.

    >>> texts = ["Socks", "Size", "Calf", "S", "30-34", "M", "34-38", "Free delivery"]
    >>> shape_at(texts, 0, [is_figure(text) for text in texts])
    (1, 2, 7)
    """
    for at in range(start + 2, len(texts) - 1):
        if figures[at] or not figures[at + 1] or len(texts[at]) > LONGEST_LABEL:
            continue
        columns = next(
            (n for n in range(1, MOST_COLUMNS) if not figures[at + n : at + n + 1] or not figures[at + n]), 1
        )
        heads = at - columns
        if heads < start or not all(_is_head(texts[n]) for n in range(heads, at)):
            continue
        stop = at
        while _is_row(texts, figures, stop, columns):
            stop += columns
        if stop - at >= 2 * columns:
            return heads, columns, stop
    return None


def _is_row(texts: Sequence[str], figures: Sequence[bool], at: int, columns: int) -> bool:
    if at + columns > len(texts) or figures[at] or len(texts[at]) > LONGEST_LABEL:
        return False
    return all(figures[at + 1 : at + columns])


def _is_head(text: str) -> bool:
    return len(text) <= LONGEST_HEAD and any(map(str.isalpha, text))


def is_figure(text: str) -> bool:
    """Whether a line can be a cell with figures.

    >>> is_figure("30 - 34"), is_figure("más de 42"), is_figure("XL"), is_figure("Envío gratis a partir de 50 euros")
    (True, True, False, False)
    """
    return len(text) <= LONGEST_CELL and (text in ("-", "–", "—", "n/a") or FIGURES.match(text) is not None)


def _gather(lines: Sequence[tuple[int, str]], start: int, shape: Shape, gathering: Gathering, context: Context) -> None:
    head, columns, stop = shape
    cells = [Cell(text) for _, text in lines[head:stop]]
    grid = gathering.even([list(cells[at : at + columns]) for at in range(0, len(cells), columns)], new=True)
    titles, beside = _words(
        [text for _, text in lines[start:head]], [text for _, text in lines[stop : stop + MOST_BESIDE]]
    )
    numbers = tuple(lines[at][0] - lines[head][0] + 1 for at in range(head, stop, columns))
    titles += context.titles
    gathering.end(Table(gathering.begin(), grid, "lines", numbers, "", titles, beside, context.labels, context.page))


def _words(above: Sequence[str], below: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The titles of a table, nearest first, and the sentences beside it."""
    titles = tuple(text for text in reversed(above[-4:]) if not text.endswith((".", "!", "?")))
    return titles, (*[text for text in above if text not in titles][-MOST_BESIDE:], *below[:MOST_BESIDE])
