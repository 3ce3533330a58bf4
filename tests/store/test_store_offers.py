"""What brand files say of variants from day to day: a table and a version of their own."""

from contextlib import closing

import pytest
from building import chart, gates, product
from msgspec.structs import replace
from sqlalchemy import text

from catalog.model.money import Money
from catalog.model.offer import NO_OFFER, Availability, Offer
from catalog.model.product import Variant
from catalog.store import migrate, tables
from catalog.store.database import connect, database_file
from catalog.store.load_plan import LoadOptions
from catalog.store.offers import current_versions, read_offers
from catalog.store.offers_file import read_sqlite_offers
from catalog.store.read import read_snapshot
from catalog.store.sqlite_file import open_sqlite
from catalog.store.write import write_products

IN_STOCK, SOLD_OUT = Availability.IN_STOCK, Availability.SOLD_OUT
SEVEN = Offer(
    IN_STOCK, 7, Money(4495, "GBP"), "https://shop.example/1", "https://shop.example/1.jpg", "2026-11-20"
)  # fmt: skip
THREE, NONE_LEFT = replace(SEVEN, stock=3), replace(SEVEN, availability=SOLD_OUT, stock=0)


def sock(*offers, **fields):
    """A sock with a variant for each offer."""
    variants = tuple(Variant(f"s-{n}", "M", offer=offer) for n, offer in enumerate(offers))
    return product("a", variants=variants, **fields)


def load(engine, *products, **options):
    return write_products(engine, {"a.toml": products}, {p.id: gates() for p in products}, **options)


def feed(engine, offer, sku="s-0"):
    """What a feed does: the offer is another one, what the file said stays."""
    table = tables.offer
    price = (None, None) if offer.price is None else (offer.price.minor, offer.price.currency)
    values = {
        "availability": offer.availability, "stock": offer.stock, "price_minor": price[0], "price_currency": price[1],
        "link": offer.link, "image": offer.image, "priced_on": offer.priced_on, "version": 99,
    }  # fmt: skip
    with engine.begin() as connection:
        done = connection.execute(table.update().where(table.c.sku == sku).values(**values))
        if not done.rowcount:
            connection.execute(table.insert().values(product=1, sku=sku, file_digest="", **values))


def offers(engine, **which):
    with engine.connect() as connection:
        return read_offers(connection, **which)


def test_an_offer_is_read_as_it_was_written(engine):
    bare = Offer(SOLD_OUT)
    load(engine, sock(SEVEN, bare, NO_OFFER))
    assert offers(engine) == {"a": {"s-0": SEVEN, "s-1": bare}}
    assert read_snapshot(engine).products == (sock(NO_OFFER, NO_OFFER, NO_OFFER),)


def test_without_sqlalchemy_the_same_is_read(engine):
    load(engine, sock(SEVEN, Offer(SOLD_OUT)), product("b", variants=(Variant("b-0", offer=THREE),)))
    path = database_file(engine)
    if path is not None:
        with closing(open_sqlite(path, "ro")) as connection:
            assert read_sqlite_offers(connection) == (offers(engine), 1)
            some = read_sqlite_offers(connection, ["b", "nobody"])
        assert some == ({"b": {"b-0": THREE}}, 1) == (offers(engine, product_ids=["b"]), 1)


def test_other_news_leave_the_version_of_the_catalog(engine):
    load(engine, sock(SEVEN))
    (catalog, before) = current_versions(engine)
    written = load(engine, sock(THREE))
    assert (written.changed, written.unchanged) == (("a",), ())
    assert current_versions(engine) == (catalog, before + 1)
    assert offers(engine, since=before) == {"a": {"s-0": THREE}}
    assert offers(engine, since=before + 1) == {}


def test_the_same_file_again_writes_nothing(engine):
    load(engine, sock(SEVEN, NO_OFFER))
    before = current_versions(engine)
    assert not load(engine, sock(SEVEN, NO_OFFER)).anything
    assert current_versions(engine) == before


LINK = Offer(link="https://shop.example/new")


@pytest.mark.parametrize(
    ("first", "news", "second", "offer"),
    [
        pytest.param(SEVEN, THREE, SEVEN, THREE, id="an unchanged file undoes no feed"),
        pytest.param(NO_OFFER, THREE, NO_OFFER, THREE, id="a file that says nothing undoes no feed"),
        pytest.param(SEVEN, THREE, NONE_LEFT, NONE_LEFT, id="the last news wins"),
        pytest.param(SEVEN, THREE, NO_OFFER, Offer(IN_STOCK, 3), id="what only the file said goes with it"),
        pytest.param(SEVEN, None, NO_OFFER, NO_OFFER, id="a file that says nothing any more"),
        pytest.param(
            SEVEN, THREE, replace(SEVEN, link=LINK.link), replace(THREE, link=LINK.link), id="only what is new"
        ),
        pytest.param(NO_OFFER, THREE, LINK, replace(THREE, link=LINK.link), id="a link beside a feed"),
        pytest.param(
            SEVEN, replace(SEVEN, price=None), SEVEN, replace(SEVEN, price=None), id="a price that a feed took"
        ),
    ],
)
def test_news_of_files_and_feeds(engine, first, news, second, offer):
    load(engine, sock(first))
    if news is not None:
        feed(engine, news)
    load(engine, sock(second))
    assert offers(engine).get("a", {"s-0": NO_OFFER}) == {"s-0": offer}


def test_offers_stay_with_another_chart_and_go_with_their_variant(engine):
    load(engine, sock(SEVEN, THREE, chart=chart({"M": ("30", "34")}, id="old")))
    feed(engine, NONE_LEFT)
    load(engine, sock(SEVEN, THREE, name="Another name", chart=chart({"M": ("30", "35")}, id="new")))
    assert offers(engine) == {"a": {"s-0": NONE_LEFT, "s-1": THREE}}
    (_, before) = current_versions(engine)
    load(engine, sock(SEVEN))
    assert offers(engine) == {"a": {"s-0": NONE_LEFT}}
    assert current_versions(engine)[1] == before + 1


def test_offers_of_a_retired_product_are_not_read_and_come_back_with_it(engine):
    load(engine, sock(SEVEN))
    load(engine, product("b"), options=LoadOptions(sync=True))
    assert offers(engine) == {}
    load(engine, sock(SEVEN))
    assert offers(engine) == {"a": {"s-0": SEVEN}}


def test_a_variant_alike_in_two_places_has_one_offer(engine):
    twins = product("a", variants=(Variant("one", offer=SEVEN), Variant("one", "L", offer=THREE)))
    load(engine, twins)
    assert offers(engine) == {"a": {"one": THREE}}
    assert not load(engine, twins).anything


def test_a_migration_moves_stock_and_price_both_ways(empty_url):
    """Up and down again the older program finds every price with a source, and every stock."""
    migrate.upgrade(empty_url)
    engine = connect(empty_url)
    load(engine, sock(SEVEN, Offer(SOLD_OUT), NO_OFFER, Offer(price=Money(9, "EUR"))))
    engine.dispose()
    migrate.downgrade(empty_url, "0003")
    engine = connect(empty_url)
    with engine.connect() as connection:
        query = "SELECT sku, stock, price_minor, price_currency, price_note, url FROM variant LEFT JOIN source ON price_source = number"
        rows = [tuple(row) for row in connection.execute(text(f"{query} ORDER BY sku"))]
    url = "https://maker.example/size-chart"
    assert rows == [
        ("s-0", 7, 4495, "GBP", "", url), ("s-1", 0, None, None, None, None), ("s-2", None, None, None, None, None),
        ("s-3", None, 9, "EUR", "", url),
    ]  # fmt: skip
    engine.dispose()
    migrate.upgrade(empty_url)
    engine = connect(empty_url)
    moved = {
        "s-0": replace(SEVEN, link="", image="", priced_on=""),
        "s-1": Offer(SOLD_OUT, 0),
        "s-3": Offer(price=Money(9, "EUR")),
    }
    assert offers(engine) == {"a": moved}
    assert migrate.check(empty_url) == []
    engine.dispose()
