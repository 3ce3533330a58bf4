"""Shopify's product CSV to products: all rows with one handle are one product, wherever they stand in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from ..draft.problems import FieldPath, ProblemCollector
from ..rows.row import RowReader, TextRow
from ..rows.text_encoding import text_form
from ..rows.twice_read import TwiceReadTable
from ..shop_product.columns import ColumnPlan, picker_of
from ..shop_product.gathering import SkusSeen, last_places, whole_cells
from ..shop_product.record import ShopProduct
from .csv_product import HANDLE, OF_ROW, TITLE, ShopifyColumns, ShopifyRows
from .words import shopify_columns, words

METAFIELD: Final = re.compile(r"(?P<name>.*?)\s*\(product\.metafields\.(?P<key>[^)]+)\)", re.DOTALL)
"""How Shopify names the column of a metafield: `Fabric (product.metafields.shopify.fabric)`."""
MATRIXIFY: Final = re.compile(r"Metafield:\s*(?P<key>[\w.\-]+)\s*(?:\[[^]]*\])?")
WANTED: Final = ("title", "handle")


def read_shopify_csv(file: BinaryIO, place: FieldPath, charset: str = "") -> Iterator[ShopProduct]:
    """The products of an export, each when its last row was read. The file is read twice.

    Rows of a handle that stand apart are one product where the title is the same or empty, and are reported; rows of
    another title under the same handle are reported and left out. Raises nothing but what the file does.
    """
    form = text_form(file, place, charset)
    if form is None:
        return
    table = TwiceReadTable(file, form, is_column)
    first = table.rows(FieldPath(ProblemCollector(), place.path))
    last = last_places((row.line, key) for row, key in _with_keys(first)) if first else {}
    reader = table.rows(place)
    if reader is not None and _is_shopify(reader.head or (), place):
        yield from _ShopifyExport(place, last).products(reader)


def is_column(name: str) -> bool:
    """Whether a text is the name of a column of the export."""
    table = shopify_columns()
    return bool(table.field_of(name) or table.numbered_field(name)[0])


def _is_shopify(head: tuple[str, ...], place: FieldPath) -> bool:
    """Whether the columns name products; a problem where they do not, or where two have one name."""
    fields = {shopify_columns().field_of(name) for name in head}
    if not fields.intersection(WANTED):
        place.to("columns").report("no_title_column", None, "import_titles", "shop_other_kind")
        return False
    for name in dict.fromkeys(name for name in head if head.count(name) > 1):
        place.to("columns").report("two_columns", name, "feed_one_column", "shop_first_column")
    return True


def columns_of(names: tuple[str, ...]) -> ShopifyColumns:
    """What stands where in rows with these names, metafields apart."""
    plan = ColumnPlan.of(names, shopify_columns(), frozenset(OF_ROW), ("option_name", "option_value"))
    metafields = {at: _metafield(names[at]) for at in plan.others}
    facts = {at: fact for at, fact in metafields.items() if fact}
    others = tuple(at for at in plan.others if at not in facts)
    option_names, option_values = (picker_of([pair[part] for pair in plan.pairs]) for part in (1, 2))
    return ShopifyColumns(
        plan, plan.picker(OF_ROW), option_names, option_values, tuple(facts.items()),
        tuple(names[at] for at in others), picker_of(others),
    )  # fmt: skip


def _metafield(column: str) -> tuple[str, ...]:
    """The names of the metafield that a column holds: that of people, its key; none where it holds none.

    >>> _metafield("Fit (product.metafields.custom.calf_fit)"), _metafield("Metafield: my.size_guide [html]")
    (('Fit', 'calf_fit'), ('size_guide',))
    """
    match = METAFIELD.fullmatch(column) or MATRIXIFY.fullmatch(column)
    if match is None:
        return ()
    key = match["key"].rpartition(".")[2]
    name = match.groupdict().get("name") or key
    return (name,) if name == key else (name, key)


def _with_keys(reader: RowReader) -> Iterator[tuple[TextRow, str]]:
    """The rows, each with the key of its product: its handle, or where no row has one its title."""
    names: tuple[str, ...] | None = None
    for row in reader.rows:
        if row.names is not names:
            names, plan = row.names, columns_of(row.names).plan
        yield row, plan.text(row.texts, "handle") or plan.text(row.texts, "title")


class _ShopifyExport:
    """One reading of an export: the products of which not all rows were read yet."""

    def __init__(self, place: FieldPath, last: dict[str, int]) -> None:
        self._place, self._last = place, last
        self._open: dict[str, ShopifyRows] = {}
        self._skus = SkusSeen(place)
        self._before = ""
        """The key of the row before."""

    def products(self, reader: RowReader) -> Iterator[ShopProduct]:
        """Each product when its last row was read."""
        names: tuple[str, ...] | None = None
        for row in reader.rows:
            if row.names is not names:
                names, columns = row.names, columns_of(row.names)
            texts = columns.pick(row.texts)
            key = texts[HANDLE] or texts[TITLE]
            if not key:
                here = self._place.to(f"line {row.line}", columns.plan.name("handle"))
                here.report("missing", None, "shop_handle", "shop_row_left_out")
                continue
            if row.is_open:
                row = whole_cells(row, self._place, words("whole"), is_read=columns.is_read(len(row.texts) - 1))
                texts = columns.pick(row.texts)
            self._take(row, texts, key, columns)
            if row.line >= self._last[key]:
                yield self._open.pop(key).product()
        self._skus.report()

    def _take(self, row: TextRow, texts: tuple[str, ...], key: str, columns: ShopifyColumns) -> None:
        product = self._open.get(key)
        if product is None:
            product = self._open[key] = ShopifyRows(self._place, self._skus, key, row.line)
        product.take(row, texts, columns, is_apart=key != self._before)
        self._before = key
