"""A folder of spreadsheets to drafts of brand files, or every problem of every file with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Final

from msgspec import Struct, field

from ...model.problem import BadInput
from ..draft.models import BrandDraft
from ..draft.problems import FieldPath
from ..draft.validation import brand_draft, faulty_texts, take_out
from ..rows.guarded import unguarded
from .csv_lines import CsvLine, csv_lines
from .forms import read_cell_as
from .tables import (
    BY_FILE,
    CHART_FIELDS,
    CHARTS,
    FLAGS,
    PARTS,
    POINTS,
    PRESSURE,
    PRODUCTS,
    ROW_FIELDS,
    SOURCES,
    SheetColumn,
)  # fmt: skip

Fields = dict[str, Any]
Files = Mapping[str, BinaryIO]
"""The spreadsheets of a folder by file name."""


class FolderReading(Struct):
    """What the spreadsheets that were read so far say, as the fields of brand files."""

    brands: dict[str, Fields] = field(default_factory=dict)
    products: dict[str, Fields] = field(default_factory=dict)
    figures: dict[str, dict[str, Fields]] = field(default_factory=dict)
    """The statements of pressure of each product by their number."""

    def brand(self, name: str) -> Fields:
        """The fields of a brand, which is new where no line has named it yet."""
        return self.brands.setdefault(name, {"brand": name, "source": [], "chart": [], "product": []})

    def product_of(self, line: CsvLine) -> Fields | None:
        """The product that a line belongs to; None and a problem where products.csv has none of that id."""
        name = line.owner("product")
        if name not in self.products:
            here = line.place.to("product")
            here.unknown("unknown_product", name, "sheet_product_of_folder", self.products)
        return self.products.get(name)


def read_csv_folder(files: Files, place: FieldPath, names: Mapping[str, str] | None = None) -> list[BrandDraft]:
    """The drafts of brand files that a folder of spreadsheets holds, in the order in which brands stand in it.

    `place` is the folder, or its `products.csv`; `names` is what problems call a file that has another name. What is
    wrong is reported with file and line, the rest is read.
    """
    reading = FolderReading()
    called = names or {}
    for name in files:
        if name not in BY_FILE:
            FieldPath(place.collector, (called.get(name, name),)).unknown(
                "unknown_table", name, "sheet_tables", BY_FILE
            )
    for file, read in READERS.items():
        here = FieldPath(place.collector, (called.get(file, file),))
        if file in files:
            read(csv_lines(files[file], BY_FILE[file], here), reading)
        elif file == PRODUCTS.file:
            here.missing("file_exists")
    return [_draft(fields, place) for fields in reading.brands.values()]


def _draft(fields: Fields, place: FieldPath) -> BrandDraft:
    """The draft of a brand, without texts that no brand file may hold."""
    take_out(fields, list(faulty_texts(fields, fields, (), place)))
    return brand_draft(fields, "", place)


def _read_products(lines: Iterable[CsvLine], reading: FolderReading) -> None:
    for line in lines:
        product, name = fields_in(line, PRODUCTS.columns), line.owner("brand")
        product |= {"variant": [], "fabric": [], "claim": [], "code": [], "ruling": [], "chart": [], "pressure": []}
        reading.brand(name)["product"].append(product)
        reading.products.setdefault(str(product.get("id", "")), product)


def _read_sources(lines: Iterable[CsvLine], reading: FolderReading) -> None:
    for line in lines:
        reading.brand(line.owner("brand"))["source"].append(fields_in(line, SOURCES.columns))


def _read_part(name: str) -> Callable[[Iterable[CsvLine], FolderReading], None]:
    """What reads the lines of a list of tables."""

    def read(lines: Iterable[CsvLine], reading: FolderReading) -> None:
        for line in lines:
            if (product := reading.product_of(line)) is not None:
                product[name].append(fields_in(line, PARTS[name].columns))

    return read


def _read_flags(lines: Iterable[CsvLine], reading: FolderReading) -> None:
    for line in lines:
        if (product := reading.product_of(line)) is not None:
            flag = fields_in(line, FLAGS.columns)
            product.setdefault("flags", {})[flag.get("name", "")] = flag.get("value", "")


def _read_pressure(lines: Iterable[CsvLine], reading: FolderReading) -> None:
    for line in lines:
        if (product := reading.product_of(line)) is not None:
            figure = fields_in(line, PRESSURE.columns) | {"profile": []}
            product["pressure"].append(figure)
            reading.figures.setdefault(line.owner("product"), {})[line.owner("number")] = figure


def _read_points(lines: Iterable[CsvLine], reading: FolderReading) -> None:
    for line in lines:
        figures = reading.figures.get(line.owner("product"), {})
        if reading.product_of(line) is None:
            continue
        if (figure := figures.get(line.owner("number"))) is None:
            line.place.to("number").unknown("unknown_figure", line.owner("number"), "sheet_figure_of_product", figures)
        else:
            figure["profile"].append(fields_in(line, POINTS.columns))


def _read_charts(lines: Iterable[CsvLine], reading: FolderReading) -> None:
    """Each chart: what is said of it as a whole in any of its lines, once, and the rows in the order of the lines."""
    charts: dict[tuple[str, str, str], Fields] = {}
    for line in lines:
        brand, product, name = line.owner("brand"), line.owner("product"), line.owner("chart")
        key = ("" if product else brand, product, name)
        if key not in charts:
            owner = reading.product_of(line) if product else reading.brand(brand)
            charts[key] = {"id": name} if name else {}
            if owner is not None:
                owner["chart"].append(charts[key])
        _say_once(charts[key], fields_in(line, CHART_FIELDS), line)
        if row := fields_in(line, ROW_FIELDS):
            charts[key].setdefault("rows", []).append(row)


def _say_once(chart: Fields, fields: Fields, line: CsvLine) -> None:
    """Take over what a line says of its whole chart; another thing than a line above said is a problem."""
    for name, value in fields.items():
        if chart.setdefault(name, value) != value:
            line.place.to(name).report("lines_disagree", line.text(name), "sheet_as_above", "sheet_correct_chart_line")


def fields_in(line: CsvLine, columns: Iterable[SheetColumn]) -> Fields:
    """The fields that a line says something of; a cell that cannot be read is a problem."""
    fields: Fields = {}
    for column in columns:
        value = _value(line, column)
        if value is not None:
            *outer, last = column.path
            inner = fields
            for step in outer:
                inner = inner.setdefault(step, {})
            inner[last] = value
    return fields


def _value(line: CsvLine, column: SheetColumn) -> object:
    cell = line.text(column.name)
    try:
        return read_cell_as(column.form, cell) if cell else None
    except BadInput as bad:
        line.place.to(column.name).take(bad)
        return unguarded(cell).strip() if column.name == "gtin" else None


READERS: Final[Mapping[str, Callable[[Iterator[CsvLine], FolderReading], None]]] = {
    PRODUCTS.file: _read_products, SOURCES.file: _read_sources, CHARTS.file: _read_charts, FLAGS.file: _read_flags,
    PRESSURE.file: _read_pressure, POINTS.file: _read_points,
    **{table.file: _read_part(name) for name, table in PARTS.items()},
}  # fmt: skip
"""What reads each spreadsheet, products first, to which the others belong."""
