"""Damaged files of size tables: read, refused in words, never a band that the table does not print.

By hand, for many more than the tests ask: `python -m tests.support.damaged_charts 20000 [SEED]`.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator

from catalog.formats.size_table.gather import tables_of
from catalog.formats.size_table.numbers_in_cells import has_feet
from catalog.formats.size_table.read import read_tables
from catalog.formats.size_table.tables import Table
from catalog.model.problem import BadInput
from catalog.model.read_chart import ChartsRead
from tests.support.damaging import damaged
from tests.support.table_cases import CASES, OWN_CASES, case_files, limits

FIGURE = re.compile(r"\d+(?:[ &-]+\d+/\d+)?(?:\.\d+)?")
LIMITS = limits()


def figures(text: str) -> set[str]:
    """The figures of a text, each as a band writes it; a fraction counts for its parts too."""
    plain = text.replace(",", ".").replace("-", " ")
    pieces = {" ".join(piece.replace("&", " ").split()) for piece in FIGURE.findall(plain)}
    return pieces | set(re.findall(r"\d+(?:\.\d+)?", plain))


def lines(table: Table) -> Iterator[set[str]]:
    """The figures of each row and of each column."""
    for line in (*table.rows, *zip(*table.rows, strict=True)):
        yield figures(" | ".join(cell.text for cell in line if cell is not None))


def unprinted(tables: tuple[Table, ...], read: ChartsRead) -> list[str]:
    """Bands of which no row and no column of any table prints every figure; heights in feet are converted."""
    printed = [line for table in tables for line in lines(table)]
    feet = any(cell is not None and has_feet(cell.text) for table in tables for row in table.rows for cell in row)
    bands = [
        (row.size, point, band)
        for chart in read.charts
        for row in (*chart.rows, *(chart.twin.rows if chart.twin else ()))
        for point, band in row.bands
        if not (feet and point == "height")
    ]
    return [" ".join(b) for b in bands if not any(figures(b[2]) <= line for line in printed)]


def outcome(data: bytes) -> list[str]:
    """What is read of a file and is not printed in it. Raises: whatever is no problem told in words."""
    try:
        tables = tables_of(data, "file")
        return unprinted(tables, read_tables(tables, LIMITS))
    except BadInput:
        return []


def originals() -> list[bytes]:
    """The files of every case that is there."""
    return [path.read_bytes() for path in (*case_files(OWN_CASES), *case_files(CASES))]


def main(count: int, seed: int) -> None:
    """Damage files at random and print every one that is not read as it should be, with the seed that makes it again."""
    files = originals()
    for at in range(seed, seed + count):
        data = damaged(random.Random(at).choice(files), at)
        try:
            faults = outcome(data)
        except Exception as error:  # the point of this program is to see each of them
            faults = [f"{type(error).__name__}: {error}"]
        if faults:
            sys.stdout.write(f"{at} {faults[:3]}\n")
    sys.stdout.write(f"{count} files\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
