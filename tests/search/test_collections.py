"""A view of some collections answers as a catalog of them alone; a filter of a question does so too."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from benchmarks.catalogs import made
from benchmarks.questions import leg_question, question
from catalog.documents.answer import answer_document, entry_document
from catalog.documents.json_text import encode
from catalog.documents.question_reader import parse_question
from catalog.messages.messages import Messages
from catalog.model.answer import MadeBy
from catalog.model.offer import Availability, Offer
from catalog.model.policy import shipped_policy
from catalog.model.problem import BadInput
from catalog.model.product import Variant
from catalog.model.question import Detail, SameAs
from catalog.model.snapshot import Snapshot
from catalog.search.loaded_catalog import load_catalog
from catalog.search.lookup import answer, answers_about, check_names, others_for

POLICY, MESSAGES = shipped_policy(), Messages("en")
NAMES = ("own", "shipped", "shop")
SEED = made(153, "seed").snapshot()
WORN = "compressport-ur2"


def collected(random, names=NAMES):
    """The seed with a collection for each product."""
    return replace(SEED, collections={p.id: random.choice(names) for p in SEED.products})


def alone(snapshot, names):
    """A catalog that holds the products of some collections and nothing else."""
    products = tuple(p for p in snapshot.products if snapshot.collections[p.id] in names)
    gates, collections = ({p.id: of[p.id] for p in products} for of in (snapshot.gates, snapshot.collections))
    return load_catalog(Snapshot(snapshot.version, products, gates, {}, collections))


def asked(random, **filters):
    """A question by chance that names no product; what cannot be asked is drawn again."""
    while True:
        document = question(random)
        document.pop("same_as", None)
        review = random.random() < 0.6
        document["filters"] = {**document.get("filters", {}), "include_review": review, **filters}
        try:
            return parse_question(document, POLICY)
        except BadInput:
            continue


def text(answer, question=None):
    """The bytes of an answer without its versions; under another question, where one is given."""
    answer = replace(answer, made_by=MadeBy("", "", ""), question=question or answer.question)
    return encode(answer_document(answer, MESSAGES, Detail.FULL))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.sets(st.sampled_from(NAMES), min_size=1, max_size=2), st.booleans())
def test_a_view_answers_as_a_catalog_that_holds_nothing_else(seed, names, for_many):
    random = Random(seed)
    snapshot = collected(random)
    view, only = load_catalog(snapshot, for_many=for_many, collections=names), alone(snapshot, names)
    question_asked = asked(random)
    assert text(answer(view, question_asked, POLICY)) == text(answer(only, question_asked, POLICY))
    references = [p.id for p in random.sample(SEED.products, 5)]
    seen, expected = (
        [
            encode(entry_document(e, MESSAGES, Detail.BRIEF))
            for e in answers_about(c, question_asked, POLICY, references)
        ]
        for c in (view, only)
    )
    assert [e.replace(view.version.encode(), b"") for e in seen] == [
        e.replace(only.version.encode(), b"") for e in expected
    ]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.lists(st.sampled_from(NAMES), min_size=1, max_size=2), st.booleans())
def test_a_question_for_some_collections_is_answered_as_by_a_catalog_of_them(seed, names, for_many):
    random = Random(seed)
    snapshot = collected(random)
    narrowed = asked(random, collections=names)
    free = replace(narrowed, filters=replace(narrowed.filters, collections=()))
    whole = load_catalog(snapshot, for_many=for_many)
    assert text(answer(whole, narrowed, POLICY), free) == text(answer(alone(snapshot, names), free, POLICY))


@pytest.fixture(scope="module")
def two():
    """The shipped catalog of two collections with products that fit one leg in each."""
    return replace(SEED, collections={p.id: NAMES[1 + at % 2] for at, p in enumerate(SEED.products)})


@pytest.fixture(scope="module")
def view(two):
    return load_catalog(two, collections=["shop"])


def test_a_size_that_fits_may_be_of_any_product():
    collections = {p.id: "shipped" if p.id == WORN else "shop" for p in SEED.products}
    view = load_catalog(replace(SEED, collections=collections), collections=["shop"])
    document = {"garment": "any", "same_as": {"product": "UR2", "size": "2"}}
    fits = answer(view, parse_question(document, POLICY), POLICY)
    assert fits.question.same_as == SameAs(WORN, "2")
    assert fits.matches
    assert WORN not in {entry.product.id for entry in (*fits.matches, *fits.misses, *fits.excluded)}


def test_what_else_fits_is_of_the_collections_that_the_question_names():
    """A sock of each collection holds this leg; a third one is asked about."""
    free = parse_question({"garment": "any", "legs": {"calf_max_girth": "36.5 cm"}}, POLICY)
    narrowed = replace(free, filters=replace(free.filters, collections=("Shop",)))
    men, women = "cep-compression-socks-men", "cep-compression-socks-women"
    whole = load_catalog(replace(SEED, collections={p.id: "shop" if p.id == women else "own" for p in SEED.products}))
    product = next(p for p in SEED.products if p.garment == "sock" and p.id not in (men, women))
    others = [
        {m.product.id for m in others_for(catalog, question_asked, POLICY, product)}
        for catalog, question_asked in ((whole, free), (whole, narrowed), (whole.view(["shop"]), free))
    ]
    assert [ids & {men, women} for ids in others] == [{men, women}, {women}, {women}]
    assert others[1:] == [{women}, {women}]


def test_a_view_knows_no_product_brand_chart_or_name_of_another_collection():
    own = [p for p in SEED.products if p.brand == "Compressport"]
    snapshot = replace(SEED, collections={p.id: "shop" if p in own else "shipped" for p in SEED.products})
    view = load_catalog(snapshot, collections=["shop"])
    assert {p.brand for p in view.finder.products} == {"Compressport"}
    assert set(view.charts) == {c.id for p in own for c in p.charts}
    with pytest.raises(BadInput) as unknown:
        view.finder.find("cep-run-socks")
    (problem,) = unknown.value.problems
    assert "cep" not in dict(problem.facts)["names"]
    with pytest.raises(BadInput) as missing:
        check_names(view, parse_question({"garment": "any", "filters": {"brands": ["CEP"]}}, POLICY))
    assert missing.value.problems[0].suggestion == ""


def test_a_view_shares_what_was_compiled_and_has_a_version_of_its_own(two):
    whole = load_catalog(two)
    one, other = whole.view(["shop"]), whole.view(["shipped", "shop"])
    assert one.regions is other.regions is whole.regions
    assert len({one.version, other.version, whole.version}) == 3
    assert (one.version, other.version) == (f"{whole.version}:shop", f"{whole.version}:shipped+shop")


def test_what_shops_offer_reaches_a_view_which_stays_one():
    """What fits is sold out; the view gets to know that later, as a service does."""
    sized = [p for p in SEED.products if p.chart]
    variants = {p.id: tuple(Variant(f"{p.id}-{s.label}", s.label) for s in p.chart.sizes) for p in sized}
    products = tuple(replace(p, variants=variants.get(p.id, ())) for p in SEED.products)
    collections = {p.id: "shipped" if p.id == WORN else "shop" for p in products}
    snapshot = replace(SEED, products=products, collections=collections)
    sold_out = Offer(Availability.SOLD_OUT)
    offers = {p.id: {v.sku: sold_out for v in variants[p.id]} for p in sized}
    view = load_catalog(snapshot, for_many=True, collections=["shop"])
    later, only = view.with_offers(offers, 3), alone(snapshot, ["shop"]).with_offers(offers, 3)
    assert (later.version, later.collections, later.whole) == (view.version, view.collections, view.whole)
    document = {"garment": "any", "legs": {"calf_max_girth": "36.5 cm"}}
    for filters in ({}, {"in_stock": True}, {"in_stock": True, "include_review": True}):
        question_asked = parse_question({**document, "filters": filters}, POLICY)
        assert text(answer(later, question_asked, POLICY)) == text(answer(only, question_asked, POLICY))
    assert text(answer(later, question_asked, POLICY)) != text(answer(view, question_asked, POLICY))


@pytest.mark.parametrize(
    ("wanted", "suggestions", "names"),
    [
        pytest.param(["shpo"], ["shop"], "shipped, shop", id="nearest"),
        pytest.param(["nowhere", "SHOP", "elsewhere"], ["", ""], "shipped, shop", id="each that is missing"),
    ],
)
def test_a_collection_that_is_not_there_is_named_with_those_that_are(two, wanted, suggestions, names):
    with pytest.raises(BadInput) as bad:
        check_names(load_catalog(two), parse_question({"garment": "any", "filters": {"collections": wanted}}, POLICY))
    problems = bad.value.problems
    assert [(p.code, p.field, p.suggestion) for p in problems] == [
        ("unknown_collection", "filters.collections", s) for s in suggestions
    ]
    assert {dict(p.facts)["names"] for p in problems} == {names}


def test_brands_and_collections_that_are_not_there_are_named_at_once(two):
    document = {"garment": "any", "filters": {"brands": ["Cepp"], "collections": ["own"]}}
    with pytest.raises(BadInput) as bad:
        check_names(load_catalog(two), parse_question(document, POLICY))
    assert [p.code for p in bad.value.problems] == ["unknown_brand", "unknown_collection"]


def test_a_view_tells_of_no_collection_that_it_does_not_see(view):
    with pytest.raises(BadInput) as bad:
        check_names(view, parse_question({"garment": "any", "filters": {"collections": ["shipped"]}}, POLICY))
    assert dict(bad.value.problems[0].facts)["names"] == "shop"


def test_a_view_of_a_collection_that_became_empty_answers_with_nothing():
    view = load_catalog(collected(Random(1), ("shipped",)), for_many=True, collections=["shop"])
    asked_for = parse_question({**leg_question(Random(1)), "filters": {"collections": ["shop"]}}, POLICY)
    check_names(view, asked_for)
    assert answer(view, asked_for, POLICY).counts.asked == 0
