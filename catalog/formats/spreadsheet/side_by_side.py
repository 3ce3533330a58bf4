"""Tables of products in which sizes stand side by side (`Name | Measure | S | M | L`), as lines for one size each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct, field

from ..draft.problems import FieldPath
from ..size_table.cells import read_cell
from ..size_table.heads import read_head
from ..size_table.labels import is_size_label
from ..size_table.tables import Cell
from .columns import OF_ONE_SIZE, SheetField, field_of, is_measure
from .pages import LOOKED_AT, SheetLine

FEWEST: Final = 2
"""Sizes that stand side by side at least, and columns beside them."""
NAMING: Final = frozenset({SheetField.TITLE, SheetField.HANDLE})
SIZE: Final = "Size"
HANDLE: Final = "Handle"
SKU: Final = "SKU"
"""Heads as a person may call them."""


class WideTable(Struct):
    """The columns of such a table, and the lines of one product until they are put together."""

    head: SheetLine
    sizes: tuple[int, ...]
    measure: int | None = None
    """The column that says what the figures of a line measure; None where there is none."""
    is_begun: bool = False
    """Whether the first line below the head was looked at for that."""
    lines: list[SheetLine] = field(default_factory=list)

    @property
    def others(self) -> list[int]:
        """The columns that are neither a size nor what is measured."""
        return [at for at in range(len(self.head.cells)) if at not in self.sizes and at != self.measure]

    def begin(self, line: SheetLine) -> None:
        """Find the column that says what figures measure, by the first line."""
        unnamed = (at for at in self.others if _field(self.head.text(at)) is None)
        self.measure = next((at for at in unnamed if is_measure(read_head(line.text(at)))), None)
        self.is_begun = True

    def has_too_many(self, line: SheetLine) -> bool:
        """Whether a line has more cells than there are heads: nobody knows which of them is where."""
        return any(line.texts[len(self.head.cells) :])

    def ends_before(self, line: SheetLine) -> bool:
        """Whether a line behind an empty one is about something else: a title, or the heads of another table."""
        first = next(text for text in line.texts if text)
        is_named = any(line.text(at) for at in self.others if _field(self.head.text(at)) in NAMING)
        is_head = field_of(first) is not None or is_measure(read_head(first))
        return line.behind_gap and (line.width == 1 or not is_named or is_head)

    def is_of_another(self, line: SheetLine) -> bool:
        """Whether a line is about another product than the lines before it: an empty cell says what is above it."""
        is_again = self.measure is not None and line.text(self.measure) in self._measured()
        return is_again or any(line.text(at) not in ("", self.lines[0].text(at)) for at in self.others)

    def together(self) -> Iterator[SheetLine]:
        """Heads, and below them a line for each size of the product; without measures its lines without the sizes.

        A product of which a line has too many cells is passed over: nobody knows which of its figures is where.
        """
        lines, self.lines = self.lines, []
        if self.measure is None:
            yield from self._lines((), ((line.number, self._others(line)) for line in lines))
            return
        if any(map(self.has_too_many, lines)):
            return
        by_measure = {line.text(self.measure) or "?": line for line in lines}
        without_sku = (SKU,) if SheetField.SKU in map(_field, self.head.texts) else ()
        yield from self._lines((SIZE, *by_measure, *without_sku), self._of_sizes(by_measure))

    def _lines(self, more: Sequence[str], lines: Iterable[tuple[int, Sequence[Cell | None]]]) -> Iterator[SheetLine]:
        """A line of heads, those that are added at its end, and the lines below it."""
        names = (*self._names(), *more)
        yield SheetLine(self.head.number, [Cell(name) if name else None for name in names], behind_gap=True)
        yield from (SheetLine(number, cells) for number, cells in lines)

    def _of_sizes(self, by_measure: Mapping[str, SheetLine]) -> Iterator[tuple[int, Sequence[Cell | None]]]:
        """The cells of each size that is measured; what is said of all sizes stands in those of the first."""
        first, is_first = next(iter(by_measure.values())), True
        for size in self.sizes:
            cells = [_cell(line, size) for line in by_measure.values()]
            if any(cell is not None and cell.text for cell in cells):
                own = self._others(first, of_all=is_first)
                yield first.number, [*own, Cell(self.head.text(size)), *cells]
                is_first = False

    def _others(self, line: SheetLine, *, of_all: bool = True) -> list[Cell | None]:
        """The other cells of a line, with what it says of all sizes or without."""
        left_out = () if of_all else OF_ONE_SIZE
        return [None if _field(self.head.text(at)) in left_out else _cell(line, at) for at in self.others]

    def _measured(self) -> list[str]:
        return [line.text(self.measure) for line in self.lines if self.measure is not None]

    def _names(self) -> list[str]:
        """What the other columns are called where their cells are of all sizes: an article number is the product's."""
        names = [self.head.text(at) for at in self.others]
        own = list(map(_field, names))
        sizes = " + ".join(self.head.text(at) for at in self.sizes)
        of_all = [
            f"{name} {sizes}" if what in (SheetField.SKU, *OF_ONE_SIZE) else name
            for name, what in zip(names, own, strict=True)
        ]
        if SheetField.SKU in own and SheetField.HANDLE not in own:
            of_all[own.index(SheetField.SKU)] = HANDLE
        return names if self.measure is None else of_all


def wide_table(line: SheetLine) -> WideTable | None:
    """The table of which a line is the head; None where no sizes stand side by side beside the name of a product."""
    texts = line.texts
    sizes = tuple(at for at, text in enumerate(texts) if is_size_label(text) and field_of(text) is None)
    others = [text for at, text in enumerate(texts) if text and at not in sizes]
    if len(sizes) < FEWEST or len(others) < FEWEST or any(read_cell(text).spans for text in others):
        return None
    own = set(map(_field, others))
    return WideTable(line, sizes) if own & NAMING and SheetField.SIZE not in own else None


def with_one_size_a_line(lines: Iterable[SheetLine], place: FieldPath | None = None) -> Iterator[SheetLine]:
    """The lines of a page; those of tables with sizes side by side with one size each.

    Where nothing says what their figures measure, their sizes are left out, which is reported at a `place`.
    """
    table: WideTable | None = None
    is_below_title = False
    for count, line in enumerate(lines):
        # Heads stand at the beginning, behind an empty line or below a title: to look at every line takes a third more.
        new = wide_table(line) if count < LOOKED_AT or line.behind_gap or is_below_title else None
        is_below_title = line.width == 1
        if table is not None and (new is not None or table.ends_before(line)):
            yield from table.together()
            table = None
        if new is not None:
            table = new
        elif table is None:
            yield line
        else:
            if not table.is_begun:
                table.begin(line)
                if table.measure is None and place is not None:
                    _report(table, place)
            if table.lines and table.is_of_another(line):
                yield from table.together()
            if place is not None and table.has_too_many(line):
                here, wanted = place.to(f"line {line.number}"), len(table.head.cells)
                here.report("wrong_cells", len(line.cells), "rows_as_many_cells", "rows_double_quotes", wanted=wanted)
            table.lines.append(line)
    if table is not None:
        yield from table.together()


def _report(table: WideTable, place: FieldPath) -> None:
    names = ", ".join(table.head.text(at) for at in table.sizes)
    place.to(f"line {table.head.number}").report("sizes_side_by_side", names, "sheet_one_size", "sheet_one_size")


def _field(name: str) -> SheetField | None:
    ranked = field_of(name)
    return None if ranked is None else ranked[0]


def _cell(line: SheetLine, at: int) -> Cell | None:
    return line.cells[at] if at < len(line.cells) else None
