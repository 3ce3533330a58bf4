"""What commands read of offers: beside the snapshot file by the connection that compares it, and by SQL the same."""

from datetime import UTC, datetime

import pytest
from building import chart, gates, product

from catalog.app import catalog as module
from catalog.app.after_commit import save_snapshot
from catalog.app.catalog import catalog_from_file, read_catalog, read_product
from catalog.app.database import upgrade
from catalog.app.settings import Setting
from catalog.app.stock import StockRequest, update_stock
from catalog.model.money import Money
from catalog.model.offer import NO_OFFER, Availability, Offer
from catalog.model.policy import shipped_policy
from catalog.model.product import Variant
from catalog.store.database import connect
from catalog.store.snapshot_file import snapshot_path
from catalog.store.write import write_products

POLICY = shipped_policy()
SIZED = chart({"S": ("30", "34"), "M": ("35", "38")})
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
CHEAP = Offer(
    Availability.IN_STOCK, 3, Money(4450, "EUR"), "https://shop.example/a", "https://shop.example/a.jpg", "2026-11-27"
)


def sock(id):
    return product(id, chart=SIZED, variants=(Variant(f"{id}-s", "S"), Variant(f"{id}-m", "M", shop_id=f"{id}1")))


@pytest.fixture
def url(tmp_path):
    """A catalog of two socks with its snapshot file."""
    address = f"sqlite:///{tmp_path / 'catalog.db'}"
    upgrade(address, POLICY)
    engine = connect(address)
    write_products(engine, {"a.toml": [sock("a"), sock("b")]}, {id: gates() for id in ("a", "b")})
    save_snapshot(engine, POLICY)
    yield Setting("database_url", address, "test")
    engine.dispose()


def feed(url, text):
    engine = connect(url.value)
    update_stock(engine, text.encode(), StockRequest(), now=NOW)
    engine.dispose()


def offers(catalog):
    return {v.sku: v.offer for p in catalog.products for v in p.variants if v.offer != NO_OFFER}


def test_a_catalog_of_which_no_shop_has_said_anything_has_no_version_of_offers(url):
    for catalog in (read_catalog(url, POLICY), read_product(url, POLICY, "a")):
        assert (catalog.stock, offers(catalog), catalog.products is catalog.snapshot.products) == ("", {}, True)


def test_a_feed_is_read_beside_the_file_that_it_leaves_alone(url, tmp_path, monkeypatch):
    file = snapshot_path(tmp_path / "catalog.db")
    before = file.stat().st_mtime_ns, file.read_bytes()
    feed(
        url, "sku,stock,price,link,image\na-m,3,44.50 EUR,https://shop.example/a,https://shop.example/a.jpg\nb-s,0,,,\n"
    )
    by_sql = read_catalog(url, POLICY, from_file=False)
    monkeypatch.setattr(module, "opened", None)
    whole, alone = read_catalog(url, POLICY), read_product(url, POLICY, "a1")
    every = {"a-m": CHEAP, "b-s": Offer(Availability.SOLD_OUT, 0)}
    assert [offers(c) for c in (whole, by_sql, alone)] == [every, every, {"a-m": CHEAP}]
    assert [c.stock for c in (whole, by_sql, alone)] == ["1", "1", "1"]
    assert (file.stat().st_mtime_ns, file.read_bytes()) == before


def test_one_product_is_read_with_its_own_offers_alone(url, tmp_path):
    feed(url, "sku,stock\na-m,3\nb-s,0\nb-m,2\n")
    snapshot, asked = catalog_from_file(url, POLICY), read_product(url, POLICY, "b")
    assert (set(snapshot.offers), set(asked.offered)) == ({"a", "b"}, {"b"})
