from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from building import gates, product
from sqlalchemy import event

from catalog.model.product import Decision, Ruling
from catalog.store import snapshot_holder as module
from catalog.store.database import connect
from catalog.store.read import current_version, read_snapshot
from catalog.store.snapshot_holder import SnapshotHolder
from catalog.store.write import record_decision, write_products


def put(engine, mark):
    shelf = {"a.toml": [product(i, name=mark) for i in ("a", "b")]}
    write_products(engine, shelf, {i: gates(policy=mark) for i in ("a", "b")})


@pytest.fixture
def holder(engine):
    put(engine, "first")
    with SnapshotHolder(engine) as holder:
        yield holder


def test_a_snapshot_holds_everything(engine):
    put(engine, "first")
    decision = Decision("a", Ruling.SPORT, "Anna", "2026-11-20", "Sold for running", "", "e1")
    record_decision(engine, decision)
    found = read_snapshot(engine)
    assert found.version == current_version(engine)
    assert [p.id for p in found.products] == ["a", "b"]
    assert dict(found.gates) == {"a": gates(policy="first"), "b": gates(policy="first")}
    assert dict(found.decisions) == {"a": decision}


def test_a_snapshot_cannot_be_changed(engine):
    found = read_snapshot(engine)
    with pytest.raises(AttributeError):
        found.products = ()
    with pytest.raises(TypeError):
        found.gates["a"] = gates()


def test_the_same_object_until_somebody_writes(holder, engine, url):
    first = holder.get()
    assert holder.get() is first
    other = connect(url)
    put(other, "second")
    other.dispose()
    second = holder.get()
    assert [p.name for p in second.products] == ["second", "second"]
    assert [p.name for p in first.products] == ["first", "first"]


def test_a_write_of_the_same_process_is_seen(holder, engine):
    first = holder.get()
    put(engine, "second")
    assert holder.get().version.number == first.version.number + 1


def test_a_load_that_changes_nothing_keeps_the_object(holder, engine):
    first = holder.get()
    put(engine, "first")
    assert holder.get() is first


LOOKS = {"sqlite": [], "postgresql": ["SELECT catalog.number, catalog.stamp"]}
"""What a look asks: SQLite tells by a pragma on the raw connection, a server is asked for one row."""


def test_a_look_is_one_cheap_question(holder, engine):
    holder.get()
    seen = []

    def note(*arguments):
        seen.append(arguments[2])

    event.listen(engine, "before_cursor_execute", note)
    holder.get()
    assert [s.partition("FROM")[0].strip() for s in seen] == LOOKS[engine.dialect.name]


def test_nobody_waits_while_another_thread_reads_the_new_catalog(holder, engine, monkeypatch):
    first = holder.get()
    put(engine, "second")
    started, go_on = Event(), Event()
    real = module.read_snapshot

    def slow(where):
        started.set()
        go_on.wait(30)
        return real(where)

    monkeypatch.setattr(module, "read_snapshot", slow)
    with ThreadPoolExecutor(1) as pool:
        renewing = pool.submit(holder.get)
        assert started.wait(30)
        assert holder.get() is first
        go_on.set()
        assert renewing.result().products[0].name == "second"
    assert holder.get().products[0].name == "second"


def test_no_thread_ever_sees_two_versions_mixed(holder, engine, url):
    other = connect(url)
    put(other, "v0")

    def read():
        seen = []
        for _ in range(150):
            found = holder.get()
            marks = {p.name for p in found.products} | {g.policy for g in found.gates.values()}
            assert len(marks) == 1
            seen.append(found.version.number)
        assert seen == sorted(seen)

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        for i in range(15):
            put(other, f"v{i}")
        for reader in readers:
            reader.result()
    other.dispose()
    assert holder.get().version == current_version(engine)


def test_a_holder_that_was_closed_opens_again(holder, engine):
    first = holder.get()
    holder.close()
    put(engine, "second")
    assert holder.get() is not first
