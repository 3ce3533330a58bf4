import pytest
from building import SOURCE, chart, gates, product, sentences_of
from sqlalchemy import func, select

from catalog.messages.messages import Messages
from catalog.model.problem import BadInput
from catalog.model.product import Decision, Money, Price, Ruling
from catalog.model.verdict import Outcome
from catalog.store import tables
from catalog.store.decisions import Action, decisions, read_decisions
from catalog.store.load_plan import LoadOptions
from catalog.store.read import current_version, read_gates, read_products
from catalog.store.write import record_decision, undo_decision, write_gates, write_products

ENGLISH = Messages("en")

ROWS = {"S": ("30", "34"), "M": ("34", "38")}


def ids(engine):
    with engine.connect() as connection:
        return [p.id for p in read_products(connection)]


def numbers(engine):
    with engine.connect() as connection:
        return dict(connection.execute(select(tables.product.c.id, tables.product.c.number)).all())


def count(engine, table):
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar()


def rows(engine):
    return {t.name: count(engine, t) for t in tables.metadata.sorted_tables}


def test_first_load(engine):
    written = write_products(engine, {"a.toml": [product("a"), product("b")]}, {"a": gates()})
    assert (written.added, written.changed, written.unchanged, written.retired) == (("a", "b"), (), (), ())
    assert written.rejudged == ("a",)
    assert current_version(engine).number == 1


@pytest.mark.parametrize("size", [1, 99, 100, 101, 250])
def test_every_product_of_a_load_is_there_however_many_rows_go_into_a_statement(engine, size):
    charts = [chart(ROWS, id=f"chart-{n}") for n in range(size)]
    shelf = [product(f"p-{n:03}", chart=c, name=f"Sock {n} – é") for n, c in enumerate(charts)]
    write_products(engine, {"a.toml": shelf}, {p.id: gates(policy=p.id) for p in shelf})
    with engine.connect() as connection:
        assert list(read_products(connection)) == shelf
        assert read_gates(connection) == {p.id: gates(policy=p.id) for p in shelf}
    again = write_products(engine, {"a.toml": shelf}, {p.id: gates(policy=p.id) for p in shelf})
    assert (len(again.unchanged), again.anything) == (size, False)


def test_the_same_products_have_the_same_stamp(engine, tmp_path):
    shelf = {"a.toml": [product("a"), product("b")]}
    write_products(engine, shelf, {})
    first = current_version(engine)
    write_products(engine, {"a.toml": [product("a", name="Other"), product("b")]}, {})
    second = current_version(engine)
    write_products(engine, shelf, {})
    assert len({first.text, second.text, current_version(engine).text}) == 3


def test_an_edited_product_keeps_its_row_and_leaves_nothing_behind(engine):
    source = SOURCE.__class__("https://old.example", "2020", "text", SOURCE.confidence)
    old = product("a", chart=chart(ROWS, id="old"), price=Price(Money(1999, "EUR"), source), brand="Old brand")
    new = product("a", chart=chart({"S": ("29", "34")}, id="new"))
    write_products(engine, {"x.toml": [new]}, {})
    wanted, row = rows(engine), numbers(engine)
    write_products(engine, {"x.toml": [old]}, {})
    written = write_products(engine, {"x.toml": [new]}, {})
    assert written.changed == ("a",)
    assert (rows(engine), numbers(engine)) == (wanted, row)


def test_a_chart_of_many_products_is_kept_once(engine):
    write_products(engine, {"a.toml": [product(f"p{i}", chart=chart(ROWS)) for i in range(5)]}, {})
    assert count(engine, tables.chart) == 1
    with engine.connect() as connection:
        assert len({id(p.charts[0]) for p in read_products(connection)}) == 1


def test_without_sync_the_rest_stays(engine):
    write_products(engine, {"a.toml": [product("a")], "b.toml": [product("b")]}, {})
    assert write_products(engine, {"a.toml": [product("a")]}, {}).retired == ()
    assert ids(engine) == ["a", "b"]


def test_sync_retires_and_a_later_load_revives(engine):
    both = {"a.toml": [product("a")], "b.toml": [product("b")]}
    write_products(engine, both, {"b": gates()})
    row = numbers(engine)
    assert write_products(engine, {"a.toml": [product("a")]}, {}, LoadOptions(sync=True)).retired == ("b",)
    assert ids(engine) == ["a"]
    with engine.connect() as connection:
        assert read_gates(connection) == {}
    assert not write_products(engine, {"a.toml": [product("a")]}, {}, LoadOptions(sync=True)).anything
    assert write_products(engine, both, {"b": gates()}, LoadOptions(sync=True)).changed == ("b",)
    assert ids(engine) == ["a", "b"]
    assert numbers(engine) == row


def test_a_product_moves_to_another_file(engine):
    write_products(engine, {"a.toml": [product("a"), product("b")]}, {})
    written = write_products(engine, {"a.toml": [product("a")], "b.toml": [product("b")]}, {})
    assert (written.changed, written.unchanged) == (("b",), ("a",))


def test_an_id_twice_names_both_files(engine):
    shelf = {"a.toml": [product("a"), product("b")], "b.toml": [product("b"), product("a")]}
    with pytest.raises(BadInput) as raised:
        write_products(engine, shelf, {})
    assert [ENGLISH.problem(p) for p in raised.value.problems] == [
        f"b.toml: product {i}: id: read {i!r}, expected an id that is not used yet; a.toml has it already."
        " A product id is used once: change one of them."
        for i in ("b", "a")
    ]
    assert ids(engine) == []


def test_an_id_of_a_file_loaded_before(engine):
    write_products(engine, {"a.toml": [product("a")]}, {})
    before = current_version(engine)
    with pytest.raises(BadInput) as raised:
        write_products(engine, {"b.toml": [product("a", name="Other"), product("c")]}, {})
    assert "a.toml has it already" in sentences_of(raised.value)
    assert (ids(engine), current_version(engine)) == (["a"], before)


def test_new_verdicts_are_written_and_stamped(engine):
    shelf = {"a.toml": [product("a")]}
    write_products(engine, shelf, {"a": gates()})
    before = current_version(engine)
    assert write_products(engine, shelf, {"a": gates()}).rejudged == ()
    assert current_version(engine) == before
    written = write_products(engine, shelf, {"a": gates(policy="policy-2")})
    assert (written.unchanged, written.rejudged) == (("a",), ("a",))
    assert current_version(engine) != before
    assert write_gates(engine, {"a": gates(Outcome.FAIL), "unknown": gates()}) == ("a",)
    assert write_gates(engine, {"a": gates(Outcome.FAIL)}) == ()
    with engine.connect() as connection:
        assert read_gates(connection)["a"].medical.outcome is Outcome.FAIL


def test_a_load_inside_a_transaction_of_the_caller(engine):
    with engine.connect() as connection, connection.begin() as outer:
        write_products(connection, {"a.toml": [product("a")]}, {})
        outer.rollback()
    assert ids(engine) == []


# --- decisions ----------------------------------------------------------------------------------------------

FIRST = Decision("a", Ruling.SPORT, "Anna", "2026-11-20", "Sold for running", "https://maker.example/a", "e1")


@pytest.fixture
def decided(engine):
    write_products(engine, {"a.toml": [product("a")]}, {})
    record_decision(engine, FIRST)
    return engine


def in_force(engine):
    with engine.connect() as connection:
        return read_decisions(connection)


def actions(engine):
    return [e.action for e in decisions(engine, "a")]


def test_a_decision_is_in_force_and_stamped(decided):
    assert in_force(decided) == {"a": FIRST}
    assert current_version(decided).number == 2


def test_the_last_decision_counts_and_the_first_stays_in_the_history(decided):
    second = Decision("a", Ruling.MEDICAL, "Ben", "2026-11-21", "Class 2", "https://maker.example/b", "e1")
    record_decision(decided, second)
    assert in_force(decided) == {"a": second}
    assert [(e.action, e.by, e.on, e.why) for e in decisions(decided)] == [
        (Action.SPORT, "Anna", "2026-11-20", "Sold for running"),
        (Action.MEDICAL, "Ben", "2026-11-21", "Class 2"),
    ]


def test_undo(decided):
    assert undo_decision(decided, "a", by="Ben", on="2026-11-21", why="Wrong product") == FIRST
    assert in_force(decided) == {}
    assert actions(decided) == [Action.SPORT, Action.UNDO]
    with pytest.raises(BadInput):
        undo_decision(decided, "a", by="Ben", on="2026-11-21", why="Again")


def test_a_decision_on_nothing(engine):
    with pytest.raises(BadInput):
        record_decision(engine, FIRST)


def test_a_decision_is_kept_when_its_file_is_loaded_again(decided):
    shelf = {"a.toml": [product("a", name="Another name")]}
    assert write_products(decided, shelf, {}, evidence={"a": "e1"}).decisions_dropped == ()
    assert write_products(decided, shelf, {}).decisions_dropped == ()
    assert in_force(decided) == {"a": FIRST}


def test_a_decision_falls_with_its_evidence(decided):
    shelf = {"a.toml": [product("a")]}
    before = current_version(decided)
    written = write_products(decided, shelf, {}, evidence={"a": "e2"}, on="2026-11-22")
    assert written.decisions_dropped == (FIRST,)
    assert in_force(decided) == {}
    assert actions(decided) == [Action.SPORT, Action.DROP]
    assert decisions(decided)[-1].evidence == "e2"
    assert current_version(decided) != before
    assert not write_products(decided, shelf, {}, evidence={"a": "e2"}).anything


def test_a_retired_product_has_no_decision_in_force(decided):
    write_products(decided, {"b.toml": [product("b")]}, {}, LoadOptions(sync=True))
    assert in_force(decided) == {}
    assert actions(decided) == [Action.SPORT]
