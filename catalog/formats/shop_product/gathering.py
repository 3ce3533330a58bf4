"""What the readers of shops share: rows that come together to products, and what is reported of them."""

from __future__ import annotations

from collections import Counter
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
        if variant.sku and self._places.get(variant.sku) != variant.place:
            self.see_at(variant.place, variant.sku, column)

    def see_at(self, place: str, sku: str, column: str) -> None:
        """Note a SKU, which stands at a place in a column."""
        if sku and sku in self._places:
            self._again.setdefault(sku, []).append(place)
            self._column = column
        self._places.setdefault(sku, place)

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
        self._places: dict[tuple[object, ...], str] = {}
        self.variants: list[ShopVariant] = []

    def add(self, variant: ShopVariant) -> bool:
        """Take a variant; False and a problem where it stands in the product already."""
        says = astuple(variant)[1:]
        before = self._places.setdefault(says, variant.place)
        if before != variant.place:
            here = self._place.to(variant.place)
            here.report("variant_twice", variant.sku or None, "shop_variant_once", "shop_variant_before", place=before)
            return False
        self.variants.append(variant)
        return True


class FactCount:
    """How many facts of a product have no place, by the names of their columns.

    The same columns come row after row, so that they are counted as a group.
    """

    def __init__(self) -> None:
        self._groups: Counter[tuple[str, ...]] = Counter()

    def add(self, *names: str) -> None:
        """Count a fact in each of some columns."""
        if names:
            self._groups[names] += 1

    def by_name(self) -> dict[str, int]:
        """The facts that were counted."""
        counts: Counter[str] = Counter()
        for names, times in self._groups.items():
            for name in names:
                counts[name] += times
        return dict(counts)
