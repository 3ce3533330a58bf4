"""Rulings that travel with brand files: what they rest on, so that they fall when that changes."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from ..model.catalog_ruling import CatalogRuling, Ruled
from ..model.policy import Policy
from ..model.product import Product
from ..rules.medical.rule import evidence_fingerprint
from .lint import ProductsByFile


def with_evidence(
    files: ProductsByFile, stored: Mapping[str, CatalogRuling], policy: Policy
) -> dict[str, tuple[Product, ...]]:
    """The same products, each ruling that decides with the fingerprint of the signals that it rests on.

    A ruling that the catalog has already (`stored`, by product id) keeps the fingerprint that it had: where the record
    says something else by now, it no longer holds until its file rules again. One that names its evidence keeps that.
    """
    return {
        file: tuple(_resting(p, p.ruling, stored.get(p.id), policy) if p.ruling else p for p in products)
        for file, products in files.items()
    }


def _resting(product: Product, ruling: CatalogRuling, before: CatalogRuling | None, policy: Policy) -> Product:
    """The product, its ruling with the fingerprint that it rests on; `before` is the one that the catalog has."""
    if ruling.evidence or ruling.ruled is Ruled.OPEN:
        return product
    is_known = before is not None and replace(before, evidence="") == ruling
    evidence = before.evidence if before is not None and is_known else evidence_fingerprint(product, policy)
    return replace(product, ruling=replace(ruling, evidence=evidence))
