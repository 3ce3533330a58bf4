import pytest
from building import any_gates, chart, gates, product, products
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from catalog.model.product import Decision, Ruling
from catalog.store.load_plan import LoadOptions
from catalog.store.read import current_version, read_gates, read_products, read_snapshot
from catalog.store.write import record_decision, write_products

# Each property runs on both databases, and every example is a whole load.
BOUNDED = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
SHELF = st.lists(products(), max_size=3, unique_by=lambda p: p.id)


def read_all(engine):
    with engine.connect() as connection:
        return read_products(connection)


@BOUNDED
@given(shelf=SHELF)
def test_what_is_written_is_read(engine, shelf):
    write_products(engine, {"any.toml": shelf}, {}, LoadOptions(sync=True))
    assert read_all(engine) == tuple(sorted(shelf, key=lambda p: p.id))


@BOUNDED
@given(shelf=SHELF)
def test_the_same_again_changes_nothing(engine, shelf):
    write_products(engine, {"any.toml": shelf}, {}, LoadOptions(sync=True))
    before = read_snapshot(engine)
    again = write_products(engine, {"any.toml": shelf}, {}, LoadOptions(sync=True))
    assert not again.anything
    assert set(again.unchanged) == {p.id for p in shelf}
    assert read_snapshot(engine) == before


@BOUNDED
@given(shelf=SHELF, gates=any_gates())
def test_verdicts_are_read_as_written(engine, shelf, gates):
    wanted = {p.id: gates for p in shelf}
    write_products(engine, {"any.toml": shelf}, wanted, LoadOptions(sync=True))
    with engine.connect() as connection:
        assert read_gates(connection) == wanted
    for product_id, found in wanted.items():
        for mine, theirs in zip(gates.medical.reasons, found.medical.reasons, strict=True):
            assert [type(f) for _, f in mine.facts] == [type(f) for _, f in theirs.facts], product_id


@BOUNDED
@given(first=products(st.just("one")), second=products(st.just("one")))
def test_an_edit_replaces_everything(engine, first, second):
    write_products(engine, {"any.toml": [first]}, {}, LoadOptions(sync=True))
    written = write_products(engine, {"any.toml": [second]}, {})
    assert written.changed == (() if first == second else ("one",))
    assert read_all(engine) == (second,)


def test_queries_do_not_grow_with_products(engine):
    few, many = ([product(f"p{i}", chart=chart({"S": ("30", "34")}, id=f"c{i}")) for i in range(n)] for n in (1, 40))
    assert queries(engine, few) == queries(engine, many) < 25


def queries(engine, shelf):
    write_products(engine, {"any.toml": shelf}, {}, LoadOptions(sync=True))
    seen = []

    def note(conn, cursor, statement, *rest):
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    with engine.connect() as connection:
        read_products(connection)
    event.remove(engine, "before_cursor_execute", note)
    return len([s for s in seen if s.startswith("SELECT")])


def test_a_snapshot_holds_everything(engine):
    write_products(engine, {"a.toml": [product("a"), product("b")]}, {i: gates() for i in ("a", "b")})
    decision = Decision("a", Ruling.SPORT, "Anna", "2026-11-20", "Sold for running", "", "e1")
    record_decision(engine, decision)
    snapshot = read_snapshot(engine)
    assert snapshot.version == current_version(engine)
    assert [p.id for p in snapshot.products] == ["a", "b"]
    assert dict(snapshot.gates) == {"a": gates(), "b": gates()}
    assert dict(snapshot.decisions) == {"a": decision}


def test_a_snapshot_cannot_be_changed(engine):
    snapshot = read_snapshot(engine)
    with pytest.raises(AttributeError):
        snapshot.products = ()
    with pytest.raises(TypeError):
        snapshot.gates["a"] = gates()
