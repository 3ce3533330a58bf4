"""Sizes behind an option that is not called so: taken where all its values are sizes, and said."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from msgspec.structs import replace

from ..shop_product.record import ShopProduct
from ..shop_product.titles import without_values
from ..size_table.labels import label_of
from .notes import Notes
from .options import OptionKind, SortedProduct, is_no_option, option_kind, sorted_options, sorted_product
from .phrases import PhraseGroups, word_lists, words_in
from .size_labels import UPPER_LETTERS, matched_label

MAY_HOLD_SIZES: Final = (OptionKind.OTHER, OptionKind.COLOUR)
SIZE: Final = "Size"
MOST_LABELS: Final = 12
FEWEST: Final = 2
"""Different sizes that show that an option is the size: one alone may be short for anything, `M` for men."""


@cache
def _something_else() -> PhraseGroups:
    return PhraseGroups({"else": word_lists()["option"]["letters_of_something_else"]})


def size_option(product: SortedProduct, labels: tuple[str, ...]) -> str:
    """The name of the option that holds the sizes of a product although it is not called so; empty where none does.

    Its values are several, and all labels of the chart with a letter in them; without a chart all letters of sizes.
    An option called after something else that is told by such words is none: `Compression: Medium`, `CCL: II`.
    """
    if any(options.sizes for options in product.options):
        return ""
    values: dict[str, dict[str, None]] = {}
    for variant in product.product.variants:
        for name, value in variant.options:
            if value.strip() and not is_no_option(value) and _may_hold_sizes(name):
                values.setdefault(name, {})[" ".join(value.split())] = None
    names = [name for name, own in values.items() if _are_sizes(list(own), labels)]
    return names[0] if len(names) == 1 else ""


def _may_hold_sizes(name: str) -> bool:
    return option_kind(name) in MAY_HOLD_SIZES and not _something_else().first_in(words_in(name))


def _are_sizes(values: Sequence[str], labels: tuple[str, ...]) -> bool:
    if len(values) < FEWEST:
        return False
    if not labels:
        return all(UPPER_LETTERS.fullmatch(label_of(value)) for value in values)
    return all(any(map(str.isalpha, value)) and matched_label(value, labels) for value in values)


def with_named_sizes(unsized: SortedProduct, labels: tuple[str, ...], notes: Notes) -> SortedProduct:
    """A product whose option that holds its sizes is called so; what it was called is noted."""
    product, name = unsized.product, size_option(unsized, labels)
    if not name:
        return unsized
    values = dict.fromkeys(value for variant in product.variants for own, value in variant.options if own == name)
    notes.add("option_is_size", option=name, sizes=", ".join(list(values)[:MOST_LABELS]))
    variants = tuple(replace(v, options=_named(v.options, name)) for v in product.variants)
    return sorted_product(replace(product, variants=variants))


def _named(options: tuple[tuple[str, str], ...], name: str) -> tuple[tuple[str, str], ...]:
    return tuple((SIZE if own == name else own, value) for own, value in options)


def lone_size(product: ShopProduct) -> str:
    """The size of a product that a feed sells by itself, at the end of its title; empty where it has no such.

    Items of a feed without a group have the number of the item for a short name.
    """
    if len(product.variants) != 1 or product.handle != product.variants[0].shop_id:
        return ""
    sizes = sorted_options(product.variants[0].options).sizes
    return next((size for _, size in sizes if without_values(product.title, [size]) != product.title), "")
