"""Bytes of any file to the tables in it. Start reading here: `tables_of`."""

from __future__ import annotations

from .gathering import Gathering
from .html import NOWHERE, html_tables
from .json_strings import json_tables
from .jsx import markup_of_code
from .kinds import LARGEST, FileKind, check_bytes, kind_of_text, text_of, too_large
from .markdown import markdown_tables
from .tables import Table
from .text import text_tables
from .typed import typed_tables
from .workbook import workbook_tables

ZIP = b"PK\x03\x04"


def tables_of(data: bytes, field: str, *, charset: str = "", most: int = LARGEST) -> tuple[Table, ...]:
    """Every table of a file, in the order in which they begin.

    `field` is what problems call the file, `charset` the encoding that came declared with it, `most` how many bytes are
    read. Raises: BadInput (too large, empty, a picture, damaged, or more cells than a person could look at).
    """
    check_bytes(data, field, most)
    gathering = Gathering(field)
    if data.startswith(ZIP):
        workbook_tables(data, gathering)
        return tuple(table for table in gathering.tables if table is not None)
    _gather_text(text_of(data, field, charset), gathering)
    return gathering.all()


def tables_of_text(text: str, field: str, *, most: int = LARGEST) -> tuple[Table, ...]:
    """Every table of a text that was pasted. Raises: BadInput."""
    if len(text) > most:
        raise too_large(field, most)
    gathering = Gathering(field)
    _gather_text(text.replace("\x00", "\N{REPLACEMENT CHARACTER}"), gathering)
    return gathering.all()


def typed_tables_of(data: bytes, field: str, charset: str = "") -> tuple[Table, ...]:
    """The table of a file that holds typed lines and nothing else; nothing for a workbook. Raises: BadInput."""
    return () if data.startswith(ZIP) else typed_tables(text_of(data, field, charset))


def _gather_text(text: str, gathering: Gathering) -> None:
    match kind_of_text(text):
        case FileKind.HTML:
            html_tables(text, gathering, NOWHERE)
        case FileKind.CODE:
            html_tables(markup_of_code(text, gathering), gathering, NOWHERE)
        case FileKind.JSON:
            json_tables(text, gathering, NOWHERE)
        case FileKind.MARKDOWN:
            markdown_tables(text, gathering, NOWHERE)
        case _:
            text_tables(text, gathering, NOWHERE)
