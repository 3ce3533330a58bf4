"""Collections: whose a product and its numbers are, what a load may take and retire, and what takes products out."""

import threading

import pytest
from building import chart, gates, product, sentences_of
from databases import migrated

from catalog.model.load_report import NamedProduct
from catalog.model.offer import Availability, Offer
from catalog.model.problem import BadInput
from catalog.model.product import Variant
from catalog.model.verdict import Outcome
from catalog.store.collections import count_collections, remove_products
from catalog.store.database import connect
from catalog.store.load_plan import LoadOptions
from catalog.store.read import current_version, read_snapshot
from catalog.store.write import preview_products, write_products

GTIN = "04006381333931"
FILES = {"shipped": "maker.toml", "own": "shop.toml", "rivals": "rivals.toml"}


def sock(id, *variants, **fields):
    """A sock of a file; a variant is a SKU, or a variant."""
    variants = tuple(v if isinstance(v, Variant) else Variant(v, "M") for v in variants)
    return product(id, brand="Maker", name=f"Sock {id}", variants=variants, **fields)


def load(engine, collection, *products, file=None, judged=None, **options):
    """Load products as the one file of a collection."""
    file = file or FILES[collection]
    verdicts = {p.id: gates() for p in products} | (judged or {})
    return write_products(engine, {file: products}, verdicts, LoadOptions({file: collection}, **options))


def whose(engine):
    """The collection of each product in force."""
    return dict(read_snapshot(engine).collections)


def refused(act, *arguments, **options):
    with pytest.raises(BadInput) as raised:
        act(*arguments, **options)
    return raised.value


# --- two collections with one number ----------------------------------------------------------------------------------

NUMBERS = {
    "sku": Variant("A-1", "M"),
    "gtin": Variant("B-1", "M", gtin=GTIN),
    "shop_id": Variant("B-2", "M", shop_id="77"),
}


@pytest.fixture
def shipped(engine):
    """A catalog with one shipped product that has every kind of number."""
    load(engine, "shipped", sock("a-sock", Variant("A-1", "M", gtin=GTIN, shop_id="77")))
    return engine


@pytest.mark.parametrize("kind", NUMBERS)
@pytest.mark.parametrize("options", [{}, {"sync": True}, {"take": True}], ids=["load", "sync", "take"])
def test_a_number_of_another_collection_is_refused_with_its_owner(shipped, kind, options):
    before = read_snapshot(shipped)
    variant = NUMBERS[kind]
    bad = refused(load, shipped, "own", sock("b-sock", variant), sock("c-sock", "C-1"), **options)
    number = getattr(variant, kind)
    assert sentences_of(bad) == (
        f"shop.toml: product b-sock: variant {variant.sku}: {kind}: read '{number}', expected a number that one product "
        f"alone has. The catalog has it too, in the collection shipped: maker.toml: product a-sock: variant A-1: {kind}. "
        "Correct one of the two, or take the other product out with `legfit remove`."
    )
    assert read_snapshot(shipped) == before


def test_every_problem_of_whose_it_is_is_named_at_once(shipped):
    clash = Variant("A-1", "M", gtin=GTIN, shop_id="77")
    bad = refused(load, shipped, "own", sock("a-sock"), sock("b-sock", clash), sock("b-sock"))
    # The number is a-sock's, which this load would bring itself: then it is free for another.
    assert [(p.code, p.field) for p in bad.problems] == [
        ("duplicate_id", "shop.toml: product b-sock: id"), ("duplicate_id", "shop.toml: product a-sock: id"),
    ]  # fmt: skip


IDS = "a-sock, b-sock, c-sock, d-sock, e-sock, f-sock"


@pytest.mark.parametrize(
    ("collection", "sentence"),
    [
        pytest.param(
            "rivals",
            f"rivals.toml: id: read '{IDS}', expected ids that are not used yet; 6 of them are of products that the catalog "
            "has already, in the collection own. Are they these products? Then load them into it, with --collection own, "
            "or move them here with --take. Otherwise change the ids.",
            id="another collection",
        ),
        pytest.param(
            "own",
            f"shop.toml: id: read '{IDS}', expected ids that are not used yet; 6 of them are of products that the catalog "
            "has already, in the collection own. Load the files together with those that the products came from, with "
            "--sync, or move them here with --take.",
            id="other files",
        ),
    ],
)
def test_many_products_of_one_other_collection_are_one_problem(engine, collection, sentence):
    products = [sock(f"{letter}-sock", f"{letter.upper()}-1") for letter in "abcdef"]
    load(engine, "own", *products, file="old.toml")
    assert sentences_of(refused(load, engine, collection, *products)) == sentence
    assert len(refused(load, engine, collection, *products[:5]).problems) == 5


def test_an_id_of_another_collection_is_refused_and_taken_on_demand(shipped):
    bad = refused(load, shipped, "own", sock("a-sock", "A-1"))
    assert sentences_of(bad) == (
        "shop.toml: product a-sock: id: read 'a-sock', expected an id that is not used yet; maker.toml has it already. "
        "It is a product of the collection shipped: change one of the two, or move the product here with --take."
    )
    written = load(shipped, "own", sock("a-sock", "A-1"), take=True)
    assert (written.changed, whose(shipped)) == (("a-sock",), {"a-sock": "own"})
    (taken,) = written.report.taken
    assert (taken.product.collection, taken.file, taken.collection) == ("own", "maker.toml", "shipped")


def test_an_id_of_another_file_of_the_collection(shipped):
    load(shipped, "own", sock("b-sock"))
    bad = refused(load, shipped, "own", sock("b-sock"), file="other.toml")
    assert sentences_of(bad) == (
        "other.toml: product b-sock: id: read 'b-sock', expected an id that is not used yet; shop.toml has it already. "
        "Change one of them, load both files together with --sync, or move the product to this file with --take."
    )
    assert load(shipped, "own", sock("b-sock"), file="other.toml", take=True).changed == ("b-sock",)
    assert load(shipped, "own", sock("b-sock"), sync=True).changed == ("b-sock",)


def test_one_file_name_in_two_collections_is_two_files(engine):
    load(engine, "shipped", sock("a-sock"), file="cep.toml")
    load(engine, "own", sock("b-sock"), file="cep.toml")
    refused(load, engine, "own", sock("a-sock"), file="cep.toml")
    assert load(engine, "own", sock("b-sock"), file="cep.toml", sync=True).retired == ()
    assert whose(engine) == {"a-sock": "shipped", "b-sock": "own"}


def test_a_number_is_free_again_when_its_product_is_gone(engine):
    load(engine, "own", sock("a-sock", "A-1"))
    refused(load, engine, "own", sock("b-sock", "A-1"), file="other.toml")
    assert load(engine, "own", sock("b-sock", "A-1"), file="other.toml", sync=True).retired == ("a-sock",)
    refused(load, engine, "own", sock("a-sock", "A-1"))
    remove_products(engine, ["b-sock"])
    assert load(engine, "own", sock("a-sock", "A-1")).changed == ("a-sock",)


def test_numbers_may_change_places_in_one_load(engine):
    load(engine, "own", sock("a-sock", "A-1"), sock("b-sock", "B-1"))
    assert load(engine, "own", sock("a-sock", "B-1"), sock("b-sock", "A-1")).changed == ("a-sock", "b-sock")


# --- what a load retires ----------------------------------------------------------------------------------------------


@pytest.fixture
def three(engine):
    """A catalog of three collections with two products each."""
    for collection in FILES:
        load(engine, collection, sock(f"{collection}-1", f"{collection}-1"), sock(f"{collection}-2", f"{collection}-2"))
    return engine


def test_sync_retires_only_what_is_of_its_collection(three):
    written = load(three, "own", sock("own-1", "own-1"), sync=True)
    assert written.retired == ("own-2",)
    assert [p.id for p in read_snapshot(three).products] == ["own-1", "rivals-1", "rivals-2", "shipped-1", "shipped-2"]


def test_sync_of_files_of_two_collections_leaves_the_third(three):
    files = {"maker.toml": [sock("shipped-2", "shipped-2")], "shop.toml": [sock("own-2", "own-2")]}
    options = LoadOptions({"maker.toml": "shipped", "shop.toml": "own"}, sync=True)
    written = write_products(three, files, {i: gates() for i in ("shipped-2", "own-2")}, options)
    assert written.retired == ("shipped-1", "own-1")
    assert set(whose(three)) == {"shipped-2", "own-2", "rivals-1", "rivals-2"}


def test_without_sync_what_stands_in_no_file_is_told_and_stays(three):
    load(three, "own", sock("own-3"), file="winter.toml")
    written = load(three, "own", sock("own-1", "own-1"))
    assert (written.retired, written.unchanged) == ((), ("own-1",))
    assert written.report.left == (
        NamedProduct("own-2", "Maker Sock own-2", "shop.toml", "own"),
        NamedProduct("own-3", "Maker Sock own-3", "winter.toml", "own"),
    )
    assert written.report.left_file == ("own-2",)


@pytest.mark.parametrize(
    ("agreed", "fine"), [(["own-2"], True), (["own-2", "gone"], True), ([], False)], ids=["these", "more", "fewer"]
)
def test_no_more_is_retired_than_was_agreed(three, agreed, fine):
    before = read_snapshot(three)
    if fine:
        assert load(three, "own", sock("own-1", "own-1"), sync=True, confirmed=agreed).retired == ("own-2",)
        return
    bad = refused(load, three, "own", sock("own-1", "own-1"), sync=True, confirmed=agreed)
    assert sentences_of(bad) == (
        "sync: read 'own-2', expected no other products to be taken out than those that were agreed to. The catalog changed "
        "meanwhile: run the command again and look at the list once more."
    )
    assert read_snapshot(three) == before


# --- taking products out ----------------------------------------------------------------------------------------------


def test_what_was_removed_answers_no_longer_until_its_file_is_loaded(three):
    version = current_version(three)
    assert remove_products(three, ["own-1", "shipped-2", "own-1"]) == ("own-1", "shipped-2")
    assert set(whose(three)) == {"own-2", "rivals-1", "rivals-2", "shipped-1"}
    assert current_version(three) != version
    again = current_version(three)
    assert remove_products(three, ["own-1"]) == ()
    assert current_version(three) == again
    assert load(three, "own", sock("own-1", "own-1"), sock("own-2", "own-2")).changed == ("own-1",)
    assert "own-1" in whose(three)


def test_ids_that_are_none_are_all_named_and_nothing_is_removed(three):
    before = read_snapshot(three)
    bad = refused(remove_products, three, ["own-1", "own-11", "nobody"])
    assert [(p.code, p.read, p.suggestion) for p in bad.problems] == [
        ("unknown_product", "own-11", "own-1"), ("unknown_product", "nobody", ""),
    ]  # fmt: skip
    assert read_snapshot(three) == before


# --- a look before ----------------------------------------------------------------------------------------------------


def test_a_preview_says_every_change_and_writes_nothing(three):
    rows = {"M": ("30", "34")}
    load(three, "own", sock("own-1", "own-1", chart=chart(rows, id="c")), sock("own-2", Variant("own-2", "M")))
    before, version = read_snapshot(three), current_version(three)
    new = [
        sock("own-1", "own-1", chart=chart({"M": ("30", "35")}, id="c")),
        sock("own-2", Variant("own-2", "M", offer=Offer(Availability.IN_STOCK, 3))), sock("own-3"),
        sock("rivals-1", "rivals-1"),
    ]  # fmt: skip
    options = LoadOptions({"new.toml": "own"}, take=True)
    report = preview_products(three, {"new.toml": new}, options).report
    assert [p.id for p in report.added] == ["own-3"]
    assert {c.product.id: [(f.path, f.before, f.after) for f in c.fields] for c in report.changed} == {
        "own-1": [
            (("charts", "c", "M", "calf_max_girth"), "30–34 cm", "30–35 cm"), (("file",), "shop.toml", "new.toml"),
        ],
        "own-2": [
            (("file",), "shop.toml", "new.toml"), (("variants", "own-2", "availability"), "", "in_stock"),
            (("variants", "own-2", "stock"), "", "3"),
        ],
        "rivals-1": [(("file",), "rivals.toml", "new.toml"), (("collection",), "rivals", "own")],
    }  # fmt: skip
    assert ([t.product.id for t in report.taken], report.written) == (["own-1", "own-2", "rivals-1"], False)
    assert (read_snapshot(three), current_version(three)) == (before, version)


@pytest.mark.parametrize("sync", [True, False], ids=["sync", "load"])
def test_a_preview_and_the_load_name_the_same_products(three, sync):
    remove_products(three, ["own-2"])
    files, options = {"shop.toml": [sock("own-2", "own-2"), sock("own-3")]}, LoadOptions(sync=sync)
    plan = preview_products(three, files, options)
    written = write_products(three, files, {i: gates() for i in ("own-2", "own-3")}, options)
    for name in ("added", "changed", "unchanged", "retired"):
        assert getattr(plan, name) == getattr(written, name), name
    assert (plan.report.left, plan.report.retired) == (written.report.left, written.report.retired)
    assert [f.path for f in plan.report.changed[0].fields] == [("retired",)]


def test_a_preview_refuses_what_the_load_refuses(shipped):
    assert refused(preview_products, shipped, {"b.toml": [sock("b-sock", "A-1")]}).problems == (
        refused(write_products, shipped, {"b.toml": [sock("b-sock", "A-1")]}, {}).problems
    )


# --- counted ----------------------------------------------------------------------------------------------------------


def test_collections_are_counted(three):
    open_question = {"own-4": gates(medical=Outcome.UNKNOWN)}
    more = sock("own-3", chart=chart({"M": ("30", "34")})), sock("own-4")
    load(three, "own", *more, file="winter.toml", judged=open_question)
    remove_products(three, ["rivals-1", "rivals-2", "shipped-1"])
    counts = [tuple(row.values()) for row in count_collections(three)]
    assert counts == [("own", 4, 1, 1, 2), ("shipped", 1, 0, 0, 1)]


# --- two at once ------------------------------------------------------------------------------------------------------


def test_of_two_loads_at_once_of_one_number_one_is_refused(engine, url):
    """Each looked at the catalog before the other wrote: only the transaction can tell."""
    start, outcomes = threading.Barrier(4), []

    def shop(name):
        own = connect(url, wait=30)
        start.wait()
        try:
            write_products(own, {f"{name}.toml": [sock(name, "ONE")]}, {}, LoadOptions({f"{name}.toml": name}))
            outcomes.append("loaded")
        except BadInput as bad:
            outcomes.append(bad.problems[0].code)
        finally:
            own.dispose()

    shops = [threading.Thread(target=shop, args=(f"shop-{n}",)) for n in range(4)]
    for one in shops:
        one.start()
    for one in shops:
        one.join()
    assert sorted(outcomes) == ["duplicate_sku"] * 3 + ["loaded"]
    assert len(read_snapshot(engine).products) == 1


def test_whose_a_product_is_is_part_of_the_stamp(tmp_path):
    stamps = {}
    for collection in FILES:
        other = connect(migrated(tmp_path / f"{collection}.db"))
        load(other, collection, sock("a-sock"), file="a.toml")
        stamps[collection] = current_version(other).stamp
        other.dispose()
    assert len(set(stamps.values())) == len(FILES)
