"""The lines of a page, each with the heads that it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, tee
from typing import Final

from ..draft.problems import FieldPath
from ..size_table.cells import read_cell
from ..size_table.heads import read_head
from ..size_table.labels import is_size_label
from .columns import SheetField, SheetHead, field_of, head_of, is_measure
from .pages import SheetLine, SheetPage
from .side_by_side import with_one_size_a_line

DIGIT: Final = re.compile("[0-9]")
NAMING: Final = (SheetField.TITLE, SheetField.HANDLE, SheetField.CHART, SheetField.BRAND, SheetField.KIND)
"""Fields that say what the lines of a table of measures belong to."""
HeadedLine = tuple[SheetHead | None, SheetLine]
"""A line and the heads above it; none where it stands under no heads of products or of named charts."""


def headed_lines(page: SheetPage, place: FieldPath | None = None) -> Iterator[HeadedLine]:
    """The lines of a page that are no heads; those of titles and of charts without names stand under none.

    Sizes that stand side by side are lines of their own; where they cannot be read, that is reported at a `place`.
    """
    head: SheetHead | None = None
    titles: list[SheetLine] = []
    is_head = False
    for line, below in _with_next(with_one_size_a_line(page.lines(), place)):
        if is_head or (head is not None and _is_again(head, line)):
            is_head = False
            continue
        begins_anew = line.behind_gap or bool(titles)
        if (new := _new_head(head, line, begins_anew=begins_anew)) is not None:
            head, is_head = _with_row_below(new, line, below)
            yield from ((None, title) for title in titles)
            titles = []
            continue
        if begins_anew and _begins_chart(line):
            head = None
        if head is not None and line.width == 1 and begins_anew:
            titles.append(line)
            continue
        yield from ((head, title) for title in titles)
        titles = []
        yield head, line
    yield from ((head, title) for title in titles)


def _is_again(head: SheetHead, line: SheetLine) -> bool:
    """Whether a line repeats the heads above it, and has no more."""
    texts, width = line.texts, len(head.names)
    return texts[:width] == list(head.names) and not any(texts[width:])


def _with_next(lines: Iterable[SheetLine]) -> Iterator[tuple[SheetLine, SheetLine | None]]:
    """Each line with the one below it."""
    one, other = tee(lines)
    next(other, None)
    return zip(one, chain(other, (None,)), strict=False)


def _new_head(head: SheetHead | None, line: SheetLine, *, begins_anew: bool) -> SheetHead | None:
    """The heads that a line is, if it is one of heads that name what lines belong to, and another one than before."""
    if head is not None and not begins_anew and DIGIT.search("".join(line.texts)):
        return None
    new = head_of(line.texts)
    if new is None or new.names == (head.names if head is not None else None):
        return None
    return new if any(field in new.fields for field in NAMING) or not new.is_of_charts else None


def _with_row_below(head: SheetHead, line: SheetLine, below: SheetLine | None) -> tuple[SheetHead, bool]:
    """The heads with those that a second row goes on with (`from`, `to`, a unit), and whether there is such a row."""
    if below is None or not _goes_on(line, below):
        return head, False
    names: list[str] = []
    for at in range(max(len(head.names), len(below.cells))):
        own, more = head.names[at] if at < len(head.names) else "", below.text(at)
        left = next((name for name in reversed(head.names[:at]) if name), "") if more and not own else own
        names.append(own if more == own else f"{left} {more}".strip())
    return head_of(names) or head, True


def _goes_on(line: SheetLine, below: SheetLine) -> bool:
    """Whether the row below heads says nothing but ends of bands and units, beside heads that reach down into it."""
    above = {id(cell) for cell in line.cells}
    texts = [cell.text for cell in below.cells if cell is not None and cell.text and id(cell) not in above]
    heads = [read_head(text) for text in texts]
    return all((h.edge or h.units) and not h.point for h in heads) and not any(
        read_cell(text).spans or is_size_label(text) for text in texts
    )


def _begins_chart(line: SheetLine) -> bool:
    """Whether a line behind an empty one begins a chart without names, in which sizes are rows or columns."""
    texts = [text for text in line.texts if text]
    if len(texts) < 2:
        return False
    ranked, head = field_of(texts[0]), read_head(texts[0])
    is_size = ranked is not None and ranked[0] is SheetField.SIZE
    return (is_size or is_measure(head)) and all(
        is_size_label(t) or is_measure(read_head(t)) or read_cell(t).spans or read_head(t).edge for t in texts[1:]
    )
