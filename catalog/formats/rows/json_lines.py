"""JSON Lines: an object on each line, or one list of objects; figures stay as they are written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ..draft.problems import FieldPath
from .row import LONGEST_ROW, Keep, RowReader, TextRow

EXAMPLE: Final = '{"sku": "A-1", "stock": 3}'
TEXTS: Final = {True: "true", False: "false", None: ""}
HALVES: Final = re.compile("[\ud800-\udfff]")
"""Halves of characters, which no text can be written with."""


def json_rows(data: bytes, place: FieldPath, keep: Keep) -> RowReader | None:
    """The rows of a text with one object a line, or of one list of objects."""
    first, *_ = data.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)
    if first.strip() == b"{":
        place.report("not_json_lines", "{", "rows_object", "rows_one_object", example=EXAMPLE)
        return None
    if first.startswith(b"["):
        entries = parsed(data, place)
        if not isinstance(entries, list):
            return None
        return object_rows(entries, place, keep)
    return RowReader(None, _rows(data, place, keep))


def object_rows(entries: Iterable[object], place: FieldPath, keep: Keep) -> RowReader:
    """The rows of objects that were parsed already, numbered from 1."""
    return RowReader(None, _rows_of(enumerate(entries, start=1), place, keep, "row"), "row")


def _rows(data: bytes, place: FieldPath, keep: Keep) -> Iterator[TextRow]:
    return _rows_of(_entries(data, place), place, keep, "line")


def _entries(data: bytes, place: FieldPath) -> Iterator[tuple[int, object]]:
    for number, line in enumerate(data.splitlines(), start=1):
        if line.strip():
            entry = parsed(line, place.to(f"line {number}"))
            if entry is not None:
                yield number, entry


def parsed(data: bytes, place: FieldPath) -> object:
    """The value of a JSON text, its figures as texts; None and a problem where it is none."""
    if len(data) > LONGEST_ROW and not data.lstrip().startswith(b"["):
        place.report("row_too_long", None, "rows_longest", most=LONGEST_ROW)
        return None
    try:
        text = data.decode("utf-8-sig")
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=named_once)
    except UnicodeDecodeError:
        place.report("not_utf8", None, "file_utf8", "file_save_as_utf8")
    except NamedTwice as twice:
        place.to(str(twice)).report("two_columns", str(twice), "feed_one_column", "feed_keep_one")
    except (ValueError, RecursionError) as error:
        _report_not_json(data, error, place)
    return None


def _report_not_json(data: bytes, error: Exception, place: FieldPath) -> None:
    at_end = getattr(error, "pos", 0) >= len(data.rstrip()) or "Unterminated" in str(error)
    hint = "rows_whole_again" if at_end else "rows_one_object"
    place.report("cut_off" if at_end else "not_json", None, "rows_object", hint, example=EXAMPLE)


class NamedTwice(ValueError):
    """An object has two values under one name, which is its text."""


def named_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The object of some pairs. Raises: NamedTwice."""
    entry = dict(pairs)
    if len(entry) < len(pairs):
        names = [name for name, _ in pairs]
        raise NamedTwice(next(name for name in names if names.count(name) > 1))
    return entry


def _rows_of(entries: Iterable[tuple[int, object]], place: FieldPath, keep: Keep, counted: str) -> Iterator[TextRow]:
    for number, entry in entries:
        here = place.to(f"{counted} {number}")
        if isinstance(entry, Mapping):
            cells = {name: text_of_value(value) for name, value in entry.items() if keep(name)}
            wrong = [name for name, text in cells.items() if text is None]
            for name in wrong:
                here.to(name).report("wrong_type", entry[name], "rows_one_value")
            if not wrong:
                yield TextRow(number, tuple(cells), [text or "" for text in cells.values()])
        else:
            here.report("wrong_type", entry, "rows_object", "rows_one_object", example=EXAMPLE)


def text_of_value(value: object) -> str | None:
    """A value as a cell has it; None where it is a list or an object."""
    if isinstance(value, str):
        return whole_characters(value).strip()
    if isinstance(value, bool) or value is None:
        return TEXTS[value]
    return str(value) if isinstance(value, int | float) else None


def whole_characters(text: str) -> str:
    """Put the sign for what cannot be read in place of each half of a character, which JSON can escape alone.

    >>> ascii(whole_characters("A-1" + chr(0xD800)))[6:10]
    'fffd'
    """
    if text.isascii() or not HALVES.search(text):
        return text
    return HALVES.sub("\N{REPLACEMENT CHARACTER}", text)
