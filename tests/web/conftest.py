"""A catalog with the seed and a shop's own products, and a service on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from web_service import Service, filled, serving


@pytest.fixture(scope="session")
def shop_file() -> Path:
    """A brand file of a shop with variants: SKU, GTIN, shop id and stock."""
    return Path(__file__).parent / "shop.toml"


@pytest.fixture(scope="session")
def seeded_url(tmp_path_factory: pytest.TempPathFactory, shop_file: Path) -> str:
    """A SQLite catalog with the seed and the shop's products; nobody writes to it."""
    return filled(f"sqlite:///{tmp_path_factory.mktemp('served') / 'catalog.db'}", shop_file)


@pytest.fixture(scope="session")
def service(seeded_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service on that catalog, shared by every test that only reads."""
    with serving(seeded_url, tmp_path_factory.mktemp("service")) as running:
        yield running


@pytest.fixture
def own_url(seeded_url: str, tmp_path: Path) -> str:
    """A copy of that catalog that a test may change."""
    path = tmp_path / "own.db"
    shutil.copyfile(seeded_url.removeprefix("sqlite:///"), path)
    return f"sqlite:///{path}"
