"""GTINs, SKUs and shop ids that two products have: afterwards a look-up by them could mean either."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...model.product import Product
from .finding import Finding, Level, finding, placed

KINDS = ("gtin", "sku", "shop_id")
CROSSED = {"sku": "shop_id", "shop_id": "sku"}
"""Kinds that a shop writes freely, so that one may bear the text of the other."""


Owners = dict[tuple[str, str], tuple[str, str]]
"""The product id and the place of each identifier, by its kind and text."""


def identifiers(product: Product) -> Iterator[tuple[str, str, str]]:
    """List kind, text and variant of every identifier of a product."""
    for number, variant in enumerate(product.variants, start=1):
        for kind, text in zip(KINDS, (variant.gtin, variant.sku, variant.shop_id), strict=True):
            if text:
                yield kind, text, variant.sku or str(number)


def duplicate_identifiers(files: Mapping[str, Sequence[Product]], owners: Owners | None = None) -> Iterator[Finding]:
    """Find identifiers that a second product or variant has, the first place named; `owners` has them already.

    Two variants of one product with one number are a warning: the product is found, but a basket may get either. So
    is a SKU that is the shop id of another product: a look-up takes both kinds and has to ask which is meant.
    """
    first: Owners = dict(owners or {})
    for file, products in files.items():
        for product in products:
            own: set[tuple[str, str]] = set()
            for kind, text, variant in identifiers(product):
                here = placed(file, f"product {product.id}", f"variant {variant}", kind)
                owner, place = first.setdefault((kind, text), (product.id, here))
                again = (kind, text) in own
                own.add((kind, text))
                if owner == product.id and place == here:
                    other, crossed_place = first.get((CROSSED.get(kind, ""), text), (product.id, ""))
                    if other != product.id:
                        yield _double(kind, text, here, crossed_place, "lint_number_of_one_product", Level.WARNING)
                elif owner == product.id:
                    yield _double(kind, text, here, place, "lint_number_of_one_variant", Level.WARNING)
                elif not again:
                    yield _double(kind, text, here, place, "lint_number_of_one_product", Level.ERROR)


def _double(kind: str, text: str, here: str, place: str, expected: str, level: Level) -> Finding:
    return finding(f"duplicate_{kind}", here, text, expected, "lint_stands_in_another_place", level=level, other=place)
