"""Which field of a brand file stands in which column of which spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from ...model.leg import LegPoint
from . import forms
from .forms import CellForm

Path = tuple[str, ...]


class SheetColumn(Struct, frozen=True):
    """A column: its name, the field that stands in it from the outside in, and how it is written."""

    name: str
    path: Path
    form: CellForm = forms.TEXT


class CsvTable(Struct, frozen=True):
    """One spreadsheet of the folder, and what its lines belong to."""

    file: str
    columns: tuple[SheetColumn, ...]
    owners: tuple[str, ...]
    """The first columns, which say whose line it is: `brand`, or `product` and what tells its parts apart."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all columns, in their order."""
        return (*self.owners, *(column.name for column in self.columns))


FREE: Final = frozenset({
    "name", "line", "notes", "note", "text", "fibre", "value", "why", "version", "posture", "label", "scheme", "method",
    "variant", "stated_at", "printed", "would_settle", "evidence", "size", "colour",
})  # fmt: skip
"""Fields that hold any text, in which a blank at an end says something."""
FORMS: Final[Mapping[str, CellForm]] = {
    "sources": forms.WORDS, "asks_for": forms.WORDS, "aliases": forms.WORDS, "charts": forms.WORDS,
    "keyed_by": forms.WORDS, "priority": forms.WORDS, "intended_use": forms.TEXTS, "categories": forms.TEXTS,
    "units": forms.NAMED, "step": forms.NAMED, "current": forms.YES_NO, "gtin": forms.GTIN, "stock": forms.WHOLE,
    "seen_on": forms.DAY, "chart_missing_since": forms.DAY, "date": forms.DAY, "wearers": forms.WHOLE,
    "percent": forms.SHARE,
}  # fmt: skip
"""Fields that are no words alone."""


def _columns(names: str) -> tuple[SheetColumn, ...]:
    """Columns that are called like their fields."""
    usual = {name: forms.TEXT if name in FREE else forms.WORD for name in names.split()}
    return tuple(SheetColumn(name, (name,), FORMS.get(name, form)) for name, form in usual.items())


PRICE: Final = (
    SheetColumn("price", ("price", "amount"), forms.WORD), SheetColumn("price_source", ("price", "source"), forms.WORD),
    SheetColumn("price_note", ("price", "note")),
)  # fmt: skip
OF_BRAND, OF_PRODUCT, OF_FIGURE = ("brand",), ("product",), ("product", "number")
SOURCES: Final = CsvTable("sources.csv", _columns("id url seen_on read_as confidence note"), OF_BRAND)
PRODUCTS: Final = CsvTable(
    "products.csv",
    (
        *_columns("id name garment audience line sources asks_for intended_use categories"), *PRICE,
        *_columns("aliases size_page chart_missing_since notes charts"),
    ),
    OF_BRAND,
)  # fmt: skip
CHART_FIELDS: Final = _columns(
    "chart_of keyed_by unit units current version between_sizes posture priority note step source"
)
"""What is said of a chart once, in the first of its lines."""
ROW_FIELDS: Final = (
    SheetColumn("size", ("size",), forms.WORD),
    *(SheetColumn(point.value, (point.value,), forms.BAND) for point in LegPoint), SheetColumn("size_note", ("note",)),
)  # fmt: skip
"""What each line says of a size; of the points only those stand in a file that a chart of it has."""
CHARTS: Final = CsvTable("charts.csv", (*ROW_FIELDS, *CHART_FIELDS), ("brand", "product", "chart"))
VARIANTS: Final = CsvTable(
    "variants.csv",
    (
        *_columns("sku size colour gtin shop_id"), *PRICE,
        SheetColumn("price_seen_on", ("price", "seen_on"), forms.DAY), *_columns("stock availability link image"),
    ),
    OF_PRODUCT,
)  # fmt: skip
FABRIC: Final = CsvTable("fabric.csv", _columns("fibre percent"), OF_PRODUCT)
FLAGS: Final = CsvTable("flags.csv", _columns("name value"), OF_PRODUCT)
CLAIMS: Final = CsvTable("claims.csv", _columns("kind position text source"), OF_PRODUCT)
CODES: Final = CsvTable("codes.csv", _columns("scheme value source"), OF_PRODUCT)
PRESSURE: Final = CsvTable(
    "pressure.csv", _columns("low high stated_at kind label scheme method posture variant source"), OF_FIGURE
)
POINTS: Final = CsvTable("pressure_points.csv", _columns("point figure low high sd wearers printed"), OF_FIGURE)
RULINGS: Final = CsvTable("rulings.csv", _columns("ruling why source date by would_settle evidence"), OF_PRODUCT)
PARTS: Final[Mapping[str, CsvTable]] = {
    "variant": VARIANTS, "fabric": FABRIC, "claim": CLAIMS, "code": CODES, "ruling": RULINGS,
}  # fmt: skip
"""Lists of tables of a product that are one line each, by the name that a brand file has for them."""
TABLES: Final = (PRODUCTS, CHARTS, VARIANTS, SOURCES, CLAIMS, PRESSURE, POINTS, FABRIC, CODES, FLAGS, RULINGS)
"""Every spreadsheet, those first that a person looks at most."""
BY_FILE: Final[Mapping[str, CsvTable]] = {table.file: table for table in TABLES}
