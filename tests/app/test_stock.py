"""What a stock feed does to the offers of a catalog: all of it or nothing, the same thing twice changes nothing."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from building import chart, gates, product

from catalog.app.stock import StockRequest, Unconfirmed, update_stock, update_stock_objects
from catalog.model.money import Money
from catalog.model.offer import Availability, Offer
from catalog.model.problem import BadInput
from catalog.model.product import Variant
from catalog.store.database import connect, reading
from catalog.store.errors import StoreError
from catalog.store.load_plan import LoadOptions
from catalog.store.offers import read_offers, read_offers_version
from catalog.store.read import current_version
from catalog.store.write import write_products

CHART = {"S": ("30", "34"), "M": ("34", "38"), "L": ("38", "42")}
GTIN = "4006381333931"
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
TODAY = "2026-11-27"


def shelf(maker, sizes="SML"):
    variants = tuple(Variant(f"{maker}-{size}", size, "", shop_id=f"{maker}{n}") for n, size in enumerate(sizes))
    return product(f"{maker.lower()}-sock", name=maker, chart=chart(CHART, id=f"{maker}-chart"), variants=variants)


@pytest.fixture
def shop(engine):
    """A catalog with products A and B of a shop's own, and C of the shipped ones; A's S has a GTIN."""
    first = shelf("A")
    first = product(
        "a-sock", name="A", chart=chart(CHART, id="A-chart"),
        variants=(Variant("A-S", "S", "", gtin=f"0{GTIN}", shop_id="A0"), *first.variants[1:]),
    )  # fmt: skip
    for collection, products in {"own": [first, shelf("B")], "shipped": [shelf("C")]}.items():
        file, of = f"{collection}.toml", {p.id: gates() for p in products}
        write_products(engine, {file: products}, of, LoadOptions({file: collection}))
    return engine


def feed(engine, text, now=NOW, **request):
    return update_stock(engine, text.encode(), StockRequest(**request), now=now)


def offers(engine):
    with reading(engine) as connection:
        return {sku: offer for some in read_offers(connection).values() for sku, offer in some.items()}


def writes(engine):
    """How many writes have changed an offer."""
    with reading(engine) as connection:
        return read_offers_version(connection)


def codes(raised):
    return [f"{p.field}: {p.code}" for p in raised.value.problems]


def test_a_feed_changes_what_it_says_and_leaves_the_rest(shop):
    feed(shop, "sku,stock,price,link\nA-S,3,10 EUR,https://shop.example/a\nA-M,0,,\n")
    report = feed(shop, "sku,stock,price\nA-S,4,\nA-M,0,12 EUR\nX-1,3,\n")
    assert offers(shop) == {
        "A-S": Offer(Availability.IN_STOCK, 4, Money(1000, "EUR"), "https://shop.example/a", priced_on=TODAY),
        "A-M": Offer(Availability.SOLD_OUT, 0, Money(1200, "EUR"), priced_on=TODAY),
    }
    assert [(c.product, c.sku) for c in report.changed] == [("a-sock", "A-S"), ("a-sock", "A-M")]
    assert [(row.line, row.key) for row in report.not_found] == [(4, "X-1")]


def test_a_feed_touches_neither_the_version_of_the_catalog_nor_twice_that_of_the_offers(shop):
    before = current_version(shop)
    assert (feed(shop, "sku,stock\nA-S,3\nB-M,2\n").unchanged, writes(shop)) == (0, 1)
    assert (feed(shop, "sku,stock\nA-S,3\nB-M,2\n").unchanged, writes(shop)) == (2, 1)
    assert feed(shop, "sku,stock\nA-S,3\nB-M,1\n").changed[0].before.stock == 2
    with reading(shop) as connection:
        assert read_offers(connection, since=1) == {"b-sock": {"B-M": Offer(Availability.IN_STOCK, 1)}}
    assert current_version(shop) == before


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(f"gtin,qty\n{GTIN},5", id="GTIN"),
        pytest.param("shop_id,qty\nA0,5", id="shop id"),
        pytest.param("id,qty\nA0,5", id="id that is a shop id"),
        pytest.param("id,qty\nA-S,5", id="id that is the SKU"),
        pytest.param(f"sku,gtin,qty\nunknown,{GTIN},5", id="one of two keys"),
        pytest.param(f"sku,gtin,shop_id,id,qty\nA-S,{GTIN},A0,A-S,5", id="all keys"),
    ],
)
def test_a_row_finds_its_variant_by(shop, row):
    feed(shop, row)
    assert offers(shop) == {"A-S": Offer(Availability.IN_STOCK, 5)}


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        pytest.param(f"sku,gtin,qty\nA-M,{GTIN},5\nB-S,,1", ["feed: line 2: two_variants"], id="keys of two variants"),
        pytest.param("id,shop_id,qty\nA-S,B0,5", ["feed: line 2: two_variants"], id="id and shop id of two"),
        pytest.param("sku,id,qty\nA-S,,5\n,A0,4\nA-S,,5", ["feed: line 3: contradiction"], id="two rows, two figures"),
        pytest.param("sku,qty,price\nA-S,5,\nA-M,-1.5,x EUR\nA-S,6,", ["feed: line 3: stock: negative", "feed: line 3: price: bad_price", "feed: line 4: contradiction"], id="all at once"),
        pytest.param("sku,qty\nX,5\nY,6", ["feed: another_shop"], id="another shop"),
    ],
)  # fmt: skip
def test_a_feed_with_any_fault_writes_nothing(shop, text, problems):
    with pytest.raises(BadInput) as raised:
        feed(shop, text)
    assert (codes(raised), offers(shop), writes(shop)) == (problems, {}, 0)


def test_the_same_row_twice_is_one_statement(shop):
    assert len(feed(shop, "sku,qty\nA-S,5\nA-S,5\n").changed) == 1


def test_stock_of_several_places_is_added_up(shop):
    feed(shop, "sku,location,available (not editable)\nA-S,Berlin,5\nA-S,Lyon,2\nA-M,Berlin,not stocked\nA-M,Lyon,0\n")
    assert offers(shop) == {"A-S": Offer(Availability.IN_STOCK, 7), "A-M": Offer(Availability.SOLD_OUT, 0)}


def test_a_collection_that_is_named_is_the_only_one_that_changes(shop):
    report = feed(shop, "sku,stock\nA-S,3\nC-S,2\n", collection="own")
    assert offers(shop) == {"A-S": Offer(Availability.IN_STOCK, 3)}
    assert [(row.line, row.key, row.collection) for row in report.elsewhere] == [(3, "C-S", "shipped")]


def test_a_feed_of_another_collection_alone_is_refused(shop):
    with pytest.raises(BadInput) as raised:
        feed(shop, "sku,stock\nC-S,2\n", collection="own")
    assert codes(raised) == ["feed: another_collection"]
    assert dict(raised.value.problems[0].facts) == {"collections": "shipped"}


def test_keys_of_two_collections_lead_to_the_one_that_is_named(shop):
    feed(shop, f"sku,gtin,stock\nC-S,{GTIN},3\n", collection="shipped")
    assert offers(shop) == {"C-S": Offer(Availability.IN_STOCK, 3)}


def test_what_a_feed_lacks_stays_unless_it_is_complete(shop):
    feed(shop, "sku,stock\nA-S,3\nA-M,3\nA-L,3\nC-S,1\n")
    assert feed(shop, "sku,stock\nA-S,3\nA-M,3\n").sold_out == ()
    report = feed(shop, "sku,stock\nA-S,3\nA-M,3\n", complete=True, yes=True)
    assert report.collection == "own"
    assert {c.sku for c in report.sold_out} == {"A-L", "B-S", "B-M", "B-L"}
    assert offers(shop)["A-L"] == Offer(Availability.SOLD_OUT, 0)
    assert offers(shop)["C-S"] == Offer(Availability.IN_STOCK, 1)
    again = writes(shop)
    assert feed(shop, "sku,stock\nA-S,3\nA-M,3\n", complete=True).sold_out == ()
    assert writes(shop) == again


def test_a_complete_feed_that_lacks_more_than_half_has_to_be_confirmed(shop):
    feed(shop, "sku,stock\nA-S,3\nA-M,3\nA-L,3\n")
    with pytest.raises(Unconfirmed) as raised:
        feed(shop, "sku,stock\nA-S,3\n", complete=True)
    assert dict(raised.value.problems[0].facts) == {"count": 5, "total": 6}
    assert writes(shop) == 1
    dry = feed(shop, "sku,stock\nA-S,3\n", complete=True, dry_run=True)
    assert (dry.written, len(dry.sold_out), writes(shop)) == (False, 5, 1)
    assert len(feed(shop, "sku,stock\nA-S,3\n", complete=True, yes=True).sold_out) == 5


@pytest.mark.parametrize(
    ("before", "text", "lacks"),
    [
        pytest.param("", "A-S,3\nA-M,3", {"count": 4, "total": 6}, id="a first feed"),
        pytest.param("", "A-S,3\nA-M,3\nA-L,3", None, id="a first feed of half"),
        pytest.param("B-S,0\nB-M,0", "A-S,3\nA-M,3", None, id="what is sold out counts for neither"),
        pytest.param("A-S,0\nA-M,0\nA-L,1", "A-S,3\nA-M,3", {"count": 4, "total": 4}, id="unknown and in stock alike"),
    ],
)
def test_what_no_shop_has_said_anything_about_counts_as_much_as_what_is_in_stock(shop, before, text, lacks):
    if before:
        feed(shop, f"sku,stock\n{before}\n")
    try:
        feed(shop, f"sku,stock\n{text}\n", complete=True)
        confirmed = None
    except Unconfirmed as unconfirmed:
        confirmed = dict(unconfirmed.problems[0].facts)
    assert confirmed == lacks


@pytest.mark.parametrize(
    ("request_fields", "problem"),
    [
        pytest.param({"complete": True}, "collection: collection_unclear", id="complete for which"),
        pytest.param({"collection": "onw"}, "collection: unknown_collection", id="unknown collection"),
        pytest.param({"currency": "EURO"}, "currency: unknown_currency", id="unknown currency"),
    ],
)
def test_a_request_that_cannot_be_met(shop, request_fields, problem):
    with pytest.raises(BadInput) as raised:
        feed(shop, "sku,stock\nA-S,3\nC-S,2\n", **request_fields)
    assert (codes(raised), writes(shop)) == ([problem], 0)


def test_a_dry_run_tells_and_writes_nothing(shop):
    report = feed(shop, "sku,stock\nA-S,3\n", dry_run=True)
    assert (report.written, len(report.changed), offers(shop), writes(shop)) == (False, 1, {}, 0)


def test_objects_change_offers_as_rows_do(shop):
    update_stock_objects(shop, [{"sku": "A-S", "stock": 3, "price": "10 EUR"}], StockRequest(), now=NOW)
    assert offers(shop) == {"A-S": Offer(Availability.IN_STOCK, 3, Money(1000, "EUR"), priced_on=TODAY)}


@pytest.mark.parametrize(
    ("later", "day", "changed", "written"),
    [
        pytest.param("sku,price\nA-S,10 EUR\n", "2026-11-30", 0, 2, id="the same price on a later day is no change"),
        pytest.param("sku,stock\nA-S,3\n", TODAY, 1, 2, id="a feed without prices leaves the day"),
        pytest.param("sku,stock,price\nA-S,3,\n", TODAY, 1, 2, id="a row without one too"),
        pytest.param("sku,price,price date\nA-S,11 EUR,2026-11-20\n", "2026-11-20", 1, 2, id="its own day goes first"),
        pytest.param("sku,price\nA-S,10 EUR\n", TODAY, 0, 1, id="the same day writes nothing"),
    ],
)
def test_a_price_has_the_day_on_which_a_feed_said_it(shop, later, day, changed, written):
    feed(shop, "sku,price\nA-S,10 EUR\n")
    report = feed(shop, later, now=NOW if written == 1 else LATER)
    assert (offers(shop)["A-S"].priced_on, len(report.changed), writes(shop)) == (day, changed, written)


def test_a_retired_product_is_not_found(shop):
    write_products(shop, {"own.toml": [shelf("B")]}, {"b-sock": gates()}, LoadOptions(sync=True))
    assert [row.key for row in feed(shop, "sku,stock\nA-S,3\nB-S,2\n").not_found] == ["A-S"]


def test_more_rows_than_one_statement_takes(engine):
    many = [product(f"p-{n}", variants=(Variant(f"S-{n}", "M", ""),)) for n in range(250)]
    write_products(engine, {"many.toml": many}, {p.id: gates() for p in many})
    for count in (1, 2):
        feed(engine, "sku,stock\n" + "".join(f"S-{n},{n * count}\n" for n in range(250)))
    assert {sku: offer.stock for sku, offer in offers(engine).items()} == {f"S-{n}": n * 2 for n in range(250)}


def test_two_feeds_at_once_both_arrive(shop, url):
    texts = [f"sku,stock\nA-S,{n}\n{'AB'[n % 2]}-M,{n}\n" for n in range(1, 9)]
    engines = [connect(url) for _ in texts]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda pair: feed(*pair), zip(engines, texts, strict=True)))
    for engine in engines:
        engine.dispose()
    last = offers(shop)["A-S"].stock
    assert writes(shop) == len(texts)
    assert offers(shop)["AB"[last % 2] + "-M"].stock == last
    assert {offers(shop)["A-M"].stock % 2, offers(shop)["B-M"].stock % 2} == {0, 1}


def test_a_feed_that_fails_in_the_middle_has_changed_nothing(shop, monkeypatch):
    def fails(*_):
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("catalog.store.offer_updates.insert_rows", fails)
    with pytest.raises(StoreError):
        feed(shop, "sku,stock\nA-S,3\n")
    monkeypatch.undo()
    assert (writes(shop), offers(shop)) == (0, {})


def test_a_feed_may_not_be_endless(shop, monkeypatch):
    monkeypatch.setattr("catalog.app.stock.LARGEST_FEED", 10)
    with pytest.raises(BadInput) as raised:
        feed(shop, "sku,stock\nA-S,3\n")
    assert codes(raised) == ["feed: file_too_large"]
