import sqlite3

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from catalog.store import errors, migrate, tables
from catalog.store import package_files as places
from catalog.store import schema_version as revision
from catalog.store.database import connect
from catalog.store.read import read_version


def test_up_down_and_up_again(empty_url):
    migrate.upgrade(empty_url)
    assert migrate.current(empty_url) == migrate.head()
    migrate.downgrade(empty_url, "base")
    assert migrate.current(empty_url) is None
    migrate.upgrade(empty_url)
    assert migrate.current(empty_url) == migrate.head()
    assert migrate.check(empty_url) == []


def test_downgrade_leaves_no_table(url):
    migrate.downgrade(url, "base")
    engine = connect(url)
    assert inspect(engine).get_table_names() == [tables.REVISION_TABLE]
    engine.dispose()


def test_upgrade_twice_changes_nothing(url):
    migrate.upgrade(url)
    assert migrate.current(url) == migrate.head()


def test_migrations_make_the_tables(url):
    assert migrate.check(url) == []


def test_a_table_that_differs_is_found(url):
    engine = connect(url)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE fibre ADD COLUMN colour TEXT"))
    engine.dispose()
    assert migrate.check(url) == ["remove_column fibre colour"]


def shape(engine):
    """Everything alembic does not compare: checks, keys and references with their names."""
    found = inspect(engine)
    names = [n for n in found.get_table_names() if n != tables.REVISION_TABLE]
    return {
        n: (
            sorted((c["name"], c["sqltext"]) for c in found.get_check_constraints(n)),
            found.get_pk_constraint(n),
            sorted((k["name"], k["constrained_columns"], k["referred_table"]) for k in found.get_foreign_keys(n)),
            sorted((u["name"], u["column_names"]) for u in found.get_unique_constraints(n)),
            sorted((i["name"], i["column_names"]) for i in found.get_indexes(n)),
        )
        for n in names
    }


def test_constraints_are_those_of_the_tables(sqlite_url, tmp_path):
    made = create_engine(f"sqlite:///{tmp_path / 'made.db'}")
    tables.metadata.create_all(made)
    migrated = connect(sqlite_url)
    assert shape(migrated) == shape(made)
    made.dispose()
    migrated.dispose()


def test_every_reference_but_those_in_the_key_has_an_index():
    bare = []
    for table in tables.metadata.sorted_tables:
        leading = [[c.name for c in i.columns] for i in table.indexes] + [[c.name for c in table.primary_key.columns]]
        for key in table.foreign_keys:
            if not any(key.parent.name in columns for columns in leading):
                bare.append(str(key.parent))
    assert bare == []


def test_head_is_the_head_of_the_migrations():
    scripts = ScriptDirectory.from_config(migrate._config())
    assert revision.head() == scripts.get_current_head()
    assert set(revision.known()) == {s.revision for s in scripts.walk_revisions()}


def test_a_new_catalog_has_version_nought(engine):
    with engine.connect() as connection:
        assert read_version(connection).text == "0-empty"


def test_empty_database_is_not_migrated(tmp_path):
    (tmp_path / "empty.db").touch()
    with pytest.raises(errors.NotMigrated) as raised:
        migrate.require_current(f"sqlite:///{tmp_path / 'empty.db'}")
    assert raised.value.code == "store_no_tables"
    assert raised.value.facts == {"current": "", "head": migrate.head(), "command": "legfit db upgrade"}


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(migrate.current, id="current"),
        pytest.param(migrate.require_current, id="require"),
        pytest.param(migrate.upgrade, id="upgrade"),
        pytest.param(migrate.check, id="check"),
        pytest.param(lambda url: migrate.downgrade(url, "base"), id="downgrade"),
    ],
)
def test_newer_database_is_refused(url, act):
    engine = connect(url)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {tables.REVISION_TABLE} SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(errors.TooNew) as raised:
        act(url)
    assert (raised.value.current, raised.value.head) == ("9999", migrate.head())


def foreign(path):
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE customer (id INTEGER)")
    raw.commit()
    raw.close()


def not_a_database(path):
    path.write_text("brand,size\n" * 200)


@pytest.mark.parametrize("make", [pytest.param(foreign, id="foreign"), pytest.param(not_a_database, id="text")])
@pytest.mark.parametrize("act", [migrate.current, migrate.upgrade, migrate.require_current, migrate.check])
def test_what_is_not_ours_is_refused_and_left_alone(tmp_path, make, act):
    path = tmp_path / "other.db"
    make(path)
    before = path.read_bytes()
    with pytest.raises(errors.NotOurs):
        act(f"sqlite:///{path}")
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["other.db"]


def test_a_failed_migration_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(migrate, "_check_references", lambda connection: 1 / 0)
    url = f"sqlite:///{tmp_path / 'catalog.db'}"
    with pytest.raises(ZeroDivisionError):
        migrate.upgrade(url)
    assert migrate.current(url) is None


def test_migrations_of_a_wheel_come_first(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "PACKAGE", tmp_path / "catalog")
    assert places.migrations_folder() == tmp_path / "migrations"
    (tmp_path / "catalog" / "shipped" / "seed").mkdir(parents=True)
    assert places.seed_folder() == tmp_path / "catalog" / "shipped" / "seed"


def test_an_older_schema_is_not_compared_table_by_table(empty_url):
    migrate.upgrade(empty_url, "0002")
    with pytest.raises(errors.NotMigrated) as raised:
        migrate.check(empty_url)
    assert (raised.value.code, raised.value.current) == ("store_not_migrated", "0002")


@pytest.mark.parametrize(
    ("statement", "difference"),
    [
        ("DROP TABLE api_key", "add_table api_key"),
        ("CREATE TABLE customer (id INTEGER)", "remove_table customer"),
        ("ALTER TABLE fibre DROP COLUMN per_mille", "add_column fibre per_mille"),
    ],
)
def test_each_difference_has_a_kind_and_a_name(url, statement, difference):
    engine = connect(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
    assert migrate.check(url) == [difference]
