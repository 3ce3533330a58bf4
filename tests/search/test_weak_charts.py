"""A chart that is old or from an unreliable source puts its product after others that suit the use alike, and moves no size."""

import pytest
from building import chart, product
from msgspec.structs import replace

from catalog.documents.question_reader import parse_question
from catalog.model.policy import shipped_policy
from catalog.model.product import Confidence, Garment, Source
from catalog.rules.gates import gates_of
from catalog.search.catalog_index import Candidate, index_of
from catalog.search.find import find, prepared

POLICY = shipped_policy()
TODAY = "2026-11-27"


def read(seen_on="2026-01-01", confidence=Confidence.FIRST_HAND):
    return Source("https://maker.example/size-chart", seen_on, "text", confidence)


def sock(id, source, middle="36", **fields):
    low, high = str(float(middle) - 2), str(float(middle) + 2)
    own = replace(chart({"M": (low, high)}, id=f"{id}-chart"), source=source)
    return product(id, name=f"Running sock {id}", **{"chart": own, **fields})


def answer_to(products, today=TODAY, *, arrays=False, **question):
    document = {"garment": "any", "legs": {"calf_max_girth": "36 cm"}, **question}
    index = prepared(index_of([Candidate(p, gates_of(p, POLICY)) for p in products]), for_many=arrays)
    assert (index.arrays is not None) == arrays
    return find(parse_question(document), index, POLICY, today=today)


def order(products, **more):
    return [m.product.id for m in answer_to(products, **more).matches]


GOOD = read()
CASES = [
    pytest.param(read("2021-11-27"), TODAY, ["a", "b"], id="five years to the day"),
    pytest.param(read("2021-11-26"), TODAY, ["b", "a"], id="older than five years"),
    pytest.param(read("2021"), TODAY, ["a", "b"], id="a year that may be young enough"),
    pytest.param(read("2020"), TODAY, ["b", "a"], id="a year that is not"),
    pytest.param(read("2020-05"), TODAY, ["b", "a"], id="a month that is not"),
    pytest.param(read("2011"), "", ["a", "b"], id="nobody knows the day of today"),
    pytest.param(read("unknown"), TODAY, ["a", "b"], id="nobody knows how old"),
    pytest.param(read(confidence=Confidence.QUOTED), TODAY, ["a", "b"], id="quoted"),
    pytest.param(read(confidence=Confidence.LOW), TODAY, ["b", "a"], id="from an unreliable source"),
    pytest.param(read(confidence=Confidence.LOW), "", ["b", "a"], id="from an unreliable source on an unknown day"),
    pytest.param(read("unknown", Confidence.LOW), TODAY, ["b", "a"], id="weak and undated"),
]


@pytest.mark.parametrize("arrays", [pytest.param(False, id="rules"), pytest.param(True, id="arrays")])
@pytest.mark.parametrize(("source", "today", "expected"), CASES)
def test_where_a_product_with_such_a_chart_stands(source, today, expected, arrays):
    assert order([sock("a", source), sock("b", GOOD)], today=today, arrays=arrays) == expected


@pytest.mark.parametrize("arrays", [False, True])
def test_a_weak_chart_weighs_more_than_how_central_the_leg_sits(arrays):
    weak, off_centre = sock("a", read("2011")), sock("b", GOOD, middle="37")
    assert order([weak, off_centre], arrays=arrays) == ["b", "a"]


@pytest.mark.parametrize("arrays", [False, True])
def test_how_well_a_garment_suits_the_use_weighs_more(arrays):
    weak, other = sock("a", read("2011")), sock("b", GOOD, garment=Garment.TIGHTS)
    run = {"distance": "21.1 km", "intensity": "steady"}
    assert order([other, weak], arrays=arrays, run=run) == ["a", "b"]


def test_the_place_says_why():
    _, weak = answer_to([sock("a", read("2011")), sock("b", GOOD)]).matches
    assert [(r.code, r.fact("by")) for r in weak.reasons if r.code == "match.after"] == [("match.after", "chart")]


def test_no_size_moves_with_the_age_of_its_chart():
    sizes = [
        {m.product.id: m.size for m in answer_to([sock("a", s), sock("b", GOOD)]).matches} for s in (GOOD, read("2011"))
    ]
    assert sizes[0] == sizes[1]


def test_a_clinician_first_leaves_every_order_but_fit_and_name_out():
    products = [sock("a", read("2011")), sock("b", GOOD)]
    runner = {"red_flags": ["C1"]}
    assert order(products, run={"distance": "10 km"}, runner=runner) == ["a", "b"]
