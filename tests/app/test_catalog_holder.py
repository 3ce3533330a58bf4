"""The catalog in memory: of one version, renewed when somebody has written, the same for many threads."""

from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event

import pytest
from building import chart, gates, product
from sqlalchemy import event

from catalog.app import catalog_holder as module
from catalog.app.after_commit import save_snapshot
from catalog.app.catalog_holder import CatalogHolder
from catalog.app.settings import Setting
from catalog.model.money import Money
from catalog.model.offer import NO_OFFER, Availability, Offer
from catalog.model.policy import shipped_policy
from catalog.model.product import Variant
from catalog.store.database import connect
from catalog.store.errors import StoreError
from catalog.store.read import current_version
from catalog.store.write import write_products

POLICY = shipped_policy()
SIZED = chart({"S": ("30", "34"), "M": ("35", "38")})


def put(engine, mark):
    shelf = {"a.toml": [product(i, name=mark) for i in ("a", "b")]}
    write_products(engine, shelf, {i: gates(policy=mark) for i in ("a", "b")})


@pytest.fixture
def holder(engine, url):
    put(engine, "first")
    with CatalogHolder(Setting("database_url", url, "test"), POLICY) as holder:
        yield holder


def test_the_same_object_until_somebody_writes(holder, engine, url):
    first = holder.get()
    assert holder.get() is first
    other = connect(url)
    put(other, "second")
    other.dispose()
    second = holder.get()
    assert [p.name for p in second.snapshot.products] == ["second", "second"]
    assert [p.name for p in first.snapshot.products] == ["first", "first"]


def test_a_write_of_the_same_process_is_seen(holder, engine):
    first = holder.get()
    put(engine, "second")
    assert holder.get().snapshot.version.number == first.snapshot.version.number + 1


def test_a_load_that_changes_nothing_keeps_the_object(holder, engine):
    first = holder.get()
    put(engine, "first")
    assert holder.get() is first


LOOKS = {"sqlite": [], "postgresql": ["SELECT catalog.number, catalog.stamp, offers_version.number AS number_1"]}
"""What a look asks: SQLite tells by a pragma on the raw connection, a server is asked for one row."""


def stocked(offer):
    """A product of one variant that is offered so."""
    return product("c", chart=SIZED, variants=(Variant("c-s", "S", offer=offer), Variant("c-m", "M")))


def put_offers(engine, *offers):
    for offer in offers:
        write_products(engine, {"c.toml": [stocked(offer)]}, {"c": gates()})


def statements(engine):
    """What is asked of a database from now on."""
    seen = []
    event.listen(engine, "before_cursor_execute", lambda *arguments: seen.append(arguments[2]))
    return seen


def test_offers_alone_are_read_alone(holder, engine):
    put_offers(engine, NO_OFFER)
    first = holder.get()
    index, charts = first.index, first.charts
    asked = statements(holder.engine)
    put_offers(engine, Offer(Availability.IN_STOCK, 7, Money(4495, "EUR")), Offer(Availability.SOLD_OUT, 0))
    catalog = holder.get()
    assert [v.offer for v in catalog.finder.find("c").variants] == [Offer(Availability.SOLD_OUT, 0), NO_OFFER]
    assert (catalog.version, catalog.stock, first.stock) == (first.version, "2", "")
    assert (catalog.snapshot is first.snapshot, catalog.regions is first.regions) == (True, True)
    assert (catalog.index.groups is index.groups, catalog.index.arrays is index.arrays, catalog.charts is charts) == (
        True, True, True,
    )  # fmt: skip
    tables = {s.partition("FROM ")[2].split()[0].rstrip(",") for s in asked if "FROM " in s}
    assert tables == {"catalog", "offer", "offers_version"}
    assert [v.offer for v in first.finder.find("c").variants] == [NO_OFFER, NO_OFFER]


def test_of_offers_only_the_newer_ones_are_read(holder, engine, monkeypatch):
    others = {f"d-{n}": Offer(stock=n, availability=Availability.IN_STOCK) for n in range(1, 5)}
    variants = tuple(Variant(sku, "S", offer=offer) for sku, offer in others.items())
    write_products(engine, {"d.toml": [product("d", variants=variants)]}, {"d": gates()})
    put_offers(engine, Offer(Availability.SOLD_OUT, 0))
    holder.get()
    real, read = module.read_offers_now, []

    def noted(*arguments):
        read.append(real(*arguments))
        return read[-1]

    monkeypatch.setattr(module, "read_offers_now", noted)
    put_offers(engine, Offer(Availability.IN_STOCK, 3))
    catalog = holder.get()
    assert read == [({"c": {"c-s": Offer(Availability.IN_STOCK, 3)}}, 3)]
    assert {v.sku: v.offer for v in catalog.finder.find("d").variants} == others


def test_a_write_that_changes_no_offer_keeps_the_object(holder, engine):
    put_offers(engine, Offer(Availability.SOLD_OUT, 0))
    first = holder.get()
    put_offers(engine, Offer(Availability.SOLD_OUT, 0))
    assert holder.get() is first


def test_a_new_version_of_the_catalog_has_all_offers(holder, engine):
    put_offers(engine, Offer(Availability.SOLD_OUT, 0))
    holder.get()
    put(engine, "second")
    catalog = holder.get()
    assert [p.name for p in catalog.products] == ["second", "second", "Sock"]
    assert catalog.finder.find("c").variants[0].offer == Offer(Availability.SOLD_OUT, 0)


def test_a_look_is_one_cheap_question(holder, engine):
    holder.get()
    seen = []

    def note(*arguments):
        seen.append(arguments[2])

    event.listen(holder.engine, "before_cursor_execute", note)
    holder.get()
    assert [s.partition("FROM")[0].strip() for s in seen] == LOOKS[engine.dialect.name]


def test_nobody_waits_while_another_thread_reads_the_new_catalog(holder, engine, monkeypatch):
    first = holder.get()
    put(engine, "second")
    started, go_on = Event(), Event()
    real = module.catalog_from_database

    def slow(*arguments, **more):
        started.set()
        go_on.wait(30)
        return real(*arguments, **more)

    monkeypatch.setattr(module, "catalog_from_database", slow)
    with ThreadPoolExecutor(2) as pool:
        renewing = pool.submit(holder.get)
        assert started.wait(30)
        assert holder.get() is holder.unchanged() is first
        put(engine, "third")
        writer = pool.submit(holder.get, wait=True)
        assert not wait([writer], 0.2).done
        go_on.set()
        assert renewing.result().snapshot.products[0].name in ("second", "third")
        assert writer.result().snapshot.products[0].name == "third"
    assert holder.unchanged() is (writer.result() if holder.engine.dialect.name == "sqlite" else None)
    assert holder.get().snapshot.products[0].name == "third"


def test_no_thread_ever_sees_two_versions_mixed(holder, engine, url):
    other = connect(url)
    put(other, "v0")

    def read():
        seen = []
        for _ in range(150):
            snapshot = holder.get().snapshot
            marks = {p.name for p in snapshot.products} | {g.policy for g in snapshot.gates.values()}
            assert len(marks) == 1
            seen.append(snapshot.version.number)
        assert seen == sorted(seen)

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        for i in range(15):
            put(other, f"v{i}")
        for reader in readers:
            reader.result()
    other.dispose()
    assert holder.get().snapshot.version == current_version(engine)


def test_a_holder_that_was_closed_opens_again(holder, engine):
    first = holder.get()
    holder.close()
    put(engine, "second")
    assert holder.get() is not first


def test_what_is_unchanged_is_told_at_once_by_sqlite_alone(holder, engine):
    assert holder.unchanged() is None
    first = holder.get()
    assert holder.unchanged() is (first if engine.dialect.name == "sqlite" else None)
    put(engine, "second")
    assert holder.unchanged() is None


def test_a_database_that_is_away_leaves_the_version_in_memory(holder, monkeypatch, caplog):
    first = holder.get()
    for _ in range(2):
        with monkeypatch.context() as away:
            away.setattr(module.ChangeWatch, "look", refused)
            assert (holder.get(), holder.unchanged(), holder.reachable) == (first, None, False)
    assert [r.message for r in caplog.records if r.levelname == "WARNING"] == ["catalog_unreachable"]
    assert (holder.get(), holder.reachable) == (first, True)


def refused(watch):
    raise StoreError("It is away.", code="store_unreachable")


def test_a_database_that_was_always_away_is_an_error(holder, monkeypatch):
    monkeypatch.setattr(module.ChangeWatch, "look", refused)
    with pytest.raises(StoreError):
        holder.get()


def test_a_worker_starts_from_the_file(holder, engine, monkeypatch):
    save_snapshot(engine, POLICY)
    if engine.dialect.name == "sqlite":
        monkeypatch.setattr(module, "catalog_from_database", None)
    assert [p.name for p in holder.get().snapshot.products] == ["first", "first"]
