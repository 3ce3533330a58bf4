"""Google Merchant XML: the items of an RSS channel or the entries of an Atom feed, each with its elements.

Read part by part with the expat of Python itself, so that a feed of any length fits into memory. A document that
declares types (DTD) is refused, so that it can define no entities and name no files (docs/decisions/0022-feeds.md).
Where the document breaks inside an item, that is reported and reading goes on with the next item.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html.entities import html5
from typing import BinaryIO, Final, NamedTuple
from xml.parsers import expat

from ..draft.problems import FieldPath
from .row import LONGEST_ROW, Keep, RowReader, TextRow
from .text_encoding import declared

CHUNK: Final = 1 << 18
ENDS: Final = ("base.google.com/ns/1.0 ", "g:")
"""How what stands before the name of a `g:` element ends: the namespace is written with http and with https."""
ITEMS: Final = frozenset({"item", "entry"})
ROOTS: Final = frozenset({"rss", "feed", "RDF"})
ITEM: Final = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:item|entry)[\s/>]")
"""Where an item begins in the bytes; looked for only behind a place where the document is broken."""
DEEPEST: Final = 100
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


class FeedElement(NamedTuple):
    """One element of an item: its name without a prefix, and its text without blanks at the ends."""

    name: str
    text: str
    is_google: bool = True
    """Whether it is in Google's namespace; if not, RSS or Atom itself says it, or the feed has no namespaces."""
    parts: tuple[tuple[str, str], ...] = ()
    """The elements in it, each with all text in it."""
    whole: str = ""
    """All text in it, that of its parts too, in order; empty where that is `text`."""


class FeedItem(NamedTuple):
    """One item: the line where it begins, and its elements in order."""

    line: int
    elements: list[FeedElement]


class _Unwanted(Exception):
    """Something in the document for which nothing more of it is read: a code, what was expected, what to do."""


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
        items = _Items(keep, line, len(head))
        try:
            yield from _read(items.begin(encoding, separator), file, at, head)
        except (expat.ExpatError, _Unwanted) as error:
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
        if not head and items.first:
            file.seek(at)
            head = file.read(items.first) if items.first <= LONGEST_HEAD else b""
        behind = _next_item(file, max(at + items.place, at + 1)) if head else None
        if behind is None:
            return
        at, line = behind[0], items.line + behind[1] - head.count(b"\n")
    place.to(f"line {line}").report("not_xml", None, "rows_xml", "rows_correct_xml")


def _beginning(file: BinaryIO) -> tuple[int, int]:
    """Where the document begins behind byte-order marks and empty lines, and the number of that line."""
    file.seek(0)
    start = file.read(CHUNK)
    at = len(start) - len(start.lstrip(b"\xef\xbb\xbf \t\r\n"))
    return (at, start.count(b"\n", 0, at) + 1) if start[at : at + 1] == b"<" else (0, 1)


def _read(items: _Items, file: BinaryIO, at: int, head: bytes) -> Iterator[FeedItem]:
    """The items behind a place. Raises: ExpatError, _Unwanted."""
    if head:
        items.read(head)
    file.seek(at)
    while chunk := file.read(CHUNK):
        yield from items.read(chunk)
        at += len(chunk)
        file.seek(at)  # whoever takes the items may read the file, too
    items.read(b"", last=True)
    yield from items.take()


def _report(error: expat.ExpatError | _Unwanted, line: int, place: FieldPath) -> None:
    here = place.to(f"line {line}")
    if isinstance(error, _Unwanted):
        code, expected, hint, most = error.args
        here.report(code, None, expected, hint, most=most)
    elif error.code in TRUNCATED:
        here.report("cut_off", None, "rows_closed_xml", "rows_whole_again")
    else:
        here.report("not_xml", expat.errors.messages[error.code], "rows_xml", "rows_correct_xml")


def _next_item(file: BinaryIO, at: int) -> tuple[int, int] | None:
    """Where the next item begins behind a place, and how many lines further; None where there is none."""
    lines = 0
    overlap = 100
    while True:
        file.seek(at)
        stretch = file.read(CHUNK)
        if match := ITEM.search(stretch):
            return at + match.start(), lines + stretch.count(b"\n", 0, match.start())
        if len(stretch) <= overlap:
            return None
        lines += stretch.count(b"\n", 0, len(stretch) - overlap)
        at += len(stretch) - overlap


def _local(name: str) -> str:
    """The name of an element without its namespace or prefix.

    >>> _local("http://base.google.com/ns/1.0 price"), _local("g:price")
    ('price', 'price')
    """
    return name.rpartition(" ")[2].rpartition(":")[2]


class _Items:
    """What expat calls while it reads: an item is gathered element by element, and kept until it is taken."""

    def __init__(self, keep: Keep, line: int, head: int) -> None:
        self.first = self.place = self.count = 0
        """Where the first item begins behind the start, how far was read behind `head`, and the number of items."""
        self._keep, self._shift, self._head = keep, line - 1, head
        self._items = list[FeedItem]()
        self._open = self._item_depth = self._line = self._size = self._read = 0
        self._elements = list[FeedElement]()
        self._name, self._part = "", ""
        self._texts, self._inner, self._part_texts = list[str](), list[str](), list[str]()
        self._parts = list[tuple[str, str]]()

    def begin(self, encoding: str | None, separator: str | None) -> _Items:
        """Make a parser that calls this. Raises: LookupError, ValueError (an encoding that Python does not know)."""
        self._parser = parser = expat.ParserCreate(encoding, separator)
        parser.UseForeignDTD()  # names of characters that HTML alone has are no error then
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.begins, self.ends
        parser.CharacterDataHandler, parser.SkippedEntityHandler = self.says, self.names
        parser.StartDoctypeDeclHandler = self.declares_types
        return self

    @property
    def line(self) -> int:
        """The line that is being read, or of what is wrong."""
        return self._parser.ErrorLineNumber + self._shift

    def read(self, chunk: bytes, *, last: bool = False) -> list[FeedItem]:
        """The items that end in a part of the document. Raises: ExpatError, _Unwanted."""
        try:
            self._parser.Parse(chunk, last)
        finally:
            self.place = max(self._parser.ErrorByteIndex - self._head, 0)
        self._read += len(chunk)
        if self._read - self._parser.CurrentByteIndex > 2 * LONGEST_ROW:
            raise _Unwanted("row_too_long", "rows_longest", "rows_unclosed", LONGEST_ROW)
        return self.take()

    def take(self) -> list[FeedItem]:
        """The items that have ended since this was asked last."""
        items, self._items = self._items, []
        self.count += len(items)
        return items

    def declares_types(self, *_: object) -> None:
        """A DTD begins. Raises: _Unwanted."""
        raise _Unwanted("not_a_feed", "rows_formats", "rows_no_dtd", 0)

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins. Raises: _Unwanted (the whole is no feed, an item is not closed, all too deep)."""
        self._open += 1
        inside = self._open - self._item_depth if self._item_depth else 0
        local = _local(name)
        if self._open == 1 and local not in ROOTS:
            raise _Unwanted("not_a_feed", "rows_formats", "rows_rss_or_atom", 0)
        if self._open > DEEPEST:
            raise _Unwanted("too_deep", "tables_depth", "rows_unclosed", DEEPEST)
        if not inside and local in ITEMS:
            self._begin_item()
        elif inside == 1 and local in ITEMS:
            raise _Unwanted("not_closed", "rows_closed_item", "rows_unclosed", 0)
        elif inside == 1:
            is_page = local == "link" and attributes.get("rel", "alternate") == "alternate"
            self._name, self._texts = name, [attributes.get("href", "")] if is_page else []
            self._inner, self._parts = [], []
        elif inside == 2:
            self._part, self._part_texts = local, []
        self._count(len(name) if inside else 0)

    def _begin_item(self) -> None:
        self._item_depth, self._line, self._size = self._open, self._parser.CurrentLineNumber + self._shift, 0
        self._elements = []
        self.first = self.first or self._parser.CurrentByteIndex

    def _count(self, characters: int) -> None:
        self._size += characters
        if self._size > LONGEST_ROW:
            raise _Unwanted("row_too_long", "rows_longest", "rows_unclosed", LONGEST_ROW)

    def says(self, text: str) -> None:
        """Text stands in an element. Raises: _Unwanted (an item that has too much of it)."""
        inside = self._open - self._item_depth
        if not self._item_depth or not inside:
            return
        self._count(len(text))
        if inside == 1:
            self._texts.append(text)
        else:
            self._part_texts.append(text)
        self._inner.append(text)

    def names(self, entity: str, _: bool) -> None:
        """A character stands there by a name that XML does not know; as it is written where HTML knows none either."""
        self.says(html5.get(f"{entity};", f"&{entity};"))

    def ends(self, name: str) -> None:
        """An element ends; with an item, it is whole."""
        self._open -= 1
        inside = self._open - self._item_depth
        if not self._item_depth:
            return
        if inside == 0:
            self._take_element()
        elif inside == 1:
            self._parts.append((self._part, "".join(self._part_texts).strip()))
            self._inner.append(" ")
        elif inside < 0:
            self._items.append(FeedItem(self._line, self._elements))
            self._item_depth = 0

    def _take_element(self) -> None:
        name = _local(self._name)
        if self._keep(name):
            whole = "".join(self._inner).strip() if self._parts else ""
            text, is_google = "".join(self._texts).strip(), self._name.removesuffix(name).endswith(ENDS)
            self._elements.append(FeedElement(name, text, is_google, tuple(self._parts), whole))
