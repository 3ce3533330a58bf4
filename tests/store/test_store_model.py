"""Random lives of a catalog beside what the files on disk say: after every step both hold the same."""

from __future__ import annotations

import tempfile
from pathlib import Path

from building import gates, product
from databases import migrated
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec import Struct

from catalog.model.offer import NO_OFFER, Offer, availability_of_stock
from catalog.model.problem import BadInput
from catalog.model.product import Variant
from catalog.store.collections import count_collections, remove_products
from catalog.store.database import connect
from catalog.store.load_plan import LoadOptions
from catalog.store.offers import read_offers
from catalog.store.read import current_version, read_snapshot
from catalog.store.write import preview_products, write_products

COLLECTIONS = ("own", "shop")
FILES = ("a.toml", "b.toml")
IDS = ("one", "two", "three", "four")
NUMBERS = ("n-1", "n-2", "n-3")


def a_product(id, name, number, stock):
    """A product with at most one number of a few, so that numbers meet."""
    offer = NO_OFFER if stock is None else Offer(availability_of_stock(stock), stock)
    variants = (Variant(f"sku-{id}", "M", shop_id=number, offer=offer),) if number else ()
    return product(id, name=name, variants=variants)


def numbers(products):
    return tuple(v.shop_id for p in products for v in p.variants if v.shop_id)


PRODUCTS = st.builds(
    a_product, st.sampled_from(IDS), st.sampled_from(("x", "y")), st.sampled_from(("", *NUMBERS)),
    st.sampled_from((None, 0, 2)),
)  # fmt: skip
SHELVES = st.lists(PRODUCTS, min_size=1, max_size=3, unique_by=(lambda p: p.id, lambda p: numbers([p]) or p.id))


class Entry(Struct, frozen=True):
    """What a catalog holds of a product, by the files that were loaded."""

    product: object
    file: str
    collection: str


class Life(RuleBasedStateMachine):
    """A catalog, and a dictionary that says what it has to hold."""

    def __init__(self):
        super().__init__()
        self.entries: dict[str, Entry] = {}
        self.folder = tempfile.TemporaryDirectory()

    @initialize()
    def open(self):
        path = Path(self.folder.name) / "catalog.db"
        migrated(path)
        self.engine = connect(f"sqlite:///{path}")

    @rule(
        collection=st.sampled_from(COLLECTIONS), file=st.sampled_from(FILES), shelf=SHELVES, sync=st.booleans(),
        take=st.booleans(),
    )  # fmt: skip
    def load(self, collection, file, shelf, sync, take):
        options = LoadOptions({file: collection}, sync=sync, take=take)
        expected = self.expected(collection, file, shelf, sync, take)
        version = current_version(self.engine)
        verdicts = {p.id: gates() for p in shelf}
        plan = self.outcome(lambda: preview_products(self.engine, {file: shelf}, options))
        written = self.outcome(lambda: write_products(self.engine, {file: shelf}, verdicts, options))
        if expected is None:
            assert (plan, written, current_version(self.engine)) == (None, None, version)
            return
        for name in ("added", "changed", "unchanged", "retired"):
            assert getattr(plan, name) == getattr(written, name)
        gone = self.entries.keys() - expected.keys()
        assert set(written.retired) == gone
        assert set(written.unchanged) == {i for i in (p.id for p in shelf) if self.entries.get(i) == expected[i]}
        self.entries = expected

    def expected(self, collection, file, shelf, sync, take):
        """What the catalog has to hold after the load; None where it is to be refused."""
        ids = {p.id for p in shelf}
        for id in ids & self.entries.keys():
            before = self.entries[id]
            if not take and (before.collection != collection or not (sync or before.file == file)):
                return None
        leaving = {i for i, e in self.entries.items() if sync and e.collection == collection and i not in ids}
        others = {i: e for i, e in self.entries.items() if i not in ids and i not in leaving}
        if set(numbers(shelf)) & set(numbers(e.product for e in others.values())):
            return None
        return others | {p.id: Entry(p, file, collection) for p in shelf}

    @staticmethod
    def outcome(act):
        try:
            return act()
        except BadInput:
            return None

    @precondition(lambda self: self.entries)
    @rule(data=st.data())
    def remove(self, data):
        id = data.draw(st.sampled_from(sorted(self.entries)))
        assert remove_products(self.engine, [id]) == (id,)
        del self.entries[id]

    @rule()
    def load_all_again(self):
        """The files as they are: nothing changes."""
        for file, collection in {(e.file, e.collection) for e in self.entries.values()}:
            shelf = [e.product for e in self.entries.values() if (e.file, e.collection) == (file, collection)]
            verdicts = {p.id: gates() for p in shelf}
            assert not write_products(self.engine, {file: shelf}, verdicts, LoadOptions({file: collection})).anything

    @invariant()
    def holds_what_the_files_say(self):
        if not hasattr(self, "engine"):
            return
        snapshot = read_snapshot(self.engine)
        with self.engine.connect() as connection:
            offers = read_offers(connection)
        shown = {p.id: p.with_offers(offers.get(p.id, {})) for p in snapshot.products}
        assert shown == {i: e.product for i, e in self.entries.items()}
        assert dict(snapshot.collections) == {i: e.collection for i, e in self.entries.items()}
        assert set(snapshot.gates) == set(self.entries)
        counts = {row["name"]: row["products"] for row in count_collections(self.engine)}
        assert counts == {c: n for c in COLLECTIONS if (n := sum(e.collection == c for e in self.entries.values()))}

    def teardown(self):
        if hasattr(self, "engine"):
            self.engine.dispose()
        self.folder.cleanup()


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
