"""After every commit of a new catalog version its snapshot stands beside the database, whoever made it."""

import logging
import os
import sqlite3

import pytest
from importing import Shop, export, row

from catalog.app import after_commit
from catalog.app.catalog import read_catalog, read_product, snapshot_from_file
from catalog.app.collections import remove_products
from catalog.app.database import upgrade
from catalog.app.doctor import Health, check_snapshot_file
from catalog.app.judging import rejudge
from catalog.app.load import load_files
from catalog.app.review import decide, undo
from catalog.app.settings import Setting
from catalog.model.policy import shipped_policy
from catalog.model.product import Decision, Ruling
from catalog.rules.version import rules_version
from catalog.store.database import connect
from catalog.store.errors import Locked
from catalog.store.read import read_parts, read_snapshot
from catalog.store.snapshot_file import read_snapshot_file, snapshot_path
from catalog.store.snapshot_writer import SnapshotDraft, write_snapshot_file

POLICY = shipped_policy()
EXPORT = export(row("run"), row("race", vendor="Alto"))
RULED = Decision("", Ruling.SPORT, "Anna", "2026-11-20", "sold so", "https://a", "")
SHOP = """brand = "Maker"
[[source]]
id = "shop"
url = "https://maker.example/"
seen_on = "2026-11-01"
read_as = "text"
confidence = "first_hand"
[[product]]
id = "maker-sock"
name = "{name}"
garment = "sock"
sources = ["shop"]
"""


@pytest.fixture
def path(tmp_path):
    upgrade(f"sqlite:///{tmp_path / 'catalog.db'}", POLICY)
    return tmp_path / "catalog.db"


@pytest.fixture
def engine(path):
    engine = connect(f"sqlite:///{path}")
    load(engine, path, "Running sock")
    yield engine
    engine.dispose()


def setting(path):
    return Setting("database_url", f"sqlite:///{path}", "test")


def load(engine, path, name):
    file = path.parent / "maker.toml"
    file.write_text(SHOP.format(name=name), "utf-8")
    load_files(engine, [file], POLICY)


def sock(engine):
    return read_snapshot(engine).products[0]


def decide_sport(engine, path):
    decide(engine, sock(engine), RULED, POLICY)


def decide_and_undo(engine, path):
    decide_sport(engine, path)
    undo(engine, sock(engine), POLICY, by="Anna", on="2026-11-21", why="a mistake")


def judge_anew(engine, path):
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE verdict SET policy = 'another'")
        connection.exec_driver_sql("UPDATE product SET judged = 'another'")
    assert rejudge(engine, POLICY) == ("maker-sock",)


def upgrade_an_older_one(engine, path):
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE catalog SET stamp = 'older'")
    upgrade(f"sqlite:///{path}", POLICY)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda engine, path: load(engine, path, "Another name"), id="load"),
        pytest.param(lambda engine, path: snapshot_path(path).unlink() or load(engine, path, "Running sock"), id="load of the same"),
        pytest.param(decide_sport, id="decision"),
        pytest.param(decide_and_undo, id="decision taken back"),
        pytest.param(judge_anew, id="judged anew"),
        pytest.param(upgrade_an_older_one, id="upgrade"),
    ],
)  # fmt: skip
def test_the_file_follows(engine, path, change):
    change(engine, path)
    snapshot = read_snapshot(engine)
    assert snapshot_from_file(setting(path), POLICY) == snapshot
    assert read_catalog(setting(path), POLICY).snapshot == snapshot
    assert read_product(setting(path), POLICY, "maker-sock").snapshot.products == snapshot.products


def test_an_empty_catalog_has_no_file(path):
    assert not snapshot_path(path).exists()


def test_a_catalog_of_many_parts_has_the_same_file(engine, path, monkeypatch):
    more = path.parent / "more.toml"
    more.write_text(SHOP.format(name="B").replace("maker-sock", "a-sock").replace('"Maker"', '"More"'), "utf-8")
    load_files(engine, [more], POLICY)
    monkeypatch.setattr("catalog.store.read.BLOCK", 1)
    with engine.connect() as connection:
        parts = list(read_parts(connection))
    write_snapshot_file(path, parts, rules_version(POLICY))
    whole = read_snapshot(engine)
    assert len(whole.products) == 2
    assert [len(part.products) for part in parts] == [1] * len(whole.products)
    assert read_snapshot_file(path, rules_version(POLICY)) == whole


def read_back(monkeypatch):
    """The ids of the products that are read back for a file, as they are read."""
    ids, real = [], after_commit.read_parts

    def read(*arguments):
        for part in real(*arguments):
            ids.extend(product.id for product in part.products)
            yield part

    monkeypatch.setattr(after_commit, "read_parts", read)
    return ids


def import_once(shop, path):
    shop.load(EXPORT)


def import_again(shop, path):
    shop.load(EXPORT)
    decide(shop.engine, shop.products["stride-run"], RULED, POLICY)
    shop.load(EXPORT.replace("29.90", "24.90").replace("34-38", "34-39"))


def import_beside_others(shop, path):
    load(shop.engine, path, "Running sock")
    shop.load(EXPORT)


def import_fewer(shop, path):
    shop.load(EXPORT)
    shop.load(export(row("run")), sync=True)


def load_beside_others(shop, path):
    shop.load(EXPORT)
    load(shop.engine, path, "Running sock")


BOTH = ["alto-race", "stride-run"]


@pytest.mark.parametrize(
    ("change", "ids"),
    [
        pytest.param(import_once, [], id="import"),
        pytest.param(import_again, BOTH, id="changes and a decision"),  # the decision itself has none in hand
        pytest.param(import_beside_others, ["maker-sock"], id="beside others"),
        pytest.param(import_fewer, [], id="one retired"),
        pytest.param(load_beside_others, BOTH, id="load beside an import"),
    ],
)
def test_products_in_hand_are_not_read_back_and_the_file_is_the_same(tmp_path, monkeypatch, change, ids):
    shop, ids_read = Shop(tmp_path), read_back(monkeypatch)
    change(shop, tmp_path / "catalog.db")
    from_file, whole = read_snapshot_file(tmp_path / "catalog.db", rules_version(POLICY)), read_snapshot(shop.engine)
    shop.engine.dispose()
    assert sorted(ids_read) == ids
    assert from_file == whole
    assert len(whole.products) > 0


def test_products_in_hand_of_an_older_version_are_read_anew(tmp_path, monkeypatch):
    shop, ids_read, real = Shop(tmp_path), read_back(monkeypatch), after_commit.save_snapshot

    def saved_late(engine, policy, hand):
        load(engine, tmp_path / "catalog.db", "Running sock")
        ids_read.clear()
        real(engine, policy, hand)

    monkeypatch.setattr(after_commit, "save_snapshot", lambda engine, policy, hand: later.pop()(engine, policy, hand))
    later = [real, saved_late]
    shop.load(EXPORT)
    assert sorted(ids_read) == [*BOTH[:1], "maker-sock", *BOTH[1:]]
    assert read_snapshot_file(tmp_path / "catalog.db", rules_version(POLICY)) == read_snapshot(shop.engine)
    shop.engine.dispose()


def test_products_in_hand_that_cannot_be_kept_are_read_back(tmp_path, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG, "legfit.catalog")
    shop, ids_read = Shop(tmp_path), read_back(monkeypatch)
    monkeypatch.setattr(SnapshotDraft, "add", refuse(OSError(28, "No space left on device")))
    draft, real = SnapshotDraft.add, write_snapshot_file
    monkeypatch.setattr(after_commit, "write_snapshot_file", lambda *arguments: monkeypatch.undo() or real(*arguments))
    shop.load(EXPORT)
    assert (draft is SnapshotDraft.add, sorted(ids_read)) == (False, BOTH)
    assert caplog.messages == ["snapshot draft not kept: [Errno 28] No space left on device"]
    assert read_snapshot_file(tmp_path / "catalog.db", rules_version(POLICY)) == read_snapshot(shop.engine)
    shop.engine.dispose()


def test_a_catalog_whose_products_are_all_taken_out_has_a_file_too(engine, path):
    remove_products(engine, ["maker-sock"], POLICY)
    assert read_snapshot_file(path, rules_version(POLICY)) == read_snapshot(engine)
    assert read_snapshot(engine).products == ()


def test_a_commit_of_another_process_meanwhile_is_in_the_file(engine, path, monkeypatch):
    real, other = after_commit.write_snapshot_file, connect(f"sqlite:///{path}")
    commits = iter([lambda: load_unsaved(other, path), lambda: None])

    def write(*arguments):
        real(*arguments)
        next(commits)()

    def load_unsaved(engine, path):
        with engine.begin() as connection:
            connection.exec_driver_sql("UPDATE catalog SET number = number + 1")

    monkeypatch.setattr(after_commit, "write_snapshot_file", write)
    load(engine, path, "Another name")
    other.dispose()
    assert snapshot_from_file(setting(path), POLICY) == read_snapshot(engine)


def refuse(error):
    def write(*arguments):
        raise error

    return write


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), Locked("It is locked.", code="store_locked")], ids=str
)
def test_what_cannot_be_written_is_no_error(engine, path, monkeypatch, caplog, error):
    caplog.set_level(logging.DEBUG, "legfit.catalog")
    monkeypatch.setattr(after_commit, "write_snapshot_file", refuse(error))
    load(engine, path, "Another name")
    assert sock(engine).name == "Another name"
    assert snapshot_from_file(setting(path), POLICY) is None
    assert caplog.messages == [
        f"snapshot file not written: {error}",
        "snapshot file not used: the database has another version",
    ]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_no_error(engine, path):
    path.parent.chmod(0o555)
    try:
        decide_sport(engine, path)
    finally:
        path.parent.chmod(0o755)
    assert read_catalog(setting(path), POLICY).snapshot == read_snapshot(engine)


@pytest.mark.parametrize("address", ["sqlite:///{path}?mode=ro", "postgresql://nobody@localhost/none", "sqlite://"])
def test_other_addresses_have_no_file(path, address):
    assert snapshot_from_file(Setting("database_url", address.format(path=path), "test"), POLICY) is None


def damage(path, engine):
    content = snapshot_path(path).read_bytes()
    snapshot_path(path).write_bytes(content[:-9])


def edit_by_hand(path, engine):
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE product SET notes = 'edited'")
    raw.close()


@pytest.mark.parametrize(
    ("change", "health", "code"),
    [
        pytest.param(lambda path, engine: None, Health.OK, "ui.doctor.file_good", id="good"),
        pytest.param(lambda path, engine: snapshot_path(path).unlink(), Health.OK, "ui.doctor.file_unused", id="none"),
        pytest.param(damage, Health.NOTICE, "ui.doctor.file_damaged", id="damaged"),
        pytest.param(edit_by_hand, Health.BROKEN, "ui.doctor.file_differs", id="a database edited by hand"),
    ],
)  # fmt: skip
def test_doctor_compares_it_with_the_database(engine, path, change, health, code):
    change(path, engine)
    (check,) = check_snapshot_file(engine, read_snapshot(engine), POLICY)
    assert (check.health, check.seen.code) == (health, code)
    if check.todo:
        snapshot_path(path).unlink()
        upgrade(f"sqlite:///{path}", POLICY)
        (check,) = check_snapshot_file(engine, read_snapshot(engine), POLICY)
        assert check.seen.code == "ui.doctor.file_good"
