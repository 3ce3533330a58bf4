"""Drafts of brand files to the texts of a folder of spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from ..brand_file.canonical import fields_of
from ..draft.models import BrandDraft
from .forms import written
from .tables import (
    BY_FILE,
    CHARTS,
    FLAGS,
    PARTS,
    POINTS,
    PRESSURE,
    PRODUCTS,
    ROW_FIELDS,
    SOURCES,
    CsvTable,
    SheetColumn,
)  # fmt: skip

MARK: Final = "\ufeff"
"""The mark of the byte order, without which Excel reads no UTF-8."""
Fields = Mapping[str, Any]
Line = dict[str, str]
"""The cells of a line by the name of their column."""
ALWAYS: Final = (PRODUCTS.file, CHARTS.file, "variants.csv", SOURCES.file)
"""Spreadsheets that are written although they have no line."""


def csv_texts(brands: Iterable[BrandDraft]) -> dict[str, str]:
    """The text of each spreadsheet by its file name; one without a line is left out, but for those of `ALWAYS`."""
    lines: dict[str, list[Line]] = {file: [] for file in BY_FILE}
    for draft in brands:
        for file, line in _brand_lines(fields_of(draft)):
            lines[file].append(line)
    return {file: csv_text(BY_FILE[file], own) for file, own in lines.items() if own or file in ALWAYS}


def csv_text(table: CsvTable, lines: Sequence[Line]) -> str:
    """The text of one spreadsheet: UTF-8 with a mark, commas, CRLF."""
    used = {name for line in lines for name, cell in line.items() if cell}
    points = {column.name for column in ROW_FIELDS[1:-1]} if table is CHARTS else frozenset()
    names = [name for name in table.names if name not in points or name in used]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([line.get(name, "") for name in names] for line in lines)
    return MARK + text.getvalue()


def _brand_lines(brand: Fields) -> Iterator[tuple[str, Line]]:
    """The lines of a brand, each with the file that it belongs to."""
    owner = {"brand": written_name(brand.get("brand", ""))}
    for source in brand.get("source", ()):
        yield SOURCES.file, owner | cells(SOURCES.columns, source)
    for chart in brand.get("chart", ()):
        yield from ((CHARTS.file, owner | line) for line in _chart_lines(chart))
    for product in brand.get("product", ()):
        yield PRODUCTS.file, owner | cells(PRODUCTS.columns, product)
        yield from _product_lines(product, owner)


def _product_lines(product: Fields, owner: Line) -> Iterator[tuple[str, Line]]:
    """The lines of the parts of a product."""
    own = {"product": product.get("id", "")}
    for chart in product.get("chart", ()):
        yield from ((CHARTS.file, owner | own | line) for line in _chart_lines(chart))
    for name, table in PARTS.items():
        yield from ((table.file, own | cells(table.columns, part)) for part in product.get(name, ()))
    for name, value in product.get("flags", {}).items():
        yield FLAGS.file, own | cells(FLAGS.columns, {"name": name, "value": value})
    for number, figure in enumerate(product.get("pressure", ()), start=1):
        numbered = own | {"number": str(number)}
        yield PRESSURE.file, numbered | cells(PRESSURE.columns, figure)
        yield from ((POINTS.file, numbered | cells(POINTS.columns, point)) for point in figure.get("profile", ()))


def _chart_lines(chart: Fields) -> Iterator[Line]:
    """A line for each size; what is said of the whole chart stands in the first one."""
    once = cells([column for column in CHARTS.columns if column not in ROW_FIELDS], chart)
    rows: Sequence[Fields] = chart.get("rows") or ({},)
    for row in rows:
        yield {"chart": chart.get("id", "")} | cells(ROW_FIELDS, row) | once
        once = {}


def cells(columns: Iterable[SheetColumn], fields: Fields) -> Line:
    """The cells of a line."""
    return {column.name: written(column.form, _field(fields, column)) for column in columns}


def _field(fields: Fields, column: SheetColumn) -> object:
    value: Any = fields
    for step in column.path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def written_name(text: str) -> str:
    """The name of a brand as it is written into a cell."""
    return cells([SheetColumn("brand", ("brand",))], {"brand": text})["brand"]
