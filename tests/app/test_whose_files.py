"""Which collection a file is loaded into, and what a load of files says of products of another collection."""

from pathlib import Path
from shutil import copytree

import pytest
from building import gates, sentences_of
from databases import migrated

from catalog.app import load
from catalog.app.catalog import snapshot_from_file
from catalog.app.collections import CollectionRow, collection_name, list_collections, remove_products
from catalog.app.load import load_checked, load_files, preview_load
from catalog.app.settings import Setting
from catalog.app.shipped import load_shipped
from catalog.formats.brand_toml import read_brand_files
from catalog.model.policy import shipped_policy
from catalog.model.problem import BadInput
from catalog.store.database import connect
from catalog.store.load_plan import LoadOptions
from catalog.store.read import current_version, read_snapshot
from catalog.store.write import write_products

POLICY = shipped_policy()
SEED = Path(__file__).resolve().parents[2] / "seed" / "brands"
CEP = SEED / "cep.toml"
FILE = """brand = "Loader"
[[source]]
id = "page"
url = "https://loader.example/chart"
seen_on = "2026-11-01"
read_as = "text"
confidence = "first_hand"
"""
PRODUCT = """[[product]]
id = "{id}"
name = "Sock"
garment = "sock"
sources = ["page"]
intended_use = ["running"]
[[product.variant]]
sku = "{sku}"
size = "M"
{more}
"""


@pytest.fixture
def url(tmp_path):
    return migrated(tmp_path / "catalog.db")


@pytest.fixture
def engine(url):
    engine = connect(url)
    yield engine
    engine.dispose()


def brand_file(folder, *products, name="loader.toml"):
    """A brand file of products, each an id and a SKU, perhaps with more lines for the variant."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    texts = [PRODUCT.format(id=id, sku=sku, more="".join(more)) for id, sku, *more in products]
    path.write_text(FILE + "".join(texts), "utf-8")
    return path


def collections(engine):
    return set(read_snapshot(engine).collections.values())


def copy(tmp_path, name="cep.toml", more=""):
    path = tmp_path / name
    path.write_text(CEP.read_text("utf-8") + more, "utf-8")
    return path


@pytest.mark.parametrize(
    ("path", "collection"),
    [
        pytest.param(lambda tmp_path: CEP, "shipped", id="a file of the program"),
        pytest.param(lambda tmp_path: copy(tmp_path), "shipped", id="a copy of it"),
        pytest.param(lambda tmp_path: copy(tmp_path, "mine.toml"), "own", id="under another name"),
        pytest.param(lambda tmp_path: copy(tmp_path, more="# corrected\n"), "own", id="a changed copy"),
    ],
)
def test_files_of_the_program_are_shipped_and_all_others_ones_own(engine, tmp_path, path, collection):
    load_files(engine, [path(tmp_path)], POLICY)
    assert collections(engine) == {collection}


def test_a_collection_that_is_named_holds_whichever_file(engine, tmp_path):
    load_files(engine, [CEP], POLICY, collection="shop")
    assert collections(engine) == {"shop"}
    load_files(engine, [brand_file(tmp_path / "own", ("a-sock", "A-1"))], POLICY)
    with pytest.raises(BadInput) as raised:
        load_files(engine, [CEP], POLICY)
    assert {(p.code, dict(p.facts)["collection"]) for p in raised.value.problems} == {("duplicate_id", "shop")}
    assert {p.field for p in raised.value.problems} == {"cep.toml: id"}
    load_checked(engine, [CEP], POLICY, take=True)
    assert collections(engine) == {"own", "shipped"}


def test_only_files_of_the_program_are_loaded_as_shipped(engine, tmp_path):
    path = brand_file(tmp_path / "own", ("a-sock", "A-1"))
    with pytest.raises(BadInput) as raised:
        load_files(engine, [CEP, path], POLICY, collection="shipped")
    assert sentences_of(raised.value) == (
        "loader.toml: read 'shipped', expected files that come with the program: only these are of the collection "
        "shipped. Leave --collection out, or give another name."
    )
    load_files(engine, [CEP], POLICY, collection="shipped")
    assert collections(engine) == {"shipped"}


@pytest.mark.parametrize("name", ["shop", "7", "a" * 40, "my-shop-2"])
def test_names_of_collections(name):
    assert collection_name(name) == name


@pytest.mark.parametrize("name", ["", "Shop", "-shop", "a" * 41, "my shop", "shop\n", "größe", "../up", "a_b"])
def test_what_is_no_name_of_a_collection(name):
    with pytest.raises(BadInput) as raised:
        collection_name(name)
    (problem,) = raised.value.problems
    assert (problem.code, problem.field) == ("bad_collection", "collection")


def test_the_linter_and_the_transaction_name_the_owner_in_the_same_words(engine, tmp_path, monkeypatch):
    """A number that another process took between the look of the linter and the write is refused all the same."""
    load_files(engine, [brand_file(tmp_path / "shop", ("a-sock", "A-1"), name="a.toml")], POLICY, collection="shop")
    late = brand_file(tmp_path / "own", ("b-sock", "A-1"), name="b.toml")
    with pytest.raises(BadInput) as linted:
        load_files(engine, [late], POLICY)
    remove_products(engine, ["a-sock"], POLICY)

    other, judge = connect(f"sqlite:///{tmp_path / 'catalog.db'}"), load.judge

    def slow(*arguments):
        monkeypatch.setattr(load, "judge", judge)
        load_files(other, [tmp_path / "shop" / "a.toml"], POLICY, collection="shop")
        return judge(*arguments)

    monkeypatch.setattr(load, "judge", slow)
    with pytest.raises(BadInput) as written:
        load_files(engine, [late], POLICY)
    other.dispose()
    assert sentences_of(written.value) == sentences_of(linted.value)


def test_force_overrides_no_number_of_another_product(engine, tmp_path):
    load_files(engine, [brand_file(tmp_path / "own", ("a-sock", "A-1"), name="a.toml")], POLICY)
    with pytest.raises(BadInput) as raised:
        load_checked(engine, [brand_file(tmp_path / "own", ("b-sock", "A-1"), name="b.toml")], POLICY, force=True)
    assert [p.code for p in raised.value.problems] == ["duplicate_sku"]


def test_a_preview_of_files_writes_neither_catalog_nor_snapshot_file(engine, tmp_path):
    path = brand_file(tmp_path / "own", ("a-sock", "A-1"))
    load_files(engine, [path], POLICY)
    version, files = current_version(engine), sorted(tmp_path.iterdir())
    brand_file(tmp_path / "own", ("a-sock", "A-1", "stock = 3"), ("b-sock", "B-1"))
    preview = preview_load(engine, [path], POLICY, sync=True)
    assert (preview.written.added, preview.written.changed) == (("b-sock",), ("a-sock",))
    assert not preview.written.report.written
    assert (current_version(engine), sorted(tmp_path.iterdir())) == (version, files)


def test_a_preview_names_what_a_load_would_find_wrong(engine, tmp_path):
    path = brand_file(tmp_path / "own", ("a-sock", "A-1"), ("b-sock", "A-1"))
    with pytest.raises(BadInput) as raised:
        preview_load(engine, [path], POLICY)
    assert [p.code for p in raised.value.problems] == ["duplicate_sku"]


def test_collections_are_listed_and_products_taken_out(engine, url, tmp_path):
    load_files(engine, [CEP], POLICY)
    load_files(engine, [brand_file(tmp_path / "own", ("a-sock", "A-1"), ("b-sock", "B-1"))], POLICY)
    assert remove_products(engine, ["a-sock"], POLICY) == ("a-sock",)
    own, shipped = list_collections(engine)
    assert own == CollectionRow("own", 1, 0, 0, 1)
    assert (shipped.name, shipped.files, shipped.products >= shipped.with_chart > 0) == ("shipped", 1, True)
    snapshot = snapshot_from_file(Setting("database_url", url, "test"), POLICY)
    assert snapshot == read_snapshot(engine)
    assert "a-sock" not in snapshot.collections


def test_a_copy_of_a_shipped_file_among_ones_own_retires_nothing_of_the_others(engine, tmp_path):
    load_shipped(engine, POLICY)
    own = brand_file(tmp_path / "own", ("a-sock", "A-1"), ("b-sock", "B-1"))
    copy(own.parent)
    load_files(engine, [own.parent], POLICY)
    shipped = [id for id, collection in read_snapshot(engine).collections.items() if collection == "shipped"]
    brand_file(own.parent, ("a-sock", "A-1"))
    for sync in (False, True):
        report = preview_load(engine, [own.parent], POLICY, sync=sync).written.report
        assert [p.id for p in (report.retired if sync else report.left)] == ["b-sock"]
        assert (report.left if sync else report.retired) == ()
    assert load_files(engine, [own.parent], POLICY, sync=True).retired == ("b-sock",)
    assert [id for id, c in read_snapshot(engine).collections.items() if c == "shipped"] == shipped


@pytest.mark.parametrize("given", ["the folder", "copies"])
def test_all_shipped_files_together_are_synced(engine, tmp_path, given):
    load_shipped(engine, POLICY)
    gone = brand_file(tmp_path / "gone", ("gone-sock", "G-1"), name="gone.toml")
    write_products(engine, read_brand_files([gone]), {"gone-sock": gates()}, LoadOptions({"gone.toml": "shipped"}))
    folder = SEED if given == "the folder" else copytree(SEED, tmp_path / "copies")
    assert load_files(engine, [folder], POLICY, sync=True).retired == ("gone-sock",)
