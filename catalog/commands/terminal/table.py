"""A table that fits its terminal: flexible columns fold, the least needed are left out, narrow ones become cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from .screen import Screen, folded, padded, printable, text_width
from .streams import as_written, is_unicode

GAP: Final = 2
CARDS_BELOW: Final = 60
LEAST_FOLDED: Final = 14
CAREFUL: Final = "!"
Cells = list[list[str]]
Beside = Sequence[Sequence[str]]


class Column(Struct, frozen=True):
    """One column of a listing: its name in files, its heading for people, and how it is shown to them."""

    name: str
    heading: str
    show: Callable[[Any], str] | None = None
    keep: int = 5
    """How much it is needed where there is little room: 9 always, 1 first to go."""
    folds: bool = False
    right: bool = False
    table: bool = True
    """Whether people see it without asking for it."""
    beside: bool = False
    """Whether it has to be seen with each row: a table says it under the row, Markdown in a column."""

    def shown(self, value: Any) -> str:
        """The value as a person reads it."""
        return printable(self.show(value) if self.show is not None else flat(value))


def flat(value: object) -> object:
    """A value in one cell: lists with semicolons, nothing for None."""
    if isinstance(value, (list, tuple)):
        return "; ".join(str(v) for v in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else value


def table_lines(
    columns: Sequence[Column], cells: Cells, on: Screen, *, under: bool = False, beside: Beside = ()
) -> tuple[list[str], list[Column]]:
    """The lines of a table and the columns for which there was no room.

    With `under` what has no room stands in a line of its own under each row. `beside` has, for each row, the
    sentences that have to be seen with it, at every width.
    """
    if not is_unicode():
        columns = [replace(c, heading=as_written(c.heading)) for c in columns]
        cells = [[as_written(text) for text in row] for row in cells]
    if on.width is None:
        return aligned(columns, cells, _widths(columns, cells), on, beside=beside), []
    if on.width < CARDS_BELOW and len(columns) > 2:
        return cards(columns, cells, on, beside), []
    kept, widths = _fitting(columns, cells, on.width)
    places = [columns.index(c) for c in kept]
    rows = [[row[i] for i in places] for row in cells]
    dropped = [c for c in columns if c not in kept]
    if not under or not dropped:
        return aligned(kept, rows, widths, on, beside=beside), dropped
    below = [columns.index(c) for c in dropped]
    told = [" · ".join(f"{columns[i].heading}: {row[i]}" for i in below if row[i]) for row in cells]
    return aligned(kept, rows, widths, on, told, beside), []


def _widths(columns: Sequence[Column], cells: Cells) -> list[int]:
    heads = [text_width(c.heading) for c in columns]
    return [max([heads[i], *(text_width(row[i]) for row in cells)]) for i in range(len(columns))]


def _fitting(columns: Sequence[Column], cells: Cells, room: int) -> tuple[list[Column], list[int]]:
    """The columns that fit and their widths: fold first, then leave out the least needed."""
    wide = dict(zip([c.name for c in columns], _widths(columns, cells), strict=True))
    kept = list(columns)
    while True:
        widths = _folding(kept, [wide[c.name] for c in kept], room)
        if sum(widths) + GAP * (len(kept) - 1) <= room or len(kept) == 1:
            return kept, widths
        kept.remove(min(reversed(kept), key=lambda c: c.keep))


def _folding(kept: Sequence[Column], widths: list[int], room: int) -> list[int]:
    """The widths after the columns that fold gave up what is too much, the widest first."""
    widths = list(widths)
    over = sum(widths) + GAP * (len(kept) - 1) - room
    while over > 0:
        can = [i for i, c in enumerate(kept) if c.folds and widths[i] > LEAST_FOLDED]
        if not can:
            return widths
        widths[max(can, key=lambda i: widths[i])] -= 1
        over -= 1
    return widths


def aligned(
    columns: Sequence[Column],
    cells: Cells,
    widths: list[int],
    on: Screen,
    told: Sequence[str] = (),
    beside: Beside = (),
) -> list[str]:
    """Rows under a heading, each column as wide as it needs; a cell that folds takes several lines.

    `told` is a text under each row, set back; `beside` the sentences that have to be seen with it.
    """
    lines = [_line([c.heading for c in columns], columns, widths, on.bold)]
    for number, row in enumerate(cells):
        parts = [folded(text, width) if on.width else [text] for text, width in zip(row, widths, strict=True)]
        for level in range(max(len(p) for p in parts)):
            line = [p[level] if level < len(p) else "" for p in parts]
            lines.append(_line(line, columns, widths, str))
        if number < len(told):
            lines += [on.faint(t) for t in on.paragraph(told[number], "  ")]
        lines += cautioned(beside[number], on) if number < len(beside) else []
    return lines


def cautioned(sentences: Sequence[str], on: Screen) -> list[str]:
    """What has to be seen, each in lines of its own."""
    return [line for s in sentences for line in on.paragraph(printable(s), f"  {CAREFUL} ", "    ")]


def _line(cells: list[str], columns: Sequence[Column], widths: list[int], style: Callable[[str], str]) -> str:
    padding = [padded(t, w, right=c.right) for t, c, w in zip(cells, columns, widths, strict=True)]
    return style((" " * GAP).join(padding).rstrip())


def cards(columns: Sequence[Column], cells: Cells, on: Screen, beside: Beside = ()) -> list[str]:
    """Each row as a short card, for a terminal too narrow for a table; what is empty is left out."""
    lines: list[str] = []
    for number, row in enumerate(cells):
        lines += [on.bold(line) for line in on.paragraph(" ".join(t for t in row[:2] if t))]
        for column, text in zip(columns[2:], row[2:], strict=True):
            if text:
                lines += on.paragraph(f"{column.heading}: {text}", "  ", "    ")
        lines += cautioned(beside[number], on) if number < len(beside) else []
        lines.append("")
    return lines[:-1]
