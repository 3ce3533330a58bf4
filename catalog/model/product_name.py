"""What a product is called, and how names are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from .product import Product

LONGEST: Final = 200
"""Characters of a name that are compared."""
NO_BRAND: Final = "unstated"
"""The brand of a product for which nobody names one."""

KNOWN_DASH: Final = " — "
"""What stands between a product and its size where a known size is named."""


def plain_letters(text: str) -> str:
    """A text without case and accents.

    >>> plain_letters("Élan")
    'elan'
    """
    if text.isascii():
        return text.casefold()
    letters = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(letters).casefold()


@lru_cache(maxsize=1024)
def normalized(text: str) -> str:
    """A text without case, accents and punctuation, for comparing names; cached, for brands are few.

    >>> normalized("CEP: Run-Compression (3.0)")
    'cep run compression 3 0'
    """
    return re.sub(r"[\W_]+", " ", plain_letters(text[:LONGEST])).strip()


def full_name(product: Product) -> str:
    """Brand and name as one; the brand once where the name begins with it."""
    return name_with_brand(product.name, product.brand)


def name_with_brand(name: str, brand: str) -> str:
    """A name with its brand before it, once; alone where nobody names a brand.

    >>> name_with_brand("CEP Run Socks", "cep"), name_with_brand("Run Socks", "CEP"), name_with_brand("Sock", NO_BRAND)
    ('CEP Run Socks', 'CEP Run Socks', 'Sock')
    """
    return name if brand == NO_BRAND or normalized(name).startswith(normalized(brand)) else f"{brand} {name}"
