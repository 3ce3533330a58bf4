"""A fresh, migrated catalog for each test, on SQLite and on PostgreSQL alike."""

import shutil

import pytest

from catalog.store import migrate
from catalog.store.database import connect


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory):
    """A migrated, empty catalog in a SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "catalog.db"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    """The address of a database that is not there yet, or is empty."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'catalog.db'}"
    return request.getfixturevalue("postgres_url")


@pytest.fixture
def url(empty_url, migrated_file):
    """The address of a migrated, empty catalog."""
    if empty_url.startswith("sqlite"):
        shutil.copy(migrated_file, empty_url.removeprefix("sqlite:///"))
    else:
        migrate.upgrade(empty_url)
    return empty_url


@pytest.fixture
def engine(url):
    """An open, migrated, empty catalog."""
    engine = connect(url, wait=0.2)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_url(tmp_path, migrated_file):
    """The address of a migrated, empty catalog in a SQLite file."""
    return f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'catalog.db')}"
