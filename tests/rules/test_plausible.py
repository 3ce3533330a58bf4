"""What is refused as impossible and what is asked again as unlikely."""

from __future__ import annotations

import pytest
from charts import LETTER, asking, leg
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from catalog.measure import LegPoint, Length
from catalog.parse_question import parse_question
from catalog.policy import shipped_policy
from catalog.question import Legs, Question, Reading, Side
from catalog.rules.plausible import check_plausible

POLICY = shipped_policy()


def typed(**texts):
    """A question with lengths as a person typed them, each in its own unit."""
    told = {}
    for name, text in texts.items():
        length, unit = Length.parse_with_unit(text)
        told[LETTER[name]] = Reading(length.um, (length.um,), unit)
    return Question(None, Legs(((Side.BOTH, told),)))


def graded(question):
    problems, reasons = check_plausible(question, POLICY)
    return [(p.code, p.field) for p in problems], [(r.code, r.fact("field")) for r in reasons]


CALF, ANKLE, THIGH = "legs.calf_max_girth", "legs.ankle_min_girth", "legs.thigh_girth"


@pytest.mark.parametrize(
    ("texts", "refused", "asked"),
    [
        pytest.param({"calf": "36.5 cm", "ankle": "22 cm", "thigh": "56 cm"}, [], [], id="ordinary"),
        pytest.param({"calf": "28 cm"}, [], [], id="the likely edge is likely"),
        pytest.param({"calf": "52 cm"}, [], [], id="the other likely edge too"),
        pytest.param({"calf": "27 cm"}, [], [("plausible.unlikely", CALF)], id="a thin calf"),
        pytest.param({"calf": "55 cm"}, [], [("plausible.unlikely", CALF)], id="a thick calf"),
        pytest.param({"calf": "20 cm"}, [], [("plausible.other_unit", CALF)], id="the possible edge is asked"),
        pytest.param({"calf": "14.5 cm"}, [("impossible", CALF)], [], id="inches typed as centimetres"),
        pytest.param({"calf": "38 in"}, [("impossible", CALF)], [], id="centimetres typed as inches"),
        pytest.param({"calf": "365 cm"}, [("impossible", CALF)], [], id="millimetres typed as centimetres"),
        pytest.param({"calf": "81 cm"}, [("impossible", CALF)], [], id="nobody's calf"),
        pytest.param({"calf": "4 cm"}, [("impossible", CALF)], [], id="a doll"),
        pytest.param({"calf": "4 m"}, [("impossible", CALF)], [], id="a giant"),
        pytest.param({"ankle": "8.5 cm"}, [("impossible", ANKLE)], [], id="an ankle in inches"),
        pytest.param({"ankle": "16 cm"}, [], [("plausible.unlikely", ANKLE)], id="a thin ankle"),
        pytest.param({"thigh": "24 cm"}, [("impossible", THIGH)], [], id="a thigh in inches"),
        pytest.param(
            {"calf": "28 cm", "ankle": "29 cm"}, [], [("plausible.ratio", CALF)], id="a calf thinner than the ankle"
        ),
        pytest.param(
            {"calf": "22 cm", "ankle": "36 cm"},
            [],
            [("plausible.unlikely", CALF), ("plausible.unlikely", ANKLE), ("plausible.ratio", CALF)],
            id="calf and ankle swapped",
        ),
        pytest.param(
            {"calf": "80 cm", "ankle": "19 cm"},
            [("impossible_pair", CALF)],
            [("plausible.unlikely", CALF)],
            id="no leg at all",
        ),
        pytest.param({"calf": "30 cm", "ankle": "27 cm"}, [], [("plausible.ratio", CALF)], id="a calf hardly thicker"),
        pytest.param({"calf": "45 cm", "ankle": "19 cm"}, [], [("plausible.ratio", CALF)], id="a calf much thicker"),
        pytest.param(
            {"calf": "38 cm", "thigh": "45 cm"}, [], [("plausible.ratio", THIGH)], id="a thigh hardly thicker"
        ),
    ],
)
def test_one_leg(texts, refused, asked):
    assert graded(typed(**texts)) == (refused, asked)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        pytest.param("14.5 cm", "14.5 in", id="inches"),
        pytest.param("38 in", "38 cm", id="centimetres"),
        pytest.param("365 cm", "365 mm", id="millimetres"),
    ],
)
def test_a_refusal_says_what_was_meant(text, suggestion):
    (problem,), _ = check_plausible(typed(calf=text), POLICY)
    assert problem.suggestion == suggestion
    assert problem.read == text


def test_an_unlikely_value_says_what_was_meant():
    _, (reason,) = check_plausible(typed(calf="20 cm"), POLICY)
    assert reason.fact("suggestion") == "20 in"


def test_an_unlikely_weight_says_what_was_meant():
    document = {"garment": "any", "body": {"height": "178 cm", "weight": "72 lb"}}
    _, (reason,) = check_plausible(parse_question(document), POLICY)
    assert reason.fact("suggestion") == "72 kg"


def test_body_fields():
    problems, reasons = graded(asking(height="72", weight="178"))
    assert (problems, reasons) == ([("impossible", "body.height")], [("plausible.unlikely", "body.weight")])


@pytest.mark.parametrize(
    ("left", "right", "codes"),
    [
        pytest.param({"calf": "36"}, {"calf": "37"}, [], id="a little apart"),
        pytest.param({"calf": "36"}, {"calf": "41"}, ["plausible.sides_apart"], id="far apart"),
        pytest.param(
            {"calf": "38", "ankle": "22"},
            {"calf": "36", "ankle": "23.5"},
            ["plausible.sides_swapped"],
            id="swapped at one point",
        ),
        pytest.param({"calf": "27"}, {"calf": "27"}, ["plausible.unlikely"], id="the same twice is asked once"),
        pytest.param({"calf": "27"}, {"calf": "27.5"}, ["plausible.unlikely"] * 2, id="each leg under its own field"),
    ],
)
def test_two_legs(left, right, codes):
    _, reasons = check_plausible(asking(leg(**left), leg(**right)), POLICY)
    assert [r.code for r in reasons] == codes
    assert len({r.fact("field") for r in reasons}) == len(reasons)


def test_confirmed_entries_are_not_asked_again_but_impossible_ones_stay_refused():
    question = replace(typed(calf="27 cm", ankle="8.5 cm"), confirmed=True)
    problems, reasons = check_plausible(question, POLICY)
    assert [p.field for p in problems] == [ANKLE, CALF] or [p.field for p in problems] == [ANKLE]
    assert reasons == ()


def test_a_girth_that_its_place_does_not_allow():
    told = {LegPoint.BELOW_KNEE: Reading(380_000, (380_000,), "cm"), **leg(calf="36")}
    _, reasons = check_plausible(Question(None, Legs(((Side.BOTH, told),))), POLICY)
    assert [r.code for r in reasons] == ["plausible.order"]


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(list(LETTER.values())[:8]), st.integers(1, 10**12), max_size=4))
def test_no_entry_is_an_error(values):
    told = {p: Reading(v, (v,), "kg" if p is LegPoint.WEIGHT else "cm") for p, v in values.items()}
    check_plausible(Question(None, Legs(((Side.BOTH, told),) if told else ())), POLICY)
