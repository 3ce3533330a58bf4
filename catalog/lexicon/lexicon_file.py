r"""A lexicon file: how its phrases are written, and how it is read.

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

from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Final

import tomli

from .phrases import HEAD, Lexicon, Phrase, Slot
from .tokens import normalized

NEGATION: Final = Path(__file__).with_name("negation.toml")
"""How texts deny, for every rule that reads words."""
STEM: Final = 5
"""A stem found inside a word has at least so many letters."""
GAP: Final = 4
"""`..` stands for at most so many words."""
UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue"})


def load_lexicon(*files: Path, more: Iterable[Phrase] = ()) -> Lexicon:
    """The lexicon of some files, in this order; `more` are phrases of other files."""
    return read_lexicon(*(file.read_text("utf-8") for file in files), more=more)


def read_lexicon(*texts: str, more: Iterable[Phrase] = ()) -> Lexicon:
    """The lexicon written in TOML texts, with `more` phrases; how one is written stands at the top of this module.

    Raises: ValueError (a `*` after fewer than three letters, a stem of fewer than five), KeyError, TypeError (shapes).
    """
    phrases: list[Phrase] = []
    stems: dict[str, Phrase] = {}
    for group, language, text in (entry for toml in texts for entry in _entries(toml)):
        if text.startswith("*"):
            stems.update(_stems(group, language, text))
        else:
            phrases += _phrases(group, language, text)
    return Lexicon((*phrases, *more), stems)


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
