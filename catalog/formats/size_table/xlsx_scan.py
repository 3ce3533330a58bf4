"""What is looked up in an XLSX before it is read: how far cells reach, formulas without a value, formats of figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct, field

from .gathering import Gathering
from .packed import local, read_xml
from .tables import MOST_COLUMNS

BUILT_IN: Final = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 12: "# ?/?", 13: "# ??/??"}
"""Formats of figures that no workbook writes down."""
LONGEST_FORMULA: Final = 200


class SheetScan(Struct):
    """One sheet: how far it reaches, and what stands in cells beside their values."""

    rows: int = 0
    columns: int = 0
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    """Formulas that were never worked out, by row and column from 0."""
    styles: dict[tuple[int, int], int] = field(default_factory=dict)
    """The number of the style of each cell that has a figure."""


def place_of(reference: str) -> tuple[int, int] | None:
    """Row and column, from 0, of a reference.

    >>> place_of("A1"), place_of("AB12"), place_of("12"), place_of("XFD1048576")
    ((0, 0), (11, 27), None, (1048575, 16383))
    """
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    if not digits or not letters.isascii() or not letters.isalpha() or len(letters) > 3 or len(digits) > 7:
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(digits) - 1, column - 1


class _Scanner:
    """What expat calls for each element of a sheet."""

    def __init__(self) -> None:
        self.scan = SheetScan()
        self._at, self._style, self._text, self._in_formula = (0, -1), 0, "", False
        self._has_value = self._is_figure = False

    def begins(self, name: str, attributes: Mapping[str, str]) -> None:
        """A row, a cell, or what stands in a cell begins."""
        name = local(name)
        if name == "row":
            number = attributes.get("r", "")
            self._at = (int(number) - 1 if number.isdigit() and len(number) < 8 else self._at[0] + 1, -1)
        elif name == "c":
            self._at = place_of(attributes.get("r", "")) or (self._at[0], self._at[1] + 1)
            style = attributes.get("s", "0")
            self._style = int(style) if style.isdigit() and len(style) < 6 else 0
            self._is_figure = attributes.get("t", "n") == "n"
            self._text, self._has_value = "", False
        elif name in ("v", "is"):
            self._has_value = True
            scan, (row, column) = self.scan, self._at
            scan.rows, scan.columns = max(scan.rows, row + 1), max(scan.columns, column + 1)
            if self._is_figure and self._style:
                scan.styles[self._at] = self._style
        self._in_formula = name == "f"

    def says(self, text: str) -> None:
        """Text of a formula."""
        if self._in_formula and len(self._text) < LONGEST_FORMULA:
            self._text += text

    def ends(self, name: str) -> None:
        """A cell is over."""
        if local(name) == "c" and self._text and not self._has_value:
            scan, (row, column) = self.scan, self._at
            scan.formulas[self._at] = "=" + self._text
            scan.rows, scan.columns = max(scan.rows, row + 1), max(scan.columns, column + 1)
        self._in_formula = False


def scan_sheet(part: bytes, gathering: Gathering) -> SheetScan:
    """Look through a sheet. Raises: BadInput (more columns or cells than are read), Unreadable."""
    scanner = _Scanner()
    read_xml(part, scanner.begins, scanner.ends, scanner.says)
    scan = scanner.scan
    if scan.columns > MOST_COLUMNS:
        raise gathering.too_many("too_many_columns", "tables_most_columns", MOST_COLUMNS)
    if scan.rows * scan.columns > gathering.most_cells:
        raise gathering.too_many("too_many_cells", "tables_most_cells", gathering.most_cells)
    return scan


def sheet_parts(workbook: bytes, relations: bytes) -> dict[str, str]:
    """The part that each sheet is written in, by the name of the sheet. Raises: Unreadable."""
    names, targets = dict[str, str](), dict[str, str]()

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "sheet":
            names[attributes.get("name", "")] = next((v for k, v in attributes.items() if k.endswith("}id")), "")

    def relation(name: str, attributes: dict[str, str]) -> None:
        target = attributes.get("Target", "")
        targets[attributes.get("Id", "")] = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"

    read_xml(workbook, sheet)
    read_xml(relations, relation)
    return {name: targets.get(number, "") for name, number in names.items()}


def formats_of(styles: bytes) -> list[str]:
    """The format of figures of each style of the workbook, by number. Raises: Unreadable."""
    codes, formats, inside = dict(BUILT_IN), list[str](), [False]

    def begins(name: str, attributes: dict[str, str]) -> None:
        name, number = local(name), attributes.get("numFmtId", "")
        if name == "numFmt" and number.isdigit():
            codes[int(number[:6])] = attributes.get("formatCode", "")
        elif name in ("cellXfs", "cellStyleXfs"):
            inside[0] = name == "cellXfs"
        elif name == "xf" and inside[0]:
            formats.append(codes.get(int(number[:6]), "") if number.isdigit() else "")

    read_xml(styles, begins)
    return formats
