"""A table that fits its terminal: flexible columns fold, the least needed are left out, narrow ones become cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from msgspec.structs import replace

from .rich_console import drawn
from .screen import Screen, printable, text_width
from .streams import as_written, is_unicode

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

GAP: Final = 2
CARDS_BELOW: Final = 60
LEAST_FOLDED: Final = 14
CAREFUL: Final = "!"
Cells = list[list[str]]
Beside = Sequence[Sequence[str]]


class Column(Struct, frozen=True):
    """One column of a listing: its name in files, its heading for people, and how it is shown to them."""

    name: str
    heading: str = ""
    show: Callable[[Any], str] | None = None
    keep: int = 5
    """How much it is needed where there is little room: 9 always, 1 first to go."""
    folds: bool = False
    right: bool = False
    table: bool = True
    """Whether people see it without asking for it."""
    beside: bool = False
    """Whether it has to be seen with each row: a table says it under the row, Markdown in a column."""
    count: bool = False
    """Whether it says nothing without its heading, so that no card begins with it."""

    def shown(self, value: Any) -> str:
        """Return the value as a person reads it."""
        return printable(self.show(value) if self.show is not None else flat(value))


def flat(value: object) -> object:
    """Return a value for one cell: a list with semicolons, yes or no for a boolean, nothing for None."""
    if isinstance(value, (list, tuple)):
        return "; ".join(str(v) for v in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else value


def table_lines(
    columns: Sequence[Column], cells: Cells, on: Screen, *, under: bool = False, beside: Beside = (), heads: bool = True
) -> tuple[list[str], list[Column]]:
    """Return the lines of a table, and the columns for which there was no room.

    With `under`, what has no room stands in a line of its own under each row. `beside` has, for each row, the
    sentences that have to be seen with it, at every width.
    """
    if not is_unicode():
        columns = [replace(c, heading=as_written(c.heading)) for c in columns]
        cells = [[as_written(text) for text in row] for row in cells]
    if on.width is not None and on.width < CARDS_BELOW and len(columns) > 2:
        return cards(columns, cells, on, beside), []
    fitting, widths = _fitting(columns, cells, on.width)
    dropped = [c for c in columns if c not in fitting]
    notes = [_notes(columns, row, dropped if under else [], on) for row in cells]
    for number, sentences in enumerate(beside):
        notes[number] += cautioned(sentences, on)
    places = [columns.index(c) for c in fitting]
    rows = [[row[i] for i in places] for row in cells]
    return drawn(_blocks(fitting, widths, rows, notes, heads=heads), on), [] if under else dropped


def _notes(columns: Sequence[Column], row: Sequence[str], dropped: Sequence[Column], on: Screen) -> list[str]:
    """Return the line under a row that says what had no room in it."""
    texts = [f"{c.heading}: {text}" for c, text in zip(columns, row, strict=True) if text and c in dropped]
    return [on.faint(line) for line in on.paragraph(" · ".join(texts), "  ")] if texts else []


def _blocks(
    columns: Sequence[Column], widths: Sequence[int], rows: Cells, notes: Sequence[Sequence[str]], *, heads: bool
) -> list[RenderableType]:
    """Return the notes and the tables between them, of equal widths: Rich has no cell across all columns."""
    from rich.text import Text

    def styled(row: Sequence[str]) -> list[Text]:
        return [Text(text, overflow="fold") for text in row]

    table = _grid(columns, widths)
    if heads:
        table.add_row(*styled([c.heading for c in columns]), style="bold")
    blocks: list[RenderableType] = [table]
    for row, below in zip(rows, notes, strict=True):
        table.add_row(*styled(row))
        if below:
            table = _grid(columns, widths)
            blocks += [Text.from_ansi("\n".join(below), no_wrap=True), table]
    return [b for b in blocks if b is not table or table.row_count]


def _grid(columns: Sequence[Column], widths: Sequence[int]) -> Table:
    from rich.table import Table

    table = Table.grid(padding=(0, GAP, 0, 0), pad_edge=False)
    for column, width in zip(columns, widths, strict=True):
        table.add_column(width=width, justify="right" if column.right else "left", overflow="fold")
    return table


def _fitting(columns: Sequence[Column], cells: Cells, room: int | None) -> tuple[list[Column], list[int]]:
    """Return the columns that fit and their widths: some fold first, then the least needed are left out."""
    texts = {c.name: (c.heading, *(row[place] for row in cells)) for place, c in enumerate(columns)}
    wide = {name: max(map(text_width, column)) for name, column in texts.items()}
    fitting = list(columns)
    while True:
        widths = [wide[c.name] for c in fitting]
        if room is None:
            return fitting, widths
        widths = _folding(fitting, widths, room)
        if sum(widths) + GAP * (len(fitting) - 1) <= room or len(fitting) == 1:
            return fitting, widths
        fitting.remove(min(reversed(fitting), key=lambda c: c.keep))


def _folding(columns: Sequence[Column], widths: list[int], room: int) -> list[int]:
    """Return the widths after the columns that fold gave up what is too much, the widest first."""
    widths = list(widths)
    for _ in range(sum(widths) + GAP * (len(columns) - 1) - room):
        foldable = [i for i, c in enumerate(columns) if c.folds and widths[i] > LEAST_FOLDED]
        if not foldable:
            break
        widths[max(foldable, key=lambda i: widths[i])] -= 1
    return widths


def cautioned(sentences: Sequence[str], on: Screen) -> list[str]:
    """Return what has to be seen, each sentence in lines of its own."""
    folded = (on.paragraph(printable(s), f"  {CAREFUL} ", "    ") for s in sentences)
    return [line for lines in folded for line in on.careful(lines, CAREFUL)]


def cards(columns: Sequence[Column], cells: Cells, on: Screen, beside: Beside = ()) -> list[str]:
    """Return each row as a short card, for a terminal too narrow for a table; what is empty is left out."""
    lines: list[str] = []
    titled = not columns[0].count
    for number, row in enumerate(cells):
        lines += [on.bold(line) for line in on.paragraph(row[0])] if titled else []
        for column, text in zip(columns[titled:], row[titled:], strict=True):
            if text:
                lines += on.paragraph(f"{column.heading}: {text}", "  " if titled else "", "    ")
        lines += cautioned(beside[number], on) if number < len(beside) else []
        lines.append("")
    return lines[:-1]
