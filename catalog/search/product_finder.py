"""Finds the product a person means: by id, then SKU, GTIN and shop id, then name; or the nearest names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from functools import cached_property
from typing import Final

from ..model.did_you_mean import nearest_of
from ..model.gtin import gtin_of
from ..model.problem import BadInput
from ..model.product import Product
from ..model.product_name import folded, full_name, same_letters

NEAREST: Final = 5
MOST_COMPARED: Final = 2000
"""In a larger catalog a wrong name is compared by whole words alone: comparing letters is slow."""

Table = dict[str, list[Product]]


class Finder:
    """The products of a catalog by everything they are called; what a step needs is made when it is first wanted."""

    def __init__(self, products: Sequence[Product]) -> None:
        self.products = products

    def find(self, reference: str) -> Product:
        """The one product that a reference names.

        Its id as written goes first; then SKU, GTIN and shop id as written (`0123` is not `123`); then all of them
        without case and accents; then names, whole and at last by their words.

        Raises:
            BadInput: none or several are named; the hint lists those, or the nearest.
        """
        found = self.exact(reference)
        if found is not None:
            return found
        return self._only(self._like(reference.strip()), reference)

    def exact(self, reference: str) -> Product | None:
        """The product of that id, else of that SKU, GTIN or shop id as written; None where there is none.

        Raises:
            BadInput: several products have it.
        """
        wanted = reference.strip()
        if wanted in self._ids:
            return self._ids[wanted]
        named = self._codes.get(wanted, [])
        gtin = gtin_of(wanted)
        if gtin and gtin != wanted:
            named = [*named, *(p for p in self._codes.get(gtin, ()) if p not in named)]
        return self._only(named, reference) if named else None

    def _like(self, wanted: str) -> list[Product]:
        """The products that a reference names only nearly as they are called."""
        words = folded(wanted)
        if not words:
            return []
        letters = same_letters(wanted)
        named = self._like_ids.get(letters) or self._like_codes.get(letters) or self._names.get(words)
        return named or self._with_words(set(words.split()))

    def _with_words(self, words: set[str]) -> list[Product]:
        """The products whose names and ids hold all of some words."""
        groups = sorted((self._words.get(word, ()) for word in words), key=len)
        others = [{p.id for p in group} for group in groups[1:]]
        return [p for p in groups[0] if all(p.id in ids for ids in others)]

    def _only(self, named: Sequence[Product], reference: str) -> Product:
        if len(named) == 1:
            return named[0]
        if named:
            choices = ", ".join(sorted(p.id for p in named)[:NEAREST])
            raise BadInput.one(
                "ambiguous_product", "product", reference, "find_one_product", "find_choices", choices=choices
            )
        near = self.nearest(reference)
        hint = "find_nearest" if near else "find_list"
        raise BadInput.one("unknown_product", "product", reference, "find_a_product", hint, names=", ".join(near))

    def nearest(self, reference: str) -> list[str]:
        """Ids of products whose id or name looks like the reference, nearest first, at most five."""
        text = folded(reference)
        wanted = set(text.split())
        shared: dict[str, int] = {}
        for word in wanted:
            for product in self._words.get(word, ()):
                shared[product.id] = shared.get(product.id, 0) + 1
        alike: list[str] = []
        if len(self.products) <= MOST_COMPARED:
            keys = {name: named[0].id for name, named in self._names.items()}
            alike = [keys[key] for key in get_close_matches(text, keys, n=3 * NEAREST, cutoff=0.4)]
        by_words = sorted(shared, key=lambda i: (-shared[i], i))
        return list(dict.fromkeys((*alike, *by_words)))[:NEAREST]

    @cached_property
    def _ids(self) -> dict[str, Product]:
        return {p.id: p for p in self.products}

    @cached_property
    def _codes(self) -> Table:
        """Products by SKU, GTIN of 14 digits and shop id."""
        return _table(self.products, lambda p: [c for v in p.variants for c in (v.sku, v.gtin, v.shop_id)])

    @cached_property
    def _like_ids(self) -> Table:
        """Products by id without case and accents."""
        return _table(self.products, lambda p: [same_letters(p.id)])

    @cached_property
    def _like_codes(self) -> Table:
        """Products by SKU and shop id without case and accents."""
        return _table(self.products, lambda p: [same_letters(c) for v in p.variants for c in (v.sku, v.shop_id)])

    @cached_property
    def _names(self) -> Table:
        """Products by id and name as words."""
        return _table(self.products, lambda p: [folded(n) for n in (p.id, full_name(p), p.name)])

    @cached_property
    def _words(self) -> Table:
        """Products by each word of their names and ids."""
        return _table(self.products, lambda p: folded(f"{full_name(p)} {p.id}").split())


def _table(products: Iterable[Product], called: Callable[[Product], Iterable[str]]) -> Table:
    """Products by what each is called, in their order; one that is called the same twice stands there once."""
    table: Table = {}
    for product in products:
        for name in dict.fromkeys(called(product)):
            if name:
                table.setdefault(name, []).append(product)
    return table


def find_product(reference: str, products: Sequence[Product]) -> Product:
    """The one product of a few that a reference names; errors as for `Finder.find`."""
    return Finder(products).find(reference)


def _unknown_brand(brand: str, field: str, known: Iterable[str]) -> BadInput:
    near = nearest_of(brand, known)
    hint = "find_nearest" if len(near) > 1 else "find_list_brands"
    suggestion = near[0] if len(near) == 1 else ""
    return BadInput.one(
        "unknown_brand", field, brand, "find_a_brand", hint, suggestion=suggestion, names=", ".join(near)
    )


def known_brands(wanted: Iterable[str], products: Iterable[Product], field: str) -> set[str]:
    """The brands as the catalog writes them, whatever their case and the blanks around them.

    Raises:
        BadInput: brands that the catalog does not have; each is named with the nearest.
    """
    known = {p.brand.casefold(): p.brand for p in products}
    named = list(dict.fromkeys(w.strip() for w in wanted))
    unknown = [w for w in named if w.casefold() not in known]
    if unknown:
        raise BadInput(p for w in unknown for p in _unknown_brand(w, field, known.values()).problems)
    return {known[w.casefold()] for w in named}
