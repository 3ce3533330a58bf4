"""Old ids and rulings of the shipped collection beside what belongs to others."""

import pytest
from brand_texts import HEAD
from databases import migrated

from catalog.app import shipped
from catalog.app.collections import remove_products
from catalog.app.doctor import Health, check_shipped
from catalog.app.load import load_files, preview_load
from catalog.model.policy import shipped_policy
from catalog.store import package_files
from catalog.store.database import connect
from catalog.store.read import read_snapshot

POLICY = shipped_policy()
PRODUCT = '[[product]]\nid = "{id}"\nname = "Model {id}"\ngarment = "sock"\nsources = ["page"]\n'
FILE = HEAD.format(seen="2026-11-01").split("[[product]]")[0]
RULING = '[[product.ruling]]\nruling = "sport"\nwhy = "It is."\nsource = "page"\ndate = "2026-11-27"\n'


@pytest.fixture
def seed(tmp_path, monkeypatch):
    """Write the brand file of the program."""
    monkeypatch.setattr(package_files, "seed_folder", lambda: tmp_path / "seed")
    (tmp_path / "seed" / "brands").mkdir(parents=True)

    def write(*products, brand="Linter"):
        text = FILE.replace('"Linter"', f'"{brand}"') + "".join(products)
        (tmp_path / "seed" / "brands" / "a.toml").write_text(text)

    return write


@pytest.fixture
def url(tmp_path):
    return migrated(tmp_path / "catalog.db")


@pytest.fixture
def engine(url):
    engine = connect(url)
    yield engine
    engine.dispose()


def product(id, *aliases, more=""):
    names = ", ".join(f'"{alias}"' for alias in aliases)
    return PRODUCT.format(id=id) + (f"aliases = [{names}]\n" if aliases else "") + more


def own(engine, tmp_path, *products):
    (tmp_path / "own.toml").write_text(FILE + "".join(products))
    load_files(engine, [tmp_path / "own.toml"], POLICY)


def in_force(engine):
    """The old ids of each product in force."""
    return {p.id: p.aliases for p in read_snapshot(engine).products}


def test_a_merged_record_leaves_the_shipped_collection(engine, seed):
    seed(product("a"), product("b"))
    shipped.load_shipped(engine, POLICY)
    seed(product("a", "b"))
    shipped.load_shipped(engine, POLICY)
    assert in_force(engine) == {"a": ("b",)}


def test_an_old_id_that_is_an_id_of_yours_is_yours(engine, seed, tmp_path):
    own(engine, tmp_path, product("b"))
    seed(product("a", "b", "c"))
    shipped.load_shipped(engine, POLICY)
    assert in_force(engine) == {"a": ("c",), "b": ()}


def test_a_shipped_product_with_an_old_id_of_yours_is_left_out(engine, seed, tmp_path):
    own(engine, tmp_path, product("mine", "a"))
    seed(product("a"), product("b"))
    assert [out.id for out in shipped.load_shipped(engine, POLICY).left_out] == ["a"]
    assert in_force(engine) == {"b": (), "mine": ("a",)}


def test_what_was_taken_out_stays_out_under_another_id(engine, url, seed):
    seed(product("a"), product("b"))
    shipped.load_shipped(engine, POLICY)
    remove_products(engine, ["a"], POLICY)
    seed(product("new", "a"), product("b"))
    shipped.follow(url, POLICY)
    assert in_force(engine) == {"b": ()}


def test_a_ruling_holds_in_the_shipped_collection_and_doctor_sees_no_difference(engine, seed):
    seed(
        product("a", more=RULING + 'evidence = "0123456789abcdef"\n'),
        product("b", more=RULING.replace("sport", "open") + 'would_settle = "x"\n'),
    )
    shipped.load_shipped(engine, POLICY)
    snapshot = read_snapshot(engine)
    assert [c.health for c in check_shipped(engine, snapshot)] == [Health.OK]
    assert "decision_dropped" in snapshot.gates["a"].medical.marks


def test_a_product_is_taken_out_by_its_old_id(engine, seed):
    seed(product("a"), product("b"))
    shipped.load_shipped(engine, POLICY)
    seed(product("a", "b"))
    shipped.load_shipped(engine, POLICY)
    assert remove_products(engine, ["b"], POLICY) == ("a",)
    assert in_force(engine) == {}


def test_a_preview_names_old_ids_and_ruling(engine, tmp_path):
    own(engine, tmp_path, product("a"))
    (tmp_path / "own.toml").write_text(FILE + product("a", "b", more=RULING))
    (change,) = preview_load(engine, [tmp_path / "own.toml"], POLICY).written.report.changed
    assert {field.path[0] for field in change.fields} == {"aliases", "ruling"}
