"""The phrases that were found in one text, by group and by place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from .phrases import PhraseMatch

MOST_WEIGHED: Final = 20
"""So many matches of a group are looked at for one phrase."""


class MatchIndex:
    """The matches of one text.

    Every look-up is by key or by bisection, so that a hostile text costs little, and its table is made when a look-up
    first needs it: most texts need none.
    """

    def __init__(self, matches: Iterable[PhraseMatch]) -> None:
        """Take in the matches of a text, those of a group in order: the first that begins at a word is the longest."""
        self._groups: dict[str, list[PhraseMatch]] = {}
        for match in matches:
            self._groups.setdefault(match.group, []).append(match)

    @cached_property
    def _firsts(self) -> dict[str, list[int]]:
        return {group: [match.first for match in matches] for group, matches in self._groups.items()}

    @cached_property
    def _end_by_first(self) -> dict[str, dict[int, int]]:
        return {g: {m.first: m.end for m in reversed(matches)} for g, matches in self._groups.items()}

    @cached_property
    def _first_by_end(self) -> dict[str, dict[int, int]]:
        return {g: {m.end: m.first for m in reversed(matches)} for g, matches in self._groups.items()}

    def has(self, groups: Iterable[str]) -> bool:
        """Whether the text holds a phrase of any group."""
        return not self._groups.keys().isdisjoint(groups)

    def words_of(self, groups: Iterable[str]) -> set[int]:
        """The words that lie in a phrase of any group."""
        return {at for g in groups for match in self._groups.get(g, ()) for at in range(match.first, match.end)}

    def firsts(self, group: str) -> list[int]:
        """The words that phrases of a group begin at, in order."""
        return self._firsts.get(group, [])

    def begins(self, group: str, first: int, end: int) -> bool:
        """Whether a phrase of a group begins at a word from `first` up to (not with) `end`."""
        firsts = self.firsts(group)
        at = bisect_left(firsts, first)
        return at < len(firsts) and firsts[at] < end

    def within(self, group: str, first: int, end: int) -> list[PhraseMatch]:
        """The phrases of a group in a stretch of words: those among the last `MOST_WEIGHED` begun there."""
        firsts = self.firsts(group)
        low, high = bisect_left(firsts, first), bisect_left(firsts, end)
        if low == high:
            return []
        return [match for match in self._groups[group][max(low, high - MOST_WEIGHED) : high] if match.end <= end]

    def ends_at(self, group: str, at: int) -> bool:
        """Whether a phrase of a group ends right before word `at`."""
        return at in self._first_by_end.get(group, ())

    def end_from(self, groups: Iterable[str], at: int) -> int:
        """Where the longest phrase of any group ends that begins at word `at`; `at` where none does."""
        ends = self._end_by_first
        return max((ends[group].get(at, at) for group in groups if group in ends), default=at)

    def start_to(self, groups: Iterable[str], at: int) -> int:
        """Where the longest phrase of any group begins that ends right before word `at`; `at` where none does."""
        firsts = self._first_by_end
        return min((firsts[group].get(at, at) for group in groups if group in firsts), default=at)

    def overlaps(self, groups: tuple[str, ...], match: PhraseMatch, reach: int) -> bool:
        """Whether a phrase of any group, begun at most `reach` words before a match, shares a word with it."""
        starts = range(max(0, match.first - reach), match.end)
        return self.has(groups) and any(self.end_from(groups, at) > max(at, match.first) for at in starts)
