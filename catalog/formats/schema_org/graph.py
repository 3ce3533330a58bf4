"""The nodes of a page as one graph: put together by their `@id`, and what their properties say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from .json_ld import DEEPEST, VOCABULARY, Node, text_value

MOST_NODES: Final = 100_000
NAMING: Final = ("@value", "name", "value", "url", "contentUrl", "codeValue", "termCode", "@id")
"""Properties of a node that can stand for it where a text is wanted, the first that there is."""


class SchemaGraph:
    """All nodes of a page; a reference (`{"@id": …}`) leads to the node that says more."""

    def __init__(self, roots: Iterable[object]) -> None:
        self._roots = list(roots)
        self.is_too_deep = False
        """Whether something stands too deep, or behind too much, to be looked at."""
        self._nodes: dict[str, Node] = {}
        for node, _ in self.walk():
            name = text_value(node.get("@id"))
            if name and len(node) > 1:
                own = self._nodes.setdefault(name, node)
                for key, value in node.items() if own is not node else ():
                    own.setdefault(key, value)

    def walk(self) -> Iterator[tuple[Node, tuple[str, ...]]]:
        """Every node in order, with the names of the properties that lead to it."""
        waiting: list[tuple[object, tuple[str, ...], int]] = [(root, (), 0) for root in reversed(self._roots)]
        count = 0
        while waiting:
            value, path, depth = waiting.pop()
            if depth > DEEPEST or count > MOST_NODES:
                self.is_too_deep = True
            elif isinstance(value, list):
                waiting += [(entry, path, depth + 1) for entry in reversed(value) if isinstance(entry, dict | list)]
            elif isinstance(value, dict):
                count += 1
                yield value, path
                waiting += _inside(value, path, depth)

    def node(self, value: object) -> Node | None:
        """The node that a value is or refers to; None for a text that is no reference."""
        if not isinstance(value, dict):
            return self._nodes.get(value) if isinstance(value, str) else None
        name = text_value(value.get("@id"))
        return self._nodes.get(name, value) if name else value

    def nodes(self, node: Node, name: str) -> list[Node]:
        """The nodes of a property."""
        return [own for value in values_of(node, name) if (own := self.node(value)) is not None]

    def texts(self, node: Node, name: str) -> list[str]:
        """The texts of a property, each once; of a node what it is called."""
        if name not in node:
            return []
        texts = (self._text(value) for value in values_of(node, name))
        return list(dict.fromkeys(text for text in texts if text))

    def text(self, node: Node, *names: str) -> str:
        """The first text of the first property that has one."""
        return next((text for name in names for text in self.texts(node, name)), "")

    def _text(self, value: object) -> str:
        node = self.node(value) if isinstance(value, dict) else None
        if node is None:
            return text_value(value)
        return next((text for key in NAMING for entry in values_of(node, key) if (text := text_value(entry))), "")


def _inside(node: Node, path: tuple[str, ...], depth: int) -> list[tuple[object, tuple[str, ...], int]]:
    """What a node holds, last first."""
    return [
        (value, path if key == "@graph" else (*path, key), depth + 1)
        for key, value in reversed(node.items())
        if isinstance(value, dict | list)
    ]


def values_of(node: Node, name: str) -> list[object]:
    """The values of a property, as a list."""
    value = node.get(name)
    if isinstance(value, dict) and ("@list" in value or "@set" in value):
        value = value.get("@list", value.get("@set"))
    return value if isinstance(value, list) else [] if value is None else [value]


def types_of(node: Node) -> set[str]:
    """The types of a node, without the address of the vocabulary.

    >>> sorted(types_of({"@type": ["http://schema.org/Product", "Thing"]}))
    ['Product', 'Thing']
    """
    return {VOCABULARY.sub("", text_value(entry)) for entry in values_of(node, "@type")}


def last_part(text: str) -> str:
    """The name at the end of an address of schema.org; another text as it is.

    >>> last_part("https://schema.org/InStock"), last_part("female")
    ('InStock', 'female')
    """
    return VOCABULARY.sub("", text) if VOCABULARY.match(text) else text
