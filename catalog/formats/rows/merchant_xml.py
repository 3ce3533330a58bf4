"""Google Merchant XML: the items of an RSS channel or the entries of an Atom feed, each with its elements.

Read part by part with the expat of Python itself, so that a feed of any length fits into memory. A document that
declares types of its own (DTD) is refused, so that it can define no entities; one that only names its type is read, and
nothing that it names is fetched (docs/decisions/0022-feeds.md).
Where the document breaks inside an item, that is reported and reading goes on with the next item.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, Final
from xml.parsers import expat

from ..draft.problems import FieldPath
from .merchant_parser import FeedItem, UnwantedXml, XmlItems, item_place
from .row import LONGEST_ROW, Keep, RowReader, TextRow
from .text_encoding import STRAY, WINDOWS, chunks_of, declared, first_unread, has_windows_bytes

CHUNK: Final = 1 << 18
ITEM: Final = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:item|entry)[\s/>]")
"""Where an item begins in the bytes; looked for only behind a place where the document is broken."""
ROOT: Final = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:rss|feed|RDF)[\s>]")
OF_PAGES: Final = re.compile(rb"<(?:!doctype|html|head|body|script|div|table)\b", re.I)
"""What stands above a feed in a page that shows it, and what declares types: nothing is passed over there."""
LONGEST_REMARKS: Final = 8_000
LONGEST_HEAD: Final = 1 << 16
ENCODING: Final = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")
LONGEST_DECLARATION: Final = 1_000
SINGLE_BYTES: Final = frozenset({b"iso-8859-1", b"iso-8859-15", b"latin1", b"windows-1252", b"us-ascii"})
"""Encodings that shops declare in feeds which are UTF-8: other bytes are that hardly ever by accident."""
BARE: Final = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|(&)(?!#[0-9]+;|#[xX][0-9a-fA-F]+;|[A-Za-z][A-Za-z0-9]*;)", re.S
)
"""A sign for `and` that is written as nothing but itself, as in addresses; or a stretch where it may stand so."""
UNWRITTEN: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Signs that nobody sees and no XML may have."""
MOST_MENDED: Final = 2 * LONGEST_ROW
MOST_BROKEN: Final = 10_000
"""Broken places behind which reading goes on; items that were mended are none."""
FIRST_CHUNK: Final = 1 << 13
"""Bytes that are looked at first behind a broken place, as the next one may not be far."""
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
    reading = _MerchantFeed(file, keep, declared(charset) if charset else None)
    broken = 0
    while broken < MOST_BROKEN:
        items = reading.start()
        try:
            yield from reading.read(items)
        except (expat.ExpatError, UnwantedXml) as error:
            if getattr(error, "code", 0) == UNBOUND and not items.count and reading.without_namespaces():
                continue
            yield from items.take()
            end = reading.behind(items)
            mended = reading.mended(items, end) if isinstance(error, expat.ExpatError) else []
            yield from mended
            if not mended:
                broken += 1
                _report(error, items, place)
            if not end:
                return
        except (LookupError, ValueError) as error:  # an encoding that Python does not know
            place.report("not_utf8", str(error), "file_utf8", "file_save_as_utf8")
            return
        else:
            return
    place.to(f"line {reading.line}").report("not_xml", None, "rows_xml", "rows_correct_xml")


class _MerchantFeed:
    """One reading of a file, from its beginning and then from one broken place to the next."""

    def __init__(self, file: BinaryIO, keep: Keep, encoding: str | None) -> None:
        encoding = encoding or _undeclared(file)
        self._is_utf8 = encoding is None and _may_be_utf8(file)
        if self._is_utf8 and _is_windows_text(file):
            encoding, self._is_utf8 = WINDOWS, False
        self._file, self._keep, self._encoding = file, keep, encoding
        self._separator: str | None = " "
        self._head = b""
        """What stands before the first item, which every part that is read on its own needs before it."""
        self._at, self._line = _beginning(file)
        self._before = (0, 0)
        """The line of the last item that was begun, and which one of that line it is."""
        self._is_wide = b"\0" in part_of(file, self._at, 4)

    @property
    def line(self) -> int:
        """The line at which reading goes on."""
        return self._line + self._head.count(b"\n")

    def start(self) -> XmlItems:
        """What gathers the items from here on."""
        return XmlItems(self._keep, self._line, len(self._head), self._before)

    def without_namespaces(self) -> bool:
        """Read without namespaces from now on; whether that is new."""
        before, self._separator = self._separator, None
        return before is not None

    def read(self, items: XmlItems) -> Iterator[FeedItem]:
        """The items from here on. Raises: ExpatError, UnwantedXml, LookupError, ValueError."""
        items.begin(self._encoding, self._separator)
        if self._head:
            items.read(self._head)
        at, size = self._at, FIRST_CHUNK if self._head else CHUNK
        self._file.seek(at)
        while chunk := self._file.read(size):
            yield from items.read(chunk if self._head or items.first else self._mended_start(chunk))
            at, size = at + len(chunk), min(2 * size, CHUNK)
            self._file.seek(at)  # whoever takes the items may read the file, too
        items.read(b"", last=True)
        yield from items.take()

    def _mended_start(self, chunk: bytes) -> bytes:
        """A part in which signs before its first item that no XML may have are blanks, so that all keeps its place."""
        if self._is_wide:
            return chunk
        first = match.start() if (match := ITEM.search(chunk)) else len(chunk)
        return UNWRITTEN.sub(b" ", BARE.sub(lambda m: b" " if m[1] else m[0], chunk[:first])) + chunk[first:]

    def behind(self, items: XmlItems) -> int:
        """Go to the next item behind a broken place, whose place is given; 0 where there is none."""
        before = self._at
        if not self._head and 0 < items.first <= LONGEST_HEAD:
            self._head = self._mended_start(part_of(self._file, before, items.first))
        following = _next_item(self._file, max(before + items.place, before + 1)) if self._head else None
        self._broken, self._before = before + items.item, (items.item_line, items.item_number)
        if following is None:
            return 0
        self._at, self._line = following[0], items.line + following[1] - self._head.count(b"\n")
        return self._at

    def mended(self, items: XmlItems, end: int) -> list[FeedItem]:
        """The item that is broken, if all that is wrong in it are signs that can mean one thing only; else nothing."""
        if not self._head or items.item < 0:
            return []
        broken = part_of(self._file, self._broken, min(end - self._broken, MOST_MENDED) if end else MOST_MENDED)
        text = UNWRITTEN.sub(b" ", BARE.sub(lambda match: b"&amp;" if match[1] else match[0], broken))
        if self._is_utf8:
            text = text.decode("utf-8", STRAY).encode()
        line, number = items.item_line, items.item_number
        again = XmlItems(self._keep, line - self._head.count(b"\n"), len(self._head), (line, number - 1))
        try:
            again.begin(self._encoding, self._separator).read(self._head)
            whole = again.read(text) if text != broken else []
            return [*whole, *again.read(b"", last=True)] if whole and not end else whole
        except (expat.ExpatError, UnwantedXml):  # there is more wrong with it: that is reported
            return []


def _undeclared(file: BinaryIO) -> str | None:
    """What a document is written in, where the bytes say that surely and its declaration says otherwise."""
    start = part_of(file, 0, LONGEST_DECLARATION)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    named = ENCODING.search(start)
    if named is None or named[1].lower() not in SINGLE_BYTES:
        return None
    return "utf-8" if first_unread(chunks_of(file), "utf-8") is None else None


def _may_be_utf8(file: BinaryIO) -> bool:
    """Whether a document says that it is UTF-8, or does not say in what it is written."""
    start = part_of(file, 0, LONGEST_DECLARATION)
    named = ENCODING.search(start)
    return b"\0" not in start[:4] and (named is None or named[1].lower() in (b"utf-8", b"utf8"))


def _is_windows_text(file: BinaryIO) -> bool:
    """Whether bytes are no UTF-8, and not UTF-8 in which single others stand."""
    unread = first_unread(chunks_of(file), "utf-8")
    return unread is not None and not unread.is_end and not has_windows_bytes(file)


def _beginning(file: BinaryIO) -> tuple[int, int]:
    """Where the document begins, and the number of that line."""
    start = part_of(file, 0, CHUNK)
    at = feed_start(start)
    return (at, start.count(b"\n", 0, at) + 1) if start[at : at + 1] == b"<" else (0, 1)


def feed_start(start: bytes) -> int:
    r"""Where a document begins behind byte-order marks, empty lines and remarks: a comment, a message of the server.

    >>> feed_start(b"\n# made by hand\n<?xml version='1.0'?><rss>"), feed_start(b" <rss>")
    (16, 1)
    """
    first = len(start) - len(start.lstrip(b"\xef\xbb\xbf \t\r\n"))
    root = ROOT.search(start, first, first + LONGEST_REMARKS)
    if root is None or start.startswith(b"<?xml", first):
        return first
    declared = start.rfind(b"<?xml ", first, root.start())
    at = declared if declared >= 0 else root.start()
    return first if OF_PAGES.search(start, first, at) else at


def part_of(file: BinaryIO, at: int, size: int) -> bytes:
    """So many bytes from a place on, fewer only where the file ends."""
    file.seek(at)
    pieces = []
    while size and (piece := file.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _report(error: expat.ExpatError | UnwantedXml, items: XmlItems, place: FieldPath) -> None:
    line = error.args[-1] if isinstance(error, UnwantedXml) else items.line
    is_in_item = items.item >= 0 and line == items.item_line
    here = place.to(item_place(line, items.item_number if is_in_item else 1))
    if isinstance(error, UnwantedXml):
        code, expected, hint, most, _ = error.args
        here.report(code, None, expected, hint, most=most)
    elif error.code in TRUNCATED:
        here.report("cut_off", None, "rows_closed_xml", "rows_whole_again")
    else:
        here.report("not_xml", expat.errors.messages[error.code], "rows_xml", "rows_correct_xml")


def _next_item(file: BinaryIO, at: int) -> tuple[int, int] | None:
    """Where the next item begins behind a place, and how many lines further; None where there is none."""
    lines, size = 0, FIRST_CHUNK
    overlap = 100
    while True:
        stretch = part_of(file, at, size)
        size = min(2 * size, CHUNK)
        if match := ITEM.search(stretch):
            return at + match.start(), lines + stretch.count(b"\n", 0, match.start())
        if len(stretch) <= overlap:
            return None
        lines += stretch.count(b"\n", 0, len(stretch) - overlap)
        at += len(stretch) - overlap
