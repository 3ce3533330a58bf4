"""The items of a page in microdata, as nodes with the same names that JSON-LD has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .json_ld import VOCABULARY, Node

DEEPEST: Final = 20
MOST_ITEMS: Final = 5_000
SOURCES: Final = {
    "meta": "content", "a": "href", "area": "href", "link": "href", "img": "src", "source": "src", "iframe": "src",
    "embed": "src", "audio": "src", "video": "src", "track": "src", "object": "data", "data": "value", "meter": "value",
    "time": "datetime",
}  # fmt: skip
"""The attribute that has the value of an element; of all others it is their text."""
WITH_MARKUP: Final = "description"
"""The property whose elements are kept, for a size table may stand in them."""


def microdata_nodes(page: LexborHTMLParser) -> list[Node]:
    """The items of a page that are no property of another one, in order."""
    return Microdata(page).nodes()


class Microdata:
    """The items of one page while they are read."""

    def __init__(self, page: LexborHTMLParser) -> None:
        self._page = page
        self._items = 0

    def nodes(self) -> list[Node]:
        """The items on their own."""
        elements = self._page.css("[itemscope]")
        return [self._node(element, 0) for element in elements if "itemprop" not in element.attributes]

    def _node(self, element: LexborNode, depth: int) -> Node:
        self._items += 1
        types = [VOCABULARY.sub("", name) for name in (element.attributes.get("itemtype") or "").split()]
        node: Node = {"@type": types, **({"@id": own} if (own := element.attributes.get("itemid")) else {})}
        if depth >= DEEPEST or self._items > MOST_ITEMS:
            return node
        for part in self._parts(element):
            value = self._value(part, depth)
            for name in (part.attributes.get("itemprop") or "").split():
                values = node.setdefault(VOCABULARY.sub("", name), [])
                if isinstance(values, list) and value not in ("", *values):
                    values.append(value)
        return node

    def _parts(self, element: LexborNode) -> Iterator[LexborNode]:
        """The elements that are properties of an item: those in it, and in elements that it names by their id."""
        waiting = [*element.iter()][::-1]
        for name in (element.attributes.get("itemref") or "").split():
            waiting = [e for e in self._page.css("[id]") if e.attributes.get("id") == name][:1] + waiting
        while waiting:
            child = waiting.pop()
            if "itemprop" in child.attributes:
                yield child
            if "itemscope" not in child.attributes:
                waiting += [*child.iter()][::-1]

    def _value(self, element: LexborNode, depth: int) -> object:
        attributes = element.attributes
        if "itemscope" in attributes:
            return self._node(element, depth + 1)
        named = attributes.get(SOURCES.get(element.tag or "", ""))
        value = named if named is not None else attributes.get("content")
        if value is not None:
            return value.strip()
        if WITH_MARKUP in (attributes.get("itemprop") or "").split():
            return (element.inner_html or "").strip()
        return " ".join((element.text(separator=" ") or "").split())
