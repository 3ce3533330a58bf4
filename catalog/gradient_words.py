"""Finding the phrases of the gradient lexicon in product text: whole words, whatever their case and accents.

A phrase is written in plain words; `word*` stands for every ending, `word?` may be left out. Matching
reads a text once from left to right, takes the longest phrase at each place and never looks back, so
its time grows with the length of the text alone. A phrase never crosses a comma or the end of a sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

import tomli
from msgspec import Struct, field

from .aside import Aside

TOKEN = re.compile(r"[^\W_]+|[.,;:!?()\[\]|\n\r\u2022\u2026]")
KEY = 2
"""Letters of its first word by which a phrase is looked up."""
SHORT = 400
"""Characters of the longest text that is remembered."""
KNOWN = 2048
KNOWN_WORDS = 20_000
"""So many words are remembered, none longer than the next."""
LONGEST = 40
FILLERS_BETWEEN = 4
"""How many filler words may stand between a negator and what it negates."""
HELPERS = ("negators", "comparators", "fillers")

Words = tuple[str, ...]


class Found(Struct, frozen=True):
    """A phrase found in a text: its group, the words as they stand there, whether they are negated."""

    group: str
    words: str
    negated: bool = False
    compared: bool = False
    """Named only to be set apart from ("unlike uniform compression")."""


class GradientWords(Struct, frozen=True):
    """The phrases of every group, ready for matching, and a version that changes when any of them does."""

    version: str
    phrases: Mapping[str, tuple[tuple[Words, str], ...]]
    """By the first letters of a phrase: its words and its group, longest first."""
    negators: frozenset[Words]
    comparators: frozenset[Words]
    fillers: frozenset[str]
    known: Aside[str, tuple[Found, ...]] = field(default_factory=Aside)
    """Short texts read so far: a catalog says the same of many products."""
    begun: Aside[str, tuple[tuple[Words, str], ...]] = field(default_factory=Aside)
    """The phrases that words met so far begin."""

    def find(self, text: str) -> tuple[Found, ...]:
        """Every phrase of the text in order; masked phrases hide the words that they hold."""
        if len(text) > SHORT:
            return self._read(text)
        found = self.known.get(text)
        if found is None:
            if len(self.known) >= KNOWN:
                self.known.clear()
            found = self.known[text] = self._read(text)
        return found

    def _read(self, text: str) -> tuple[Found, ...]:
        clean = cleaned(text)
        tokens = TOKEN.findall(clean.lower()) if clean.isascii() else list(map(folded, TOKEN.findall(clean)))
        phrases: list[tuple[str, int, int]] = []
        at = 0
        while at < len(tokens):
            begun = self.begun.get(tokens[at])
            group, length = self._longest(tokens, at) if begun is None or begun else ("", 0)
            if group and group != "masked":
                phrases.append((group, at, at + length))
            at += max(length, 1)
        spans = [match.span() for match in TOKEN.finditer(clean)] if phrases else []
        return tuple(
            Found(group, clean[spans[first][0] : spans[last - 1][1]], *self._before(tokens, first))
            for group, first, last in phrases
        )

    def _longest(self, tokens: list[str], at: int) -> tuple[str, int]:
        """The group and length of the longest phrase that begins at a place; nothing and 0 where none does."""
        for words, group in self._beginning(tokens[at]):
            here = tokens[at + 1 : at + len(words)]
            if len(here) == len(words) - 1 and all(map(fits, here, words[1:])):
                return group, len(words)
        return "", 0

    def _beginning(self, token: str) -> tuple[tuple[Words, str], ...]:
        """The phrases that a word may begin, longest first; remembered, for texts repeat their words."""
        found = self.begun.get(token)
        if found is None:
            found = tuple(p for p in self.phrases.get(token[:KEY], ()) if fits(token, p[0][0]))
            if len(self.begun) < KNOWN_WORDS and len(token) <= LONGEST:
                self.begun[token] = found
        return found

    def _before(self, tokens: list[str], at: int) -> tuple[bool, bool]:
        """Whether a negator, or a comparator, stands before a place with nothing but fillers between."""
        for end in range(at, max(at - FILLERS_BETWEEN, 1) - 1, -1):
            before = {tuple(tokens[max(end - n, 0) : end]) for n in (1, 2, 3)}
            if before & self.comparators:
                return False, True
            if before & self.negators:
                return True, False
            if tokens[end - 1] not in self.fillers:
                break
        return False, False


def cleaned(text: str) -> str:
    """A text in one Unicode form, without invisible format characters."""
    if text.isascii():
        return text
    one_form = unicodedata.normalize("NFKC", text)
    if one_form.isprintable():
        return one_form
    return "".join(c for c in one_form if unicodedata.category(c) != "Cf")


def folded(word: str) -> str:
    """A word without case and accents."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def fits(token: str, word: str) -> bool:
    """Whether a word of the text is a word of a phrase; `word*` takes every ending."""
    return token.startswith(word[:-1]) if word.endswith("*") else token == word


def spellings(phrase: str) -> tuple[Words, ...]:
    """A phrase as its words, once with and once without every optional word."""
    made: list[Words] = [()]
    for word in phrase.split():
        longer = [(*m, folded(word.rstrip("?"))) for m in made]
        made = longer + made if word.endswith("?") else longer
    return tuple(m for m in made if m)


def _all(phrases: Iterable[str]) -> frozenset[Words]:
    return frozenset(words for phrase in phrases for words in spellings(phrase))


def read_words(text: str) -> GradientWords:
    """The lexicon written in a TOML text: a table for each group, a list of phrases for each language.

    Raises:
        ValueError: a phrase begins with too short a word to be looked up by.
    """
    tables = tomli.loads(text)
    groups = {group: _all(p for phrases in table.values() for p in phrases) for group, table in tables.items()}
    negators, comparators, fillers = (groups.pop(name, frozenset()) for name in HELPERS)
    index: dict[str, list[tuple[Words, str]]] = {}
    for group, phrases in groups.items():
        for words in phrases:
            head = words[0].rstrip("*")
            if words[0].endswith("*") and len(head) < KEY:
                raise ValueError(f"lexicon: {group}: {' '.join(words)!r} begins with too short a word")
            index.setdefault(head[:KEY], []).append((words, group))
    ordered = {k: tuple(sorted(v, key=lambda e: (-len(e[0]), e[1] != "masked", e))) for k, v in index.items()}
    single = frozenset(word for words in fillers for word in words)
    return GradientWords(sha256(text.encode()).hexdigest()[:12], ordered, negators, comparators, single)


@cache
def gradient_words() -> GradientWords:
    """The lexicon that travels with the package."""
    return read_words((Path(__file__).parent / "lexicon" / "graduated.toml").read_text("utf-8"))
