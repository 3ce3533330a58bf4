"""A catalog from before there were collections: what came with the program is told from what is a person's own."""

import re

import pytest
from old_catalogs import old_catalog
from sqlalchemy import text

from catalog.app.shipped import follow
from catalog.formats.brand_toml import read_brand_files
from catalog.model.policy import shipped_policy
from catalog.store import migrate
from catalog.store.database import connect
from catalog.store.package_files import migrations_folder, shipped_files
from catalog.store.read import read_snapshot

POLICY = shipped_policy()
SORTED = {
    "compressport-ur2": ("shipped", False),
    "compressport-quad": ("own", False),  # loaded with --force: a figure was changed
    "compressport-full-leg": ("own", False),  # another name
    "maker-sleeve": ("own", False),
    "sock-fancy-custom-socks": ("shipped", True),  # retired by a load --sync
}


BEFORE = (4, "2b79720032b8")
"""Number and stamp of the catalog in `rows.json`."""


@pytest.fixture
def old(empty_url):
    """The address of a catalog at version 0003; `rows.json` is what the program of that time wrote."""
    old_catalog(empty_url, "0003")
    return empty_url


def run(url, statement):
    """The rows of a statement."""
    engine = connect(url)
    with engine.begin() as connection:
        done = connection.execute(text(statement))
        rows = done.all() if done.returns_rows else []
    engine.dispose()
    return rows


def collections(url):
    return {r.id: (r.collection, bool(r.removed)) for r in run(url, "SELECT id, collection, removed FROM product")}


def test_it_is_sorted_by_what_any_program_shipped(old):
    migrate.upgrade(old)
    assert collections(old) == SORTED
    (catalog,) = run(old, "SELECT number, stamp, shipped FROM catalog")
    assert (catalog.number, catalog.stamp != BEFORE[1], catalog.shipped) == (BEFORE[0] + 1, True, None)


def test_down_and_up_again_it_is_sorted_alike(old):
    migrate.upgrade(old)
    migrate.downgrade(old, "0003")
    migrate.upgrade(old)
    assert collections(old) == SORTED


OLDER = {"of the first days": "7915d96ede1e5bdb60a69276883adb1a", "of one hour": "d1207f447146891dad546a8e70dfea34"}
"""What other programs took for the fingerprint of the same product, compressport-ur2."""


@pytest.mark.parametrize("digest", OLDER.values(), ids=OLDER)
def test_fingerprints_that_other_programs_took_count_too(old, digest):
    run(old, f"UPDATE product SET digest = '{digest}' WHERE id = 'compressport-ur2'")
    migrate.upgrade(old)
    assert collections(old) == SORTED


def test_a_fingerprint_of_another_product_does_not_count(old):
    run(old, f"UPDATE product SET digest = '{OLDER['of one hour']}' WHERE id = 'maker-sleeve'")
    migrate.upgrade(old)
    assert collections(old) == SORTED


def test_the_list_names_every_fingerprint_once():
    head, *lines = (migrations_folder() / "shipped_before_0004.txt").read_text("utf-8").splitlines()
    assert head.startswith("# id and fingerprint")
    assert lines == sorted(set(lines))
    assert {bool(re.fullmatch(r"[a-z0-9-]+ [0-9a-f]{32}", line)) for line in lines} == {True}
    assert len({line.split()[0] for line in lines}) == 153


def test_what_is_shipped_follows_and_what_is_own_stays(old):
    migrate.upgrade(old)
    engine = connect(old)
    before = {p.id: p for p in read_snapshot(engine).products}
    follow(old, POLICY)
    after = read_snapshot(engine)
    engine.dispose()
    products = {p.id: p for p in after.products}
    own = {id for id, (collection, _) in SORTED.items() if collection == "own"}
    assert {id: products[id] for id in own} == {id: before[id] for id in own}
    shipped = {p.id for some in read_brand_files(shipped_files()).values() for p in some}
    assert set(products) == (shipped | own) - {"sock-fancy-custom-socks"}
    assert {id for id, collection in after.collections.items() if collection == "own"} == own
    assert [(id, d.by) for id, d in after.decisions.items()] == [("compressport-ur2", "A. Curator")]
