"""WooCommerce's product CSV to products: each variation goes to the product that it names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO, Final

from ..draft.problems import FieldPath, ProblemCollector
from ..rows.row import RowReader, TextRow
from ..rows.text_encoding import text_form
from ..rows.twice_read import TwiceReadTable
from ..shop_product.columns import ColumnPlan
from ..shop_product.gathering import SkusSeen, whole_cells
from ..shop_product.record import ShopProduct
from .families import Families, RowKeys, is_variation
from .product import OF_ROW, READ, WooColumns, WooRows
from .words import meta_key, unguarded, woocommerce_columns, words

MOST_OPEN: Final = 1_000
"""Products that are kept as they are until their last variation is read; the descriptions of more are packed."""
MOST_NAMED: Final = 8
"""So many columns that are not known are named."""
OF_KEYS: Final = ("id", "sku", "title", "parent", "type")
PAIR: Final = ("attribute_name", "attribute_value")


def read_woocommerce_csv(
    file: BinaryIO, place: FieldPath, charset: str = "", now: datetime | None = None
) -> Iterator[ShopProduct]:
    """The products of an export, each when its last row was read. The file is read twice.

    `now` (with its zone) decides whether a sale is on; without it, it is now. A variation whose product is not there,
    or that could belong to several, is reported and left out.
    """
    form = text_form(file, place, charset)
    if form is None:
        return
    table = TwiceReadTable(file, form, is_column)
    first = table.rows(FieldPath(ProblemCollector(), place.path))
    families = Families(keys for _, _, keys in _with_keys(first)) if first else Families(())
    reader = table.rows(place)
    if reader is not None and _is_woocommerce(reader.head or (), place):
        yield from _WooCommerceExport(place, families, now or datetime.now(UTC)).products(reader)


def is_column(name: str) -> bool:
    """Whether a text is the name of a column of the export."""
    table = woocommerce_columns()
    return bool(table.field_of(name) or table.numbered_field(name)[0])


def _is_woocommerce(head: tuple[str, ...], place: FieldPath) -> bool:
    """Whether the columns name products; a problem where they do not, or where two have one name."""
    if "title" not in {woocommerce_columns().field_of(name) for name in head}:
        place.to("columns").report("no_title_column", None, "import_titles", "shop_other_kind")
        return False
    for name in dict.fromkeys(name for name in head if head.count(name) > 1):
        place.to("columns").report("two_columns", name, "feed_one_column", "shop_first_column")
    return True


def columns_of(names: tuple[str, ...]) -> WooColumns:
    """What stands where in rows with these names, fields of plug-ins and of the shop apart."""
    plan = ColumnPlan.of(names, woocommerce_columns(), READ, PAIR)
    meta = {at: key for at in plan.others if (key := meta_key(names[at]))}
    others = tuple(at for at in plan.others if at not in meta)
    return WooColumns(plan, plan.picker(OF_KEYS), plan.picker(OF_ROW), tuple(meta.items()), others)


def _with_keys(reader: RowReader) -> Iterator[tuple[TextRow, WooColumns, RowKeys]]:
    """The rows, what stands where in each, and who it is."""
    names: tuple[str, ...] | None = None
    for row in reader.rows:
        if row.names is not names:
            names, columns = row.names, columns_of(row.names)
        own_id, sku, title, parent, kind = columns.keys(row.texts)
        yield row, columns, RowKeys(row.line, own_id, sku, title, parent, is_variation(kind, parent))


class _WooCommerceExport:
    """One reading of an export: the products of which not all rows were read yet."""

    def __init__(self, place: FieldPath, families: Families, now: datetime) -> None:
        self._place, self._families, self._now = place, families, now
        self._open: dict[str, WooRows] = {}
        self._skus = SkusSeen(place)
        self._lacks_parents = False

    def products(self, reader: RowReader) -> Iterator[ShopProduct]:
        """Each product when its last row was read."""
        for row, columns, keys in _with_keys(reader):
            key = self._key(keys, columns)
            if not key:
                continue
            if key not in self._open:
                self._open[key] = WooRows(self._place, self._skus, self._now)
            product = self._open[key]
            has_variations = key in self._families.with_variations
            row_as_read = self._row(row, columns)
            product.take(row_as_read, columns, is_variation=keys.is_variation, has_variations=has_variations)
            if row.line >= self._families.last[key]:
                yield self._open.pop(key).product()
            elif len(self._open) > MOST_OPEN:
                product.pack()
        self._skus.report()

    def _row(self, row: TextRow, columns: WooColumns) -> TextRow:
        if row.is_open:
            row = whole_cells(row, self._place, words("whole"), is_read=len(row.texts) - 1 not in columns.others)
        return TextRow(row.line, row.names, list(map(unguarded, row.texts)), row.repeated, row.is_open)

    def _key(self, keys: RowKeys, columns: WooColumns) -> str:
        """The product of a row; empty and a problem where a variation has none, or could have several."""
        if not keys.is_variation:
            return keys.product
        products = self._families.products_of(keys)
        if len(products) == 1:
            return next(iter(products))
        here = self._place.to(f"line {keys.line}", columns.plan.name("parent"))
        if not columns.plan.has("parent"):
            self._report_no_parents(columns)
        elif not products:
            here.report("parent_missing", keys.parent or None, "shop_parent", "shop_export_parents")
        else:
            lines = ", ".join(map(str, products.values()))
            here.report("parent_unclear", keys.parent, "shop_one_parent", "shop_parents_before", lines=lines)
        return ""

    def _report_no_parents(self, columns: WooColumns) -> None:
        """No column names the products of variations: said once, with the columns that are not known."""
        if not self._lacks_parents:
            self._lacks_parents = True
            names = [name for at, name in enumerate(columns.plan.names) if at in columns.plan.others and name.strip()]
            read = ", ".join(names[:MOST_NAMED]) or None
            self._place.to("columns").report("no_parent_column", read, "shop_parent_column", "shop_parent_column")
