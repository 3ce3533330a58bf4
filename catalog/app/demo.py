"""The catalog of the demo shop: made-up products in a database of its own, which goes when the service stops."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..model.policy import Policy
from .database import upgrade
from .load import load_files

PRODUCTS: Final = Path(__file__).with_name("demo_shop.toml")
COLLECTION: Final = "demo"


def demo_database(folder: Path, policy: Policy) -> str:
    """Make a database with the made-up products in a folder, and return its address; nothing else is in it."""
    from ..store.database import connect

    url = f"sqlite:///{folder / 'demo.db'}"
    upgrade(url, policy)
    engine = connect(url)
    try:
        load_files(engine, [PRODUCTS], policy, collection=COLLECTION)
    finally:
        engine.dispose()
    return url
