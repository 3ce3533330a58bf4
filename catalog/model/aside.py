"""What a record carries beside its fields and is not compared by."""

from __future__ import annotations

from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Aside(dict[Key, Value], Generic[Key, Value]):
    """A mapping that is no part of what its holder is: all asides are equal, and none is printed."""

    __hash__ = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Aside)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __repr__(self) -> str:
        return "Aside()"
