"""A person's spreadsheet of products, of size charts, or of both to records of a shop. Start reading here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import BinaryIO, Final

from msgspec import Struct, field

from ...model.did_you_mean import nearest_of
from ...model.read_chart import ReadChart
from ..draft.problems import FieldPath
from ..shop_product.record import ShopProduct
from ..stock_feed.columns import folded
from .charts import NamedChart, charts_of_group, loose_charts, named_charts
from .columns import SheetField, field_of
from .groups import LineGroup, groups_of
from .lines import HeadedLine, headed_lines
from .pages import LOOKED_AT, SheetLine, SheetPage, pages_of
from .products import shop_product, told_apart, with_unread_measures
from .shop_sheet import read_shop_sheet, shop_sheets

MOST_LOOSE: Final = 5_000
"""Lines without heads of ours that are looked at for charts."""
OF_ALL: Final = (SheetField.BRAND, SheetField.CURRENCY)
"""What a line above the heads may say of all products: `Brand: Stride`."""


class SheetBook(Struct):
    """What is seen of a spreadsheet at the first look: its charts, what it says of all products, and its heads."""

    charts: list[NamedChart] = field(default_factory=list)
    defaults: dict[SheetField, str] = field(default_factory=dict)
    has_products: bool = False
    used: set[int] = field(default_factory=set)
    """The places, in `charts`, of those that a product has."""


def read_spreadsheet(stream: BinaryIO, place: FieldPath, charset: str = "") -> Iterator[ShopProduct]:
    """The products of a spreadsheet with the charts that it has for them.

    Where it has charts alone, each thing that they are for is a product. A workbook with one sheet that is a shop's
    export is read as that. What is wrong is reported at its line.
    """
    pages = pages_of(stream, place, charset)
    exports = shop_sheets(pages)
    if len(exports) == 1:
        yield from read_shop_sheet(exports[0])
        return
    problems = place.collector.count
    book = _first_look(pages)
    if book.has_products:
        yield from _products(pages, book)
    elif book.charts:
        yield from _products_of_charts(book)
    elif pages and place.collector.count == problems:
        _report_nothing(pages, place)


def _report_nothing(pages: Sequence[SheetPage], place: FieldPath) -> None:
    """A spreadsheet without heads that are ours: its first line of several cells is named."""
    lines = [line for page in pages for line in islice(page.lines(), LOOKED_AT)]
    if not lines:
        place.report("empty_feed", None, "rows_one_row", "rows_look_at_export")
        return
    first = next((line for line in lines if line.width > 1), lines[0])
    place.to("columns").report(
        "no_product_columns", ", ".join(filter(None, first.texts)), "sheet_columns", "sheet_columns"
    )


def _first_look(pages: Iterable[SheetPage]) -> SheetBook:
    """Read the charts that stand apart from products; products are only seen to be there."""
    book = SheetBook()
    for page in pages:
        loose: list[SheetLine] = []
        of_charts: list[HeadedLine] = []
        for head, line in headed_lines(page, page.place):
            if head is None:
                if len(loose) < MOST_LOOSE:
                    loose.append(line)
                _take_defaults(line, book.defaults)
            elif head.is_of_charts:
                of_charts.append((head, line))
            else:
                book.has_products = True
        book.charts += (c for group in groups_of(of_charts, page.place) for c in named_charts(group, page))
        book.charts += loose_charts(loose, page)
    return book


def _take_defaults(line: SheetLine, defaults: dict[SheetField, str]) -> None:
    """Take what a line says of all products: a word for a field and its value, in two cells or behind a colon."""
    texts = [text for text in line.texts if text]
    parts = texts[0].partition(":")[::2] if len(texts) == 1 else tuple(texts)
    if len(parts) == 2 and (ranked := field_of(parts[0].strip(": "))) is not None and ranked[0] in OF_ALL:
        defaults.setdefault(ranked[0], parts[1].strip())


def _products(pages: Iterable[SheetPage], book: SheetBook) -> Iterator[ShopProduct]:
    """The products of all pages; a chart that none of them has is a problem."""
    for page in pages:
        for group in groups_of(_lines_of_products(page), page.place):
            title = group.text(SheetField.TITLE) or group.text(SheetField.HANDLE)
            if not title:
                here = page.place.to(f"line {group.lines[0].number}")
                here.to("name").report("missing", None, "sheet_name", "sheet_name")
                continue
            problems = page.place.collector.count
            own = charts_of_group(group, page, page.place.to(f"product {title}"), title)
            is_told = bool(own) or page.place.collector.count > problems
            product = shop_product(group, page, (*own, *_charts_for(group, page, book)), book.defaults)
            yield product if is_told else with_unread_measures(product, group)
    for at, chart in enumerate(book.charts):
        if at not in book.used:
            chart.place.report("chart_of_nothing", chart.title or chart.kind, "sheet_chart_name", "sheet_chart_name")


def _lines_of_products(page: SheetPage) -> Iterator[HeadedLine]:
    """The lines under heads of products; one with more cells than heads is a problem, and passed over."""
    for head, line in headed_lines(page):
        if head is None or head.is_of_charts:
            continue
        if any(line.texts[len(head.names) :]):
            here, wanted = page.place.to(f"line {line.number}"), len(head.names)
            here.report("wrong_cells", len(line.cells), "rows_as_many_cells", "rows_double_quotes", wanted=wanted)
        else:
            yield head, line


def _charts_for(group: LineGroup, page: SheetPage, book: SheetBook) -> Iterator[ReadChart]:
    """The charts of the book that are for a product: those that it names, of its name, or of its brand and kind."""
    wanted = group.texts(SheetField.CHART)
    for name in wanted:
        if not any(folded(name) in chart.names for chart in book.charts):
            _report_unknown(name, group, page, book)
    names = set(map(folded, wanted)) or _names_of(group)
    for at, chart in enumerate(book.charts):
        if _is_for(chart, names, group):
            book.used.add(at)
            yield chart.chart


def _report_unknown(name: str, group: LineGroup, page: SheetPage, book: SheetBook) -> None:
    """A product names a chart that the file does not have."""
    column = group.head.names[group.head.fields[SheetField.CHART][0]]
    suggestion = next(iter(nearest_of(name, [chart.title for chart in book.charts if chart.title])), "")
    here = page.place.to(f"line {group.lines[0].number}", column)
    here.report("unknown_chart", name, "sheet_chart_of_book", "sheet_chart_name", suggestion=suggestion)


def _names_of(group: LineGroup) -> set[str]:
    """What a chart of a product may be called: its title, with its brand or without, and its handle."""
    titles = group.texts(SheetField.TITLE, SheetField.HANDLE)
    return set(map(folded, (*titles, *(group.text(SheetField.BRAND) + title for title in titles))))


def _is_for(chart: NamedChart, names: set[str], group: LineGroup) -> bool:
    """Whether a chart is for a product: by name or, where it has none, by kind; its brand and audience agree."""
    told_apart = ((chart.brand, SheetField.BRAND), (chart.audience, SheetField.AUDIENCE))
    if any(own and group.text(name) and folded(own) != folded(group.text(name)) for own, name in told_apart):
        return False
    if chart.names:
        return not names.isdisjoint(chart.names)
    return bool(chart.kind) and folded(chart.kind) == folded(group.text(SheetField.KIND))


def _products_of_charts(book: SheetBook) -> Iterator[ShopProduct]:
    """A product for each thing that charts are for; a chart that names none is a problem."""
    by_owner: dict[tuple[str, ...], list[NamedChart]] = defaultdict(list)
    for chart in book.charts:
        if chart.title or chart.kind:
            by_owner[tuple(map(folded, (chart.brand, chart.title, chart.kind, chart.audience)))].append(chart)
        else:
            chart.place.report("chart_of_nothing", None, "sheet_chart_name", "sheet_chart_name")
    for charts in by_owner.values():
        first = charts[0]
        yield ShopProduct(
            place=": ".join(first.place.path[1:]), title=first.title or first.kind, kind=first.kind,
            handle=told_apart(first.title or first.kind, first.audience),
            brand=first.brand or book.defaults.get(SheetField.BRAND, ""),
            audience=(first.audience,) if first.audience else (), charts=tuple(c.chart for c in charts),
            **first.facts,
        )  # fmt: skip
