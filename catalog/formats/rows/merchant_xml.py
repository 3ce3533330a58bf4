"""Google Merchant XML: the items of an RSS channel or the entries of an Atom feed, each with its elements.

Read part by part with the expat of Python itself, so that a feed of any length fits into memory. A document that
declares types (DTD) is refused, so that it can define no entities and name no files (docs/decisions/0022-feeds.md).
Where the document breaks inside an item, that is reported and reading goes on with the next item.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import BinaryIO, Final
from xml.parsers import expat

from ..draft.problems import FieldPath
from .merchant_parser import FeedItem, UnwantedXml, XmlItems
from .row import Keep, RowReader, TextRow
from .text_encoding import declared

CHUNK: Final = 1 << 18
ITEM: Final = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:item|entry)[\s/>]")
"""Where an item begins in the bytes; looked for only behind a place where the document is broken."""
LONGEST_HEAD: Final = 1 << 16
MOST_STARTS: Final = 1_000
"""How often reading goes on behind a broken place."""
TRUNCATED: Final = frozenset({
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
    expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
})  # fmt: skip


UNBOUND: Final = expat.errors.codes[expat.errors.XML_ERROR_UNBOUND_PREFIX]
"""A prefix that nobody declared: then the feed is read as if `g:` were part of the names."""


def merchant_rows(data: bytes, place: FieldPath, keep: Keep, charset: str = "") -> RowReader:
    """The rows of a feed; where the document is not closed or no feed, that is reported after what came before."""
    items = merchant_items(io.BytesIO(data), place, keep, charset)
    return RowReader(None, map(_row, items))


def _row(item: FeedItem) -> TextRow:
    """An item as a row: a `g:` element goes before one that RSS and Atom themselves have by its name."""
    google: dict[str, str] = {}
    plain: dict[str, str] = {}
    repeated = set()
    for name, text, is_google, *_ in item.elements:
        if text and (google if is_google else plain).setdefault(name, text) != text and is_google:
            repeated.add(name)
    cells = plain | google
    return TextRow(item.line, tuple(cells), list(cells.values()), tuple(sorted(repeated)))


def merchant_items(file: BinaryIO, place: FieldPath, keep: Keep, charset: str = "") -> Iterator[FeedItem]:
    """The items of a feed one after the other, read by parts from a file that can be read anywhere.

    `keep` says by its name whether an element is wanted. What is broken is reported at its line, after the items that
    came before it; those behind it are read where they can be.
    """
    encoding = declared(charset) if charset else None
    separator: str | None = " "
    at, line, head = *_beginning(file), b""
    for _ in range(MOST_STARTS):
        items = XmlItems(keep, line, len(head))
        try:
            yield from _read(items.begin(encoding, separator), file, at, head)
        except (expat.ExpatError, UnwantedXml) as error:
            if getattr(error, "code", 0) == UNBOUND and not items.count:
                separator = None
                continue
            yield from items.take()
            _report(error, items.line, place)
        except (LookupError, ValueError) as error:  # an encoding that Python does not know
            place.report("not_utf8", str(error), "file_utf8", "file_save_as_utf8")
            return
        else:
            return
        if not head and 0 < items.first <= LONGEST_HEAD:
            head = part_of(file, at, items.first)
        behind = _next_item(file, max(at + items.place, at + 1)) if head else None
        if behind is None:
            return
        at, line = behind[0], items.line + behind[1] - head.count(b"\n")
    place.to(f"line {line}").report("not_xml", None, "rows_xml", "rows_correct_xml")


def _beginning(file: BinaryIO) -> tuple[int, int]:
    """Where the document begins behind byte-order marks and empty lines, and the number of that line."""
    start = part_of(file, 0, CHUNK)
    at = len(start) - len(start.lstrip(b"\xef\xbb\xbf \t\r\n"))
    return (at, start.count(b"\n", 0, at) + 1) if start[at : at + 1] == b"<" else (0, 1)


def part_of(file: BinaryIO, at: int, size: int) -> bytes:
    """So many bytes from a place on, fewer only where the file ends."""
    file.seek(at)
    pieces = []
    while size and (piece := file.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _read(items: XmlItems, file: BinaryIO, at: int, head: bytes) -> Iterator[FeedItem]:
    """The items behind a place. Raises: ExpatError, UnwantedXml."""
    if head:
        items.read(head)
    file.seek(at)
    while chunk := file.read(CHUNK):
        yield from items.read(chunk)
        at += len(chunk)
        file.seek(at)  # whoever takes the items may read the file, too
    items.read(b"", last=True)
    yield from items.take()


def _report(error: expat.ExpatError | UnwantedXml, line: int, place: FieldPath) -> None:
    if isinstance(error, UnwantedXml):
        code, expected, hint, most, line = error.args
        place.to(f"line {line}").report(code, None, expected, hint, most=most)
    elif error.code in TRUNCATED:
        place.to(f"line {line}").report("cut_off", None, "rows_closed_xml", "rows_whole_again")
    else:
        message = expat.errors.messages[error.code]
        place.to(f"line {line}").report("not_xml", message, "rows_xml", "rows_correct_xml")


def _next_item(file: BinaryIO, at: int) -> tuple[int, int] | None:
    """Where the next item begins behind a place, and how many lines further; None where there is none."""
    lines = 0
    overlap = 100
    while True:
        stretch = part_of(file, at, CHUNK)
        if match := ITEM.search(stretch):
            return at + match.start(), lines + stretch.count(b"\n", 0, match.start())
        if len(stretch) <= overlap:
            return None
        lines += stretch.count(b"\n", 0, len(stretch) - overlap)
        at += len(stretch) - overlap
