"""The snapshot file beside a SQLite catalog: the same snapshot to the last field, or no snapshot at all."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from building import any_gates, chart, gates, product, products
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from catalog.app.shipped import load_shipped
from catalog.model.gtin import gtin_of
from catalog.model.policy import shipped_policy
from catalog.model.product import CatalogVersion, Decision, Ruling, Variant
from catalog.model.snapshot import Snapshot
from catalog.search.product_finder import ProductFinder
from catalog.store.database import connect
from catalog.store.migrate import upgrade
from catalog.store.package_files import head
from catalog.store.read import read_snapshot
from catalog.store.snapshot_file import (
    UnusableFile,
    read_product_from_file,
    read_snapshot_file,
    snapshot_path,
)  # fmt: skip
from catalog.store.snapshot_writer import DRAFT, OLD_DRAFT_SECONDS, write_content, write_snapshot_file
from catalog.store.write import record_decision, write_products

RULES = "these rules"
SCRIPT = Path(__file__).resolve().parents[1] / "support" / "saving.py"


def save(database):
    """The snapshot of a database, after it was written beside it."""
    engine = connect(f"sqlite:///{database}")
    snapshot = read_snapshot(engine)
    engine.dispose()
    write_snapshot_file(database, [snapshot], RULES)
    return snapshot


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    """The database of the shipped catalog with its file, and what the database says."""
    path = tmp_path_factory.mktemp("seeded") / "catalog.db"
    upgrade(f"sqlite:///{path}")
    engine = connect(f"sqlite:///{path}")
    load_shipped(engine, shipped_policy())
    engine.dispose()
    return path, save(path)


@pytest.fixture
def database(seeded, tmp_path):
    """A copy of the shipped catalog and its file, to be changed."""
    for file in (seeded[0], snapshot_path(seeded[0])):
        shutil.copy(file, tmp_path)
    return tmp_path / "catalog.db"


def why_unusable(database):
    with pytest.raises(UnusableFile) as error:
        read_snapshot_file(database, RULES)
    with pytest.raises(UnusableFile) as alone:
        read_product_from_file(database, RULES, "compressport-ur2")
    assert str(alone.value) == str(error.value)
    return str(error.value)


def test_the_file_holds_what_the_database_holds(seeded):
    path, snapshot = seeded
    assert read_snapshot_file(path, RULES) == snapshot


def test_what_products_share_in_the_database_they_share_in_the_file(seeded):
    path, snapshot = seeded
    read = read_snapshot_file(path, RULES)

    def distinct(snapshot):
        charts = [c for p in snapshot.products for c in p.charts]
        sources = [part for p in snapshot.products for part in (p.sources, p.claims, p.pressure)]
        verdicts = [v for g in snapshot.gates.values() for v in (g.medical, g.graduated)]
        return [len({id(each) for each in every}) for every in (charts, sources, verdicts)]

    assert [a <= b for a, b in zip(distinct(read), distinct(snapshot), strict=True)] == [True] * 3


def test_every_product_alone_is_what_it_is_among_all(seeded):
    path, snapshot = seeded
    for wanted in snapshot.products:
        alone = read_product_from_file(path, RULES, wanted.id)
        assert (alone.products, dict(alone.gates), dict(alone.decisions), alone.version) == (
            (wanted,),
            {wanted.id: snapshot.gates[wanted.id]},
            {},
            snapshot.version,
        )


@pytest.fixture(scope="module")
def coded(tmp_path_factory):
    """A catalog of products that share some of their codes, with its file."""
    path = tmp_path_factory.mktemp("coded") / "catalog.db"
    upgrade(f"sqlite:///{path}")
    engine = connect(f"sqlite:///{path}")
    shelf = [
        product("a", variants=(Variant("one", gtin="04006381333931"), Variant("both", shop_id="0123"))),
        product("b", variants=(Variant("both"), Variant("tab\tand\nline", shop_id="a"))),
        product("c", variants=(Variant("4006381333931"), Variant("Größe 2", shop_id="123"))),
        product("d", variants=(Variant("twice"), Variant("twice", size="M"))),
    ]
    write_products(engine, {"shop.toml": shelf}, {i: gates() for i in "abcd"})
    engine.dispose()
    return path, save(path)


@pytest.mark.parametrize(
    ("reference", "wanted"),
    [
        pytest.param("one", "a", id="SKU"),
        pytest.param("04006381333931", "a", id="GTIN as stored"),
        pytest.param("4006381333931", None, id="GTIN of one and SKU of another"),
        pytest.param("0123", "a", id="shop id"),
        pytest.param("123", "c", id="shop id without the zero"),
        pytest.param(" a ", "a", id="an id before a shop id"),
        pytest.param("both", None, id="of two products"),
        pytest.param("twice", "d", id="twice of one"),
        pytest.param("Größe 2", "c", id="beyond ASCII"),
        pytest.param("ONE", None, id="in capitals"),
        pytest.param("tab\tand\nline", "b", id="not printable"),
    ],
)
def test_a_code_leads_where_the_whole_catalog_leads(coded, reference, wanted):
    path, snapshot = coded
    alone = read_product_from_file(path, RULES, reference, gtin_of(reference))
    assert (alone and alone.products[0].id) == wanted
    if wanted:
        assert alone.products == (ProductFinder(snapshot.products).find(reference),)


@pytest.mark.parametrize(
    "reference", ["", "=", "no such product", "CEP compression socks women", "0", "\n", "compressport-ur2\t", "\ud800"]
)
def test_what_is_no_code_of_one_product_is_left_to_the_whole_catalog(seeded, reference):
    path, _ = seeded
    alone = read_product_from_file(path, RULES, reference)
    assert alone is None or alone.products[0].id == reference.strip()


def test_everything_that_a_record_can_hold_is_kept(tmp_path):
    path = tmp_path / "catalog.db"
    upgrade(f"sqlite:///{path}")
    engine = connect(f"sqlite:///{path}")
    shared = chart({"S": ("30", "34"), "M": ("34", None)}, id="shared")
    shelf = [product("a", chart=shared), product("b", chart=shared, name="Größe \n\t ½"), product("c")]
    write_products(engine, {"a.toml": shelf}, {i: gates(policy=i) for i in ("a", "b")})
    record_decision(engine, Decision("b", Ruling.MEDICAL, "Anna", "2026-11-20", "a reason", "https://a.example", "e"))
    engine.dispose()
    snapshot = save(path)
    assert read_snapshot_file(path, RULES) == snapshot
    alone = read_product_from_file(path, RULES, "b")
    assert (alone.products, dict(alone.decisions)) == (snapshot.products[1:2], dict(snapshot.decisions))
    assert dict(read_product_from_file(path, RULES, "c").gates) == {}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    catalog=st.lists(st.tuples(products(), st.none() | any_gates()), max_size=4, unique_by=lambda pair: pair[0].id),
    same=st.booleans(),
)
def test_any_catalog_is_read_as_it_was_written(tmp_path_factory, catalog, same):
    path = tmp_path_factory.mktemp("any") / "catalog.db"
    shelf = tuple(sorted((p for p, _ in catalog), key=lambda p: p.id))
    if same and shelf:  # the same parts in other objects, as no database gives them
        shelf = tuple(replace(shelf[0], id=p.id) for p in shelf)
    verdicts = {p.id: g for p, g in catalog if g is not None}
    collections = {p.id: f"shop-{n % 2}" for n, p in enumerate(shelf)}
    snapshot = Snapshot(CatalogVersion(7, "stamp"), shelf, verdicts, {}, collections)
    with path.with_name("catalog.db-snapshot").open("wb") as stream:
        write_content(stream, [snapshot], RULES, head())
    make_database(path, snapshot.version)
    assert read_snapshot_file(path, RULES) == snapshot
    for wanted in shelf:
        alone = read_product_from_file(path, RULES, wanted.id)
        # An id with blanks around it, or with signs that cannot be printed, may be left to the whole catalog.
        assert alone is None or alone.products == (wanted,)
        assert alone or wanted.id.strip() != wanted.id or not wanted.id.isprintable()


def make_database(path, version):
    """A database of which only the version is asked."""
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE legfit_revision (version_num)")
        raw.execute("CREATE TABLE catalog (app, number, stamp)")
        raw.execute("INSERT INTO legfit_revision VALUES (?)", (head(),))
        raw.execute("INSERT INTO catalog VALUES ('legfit', ?, ?)", (version.number, version.stamp))
    raw.close()


def run(database, *statements):
    connection = sqlite3.connect(database)
    with connection:
        for statement in ("PRAGMA ignore_check_constraints=ON", *statements):
            connection.execute(statement)
    connection.close()


@pytest.mark.parametrize("journal", ["delete", "wal"])
@pytest.mark.parametrize(
    ("statement", "why"),
    [
        pytest.param("UPDATE catalog SET number = number + 1", "the database has another version", id="a newer one"),
        pytest.param("UPDATE catalog SET stamp = 'other'", "the database has another version", id="another content"),
        pytest.param("UPDATE catalog SET app = 'other'", "the database has another version", id="not ours"),
        pytest.param(
            "UPDATE legfit_revision SET version_num = '0002'", "the database has another version", id="tables"
        ),
        pytest.param("DROP TABLE legfit_revision", "the database does not answer", id="no tables"),
    ],
)
def test_a_file_of_another_version_is_not_used(database, statement, why, journal):
    run(database, f"PRAGMA journal_mode={journal}")
    assert read_snapshot_file(database, RULES).products
    run(database, statement)
    assert why_unusable(database) == why


def test_a_write_that_is_still_in_the_journal_of_another_process_is_seen(database):
    run(database, "PRAGMA journal_mode=wal")
    holding = sqlite3.connect(database, isolation_level=None)
    holding.execute("SELECT * FROM catalog").fetchall()
    run(database, "UPDATE catalog SET number = number + 1")
    assert why_unusable(database) == "the database has another version"
    holding.close()


def test_a_file_of_another_package_is_not_used(database):
    with pytest.raises(UnusableFile, match="another version of legfit"):
        read_snapshot_file(database, "other rules")


def test_a_file_that_is_not_there_is_not_used(database):
    snapshot_path(database).unlink()
    assert why_unusable(database) == "it cannot be read: No such file or directory"


def test_a_file_that_is_damaged_anywhere_is_not_used(database, seeded):
    file = snapshot_path(database)
    whole = file.read_bytes()
    for at in range(0, len(whole), 997):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        with pytest.raises(UnusableFile):
            read_snapshot_file(database, RULES)
        try:
            alone = read_product_from_file(database, RULES, "compressport-ur2")
        except UnusableFile:
            continue
        assert alone.products == tuple(p for p in seeded[1].products if p.id == "compressport-ur2")


@pytest.mark.parametrize("kept", [0, 5, 18, 20, 30, 200, 5_000, -1])
def test_a_file_that_was_cut_off_is_not_used(database, kept):
    file = snapshot_path(database)
    file.write_bytes(file.read_bytes()[:kept])
    with pytest.raises(UnusableFile):
        read_snapshot_file(database, RULES)


@pytest.mark.skipif(os.name != "posix", reason="rights of files are those of POSIX")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_file_has_the_rights_of_the_database(database, mode):
    database.chmod(mode)
    save(database)
    assert stat.S_IMODE(snapshot_path(database).stat().st_mode) == mode
    if os.geteuid() == 0:
        os.chown(database, 1234, 1235)
        save(database)
        written = snapshot_path(database).stat()
        assert (written.st_uid, written.st_gid) == (1234, 1235)


def test_a_link_to_a_database_uses_the_file_of_the_database(database, tmp_path):
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "other.db"
    link.symlink_to(database)
    assert snapshot_path(link) == snapshot_path(database)
    assert read_snapshot_file(link, RULES).products


@pytest.mark.parametrize("moment", ["written", "synced"])
def test_a_writer_that_is_killed_leaves_the_file_as_it_was(database, seeded, moment):
    process = subprocess.Popen([sys.executable, str(SCRIPT), str(database), moment], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "stopped\n"
    process.kill()
    process.communicate()
    drafts = list(database.parent.glob(f"*{DRAFT}*"))
    assert len(drafts) == 1
    assert read_snapshot_file(database, RULES) == seeded[1]
    os.utime(drafts[0], (0, time.time() - OLD_DRAFT_SECONDS - 1))
    save(database)
    assert list(database.parent.glob(f"*{DRAFT}*")) == []


def test_an_old_draft_that_another_process_removes_first_is_no_matter(database, seeded, monkeypatch):
    draft = database.parent / f"catalog.db-snapshot{DRAFT}gone"
    glob = Path.glob
    monkeypatch.setattr(
        Path, "glob", lambda self, pattern: [*glob(self, pattern), *([draft] if DRAFT in pattern else [])]
    )
    save(database)
    assert read_snapshot_file(database, RULES) == seeded[1]


def test_a_writer_that_fails_leaves_no_draft(database, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda handle: (_ for _ in ()).throw(OSError("no space")))
    with pytest.raises(OSError, match="no space"):
        save(database)
    assert sorted(f.name for f in database.parent.iterdir()) == ["catalog.db", "catalog.db-snapshot"]


def test_reading_it_needs_no_sqlalchemy():
    code = "import catalog.store.snapshot_file, sys; sys.exit(any(m.split('.')[0] in ('sqlalchemy', 'numpy') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
