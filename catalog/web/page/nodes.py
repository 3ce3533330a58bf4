"""Nodes that the widget makes of data: a text, or a tag with its attributes and children; never markup.

The widget creates each node by itself and takes no attribute that could run anything, so texts of a catalog stay texts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

Node: TypeAlias = "str | list[Any]"
"""A text, or `[tag, {attribute: value}, child, …]`."""


def node(tag: str, *children: Node | None, **attributes: str | float | None) -> Node:
    """Make a node; children and attributes that are None are left out, and `_` in a name stands for `-`.

    >>> node("p", "Size M", class_="name", aria_hidden="true")
    ['p', {'class': 'name', 'aria-hidden': 'true'}, 'Size M']
    """
    named = {name.rstrip("_").replace("_", "-"): str(value) for name, value in attributes.items() if value is not None}
    return [tag, named, *(child for child in children if child is not None)]


def texts(sentences: Iterable[str], tag: str = "p") -> list[Node]:
    """A node for each sentence, each once."""
    return [node(tag, sentence) for sentence in dict.fromkeys(sentences)]


def note(kind: str, *children: Node | None) -> Node:
    """A note that can be given the focus; `kind` are its classes, and a `bad` one is read out at once."""
    alert = "alert" if "bad" in kind.split() else None
    return node("div", *children, class_=f"note {kind}", part=kind, tabindex=-1, role=alert)


def row(*children: Node | None) -> Node:
    """Nodes side by side."""
    return node("div", *children, class_="row")


def details(summary: str, kind: str, *children: Node | None) -> Node:
    """What stands behind a word that can be opened."""
    return node("details", node("summary", summary), node("div", *children, class_="fields"), part=kind, class_=kind)
