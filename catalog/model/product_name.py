"""What a product is called, and how names are compared."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from .product import Product

LONGEST: Final = 200
"""Characters of a name that are compared."""


def plain_letters(text: str) -> str:
    """A text without case and accents.

    >>> plain_letters("Élan")
    'elan'
    """
    if text.isascii():
        return text.casefold()
    letters = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(letters).casefold()


def normalized(text: str) -> str:
    """A text without case, accents and punctuation, for comparing names.

    >>> normalized("CEP: Run-Compression (3.0)")
    'cep run compression 3 0'
    """
    return re.sub(r"[\W_]+", " ", plain_letters(text[:LONGEST])).strip()


def full_name(product: Product) -> str:
    """Brand and name as one; the brand once where the name begins with it."""
    if normalized(product.name).startswith(normalized(product.brand)):
        return product.name
    return f"{product.brand} {product.name}"
