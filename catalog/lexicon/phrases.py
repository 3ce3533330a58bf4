"""The phrases of a lexicon file, and where they stand in a text.

A phrase is words with a space between; `a|b` is either word, `word*` any word that begins so, `word?` one that may be
left out, `*stem*` (alone) any word that holds it, and `..` up to four words of the same thought. Accents and case do
not matter, and a German umlaut is found as `ae`, `oe`, `ue` as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain, product
from pathlib import Path

import tomli
from msgspec import Struct, field

from ..model.aside import Aside
from .tokens import LINE, TokenizedText, normalized

PACKAGE = Path(__file__).parent.parent
HEAD = 3
STEM = 5
"""A stem found inside a word has at least so many letters."""
KNOWN = 20_000
"""So many words are remembered, none longer than the next."""
LONGEST = 40
GAP = 4
"""`..` stands for at most so many words."""
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue"})


class Slot(Struct, frozen=True):
    """One word of a phrase: the words and the beginnings that it accepts."""

    exact: frozenset[str]
    starts: tuple[str, ...]

    def takes(self, word: str) -> bool:
        """Whether a folded word stands here."""
        return word in self.exact or (bool(self.starts) and word.startswith(self.starts))


class Phrase(Struct, frozen=True):
    """A phrase with the group and the language it is listed under."""

    group: str
    language: str
    first: Slot
    rest: tuple[tuple[Slot, int], ...] = ()
    """Every further slot, and how many other words may stand before it."""


class PhraseMatch(Struct, frozen=True):
    """A phrase found: words `first` up to (not with) `last`."""

    group: str
    language: str
    first: int
    last: int


class PhraseIndex:
    """Hits by group and place, for looking at what stands before and behind a word."""

    def __init__(self, hits: Iterable[PhraseMatch]) -> None:
        """Take in all hits of one text, those of a group in order: the first that begins at a word is the longest."""
        self._ends: dict[str, dict[int, int]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        for hit in hits:
            ends = self._ends.get(hit.group)
            if ends is None:
                ends = self._ends[hit.group] = {}
                self._starts[hit.group] = {}
            ends.setdefault(hit.first, hit.last)
            self._starts[hit.group].setdefault(hit.last, hit.first)

    def end_from(self, groups: Iterable[str], at: int) -> int:
        """Where the longest phrase of any group ends that begins at word `at`; `at` where none does."""
        return max((self._ends[g].get(at, at) for g in groups if g in self._ends), default=at)

    def start_to(self, groups: Iterable[str], at: int) -> int:
        """Where the longest phrase of any group begins that ends before word `at`; `at` where none does."""
        return min((self._starts[g].get(at, at) for g in groups if g in self._starts), default=at)

    def over(self, groups: Iterable[str], hit: PhraseMatch, reach: int) -> bool:
        """Whether a phrase of any group, begun at most `reach` words before a hit, shares a word with it."""
        every = tuple(groups)
        return any(self.end_from(every, at) > max(at, hit.first) for at in range(max(0, hit.first - reach), hit.last))


Begun = tuple[tuple[Phrase, ...], tuple[Phrase, ...]]
"""The phrases that a word is, and those that it begins."""


class Lexicon(Struct, frozen=True):
    """All phrases, found by the first letters of their first word, and the stems found inside words."""

    heads: Mapping[str, tuple[Phrase, ...]]
    stems: Mapping[str, Phrase]
    holds: re.Pattern[str] | None
    known: Aside[str, Begun] = field(default_factory=Aside)
    """The phrases of the words met so far."""

    def hits(self, words: TokenizedText) -> list[PhraseMatch]:
        """Every phrase in a text, in order; no phrase reaches over the end of a sentence."""
        found: list[PhraseMatch] = []
        known, every = self.known, (*words.words, "")
        for at, word in enumerate(words.words):
            begun = known.get(word)
            alone, longer = self._of(word) if begun is None else begun
            for phrase in alone:
                found.append(PhraseMatch(phrase.group, phrase.language, at, at + 1))
            following = every[at + 1] if longer else ""
            for phrase in longer:
                slot, gap = phrase.rest[0]
                if gap or following in slot.exact or (slot.starts and following.startswith(slot.starts)):
                    end = _end(phrase.rest, words, at + 1)
                    if end:
                        found.append(PhraseMatch(phrase.group, phrase.language, at, end))
        if len(found) > 1:
            found.sort(key=lambda hit: (hit.first, -hit.last))
        return found

    def _of(self, word: str) -> Begun:
        """The stems that a word holds and the phrases that it may begin; remembered, for texts repeat their words."""
        inside = [self.stems[match[0]] for match in self.holds.finditer(word)] if self.holds else []
        begun = [p for p in self.heads.get(word[:HEAD], ()) if p.first.takes(word)]
        found = (*inside, *(p for p in begun if not p.rest)), tuple(p for p in begun if p.rest)
        if len(self.known) < KNOWN and len(word) <= LONGEST:
            self.known[word] = found
        return found


def _end(rest: tuple[tuple[Slot, int], ...], words: TokenizedText, place: int) -> int:
    """Where a phrase ends whose further slots are to be filled from a place on; 0 where they are not."""
    for slot, gap in rest:
        limit, last = (LINE - 1 if gap else LINE), min(place + gap, len(words.words) - 1)
        while place <= last and words.breaks[place] <= limit and not slot.takes(words.words[place]):
            place += 1
        if place > last or words.breaks[place] > limit:
            return 0
        place += 1
    return place


def _slot(text: str) -> Slot:
    parts = text.split("|")
    return Slot(
        frozenset(p for p in parts if not p.endswith("*")),
        tuple(p.removesuffix("*") for p in parts if p.endswith("*")),
    )


def _spellings(text: str) -> Iterator[str]:
    """A phrase with and without every word that may be left out."""
    choices = [(w[:-1], "") if w.endswith("?") else (w,) for w in text.split()]
    yield from (" ".join(filter(None, choice)) for choice in product(*choices))


def _phrases(group: str, language: str, text: str) -> Iterator[Phrase]:
    for spelling in dict.fromkeys(s for short in _spellings(text) for s in (short, short.translate(UMLAUTS))):
        written = normalized(spelling).replace("'", " ").replace("-", " ").split()
        words = [w for w in written if w != ".."]
        gaps = frozenset(i - n for n, i in enumerate(i for i, w in enumerate(written) if w == ".."))
        slots = tuple(_slot(w) for w in words)
        if any(len(s) < HEAD for slot in slots for s in slot.starts):
            raise ValueError(f"lexicon: {text!r} in {group} begins too many words")
        rest = tuple((slot, GAP if number in gaps else 0) for number, slot in enumerate(slots[1:], 1))
        yield Phrase(group, language, slots[0], rest)


def _stems(group: str, language: str, text: str) -> Iterator[tuple[str, Phrase]]:
    for spelling in (text, text.translate(UMLAUTS)):
        stem = normalized(spelling).strip("*")
        if len(stem) < STEM or not stem.isalpha():
            raise ValueError(f"lexicon: {text!r} in {group} is no stem")
        yield stem, Phrase(group, language, Slot(frozenset(), ()))


def read_lexicon(*texts: str) -> Lexicon:
    """The lexicon written in TOML texts: a table per group; per language a list of phrases, or of phrases with a note.

    Raises:
        ValueError: a `*` after fewer than three letters, a stem of fewer than five. KeyError and TypeError as TOML
            shapes go wrong.
    """
    heads: dict[str, list[Phrase]] = {}
    stems: dict[str, Phrase] = {}
    for group, language, listed in chain.from_iterable(map(_listed, texts)):
        if listed.startswith("*"):
            stems.update(_stems(group, language, listed))
            continue
        for phrase in _phrases(group, language, listed):
            for head in {s[:HEAD] for s in (*phrase.first.exact, *phrase.first.starts)}:
                heads.setdefault(head, []).append(phrase)
    longest = sorted(stems, key=lambda s: (-len(s), s))
    holds = re.compile("|".join(longest)) if longest else None
    return Lexicon({h: tuple(p) for h, p in heads.items()}, stems, holds)


def _listed(text: str) -> Iterator[tuple[str, str, str]]:
    for group, languages in tomli.loads(text).items():
        for language, phrases in languages.items():
            yield from ((group, language, phrase) for phrase in phrases)


def _shipped(*names: str) -> Lexicon:
    return read_lexicon(*((PACKAGE / name).read_text("utf-8") for name in names))


@cache
def medical_lexicon() -> Lexicon:
    """The phrases of the medical rule that travel with the package."""
    return _shipped("rules/medical/lexicon.toml", "rules/medical/sport.toml", "lexicon/negation.toml")


@cache
def gradient_lexicon() -> Lexicon:
    """The phrases of the graduated rule that travel with the package."""
    return _shipped("rules/graduated/lexicon.toml", "lexicon/negation.toml")


@cache
def sport_phrases() -> Lexicon:
    """What stands around words of sport: garments, small words, other senses, everyday hosiery."""
    return _shipped("rules/medical/sport_phrases.toml")
