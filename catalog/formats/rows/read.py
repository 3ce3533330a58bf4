"""Bytes become rows: what they are written in is seen from their first characters, where nobody says it."""

from __future__ import annotations

import codecs
import re
from io import BytesIO
from typing import Final

from ..draft.problems import FieldPath
from .delimited import delimited_rows
from .json_lines import json_rows
from .merchant_xml import merchant_rows
from .row import Keep, RowReader, TableKind
from .text_encoding import text_form

LOOKED_AT: Final = 2_000
HTML: Final = re.compile(r"(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.DOTALL)
PACKED: Final = {b"PK\x03\x04": "rows_spreadsheet", b"\xd0\xcf\x11\xe0": "rows_spreadsheet", b"\x1f\x8b": "rows_packed"}
"""How a workbook (XLSX, ODS, XLS) and a packed file begin, and what to do about them."""


def read_rows(
    data: bytes, place: FieldPath, *, keep: Keep, kind: TableKind | None = None, charset: str = ""
) -> RowReader | None:
    """The rows of a table; None and a problem where the bytes are no table at all.

    `charset` is the encoding that came with the bytes; it is used where they are not UTF-8.
    """
    beginning = _beginning(data)
    if is_no_table(data, beginning, place):
        return None
    return _rows(data, place, keep, kind or kind_of(beginning), charset)


def is_no_table(data: bytes, beginning: str, place: FieldPath, formats: str = "rows_formats") -> bool:
    """Whether the bytes are empty, packed or a web page, which is a problem; `formats` says what is expected."""
    hint = next((hint for start, hint in PACKED.items() if data.startswith(start)), "")
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        place.report("empty_feed", None, "rows_one_row", "rows_look_at_export")
    elif hint:
        place.report("not_a_feed", None, formats, hint)
    elif HTML.match(beginning):
        place.report("html_page", None, formats, "rows_not_a_page")
    else:
        return False
    return True


def kind_of(beginning: str) -> TableKind:
    """What a table is written in, by its first characters.

    >>> kind_of('<?xml version="1.0"?>').value, kind_of('{"sku": "A"}').value, kind_of("sku,stock").value
    ('xml', 'jsonl', 'csv')
    """
    first = beginning[:1]
    return {"<": TableKind.XML, "{": TableKind.JSONL, "[": TableKind.JSONL}.get(first, TableKind.CSV)


def _beginning(data: bytes) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data[:LOOKED_AT].decode("utf-16" if wide else "utf-8-sig", "replace").lstrip()


def _rows(data: bytes, place: FieldPath, keep: Keep, kind: TableKind, charset: str) -> RowReader | None:
    if kind is TableKind.XML:
        return merchant_rows(data, place, keep, charset)
    if kind is TableKind.JSONL:
        return json_rows(data, place, keep)
    file = BytesIO(data)
    form = text_form(file, place, charset)
    separator = "\t" if kind is TableKind.TSV else ""
    return None if form is None else delimited_rows(file, form, place, keep, separator)
