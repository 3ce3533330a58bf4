"""What the options of a variant are: which one is its size, its colour, whom it is for."""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache
from typing import Final

from msgspec import Struct

from .phrases import PhraseGroups, word_lists, words_in


class OptionKind(StrEnum):
    """What an option says, in the order in which its name is asked."""

    NO_SIZE = "no_size"
    COLOUR = "colour"
    GENDER = "gender"
    FOOT = "foot"
    LEG = "leg"
    LENGTH = "length"
    SIZE = "size"
    NOTHING = "nothing"
    OTHER = "other"


class SortedOptions(Struct, frozen=True):
    """The options of one variant by what they say."""

    sizes: tuple[tuple[OptionKind, str], ...] = ()
    """Values of size, each with whether it is of the leg, the foot, or neither is said."""
    colours: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    """Values of options whose name says nothing."""
    others: tuple[tuple[str, str], ...] = ()
    """What is neither size nor colour nor sex."""


SIZES: Final = (OptionKind.SIZE, OptionKind.LEG, OptionKind.FOOT)
NEITHER: Final = (OptionKind.LENGTH, OptionKind.NO_SIZE, OptionKind.OTHER)


@cache
def _kinds() -> tuple[tuple[OptionKind, PhraseGroups], ...]:
    lists = word_lists()["option"]
    named = (k for k in OptionKind if k is not OptionKind.OTHER)
    return tuple((kind, PhraseGroups({kind.value: lists[kind.value]})) for kind in named)


@cache
def _no_options() -> frozenset[tuple[str, ...]]:
    return frozenset(words_in(value) for value in word_lists()["no_option"]["values"])


@lru_cache(maxsize=2048)
def option_kind(name: str) -> OptionKind:
    """What an option of that name says.

    >>> [option_kind(n).value for n in ("Größe", "Calf size", "Schuhgröße", "Coloris", "Title", "Pack")]
    ['size', 'leg', 'foot', 'colour', 'nothing', 'other']
    """
    words = words_in(name)
    if not words:
        return OptionKind.NOTHING
    return next((kind for kind, phrases in _kinds() if phrases.first_in(words)), OptionKind.OTHER)


def is_no_option(value: str) -> bool:
    """Whether a value only stands where a shop has to write one: `Default Title`."""
    return words_in(value) in _no_options()


@lru_cache(maxsize=8192)
def sorted_options(options: tuple[tuple[str, str], ...]) -> SortedOptions:
    """The options of a variant by what they say; remembered, for variants share most of theirs."""
    by_kind: dict[OptionKind, list[tuple[str, str]]] = {}
    for name, value in options:
        if value.strip() and not is_no_option(value):
            plain = (" ".join(name.split()), " ".join(value.split()))
            by_kind.setdefault(option_kind(name), []).append(plain)
    return SortedOptions(
        tuple((kind, value) for kind in SIZES for _, value in by_kind.get(kind, ())),
        tuple(value for _, value in by_kind.get(OptionKind.COLOUR, ())),
        tuple(value for _, value in by_kind.get(OptionKind.NOTHING, ())),
        tuple(pair for kind in NEITHER for pair in by_kind.get(kind, ())),
    )
