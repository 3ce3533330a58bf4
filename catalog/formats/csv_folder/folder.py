"""The folder of an export on the disk, known by its `products.csv`."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Final

from ..draft.models import BrandDraft
from ..draft.problems import FieldPath
from .read import read_csv_folder
from .tables import PRODUCTS

LARGEST_TABLE: Final = 100_000_000
LOOKED_AT: Final = 2_000
TELLING: Final = frozenset({"brand", "id", "name", "garment", "sources"})
"""Columns by which the products of an export are told from any other spreadsheet of products."""


def is_export(path: Path) -> bool:
    """Whether a file is the `products.csv` of an export, by its name and its first line. Raises: OSError."""
    if path.name != PRODUCTS.file or not path.is_file():
        return False
    with path.open("rb") as stream:
        data = stream.read(LOOKED_AT)
    first = data.replace(b"\x00", b"").decode("utf-8-sig", "replace").lstrip("\ufeff\ufffd").split("\n", 1)[0]
    names = {name.strip().strip('"').casefold() for name in first.replace(";", ",").replace("\t", ",").split(",")}
    return names >= TELLING


def folder_drafts(folder: Path, place: FieldPath) -> list[BrandDraft]:
    """The drafts of brand files that the spreadsheets of a folder hold; `place` is its `products.csv`."""
    with ExitStack() as opened:
        files = {}
        for path in sorted(folder.glob("*.csv")):
            here = FieldPath(place.collector, (path.name,))
            try:
                if path.stat().st_size > LARGEST_TABLE:
                    here.report("file_too_large", None, "file_most_mb", "file_split", most=LARGEST_TABLE // 1_000_000)
                else:
                    files[path.name] = opened.enter_context(path.open("rb"))
            except OSError as error:
                here.report("file_unreadable", error.strerror, "file_readable", "file_check_rights")
        return read_csv_folder(files, place)
