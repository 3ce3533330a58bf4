"""GTINs, SKUs and shop ids that two products have: afterwards a look-up by them could mean either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from ..product import Product
from .finding import Finding, finding, placed

KINDS = ("gtin", "sku", "shop_id")


class Owner(Struct, frozen=True):
    """Whose an identifier is: the product and the place it stands at, file first."""

    product: str
    place: str


Owners = dict[tuple[str, str], Owner]
"""Owners by kind and identifier."""


def identifiers(product: Product) -> Iterator[tuple[str, str, str]]:
    """Kind, text and variant of every identifier of a product, each once."""
    met = set()
    for number, variant in enumerate(product.variants, start=1):
        for kind, text in zip(KINDS, (variant.gtin, variant.sku, variant.shop_id), strict=True):
            if text and (kind, text) not in met:
                met.add((kind, text))
                yield kind, text, variant.sku or str(number)


def doubles(shelf: Mapping[str, Sequence[Product]], owners: Owners | None = None) -> Iterable[Finding]:
    """Each identifier that a second product has, the first place named; `owners` are those known before."""
    known: Owners = dict(owners or {})
    for file, products in shelf.items():
        for product in products:
            for kind, text, variant in identifiers(product):
                here = placed(file, f"product {product.id}", f"variant {variant}", kind)
                owner = known.setdefault((kind, text), Owner(product.id, here))
                if owner.product != product.id:
                    yield finding(
                        f"duplicate_{kind}", here, text, "number_of_one_product", "stands_in_another_place",
                        other=owner.place,
                    )  # fmt: skip
