"""What the readers of shops share: rows that come together to products, and what is reported of them."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Final

from msgspec.structs import astuple

from ..draft.problems import FieldPath
from ..rows.row import TextRow
from .record import ShopVariant

MOST_PLACES: Final = 5
"""Places that a problem lists."""


def last_places(keys: Iterable[tuple[int, str]]) -> dict[str, int]:
    """The last line of each key of some rows; rows without a key count for none.

    >>> last_places([(2, "a"), (3, "b"), (5, "a"), (6, "")])
    {'a': 5, 'b': 3}
    """
    return {key: line for line, key in keys if key}


def whole_cells(row: TextRow, place: FieldPath, whole: Container[str], *, is_read: bool) -> TextRow:
    """A row without the text of its last cell, where the file ends there and the cell may be cut off; a problem.

    It is not where the column is not read, or where the cell has one of the words that are `whole`.
    """
    at = len(row.texts) - 1
    if not row.is_open or not is_read or not row.texts[at] or row.texts[at].lower() in whole:
        return row
    place.to(f"line {row.line}", row.names[at]).report("cut_off", row.texts[at], "shop_whole_cell", "shop_cell_cut")
    return TextRow(row.line, row.names, (*row.texts[:at], ""))


class SkusSeen:
    """The SKUs of a file with the place of each, so that those of several variants are reported.

    Shops that give all sizes of a product one SKU do so many times: there is one problem for each SKU.
    """

    def __init__(self, place: FieldPath, *codes: str) -> None:
        self._place = place
        self._codes = codes or ("sku_twice", "shop_one_sku", "shop_sku_of_others")
        self._places: dict[str, str] = {}
        self._again: dict[str, list[str]] = {}
        """The places of the second variant of a SKU and of all others."""
        self._column = "sku"

    def see(self, variant: ShopVariant, column: str) -> None:
        """Note the SKU of a variant, which stands in a column."""
        if variant.sku and self._places.setdefault(variant.sku, variant.place) != variant.place:
            self._note_again(variant.place, variant.sku, column)

    def see_at(self, place: str, sku: str, column: str) -> None:
        """Note a SKU, which stands at a place in a column."""
        if sku and sku in self._places:
            self._note_again(place, sku, column)
        self._places.setdefault(sku, place)

    def _note_again(self, place: str, sku: str, column: str) -> None:
        self._again.setdefault(sku, []).append(place)
        self._column = column

    def report(self) -> None:
        """Report each SKU that several variants have, at the second of them."""
        for sku, (second, *others) in self._again.items():
            places = (self._places[sku], *others)
            listed = ", ".join(places[:MOST_PLACES]) + (" …" if len(places) > MOST_PLACES else "")
            here = self._place.to(second, self._column)
            here.report(self._codes[0], sku, *self._codes[1:], places=listed, count=len(places) + 1)


class VariantList:
    """The variants of one product; one that says the same as another is passed over."""

    def __init__(self, place: FieldPath) -> None:
        self._place = place
        self._skus: set[str] = set()
        self._places: dict[tuple[object, ...], str] = {}
        """What the first variants of the list say; of the others it is noted when it is asked for."""
        self.variants: list[ShopVariant] = []

    def add(self, variant: ShopVariant) -> bool:
        """Take a variant; False and a problem where it stands in the product already."""
        has_own_sku = variant.sku and variant.sku not in self._skus  # as nearly all have
        if not has_own_sku and (before := self._same(variant)):
            here = self._place.to(variant.place)
            here.report("variant_twice", variant.sku or None, "shop_variant_once", "shop_variant_before", place=before)
            return False
        self._skus.add(variant.sku)
        self.variants.append(variant)
        return True

    def _same(self, variant: ShopVariant) -> str:
        """The place of another variant that says all that this one says; empty where none does."""
        for earlier in self.variants[len(self._places) :]:
            self._places[astuple(earlier)[1:]] = earlier.place
        before = self._places.get(astuple(variant)[1:], "")
        return "" if before == variant.place else before


class FactCount:
    """How many facts of a product have no place, by the names of their columns.

    The same columns come row after row, so that they are counted as a group.
    """

    def __init__(self) -> None:
        self._groups: dict[tuple[str, ...], int] = {}

    def add(self, *names: str) -> None:
        """Count a fact in each of some columns."""
        if names:
            self._groups[names] = self._groups.get(names, 0) + 1

    def by_name(self) -> dict[str, int]:
        """The facts that were counted."""
        counts: dict[str, int] = {}
        for names, times in self._groups.items():
            for name in names:
                counts[name] = counts.get(name, 0) + times
        return counts
