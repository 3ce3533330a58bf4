"""Brand files as a catalog of their own that nobody has loaded, to be looked at before they are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..formats.brand_toml import read_brand_files
from ..model.policy import Policy
from ..model.product import CatalogVersion
from ..model.snapshot import Snapshot
from ..search.loaded_catalog import LoadedCatalog, load_catalog
from .judging import judge


def catalog_of_files(paths: Sequence[Path], policy: Policy) -> LoadedCatalog:
    """Read brand files, and judge their products by the rules alone: no curator has decided on any of them.

    Raises: BadInput (with every problem of every file).
    """
    by_file = read_brand_files(paths)
    products = sorted((p for own in by_file.values() for p in own), key=lambda p: p.id)
    version = CatalogVersion(1, ", ".join(by_file))
    return load_catalog(Snapshot(version, tuple(products), judge(products, policy, {}), {}))
