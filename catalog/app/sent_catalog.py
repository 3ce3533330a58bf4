"""A catalog in memory as bytes, and back: how it gets to a process on another machine that answers from it too."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.policy import Policy
from ..model.snapshot import OfferedSnapshot
from ..rules.version import rules_version
from ..search.loaded_catalog import LoadedCatalog
from ..store.snapshot_bytes import snapshot_bytes, snapshot_from_bytes
from .catalog import loaded


def catalog_bytes(catalog: LoadedCatalog, policy: Policy) -> bytes:
    """Write the whole catalog with its offers as bytes; a view is made again from the names of its collections."""
    whole = catalog.whole
    offers = {id: {v.sku: v.offer for v in product.variants} for id, product in whole.offered.items()}
    return snapshot_bytes(OfferedSnapshot(whole.snapshot, offers, whole.offers_version), rules_version(policy))


def catalog_from_bytes(content: bytes, policy: Policy, collections: Sequence[str] = ()) -> LoadedCatalog:
    """Read a catalog, or a view of some collections. Raises: UnusableFile (legfit is of another version here)."""
    return loaded(snapshot_from_bytes(content, rules_version(policy)), collections=collections)
