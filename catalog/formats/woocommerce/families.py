"""Which rows of an export are one product: variations name their product by its SKU or id, before it or behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

BY_ID: Final = re.compile(r"id:\s*(\d+)", re.I)


def is_variation(kind: str, parent: str) -> bool:
    """Whether a row is a variation, by its type; plug-ins have types of their own. Without one, a parent says so.

    >>> is_variation("variation, virtual", ""), is_variation("subscription_variation", ""), is_variation("variable", "")
    (True, True, False)
    >>> is_variation("", "RUN-SOCK"), is_variation("", "")
    (True, False)
    """
    return "variation" in kind.lower() or bool(parent and not kind)


class RowKeys(Struct, frozen=True, gc=False):
    """What a row says of who it is."""

    line: int
    id: str
    sku: str
    title: str
    parent: str
    """The SKU of its product, or `id:` and the number; empty for a product."""
    is_variation: bool

    @property
    def product(self) -> str:
        """The key of the product that the row is. Where exports of two shops were joined one id can have two titles."""
        return f"{self.id or self.sku or self.line}: {' '.join(self.title.casefold().split())}"


class Families:
    """The products of an export, and the last line that each has a row on."""

    def __init__(self, rows: Iterable[RowKeys]) -> None:
        self.last: dict[str, int] = {}
        self.with_variations: set[str] = set()
        """The keys of the products that have variations."""
        self._by_id: dict[str, dict[str, int]] = {}
        self._by_sku: dict[str, dict[str, int]] = {}
        """The keys of the products with an id or a SKU, and the first line of each."""
        variations = [row for row in rows if not self._is_product(row)]
        for row in variations:
            products = self.products_of(row)
            if len(products) == 1:
                (key,) = products
                self.last[key] = max(self.last[key], row.line)
                self.with_variations.add(key)

    def products_of(self, row: RowKeys) -> Mapping[str, int]:
        """The keys and lines of the products that a variation could belong to."""
        by_id = BY_ID.fullmatch(row.parent)
        return self._by_id.get(by_id[1], {}) if by_id else self._by_sku.get(row.parent, {})

    def _is_product(self, row: RowKeys) -> bool:
        """Whether a row is a product, which is noted."""
        if row.is_variation:
            return False
        key = row.product
        self.last[key] = row.line
        for name, products in ((row.id, self._by_id), (row.sku, self._by_sku)):
            if name:
                products.setdefault(name, {}).setdefault(key, row.line)
        return True
