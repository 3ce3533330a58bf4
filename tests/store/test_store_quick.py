"""Reading without SQLAlchemy: the same snapshot to the last field, or nothing at all."""

import sqlite3
import subprocess
import sys

import pytest

from catalog.app.catalog import fill
from catalog.model.policy import shipped_policy
from catalog.search.product_finder import Finder
from catalog.store.database import connect
from catalog.store.migrate import upgrade
from catalog.store.quick import quick_product, quick_snapshot
from catalog.store.snapshot_holder import read_snapshot


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    made = f"sqlite:///{tmp_path_factory.mktemp('quick')}/catalog.db"
    upgrade(made)
    fill(connect(made), shipped_policy())
    return made


def test_the_quick_road_leads_to_the_same_snapshot(url):
    quick, usual = quick_snapshot(url), read_snapshot(connect(url))
    assert quick == usual
    assert all(
        type(b.closed) is bool
        for p in quick.products
        for c in p.charts
        for _, x in c.boxes()
        for b in [e for d in x.bands for e in (d.low, d.high) if e]
    )


def test_every_product_alone_is_what_it_is_among_all(url):
    whole = read_snapshot(connect(url))
    for product in whole.products:
        one = quick_product(url, product.id)
        assert (one.products, dict(one.gates), one.version) == (
            (product,),
            {product.id: whole.gates[product.id]},
            whole.version,
        )


@pytest.mark.parametrize("reference", ["", "no such product", "CEP compression socks women", "0", "' OR 1=1 --"])
def test_what_is_no_handle_of_one_product_takes_the_usual_road(url, reference):
    assert quick_product(url, reference) is None


def test_every_handle_of_the_seed_leads_where_the_usual_road_leads(url):
    whole = read_snapshot(connect(url))
    finder = Finder(whole.products)
    handles = {h for p in whole.products for v in p.variants for h in (v.sku, v.shop_id, v.gtin) if h}
    for handle in handles:
        one = quick_product(url, handle)
        assert one is None or one.products[0] == finder.find(handle)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param("UPDATE legfit_revision SET version_num = '0000'", id="older"),
        pytest.param("UPDATE legfit_revision SET version_num = '9999'", id="newer"),
        pytest.param("UPDATE catalog SET number = 0", id="not filled yet"),
        pytest.param("UPDATE catalog SET app = 'other'", id="not ours"),
        pytest.param("DROP TABLE legfit_revision", id="no version"),
    ],
)
def test_a_catalog_that_is_not_ready_takes_the_usual_road(tmp_path, damage):
    made = f"sqlite:///{tmp_path}/catalog.db"
    upgrade(made)
    fill(connect(made), shipped_policy())
    assert quick_snapshot(made) is not None
    with sqlite3.connect(tmp_path / "catalog.db") as raw:
        raw.execute("PRAGMA ignore_check_constraints=ON")
        raw.execute(damage)
    raw.close()
    assert quick_snapshot(made) is None


@pytest.mark.parametrize("url", ["postgresql://nobody@localhost/none", "sqlite:///no/such/file.db", "sqlite://"])
def test_other_addresses_take_the_usual_road(url):
    assert quick_snapshot(url) is None


def test_it_does_not_need_sqlalchemy():
    code = "import catalog.store.quick, sys; sys.exit(any(m.split('.')[0] in ('sqlalchemy', 'numpy') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
