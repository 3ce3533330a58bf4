"""A fresh, migrated catalog for each test, on SQLite and on PostgreSQL alike.

A catalog is migrated once and copied: all its migrations take longer than most tests.
"""

import tempfile
from functools import cache
from pathlib import Path

import pytest

from catalog.store import migrate
from catalog.store.database import connect


@cache
def migrated_bytes():
    """The file of a migrated, empty SQLite catalog."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalog.db"
        migrate.upgrade(f"sqlite:///{path}")
        return path.read_bytes()


def migrated(path):
    """The address of a migrated, empty catalog in a new SQLite file."""
    path.write_bytes(migrated_bytes())
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    """The address of a database that is not there yet, or is empty."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'catalog.db'}"
    return request.getfixturevalue("postgres_url")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The address of a migrated, empty catalog."""
    if request.param == "sqlite":
        return migrated(tmp_path / "catalog.db")
    return request.getfixturevalue("migrated_postgres_url")


@pytest.fixture
def engine(url):
    """An open, migrated, empty catalog."""
    engine = connect(url, wait=0.2)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_url(tmp_path):
    """The address of a migrated, empty catalog in a SQLite file."""
    return migrated(tmp_path / "catalog.db")
