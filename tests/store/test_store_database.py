import pytest
from sqlalchemy import URL, text
from sqlalchemy.exc import IntegrityError

from catalog.messages.messages import Messages
from catalog.store import errors, migrate
from catalog.store.database import connect, reading, shown_address, writing


def said(error, language="en"):
    """An error of the database in words."""
    return Messages(language).text(f"problem.hint.{error.code}", error.facts)


def pragma(engine, name):
    with engine.connect() as connection:
        return connection.execute(text(f"PRAGMA {name}")).scalar()


def test_sqlite_settings(sqlite_url):
    engine = connect(sqlite_url)
    assert pragma(engine, "foreign_keys") == 1
    assert pragma(engine, "journal_mode") == "wal"
    assert pragma(engine, "busy_timeout") == 5000
    engine.dispose()


def test_foreign_keys_are_enforced(engine):
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text("INSERT INTO category (product, position, name) VALUES (7, 0, 'google:209')"))


def test_missing_file(tmp_path):
    path = tmp_path / "none.db"
    with pytest.raises(errors.DatabaseMissing) as raised:
        connect(f"sqlite:///{path}")
    assert said(raised.value) == f"There is no database at {path}. Create it with `legfit db upgrade`."
    assert not path.exists()


@pytest.mark.parametrize(
    ("parent", "error"),
    [
        pytest.param("nowhere", errors.ReadOnly, id="no-such-folder"),
        pytest.param("file", errors.ReadOnly, id="folder-is-a-file"),
    ],
)
def test_a_folder_that_cannot_hold_a_database(tmp_path, parent, error):
    (tmp_path / "file").touch()
    with pytest.raises(error):
        migrate.upgrade(f"sqlite:///{tmp_path / parent / 'catalog.db'}")


def test_a_folder_is_not_a_database(tmp_path):
    with pytest.raises(errors.NotOurs):
        migrate.upgrade(f"sqlite:///{tmp_path}")
    with pytest.raises(errors.NotOurs):
        connect(f"sqlite:///{tmp_path}")


def test_read_only_database_is_read_and_not_written(sqlite_url):
    engine = connect(sqlite_url + "?mode=ro")
    with reading(engine) as connection:
        assert connection.execute(text("SELECT number FROM catalog")).scalar() == 0
    with pytest.raises(errors.ReadOnly) as raised, writing(engine) as connection:
        connection.execute(text("UPDATE catalog SET number = 1"))
    assert said(raised.value) == (
        "It cannot be written. Give write permission to the file and its folder, or name another database."
    )
    engine.dispose()


def test_damaged_database(sqlite_url, tmp_path):
    path = tmp_path / "catalog.db"
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\x55" * 3996
    path.write_bytes(content)
    with pytest.raises(errors.Damaged):
        migrate.current(sqlite_url)


def test_a_second_writer_is_refused(engine):
    with writing(engine) as connection:
        connection.execute(text("UPDATE catalog SET number = number + 1"))
        with pytest.raises(errors.Locked), writing(engine) as second:
            second.execute(text("UPDATE catalog SET number = number + 1"))


def test_a_reader_does_not_wait_for_a_writer(engine):
    with writing(engine) as connection:
        connection.execute(text("UPDATE catalog SET number = 5"))
        with reading(engine) as reader:
            assert reader.execute(text("SELECT number FROM catalog")).scalar() == 0


def test_a_reader_keeps_its_view(engine):
    with reading(engine) as reader:
        assert reader.execute(text("SELECT number FROM catalog")).scalar() == 0
        with writing(engine) as connection:
            connection.execute(text("UPDATE catalog SET number = 5"))
        assert reader.execute(text("SELECT number FROM catalog")).scalar() == 0


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("catalog.db", id="no-scheme"),
        pytest.param("mysql://host/name", id="mysql"),
        pytest.param("sqlite://", id="memory"),
        pytest.param("sqlite:///:memory:", id="memory-by-name"),
        pytest.param("", id="empty"),
    ],
)
def test_bad_addresses(url):
    with pytest.raises(errors.BadAddress):
        connect(url)


def test_a_name_with_marks_of_its_own(tmp_path):
    folder = tmp_path / "a %20?mode=ro#ü"
    folder.mkdir()
    path = folder / "catalog.db"
    url = URL.create("sqlite", database=str(path)).render_as_string()
    migrate.upgrade(url)
    assert path.exists()
    assert migrate.current(url) == migrate.head()


def test_no_password_is_shown():
    assert shown_address("postgresql://anna:secret@host/shop") == "postgresql://anna:***@host/shop"


def test_a_server_that_does_not_answer():
    with pytest.raises(errors.DatabaseMissing) as raised:
        migrate.current("postgresql://anna:secret@127.0.0.1:1/shop")
    assert "secret" not in str(raised.value)
