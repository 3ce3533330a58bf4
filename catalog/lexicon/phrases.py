r"""The phrases of a lexicon file, and where they stand in a text.

A lexicon file has a table for each group of phrases, and in it a list of phrases for each language, or a table of
phrases that each have a note. A phrase is words with a space between. Case and accents do not matter, hyphens are
spaces, and a German umlaut is found as `ae`, `oe`, `ue` as well. No phrase reaches over the end of a sentence.

`a|b` is either word, `word*` any word that begins so, and `word?` may be left out:

>>> from catalog.lexicon.tokens import tokenize
>>> def quotes(phrase, text):
...     words = tokenize(text)
...     matches = read_lexicon(f"[group]\nen = ['{phrase}']").matches(words)
...     return [words.quote(match.first, match.end, 100) for match in matches]
>>> quotes("firm|tight at the? ankle*", "Tight at the ankle. Firm at ankles!")
['Tight at the ankle', 'Firm at ankles']

`..` stands for up to four words of the same line, and `*stem*`, alone, for any word that holds it:

>>> quotes("covered .. insurance", "Covered in full by your insurance. Covered\n- by insurance")
['Covered in full by your insurance']
>>> quotes("*medizinprodukt*", "Ein Medizinprodukt, kein Nichtmedizinprodukte-Siegel")
['Medizinprodukt', 'Nichtmedizinprodukte']
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import product
from pathlib import Path
from typing import Final

import tomli
from msgspec import Struct

from .tokens import LINE, TokenizedText, normalized

NEGATION: Final = Path(__file__).with_name("negation.toml")
"""How texts deny, for every rule that reads words."""
HEAD: Final = 3
"""Phrases are looked up by so many letters of their first word; `word*` has at least as many."""
STEM: Final = 5
"""A stem found inside a word has at least so many letters."""
WORDS_REMEMBERED: Final = 20_000
LONGEST_REMEMBERED: Final = 40
"""Letters of a word whose phrases are remembered."""
GAP: Final = 4
"""`..` stands for at most so many words."""
MOST_WEIGHED: Final = 20
"""So many matches of a group are looked at for one phrase."""
UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue"})


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


Begun = tuple[tuple[Phrase, ...], tuple[Phrase, ...]]
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
        self._inside = re.compile("|".join(longest_first)) if stems else None
        # Texts repeat their words: to look each up once takes a third off reading a catalog.
        self._remembered = lru_cache(maxsize=WORDS_REMEMBERED)(self._begun_by)
        self._going_on = lru_cache(maxsize=WORDS_REMEMBERED)(self._begun_by_two)

    def matches(self, words: TokenizedText) -> list[PhraseMatch]:
        """Every phrase in a text, in order of its first word, the longest first."""
        matches: list[PhraseMatch] = []
        for at, begun in enumerate(self._begun(words.words)):
            if begun is NOTHING:
                continue
            alone, longer = begun
            for phrase in alone:
                matches.append(PhraseMatch(phrase.group, phrase.language, at, at + 1))
            if not longer:
                continue
            word, following = (*words.words[at : at + 2], "")[:2]
            is_short = len(word) <= LONGEST_REMEMBERED and len(following) <= LONGEST_REMEMBERED
            for phrase in (self._going_on if is_short else self._begun_by_two)(word, following):
                end = _end(phrase.rest, words, at + 1)
                if end:
                    matches.append(PhraseMatch(phrase.group, phrase.language, at, end))
        matches.sort(key=lambda match: (match.first, -match.end))
        return matches

    def _begun(self, words: Sequence[str]) -> Iterable[Begun]:
        """What each word begins; very long ones are not remembered."""
        if max(map(len, words), default=0) <= LONGEST_REMEMBERED:
            return map(self._remembered, words)  # what nearly all texts are
        return ((self._remembered if len(w) <= LONGEST_REMEMBERED else self._begun_by)(w) for w in words)

    def _begun_by(self, word: str) -> Begun:
        """The phrases that a word is or holds, and the longer ones that it begins; `NOTHING` where there are none."""
        inside = [self._stems[match[0]] for match in self._inside.finditer(word)] if self._inside else []
        begun = [phrase for phrase in self._by_head.get(word[:HEAD], ()) if phrase.first.takes(word)]
        if not (inside or begun):
            return NOTHING
        return (*inside, *(p for p in begun if not p.rest)), tuple(p for p in begun if p.rest)

    def _begun_by_two(self, word: str, following: str) -> tuple[Phrase, ...]:
        """The longer phrases that a word begins and that can go on with the word behind it."""
        return tuple(p for p in self._begun_by(word)[1] if p.rest[0][1] or p.rest[0][0].takes(following))


def _end(rest: tuple[tuple[Slot, int], ...], words: TokenizedText, at: int) -> int:
    """Where a phrase ends whose further slots are to be filled from word `at` on; 0 where they are not."""
    for slot, gap in rest:
        strongest, last = (LINE - 1 if gap else LINE), min(at + gap, len(words.words) - 1)
        while at <= last and words.breaks[at] <= strongest and not slot.takes(words.words[at]):
            at += 1
        if at > last or words.breaks[at] > strongest:
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


def load_lexicon(*files: Path) -> Lexicon:
    """The lexicon of some files, in this order."""
    return read_lexicon(*(file.read_text("utf-8") for file in files))


def read_lexicon(*texts: str) -> Lexicon:
    """The lexicon written in TOML texts; how a phrase is written stands at the top of this module.

    Raises: ValueError (a `*` after fewer than three letters, a stem of fewer than five), KeyError, TypeError (shapes).
    """
    phrases: list[Phrase] = []
    stems: dict[str, Phrase] = {}
    for group, language, text in (entry for toml in texts for entry in _entries(toml)):
        if text.startswith("*"):
            stems.update(_stems(group, language, text))
        else:
            phrases += _phrases(group, language, text)
    return Lexicon(phrases, stems)


def _entries(toml: str) -> Iterator[tuple[str, str, str]]:
    """Group, language and text of every phrase of a file."""
    for group, languages in tomli.loads(toml).items():
        for language, phrases in languages.items():
            yield from ((group, language, phrase) for phrase in phrases)


def _phrases(group: str, language: str, text: str) -> Iterator[Phrase]:
    for spelling in dict.fromkeys(s for short in _spellings(text) for s in (short, short.translate(UMLAUTS))):
        first, *rest = _slots(normalized(spelling).replace("'", " ").replace("-", " ").split())
        if any(len(start) < HEAD for slot, _ in (first, *rest) for start in slot.starts):
            raise ValueError(f"lexicon: {text!r} in {group} begins too many words")
        yield Phrase(group, language, first[0], tuple(rest))


def _spellings(text: str) -> Iterator[str]:
    """A phrase with and without every word that may be left out."""
    choices = [(word[:-1], "") if word.endswith("?") else (word,) for word in text.split()]
    yield from (" ".join(filter(None, choice)) for choice in product(*choices))


def _slots(written: list[str]) -> Iterator[tuple[Slot, int]]:
    """The slots of a phrase, each with how many other words may stand before it."""
    gap = 0
    for word in written:
        if word == "..":
            gap = GAP
            continue
        accepted = word.split("|")
        exact = frozenset(text for text in accepted if not text.endswith("*"))
        yield Slot(exact, tuple(text.removesuffix("*") for text in accepted if text.endswith("*"))), gap
        gap = 0


def _stems(group: str, language: str, text: str) -> Iterator[tuple[str, Phrase]]:
    for spelling in (text, text.translate(UMLAUTS)):
        stem = normalized(spelling).strip("*")
        if len(stem) < STEM or not stem.isalpha():
            raise ValueError(f"lexicon: {text!r} in {group} is no stem")
        yield stem, Phrase(group, language, Slot(frozenset(), ()))
