"""GTINs, SKUs and shop ids that two products have: afterwards a look-up by them could mean either."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..product import Product
from .finding import Finding, finding, placed

KINDS = ("gtin", "sku", "shop_id")


Owners = dict[tuple[str, str], tuple[str, str]]
"""The product id and the place of each identifier, by its kind and text."""


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
                owner, place = known.setdefault((kind, text), (product.id, here))
                if owner != product.id:
                    yield finding(
                        f"duplicate_{kind}", here, text, "lint_number_of_one_product", "lint_stands_in_another_place",
                        other=place,
                    )  # fmt: skip
