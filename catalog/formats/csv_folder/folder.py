"""An export on the disk, known by its products: a folder of spreadsheets, or a workbook with a sheet for each."""

from __future__ import annotations

import csv
import io
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Final

from ...model.problem import BadInput
from ..draft.models import BrandDraft
from ..draft.problems import FieldPath
from ..size_table.sheet import Sheet
from .read import read_csv_folder
from .tables import BY_FILE, PRODUCTS

LARGEST_TABLE: Final = 100_000_000
LARGEST_WORKBOOK: Final = 50_000_000
MOST_CELLS: Final = 2_000_000
LOOKED_AT: Final = 2_000
TELLING: Final = frozenset({"brand", "id", "name", "garment", "sources"})
"""Columns by which the products of an export are told from any other spreadsheet of products."""
CSV: Final = ".csv"
WORKBOOKS: Final = (".xlsx", ".ods")
ENDINGS: Final = (CSV, ".tsv", *WORKBOOKS)
"""How a spreadsheet of an export may end once a person has saved it."""
NAMES_OF_SHEETS: Final = frozenset({"xl/workbook.xml", "content.xml"})
Files = dict[str, BinaryIO]
"""The spreadsheets by the names that an export gives them."""


class _ExportFiles:
    """The spreadsheets of an export as CSV, by the names that they have there, and what problems call each."""

    def __init__(self, place: FieldPath, opened: ExitStack) -> None:
        self.files: Files = {}
        self.names: dict[str, str] = {}
        self._place = place
        self._opened = opened

    def add(self, path: Path) -> None:
        """Open one spreadsheet; what cannot be read is a problem."""
        here = FieldPath(self._place.collector, (path.name,))
        table = path.stem.casefold() + CSV if path.suffix.lower() != CSV else path.name
        if table in self.names:
            here.report("two_files", self.names[table], "sheet_one_file", "sheet_one_file")
            return
        self.names[table] = path.name
        try:
            if path.stat().st_size > LARGEST_TABLE:
                here.report("file_too_large", None, "file_most_mb", "file_split", most=LARGEST_TABLE // 1_000_000)
            elif path.suffix.lower() in WORKBOOKS:
                first = next((sheet for sheet in _sheets(path) if sheet.rows), Sheet("", []))
                self.files[table] = as_csv(first)
            else:
                self.files[table] = self._opened.enter_context(path.open("rb"))
        except OSError as error:
            here.report("file_unreadable", error.strerror, "file_readable", "file_check_rights")
        except BadInput as bad:
            here.take(bad)

    def add_sheets(self, path: Path) -> None:
        """Every sheet of a workbook that prints anything is a spreadsheet. Raises: OSError, BadInput."""
        for sheet in _sheets(path):
            if sheet.rows:
                table = sheet.name.strip().casefold().removesuffix(CSV) + CSV
                self.names[table] = f"{path.name}: sheet {sheet.name}"
                self.files[table] = as_csv(sheet)


def _sheets(path: Path) -> list[Sheet]:
    """The sheets of a workbook that a person can see. Raises: OSError, BadInput."""
    from ..size_table.gathering import Gathering  # few commands read a workbook, and its reader takes long to load
    from ..size_table.workbook import sheets_of

    with path.open("rb") as stream:
        data = stream.read(LARGEST_WORKBOOK + 1)
    if len(data) > LARGEST_WORKBOOK:
        raise BadInput.one("file_too_large", "", "", "file_most_mb", "file_split", most=LARGEST_WORKBOOK // 1_000_000)
    return [sheet for sheet in sheets_of(data, Gathering("", MOST_CELLS)) if not sheet.hidden]


def as_csv(sheet: Sheet) -> BinaryIO:
    """The rows of a sheet as a CSV file, one a line."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([["" if c is None else c.text for c in row] for row in sheet.rows])
    return io.BytesIO(text.getvalue().encode("utf-8", "replace"))


def is_export(path: Path) -> bool:
    """Whether a file is the products of an export by its name and first line, or a workbook of all. Raises: OSError."""
    if path.suffix.lower() not in ENDINGS or not path.is_file():
        return False
    if path.suffix.lower() in WORKBOOKS:
        return _is_workbook_of_products(path)
    if path.stem != Path(PRODUCTS.file).stem:
        return False
    with path.open("rb") as stream:
        return _tells_products(stream)


def _tells_products(stream: BinaryIO) -> bool:
    data = stream.read(LOOKED_AT)
    first = data.replace(b"\x00", b"").decode("utf-8-sig", "replace").lstrip("\ufeff\ufffd").split("\n", 1)[0]
    names = {name.strip().strip('"').casefold() for name in first.replace(";", ",").replace("\t", ",").split(",")}
    return names >= TELLING


def _is_workbook_of_products(path: Path) -> bool:
    try:
        sheet = _sheet_of_products(path)
    except BadInput:
        return False
    return sheet is not None and _tells_products(as_csv(sheet))


def _sheet_of_products(path: Path) -> Sheet | None:
    """The sheet of products, which has that name or is the first of a file of that name. Raises: OSError, BadInput."""
    name = Path(PRODUCTS.file).stem
    if path.stem != name and not _names_a_sheet(path, name):
        return None
    sheets = [sheet for sheet in _sheets(path) if sheet.rows]
    named = (sheet for sheet in sheets if sheet.name.strip().casefold().removesuffix(CSV) == name)
    return next(named, sheets[0] if path.stem == name and sheets else None)


def _names_a_sheet(path: Path, name: str) -> bool:
    """Whether a workbook can have a sheet of a name, without reading it whole. Raises: OSError, BadInput."""
    from ..size_table.packed import parts_of  # as above

    with path.open("rb") as stream:
        data = stream.read(LARGEST_WORKBOOK)
    parts = parts_of(data, "", lambda part: part in NAMES_OF_SHEETS)
    return any(f'"{name}'.encode() in part.lower() for part in parts.values())


def export_in(folder: Path) -> Path | None:
    """The products of the export that a folder holds; None where it holds none. Raises: OSError."""
    stem = Path(PRODUCTS.file).stem
    return next((path for ending in ENDINGS if is_export(path := folder / f"{stem}{ending}")), None)


def export_drafts(export: Path, place: FieldPath) -> list[BrandDraft]:
    """The drafts of brand files that an export holds; `export` is its products, or the workbook that has all."""
    with ExitStack() as opened:
        files = _ExportFiles(place, opened)
        if _is_whole(export):
            files.add_sheets(export)
        else:
            for path in sorted(p for ending in ENDINGS for p in export.parent.glob(f"*{ending}")):
                if path.suffix == CSV or f"{path.stem}{CSV}" in BY_FILE:
                    files.add(path)
        return read_csv_folder(files.files, place, files.names)


def _is_whole(export: Path) -> bool:
    """Whether a file is a workbook with a sheet of products beside others, not products alone."""
    if export.suffix.lower() not in WORKBOOKS:
        return False
    return export.stem != Path(PRODUCTS.file).stem or len([s for s in _sheets(export) if s.rows]) > 1
