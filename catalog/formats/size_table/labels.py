"""Labels of sizes: what can be one, how it is written, and words that tell versions of one size."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from .word_list import RAISED, Phrase, folded, phrases, word_table, words_of

LETTERS: Final = r"(?:\d?x{0,5}[-\s]?[sml]|xs+|xx+s|[iv]{1,4}|\d{1,2}|t\s?\d{1,2}|pp|gg?g?|xg+|p|m|u|tu|os|one)"
SYSTEM: Final = re.compile(r"(?:eu|eur|uk|us)\s?\d{1,2}(?:\.5)?(?:\s?[-–/]\s?\d{1,2}(?:\.5)?)?", re.I)
VERSION: Final = r"(?:\s?(?:short|regular|tall|long|petite|plus))?"
SIZE: Final = re.compile(rf"{LETTERS}(?:\s?[-/+&–—=]\s?{LETTERS})*{VERSION}", re.I)
TWO_FIGURES: Final = re.compile(r"\d{2,}\s?[-–—/&+]\s?\d{2,}")
ONE_LETTER: Final = re.compile("[A-H]")
"""A letter that is a label where the word for the size stands before it."""
BRACKETS: Final = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
MARKS: Final = re.compile(r"\*{1,2}([^*]+)\*{1,2}|__([^_]+)__")
LONGEST: Final = 60


@lru_cache(maxsize=4096)
def is_size_label(text: str) -> bool:
    """Whether a text is a label of a size and nothing else.

    >>> [is_size_label(t) for t in ("S", "Small (S)", "XS/S", "2XL", "III", "T2", "3 = L", "S-M (Unisex)")]
    [True, True, True, True, True, True, True, True]
    >>> is_size_label("Size A"), is_size_label("A")
    (True, False)
    >>> [is_size_label(t) for t in ("A (took M)", "30-34")]
    [False, False]
    """
    plain = label_of(text)
    if not plain or len(plain) > LONGEST:
        return False
    if plain != text and ONE_LETTER.fullmatch(plain):
        return True
    inside = [m[1] or m[2] or "" for m in BRACKETS.finditer(plain)]
    outside = " ".join(BRACKETS.sub(" ", plain).split())
    if not outside:
        return all(map(_is_label, inside))
    return _is_label(outside) and not any(w in ("took", "wears", "bought") for i in inside for w in words_of(i))


PIECES: Final = re.compile(r"\s?[/+&–—]\s?|\s-\s")


def _is_label(text: str) -> bool:
    """Whether a text without brackets is a label, or several with a sign between them: `Small/Medium`."""
    pieces = [p for p in PIECES.split(text) if p]
    if len(pieces) in (2, 3) and not any(c.isdigit() for c in text):
        return all(map(_is_label, pieces))
    if SYSTEM.fullmatch(text) or (SIZE.fullmatch(text) and not TWO_FIGURES.fullmatch(text)):
        return True
    words = _plain(text)
    return words in phrases("size", "labels") or words[:1] in (("kids",), ("kinder",))


def _plain(text: str) -> Phrase:
    return words_of(text.replace("-", " "))


@lru_cache(maxsize=4096)
def label_of(text: str) -> str:
    """A label as printed: without the word for the size, marks of footnotes and markup.

    >>> label_of("Size  S"), label_of("**M**"), label_of("L/XL*"), label_of("Größe II"), label_of("Taille unique")
    ('S', 'M', 'L/XL', 'II', 'Taille unique')
    """
    text = MARKS.sub(lambda m: m[1] or m[2], text)
    text = " ".join(RAISED.sub("", text).split())
    first, _, rest = text.partition(" ")
    if rest and folded(first.rstrip(".:")) in _prefixes() and _plain(text) not in phrases("size", "labels"):
        text = rest.lstrip(": ")
    return text


@cache
def _prefixes() -> frozenset[str]:
    return frozenset(map(folded, word_table()["size"]["prefixes"]))


def is_version(text: str) -> bool:
    """Whether a text tells a version of a size: `Short`, `lang`.

    >>> is_version("Regular"), is_version("S")
    (True, False)
    """
    return _plain(BRACKETS.sub(" ", text)) in phrases("size", "versions")
