"""Phrases, and where they stand in a text; `lexicon_file.py` says how they are written and reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from math import inf
from typing import Final, TypeVar

from msgspec import Struct

from ..model.word_memory import WordMemory
from .tokens import LINE, TokenizedText

T = TypeVar("T")
HEAD: Final = 3
"""Phrases are looked up by so many letters of their first word; `word*` has at least as many."""
WORDS_REMEMBERED: Final = 20_000
LONGEST_REMEMBERED: Final = 40
"""Letters of a word whose phrases are remembered."""


class Slot(Struct, frozen=True):
    """One word of a phrase: the words and the beginnings that it accepts."""

    exact: frozenset[str]
    starts: tuple[str, ...]

    def takes(self, word: str) -> bool:
        """Whether a normalized word stands here."""
        return word in self.exact or (bool(self.starts) and word.startswith(self.starts))


class Phrase(Struct, frozen=True):
    """A phrase with the group and the language it is listed under."""

    group: str
    language: str
    first: Slot
    rest: tuple[tuple[Slot, int], ...] = ()
    """Every further slot, and how many other words may stand before it."""


class PhraseMatch(Struct, frozen=True):
    """A phrase in a text: words `first` up to (not with) `end`."""

    group: str
    language: str
    first: int
    end: int


Begun = tuple[tuple[tuple[str, str], ...], tuple[Phrase, ...]]
"""What a word begins: group and language of each phrase that it is or holds, and the longer phrases."""
LookUp = Callable[[str], Begun]
LookUpTwo = Callable[[str, str], tuple[Phrase, ...]]
NOTHING: Final[Begun] = ((), ())
"""What most words begin."""


class Lexicon:
    """All phrases of some lexicon files, found by the first letters of their first word or as stems inside words."""

    def __init__(self, phrases: Iterable[Phrase], stems: Mapping[str, Phrase]) -> None:
        self.phrases = tuple(phrases)
        self._by_head: dict[str, list[Phrase]] = {}
        for phrase in self.phrases:
            for head in {start[:HEAD] for start in (*phrase.first.exact, *phrase.first.starts)}:
                self._by_head.setdefault(head, []).append(phrase)
        self._stems = stems
        longest_first = sorted(stems, key=lambda stem: (-len(stem), stem))
        self._inside = re.compile("|".join(longest_first))
        self._shortest_stem = min(map(len, stems), default=inf)
        # Texts repeat their words: to look each up once takes a third off reading a catalog.
        self._remembered = WordMemory(self._begun_by, WORDS_REMEMBERED).__getitem__
        self._going_on = lru_cache(maxsize=WORDS_REMEMBERED)(self._begun_by_two)

    def matches(self, words: TokenizedText) -> list[PhraseMatch]:
        """Every phrase in a text, in order of its first word, the longest first."""
        matches: list[PhraseMatch] = []
        texts = words.words
        begun_by, going_on = self._lookups(words.longest)
        for at, begun in enumerate(map(begun_by, texts)):
            if begun is NOTHING:
                continue
            alone, longer = begun
            if longer and (phrases := going_on(texts[at], texts[at + 1] if at + 1 < len(texts) else "")):
                matches += _longest_first(phrases, words, at)
            for group, language in alone:
                matches.append(PhraseMatch(group, language, at, at + 1))
        return matches

    def _lookups(self, longest: int) -> tuple[LookUp, LookUpTwo]:
        """What looks up the phrases that a word, and two words, begin in a text whose words have so many letters."""
        if longest <= LONGEST_REMEMBERED:
            return self._remembered, self._going_on  # what nearly all texts are
        return _where_short(self._remembered, self._begun_by), _where_short(self._going_on, self._begun_by_two)

    def _begun_by(self, word: str) -> Begun:
        """The phrases that a word is or holds, and the longer ones that it begins; `NOTHING` where there are none."""
        may_hold = len(word) >= self._shortest_stem
        inside = [self._stems[match[0]] for match in self._inside.finditer(word)] if may_hold else []
        begun = [phrase for phrase in self._by_head.get(word[:HEAD], ()) if phrase.first.takes(word)]
        if not (inside or begun):
            return NOTHING
        alone = (*inside, *(p for p in begun if not p.rest))
        return tuple([(p.group, p.language) for p in alone]), tuple([p for p in begun if p.rest])

    def _begun_by_two(self, word: str, following: str) -> tuple[Phrase, ...]:
        """The longer phrases that a word begins and that can go on with the word behind it."""
        begun_by = self._remembered if len(word) <= LONGEST_REMEMBERED else self._begun_by
        return tuple([p for p in begun_by(word)[1] if p.rest[0][1] or p.rest[0][0].takes(following)])


def _where_short(remembered: Callable[..., T], anew: Callable[..., T]) -> Callable[..., T]:
    """What is remembered of words, but of very long ones, of which it is worked out anew."""
    return lambda *words: (remembered if max(map(len, words)) <= LONGEST_REMEMBERED else anew)(*words)


def _longest_first(phrases: Iterable[Phrase], words: TokenizedText, at: int) -> list[PhraseMatch]:
    """The phrases of several words that begin at a word, the longest first."""
    matches = []
    for phrase in phrases:
        end = _end(phrase.rest, words, at + 1)
        if end:
            matches.append(PhraseMatch(phrase.group, phrase.language, at, end))
    if len(matches) > 1:
        matches.sort(key=lambda match: -match.end)
    return matches


def _end(rest: tuple[tuple[Slot, int], ...], words: TokenizedText, at: int) -> int:
    """Where a phrase ends whose further slots are to be filled from word `at` on; 0 where they are not."""
    texts, breaks = words.words, words.breaks
    for slot, gap in rest:
        if not gap:
            if at >= len(texts) or breaks[at] > LINE or not slot.takes(texts[at]):
                return 0
            at += 1
            continue
        last = min(at + gap, len(texts) - 1)
        while at <= last and breaks[at] < LINE and not slot.takes(texts[at]):
            at += 1
        if at > last or breaks[at] >= LINE:
            return 0
        at += 1
    return at


def longest_matches(matches: Iterable[PhraseMatch], first_group: str = "") -> Iterator[PhraseMatch]:
    """The longest phrase at each place, from left to right, none over words of the one before.

    Of phrases over the same words one of `first_group` counts, else the first group by name.
    """
    reached = 0
    for match in sorted(matches, key=lambda m: (m.first, -m.end, m.group != first_group, m.group)):
        if match.first >= reached:
            reached = match.end
            yield match
