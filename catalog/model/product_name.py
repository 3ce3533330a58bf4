"""What a product is called, and how names are compared."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from .product import Product

LONGEST: Final = 200
"""Characters of a name that are compared."""


def same_letters(text: str) -> str:
    """A text without case and accents."""
    if text.isascii():
        return text.casefold()
    plain = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(plain).casefold()


def folded(text: str) -> str:
    """A text without case, accents and punctuation, for comparing names."""
    return re.sub(r"[\W_]+", " ", same_letters(text[:LONGEST])).strip()


def full_name(product: Product) -> str:
    """Brand and name as one, the brand not said twice."""
    if folded(product.name).startswith(folded(product.brand)):
        return product.name
    return f"{product.brand} {product.name}"
