"""The objects of a list in a JSON document, one after the other, so that a large document never stands in memory."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from io import TextIOWrapper
from typing import BinaryIO, Final, cast

from ..draft.problems import FieldPath
from .json_lines import NamedTwice, named_once
from .row import LONGEST_ROW
from .text_encoding import MARKS, STRAY, wide_without_mark

PART: Final = 1 << 18
"""Characters that are read at once."""
LONGEST_ITEM: Final = 8 * LONGEST_ROW
DEEPEST: Final = 8
"""How far the list of items may stand inside other objects."""
TOKENS: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]"]', re.DOTALL)
"""Texts, brackets, and a quote that is not closed."""
BLANKS: Final = re.compile(r"[\s\ufeff]*")
BESIDE: Final = re.compile(r"[^,\]}]*")


class _Broken(Exception):
    """The text is no JSON where it is read; `is_cut` where it ends before it could be."""

    def __init__(self, *, is_cut: bool) -> None:
        super().__init__()
        self.is_cut = is_cut


class JsonText:
    """A JSON text that is read from its beginning to its end, a part at a time."""

    def __init__(self, text: TextIOWrapper) -> None:
        self._text, self._buffer, self._at = text, "", 0
        self._decoder = json.JSONDecoder(
            parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=named_once, strict=False
        )

    def peek(self) -> str:
        """The next character that is not blank; empty at the end."""
        while True:
            self._at = cast("re.Match[str]", BLANKS.match(self._buffer, self._at)).end()
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._more():
                return ""

    def pass_over(self, *characters: str) -> str:
        """Go behind the next character, which has to be one of some. Raises: _Broken."""
        character = self.peek()
        if character not in characters:
            raise _Broken(is_cut=not character)
        self._at += 1
        return character

    def value(self) -> object:
        """The next value, its figures as texts. Raises: _Broken, NamedTwice; the text stays where the value begins."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._at)
            except (NamedTwice, RecursionError):
                raise
            except ValueError:
                if len(self._buffer) - self._at > LONGEST_ITEM or not self._more():
                    raise _Broken(is_cut=not self._has_end()) from None
            else:
                if end < len(self._buffer) or not self._more():
                    self._at = end
                    return cast("object", value)

    def pass_over_value(self) -> bool:
        """Go behind the next value, whatever is wrong inside; False where the text ends before."""
        while (end := self._end_of_value()) < 0:
            if not self._more():
                return False
        self._at = end
        return True

    def _has_end(self) -> bool:
        return self._end_of_value() >= 0

    def _end_of_value(self) -> int:
        """Where the next value ends by its brackets; -1 where that has not been read yet."""
        if self._buffer[self._at : self._at + 1] not in ("{", "["):
            end = cast("re.Match[str]", BESIDE.match(self._buffer, self._at)).end()
            return end if end < len(self._buffer) else -1
        depth = 0
        for token in TOKENS.finditer(self._buffer, self._at):
            if token[0] == '"':
                return -1
            depth += token[0] in "{["
            depth -= token[0] in "}]"
            if not depth:
                return token.end()
        return -1

    def _more(self) -> bool:
        """Read on; False at the end. What was read already is let go."""
        part = self._text.read(max(PART, len(self._buffer) - self._at))
        if part:
            self._buffer, self._at = self._buffer[self._at :] + part, 0
        return bool(part)


def json_items(
    file: BinaryIO, place: FieldPath, *, lists: Collection[str], items: Collection[str], around: Collection[str]
) -> Iterator[tuple[int, object]]:
    """The items of a document, numbered from 0; several documents may follow one another.

    Items are what stands in a list, or in a list under one of the names of `lists`, the value of one of `items`, and an
    object that has none of these names itself; objects named in `around` and `lists` may hold them, too. An item that
    is no JSON is a problem, and passed over. Figures are texts.
    """
    file.seek(0)
    start = file.read(4)
    marked = next((encoding for mark, encoding in MARKS.items() if start.startswith(mark)), "")
    file.seek(0)
    text = TextIOWrapper(file, marked or wide_without_mark(start) or "utf-8", "replace" if marked else STRAY)
    try:
        yield from _Items(JsonText(text), place, (*lists,), (*items,), (*around, *lists)).read()
    finally:
        if not file.closed:
            text.detach()


class _Items:
    """One reading of the items of a file."""

    def __init__(
        self, text: JsonText, place: FieldPath, lists: tuple[str, ...], items: tuple[str, ...], around: tuple[str, ...]
    ) -> None:
        self._text, self._place, self._lists, self._items, self._around = text, place, lists, items, around
        self._number = 0

    def read(self) -> Iterator[tuple[int, object]]:
        """The items of all documents; where a document is broken that is reported, and the end."""
        try:
            while self._text.peek():
                yield from self._values()
                if self._text.peek() == ",":
                    self._text.pass_over(",")
        except _Broken as broken:
            self._report(is_cut=broken.is_cut)
        except (NamedTwice, RecursionError):
            self._report(is_cut=False)

    def _values(self) -> Iterator[tuple[int, object]]:
        """The items of the next document, which has to be a list or an object. Raises: _Broken."""
        if self._text.peek() == "[":
            yield from self._list()
        elif self._text.peek() == "{":
            yield from self._object(1)
        else:
            raise _Broken(is_cut=False)

    def _list(self) -> Iterator[tuple[int, object]]:
        self._text.pass_over("[")
        if self._text.peek() == "]":
            self._text.pass_over("]")
            return
        while True:
            yield from self._item()
            if self._text.pass_over(",", "]") == "]":
                return

    def _item(self) -> Iterator[tuple[int, object]]:
        """The next value as an item; none where it is no JSON. Raises: _Broken (the text ends inside)."""
        here = self._place.to(f"products[{self._number}]")
        try:
            item = self._text.value()
        except NamedTwice as twice:
            here.to(str(twice)).report("two_columns", str(twice), "feed_one_column", "feed_keep_one")
            self._pass_over()
        except (_Broken, RecursionError) as error:
            if isinstance(error, _Broken) and error.is_cut:
                raise
            here.report("not_json", None, "rows_object", "shop_item_left_out")
            self._pass_over()
        else:
            for one in self._in_page(item):
                yield self._number, one
                self._number += 1
            return
        self._number += 1

    def _in_page(self, item: object) -> list[object]:
        """The items of an entry of a list that is a page with a list of its own; else the entry alone."""
        pages = [item[name] for name in self._lists if name in item] if isinstance(item, dict) else []
        lists = [page for page in pages if isinstance(page, list)]
        return [one for page in lists for one in page] if lists else [item]

    def _pass_over(self) -> None:
        if not self._text.pass_over_value():
            raise _Broken(is_cut=True)

    def _object(self, depth: int) -> Iterator[tuple[int, object]]:
        """The items in an object, or the object itself where it has none of the names. Raises: _Broken, NamedTwice."""
        self._text.pass_over("{")
        own: dict[str, object] = {}
        is_item = depth == 1
        while self._text.peek() != "}":
            name = self._text.value()
            if not isinstance(name, str):
                raise _Broken(is_cut=False)
            self._text.pass_over(":")
            if self._holds(name, depth):
                is_item = False
                yield from self._inside(name, depth)
            else:
                own[name] = self._text.value()
            if self._text.peek() == ",":
                self._text.pass_over(",")
        self._text.pass_over("}")
        if is_item and own:
            yield self._number, own
            self._number += 1

    def _holds(self, name: str, depth: int) -> bool:
        """Whether the next value is an item or holds items."""
        follows = self._text.peek()
        if follows == "[":
            return name in self._lists
        return follows == "{" and (name in self._items or (name in self._around and depth < DEEPEST))

    def _inside(self, name: str, depth: int) -> Iterator[tuple[int, object]]:
        if self._text.peek() == "[":
            return self._list()
        return self._item() if name in self._items else self._object(depth + 1)

    def _report(self, *, is_cut: bool) -> None:
        here = self._place.to(f"products[{self._number}]")
        if is_cut:
            here.report("cut_off", None, "shop_json_closed", "rows_whole_again")
        else:
            here.report("not_json", None, "shop_json", "rows_not_a_page", example=EXAMPLE)


EXAMPLE: Final = '{"products": [{"title": "…", "variants": […]}]}'
