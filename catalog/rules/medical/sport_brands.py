"""Brands that make sportswear: a hint where a record says nothing of medicine, never more."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Final

from ...lexicon.tokens import normalized
from ...model.product import Garment, Position, Product
from .text_reading import HERE, Signal, SignalKind

SPORT_BRAND: Final = "sport_brand"
WORN_FOR_SPORT: Final = frozenset({
    Garment.SOCK, Garment.CALF_SLEEVE, Garment.THIGH_SLEEVE, Garment.FULL_LEG_SLEEVE, Garment.SHORTS, Garment.TIGHTS,
})  # fmt: skip
"""Garments that such a brand makes for sport; of any other, and of one that nobody names, it hints at nothing."""


@cache
def sport_brands() -> frozenset[str]:
    """The names of the brands in plain small letters: constant data of the package."""
    table = tomllib.loads((HERE / "sport_brands.toml").read_text("utf-8"))
    return frozenset(normalized(brand["name"]) for brand in table["brand"])


def brand_hint(product: Product) -> Signal | None:
    """The hint that a product's brand makes sportswear; the brand has to equal a name of the list as a whole."""
    if product.garment not in WORN_FOR_SPORT or normalized(product.brand.strip()) not in sport_brands():
        return None
    return Signal(SignalKind.HINT, SPORT_BRAND, product.brand, Position.BRAND.value, "brand")
