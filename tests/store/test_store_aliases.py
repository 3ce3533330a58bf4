"""Old ids of products in the catalog: taken like ids, and what became part of another product is retired."""

import pytest
from building import gates, product
from sqlalchemy import select

from catalog.model.problem import BadInput
from catalog.model.product import Decision, Ruling
from catalog.store import tables
from catalog.store.database import connect, sqlite_path
from catalog.store.decisions import decisions, read_decisions
from catalog.store.load_plan import LoadOptions
from catalog.store.read import read_products, read_snapshot
from catalog.store.snapshot_file import read_product_from_file
from catalog.store.snapshot_writer import write_snapshot_file
from catalog.store.write import record_decision, write_products


def ids(engine):
    with engine.connect() as connection:
        return [p.id for p in read_products(connection)]


def refused(engine, files, **more):
    """The codes, places and owners of the problems of a load that is refused, which changes nothing."""
    before = read_snapshot(engine)
    with pytest.raises(BadInput) as error:
        write_products(engine, files, {}, **more)
    assert read_snapshot(engine) == before
    return [(p.code, p.field, dict(p.facts).get("owner")) for p in error.value.problems]


def test_aliases_are_read_as_written(engine):
    shelf = [product("a", aliases=("b", "c")), product("d")]
    write_products(engine, {"a.toml": shelf}, {})
    assert read_snapshot(engine).products == tuple(shelf)


def test_a_record_that_became_part_of_another_is_retired(engine):
    write_products(engine, {"a.toml": [product("a"), product("b")]}, {})
    written = write_products(engine, {"a.toml": [product("a", aliases=("b",))]}, {})
    assert (written.changed, written.retired) == (("a",), ("b",))
    assert ids(engine) == ["a"]


def test_a_product_may_take_another_id(engine):
    write_products(engine, {"a.toml": [product("a")]}, {})
    written = write_products(engine, {"a.toml": [product("new", aliases=("a",))]}, {})
    assert (written.added, written.retired) == (("new",), ("a",))


def test_an_id_of_another_file_is_no_old_id(engine):
    write_products(engine, {"a.toml": [product("a")]}, {})
    problems = refused(engine, {"b.toml": [product("b", aliases=("a",))]})
    assert problems == [("alias_taken", "b.toml: product b: aliases", "a")]


def test_an_old_id_of_another_product_is_no_old_id_and_no_id(engine):
    write_products(engine, {"a.toml": [product("a", aliases=("old",))]}, {})
    assert refused(engine, {"b.toml": [product("b", aliases=("old",)), product("old")]}) == [
        ("alias_taken", "b.toml: product b: aliases", "a"),
        ("alias_taken", "b.toml: product old: id", "a"),
    ]


def test_what_is_retired_with_the_load_frees_its_ids(engine):
    write_products(engine, {"a.toml": [product("a", aliases=("old",))]}, {})
    write_products(engine, {"b.toml": [product("b", aliases=("a", "old"))]}, {}, LoadOptions(sync=True))
    assert ids(engine) == ["b"]


def decided(product_id, ruling=Ruling.SPORT, evidence="signals"):
    return Decision(product_id, ruling, "Curator", "2026-11-01", "why", "https://example.com/why", evidence)


def test_a_decision_on_the_old_id_holds_for_the_product(engine):
    write_products(engine, {"a.toml": [product("a"), product("b")]}, {})
    record_decision(engine, decided("b"))
    write_products(engine, {"a.toml": [product("a", aliases=("b",))]}, {}, evidence={"a": "signals"})
    with engine.connect() as connection:
        assert read_decisions(connection) == {"a": decided("a")}


def test_a_decision_on_the_old_id_falls_with_its_evidence(engine):
    write_products(engine, {"a.toml": [product("a"), product("b")]}, {})
    record_decision(engine, decided("b"))
    written = write_products(engine, {"a.toml": [product("a", aliases=("b",))]}, {}, evidence={"a": "other signals"})
    assert written.decisions_dropped == (decided("a"),)
    assert [e.action.value for e in decisions(engine, "a")] == ["sport", "drop"]


def test_the_decision_of_the_product_itself_goes_first(engine):
    write_products(engine, {"a.toml": [product("a"), product("b")]}, {})
    record_decision(engine, decided("b"))
    record_decision(engine, decided("a", Ruling.MEDICAL))
    write_products(engine, {"a.toml": [product("a", aliases=("b",))]}, {})
    with engine.connect() as connection:
        assert read_decisions(connection) == {"a": decided("a", Ruling.MEDICAL)}


def test_an_edit_takes_old_ids_away(engine):
    write_products(engine, {"a.toml": [product("a", aliases=("b", "c"))]}, {})
    write_products(engine, {"a.toml": [product("a", aliases=("c",))]}, {})
    with engine.connect() as connection:
        assert connection.execute(select(tables.alias.c.name)).scalars().all() == ["c"]


def test_one_product_is_read_from_the_file_by_an_old_id(sqlite_url):
    engine = connect(sqlite_url)
    write_products(engine, {"a.toml": [product("a", aliases=("b",)), product("c")]}, {"a": gates(), "c": gates()})
    database = sqlite_path(sqlite_url)
    write_snapshot_file(database, [read_snapshot(engine)], "these rules")
    engine.dispose()
    alone = read_product_from_file(database, "these rules", "b")
    assert [p.id for p in alone.products] == ["a"]
