"""What an import of a shop's catalog read, what it made of it, and what it leaves to a person."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct

from .leg import LegPoint
from .load_report import LoadReport, NamedProduct, WaitingProduct
from .problem import Problem
from .product_difference import FieldChange
from .verdict import Fact

NOTE_ORDER: Final = (
    "kept_charts", "kept_given", "kept_price", "kept_shop", "kept_own", "kept_sku", "unread_cell", "more_unread_cells",
    "measure_missing", "shoe_unstated", "columns_not_used", "several_charts",
    "chart_refused", "chart_unit_unknown", "chart_impossible", "chart_without_key", "tables_unread", "table_left_out",
    "sizes_in_text", "chart_of_garment", "chart_for_others", "chart_for_children", "size_unmatched",
    "size_not_in_chart", "size_is_day", "size_missing", "size_in_title", "option_is_size", "two_sizes",
    "garment_unstated", "garment_open", "garment_contradiction", "garment_by_title", "children_too",
    "audience_contradiction", "no_brand", "id_taken", "sku_of_two_products", "gtin_of_two_products",
    "gtin_of_two_variants", "shop_id_of_two_products", "pressure_unread", "sku_shortened", "sku_is_day",
    "gtin_shortened",
    "price_without_currency", "price_in_several", "price_unread", "stock_disagrees", "stock_unread",
    "availability_unread",
)  # fmt: skip
"""Kinds of notes by how much they change what a person is answered, the most important first; all others come last."""
UNREAD: Final = frozenset({
    "unread_cell", "more_unread_cells", "chart_refused", "chart_unit_unknown", "chart_impossible", "tables_unread",
    "price_unread", "stock_unread", "availability_unread", "size_is_day", "sku_shortened", "sku_is_day",
    "gtin_shortened", "price_in_several",
})  # fmt: skip
"""Kinds of notes on figures and words of the source that could not be read, or cannot be right."""


UNREAD_PARTS: Final = {
    "charts": frozenset({
        "unread_cell", "more_unread_cells", "chart_refused", "chart_unit_unknown", "chart_impossible",
        "chart_without_key", "tables_unread", "table_left_out", "several_charts", "sizes_in_text", "measure_missing",
    }),
    "size": frozenset({"two_sizes", "size_is_day", "size_missing"}),
    "gtin": frozenset({"gtin_left_out", "gtin_shortened", "gtin_of_two_products", "gtin_of_two_variants"}),
    "shop_id": frozenset({"shop_id_of_two_products"}),
    "price": frozenset({"price_without_currency", "price_in_several", "price_unread"}),
    "stock": frozenset({"stock_unread", "stock_disagrees"}),
    "availability": frozenset({"availability_unread"}),
    "fabric": frozenset({"fabric_unread"}),
    "pressure": frozenset({"pressure_unread"}),
}  # fmt: skip
"""By a part of a product: the kinds of notes that tell that it was not read whole: what it lacks is not gone."""


EXPORT: Final = "export"
"""What an export of legfit as spreadsheets is called among kinds of files."""


class ImportedSource(Struct, frozen=True):
    """One file or address that was read."""

    name: str
    """As problems call it: the name of the file, `stdin`, or the address."""
    kind: str
    """What it was recognised as: `shopify-csv`, `google`, …"""
    products: int = 0
    variants: int = 0


class ImportNote(Struct, frozen=True):
    """Something about one product that a person should look at."""

    code: str
    """The sentence `ui.import.note.<code>` says it, filled with `facts`."""
    product: str
    """The id of the product in the brand files."""
    place: str = ""
    """Where it stands in the source: `shop.csv: line 12`."""
    facts: tuple[tuple[str, Fact], ...] = ()


class LeftOutOfImport(Struct, frozen=True):
    """A product of the shop that no brand file has, and the rule that left it out."""

    cause: str
    """The sentence `ui.import.left_out.<cause>` says it: `not_compression`, `children`, `draft`, …"""
    name: str
    """Its title in the shop."""
    place: str = ""
    words: str = ""
    """The words that decided, where some did."""


class ImportAction(StrEnum):
    """What becomes of one product of the brand files."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    GONE = "gone"
    """The shop has it no longer; the file keeps it."""
    TAKEN_OUT = "taken_out"
    """A person took it out of the file; it stays out."""
    CONFLICT = "conflict"
    """Its id is one of a file that a person wrote, which is left as it is."""


class ImportedProduct(Struct, frozen=True):
    """One product, the brand file that it stands in, and what the import changes of it."""

    id: str
    name: str
    """Brand and name."""
    file: str
    """Empty where it stands in none."""
    action: ImportAction
    fields: tuple[FieldChange, ...] = ()
    """What the shop changed and the import took over."""
    corrections: tuple[FieldChange, ...] = ()
    """What the shop changed and a person had corrected: `before` is the person's, which stays, `after` the shop's."""


class GivenChart(Struct, frozen=True):
    """A chart of the file that a person gave for some products, and the products that it goes to."""

    name: str
    """Its file, or its place among the tables."""
    products: tuple[str, ...]


class ExampleQuestion(Struct, frozen=True):
    """A leg that some size of a product of the import fits, for trying it out."""

    product: str
    measures: tuple[tuple[LegPoint, str], ...]
    """Each point that its chart asks for, with a measure as it may be typed."""


class ImportReport(Struct, frozen=True):
    """Everything that an import read is in exactly one of `products` and `left_out`."""

    written: bool = False
    """Whether it was done; else it is what would be done."""
    sources: tuple[ImportedSource, ...] = ()
    products: tuple[ImportedProduct, ...] = ()
    tables: tuple[ImportedProduct, ...] = ()
    """Charts, sources and brands of the brand files that are other ones now, or would be but for a correction."""
    left_out: tuple[LeftOutOfImport, ...] = ()
    notes: tuple[ImportNote, ...] = ()
    """What a person should look at, the most important first."""
    waiting: tuple[WaitingProduct, ...] = ()
    """Products that no search shows until somebody says what they are for."""
    medical: tuple[NamedProduct, ...] = ()
    """Products that are medical, and that nobody is shown."""
    with_chart: int = 0
    """How many products have a size chart with figures."""
    without_chart: tuple[str, ...] = ()
    """The ids of those that have none."""
    charts: int = 0
    """Different charts, each counted once however many products share it."""
    given_charts: tuple[GivenChart, ...] = ()
    """The charts of `--charts`."""
    not_kept: tuple[tuple[str, int], ...] = ()
    """Columns and fields that a brand file has no place for, with how many facts stood there."""
    problems: tuple[Problem, ...] = ()
    """What could not be read, each with its place; the rest was read."""
    problem_count: int = 0
    """How many problems there are, those beyond the first of a very bad source among them."""
    forced: tuple[Problem, ...] = ()
    """Charts with errors that were loaded all the same, because a person said so."""
    files: tuple[str, ...] = ()
    """The brand files that were written, or would be, by their path."""
    load: LoadReport | None = None
    """What the load of it did to the catalog, or would do."""
    example: ExampleQuestion | None = None

    @property
    def is_of_export(self) -> bool:
        """Whether all of it is from exports of legfit: what is another thing there was changed by a person."""
        return bool(self.sources) and all(source.kind == EXPORT for source in self.sources)

    @property
    def unread(self) -> int:
        """How many notes name figures or words of the source that could not be read."""
        return sum(note.code in UNREAD for note in self.notes)
