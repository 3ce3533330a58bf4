"""What expat calls while it reads a merchant feed: items are gathered element by element."""

from __future__ import annotations

from functools import lru_cache
from html.entities import html5
from typing import Final, NamedTuple
from xml.parsers import expat

from .row import LONGEST_ROW, Keep

ENDS: Final = ("base.google.com/ns/1.0 ", "g:")
"""How what stands before the name of a `g:` element ends: the namespace is written with http and with https."""
ITEMS: Final = frozenset({"item", "entry"})
ROOTS: Final = frozenset({"rss", "feed", "RDF"})
DEEPEST: Final = 100


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
    number: int = 1
    """Which of the items that begin on its line it is: many shops write a whole feed in one line."""

    @property
    def place(self) -> str:
        """Where the item stands.

        >>> FeedItem(7, []).place, FeedItem(1, [], 3).place
        ('line 7', 'line 1: item 3')
        """
        return item_place(self.line, self.number)


def item_place(line: int, number: int) -> str:
    """The place of an item on a line; the first of a line is found by the line alone."""
    return f"line {line}: item {number}" if number > 1 else f"line {line}"


class UnwantedXml(Exception):
    """Something in the document that cannot be read: a code, what was expected, what to do, a limit, and the line."""


@lru_cache(maxsize=1024)
def _local(name: str) -> str:
    """The name of an element without its namespace or prefix.

    >>> _local("http://base.google.com/ns/1.0 price"), _local("g:price")
    ('price', 'price')
    """
    return name.rpartition(" ")[2].rpartition(":")[2]


class XmlItems:
    """What expat calls while it reads: an item is gathered element by element, and kept until it is taken."""

    def __init__(self, keep: Keep, line: int, head: int, before: tuple[int, int] = (0, 0)) -> None:
        self.first = self.place = self.count = 0
        """Where the first item begins behind the start, how far was read behind `head`, and the number of items."""
        self.line = line
        """The line where reading stopped."""
        self.item = -1
        """Where the item begins in which reading stopped, behind `head`; below 0 where it was in none."""
        self._keep, self._shift, self._head = keep, line - 1, head
        self._items = list[FeedItem]()
        self.item_line, self.item_number = before
        """The line where the last item begins, which one of that line it is; at first those of the item before."""
        self._open = self._item_at = self._size = self._read = 0
        self._inside = -1
        """How many elements are open inside an item; below 0 outside of one."""
        self._elements = list[FeedElement]()
        self._is_wanted = False
        self._name, self._part = "", ""
        self._texts, self._inner, self._part_texts = list[str](), list[str](), list[str]()
        self._parts = list[tuple[str, str]]()

    def begin(self, encoding: str | None, separator: str | None) -> XmlItems:
        """Make a parser that calls this. Raises: LookupError, ValueError (an encoding that Python does not know)."""
        self._parser = parser = expat.ParserCreate(encoding, separator)
        parser.UseForeignDTD()  # names of characters that HTML alone has are no error then
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self.begins, self.ends
        parser.CharacterDataHandler, parser.SkippedEntityHandler = self.says, self.names
        parser.StartDoctypeDeclHandler = self.declares_types
        return self

    def read(self, chunk: bytes, *, last: bool = False) -> list[FeedItem]:
        """The items that end in a part of the document. Raises: ExpatError, UnwantedXml."""
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as error:
            self._stop_at(self._parser.ErrorByteIndex, error.lineno)
            raise
        self._read += len(chunk)
        if self._read - self._parser.CurrentByteIndex > 2 * LONGEST_ROW:
            raise self._too_long()
        return self.take()

    def _stop_at(self, index: int, line: int) -> None:
        self.place, self.line = max(index - self._head, 0), line + self._shift
        self.item = self._item_at - self._head if self._inside >= 0 else -1

    def _refused(self, code: str, expected: str, hint: str, most: int = 0, line: int = 0) -> UnwantedXml:
        """What to raise where the parser stands; behind that it reads on without telling anybody."""
        self._stop_at(self._parser.CurrentByteIndex, self._parser.CurrentLineNumber)
        return UnwantedXml(code, expected, hint, most, line or self.line)

    def _too_long(self) -> UnwantedXml:
        return self._refused("row_too_long", "rows_longest", "rows_unclosed", LONGEST_ROW)

    def take(self) -> list[FeedItem]:
        """The items that have ended since this was asked last."""
        items, self._items = self._items, []
        self.count += len(items)
        return items

    def declares_types(self, _: str, system: str | None, public: str | None, has_own: int) -> None:
        """The type of the document is named. Raises: UnwantedXml (with declarations of its own, or those of a file)."""
        if has_own or (system and not public):
            raise self._refused("not_a_feed", "rows_formats", "rows_no_dtd")

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins. Raises: UnwantedXml (the whole is no feed, an item is not closed, all too deep)."""
        self._open += 1
        if self._open > DEEPEST:
            raise self._refused("too_deep", "tables_depth", "rows_unclosed", DEEPEST)
        if self._inside < 0:
            self._begin_outside(_local(name))
            return
        self._inside += 1
        if self._inside == 1:
            self._begin_element(name, attributes)
        elif self._is_wanted and self._inside == 2:
            self._inner = self._inner or self._texts.copy()
            self._part, self._part_texts = _local(name), []

    def _begin_outside(self, local: str) -> None:
        if self._open == 1 and local not in ROOTS:
            raise self._refused("not_a_feed", "rows_formats", "rows_rss_or_atom")
        if local in ITEMS:
            line = self._parser.CurrentLineNumber + self._shift
            self.item_number = self.item_number + 1 if line == self.item_line else 1
            self._inside, self.item_line, self._size = 0, line, 0
            self._elements = []
            self._item_at = self._parser.CurrentByteIndex
            self.first = self.first or self._item_at

    def _begin_element(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if local in ITEMS:
            raise self._refused("not_closed", "rows_closed_item", "rows_unclosed", line=self.item_line)
        self._is_wanted = self._keep(local)
        if self._is_wanted:
            is_page = local == "link" and attributes.get("rel", "alternate") == "alternate"
            self._name, self._texts = name, [attributes.get("href", "")] if is_page else []
            self._inner, self._parts = [], []
            self._count(len(name))

    def _count(self, characters: int) -> None:
        self._size += characters
        if self._size > LONGEST_ROW:
            raise self._too_long()

    def says(self, text: str) -> None:
        """Text stands in an element. Raises: UnwantedXml (an item that has too much of it)."""
        if not self._is_wanted:
            return
        self._count(len(text))
        (self._texts if self._inside == 1 else self._part_texts).append(text)
        if self._inner or self._inside > 1:
            self._inner.append(text)

    def names(self, entity: str, _: bool) -> None:
        """A character stands there by a name that XML does not know; as it is written where HTML knows none either."""
        self.says(html5.get(f"{entity};", f"&{entity};"))

    def ends(self, name: str) -> None:
        """An element ends; with an item, it is whole."""
        self._open -= 1
        if self._inside < 0:
            return
        self._inside -= 1
        if self._inside < 0:
            self._items.append(FeedItem(self.item_line, self._elements, self.item_number))
        elif not self._is_wanted:
            return
        elif self._inside == 0:
            self._is_wanted = False
            self._take_element()
        elif self._inside == 1:
            self._parts.append((self._part, "".join(self._part_texts).strip()))
            self._inner.append(" ")

    def _take_element(self) -> None:
        name, text = _local(self._name), "".join(self._texts).strip()
        is_google = self._name.removesuffix(name).endswith(ENDS)
        if not self._parts:
            self._elements.append(FeedElement(name, text, is_google))
            return
        whole = " ".join("".join(self._inner).split())
        self._elements.append(FeedElement(name, text, is_google, tuple(self._parts), whole))
