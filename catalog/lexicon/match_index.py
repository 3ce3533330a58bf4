"""The phrases that were found in one text, by group and by place."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from operator import attrgetter
from typing import Final

from .once import once
from .phrases import PhraseMatch

MOST_WEIGHED: Final = 20
"""So many matches of a group are looked at for one phrase."""


class MatchIndex:
    """The matches of one text.

    Every look-up is by key or by bisection, so that a hostile text costs little, and its table is made when a look-up
    first needs it: most texts need none.
    """

    def __init__(self, matches: Iterable[PhraseMatch]) -> None:
        """Take in the matches of a text, those of a group in order of the words that they begin at."""
        self._groups: dict[str, list[PhraseMatch]] = defaultdict(list)
        for match in matches:
            self._groups[match.group].append(match)
        self._firsts: dict[str, list[int]] = {}

    @once
    def _by_first(self) -> dict[int, list[PhraseMatch]]:
        """The matches by the word that they begin at."""
        return self._by_word(attrgetter("first"))

    @once
    def _by_end(self) -> dict[int, list[PhraseMatch]]:
        """The matches by the word that they end before."""
        return self._by_word(attrgetter("end"))

    def _by_word(self, word_of: Callable[[PhraseMatch], int]) -> dict[int, list[PhraseMatch]]:
        by_word: dict[int, list[PhraseMatch]] = defaultdict(list)
        for matches in self._groups.values():
            for match in matches:
                by_word[word_of(match)].append(match)
        return by_word

    def has(self, groups: Iterable[str]) -> bool:
        """Whether the text holds a phrase of any group."""
        return not self._groups.keys().isdisjoint(groups)

    def of(self, group: str) -> Sequence[PhraseMatch]:
        """The phrases of a group, in order."""
        return self._groups.get(group, ())

    def words_of(self, groups: Iterable[str]) -> set[int]:
        """The words that lie in a phrase of any group."""
        return {at for g in groups for match in self.of(g) for at in range(match.first, match.end)}

    def firsts(self, group: str) -> list[int]:
        """The words that phrases of a group begin at, in order."""
        firsts = self._firsts.get(group)
        if firsts is None:
            firsts = self._firsts[group] = [match.first for match in self.of(group)]
        return firsts

    def begins(self, group: str, first: int, end: int) -> bool:
        """Whether a phrase of a group begins at a word from `first` up to (not with) `end`."""
        if group not in self._groups:
            return False
        firsts = self.firsts(group)
        at = bisect_left(firsts, first)
        return at < len(firsts) and firsts[at] < end

    def within(self, group: str, first: int, end: int) -> list[PhraseMatch]:
        """The phrases of a group in a stretch of words: those among the last `MOST_WEIGHED` begun there."""
        if group not in self._groups:
            return []
        firsts = self.firsts(group)
        low, high = bisect_left(firsts, first), bisect_left(firsts, end)
        if low == high:
            return []
        return [match for match in self._groups[group][max(low, high - MOST_WEIGHED) : high] if match.end <= end]

    def holds(self, group: str) -> bool:
        """Whether the text holds a phrase of a group."""
        return group in self._groups

    def ends_at(self, group: str, at: int) -> bool:
        """Whether a phrase of a group ends right before word `at`."""
        return any(match.group == group for match in self._by_end.get(at, ()))

    def end_from(self, groups: Container[str], at: int) -> int:
        """Where the longest phrase of any group ends that begins at word `at`; `at` where none does."""
        end = at
        for match in self._by_first.get(at, ()):
            if match.end > end and match.group in groups:
                end = match.end
        return end

    def start_to(self, groups: Container[str], at: int) -> int:
        """Where the longest phrase of any group begins that ends right before word `at`; `at` where none does."""
        start = at
        for match in self._by_end.get(at, ()):
            if match.first < start and match.group in groups:
                start = match.first
        return start

    def overlaps(self, groups: tuple[str, ...], match: PhraseMatch, reach: int) -> bool:
        """Whether a phrase of any group, begun at most `reach` words before a match, shares a word with it."""
        starts = range(max(0, match.first - reach), match.end)
        return self.has(groups) and any(self.end_from(groups, at) > max(at, match.first) for at in starts)
