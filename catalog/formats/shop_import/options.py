"""What the options of a variant are: which one is its size, its colour, whom it is for."""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache
from typing import Final

from msgspec import Struct

from ..shop_product.record import ShopProduct
from ..size_table.cells import is_day
from .identity import sum_of
from .phrases import PhraseGroups, word_lists, words_in
from .size_labels import is_label, range_in
from .texts import label_text

JOIN: Final = " / "
"""What parts several values in one text."""
BYTES_OF_SUM: Final = 4


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
    """The options of one variant by what they say, and what rests on them alone."""

    sizes: tuple[tuple[OptionKind, str], ...] = ()
    """Values of size, each with whether it is of the leg, the foot, or neither is said."""
    colours: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    """Values of options whose name says nothing."""
    others: tuple[tuple[str, str], ...] = ()
    """What is neither size nor colour nor sex."""
    printed: tuple[str, ...] = ()
    """The values of size, each once."""
    day: str = ""
    """The first of them that a spreadsheet made a day of."""
    ranges: tuple[tuple[str, str], ...] = ()
    """Those that go with a range of shoes or girths, each with it."""
    colour: str = ""
    """The colours as one text."""
    no_labels: tuple[str, ...] = ()
    """All values, as they stand there, that are no label of a size."""
    sum: bytes = bytes(BYTES_OF_SUM)
    """A sum over the values."""


class SortedProduct(Struct, frozen=True):
    """A product with the options of its variants by what they say."""

    product: ShopProduct
    options: tuple[SortedOptions, ...]
    """Those of each variant, in their order."""


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
    values = [value for _, value in options]
    by_kind: dict[OptionKind, list[tuple[str, str]]] = {}
    for name, value in options:
        if value.strip() and not is_no_option(value):
            plain = (" ".join(name.split()), " ".join(value.split()))
            by_kind.setdefault(option_kind(name), []).append(plain)
    sizes = tuple((kind, value) for kind in SIZES for _, value in by_kind.get(kind, ()))
    printed = tuple(dict.fromkeys(value for _, value in sizes))
    colours = tuple(value for _, value in by_kind.get(OptionKind.COLOUR, ()))
    return SortedOptions(
        sizes,
        colours,
        tuple(value for _, value in by_kind.get(OptionKind.NOTHING, ())),
        tuple(pair for kind in NEITHER for pair in by_kind.get(kind, ())),
        printed,
        next(filter(is_day, printed), ""),
        tuple((value, span) for value in printed if (span := range_in(value))),
        label_text(JOIN.join(colours)),
        tuple(value for value in values if not is_label(value, ())),
        sum_of(values).to_bytes(BYTES_OF_SUM),
    )


def sorted_product(product: ShopProduct) -> SortedProduct:
    """A product with the options of its variants by what they say."""
    return SortedProduct(product, tuple([sorted_options(variant.options) for variant in product.variants]))
