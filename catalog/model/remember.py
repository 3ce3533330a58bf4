"""Facts worked out once for an object that never changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Found = TypeVar("Found")


class Remembered(Generic[Key, Found]):
    """What a function says of an immutable object, kept by the object's identity.

    Hashing a whole chart costs more than judging it, so identity is the key; the object is held
    as long as the entry, so an identity cannot come back as another object. When `most` objects
    are kept, all are let go and worked out again on demand.
    """

    __slots__ = ("_kept", "_make", "_most")

    def __init__(self, make: Callable[[Key], Found], most: int) -> None:
        self._make = make
        self._most = most
        self._kept: dict[int, tuple[Key, Found]] = {}

    def __call__(self, key: Key) -> Found:
        """What the function says of the object, worked out the first time."""
        kept = self._kept.get(id(key))
        if kept is not None:
            return kept[1]
        found = self._make(key)
        if len(self._kept) >= self._most:
            self._kept = {}
        self._kept[id(key)] = (key, found)
        return found

    def keep(self, keys: Iterable[Key]) -> None:
        """Let go of every object but these: those of a catalog that is no longer in force."""
        wanted = {id(key) for key in keys}
        self._kept = {at: kept for at, kept in list(self._kept.items()) if at in wanted}
