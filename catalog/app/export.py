"""Products of the catalog as brand files or as a folder of spreadsheets, never written over a person's work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from ..formats.brand_file.product_draft import brand_draft_of
from ..formats.brand_file.write import brand_text
from ..formats.csv_folder.tables import TABLES
from ..formats.csv_folder.write import csv_texts
from ..formats.example import name_for
from ..model.product import Product
from .written_folder import write_folder

TABLE_NAMES: Final = tuple(table.file.removesuffix(".csv") for table in TABLES)
"""What the spreadsheets of an export are called, without their ending."""


class ExportedFile(Struct, frozen=True):
    """One file of an export, and how many products or lines it holds."""

    name: str
    text: str
    entries: int


def exported_files(products: Iterable[Product], *, as_csv: bool = False) -> list[ExportedFile]:
    """The files that hold some products with all that is known of them: one a brand, or one for each kind of line.

    Read again, they give equal products; only that a chart was loaded by force is not said by a file.
    """
    brands = list(_by_brand(products).items())
    drafts = [brand_draft_of(brand, own) for brand, own in brands]
    if as_csv:
        return [ExportedFile(name, text, _lines(text)) for name, text in csv_texts(drafts).items()]
    names = _file_names(brand for brand, _ in brands)
    return [
        ExportedFile(name, brand_text(draft), len(draft.product)) for name, draft in zip(names, drafts, strict=True)
    ]


def write_export(folder: Path, files: Sequence[ExportedFile], *, force: bool = False) -> None:
    """Write the files of an export into a folder, all of them or none.

    Spreadsheets are written anew as a whole; brand files stand beside those of other brands.

    Raises: BadInput (a file is there that no export wrote, or that a person has changed since; `force` writes over it).
    """
    texts = {file.name: file.text for file in files}
    write_folder(folder, texts, force=force, whole="products.csv" in texts)


def forced_charts(products: Iterable[Product]) -> int:
    """How many charts of some products were loaded although the linter calls something in them an error."""
    return sum(chart.forced for product in products for chart in product.charts)


def _by_brand(products: Iterable[Product]) -> Mapping[str, list[Product]]:
    brands: dict[str, list[Product]] = {}
    for product in sorted(products, key=lambda product: (product.brand.casefold(), product.brand)):
        brands.setdefault(product.brand, []).append(product)
    return brands


def _file_names(brands: Iterable[str]) -> Iterator[str]:
    """A file name for each brand; a second brand of one name has a number behind it."""
    taken: set[str] = set()
    for brand in brands:
        stem = name = name_for(brand)
        number = 2
        while name in taken:
            name, number = f"{stem}-{number}", number + 1
        taken.add(name)
        yield f"{name}.toml"


def _lines(text: str) -> int:
    """How many lines a spreadsheet has below its names of columns."""
    return text.count("\r\n") - 1
