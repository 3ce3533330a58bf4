"""The words of size tables, read once, and texts as the words they consist of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Final

import tomli

from ...model.word_memory import WordMemory

TABLE: Final = Path(__file__).with_name("headers.toml")
RAISED: Final = re.compile("[⁰¹²³⁴-⁹₀-₉ᵃ-ᶻᵀᴹ*†‡§#®™]+")
MAYBE_ACCENTS: Final = re.compile("[\u0300-\U0010ffff]+")
"""No accent stands before these characters; to ask of each letter of a long text takes long."""
NO_WORD: Final = re.compile(r"[^\w<>≤≥~≈±+&\"%]+|_")
QUOTES: Final = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "′": "'",
        "´": "'",
        "`": "'",
        "″": '"',
        "”": '"',
        "“": '"',
        "„": '"',
        "ł": "l",
        "Ł": "L",
        "ø": "o",
    }
)
QUOTED: Final = re.compile(f"[{''.join(map(chr, QUOTES))}]")
PLAIN: Final = [
    None if RAISED.match(c) else ' " ' if c == '"' else " " if NO_WORD.match(c) else c.lower()
    for c in map(chr, range(128))
]
"""By its number, what each letter of ASCII becomes where the words of a text are parted: faster than patterns are."""
TAILS: Final = (
    "umfange", "umfang", "umfänge", "länge", "höhe", "weite", "breite", "größe", "größen", "omvang", "omtrek",
    "lengte", "hoogte", "wijdte", "breedte", "maten", "maat", "maße",
)  # fmt: skip
"""Words that German and Dutch join to the word for a place."""

Phrase = tuple[str, ...]


def folded(text: str) -> str:
    r"""A text without capitals and accents, quotes and primes as `'` and `"`.

    >>> folded("Größe’s ŁYDKA 5″")
    'grosse\'s lydka 5"'
    """
    if text.isascii():
        return text.lower()
    text = text.translate(QUOTES) if QUOTED.search(text) else text
    return MAYBE_ACCENTS.sub(_without_accents, unicodedata.normalize("NFD", text).casefold())


def _without_accents(match: re.Match[str]) -> str:
    return "".join([c for c in match[0] if not unicodedata.combining(c)])


FOLDED_TAILS: Final = tuple(sorted(map(folded, TAILS), key=len, reverse=True))


@lru_cache(maxsize=4096)
def words_of(text: str) -> Phrase:
    """The words of a text, marks of footnotes left out, joined German and Dutch words taken apart.

    >>> words_of("Wadenumfang¹ (cm)"), words_of("Women's"), words_of("Obwód kostki2, cm")
    (('waden', 'umfang', 'cm'), ('women', 's'), ('obwod', 'kostki', 'cm'))
    """
    if text.isascii():
        printed = text.translate(PLAIN)
    else:
        printed = NO_WORD.sub(" ", folded(RAISED.sub("", text)).replace('"', ' " '))
    return tuple(chain.from_iterable(map(_parts.__getitem__, printed.split())))


def _parted(word: str) -> Phrase:
    """A folded word without the number of a footnote, a German or Dutch one in its two parts."""
    bare = word.rstrip("0123456789") or word
    tails = FOLDED_TAILS if bare.endswith(FOLDED_TAILS) else ()
    tail = next((t for t in tails if bare.endswith(t) and len(bare) > len(t) + 2), "")
    return (bare[: -len(tail)], tail) if tail else (bare,)


_parts: Final = WordMemory(_parted, 4096)
"""By word: its parts."""


@cache
def word_table() -> Mapping[str, Any]:
    """The whole table of words as it is written."""
    table: dict[str, Any] = tomli.loads(TABLE.read_text("utf-8"))
    return table


@cache
def phrases(section: str, name: str) -> frozenset[Phrase]:
    """The phrases under one name of the table, as words.

    >>> ("sous", "le", "genou") in phrases("points", "below_knee_girth")
    True
    """
    return frozenset(map(words_of, word_table()[section][name]))


def has_phrase(words: Phrase, wanted: frozenset[Phrase]) -> bool:
    """Whether one of the phrases stands among the words.

    >>> has_phrase(("tour", "de", "taille"), frozenset({("de", "taille")}))
    True
    """
    begins = _by_first_word(wanted)
    if begins.keys().isdisjoint(words):
        return False
    return any(
        words[at : at + len(phrase)] == phrase
        for at, word in enumerate(words)
        if word in begins
        for phrase in begins[word]
    )


@lru_cache(maxsize=256)
def _by_first_word(wanted: frozenset[Phrase]) -> Mapping[str, tuple[Phrase, ...]]:
    return {first: tuple(p for p in wanted if p[0] == first) for first in {p[0] for p in wanted}}


def place_of(words: Phrase, phrase: Phrase) -> int | None:
    """Where a phrase begins among words; None where it does not stand there."""
    if phrase[0] not in words:
        return None
    size = len(phrase)
    if size == 1:
        return words.index(phrase[0])
    return next((at for at in range(len(words) - size + 1) if words[at : at + size] == phrase), None)


def without_phrases(words: Phrase, unwanted: frozenset[Phrase]) -> Phrase:
    """The words without the phrases that stand among them, the longest taken off first.

    >>> without_phrases(("umfang", "auf", "halber", "hohe"), frozenset({("halber", "hohe")}))
    ('umfang', 'auf')
    """
    for phrase in sorted(unwanted, key=lambda p: (-len(p), p)):
        while (at := place_of(words, phrase)) is not None:
            words = (*words[:at], *words[at + len(phrase) :])
    return words
