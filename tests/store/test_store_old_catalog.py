"""A catalog that an older program wrote: after the upgrade it holds the right amounts and compares as the same."""

import pytest
from msgspec.structs import replace
from old_catalogs import CASES, old_catalog
from sqlalchemy import select, text

from catalog.app.catalog import snapshot_from_file
from catalog.app.database import upgrade
from catalog.app.load import load_files
from catalog.app.settings import Setting
from catalog.model.money import Money
from catalog.model.policy import shipped_policy
from catalog.model.product import Ruling
from catalog.store import migrate, tables
from catalog.store.database import connect
from catalog.store.offers import read_offers
from catalog.store.read import current_version, read_snapshot

FOLDER = CASES / "catalog-0002"
"""`rows.json` is what the program at version 0002 of the tables wrote when it loaded the file beside it."""
DAY = "2026-09-01"
PRICES = {
    "dakar-sock": Money(5000, "XOF"), "dakar-sleeve": Money(15_000, "CLF"), "dakar-tights": Money(4900, "JPY"),
    "dakar-shorts": Money(4500, ""),
}  # fmt: skip


@pytest.fixture
def old(empty_url):
    """The address of a catalog at version 0002, with the rows of that time."""
    old_catalog(empty_url, "0002")
    return empty_url


def snapshot(url):
    engine = connect(url)
    try:
        return read_snapshot(engine)
    finally:
        engine.dispose()


def offers(url):
    engine = connect(url)
    try:
        with engine.connect() as connection:
            return read_offers(connection)
    finally:
        engine.dispose()


def test_prices_are_mended_and_nothing_else_is(old):
    migrate.upgrade(old)
    catalog = snapshot(old)
    assert {p.id: p.price.money for p in catalog.products} == PRICES
    sock = next(p for p in catalog.products if p.id == "dakar-sock").with_offers(offers(old)["dakar-sock"])
    # 4999.50 francs were once taken in: the nearest whole amount is kept.
    assert [v.offer.price for v in sock.variants] == [Money(5000, "XOF"), Money(6125, "EUR")]
    assert not sock.charts[0].forced
    assert [(p, d.ruling, d.by) for p, d in catalog.decisions.items()] == [("dakar-tights", Ruling.SPORT, "A. Curator")]


def test_whoever_holds_the_catalog_of_before_sees_another_version(old):
    migrate.upgrade(old)
    engine = connect(old)
    after = current_version(engine)
    engine.dispose()
    assert (after.number, after.stamp != "d882725f53aa") == (4, True)


def test_the_same_files_loaded_again_bring_the_day_of_a_price_and_nothing_else(old):
    migrate.upgrade(old)
    before = offers(old)["dakar-sock"]
    engine = connect(old)
    written, again = (load_files(engine, [FOLDER / "dakar-run.toml"], shipped_policy()) for _ in range(2))
    engine.dispose()
    assert (written.added, written.changed) == ((), ("dakar-sock",))
    assert offers(old)["dakar-sock"] == {sku: replace(o, priced_on=DAY) for sku, o in before.items()}
    assert (again.added, again.changed, sorted(again.unchanged)) == ((), (), sorted(PRICES))


def test_fingerprints_of_charts_are_those_a_load_takes(old):
    """Another product with the same chart shares its row instead of making a second one."""
    migrate.upgrade(old)
    engine = connect(old)
    load_files(engine, [FOLDER / "dakar-run.toml"], shipped_policy())
    with engine.begin() as connection:
        connection.execute(text("UPDATE product SET digest = 'another' WHERE id = 'dakar-sock'"))
    load_files(engine, [FOLDER / "dakar-run.toml"], shipped_policy())
    with engine.connect() as connection:
        assert [r.number for r in connection.execute(select(tables.chart.c.number))] == [1]
    engine.dispose()


def test_down_again_the_older_program_reads_what_it_wrote(old):
    migrate.upgrade(old)
    migrate.downgrade(old, "0002")
    engine = connect(old)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT id, price_minor FROM product ORDER BY id")).all()
    engine.dispose()
    assert [tuple(r) for r in rows] == [
        ("dakar-shorts", 4500), ("dakar-sleeve", 150), ("dakar-sock", 500_000), ("dakar-tights", 4900),
    ]  # fmt: skip


def test_the_snapshot_file_and_the_database_agree_on_it(old):
    upgrade(old, shipped_policy())
    from_file = snapshot_from_file(Setting("database_url", old, "test"), shipped_policy())
    if old.startswith("sqlite"):
        assert from_file == snapshot(old)
    else:
        assert from_file is None


def test_an_upgrade_that_changes_nothing_leaves_the_version(old):
    migrate.upgrade(old)
    engine = connect(old)
    before = current_version(engine)
    migrate.upgrade(old)
    assert current_version(engine) == before
    engine.dispose()
