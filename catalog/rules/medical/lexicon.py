"""The words of the medical rule, read from the files beside this module.

The lexicons are constant data of the package, and reading one takes longer than judging a catalog of some hundred
products: each is read once, when a text is first read with it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from ...lexicon.phrases import NEGATION, Lexicon, load_lexicon
from ...lexicon.tokens import tokenize

HERE: Final = Path(__file__).parent


@cache
def medical_lexicon() -> Lexicon:
    """Every phrase that is a signal, and those that say how one is meant."""
    return load_lexicon(HERE / "lexicon.toml", HERE / "sport.toml", NEGATION)


@cache
def sport_phrases() -> Lexicon:
    """What stands around words of sport: garments, small words, other senses, everyday hosiery."""
    return load_lexicon(HERE / "sport_phrases.toml")


def groups_in(text: str, limit: int) -> frozenset[str]:
    """The groups that the first `limit` characters of a text hold a phrase of."""
    return frozenset(match.group for match in medical_lexicon().matches(tokenize(text, limit)))
