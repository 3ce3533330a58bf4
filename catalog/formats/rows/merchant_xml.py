"""Google Merchant XML: the items of an RSS 2.0 channel or the entries of an Atom feed, each with its `g:` elements.

Read with the expat of Python itself; a document that declares types (DTD) is refused, so that it can define no
entities and name no files (docs/decisions/0022-feeds.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from ..draft.problems import FieldPath
from .row import LONGEST_ROW, Keep, RowReader, TextRow
from .text_encoding import declared

CHUNK: Final = 1 << 20
ATOM: Final = "http://www.w3.org/2005/Atom"
GOOGLE: Final = "base.google.com/ns/1.0 "
"""How the namespace of the `g:` elements ends, which is written with http and with https."""
ITEMS: Final = frozenset({"item", f"{ATOM} entry"})
"""What holds one product: an element of RSS 2.0, which has no namespace, or of Atom."""
ROOTS: Final = frozenset({"rss", f"{ATOM} feed"})
TRUNCATED: Final = frozenset({
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
    expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
})  # fmt: skip


class _Unwanted(Exception):
    """Something in the document for which nothing more of it is read: a code, what was expected, what to do."""


def merchant_rows(data: bytes, place: FieldPath, keep: Keep, charset: str = "") -> RowReader:
    """The rows of a feed; where the document is not closed or no feed, that is reported after what came before."""
    return RowReader(None, _rows(data, place, keep, charset))


def _rows(data: bytes, place: FieldPath, keep: Keep, charset: str) -> Iterator[TextRow]:
    items = _Items(keep, declared(charset) if charset else None)
    try:
        for at in range(0, len(data), CHUNK):
            yield from items.read(data[at : at + CHUNK], last=at + CHUNK >= len(data))
    except expat.ExpatError as error:
        yield from items.take()
        here = place.to(f"line {error.lineno}")
        if error.code in TRUNCATED:
            here.report("cut_off", None, "rows_closed_xml", "rows_whole_again")
        else:
            here.report("not_xml", expat.errors.messages[error.code], "rows_xml", "rows_correct_xml")
    except _Unwanted as unwanted:
        yield from items.take()
        code, expected, hint = unwanted.args
        place.to(f"line {items.line}").report(code, None, expected, hint, most=LONGEST_ROW)
    except (LookupError, ValueError) as error:  # an encoding that Python does not know
        place.report("not_utf8", str(error), "file_utf8", "file_save_as_utf8")


class _Items:
    """What expat calls while it reads: an item is gathered element by element, and kept until it is taken."""

    def __init__(self, keep: Keep, encoding: str | None) -> None:
        self.open = 0
        """Elements that have begun and not ended."""
        self._keep, self._rows = keep, list[TextRow]()
        self._parser = parser = expat.ParserCreate(encoding, " ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.begins, self.ends
        parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = self.says, self.declares_types
        self._item_depth, self._line, self._size, self._read = 0, 0, 0, 0
        self._google: dict[str, str] = {}
        self._plain: dict[str, str] = {}
        """What RSS and Atom themselves say of an item; a `g:` element of the same name goes before."""
        self._repeated: set[str] = set()
        self._name, self._texts = "", list[str]()

    @property
    def line(self) -> int:
        """The line that is being read."""
        return self._parser.CurrentLineNumber

    def read(self, chunk: bytes, *, last: bool) -> list[TextRow]:
        """The items that end in a part of the document. Raises: ExpatError, _Unwanted."""
        self._parser.Parse(chunk, last)
        self._read += len(chunk)
        if self._read - self._parser.CurrentByteIndex > 2 * LONGEST_ROW:
            raise _Unwanted("row_too_long", "rows_longest", "rows_unclosed")
        return self.take()

    def take(self) -> list[TextRow]:
        """The items that have ended since this was asked last."""
        rows, self._rows = self._rows, []
        return rows

    def declares_types(self, *_: object) -> None:
        """A DTD begins. Raises: _Unwanted."""
        raise _Unwanted("not_a_feed", "rows_formats", "rows_no_dtd")

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins. Raises: _Unwanted (the whole is no feed)."""
        self.open += 1
        if self.open == 1 and name not in ROOTS:
            raise _Unwanted("not_a_feed", "rows_formats", "rows_rss_or_atom")
        if not self._item_depth and name in ITEMS:
            self._item_depth, self._line, self._size = self.open, self._parser.CurrentLineNumber, 0
            self._google, self._plain, self._repeated = {}, {}, set()
        elif self._item_depth and self.open == self._item_depth + 1:
            is_page = name == f"{ATOM} link" and attributes.get("rel", "alternate") == "alternate"
            self._name, self._texts = name, [attributes.get("href", "")] if is_page else []

    def says(self, text: str) -> None:
        """Text stands in an element; that of an element inside one of the item's says nothing of the item."""
        if self._item_depth and self.open == self._item_depth + 1:
            self._size += len(text)
            if self._size > LONGEST_ROW:
                raise _Unwanted("row_too_long", "rows_longest", "rows_unclosed")
            self._texts.append(text)

    def ends(self, name: str) -> None:
        """An element ends; with an item, its row is whole."""
        self.open -= 1
        if not self._item_depth:
            return
        if self.open == self._item_depth:
            self._take_cell()
        elif self.open < self._item_depth:
            cells = self._plain | self._google
            self._rows.append(TextRow(self._line, tuple(cells), list(cells.values()), tuple(sorted(self._repeated))))
            self._item_depth = 0

    def _take_cell(self) -> None:
        space, _, name = self._name.rpartition(" ")
        text = "".join(self._texts).strip()
        if text and self._keep(name):
            cells = self._google if f"{space} ".endswith(GOOGLE) else self._plain
            if cells.setdefault(name, text) != text and cells is self._google:
                self._repeated.add(name)
