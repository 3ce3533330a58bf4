"""The advice and the match together, over the shipped seed: gates first, fit before preference, no ranking as advice."""

from functools import cache
from pathlib import Path

import pytest
from building import chart, product
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.documents.question_reader import parse_question
from catalog.formats.brand_toml import read_brand_files
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.product import Claim, ClaimKind, Garment, Money, Position, Price
from catalog.model.verdict import Advised, Condition, Outcome, SizeOutcome
from catalog.rules.gates import gates_of
from catalog.search.catalog_index import Candidate
from catalog.search.find import find

POLICY = shipped_policy()
SEED = Path(__file__).resolve().parents[2] / "seed" / "brands"
LEGS = {"calf_max_girth": "36.5 cm", "ankle_min_girth": "22.5 cm", "thigh_girth": "56 cm"}
BEST_FIRST = [SizeOutcome.FITS, SizeOutcome.IN_TWO_SIZES, SizeOutcome.BETWEEN_SIZES, SizeOutcome.LEGS_DIFFER]


def on_the_shelf(item):
    return Candidate(item, gates_of(item, POLICY))


@cache
def seed():
    return tuple(on_the_shelf(p) for products in read_brand_files([SEED]).values() for p in products)


def answer_to(products=None, **document):
    """The answer to a question about everything, products under review too."""
    question = parse_question({"garment": "any", "filters": {"include_review": True}, "legs": LEGS, **document})
    return find(question, seed() if products is None else products, POLICY)


def headline(advice):
    return f"{advice.headline.verdict.value} {advice.headline.phase}"


RUNNERS = [
    pytest.param({"run": {"distance": "5 km", "intensity": "easy"}, "runner": {"experience": "beginner"}},
                 "little_value both", "G2", id="a beginner before a 5 km"),
    pytest.param({"run": {"distance": "42.195 km", "race": True},
                  "runner": {"symptoms": ["swelling"], "tested_in_training": True}},
                 "worth_wearing both", "G1", id="a marathoner with swollen calves"),
    pytest.param({"run": {"distance": "20 km", "surface": "trail", "race": True, "temperature": "29 C"},
                  "runner": {"tested_in_training": False}},
                 "worth_wearing after", "G2", id="a trail race in the heat in new socks"),
    pytest.param({"run": {"distance": "10 km", "intensity": "hard"}, "runner": {"goals": ["speed"]}},
                 "worth_wearing after", "G2", id="speed and nothing else"),
    pytest.param({"run": {"rest_day": True}, "runner": {"travel_hours": 6}}, "optional after", "G1", id="a flight of 6 h"),
    pytest.param({"run": {"rest_day": True}, "runner": {"hours_since_hard": 20, "symptoms": ["soreness"]}},
                 "worth_wearing after", "G3", id="the day after a marathon"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "headline_words", "order"), RUNNERS)
def test_a_runner_gets_advice_and_products_that_fit_first(document, headline_words, order):
    answer = answer_to(**document)
    assert (headline(answer.advice), answer.advice.order_rule) == (headline_words, order)
    places = [BEST_FIRST.index(m.size.outcome) for m in answer.matches]
    assert len(places) > 3
    assert places == sorted(places)


@pytest.mark.parametrize(("document", "headline_words", "order"), RUNNERS)
def test_every_product_stands_under_its_own_gates(document, headline_words, order):
    answer = answer_to(**document)
    for match in answer.matches:
        rules = match.advice.during.rules
        assert ("P1" in rules) == (match.medical.outcome is not Outcome.PASS)
        capped = match.graduated.outcome is Outcome.UNKNOWN and match.graduated.label != "claimed"
        assert ("P7" in rules) == (capped and "P1" not in rules)
        if "P7" in rules:
            assert match.advice.headline.verdict in (Advised.LITTLE_VALUE, Advised.OPTIONAL)
    for miss in answer.misses:
        assert headline(miss.advice) == "not_advised all"
        assert {"P3", "P4"} & set(miss.advice.during.rules)


def test_a_race_in_what_was_never_worn_is_not_advised_for_any_product():
    race = {"distance": "20 km", "surface": "trail", "race": True}
    answer = answer_to(run=race, runner={"tested_in_training": False})
    assert {m.advice.during.verdict for m in answer.matches} == {Advised.NOT_ADVISED}


def test_a_race_of_which_nobody_said_whether_it_was_tested_has_a_condition_for_every_product():
    answer = answer_to(run={"distance": "20 km", "surface": "trail", "race": True})
    passed = [m for m in answer.matches if m.medical.outcome is Outcome.PASS]
    assert {m.advice.during.condition for m in passed} == {Condition("tested_in_training", Advised.NOT_ADVISED)}


def test_without_a_run_and_a_runner_no_advice_is_given_and_products_are_ranked_without_it():
    answer = answer_to()
    assert (answer.advice, {m.advice for m in (*answer.matches, *answer.misses)}) == (None, {None})
    asking = answer_to(run={})
    assert asking.advice.ask == ("distance or duration",)
    assert [m.product.id for m in asking.matches] == [m.product.id for m in answer.matches]
    assert answer_to(runner={"experience": "beginner"}).advice.ask == ("distance or duration",)


def test_a_run_without_a_length_is_asked_for_and_the_products_still_show():
    answer, without = answer_to(run={"surface": "trail"}), answer_to()
    assert answer.advice.ask == ("distance or duration",)
    assert answer.advice.headline is None
    assert [m.product.id for m in answer.matches] == [m.product.id for m in without.matches]
    passed = [m for m in answer.matches if m.medical.outcome is Outcome.PASS]
    assert passed
    assert all(m.advice.ask and m.advice.headline is None for m in passed)


# --- a clinician first ---------------------------------------------------------------------------------------------

FLAGGED = {"run": {"rest_day": True}, "runner": {"travel_hours": 9, "red_flags": ["C2"]}}


def test_one_warm_swollen_calf_after_a_flight():
    answer = answer_to(**FLAGGED)
    assert headline(answer.advice) == "see_clinician_first all"
    assert [(r.code, r.fact("urgency")) for r in answer.advice.reasons] == [("usage.C2", "same_day")]
    assert (answer.advice.garment_order, answer.advice.order_rule, answer.advice.notes) == ((), "", ())
    for entry in (*answer.matches, *answer.misses):
        assert headline(entry.advice) == "see_clinician_first all"


@pytest.mark.parametrize("flag", [f"C{n}" for n in range(1, 10)])
def test_under_a_red_flag_fit_and_name_order_and_nothing_else(flag):
    hot = {"distance": "30 km", "temperature": "30 C"}
    answer = answer_to(run=hot, runner={"red_flags": [flag], "symptoms": ["swelling"]})
    keys = [
        (BEST_FIRST.index(m.size.outcome), m.product.brand.casefold(), m.product.name.casefold())
        for m in answer.matches
    ]
    assert keys == sorted(keys)
    assert {r.fact("by") for m in answer.matches for r in m.reasons if r.code == "match.after"} <= {"fit", "name"}


def test_a_red_flag_hides_no_product():
    flagged, plain = answer_to(**FLAGGED), answer_to()
    assert flagged.counts == plain.counts
    assert {m.product.id for m in flagged.matches} == {m.product.id for m in plain.matches}


def test_a_dear_product_is_not_put_last_under_a_red_flag():
    of = chart({"M": ("34", "38")})
    cheap, dear = (
        product(i, chart=of, name=n, price=Price(Money(p, "EUR"), of.source))
        for i, n, p in (("z", "Running sock Z", 100), ("a", "Running sock A", 900))
    )
    products = [on_the_shelf(cheap), on_the_shelf(dear)]
    assert [m.product.id for m in answer_to(products, run={"distance": "30 km"}).matches] == ["z", "a"]
    assert [m.product.id for m in answer_to(products, **FLAGGED).matches] == ["a", "z"]


# --- heat and kind never beat fit ------------------------------------------------------------------------------------


def running(id, rows, garment=Garment.SOCK, *, breathes=False):
    of = chart(rows, points=(LegPoint.CALF,))
    claims = (Claim(ClaimKind.BREATHABLE, "Breathable mesh", Position.FEATURES, of.source),) if breathes else ()
    return on_the_shelf(product(id, chart=of, name=f"Running sock {id}", garment=garment, claims=claims))


def test_breathing_in_the_heat_never_moves_a_poorer_fit_up():
    fits = running("fits", {"M": ("34", "38")})
    two = running("two", {"M": ("34", "37"), "L": ("36", "40")}, breathes=True)
    for celsius in ("10 C", "35 C"):
        answer = answer_to([two, fits], run={"distance": "30 km", "temperature": celsius})
        assert [m.product.id for m in answer.matches] == ["fits", "two"]


def test_breathing_decides_in_the_heat_between_two_that_fit_alike():
    rows = {"M": ("34", "38")}
    products = [running("a", rows), running("b", rows, breathes=True)]
    run = {"distance": "30 km"}
    assert [m.product.id for m in answer_to(products, run=run).matches] == ["a", "b"]
    hot = answer_to(products, run=run | {"temperature": "25 C"}).matches
    assert [m.product.id for m in hot] == ["b", "a"]
    assert [r.fact("by") for r in hot[1].reasons if r.code == "match.after"] == ["heat"]


def test_the_kind_that_suits_comes_first_between_two_that_fit_alike():
    rows = {"M": ("34", "38")}
    products = [running("a-sleeve", rows, Garment.CALF_SLEEVE), running("b-sock", rows)]
    swollen = answer_to(products, run={"distance": "30 km"}, runner={"symptoms": ["swelling"]})
    assert [m.product.id for m in swollen.matches] == ["b-sock", "a-sleeve"]


@settings(max_examples=40, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "temperature": st.sampled_from(["0 C", "24.9 C", "25 C", "40 C"]),
            "distance": st.sampled_from(["5 km", "12 km", "42.2 km"]),
        }
    ),
    st.sampled_from([[], ["swelling"], ["soreness"], ["cramps", "calf_tightness"]]),
    st.sampled_from([[], ["C1"], ["C6", "C9"]]),
)
def test_whatever_is_asked_a_better_fit_stands_above(run, symptoms, flags):
    answer = answer_to(run=run, runner={"symptoms": symptoms, "red_flags": flags})
    places = [BEST_FIRST.index(m.size.outcome) for m in answer.matches]
    assert places == sorted(places)
