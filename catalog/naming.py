"""Finds the product a person means: by id, SKU, GTIN, shop id or name; or the nearest names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Final

from .problem import BadInput
from .product import Product

NEAREST: Final = 5


def folded(text: str) -> str:
    """A text without case, accents and punctuation, for comparing names."""
    bare = unicodedata.normalize("NFKD", text[:200]).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", " ", bare.casefold()).strip()


def full_name(product: Product) -> str:
    """Brand and name as one, the brand not said twice."""
    if folded(product.name).startswith(folded(product.brand)):
        return product.name
    return f"{product.brand} {product.name}"


def _handles(product: Product) -> set[str]:
    own = {product.id, *(v.sku for v in product.variants), *(v.shop_id for v in product.variants)}
    return {h for h in own if h} | {v.gtin.lstrip("0") for v in product.variants if v.gtin}


class Names:
    """Products by id, SKU, GTIN and shop id, for many look-ups in one catalog."""

    __slots__ = ("_by_handle", "_products")

    def __init__(self, products: Sequence[Product]) -> None:
        self._products = products
        self._by_handle: dict[str, list[Product]] = {}
        for product in products:
            for handle in _handles(product):
                self._by_handle.setdefault(handle, []).append(product)

    def find(self, reference: str) -> Product:
        """The one product that a reference names; errors as for `find_product`."""
        wanted, gtin = _wanted(reference)
        exact = self._by_handle.get(wanted, [])
        if gtin.isdigit() and gtin != wanted:
            exact = [*exact, *(p for p in self._by_handle.get(gtin, ()) if p not in exact)]
        return exact[0] if len(exact) == 1 else find_product(reference, self._products)


def _wanted(reference: str) -> tuple[str, str]:
    """A reference as it is compared with handles, and as a GTIN."""
    wanted = reference.strip()
    return wanted, re.sub(r"[\s-]", "", wanted).lstrip("0")


def find_product(reference: str, products: Sequence[Product]) -> Product:
    """The one product that a reference names.

    Raises:
        BadInput: none or several are named; the hint lists the nearest.
    """
    wanted, gtin = _wanted(reference)
    exact = [p for p in products if wanted in _handles(p) or (gtin.isdigit() and gtin in _handles(p))]
    if not exact:
        exact = [p for p in products if folded(wanted) in (folded(p.id), folded(full_name(p)), folded(p.name))]
    if not exact:
        words = set(folded(wanted).split())
        exact = [p for p in products if words and words <= set(folded(f"{full_name(p)} {p.id}").split())]
    if len(exact) == 1:
        return exact[0]
    if exact:
        names = ", ".join(sorted(p.id for p in exact)[:NEAREST])
        raise BadInput.one("ambiguous_product", "product", reference, "one product", f"It could be: {names}.")
    near = nearest(reference, products)
    hint = f"Nearest: {', '.join(near)}." if near else "`legfit list` shows every product."
    raise BadInput.one("unknown_product", "product", reference, "a product of the catalog", hint)


def nearest(reference: str, products: Iterable[Product]) -> list[str]:
    """Ids of products whose id or name looks like the reference, nearest first, at most five."""
    keys: dict[str, str] = {}
    for product in products:
        keys.setdefault(folded(product.id), product.id)
        keys.setdefault(folded(full_name(product)), product.id)
    found = get_close_matches(folded(reference), keys, n=3 * NEAREST, cutoff=0.4)
    wanted = set(folded(reference).split())
    shared = [k for k in keys if wanted & set(k.split())]
    ids = [keys[k] for k in (*found, *sorted(shared, key=lambda k: -len(wanted & set(k.split()))))]
    return list(dict.fromkeys(ids))[:NEAREST]
