"""The phrases of a lexicon file, and where they stand in a text.

A phrase is words with a space between; `a|b` is either word, `word*` any word that begins so. Accents and case
do not matter, and a German umlaut is found as `ae`, `oe`, `ue` as well.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from .wording import LINE, Words, folded

HEAD = 3
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue"})


@dataclass(frozen=True, slots=True)
class Slot:
    """One word of a phrase: the words and the beginnings that it accepts."""

    exact: frozenset[str]
    starts: tuple[str, ...]

    def takes(self, word: str) -> bool:
        """Whether a folded word stands here."""
        return word in self.exact or (bool(self.starts) and word.startswith(self.starts))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase with the group and the language it is listed under."""

    group: str
    language: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: words `first` up to (not with) `last`."""

    group: str
    language: str
    first: int
    last: int


@dataclass(frozen=True)
class Lexicon:
    """All phrases, found by the first letters of their first word."""

    heads: Mapping[str, tuple[Phrase, ...]]

    def hits(self, words: Words) -> Iterator[Hit]:
        """Every phrase in a text, in order; no phrase reaches over the end of a sentence."""
        for at, word in enumerate(words.words):
            for phrase in self.heads.get(word[:HEAD], ()):
                if _stands(phrase, words, at):
                    yield Hit(phrase.group, phrase.language, at, at + len(phrase.slots))


def _stands(phrase: Phrase, words: Words, at: int) -> bool:
    end = at + len(phrase.slots)
    if end > len(words.words) or not phrase.slots[0].takes(words.words[at]):
        return False
    return all(
        slot.takes(words.words[i]) and words.breaks[i] <= LINE for i, slot in enumerate(phrase.slots[1:], at + 1)
    )


def _slot(text: str) -> Slot:
    parts = text.split("|")
    return Slot(
        frozenset(p for p in parts if not p.endswith("*")),
        tuple(p.removesuffix("*") for p in parts if p.endswith("*")),
    )


def _phrases(group: str, language: str, text: str) -> Iterator[Phrase]:
    for spelling in dict.fromkeys((text, text.translate(UMLAUTS))):
        slots = tuple(_slot(w) for w in folded(spelling).replace("'", " ").replace("-", " ").split())
        if any(len(s) < HEAD for slot in slots for s in slot.starts):
            raise ValueError(f"lexicon: {text!r} in {group} begins too many words")
        yield Phrase(group, language, slots)


def read_lexicon(text: str) -> Lexicon:
    """The lexicon written in a TOML text: a table per group, a list of phrases per language.

    Raises:
        ValueError: a `*` after fewer than three letters. KeyError and TypeError as TOML shapes go wrong.
    """
    heads: dict[str, list[Phrase]] = {}
    for group, languages in tomllib.loads(text).items():
        for language, listed in languages.items():
            for phrase in (p for t in listed for p in _phrases(group, language, t)):
                first = phrase.slots[0]
                for head in {s[:HEAD] for s in (*first.exact, *first.starts)}:
                    heads.setdefault(head, []).append(phrase)
    return Lexicon({h: tuple(p) for h, p in heads.items()})


@cache
def medical_lexicon() -> Lexicon:
    """The phrases of the medical rule that travel with the package."""
    return read_lexicon((resources.files(__package__) / "lexicon" / "medical.toml").read_text("utf-8"))
