"""CSV and TSV: what parts the cells is found in the first line; quotes as RFC 4180 has them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Final, TextIO

from ..draft.problems import FieldPath
from .row import LONGEST_ROW, Keep, RowReader, TextRow

SEPARATORS: Final = ",;\t|"
NAMED: Final = re.compile(r"sep=(.)\r?\n?", re.I)
"""The line that Excel writes first to say what parts the cells."""
QUOTED: Final = re.compile(r'"[^"]*"')
OPEN_QUOTE: Final = "unexpected end of data"
TOO_LONG: Final = "field larger than"


def delimited_rows(data: bytes, encoding: str, place: FieldPath, keep: Keep, separator: str = "") -> RowReader | None:
    """The rows below the first line; a row with fewer or more cells than that is a problem, and passed over."""
    text = io.TextIOWrapper(io.BytesIO(data), encoding, newline="")
    separator, first = (separator, 1) if separator else separator_of(text)
    csv.field_size_limit(LONGEST_ROW)
    lines = csv.reader(text, delimiter=separator, strict=True)
    records = numbered(lines, place, first)
    _, names = next(records, (0, []))
    head = [name.strip() for name in names]
    if not any(head):
        place.report("empty_feed", None, "rows_one_row", "rows_look_at_export")
        return None
    wanted = tuple((at, name) for at, name in enumerate(head) if name and keep(name))
    return RowReader(tuple(name for _, name in wanted), rows_below(records, len(head), wanted, place))


def separator_of(text: TextIO) -> tuple[str, int]:
    """What parts the cells of the first line, the character that stands there most outside of quotes, and its number.

    A line `sep=;` says it and is passed over; else the text is put back to its beginning.

    >>> separator_of(io.StringIO('"GTIN, UPC, EAN, or ISBN";SKU'))
    (';', 1)
    """
    first = text.readline(LONGEST_ROW)
    if named := NAMED.fullmatch(first):
        return named[1], 2
    text.seek(0)
    bare = QUOTED.sub("", first)
    return max(SEPARATORS, key=bare.count), 1


def numbered(records: Iterator[list[str]], place: FieldPath, first: int) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it begins; where the text cannot be parted the problem is reported, once."""
    line = first
    try:
        for record in records:
            yield line, record
            line = records.line_num + first  # type: ignore[attr-defined]
    except csv.Error as error:
        here = place.to(f"line {line}")
        if str(error).startswith(OPEN_QUOTE):
            here.report("cut_off", None, "rows_closed_quote", "rows_whole_again")
        elif str(error).startswith(TOO_LONG):
            here.report("row_too_long", None, "rows_longest", "rows_unclosed", most=LONGEST_ROW)
        else:
            here.report("bad_quote", None, "rows_quotes", "rows_double_quotes")


def rows_below(
    records: Iterator[tuple[int, list[str]]], width: int, wanted: tuple[tuple[int, str], ...], place: FieldPath
) -> Iterator[TextRow]:
    """The rows with as many cells as the first line; empty lines, and empty cells beyond the last, say nothing."""
    names, places = tuple(name for _, name in wanted), [at for at, _ in wanted]
    for line, record in records:
        if len(record) == width or (len(record) > width and not any(map(str.strip, record[width:]))):
            yield TextRow(line, names, [record[at].strip() for at in places])
        elif any(map(str.strip, record)):
            cells = len(record)
            hint = "rows_whole_again" if cells < width else "rows_double_quotes"
            place.to(f"line {line}").report("wrong_cells", cells, "rows_as_many_cells", hint, wanted=width)
