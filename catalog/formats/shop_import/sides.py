"""Options that say which leg a garment is for: left or right is no size, however the option is called."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from msgspec.structs import replace

from .options import SIZES, SortedProduct, is_no_option, option_kind, sorted_product
from .phrases import word_lists, words_in

SIDE: Final = "Side"
"""What such an option is called from then on, so that no size is looked for in it."""


def with_named_sides(sized: SortedProduct) -> SortedProduct:
    """A product whose option for the left or right leg is called so: `Leg: left`, `Leg: L` beside `Leg: R`."""
    if not _may_be_sides(frozenset([value for options in sized.options for value in options.printed])):
        return sized
    product, values = sized.product, dict[str, set[str]]()
    for variant in product.variants:
        for name, value in variant.options:
            if value.strip() and not is_no_option(value) and option_kind(name) in SIZES:
                values.setdefault(name, set()).add(" ".join(words_in(value)))
    names = {name for name, own in values.items() if _are_sides(own)}
    if not names:
        return sized
    variants = tuple(replace(v, options=_named(v.options, names)) for v in product.variants)
    return sorted_product(replace(product, variants=variants))


@lru_cache(maxsize=512)
def _may_be_sides(values: frozenset[str]) -> bool:
    """Whether there can be sides among the values of all options of size; there are none of most products."""
    folded = {" ".join(words_in(value)) for value in values}
    return any(map(_is_side, folded)) or any(pair <= folded for pair in _letters())


def _are_sides(values: set[str]) -> bool:
    """Whether folded values are sides in words, or the first letters of both sides and nothing else.

    >>> _are_sides({"left", "right leg"}), _are_sides({"l", "r"}), _are_sides({"l", "xl"}), _are_sides({"l"})
    (True, True, False, False)
    """
    return all(map(_is_side, values)) or any(values == pair for pair in _letters())


def _is_side(value: str) -> bool:
    words = set(value.split())
    return words <= _words("words") | _words("beside") and not words.isdisjoint(_words("words"))


def _named(options: tuple[tuple[str, str], ...], names: set[str]) -> tuple[tuple[str, str], ...]:
    return tuple((SIDE if name in names else name, value) for name, value in options)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word for text in word_lists()["side"][name] for word in words_in(text))


@cache
def _letters() -> tuple[set[str], ...]:
    return tuple(set(words_in(pair)) for pair in word_lists()["side"]["letters"])
