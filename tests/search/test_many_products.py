"""The best products for many people: for each of them what a search gives, in its order."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from msgspec.structs import replace
from test_many_legs import question_of, table_of

from benchmarks.catalogs import made
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.product import Garment
from catalog.model.question import Filters, Prefer, Question
from catalog.search.find import Page
from catalog.search.loaded_catalog import load_catalog
from catalog.search.lookup import answer
from catalog.search.many_products import ManyProducts

POLICY = shipped_policy()
TODAY = "2026-11-27"


@pytest.fixture(
    scope="module", params=[pytest.param((153, "seed"), id="seed"), pytest.param((700, "shared"), id="copies")]
)
def catalog(request):
    return load_catalog(made(*request.param).snapshot())


def random_people(count, seed):
    """Legs by chance, some with two sides, some without a measure that charts ask for."""
    random, people = Random(seed), []
    for _ in range(count):
        leg = {
            LegPoint.CALF: random.randrange(290, 450) * 1000, LegPoint.ANKLE: random.randrange(180, 280) * 1000,
            LegPoint.SHOE_EU: random.randrange(36, 47) * 100, LegPoint.HEIGHT: random.randrange(150, 200) * 10_000,
            LegPoint.WEIGHT: random.randrange(45, 110) * 1000, LegPoint.THIGH: random.randrange(450, 700) * 1000,
        }  # fmt: skip
        leg = {p: v for p, v in leg.items() if random.random() < 0.8}
        other = {p: v + random.randrange(-15, 16) * 1000 if p.is_girth else v for p, v in leg.items()}
        people.append((leg, other) if random.random() < 0.4 else (leg,))
    return people


def best_by_person(products, people, most):
    best = [[] for _ in people]
    legs = table_of(people)
    for sizes in products.best_of(legs, products.judge(legs), most):
        for row, place, number, likely in zip(
            sizes.rows, sizes.place, sizes.columns.number, sizes.confidence, strict=True
        ):
            best[row].append((place, sizes.product, sizes.columns.answers[number], likely))
    return [[entry[1:] for entry in sorted(entries, key=lambda entry: entry[0])] for entries in best]


@pytest.mark.parametrize("garment", [Garment.SOCK, Garment.CALF_SLEEVE, None])
@pytest.mark.parametrize("prefer", [None, Prefer.SOFTER])
def test_everybody_gets_the_first_matches_of_their_search(catalog, garment, prefer):
    question = Question(garment, prefer=prefer)
    people = random_people(60, 4)
    best = best_by_person(ManyProducts(catalog.index, question, POLICY, TODAY), people, 5)
    for sides, entries in zip(people, best, strict=True):
        one = replace(question_of(sides, prefer), garment=garment)
        matches = answer(catalog, one, POLICY, Page(5, 0, 0), today=TODAY).matches
        assert [catalog.index.candidates[n].product.id for n, *_ in entries] == [m.product.id for m in matches]
        assert [(a.outcome, a.size, a.also) for _, a, _ in entries] == [
            (m.size.outcome, m.size.size, m.size.also) for m in matches
        ]
        assert [likely for *_, likely in entries] == pytest.approx([m.size.confidence for m in matches], abs=1e-12)


def test_who_has_no_leg_has_no_product(catalog):
    assert best_by_person(ManyProducts(catalog.index, Question(None), POLICY), [({},)], 3) == [[]]


def test_what_a_gate_leaves_out_never_gets_a_size(catalog):
    products = ManyProducts(catalog.index, Question(None), POLICY)
    table = table_of(random_people(5, 1))
    sized = {sizes.product for sizes in products.all_of(table)} | {
        s.product for s in products.best_of(table, products.judge(table), 999)
    }
    assert sized.isdisjoint(products.excluded)
    assert set(products.excluded) | set(products.allowed) == set(range(len(catalog.index.candidates)))
    assert {"medical", "held_back"} & set(products.excluded.values())
    for number, cause in products.excluded.items():
        gates = catalog.index.candidates[number].gates
        assert (cause == "medical") == (gates.medical.outcome.value == "fail")


def test_a_brand_alone(catalog):
    brand = catalog.index.candidates[0].product.brand
    products = ManyProducts(catalog.index, Question(None, filters=Filters(brands=(brand,))), POLICY)
    named = {catalog.index.candidates[n].product.brand for n in (*products.allowed, *products.excluded)}
    assert named == {brand}
    assert np.all([c.product.brand == brand for n, c in enumerate(catalog.index.candidates) if n in products.allowed])
