"""What is worked out once for a catalog version: made when it is first wanted, by that version alone."""

import pytest

from benchmarks.catalogs import seed
from catalog.documents.question_reader import parse_question
from catalog.model.policy import shipped_policy
from catalog.search import loaded_catalog
from catalog.search.loaded_catalog import load_catalog
from catalog.search.lookup import answer, answer_about

POLICY = shipped_policy()
QUESTION = parse_question({"garment": "any", "legs": {"calf_max_girth": "36.5 cm"}}, POLICY)


@pytest.fixture(scope="module")
def snapshot():
    return seed().snapshot()


@pytest.fixture
def catalog(snapshot):
    return load_catalog(snapshot)


def made(catalog):
    return {"index", "finder", "charts"} & set(vars(catalog))


def test_a_command_that_asks_about_one_product_makes_no_index_of_all(catalog, snapshot):
    answer_about(catalog, QUESTION, POLICY, snapshot.products[:1])
    assert made(catalog) == set()
    assert list(catalog.singles) == [snapshot.products[0].id]


def test_a_service_has_everything_before_the_first_question(snapshot):
    assert made(load_catalog(snapshot, for_many=True)) == {"index", "finder", "charts"}


def test_charts_and_regions_are_those_of_one_catalog(snapshot):
    one, other = load_catalog(snapshot), load_catalog(snapshot)
    answer(one, QUESTION, POLICY)
    assert one.regions.regions
    assert not other.regions.regions
    chart = next(p.chart for p in snapshot.products if p.chart)
    assert one.regions.charts.of(chart) is one.regions.charts.of(chart)
    assert one.regions.charts.of(chart) is not other.regions.charts.of(chart)


def test_an_index_of_one_product_is_made_once_and_shares_charts_with_all(catalog, snapshot):
    product = snapshot.products[0]
    assert catalog.index_with([product]) is catalog.index_with([product])
    assert catalog.index_with([product]).regions is catalog.index.regions is catalog.regions


def test_each_of_several_products_is_in_an_index_once(catalog, snapshot):
    one, other = snapshot.products[:2]
    assert [c.product for c in catalog.index_with([one, other, one]).candidates] == [one, other]


def test_no_more_indexes_of_one_product_are_cached_than_agreed(catalog, snapshot, monkeypatch):
    monkeypatch.setattr(loaded_catalog, "MOST_SINGLE", 2)
    for product in snapshot.products[:5]:
        catalog.index_with([product])
        assert 0 < len(catalog.singles) <= 2


def test_each_chart_is_listed_with_the_products_that_are_sized_by_it(catalog, snapshot):
    pairs = {(chart.id, p.id) for p in snapshot.products for chart in p.charts}
    assert {(id, product) for id, (_, products) in catalog.charts.items() for product in products} == pairs
