"""The fields of an object as texts, under whichever of their names; what was not asked for is counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

import tomli

from ..draft.problems import FieldPath
from ..rows.json_lines import text_of_value
from .words import TABLE

NOTHING: Final[tuple[object, ...]] = (None, "", [], {})
"""Values that say nothing."""


@cache
def json_names() -> Mapping[str, Any]:
    """What facts are called in JSON, from the table."""
    names: Mapping[str, Any] = tomli.loads(TABLE.read_text("utf-8"))["json"]
    return names


class JsonFields:
    """An object, and which of its fields were read."""

    def __init__(self, entry: Mapping[str, object], place: FieldPath) -> None:
        self._entry, self._place = entry, place
        self._read: set[str] = set()

    def text(self, *names: str) -> str:
        """The first text under some names; a value that is no text is a problem, and says nothing."""
        self._read.update(names)
        for name in names:
            value = self._entry.get(name)
            if value is None:
                continue
            text = text_of_value(value)
            if text is None:
                self._place.to(name).report("wrong_type", value, "rows_one_value")
            elif text:
                return text
        return ""

    def value(self, name: str) -> object:
        """The value under a name; None where there is none."""
        self._read.add(name)
        return self._entry.get(name)

    def inside(self, *names: str) -> JsonFields:
        """The first object under some names, or one without fields."""
        for name in names:
            if isinstance(value := self.value(name), dict):
                return JsonFields(value, self._place)
        return JsonFields({}, self._place)

    def has(self, name: str) -> bool:
        """Whether the object has a field, empty or not."""
        return name in self._entry

    def objects(self, name: str) -> Iterator[tuple[str, object]]:
        """What stands in a list with the place of each; in lists of GraphQL that are nodes, or edges around them."""
        value = self.value(name)
        if isinstance(value, dict):
            value = next((value[key] for key in ("nodes", "edges") if isinstance(value.get(key), list)), None)
        if isinstance(value, list):
            yield from ((f"{name}[{at}]", node_of(entry)) for at, entry in enumerate(value))
        elif value is not None:
            self._place.to(name).report("wrong_type", value, "shop_list")

    def not_read(self, prefix: str = "") -> tuple[str, ...]:
        """The names of the fields that say something and were not asked for."""
        return tuple(f"{prefix}{n}" for n, value in self._entry.items() if n not in self._read and value not in NOTHING)


def node_of(entry: object) -> object:
    """What an edge of GraphQL leads to; all else as it is.

    >>> node_of({"node": {"title": "Calf"}, "cursor": "x"})
    {'title': 'Calf'}
    """
    return entry["node"] if isinstance(entry, dict) and "node" in entry else entry
