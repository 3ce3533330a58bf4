"""The lines of a table put together by what they are about: a product, or what a chart is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from msgspec import Struct, field

from ..draft.problems import FieldPath
from ..stock_feed.columns import folded
from .columns import SheetField, SheetHead, table_of_columns
from .lines import HeadedLine
from .pages import SheetLine

MOST_TOGETHER: Final = 20_000
"""Lines of a page of which those of one product need not stand one below the other."""
TOLD_APART: Final = (SheetField.BRAND, SheetField.TITLE, SheetField.AUDIENCE, SheetField.KIND)
"""Fields that tell products apart where no handle does; what a line leaves empty is as in the line above it."""
OF_THINGS: Final = (SheetField.TITLE, SheetField.HANDLE, SheetField.SIZE, SheetField.COLOUR, SheetField.GTIN)
"""Fields that say which thing a line is about."""
Key = tuple[str, ...]


class LineGroup(Struct):
    """The lines of one product or chart under their heads."""

    head: SheetHead
    lines: list[SheetLine] = field(default_factory=list)

    def texts(self, *fields: SheetField) -> list[str]:
        """What the lines say in some fields, each text once, in their order."""
        texts = (text_of(self.head, line, name) for line in self.lines for name in fields)
        return list(dict.fromkeys(text for text in texts if text))

    def text(self, name: SheetField) -> str:
        """The first that the lines say in a field; empty where they say nothing."""
        return next(iter(self.texts(name)), "")


def text_of(head: SheetHead, line: SheetLine, name: SheetField) -> str:
    """What a line says in a field: the first of its columns that has a text."""
    return next((text for at in head.fields.get(name, ()) if (text := line.text(at))), "")


def is_total(head: SheetHead, line: SheetLine) -> bool:
    """Whether a line adds up the ones above it: it begins with a word for that, and names no product or size."""
    first = next(filter(None, line.texts), "")
    if folded(first) not in totals():
        return False
    return not any(text_of(head, line, name) not in ("", first) for name in OF_THINGS)


@cache
def totals() -> frozenset[str]:
    """The words that lines of totals begin with, as `folded`."""
    return frozenset(map(folded, table_of_columns()["totals"]["words"]))


def groups_of(lines: Iterable[HeadedLine], place: FieldPath) -> Iterator[LineGroup]:
    """The groups in the order in which they begin.

    Behind `MOST_TOGETHER` lines those of one group have to stand together, so that no large file stands in memory; a
    group that begins a second time there is a problem.
    """
    groups: dict[Key, LineGroup] = {}
    first_lines: dict[Key, int] = {}
    before: Key = ()
    for count, (head, line) in enumerate((head, line) for head, line in lines if head is not None):
        before = key = _key(head, line, before)
        if key not in groups and count >= MOST_TOGETHER:
            yield from groups.values()
            groups = {}
            if key in first_lines:
                _report_apart(key, line, first_lines[key], place)
        groups.setdefault(key, LineGroup(head)).lines.append(line)
        first_lines.setdefault(key, line.number)
    yield from groups.values()


def _report_apart(key: Key, line: SheetLine, first: int, place: FieldPath) -> None:
    read = text if (text := key[1] or key[4]) else None
    place.to(f"line {line.number}").report("lines_apart", read, "sheet_lines_together", "sheet_sort", line=first)


def _key(head: SheetHead, line: SheetLine, before: Key) -> Key:
    """What a line is about: the heads, the handle, and else brand, title, audience and kind.

    A line of totals goes with the line above it: it is no product.
    """
    table = str(hash(head.names))
    above = before if before[:1] == (table,) else ()
    if above and is_total(head, line):
        return above
    handle = folded(text_of(head, line, SheetField.HANDLE))
    own = [folded(text_of(head, line, name)) for name in TOLD_APART]
    chart = folded(text_of(head, line, SheetField.CHART)) if head.is_of_charts else ""
    if handle:
        return (table, handle, "", "", "", "", "")
    if above and (not own[1] or own[1] == above[4]) and (not chart or chart == above[2]) and not above[1]:
        own = [text or other for text, other in zip(own, above[3:], strict=True)]
        chart = chart or above[2]
    elif above and above[1] and not own[1] and not chart:
        return above
    return (table, "", chart, *own)
