"""The size charts of a spreadsheet: of the lines of a product, of tables that name what they are for, and of others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from ...model.leg import LegPoint
from ...model.policy import shipped_policy
from ...model.read_chart import ReadChart
from ..draft.problems import FieldPath
from ..size_table.cells import read_cell
from ..size_table.heads import read_head
from ..size_table.labels import is_size_label
from ..size_table.limits import Limits, limits_of
from ..size_table.printed import printed_lines
from ..size_table.read import read_tables
from ..size_table.sheet import Sheet, sheet_tables
from ..size_table.size_order import order_of_sizes
from ..size_table.tables import Cell, Row, Table
from ..stock_feed.columns import folded
from .columns import SheetField, SheetHead, field_of, names_of_field
from .groups import LineGroup
from .pages import SheetLine, SheetPage
from .products import facts_of

SIZE: Final = Cell("Size", head=True)
"""The head that the column of sizes has for the reader of size tables, however a person calls it."""


UNNAMED: Final = frozenset({
    "sheet", "tabelle", "foglio", "feuil", "feuille", "hoja", "blad", "arkusz", "plan", "planilha", "folha",
})  # fmt: skip
"""What programs call a sheet that nobody has named, before its number."""


ENDINGS: Final = frozenset({"", "s", "n", "en"})
"""What is left of a word for several size charts without the word for one."""


class NamedChart(Struct, frozen=True):
    """A chart, and what the spreadsheet says that it is for."""

    chart: ReadChart
    place: FieldPath
    names: tuple[str, ...] = ()
    """Its own name or that of its product, as `folded`."""
    title: str = ""
    """The same as printed."""
    brand: str = ""
    kind: str = ""
    audience: str = ""
    facts: Mapping[str, Any] = {}
    """What its lines say of a product besides, as fields of a record of a shop."""


@cache
def sheet_limits() -> Limits:
    """What a body can measure, by the policy that travels with the program."""
    return limits_of(shipped_policy())


def charts_of_group(group: LineGroup, page: SheetPage, place: FieldPath, title: str) -> tuple[ReadChart, ...]:
    """The charts that the lines of a group print; none, and a problem, where two lines of one size disagree."""
    measures = _measures(group)
    rows = _rows(group, measures) if measures and SheetField.SIZE in group.head.fields else []
    if not rows:
        return ()
    lines = [number for number, _ in rows]
    numbers = (min(lines) - 1, *lines)
    cells = (_cells(group.head, measures), *(row for _, row in rows))
    charts = read_tables([Table(page.number, cells, "sheet", numbers, titles=(title,))], sheet_limits()).charts
    return tuple(c for c in charts if not _disagrees(c, group, place))


def _measures(group: LineGroup) -> list[int]:
    """The columns that measure; heights and weights of single figures are of parcels and say nothing of a leg."""
    return [
        at for at in sorted(group.head.measures)
        if not _is_of_body(group.head.names[at]) or any(_is_range(line.text(at)) for line in group.lines)
    ]  # fmt: skip


def _is_of_body(name: str) -> bool:
    point = read_head(name).point
    return point in (LegPoint.HEIGHT, LegPoint.WEIGHT) and not read_head(name).edge


def _is_range(text: str) -> bool:
    return any(not span.is_single for span in read_cell(text).spans)


def _rows(group: LineGroup, measures: Sequence[int]) -> list[tuple[int, Row]]:
    """The lines as rows of a size table from small to large, each once: lines may stand in any order.

    One that only repeats a size in another colour says nothing.
    """
    rows: dict[tuple[str, ...], tuple[int, Row]] = {}
    sizes = group.head.fields[SheetField.SIZE]
    for line in group.lines:
        size = next((text for at in sizes if (text := line.text(at))), "")
        texts = (size, *(line.text(at) for at in measures))
        rows.setdefault(texts, (line.number, _line_cells(group.head, line, size, measures)))
    with_figures = {texts[0] for texts in rows if any(texts[1:])}
    listed = [texts for texts in rows if any(texts[1:]) or (texts[0] and texts[0] not in with_figures)]
    return [rows[listed[at]] for at in order_of_sizes([texts[0] for texts in listed])]


def _cells(head: SheetHead, measures: Sequence[int]) -> Row:
    """The heads in their columns: that of the size and those of measures; a size that measures itself stands twice."""
    size = head.fields[SheetField.SIZE][0]
    cells = [Cell(name, head=True) if at in measures else None for at, name in enumerate(head.names)]
    return (*cells[:size], SIZE, *cells[size + 1 :], cells[size])


def _line_cells(head: SheetHead, line: SheetLine, size: str, measures: Sequence[int]) -> Row:
    first = head.fields[SheetField.SIZE][0]
    cells: list[Cell | None] = [None] * len(head.names)
    for at in measures:
        cell = line.cells[at] if at < len(line.cells) else None
        cells[at] = cell if cell is None or cell.is_date else Cell(printed_lines(cell.text))
    label = Cell(printed_lines(size)) if size else None
    return (*cells[:first], label, *cells[first + 1 :], cells[first])


def _disagrees(chart: ReadChart, group: LineGroup, place: FieldPath) -> bool:
    """Whether lines of one size print different bands although they only differ in colour; that is a problem."""
    if not any(field in group.head.fields for field in (SheetField.COLOUR, SheetField.SKU, SheetField.GTIN)):
        return False
    bands: dict[str, set[tuple[tuple[str, str], ...]]] = defaultdict(set)
    for row in chart.rows:
        bands[row.size].add(tuple((p, band) for p, band in row.bands if LegPoint(p).is_girth))
    wrong = [size for size, own in bands.items() if len(own) > 1]
    for size in wrong:
        texts = "; ".join(sorted(", ".join(band for _, band in own) for own in bands[size]))
        place.to(f"size {size}").report("lines_disagree", texts, "sheet_one_band", "sheet_correct_line")
    return bool(wrong)


def named_charts(group: LineGroup, page: SheetPage) -> Iterator[NamedChart]:
    """The charts of a group of lines that measure and say what they are for."""
    title = group.text(SheetField.CHART) or group.text(SheetField.TITLE) or group.text(SheetField.HANDLE)
    place = page.place.to(f"line {group.lines[0].number}")
    fields = (SheetField.CHART, SheetField.TITLE, SheetField.HANDLE)
    names = tuple(folded(text) for text in group.texts(*fields))
    brand, kind, audience = (group.text(f) for f in (SheetField.BRAND, SheetField.KIND, SheetField.AUDIENCE))
    for chart in charts_of_group(group, page, place, title or kind):
        yield NamedChart(chart, place, names, title, brand, kind, audience, facts_of(group))


def loose_charts(lines: Sequence[SheetLine], page: SheetPage) -> Iterator[NamedChart]:
    """The charts of lines under no heads of ours: each is for what the words above it, or its sheet, name."""
    rows: list[list[Cell | None]] = []
    for line in lines:
        rows += [[] for _ in range(line.number - 1 - len(rows))]
        rows.append(
            [None if c is None else c if c.is_date else replace(c, text=printed_lines(c.text)) for c in line.cells]
        )
    for table in sheet_tables(Sheet(page.name, rows), page.number):
        for chart in read_tables([table], sheet_limits()).charts:
            titles = [text for text in (_corner(table), chart.title, *table.titles) if text]
            place = page.place.to(f"line {table.row_numbers[0]}")
            title = next((text for text in titles if not is_no_name(text)), "")
            names = (name for text in titles for name in (folded(text), without_chart_words(text)))
            yield NamedChart(chart, place, tuple(dict.fromkeys(name for name in names if name)), title)


def _corner(table: Table) -> str:
    """The name of a product that stands in the corner of a table, before its sizes (`Run Sock | S | M | L`)."""
    filled = ([cell.text for cell in row if cell is not None and cell.text] for row in table.rows)
    first, *others = next((texts for texts in filled if len(texts) > 1), [""])
    head = read_head(first)
    is_name = bool(first) and not (head.is_size or head.candidates or head.points or head.units or field_of(first))
    return first if is_name and all(map(is_size_label, others)) else ""


def without_chart_words(title: str) -> str:
    """The title of a chart, as `folded`, without the words that say that it is one.

    >>> without_chart_words("Größentabelle Laufsocke"), without_chart_words("Run Sock size chart")
    ('laufsocke', 'runsock')
    """
    words = sorted(names_of_field(SheetField.CHART), key=len, reverse=True)
    name = folded(title)
    before = next((word for word in words if name.startswith(word)), "")
    behind = next((word for word in words if name.endswith(word)), "") if not before else ""
    return name.removeprefix(before).removesuffix(behind)


def is_no_name(title: str) -> bool:
    """Whether a title is what programs call a sheet that nobody has named, or nothing but a word for size charts.

    >>> is_no_name("Tabelle1"), is_no_name("Sheet 2"), is_no_name("Size chart"), is_no_name("Run Sock")
    (True, True, True, False)
    >>> is_no_name("Größentabellen"), is_no_name("Size charts")
    (True, True)
    """
    return folded(title).rstrip("0123456789") in UNNAMED or without_chart_words(title) in ENDINGS
