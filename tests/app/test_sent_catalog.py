"""A catalog that is sent to another process answers there as here, and is refused where the rules are other ones."""

from __future__ import annotations

import pickle

import pytest
from batch_people import priced
from msgspec.structs import replace

from benchmarks.catalogs import made
from catalog.app.sent_catalog import catalog_bytes, catalog_from_bytes
from catalog.model.policy import shipped_policy
from catalog.search.loaded_catalog import load_catalog
from catalog.store.snapshot_file import UnusableFile

POLICY = shipped_policy()


def same(one, other):
    assert (one.version, one.stock, one.seen) == (other.version, other.stock, other.seen)
    assert one.products == other.products
    assert dict(one.snapshot.gates) == dict(other.snapshot.gates)


def test_products_offers_and_verdicts_come_over():
    catalog = priced(made(153, "seed").snapshot())
    sent = catalog_from_bytes(catalog_bytes(catalog, POLICY), POLICY)
    same(sent, catalog)
    assert len({id(c) for p in sent.products for c in p.charts}) == len(
        {c.id for p in catalog.products for c in p.charts}
    )


def test_a_view_comes_over_with_the_whole_behind_it():
    snapshot = made(153, "seed").snapshot()
    collections = {p.id: "cep" if p.brand == "CEP" else "other" for p in snapshot.products}
    view = load_catalog(replace(snapshot, collections=collections), collections=["cep"])
    sent = catalog_from_bytes(catalog_bytes(view, POLICY), POLICY, view.seen)
    same(sent, view)
    same(sent.whole, view.whole)
    assert dict(sent.whole.snapshot.collections) == collections


def test_nothing_of_it_is_a_pickle():
    with pytest.raises(pickle.UnpicklingError):
        pickle.loads(catalog_bytes(load_catalog(made(20, "seed").snapshot()), POLICY))


def test_other_rules_are_refused():
    content = catalog_bytes(load_catalog(made(20, "seed").snapshot()), POLICY)
    with pytest.raises(UnusableFile, match="it was made by"):
        catalog_from_bytes(content, replace(POLICY, version="other"))
