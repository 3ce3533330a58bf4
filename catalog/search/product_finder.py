"""Finds the product a person means: by id, then SKU, GTIN and shop id, then name; or the nearest names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from types import MappingProxyType
from typing import Final

from ..model.did_you_mean import nearest_of
from ..model.gtin import gtin_of
from ..model.problem import BadInput
from ..model.product import Product
from ..model.product_name import full_name, normalized, plain_letters

NEAREST: Final = 5
MOST_COMPARED: Final = 2000
"""In a larger catalog a wrong name is compared by whole words alone: comparing letters is slow."""

Table = dict[str, list[Product]]
"""Products by something that they are called."""
NO_OTHERS: Final[Mapping[str, Product]] = MappingProxyType({})


class NameTables:
    """The products of a catalog version by everything that they are called, each table made when it is wanted."""

    def __init__(self, products: Sequence[Product]) -> None:
        self.products = products

    @cached_property
    def ids(self) -> dict[str, Product]:
        """Products by id, old ids too."""
        return {alias: p for p in self.products for alias in p.aliases} | {p.id: p for p in self.products}

    @cached_property
    def codes(self) -> Table:
        """Products by SKU, GTIN of 14 digits and shop id."""
        return _table(self.products, lambda p: [c for v in p.variants for c in (v.sku, v.gtin, v.shop_id)])

    @cached_property
    def plain_ids(self) -> Table:
        """Products by id without case and accents."""
        return _table(self.products, lambda p: [plain_letters(n) for n in (p.id, *p.aliases)])

    @cached_property
    def plain_codes(self) -> Table:
        """Products by SKU and shop id without case and accents."""
        return _table(self.products, lambda p: [plain_letters(c) for v in p.variants for c in (v.sku, v.shop_id)])

    @cached_property
    def names(self) -> Table:
        """Products by id and name as words."""
        return _table(self.products, lambda p: [normalized(n) for n in (p.id, *p.aliases, full_name(p), p.name)])

    @cached_property
    def words(self) -> Table:
        """Products by each word of their names and ids."""
        return _table(self.products, _words_of)


class ProductFinder:
    """Finds a product by everything that it is called."""

    def __init__(
        self, products: Sequence[Product], offered: Mapping[str, Product] = NO_OTHERS, tables: NameTables | None = None,
        beyond: ProductFinder | None = None,
    ) -> None:  # fmt: skip
        """`offered` are those of the products, by id, that are to be shown with other offers; `tables` are at hand.

        `beyond` finds the products of the whole catalog where these are some of its collections.
        """
        self.products, self._beyond = products, beyond
        self._offered, self._tables = offered, tables or NameTables(products)

    def with_offered(self, offered: Mapping[str, Product]) -> ProductFinder:
        """The same finder with these products as they are offered now, by id: no offer changes what one is called."""
        return ProductFinder(self.products, offered, self._tables, self._beyond)

    def find(self, reference: str, *, words: bool = True) -> Product:
        """The one product that a reference names.

        Its id as written goes first, an old id like the new one; then SKU, GTIN and shop id as written (`0123` is not
        `123`); then all of them without case and accents; then whole names. At last, for what a person types
        (`words`), the words of names: of blanks, or one plain word, but never of what is written as an id or code
        (`joule-a`). What is the id or a code of a product of another collection names that one, and is never taken
        for a likeness of one here.

        Raises: BadInput (none or several are named; the hint lists those, or the nearest).
        """
        here = self.exact(reference)
        if here is None and self._beyond is not None and self._beyond.all_exact(reference.strip()):
            raise self._unknown(reference)
        return here or self._only(self._similar(reference.strip(), words), reference)

    def exact(self, reference: str) -> Product | None:
        """The product of that id, else of that SKU, GTIN or shop id as written; None where there is none.

        Raises: BadInput (several products have it).
        """
        products = self.all_exact(reference.strip())
        return self._only(products, reference) if products else None

    def all_exact(self, wanted: str) -> list[Product]:
        """The product of that id, else all of that SKU, GTIN or shop id."""
        if wanted in self._tables.ids:
            return [self._tables.ids[wanted]]
        products = self._tables.codes.get(wanted, [])
        gtin = gtin_of(wanted)
        if gtin and gtin != wanted:
            products = [*products, *(p for p in self._tables.codes.get(gtin, ()) if p not in products)]
        return products

    def all_named(self, wanted: str) -> list[Product]:
        """As `all_exact`, else all whose id, code or whole name it is but for case, accents and punctuation."""
        return self.all_exact(wanted) or self._similar(wanted, by_words=False)

    def of_id(self, product_id: str) -> Product:
        """The product of exactly that id, for what no likeness may decide. Raises: BadInput (none; the nearest)."""
        if product_id not in self._tables.ids:
            raise self._unknown(product_id)
        return self._only([self._tables.ids[product_id]], product_id)

    def _similar(self, wanted: str, by_words: bool) -> list[Product]:
        """The products whose id, code or name is the reference but for case, accents and punctuation; else by words."""
        name = normalized(wanted)
        if not name:
            return []
        letters, tables = plain_letters(wanted), self._tables
        products = tables.plain_ids.get(letters) or tables.plain_codes.get(letters) or tables.names.get(name)
        return products or (self._with_words(Counter(name.split())) if by_words and _is_words(wanted) else [])

    def _with_words(self, words: Counter[str]) -> list[Product]:
        """The products whose names and ids hold all of some words, each as often."""
        rarest = min((self._tables.words.get(word, ()) for word in words), key=len)
        return [p for p in rarest if words <= _words_of(p)]

    def _only(self, products: Sequence[Product], reference: str) -> Product:
        if len(products) == 1:
            return self._offered.get(products[0].id, products[0])
        if products:
            choices, more = ", ".join(sorted(p.id for p in products)[:NEAREST]), len(products) - NEAREST
            hint = "find_choices_more" if more > 0 else "find_choices"
            raise BadInput.one(
                "ambiguous_product", "product", reference, "find_one_product", hint, choices=choices, more=max(more, 0)
            )
        raise self._unknown(reference)

    def _unknown(self, reference: str) -> BadInput:
        near = self.nearest(reference)
        hint = "find_nearest" if near else "find_list"
        return BadInput.one("unknown_product", "product", reference, "find_a_product", hint, names=", ".join(near))

    def nearest(self, reference: str) -> list[str]:
        """Ids of products whose id or name looks like the reference, nearest first, at most five."""
        text = normalized(reference)
        shared = Counter(product.id for word in set(text.split()) for product in self._tables.words.get(word, ()))
        alike: list[str] = []
        if len(self.products) <= MOST_COMPARED:
            ids = {name: products[0].id for name, products in self._tables.names.items()}
            alike = [ids[name] for name in get_close_matches(text, ids, n=3 * NEAREST, cutoff=0.4)]
        by_words = sorted(shared, key=lambda id: (-shared[id], id))
        return list(dict.fromkeys((*alike, *by_words)))[:NEAREST]


def _words_of(product: Product) -> Counter[str]:
    """The words of a product's name and id, each as often as it stands in the one that has it more often."""
    return Counter(normalized(full_name(product)).split()) | Counter(normalized(product.id).split())


def _is_words(reference: str) -> bool:
    """Whether a reference is words of a name, and not an id or code: it has blanks, or is one plain word.

    >>> _is_words("joule a"), _is_words("joule"), _is_words("joule-a"), _is_words("0123")
    (True, True, False, False)
    """
    return len(reference.split()) > 1 or (reference.isalnum() and not reference.isnumeric())


def _table(products: Iterable[Product], names_of: Callable[[Product], Iterable[str]]) -> Table:
    """Products by each of their names, in their order; one that has a name twice stands there once."""
    table: Table = {}
    for product in products:
        for name in dict.fromkeys(names_of(product)):
            if name:
                table.setdefault(name, []).append(product)
    return table


def known_brands(names: Iterable[str], products: Iterable[Product], field: str) -> set[str]:
    """Some brands as the catalog writes them, whatever the case of their names and the blanks around them.

    Raises: BadInput (brands that the catalog does not have; each is named under `field`, with the nearest).
    """
    return _known(names, {p.brand.casefold(): p.brand for p in products}, field, _unknown_brand)


def known_collections(names: Iterable[str], collections: Iterable[str], field: str) -> set[str]:
    """Some collections as the catalog writes them, read as brands are; `collections` are those that there are.

    Raises: BadInput (collections that there are not; each is named under `field`, with the nearest and with all).
    """
    return _known(names, {c.casefold(): c for c in collections}, field, unknown_collection)


def _known(
    names: Iterable[str], written: Mapping[str, str], field: str,
    unknown: Callable[[str, str, Collection[str]], BadInput],
) -> set[str]:  # fmt: skip
    """Some names as they are written, which stand there by their names in small letters. Raises: BadInput."""
    wanted = list(dict.fromkeys(name.strip() for name in names))
    missing = [name for name in wanted if name.casefold() not in written]
    if missing:
        raise BadInput(p for name in missing for p in unknown(name, field, written.values()).problems)
    return {written[name.casefold()] for name in wanted}


def _unknown_brand(brand: str, field: str, brands: Collection[str]) -> BadInput:
    near = nearest_of(brand, brands)
    hint = "find_nearest" if len(near) > 1 else "find_list_brands"
    suggestion = near[0] if len(near) == 1 else ""
    return BadInput.one(
        "unknown_brand", field, brand, "find_a_brand", hint, suggestion=suggestion, names=", ".join(near)
    )


def unknown_collection(name: str, field: str, collections: Collection[str]) -> BadInput:
    """That there is no collection of a name, with the nearest of those that there are, and all of them."""
    suggestion, names = "".join(nearest_of(name, collections, most=1)), ", ".join(sorted(collections))
    hint = "find_collections" if names else "find_no_collection"
    return BadInput.one(
        "unknown_collection", field, name, "find_a_collection", hint, suggestion=suggestion, names=names
    )
