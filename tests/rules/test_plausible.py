"""What is refused as impossible and what is asked again as unlikely."""

from __future__ import annotations

import pytest
from charts import LETTER, asking, leg
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from catalog.documents.question_reader import parse_question
from catalog.documents.reason import confirm_document
from catalog.documents.records import as_data
from catalog.messages.messages import LANGUAGES, Messages, sentences
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.quantities import Length
from catalog.model.question import Legs, Question, Reading, Side
from catalog.rules.plausible import check_plausible

POLICY = shipped_policy()


def typed(**texts):
    """A question with lengths as a person typed them, each in its own unit."""
    readings = {}
    for name, text in texts.items():
        length, unit = Length.parse_with_unit(text)
        readings[LETTER[name]] = Reading(length.um, (length.um,), unit)
    return Question(None, Legs(((Side.BOTH, readings),)))


def graded(question):
    problems, reasons = check_plausible(question, POLICY)
    return [(p.code, p.field) for p in problems], [(r.code, r.fact("field")) for r in reasons]


CALF, ANKLE, THIGH = "legs.calf_max_girth", "legs.ankle_min_girth", "legs.thigh_girth"


@pytest.mark.parametrize(
    ("texts", "refused", "doubted"),
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
def test_one_leg(texts, refused, doubted):
    assert graded(typed(**texts)) == (refused, doubted)


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        pytest.param("114 3/8 in", "", id="no fraction has its point elsewhere"),
        pytest.param("14.5 cm", "14.5 in", id="inches"),
        pytest.param("38 in", "38 cm", id="centimetres"),
        pytest.param("365 cm", "36.5 cm", id="millimetres"),
        pytest.param("3.65 cm", "36.5 cm", id="a decimal mark too early"),
        pytest.param("3650 mm", "365 mm", id="a digit too many"),
        pytest.param("36.5 mm", "36.5 cm", id="centimetres typed as millimetres"),
        pytest.param("145 in", "14.5 in", id="a decimal mark lost in inches"),
        pytest.param("4 m", "0.4 m", id="a decimal mark lost in metres"),
        pytest.param("81 cm", "", id="nothing is likelier"),
    ],
)
def test_a_refusal_says_what_was_meant(text, suggestion):
    (problem,), _ = check_plausible(typed(calf=text), POLICY)
    assert (problem.suggestion, problem.hint) == (suggestion, "" if suggestion else "nobody_has_it")
    assert problem.read == text


@pytest.mark.parametrize(
    ("body", "suggestion"),
    [
        pytest.param({"height": "72 cm"}, "72 in", id="inches"),
        pytest.param({"height": "1.78 cm"}, "1.78 m", id="metres typed as centimetres"),
        pytest.param({"weight": "720 kg"}, "72 kg", id="a decimal mark lost"),
    ],
)
def test_a_refusal_of_a_body_says_what_was_meant(body, suggestion):
    (problem,), _ = check_plausible(parse_question({"garment": "any", "body": body}), POLICY)
    assert problem.suggestion == suggestion


@pytest.mark.parametrize(
    ("distance", "duration", "sentence"),
    [
        pytest.param("21.1 km", "4 min", "21.1 km in 4:00 is a pace of 0:11 a kilometre, which is unusual. Are both right?", id="minutes for hours"),
        pytest.param("1 km", "0:02:19", "1 km in 2:19 is a pace of 2:19 a kilometre, which is unusual. Are both right?", id="just too fast"),
        pytest.param("1 km", "0:02:20", "", id="fast"),
        pytest.param("1 km", "20 min", "", id="slow"),
        pytest.param("1 km", "0:20:01", "1 km in 20:01 is a pace of 20:01 a kilometre, which is unusual. Are both right?", id="just too slow"),
        pytest.param("5 km", "5 h", "5 km in 5:00:00 is a pace of 1:00:00 a kilometre, which is unusual. Are both right?", id="hours for minutes"),
        pytest.param("13.1 mi", "1:50:00", "", id="in miles"),
    ],
)  # fmt: skip
def test_an_unusual_pace_is_asked_about(distance, duration, sentence):
    question = parse_question({"garment": "any", "run": {"distance": distance, "duration": duration}})
    problems, reasons = check_plausible(question, POLICY)
    assert problems == ()
    assert [Messages().sentence(r) for r in reasons] == ([sentence] if sentence else [])
    assert [r.fact("field") for r in reasons] == (["run.duration"] if sentence else [])
    assert check_plausible(replace(question, confirmed=True), POLICY) == ((), ())


def test_what_is_asked_about_carries_what_was_meant():
    _, reasons = check_plausible(typed(calf="20 cm", ankle="16 cm"), POLICY)
    (calf, ankle) = as_data(confirm_document(reasons[:2], Messages()))["confirm"]
    assert (calf["field"], calf["suggestion"]) == (CALF, "20 in")
    assert (ankle["field"], "suggestion" in ankle) == (ANKLE, False)


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
    readings = {LegPoint.BELOW_KNEE: Reading(380_000, (380_000,), "cm"), **leg(calf="36")}
    _, reasons = check_plausible(Question(None, Legs(((Side.BOTH, readings),))), POLICY)
    assert [r.code for r in reasons] == ["plausible.order"]


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(list(LETTER.values())[:8]), st.integers(1, 10**12), max_size=4))
def test_no_entry_is_an_error(values):
    readings = {p: Reading(v, (v,), "kg" if p is LegPoint.WEIGHT else "cm") for p, v in values.items()}
    check_plausible(Question(None, Legs(((Side.BOTH, readings),) if readings else ())), POLICY)


@pytest.mark.parametrize(
    ("readings", "codes"),
    [
        pytest.param("36/38.8", [], id="two, a little apart"),
        pytest.param("35/37.8", [], id="two, just 8 percent"),
        pytest.param("35/37.9", ["plausible.readings_apart"], id="two, just more"),
        pytest.param("30/45", ["plausible.readings_apart"], id="two, far apart"),
        pytest.param("45/30", ["plausible.readings_apart"], id="two, the larger first"),
        pytest.param("34/36/39", [], id="three that scatter"),
        pytest.param("40/36/41.3", [], id="three, far apart and near their median"),
        pytest.param("36/36.2/41.7", ["plausible.reading_off"], id="three, one above"),
        pytest.param("30/36/36.2", ["plausible.reading_off"], id="three, one below"),
        pytest.param("30/36/36.2/36.4", ["plausible.reading_off"], id="four"),
    ],
)
def test_readings_that_can_hardly_be_of_one_place_are_asked_again(readings, codes):
    question = asking(calf=readings)
    problems, reasons = check_plausible(question, POLICY)
    assert (problems, [r.code for r in reasons]) == ((), codes)
    assert all(r.fact("field") == CALF for r in reasons)
    assert check_plausible(replace(question, confirmed=True), POLICY) == ((), ())


def test_of_two_legs_the_one_whose_readings_differ_is_named():
    _, (reason,) = check_plausible(asking(leg(calf="36/36.2"), leg(calf="34/38")), POLICY)
    assert (reason.code, reason.fact("field"), reason.fact("percent")) == (
        "plausible.readings_apart",
        f"{CALF}.right",
        12,
    )


REFUSED = "legs.calf_max_girth: read '9 cm', expected between 20 cm and 80 cm. Nobody has such a measure: check it and its unit."


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "texts",
    [
        pytest.param({"calf": "9 cm"}, id="nobody"),
        pytest.param({"calf": "14.5 cm"}, id="another unit"),
        pytest.param({"calf": "80 cm", "ankle": "19 cm"}, id="no leg"),
        pytest.param({"calf": "17 cm", "ankle": "45 cm"}, id="a thin one"),
    ],
)
def test_a_refusal_is_worded_in_every_language(language, texts):
    problems, _ = check_plausible(typed(**texts), POLICY)
    assert problems
    for problem in problems:
        assert f"problem.expected.{problem.expected}" in sentences(language)
        assert not problem.hint or f"problem.hint.{problem.hint}" in sentences(language)
        assert "{" not in Messages(language).problem(problem)


def test_a_refusal_to_the_letter():
    (problem,), _ = check_plausible(typed(calf="9 cm"), POLICY)
    assert Messages("en").problem(problem) == REFUSED
