"""The question document: read whole, and refused with every problem at once."""

from __future__ import annotations

import pytest
from policies import with_value

from catalog.documents.question import question_document
from catalog.documents.question_reader import parse_question
from catalog.documents.records import as_data
from catalog.model.leg import LegPoint
from catalog.model.money import Money
from catalog.model.policy import shipped_policy
from catalog.model.problem import BadInput
from catalog.model.product import Audience, Garment
from catalog.model.quantities import Length, ShoeSize
from catalog.model.question import (  # fmt: skip
    Experience,
    Filters,
    Goal,
    GraduatedFilter,
    Intensity,
    Legs,
    MeasuredWhen,
    Prefer,
    Question,
    Reading,
    RedFlag,
    Run,
    Runner,
    Sex,
    Side,
    Surface,
    Symptom,
)

CONTRACT = {
    "garment": "calf_sleeve",
    "legs": {
        "calf_max_girth": "36.5 cm",
        "ankle_min_girth": {"left": "22.5 cm", "right": "22.8 cm"},
        "thigh_girth": {"readings": ["56 cm", "56.4 cm"]},
    },
    "body": {"height": "178 cm", "weight": "72 kg", "sex": "female"},
    "shoe": "EU 43",
    "prefer": "firmer",
    "measured": "morning",
    "confirmed": False,
    "run": {
        "distance": "21.1 km", "duration": "1:50:00", "intensity": "easy", "surface": "road", "race": True,
        "rest_day": False, "temperature": "27 C",
    },
    "runner": {
        "experience": "beginner", "weekly_distance": "60 km", "runs_per_week": 5,
        "symptoms": ["calf_tightness", "heavy_legs", "swelling", "soreness", "cramps", "shin_mild"],
        "goals": ["speed", "comfort", "recovery", "cramps", "injury_prevention"],
        "hours_since_hard": 24, "hours_to_next_hard": 20, "struggles_to_recover": False, "travel_hours": 5,
        "tested_in_training": False, "red_flags": ["C2"],
    },
    "filters": {
        "brands": ["Compressport"], "audience": "women", "max_price": "50 EUR", "max_mmhg": 20,
        "graduated": "stated", "in_stock": True,
    },
}  # fmt: skip


def one(um, unit="cm"):
    return Reading(um, (um,), unit)


def written(question):
    """The document of a question, as plain data."""
    return as_data(question_document(question))


def test_the_contracts_question_is_read_whole():
    body = {LegPoint.HEIGHT: one(1_780_000), LegPoint.WEIGHT: one(72_000, "kg")}
    shared = {LegPoint.CALF: one(365_000), LegPoint.THIGH: Reading(562_000, (560_000, 564_000), "cm"), **body}
    assert parse_question(CONTRACT) == Question(
        garment=Garment.CALF_SLEEVE,
        legs=Legs((
            (Side.LEFT, {LegPoint.ANKLE: one(225_000), **shared}),
            (Side.RIGHT, {LegPoint.ANKLE: one(228_000), **shared}),
        )),
        sex=Sex.FEMALE,
        shoe=ShoeSize(LegPoint.SHOE_EU, 4300),
        prefer=Prefer.FIRMER,
        measured=MeasuredWhen.MORNING,
        run=Run(Length(21_100_000_000), 6600, Intensity.EASY, Surface.ROAD, race=True, temperature_tenths=270),
        runner=Runner(
            Experience.BEGINNER, Length(60_000_000_000), 5, frozenset(Symptom), frozenset(Goal), 24.0, 20.0,
            struggles_to_recover=False, travel_hours=5.0, tested_in_training=False,
            red_flags=frozenset({RedFlag.C2}),
        ),
        filters=Filters(
            ("Compressport",), Audience.WOMEN, Money(5000, "EUR"), 20, GraduatedFilter.STATED, in_stock=True
        ),
    )  # fmt: skip


def test_only_the_garment_is_required():
    assert parse_question({"garment": "any"}) == Question(None)
    assert parse_question({"garment": "sock", "legs": None, "run": None}) == Question(Garment.SOCK)
    assert parse_question({"garment": "sock", "run": {}}).run == Run()


@pytest.mark.parametrize("garment", [pytest.param(g, id=g) for g in ("thigh_high", "pantyhose", "unstated", "shorts")])
def test_every_kind_of_garment_can_be_asked_for(garment):
    assert parse_question({"garment": garment}).garment is Garment(garment)


@pytest.mark.parametrize(
    ("typed", "garment"),
    [
        pytest.param(typed, garment, id=typed)
        for garment, words_of_it in {
            Garment.SOCK: "socks; Sock; SOCKS; Socken; Laufsocken; Kniestrümpfe; chaussettes; Chaussette; calcetines; calcetin",
            Garment.CALF_SLEEVE: "calf sleeve; calf-sleeve; Calf Sleeves; calf\N{NO-BREAK SPACE}sleeve; Wadensleeves; Wadenstulpen;"
            "manchons de mollet; pantorrilleras",
            Garment.THIGH_SLEEVE: "thigh sleeves; Oberschenkelstulpen; manchon de cuisse; musleras",
            Garment.FULL_LEG_SLEEVE: "full leg sleeve; leg sleeves; Beinlinge; jambieres; perneras",
            Garment.SHORTS: "Shorts; short; kurze Hose; cuissard; pantalones cortos",
            Garment.TIGHTS: "leggings; Leggings; legging; Laufhose; collant de running; mallas",
            Garment.THIGH_HIGH: "thigh high; thigh-high stockings; bas autofixants",
            Garment.PANTYHOSE: "Strumpfhose; panty hose; pantimedias",
            None: "Any; all; alle; tous; cualquiera",
        }.items()
        for typed in words_of_it.replace("\n", "").split(";")
    ],
)
def test_a_garment_is_read_by_what_people_call_it(typed, garment):
    assert parse_question({"garment": typed}).garment is garment
    assert written(parse_question({"garment": typed}))["garment"] == (garment or "any")


@pytest.mark.parametrize(
    "typed", ["sleeve", "stockings", "collant", "medias", "Strumpf", "bas", "s o c k", "so-ck", "hat"]
)
def test_a_word_that_names_no_garment_or_two_is_refused(typed):
    with pytest.raises(BadInput) as refused:
        parse_question({"garment": typed})
    assert [p.code for p in refused.value.problems] == ["unknown_value"]


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        pytest.param("runner.experience", "Beginner", Experience.BEGINNER, id="capital"),
        pytest.param("runner.red_flags", ["c1"], frozenset({RedFlag.C1}), id="small letter"),
        pytest.param("runner.red_flags", [" C2 ", "Ｃ３"], frozenset({RedFlag.C2, RedFlag.C3}), id="blanks and width"),
        pytest.param("runner.symptoms", ["Calf tightness"], frozenset({Symptom.CALF_TIGHTNESS}), id="blank"),
        pytest.param("runner.goals", ["injury-prevention"], frozenset({Goal.INJURY_PREVENTION}), id="hyphen"),
        pytest.param("run.surface", "TRAIL", Surface.TRAIL, id="all capitals"),
        pytest.param("measured", "after run", MeasuredWhen.AFTER_RUN, id="blank for underscore"),
        pytest.param("prefer", "Firmer", Prefer.FIRMER, id="prefer"),
        pytest.param("body.sex", "Female", Sex.FEMALE, id="sex"),
        pytest.param("filters.audience", "Women", Audience.WOMEN, id="audience"),
        pytest.param("units", "IN", "in", id="units"),
    ],
)
def test_case_blanks_and_hyphens_do_not_matter_in_words(field, typed, value):
    first, _, second = field.partition(".")
    question = parse_question({"garment": "any", first: {second: typed} if second else typed})
    got = (
        question.sex
        if second == "sex"
        else getattr(getattr(question, first), second)
        if second
        else getattr(question, first)
    )
    assert got == value


def test_the_garment_may_be_left_out_where_a_product_is_named():
    legs_alone = {"legs": {"calf_max_girth": "36.5 cm"}}
    assert parse_question(legs_alone, any_garment=True) == parse_question({"garment": "any", **legs_alone})
    assert parse_question({"garment": None}, any_garment=True).garment is None
    assert parse_question({"garment": "sock"}, any_garment=True).garment is Garment.SOCK
    with pytest.raises(BadInput) as refused:
        parse_question([], any_garment=True)
    assert [p.code for p in refused.value.problems] == ["not_an_object"]


@pytest.mark.parametrize(
    ("document", "fields_and_hints"),
    [
        pytest.param({"garmnet": "sock"}, [("garment", ""), ("garmnet", "garment")], id="top"),
        pytest.param({"garment": "any", "calf_max_girth": "36 cm"}, [("calf_max_girth", "under_legs")], id="a level too high"),
        pytest.param({"garment": "any", "legs": {"height": "178 cm"}}, [("legs.height", "under_body")], id="beside its place"),
        pytest.param({"garment": "any", "legs": {"calf": "36 cm"}}, [("legs.calf", "calf_max_girth")], id="part of a name"),
        pytest.param({"garment": "any", "legs": {"thigh": "56 cm"}}, [("legs.thigh", "near")], id="several names"),
        pytest.param({"garment": "any", "legs": {"cC": "36 cm"}}, [("legs.cC", "calf_max_girth")], id="letter"),
        pytest.param({"garment": "any", "run": {"Distance": "5 km"}}, [("run.Distance", "distance")], id="capital"),
        pytest.param({"garment": "any", "x\ny": 1}, [("x\N{REPLACEMENT CHARACTER}y", "")], id="control character"),
        pytest.param({"garment": "any", 5: 1}, [("5", "")], id="no text"),
    ],
)  # fmt: skip
def test_an_unknown_field_is_named(document, fields_and_hints):
    with pytest.raises(BadInput) as refused:
        parse_question(document)
    assert [(p.field, p.suggestion or p.hint) for p in refused.value.problems] == fields_and_hints


@pytest.mark.parametrize("document", [pytest.param(d, id=type(d).__name__) for d in (None, [], "sock", 5, 2.5, True)])
def test_what_is_no_object_is_refused(document):
    with pytest.raises(BadInput) as refused:
        parse_question(document)
    assert [p.code for p in refused.value.problems] == ["not_an_object"]


def test_the_bounds_are_those_of_the_policy():
    document = {"garment": "any", "filters": {"brands": ["a", "b"]}}
    with pytest.raises(BadInput):
        parse_question(document, with_value(shipped_policy(), "question.most_brands", 1))
    assert parse_question(document).filters.brands == ("a", "b")


def test_a_hostile_value_is_never_descended_into():
    bottomless: list[object] = []
    for _ in range(100_000):
        bottomless = [bottomless]
    document = {"garment": bottomless, "legs": {"calf_max_girth": 10**5000}, "run": {"race": bottomless}}
    with pytest.raises(BadInput) as refused:
        parse_question(document)
    assert [p.field for p in refused.value.problems] == ["garment", "legs.calf_max_girth", "run.race"]
    while bottomless:  # taken apart by hand: the interpreter would do it by recursion
        bottomless = bottomless.pop()


@pytest.mark.parametrize("word", ["unknown", "Unknown", "UNKNOWN"])
def test_health_signs_asked_for_and_not_known(word):
    question = parse_question({"garment": "any", "runner": {"red_flags": word}})
    assert question.runner == Runner(red_flags_unknown=True)
    assert written(question) == {"garment": "any", "runner": {"red_flags": "unknown"}}
    assert parse_question(written(question)) == question


@pytest.mark.parametrize("flags", [None, [], ["C2"]])
def test_health_signs_that_nobody_asked_for_are_not_unknown(flags):
    runner = parse_question({"garment": "any", "runner": {"red_flags": flags}}).runner
    assert (runner.red_flags_unknown, runner.red_flags) == (False, frozenset(map(RedFlag, flags or [])))


@pytest.mark.parametrize("wrong", ["C2", "not known", ["unknown"], ["C1", "unknown"], True])
def test_other_words_for_health_signs_are_refused(wrong):
    with pytest.raises(BadInput) as bad:
        parse_question({"garment": "any", "runner": {"red_flags": wrong}})
    assert all(p.field.startswith("runner.red_flags") for p in bad.value.problems)
