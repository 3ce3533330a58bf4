"""What was worked out of words, remembered: texts repeat their words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class WordMemory(dict[str, T]):
    """What `work_out` says of each word that was asked for; emptied where it holds `most` words.

    To look a word up takes half of the time of `functools.lru_cache`, which keeps the order of all look-ups.
    """

    def __init__(self, work_out: Callable[[str], T], most: int) -> None:
        self._work_out, self._most = work_out, most

    def __missing__(self, word: str) -> T:
        if len(self) >= self._most:
            self.clear()
        value = self[word] = self._work_out(word)
        return value
