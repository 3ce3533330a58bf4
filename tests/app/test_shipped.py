"""The shipped collection is made from the brand files of the program, beside what belongs to others."""

import sqlite3
import threading

import pytest
from databases import migrated
from sqlalchemy import Engine, event

from catalog.app import shipped
from catalog.app.after_commit import save_snapshot
from catalog.app.collections import remove_products
from catalog.app.doctor import check_shipped
from catalog.app.load import load_files
from catalog.model.load_report import LeftOutProduct
from catalog.model.policy import shipped_policy
from catalog.rules.version import rules_version
from catalog.store import package_files
from catalog.store.database import connect
from catalog.store.errors import StoreError
from catalog.store.package_files import shipped_edition, shipped_signature
from catalog.store.read import read_snapshot
from catalog.store.snapshot_file import UnusableFile, read_product_from_file, read_snapshot_file

POLICY = shipped_policy()
HEAD = """brand = "{brand}"
[[source]]
id = "shop"
url = "https://maker.example/"
seen_on = "2026-11-01"
read_as = "text"
confidence = "first_hand"
"""
PRODUCT = """[[product]]
id = "{id}"
name = "{name}"
garment = "sock"
sources = ["shop"]
[[product.variant]]
sku = "{sku}"
size = "M"
"""


def brand_file(path, brand, *products):
    """Write a brand file of products, each an id, a name and a SKU."""
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = [PRODUCT.format(id=id, name=name, sku=sku) for id, name, sku in products]
    path.write_text(HEAD.format(brand=brand) + "".join(parts), "utf-8")
    return path


@pytest.fixture
def seed(tmp_path, monkeypatch):
    """The brand files of the program: one of two products."""
    monkeypatch.setattr(package_files, "seed_folder", lambda: tmp_path / "seed")
    return brand_file(tmp_path / "seed" / "brands" / "a.toml", "A", ("a-one", "One", "1"), ("a-two", "Two", "2"))


@pytest.fixture
def engine(url):
    engine = connect(url)
    yield engine
    engine.dispose()


def names(engine):
    """Collection and name of each product in force."""
    snapshot = read_snapshot(engine)
    return {p.id: (snapshot.collections[p.id], p.name) for p in snapshot.products}


def own(engine, tmp_path, *products):
    return load_files(engine, [brand_file(tmp_path / "own.toml", "Own", *products)], POLICY)


def test_it_holds_what_the_files_say_after_every_change_of_them(engine, url, seed):
    shipped.load_shipped(engine, POLICY)
    assert names(engine) == {"a-one": ("shipped", "One"), "a-two": ("shipped", "Two")}
    brand_file(seed, "A", ("a-one", "Corrected", "1"), ("a-three", "Three", "3"))
    shipped.follow(url, POLICY)
    assert names(engine) == {"a-one": ("shipped", "Corrected"), "a-three": ("shipped", "Three")}
    assert read_snapshot(engine).edition == shipped_edition()


def test_what_is_followed_is_not_followed_again(engine, url, seed, monkeypatch):
    shipped.load_shipped(engine, POLICY)
    before = read_snapshot(engine)
    monkeypatch.setattr(shipped, "_load", None)
    shipped.follow(url, POLICY)
    assert read_snapshot(engine) == before


def test_files_touched_and_not_changed_make_no_other_version(engine, url, seed):
    shipped.load_shipped(engine, POLICY)
    before = read_snapshot(engine)
    brand_file(seed.with_name("b.toml"), "B", ("b-one", "One", "11"))
    shipped.follow(url, POLICY)
    seed.with_name("b.toml").unlink()
    shipped.follow(url, POLICY)
    after = read_snapshot(engine)
    assert (after.products, after.edition) == (before.products, before.edition)
    assert after.version.number == before.version.number + 2


@pytest.mark.parametrize("mine", [("a-one", "Mine", "9"), ("mine", "Mine", "1")], ids=["its id", "its number"])
def test_a_product_that_one_of_another_collection_keeps_out(engine, url, seed, tmp_path, mine):
    own(engine, tmp_path, mine)
    shipped.follow(url, POLICY)
    assert names(engine) == {mine[0]: ("own", "Mine"), "a-two": ("shipped", "Two")}
    assert shipped.load_shipped(engine, POLICY).left_out == (LeftOutProduct("a-one", mine[0], "own"),)
    assert names(engine) == {mine[0]: ("own", "Mine"), "a-two": ("shipped", "Two")}
    (whole, left_out) = check_shipped(engine, read_snapshot(engine))
    assert (whole.health.value, left_out.health.value) == ("ok", "notice")
    assert left_out.about == (f"a-one: {mine[0]} (own)",)


def test_a_product_of_an_earlier_edition_goes_where_one_of_ones_own_took_its_number(engine, url, seed, tmp_path):
    shipped.load_shipped(engine, POLICY)
    own(engine, tmp_path, ("mine", "Mine", "9"))
    brand_file(seed, "A", ("a-one", "One", "9"), ("a-two", "Two", "2"))
    shipped.follow(url, POLICY)
    assert names(engine) == {"mine": ("own", "Mine"), "a-two": ("shipped", "Two")}


@pytest.mark.parametrize(
    ("follows", "code"),
    [(True, "ui.doctor.do.any_command"), (False, "ui.doctor.do.upgrade")],
    ids=["embedded", "other"],
)
def test_doctor_says_what_waits_and_what_brings_it(engine, seed, follows, code):
    shipped.load_shipped(engine, POLICY)
    brand_file(seed, "A", ("a-one", "Corrected", "1"), ("a-three", "Three", "3"))
    (check,) = check_shipped(engine, read_snapshot(engine), follows=follows)
    assert (check.health.value, check.todo.code, check.about) == ("notice", code, ("a-one", "a-three", "a-two"))


def test_what_was_taken_out_stays_out_until_somebody_asks_for_it(engine, url, seed):
    shipped.load_shipped(engine, POLICY)
    remove_products(engine, ["a-one"], POLICY)
    brand_file(seed, "A", ("a-one", "New", "1"), ("a-two", "New", "2"))
    shipped.follow(url, POLICY)
    assert names(engine) == {"a-two": ("shipped", "New")}
    (check,) = check_shipped(engine, read_snapshot(engine))
    assert (check.health.value, check.seen.code) == ("ok", "ui.doctor.shipped_removed")
    assert dict(check.seen.facts)["count"] == 1
    preview = shipped.preview_shipped(engine, POLICY).written.report
    assert ([c.product.id for c in preview.changed], preview.written) == (["a-one"], False)
    assert names(engine) == {"a-two": ("shipped", "New")}
    shipped.load_shipped(engine, POLICY)
    assert names(engine) == {"a-one": ("shipped", "New"), "a-two": ("shipped", "New")}


def test_files_that_cannot_be_read_leave_the_catalog_as_it_is(engine, url, seed, tmp_path):
    shipped.load_shipped(engine, POLICY)
    before = names(engine)
    seed.write_text("brand = ", "utf-8")
    shipped.follow(url, POLICY)
    assert names(engine) == before
    assert [c.health.value for c in check_shipped(engine, read_snapshot(engine))] == ["broken"]
    seed.unlink()
    shipped.follow(url, POLICY)
    with pytest.raises(StoreError) as error:
        shipped.load_shipped(engine, POLICY)
    assert (names(engine), error.value.code) == (before, "store_no_brand_files")
    assert [c.health.value for c in check_shipped(engine, read_snapshot(engine))] == ["broken"]


def test_a_catalog_without_a_shipped_product_waits_for_nothing(engine, seed, tmp_path):
    own(engine, tmp_path, ("mine", "Mine", "9"))
    (check,) = check_shipped(engine, read_snapshot(engine))
    assert (check.health.value, check.seen.code) == ("ok", "ui.doctor.shipped_none")


def test_two_at_once_make_one_version(engine, url, seed):
    shipped.load_shipped(engine, POLICY)
    brand_file(seed, "A", ("a-one", "Corrected", "1"))
    number = read_snapshot(engine).version.number
    threads = [threading.Thread(target=shipped.follow, args=(url, POLICY)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert names(engine) == {"a-one": ("shipped", "Corrected")}
    assert read_snapshot(engine).version.number == number + 1


@pytest.fixture
def file(tmp_path, seed):
    """A SQLite catalog of the shipped files, with its snapshot file."""
    path = tmp_path / "catalog.db"
    engine = connect(migrated(path))
    shipped.load_shipped(engine, POLICY)
    engine.dispose()
    return path


RULES = rules_version(POLICY)


def why_unusable(file):
    for read in (read_snapshot_file, lambda *args, **more: read_product_from_file(*args, "a-one", **more)):
        assert read(file, RULES) is not None
        with pytest.raises(UnusableFile) as error:
            read(file, RULES, follows=True)
    return str(error.value)


def test_the_snapshot_file_is_used_while_the_files_of_the_program_stay(file, seed, monkeypatch):
    monkeypatch.setattr("catalog.store.snapshot_file.shipped_edition", None)
    assert read_snapshot_file(file, RULES, follows=True).edition


@pytest.mark.parametrize("same_length", [True, False])
def test_the_snapshot_file_is_not_used_after_one_was_changed(file, seed, same_length):
    text = seed.read_text("utf-8")
    seed.write_text(text.replace("One", "Two" if same_length else "Other"), "utf-8")
    assert why_unusable(file) == "legfit came with other brand files"


def test_files_put_there_once_more_are_read_and_the_snapshot_file_is_used(file, seed):
    text, signature = seed.read_text("utf-8"), shipped_signature()
    seed.unlink()
    seed.write_text(text, "utf-8")
    assert shipped_signature() != signature
    assert read_snapshot_file(file, RULES, follows=True).edition == shipped_edition()


def test_a_file_written_beside_other_files_than_those_of_the_catalog_is_not_trusted(file, seed):
    brand_file(seed, "A", ("a-one", "Corrected", "1"))
    engine = connect(f"sqlite:///{file}")
    save_snapshot(engine, POLICY)
    engine.dispose()
    assert why_unusable(file) == "legfit came with other brand files"


def test_where_nothing_can_be_written_the_catalog_stays_as_it_is(file, seed):
    brand_file(seed, "A", ("a-one", "Corrected", "1"))
    shipped.follow(f"sqlite:///{file}?mode=ro", POLICY)
    engine = connect(f"sqlite:///{file}")
    assert names(engine)["a-one"] == ("shipped", "One")
    engine.dispose()


def test_on_a_full_disk_the_catalog_stays_as_it_is(file, seed):
    def without_room(raw, record):
        raw.execute("PRAGMA max_page_count = 1")  # of what there is: not one page more

    before = file.stat().st_size
    products = [(f"a-{number}", "Product", str(number)) for number in range(200)]
    brand_file(seed, "A", *products)
    event.listen(Engine, "connect", without_room)
    try:
        shipped.follow(f"sqlite:///{file}", POLICY)
    finally:
        event.remove(Engine, "connect", without_room)
    engine = connect(f"sqlite:///{file}")
    assert names(engine) == {"a-one": ("shipped", "One"), "a-two": ("shipped", "Two")}
    assert file.stat().st_size == before
    shipped.follow(f"sqlite:///{file}", POLICY)
    assert len(names(engine)) == 200
    engine.dispose()


def test_locked_is_given_up_after_a_while(file, seed, monkeypatch):
    monkeypatch.setattr(shipped, "WAIT_SECONDS", 0.05)
    brand_file(seed, "A", ("a-one", "Corrected", "1"))
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    shipped.follow(f"sqlite:///{file}", POLICY)
    other.execute("ROLLBACK")
    other.close()
    engine = connect(f"sqlite:///{file}")
    assert names(engine)["a-one"] == ("shipped", "One")
    shipped.follow(f"sqlite:///{file}", POLICY)
    assert names(engine)["a-one"] == ("shipped", "Corrected")
    engine.dispose()
