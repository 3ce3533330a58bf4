"""A fresh, migrated catalog for each test: SQLite, and PostgreSQL where LEGFIT_TEST_POSTGRES_URL names one."""

import os

import pytest
from sqlalchemy import make_url, text

from catalog.store import migrate
from catalog.store.database import connect

POSTGRES = os.environ.get("LEGFIT_TEST_POSTGRES_URL", "")
KINDS = ["sqlite", *(["postgresql"] if POSTGRES else [])]


def emptied_postgres():
    """The address of the server's database after everything in it is gone."""
    engine = connect(POSTGRES)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA IF EXISTS public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return make_url(POSTGRES).render_as_string(hide_password=False)


@pytest.fixture(params=KINDS)
def empty_url(request, tmp_path):
    """The address of a database that is not there yet, or is empty."""
    return f"sqlite:///{tmp_path / 'catalog.db'}" if request.param == "sqlite" else emptied_postgres()


@pytest.fixture
def url(empty_url):
    """The address of a migrated, empty catalog."""
    migrate.upgrade(empty_url)
    return empty_url


@pytest.fixture
def engine(url):
    """An open, migrated, empty catalog."""
    engine = connect(url, wait=0.2)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_url(tmp_path):
    """The address of a migrated, empty catalog in a SQLite file."""
    url = f"sqlite:///{tmp_path / 'catalog.db'}"
    migrate.upgrade(url)
    return url
