"""The words of `words.toml`, and where they stand in a text. A phrase is written as that file says at its top."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import tomli
from msgspec import Struct

from ...model.word_memory import WordMemory
from ..size_table.word_list import QUOTED, QUOTES, folded

TABLE: Final = Path(__file__).with_name("words.toml")
WORD: Final = re.compile(r"[^\W_]+")
PLAIN: Final = "".join(c.lower() if c.isalnum() else " " for c in map(chr, range(128)))
"""By its number, what each letter of ASCII becomes where the words of a text are parted: faster than a pattern is."""
DIGIT: Final = re.compile(r"\d")
UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue"})
SIGNS: Final = re.compile("[\u2000-\u206f]+")
"""Dashes, quotes, bullets and blanks, which stand in no word: many a text is plain without them."""
GAP: Final = 3
"""`..` stands for at most so many words."""
FEW: Final = 2
SEARCHED: Final = (
    "garment", "leg", "footless", "short_sock", "purpose", "unclear", "other", "compression", "compression_in_title",
    "children", "breathable",
)  # fmt: skip
"""The sections whose phrases are looked for in the texts of every product."""
WORDS_REMEMBERED: Final = 20_000
TEXTS_REMEMBERED: Final = 16
SEARCHES_REMEMBERED: Final = 64
ACCENTS: Final = re.compile("[\u0300-\u036f]+")


class WordSlot(Struct, frozen=True):
    """One word of a phrase: what it may be, begin with, end with or hold."""

    exact: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    stems: tuple[str, ...]
    gap: int = 0
    """How many other words may stand before it."""

    def takes(self, word: str) -> bool:
        """Whether a folded word may stand here."""
        return (
            word in self.exact
            or (bool(self.starts) and word.startswith(self.starts))
            or (bool(self.ends) and word.endswith(self.ends))
            or any(stem in word for stem in self.stems)
        )


class GroupPhrase(Struct, frozen=True):
    """A phrase and the group that it is listed under."""

    group: str
    first: WordSlot
    rest: tuple[WordSlot, ...]


class GroupMatch(Struct, frozen=True):
    """A phrase in a text: words `first` up to (not with) `end`."""

    group: str
    first: int
    end: int


class PhraseGroups:
    """Phrases by group; a word is looked up once, for exports say the same few of every product.

    Where the phrases are those of some `sections`, it is asked once for all sections which of them a text can hold:
    few texts hold a phrase of more than two, and to look for each took three times as long.
    """

    def __init__(self, groups: Mapping[str, Iterable[str]], sections: Iterable[str] = ()) -> None:
        self._sections = frozenset(sections)
        self._phrases = tuple(p for group, texts in groups.items() for text in texts for p in _phrases(group, text))
        self._begun = WordMemory(self._begun_by, WORDS_REMEMBERED).__getitem__
        self._by_word: dict[str, list[GroupPhrase]] = {}
        for phrase in self._phrases:
            for word in phrase.first.exact:
                self._by_word.setdefault(word, []).append(phrase)
        firsts = [phrase.first for phrase in self._phrases]
        self._starts = tuple({text for slot in firsts for text in slot.starts})
        self._ends = tuple({text for slot in firsts for text in slot.ends})
        self._has_figures = any(DIGIT.search(t) for s in firsts for t in (*s.starts, *s.ends, *s.stems))
        stems = sorted({re.escape(text) for slot in firsts for text in slot.stems})
        self._stems = re.compile("|".join(stems) or "(?!)")

    def all_in(self, words: tuple[str, ...]) -> list[GroupMatch]:
        """Every phrase among folded words, in order of its first word."""
        if self._sections and self._sections.isdisjoint(sections_begun(words)):
            return []
        matches = []
        for at, begun in enumerate(map(self._begun, words)):
            for phrase in begun:
                if end := _end(phrase.rest, words, at + 1) if phrase.rest else at + 1:
                    matches.append(GroupMatch(phrase.group, at, end))
        return matches

    def longest_in(self, words: tuple[str, ...]) -> list[GroupMatch]:
        """The longest phrase at each place, from left to right, none over words of the one before."""
        matches = self.all_in(words)
        if len(matches) < FEW:
            return matches
        reached, longest = 0, []
        for match in sorted(matches, key=lambda m: (m.first, -m.end, m.group)):
            if match.first >= reached:
                reached = match.end
                longest.append(match)
        return longest

    def first_in(self, words: tuple[str, ...]) -> GroupMatch | None:
        """The first phrase among folded words, the longest there; None where there is none."""
        if self._sections and self._sections.isdisjoint(sections_begun(words)):
            return None
        for at, begun in enumerate(map(self._begun, words)):
            if begun and (ends := [(end, p.group) for p in begun if (end := _end(p.rest, words, at + 1))]):
                end, group = max(ends)
                return GroupMatch(group, at, end)
        return None

    def groups_begun(self, word: str) -> frozenset[str]:
        """The groups of the phrases whose first word it is."""
        return frozenset(phrase.group for phrase in self._begun_by(word))

    def _begun_by(self, word: str) -> tuple[GroupPhrase, ...]:
        """The phrases whose first word it is; most words, numbers of articles among them, begin none."""
        if not self._has_figures and word.isdecimal():
            return tuple(self._by_word.get(word, ()))
        if word.startswith(self._starts) or word.endswith(self._ends) or self._stems.search(word):
            return tuple(phrase for phrase in self._phrases if phrase.first.takes(word))
        return tuple(self._by_word.get(word, ()))


def _end(rest: tuple[WordSlot, ...], words: Sequence[str], at: int) -> int:
    """Where a phrase ends whose further words are looked for from `at` on; 0 where they are not there."""
    for slot in rest:
        last = min(at + slot.gap, len(words) - 1)
        while at <= last and not slot.takes(words[at]):
            at += 1
        if at > last:
            return 0
        at += 1
    return at


def _phrases(group: str, text: str) -> Iterator[GroupPhrase]:
    for spelling in dict.fromkeys((text, text.translate(UMLAUTS))):
        slots = list(_slots(folded(spelling).replace("-", " ").replace("'", " ").split()))
        yield GroupPhrase(group, slots[0], tuple(slots[1:]))


def _slots(texts: Iterable[str]) -> Iterator[WordSlot]:
    gap = 0
    for text in texts:
        if text == "..":
            gap = GAP
            continue
        words = text.split("|")
        yield WordSlot(
            frozenset(w for w in words if "*" not in w),
            tuple(w[:-1] for w in words if w.endswith("*") and not w.startswith("*")),
            tuple(w[1:] for w in words if w.startswith("*") and not w.endswith("*")),
            tuple(w.strip("*") for w in words if w.startswith("*") and w.endswith("*")), gap,
        )  # fmt: skip
        gap = 0


@lru_cache(maxsize=8192)
def words_in(text: str) -> tuple[str, ...]:
    """The words of a short text without capitals and accents; remembered.

    >>> words_in("Women's Run-Söckchen 3.0")
    ('women', 's', 'run', 'sockchen', '3', '0')
    """
    text = text if text.isascii() else SIGNS.sub(" ", text)
    return tuple(text.translate(PLAIN).split() if text.isascii() else WORD.findall(folded(text)))


@lru_cache(maxsize=TEXTS_REMEMBERED)
def words_of_text(text: str) -> tuple[str, ...]:
    """The same of a long text, without looking at each of its characters; remembered while one product is read.

    >>> words_of_text("Für Läufer • Nº 3")
    ('fur', 'laufer', 'nº', '3')
    """
    text = text if text.isascii() else SIGNS.sub(" ", text)
    if not text.isascii():
        text = text.translate(QUOTES) if QUOTED.search(text) else text
        text = ACCENTS.sub("", unicodedata.normalize("NFD", text).casefold())
    return tuple(text.translate(PLAIN).split() if text.isascii() else WORD.findall(text.lower()))


@cache
def word_lists() -> Mapping[str, Any]:
    """The whole file of words as it is written."""
    table: dict[str, Any] = tomli.loads(TABLE.read_text("utf-8"))
    return table


@cache
def groups_of(*sections: str) -> PhraseGroups:
    """The phrases of some sections of the file, each group under its own name."""
    groups: dict[str, list[str]] = {}
    for name in sections:
        for group, phrases in word_lists()[name].items():
            groups.setdefault(group, []).extend(phrases)
    return PhraseGroups(groups, sections if set(sections) <= set(SEARCHED) else ())


@lru_cache(maxsize=SEARCHES_REMEMBERED)
def sections_begun(words: tuple[str, ...]) -> frozenset[str]:
    """The sections of which a phrase may stand among folded words: those that a word of them begins one of.

    >>> sorted(sections_begun(words_in("Blue, for 12 days")))
    ['purpose']
    """
    return frozenset().union(*map(_sections().__getitem__, words))


@cache
def _sections() -> WordMemory[frozenset[str]]:
    """By word: the sections that it begins a phrase of."""
    return WordMemory(_searched().groups_begun, WORDS_REMEMBERED)


@cache
def _searched() -> PhraseGroups:
    """The phrases of every section that is looked for, each under the name of its section."""
    lists = word_lists()
    return PhraseGroups({name: [text for texts in lists[name].values() for text in texts] for name in SEARCHED})


def printed_words(text: str, match: GroupMatch) -> str:
    """The words of a match as they stand in the text.

    >>> printed_words("Run: Compression-Socks, 2 pairs", GroupMatch("sock", 1, 3))
    'Compression-Socks'
    """
    places = [m.span() for m in WORD.finditer(text)]
    if match.end > len(places):
        return " ".join(words_in(text)[match.first : match.end])
    return " ".join(text[places[match.first][0] : places[match.end - 1][1]].split())
