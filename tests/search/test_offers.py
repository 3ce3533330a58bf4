"""Offers in memory: step by step the same catalog as one built anew, and nothing else is made anew."""

from random import Random

import pytest
from msgspec.structs import replace

from benchmarks.catalogs import made, seed
from benchmarks.questions import SAME_AS, question
from catalog.documents.question_reader import parse_question
from catalog.model.money import Money
from catalog.model.offer import Availability, Offer
from catalog.model.policy import shipped_policy
from catalog.model.problem import BadInput
from catalog.model.product import Variant
from catalog.search import find as module
from catalog.search.find import WHOLE, Page
from catalog.search.loaded_catalog import LoadedCatalog, load_catalog
from catalog.search.lookup import answer, answer_about

POLICY = shipped_policy()
FILTERS = ({}, {"max_price": "40 EUR"}, {"max_price": "45 GBP", "in_stock": True}, {"in_stock": True})


def with_variants(product):
    """The product with a variant for each of its sizes, one of them twice."""
    labels = [s.label for s in (product.chart.sizes if product.chart else ())] or [""]
    named = [*labels, labels[0]]
    return replace(product, variants=tuple(Variant(f"{product.id}-{n}", label) for n, label in enumerate(named)))


def snapshot_of(kind):
    """The shipped products, copies of them with charts of their own, or many products that only prices tell apart."""
    source = made(250, "shared") if kind == "shared" else made(900, "seed") if kind == "alike" else seed()
    products = tuple(map(with_variants, source.products))
    if kind == "alike":
        charts = {p.chart.id for p in products if p.chart}
        known = {p.chart.id for p in products if p.chart and p.id in {said["product"] for said in SAME_AS}}
        few = known.union(sorted(charts)[:12])
        products = tuple(p for p in products if p.chart and p.chart.id in few)
    return replace(source.snapshot(), products=products)


def random_offer(random):
    price = Money(random.choice((2000, 3000, 4000, 4400, 5000)), random.choice(("EUR",) * 6 + ("GBP",)))
    availability = random.choice(list(Availability))
    return Offer(
        availability, price=random.choice((price, price, None)), link=random.choice(("", "https://shop.example/a"))
    )


def random_offers(random, snapshot, share):
    """Offers on some products: one price for all sizes, a price for each, or none."""
    offers = {}
    for p in snapshot.products:
        if random.random() < share:
            same = random_offer(random)
            single = random.random() < 0.5
            variants = random.sample(p.variants, random.randint(1, len(p.variants)))
            offers[p.id] = {v.sku: same if single else random_offer(random) for v in variants}
    return offers


def random_questions(random, count):
    while count:
        document = question(random)
        document["filters"] = {**document.get("filters", {}), **random.choice(FILTERS)}
        try:
            yield parse_question(document, POLICY)
        except BadInput:
            continue
        count -= 1


def anew(catalog):
    """The catalog as it is now, built from its products."""
    snapshot = replace(catalog.snapshot, products=tuple(catalog.products))
    return LoadedCatalog(snapshot, offers_version=catalog.offers_version)


@pytest.mark.parametrize("kind", ["seed", "shared", "alike"])
@pytest.mark.parametrize("for_many", [pytest.param(False, id="rules"), pytest.param(True, id="arrays")])
def test_offers_taken_over_step_by_step_answer_as_a_catalog_built_anew(kind, for_many, monkeypatch):
    if not for_many:
        monkeypatch.setattr(module, "find_spec", lambda name: None)
    random = Random(f"{kind}")
    catalog = load_catalog(snapshot_of(kind), for_many=for_many)
    for step, share in enumerate((0.7, 0.0, 0.2, 0.05), start=1):
        catalog = catalog.with_offers(random_offers(random, catalog.snapshot, share), step)
        with monkeypatch.context() as plain:
            plain.setattr(module, "find_spec", lambda name: None)
            expected = anew(catalog)
        assert (expected.index.arrays is None, catalog.index.arrays is None) == (True, not for_many)
        for asked in random_questions(random, 14):
            for page in (Page(3, 2, 2), Page(20, 5, 5), WHOLE):
                ours, theirs = answer(catalog, asked, POLICY, page), answer(expected, asked, POLICY, page)
                assert ours == theirs, (step, asked)
            for chosen in catalog.products[:3]:
                ours, theirs = (answer_about(c, asked, POLICY, [c.finder.find(chosen.id)]) for c in (catalog, expected))
                assert ours == theirs


def test_a_product_named_without_its_offers_is_answered_with_them():
    catalog = load_catalog(snapshot_of("seed"))
    bare = next(p for p in catalog.snapshot.products if p.chart and len(p.variants) > 1)
    offers = {bare.id: {v.sku: Offer(Availability.SOLD_OUT, 0) for v in bare.variants}}
    offered = catalog.with_offers(offers, 1)
    asked = parse_question({"garment": "any", "legs": {"calf_max_girth": "36.5 cm"}}, POLICY)
    (entry,) = answer_about(offered, asked, POLICY, [bare]).entries
    assert entry.product.variants == offered.finder.find(bare.id).variants != bare.variants
    assert offered.stock == "1"


def test_offers_on_what_the_catalog_does_not_have_change_nothing():
    catalog = load_catalog(snapshot_of("seed"), for_many=True)
    product = next(p for p in catalog.snapshot.products if p.variants)
    offers = {"nobody": {"x": Offer(Availability.SOLD_OUT)}, product.id: {"x": Offer(Availability.SOLD_OUT)}}
    offered = catalog.with_offers(offers, 1)
    assert (offered.offered, offered.index is catalog.index) == ({}, True)


def test_a_view_shows_the_offers_of_its_collections_alone():
    snapshot = snapshot_of("seed")
    ids = [p.id for p in snapshot.products if p.variants][:2]
    collections = {p.id: "own" if p.id == ids[0] else "shipped" for p in snapshot.products}
    by_sku = {p.id: {p.variants[0].sku: Offer(Availability.SOLD_OUT, 0)} for p in snapshot.products if p.id in ids}
    seen = load_catalog(replace(snapshot, collections=collections), for_many=True, collections=["own"])
    before = load_catalog(replace(snapshot, collections=collections), offers=by_sku, offers_version=1)
    for view in (seen.with_offers(by_sku, 1), before.view(["own"])):
        assert (set(view.offered), view.stock, view.seen) == ({ids[0]}, "1", ("own",))
