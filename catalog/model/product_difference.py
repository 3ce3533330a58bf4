"""What differs between two products, part by part, in the words of a brand file.

Both products are taken apart into a tree of labelled parts, and the trees are compared: a corrected figure of a chart
is one change, whatever else the chart holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct

from .product import Product
from .product_parts import Part, product_parts

ORDER = "order"


class FieldChange(Struct, frozen=True):
    """One part that is another one now: where it stands in a brand file, and what was and is printed there."""

    path: tuple[str, ...]
    """From the outside in: `("charts", "compressport-ur2-chart", "3", "calf_max_girth")`."""
    before: str
    """Empty where the part is new."""
    after: str
    """Empty where the part is gone."""


def product_changes(before: Product, after: Product) -> tuple[FieldChange, ...]:
    """Every difference of two products, in the order of a brand file; none exactly where they are equal.

    What shops offer (price, stock, link, image of a variant) is no part of a product.
    """
    before, after = before.with_offers({}), after.with_offers({})
    changes = tuple(_changes(product_parts(before), product_parts(after), ()))
    return changes or tuple(_beside_the_words(before, after))


def _beside_the_words(before: Product, after: Product) -> Iterator[FieldChange]:
    """Fields that are not equal though every word in them is, such as a figure that was read in another way."""
    for name in Product.__struct_fields__:
        first, second = getattr(before, name), getattr(after, name)
        if first != second:
            yield FieldChange((name,), repr(first), repr(second))


def _changes(before: Part, after: Part, path: tuple[str, ...]) -> Iterator[FieldChange]:
    """What differs between two parts that stand in the same place."""
    if before == after:
        return
    if not (before.parts and after.parts):
        same = before.text == after.text
        yield FieldChange(path, *((repr(p.value) if same else p.text) for p in (before, after)))
        return
    for label in dict.fromkeys(label for label, _ in (*before.parts, *after.parts)):
        below = (*path, label) if label else path
        for first, second in _pairs(_at(before, label), _at(after, label)):
            if first is not None and second is not None:
                yield from _changes(first, second, below)
            else:
                yield FieldChange(below, first.text if first else "", second.text if second else "")
    yield from _order(before, after, path)


def _at(part: Part, label: str) -> list[Part]:
    return [below for name, below in part.parts if name == label]


def _pairs(before: Sequence[Part], after: Sequence[Part]) -> Iterable[tuple[Part | None, Part | None]]:
    """The parts of one label that are not on both sides, one of each side together."""
    here, there = Counter(before), Counter(after)
    gone, new = list((here - there).elements()), list((there - here).elements())
    return zip_longest(gone, new)


def _order(before: Part, after: Part, path: tuple[str, ...]) -> Iterator[FieldChange]:
    """The order of what both sides have, where it is another one: the names from the first that differs on."""
    first, second = _names(before), _names(after)
    both = Counter(first) & Counter(second)
    first, second = ([name for name in names if name in both] for names in (first, second))
    if Counter(first) == Counter(second) and first != second:
        at = next(i for i, (one, other) in enumerate(zip(first, second, strict=True)) if one != other)
        yield FieldChange((*path, ORDER), ", ".join(first[at:]), ", ".join(second[at:]))


def _names(part: Part) -> list[str]:
    """What each part is called: its label or, where that is empty or not its own, its text."""
    labels = Counter(label for label, _ in part.parts)
    return [label if label and labels[label] == 1 else below.text for label, below in part.parts]
