"""The question document: read with every problem at once, written back, told to people."""

from __future__ import annotations

import contextlib
import json
import re
import string
from pathlib import Path

import pytest
from building import sentences_of
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import fields

from catalog.documents.json_text import USUAL, _read_telling
from catalog.documents.question_reader import parse_question, question_document, read_question_text
from catalog.messages.messages import Messages
from catalog.model.leg import GIRTHS, LENGTHS, LegPoint
from catalog.model.money import Money
from catalog.model.policy import shipped_policy
from catalog.model.problem import BadInput
from catalog.model.product import Audience, Garment
from catalog.model.quantities import Length, ShoeSize
from catalog.model.question import (  # fmt: skip
    Detail,
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
    SameAs,
    Sex,
    Side,
    Surface,
    Symptom,
)

PAGE = (Path(__file__).parents[2] / "docs" / "question.md").read_text("utf-8")
bounded = settings(max_examples=150, deadline=None)

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
    assert parse_question({"garment": typed}).asked["garment"] == (garment or "any")


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


def legs(document, **body):
    found = parse_question({"garment": "any", "legs": document, "body": body}).legs
    return {side: dict(leg) for side, leg in found.sides}


CALF, ANKLE = LegPoint.CALF, LegPoint.ANKLE


@pytest.mark.parametrize(
    ("document", "body", "sides"),
    [
        pytest.param({}, {}, {}, id="nothing"),
        pytest.param({"calf_max_girth": "36 cm"}, {}, {Side.BOTH: {CALF: one(360_000)}}, id="both"),
        pytest.param({"calf_max_girth": {"left": "36 cm"}}, {}, {Side.LEFT: {CALF: one(360_000)}}, id="left only"),
        pytest.param(
            {"calf_max_girth": {"right": "36 cm"}, "ankle_min_girth": "22 cm"}, {},
            {Side.RIGHT: {ANKLE: one(220_000), CALF: one(360_000)}}, id="right only, and an unsided point",
        ),
        pytest.param(
            {"calf_max_girth": {"left": "36 cm"}, "ankle_min_girth": {"right": "22 cm"}}, {},
            {Side.LEFT: {CALF: one(360_000)}, Side.RIGHT: {ANKLE: one(220_000)}}, id="each side another point",
        ),
        pytest.param(
            {}, {"height": "5'10\"", "weight": "158 lb"},
            {Side.BOTH: {LegPoint.HEIGHT: one(1_778_000, "in"), LegPoint.WEIGHT: one(71_668, "lb")}},
            id="body only",
        ),
        pytest.param(
            {"calf_max_girth": {"left": "36 cm", "right": "14 in"}}, {"weight": "72 kg"},
            {
                Side.LEFT: {CALF: one(360_000), LegPoint.WEIGHT: one(72_000, "kg")},
                Side.RIGHT: {CALF: one(355_600, "in"), LegPoint.WEIGHT: one(72_000, "kg")},
            },
            id="body on both sides",
        ),
        pytest.param(
            {"calf_max_girth": {"left": {"readings": ["36 cm", "37 cm"]}}}, {},
            {Side.LEFT: {CALF: Reading(365_000, (360_000, 370_000), "cm")}}, id="readings of one side",
        ),
    ],
)  # fmt: skip
def test_legs_are_both_or_by_side(document, body, sides):
    assert legs(document, **body) == sides


@pytest.mark.parametrize(
    ("readings", "value"),
    [
        pytest.param(["36 cm"], 360_000, id="one"),
        pytest.param(["36 cm", "37 cm"], 365_000, id="mean of two"),
        pytest.param(["0.001 mm", "0.002 mm"], 2, id="half to the even one, up"),
        pytest.param(["0.002 mm", "0.003 mm"], 2, id="half to the even one, down"),
        pytest.param(["36 cm", "50 cm", "37 cm"], 370_000, id="median of three"),
        pytest.param(["36 cm", "99 cm", "37 cm", "38 cm"], 375_000, id="median of four"),
        pytest.param(["360 mm", "14 in", "36 cm"], 360_000, id="mixed units"),
    ],
)
def test_repeated_readings_make_one_value(readings, value):
    (reading,) = legs({"calf_max_girth": {"readings": readings}})[Side.BOTH].values()
    assert reading.value == value
    assert len(reading.readings) == len(readings)
    assert reading.spread == max(reading.readings) - min(reading.readings)


def read(path, value):
    """The value of a field after parsing a document that has just it."""
    first, _, second = path.partition(".")
    found = parse_question({"garment": "any", first: {second: value} if second else value})
    return getattr(found, first) if not second else getattr(getattr(found, first), FIELD_OF.get(second, second))


FIELD_OF = {"duration": "seconds", "temperature": "temperature_tenths"}


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("run.distance", "21.1 km", Length(21_100_000_000)),
        ("run.distance", "5000 m", Length(5_000_000_000)),
        ("run.distance", "13.1 mi", Length(21_082_406_400)),
        ("run.distance", "13,1 miles", Length(21_082_406_400)),
        ("run.duration", "1:50:00", 6600),
        ("run.duration", "0:00:45", 45),
        ("run.duration", "110 min", 6600),
        ("run.duration", "90min", 5400),
        ("run.duration", "1h50", 6600),
        ("run.duration", "1h5", 3900),
        ("run.duration", "2 h", 7200),
        ("run.duration", "1.5 h", 5400),
        ("run.duration", "1,5 hours", 5400),
        ("run.duration", "1 1/2 h", 5400),
        ("run.duration", "1 h 50 min", 6600),
        ("run.duration", "1h 50m 30s", 6630),
        ("run.duration", "1 h 30 s", 3630),
        ("run.duration", "20 min 30 s", 1230),
        ("run.duration", "45 s", 45),
        ("run.temperature", "27 C", 270),
        ("run.temperature", "27 °C", 270),
        ("run.temperature", "27.5C", 275),
        ("run.temperature", "27,5 °c", 275),
        ("run.temperature", "80 F", 267),
        ("run.temperature", "-5 C", -50),
        ("run.temperature", "\N{MINUS SIGN}5 C", -50),
        ("run.temperature", "0 C", 0),
        ("run.temperature", "32 °F", 0),
        ("runner.weekly_distance", "40 mi", Length(64_373_760_000)),
        ("runner.runs_per_week", 0, 0),
        ("runner.runs_per_week", 50, 50),
        ("runner.hours_since_hard", 0, 0.0),
        ("runner.hours_since_hard", 1.5, 1.5),
        ("runner.hours_since_hard", "0 h", 0.0),
        ("runner.hours_to_next_hard", "24 h", 24.0),
        ("runner.travel_hours", "90 min", 1.5),
        ("runner.tested_in_training", False, False),
        ("filters.max_price", "50 EUR", Money(5000, "EUR")),
        ("filters.max_price", "49.90 EUR", Money(4990, "EUR")),
        ("filters.max_price", "49,9 eur", Money(4990, "EUR")),
        ("filters.max_price", "EUR 50", Money(5000, "EUR")),
        ("filters.max_price", "8000 JPY", Money(8000, "JPY")),
        ("filters.max_price", "65000 KRW", Money(65000, "KRW")),
        ("filters.max_price", "20000 HUF", Money(2_000_000, "HUF")),
        ("filters.max_price", "12.500 KWD", Money(12_500, "KWD")),
        ("filters.max_mmhg", 20, 20),
        ("filters.max_mmhg", "20 mmHg", 20),
        ("filters.brands", [" CEP ", "2XU"], ("CEP", "2XU")),
        ("shoe", "US W 9½", ShoeSize(LegPoint.SHOE_US_WOMEN, 950)),
        ("units", "in", "in"),
        ("same_as", {"product": "cep-run", "size": "III"}, SameAs("cep-run", "III")),
        ("id", "basket-7", "basket-7"),
        ("detail", "brief", Detail.BRIEF),
    ],
    ids=str,
)
def test_a_field_is_read(field, text, value):
    found = read(field, text)
    assert (found, type(found)) == (value, type(value))


A_DISTANCE = 'a distance, like "21.1 km", "5000 m" or "13.1 mi"'
A_DURATION = 'a duration, like "1:50:00", "110 min", "1h50" or "2 h"'
A_TEMPERATURE = 'a temperature, like "27 C" or "80 F"'
NEVER_GUESSED = "Write the unit: a bare number is never guessed."


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("garment", "sokc", "garment: read 'sokc', expected one of sock, calf_sleeve, thigh_sleeve, full_leg_sleeve, shorts, tights, thigh_high, pantyhose, unstated, any. Did you mean “sock”?"),
        ("garment", "sleeve", "garment: read 'sleeve', expected one of sock, calf_sleeve, thigh_sleeve, full_leg_sleeve, shorts, tights, thigh_high, pantyhose, unstated, any. The nearest are calf_sleeve, thigh_sleeve, full_leg_sleeve."),
        ("garment", 5, "garment: read '5', expected one of sock, calf_sleeve, thigh_sleeve, full_leg_sleeve, shorts, tights, thigh_high, pantyhose, unstated, any."),
        ("prefer", "firm", "prefer: read 'firm', expected one of firmer, softer. Did you mean “firmer”?"),
        ("legs", [], "legs: read 'a list of 0', expected an object of points, each with a length."),
        ("legs.calf_max_girth", {}, 'legs.calf_max_girth: read \'an object\', expected a length like "36.5 cm", {"left": ..., "right": ...} or {"readings": [...]}. Write at least one value.'),
        ("legs.calf_max_girth", {"middle": "3 cm"}, "legs.calf_max_girth.middle: expected one of left, right."),
        ("legs.calf_max_girth", {"readings": []}, "legs.calf_max_girth.readings: read 'a list of 0', expected one reading or more. Write at least one."),
        ("legs.calf_max_girth", {"readings": ["36 cm"] * 21}, "legs.calf_max_girth.readings: read 'a list of 21', expected at most 20 entries."),
        ("legs.calf_max_girth", {"readings": "36 cm"}, "legs.calf_max_girth.readings: read '36 cm', expected a list. Write it in square brackets."),
        ("legs.calf_max_girth", {"left": "36 cm", "readings": ["36 cm"]}, "legs.calf_max_girth.readings: expected one of left, right. Write the readings inside left or right."),
        ("legs.calf_max_girth", "11 m", "legs.calf_max_girth: read '11 m', expected at most 1000 cm. Did you mean “11 cm”? Check the unit."),
        ("legs.hip_girth", {"left": "80 cm"}, "legs.hip_girth: read 'an object', expected one length, like \"80 cm\". This place has no left and right."),
        ("body.weight", "72", "body.weight: read '72', expected a weight with its unit, like \"72 kg\" or \"158 lb\". " + NEVER_GUESSED),
        ("shoe", "EU 430", "shoe: read 'EU 430', expected a size of at most 100."),
        ("run", "10 km", "run: read '10 km', expected an object that describes the run."),
        ("run.distance", 10, f"run.distance: read '10', expected {A_DISTANCE}. {NEVER_GUESSED}"),
        ("run.distance", "10 cm", f"run.distance: read '10 cm', expected {A_DISTANCE}. 'cm' is not a unit known here."),
        ("run.distance", "10.000 m", f"run.distance: read '10.000 m', expected {A_DISTANCE}. Did you mean “10000 m”? A point before three digits could be a decimal or a thousands mark: write metres without it."),
        ("run.distance", "0 km", f"run.distance: read '0 km', expected {A_DISTANCE}. Write a number above zero."),
        ("run.distance", "5001 km", "run.distance: read '5001 km', expected a distance of at most 5000 km. Check the unit."),
        ("run.duration", "1:50", f"run.duration: read '1:50', expected {A_DURATION}. 1:50 could be hours and minutes or minutes and seconds: write 1:50:00 or 0:01:50."),
        ("run.duration", "1:60:00", f"run.duration: read '1:60:00', expected {A_DURATION}. After hours, minutes go from 0 to 59; seconds too."),
        ("run.duration", "1h90", f"run.duration: read '1h90', expected {A_DURATION}. After hours, minutes go from 0 to 59; seconds too."),
        ("run.duration", "110", f"run.duration: read '110', expected {A_DURATION}. {NEVER_GUESSED}"),
        ("run.duration", 110, f"run.duration: read '110', expected {A_DURATION}. {NEVER_GUESSED}"),
        ("run.duration", "0 min", f"run.duration: read '0 min', expected {A_DURATION}. Write a number above zero."),
        ("run.duration", "0:00:00", f"run.duration: read '0:00:00', expected {A_DURATION}. Write a duration above zero."),
        ("run.duration", "241 h", "run.duration: read '241 h', expected a duration of at most 240 h. Check the unit."),
        ("run.temperature", "27", f"run.temperature: read '27', expected {A_TEMPERATURE}. {NEVER_GUESSED}"),
        ("run.temperature", "300 K", f"run.temperature: read '300 K', expected {A_TEMPERATURE}. 'k' is not a unit known here."),
        ("run.temperature", "80 C", "run.temperature: read '80 C', expected an air temperature from -60 C to 60 C. Check whether it is C or F."),
        ("run.temperature", "hot", f"run.temperature: read 'hot', expected {A_TEMPERATURE}. Write one number and C or F."),
        ("run.race", "yes", "run.race: read 'yes', expected true or false. Write it without quotes."),
        ("run.race", 1, "run.race: read '1', expected true or false. Write it without quotes."),
        ("runner.runs_per_week", 51, "runner.runs_per_week: read '51', expected a whole number of runs from 0 to 50."),
        ("runner.runs_per_week", -1, "runner.runs_per_week: read '-1', expected a whole number of runs from 0 to 50."),
        ("runner.runs_per_week", 2.5, "runner.runs_per_week: read '2.5', expected a whole number of runs from 0 to 50."),
        ("runner.runs_per_week", "5", "runner.runs_per_week: read '5', expected a whole number of runs from 0 to 50."),
        ("runner.runs_per_week", True, "runner.runs_per_week: read 'true', expected a whole number of runs from 0 to 50."),
        ("runner.hours_since_hard", -1, "runner.hours_since_hard: read '-1', expected hours from 0 to 8760, like 24 or \"24 h\"."),
        ("runner.hours_since_hard", float("nan"), "runner.hours_since_hard: read 'nan', expected hours from 0 to 8760, like 24 or \"24 h\"."),
        ("runner.travel_hours", False, "runner.travel_hours: read 'false', expected hours from 0 to 240, like 24 or \"24 h\"."),
        ("runner.symptoms", ["cramp", "swelling", 3], "runner.symptoms.0: read 'cramp', expected one of calf_tightness, heavy_legs, swelling, soreness, cramps, shin_mild. Did you mean “cramps”?\nrunner.symptoms.2: read '3', expected one of calf_tightness, heavy_legs, swelling, soreness, cramps, shin_mild."),
        ("runner.red_flags", ["C10"], "runner.red_flags.0: read 'C10', expected one of C1, C2, C3, C4, C5, C6, C7, C8, C9."),
        ("filters.brands", ["x"] * 101, "filters.brands: read 'a list of 101', expected at most 100 entries."),
        ("filters.brands", ["", "\x07", 3], "filters.brands.0: expected a text of 1 to 200 characters. Write something, or leave the field out.\nfilters.brands.1: read '\N{REPLACEMENT CHARACTER}', expected a text of 1 to 200 characters. Take out the invisible characters.\nfilters.brands.2: read '3', expected a text of 1 to 200 characters. Write it in quotes."),
        ("filters.max_mmhg", "20", 'filters.max_mmhg: read \'20\', expected a pressure with its unit, like "18 mmHg". ' + NEVER_GUESSED),
        ("filters.max_mmhg", "20.5 mmHg", "filters.max_mmhg: read '20.5 mmHg', expected a whole number of mmHg from 1 to 100."),
        ("filters.max_mmhg", 0, "filters.max_mmhg: read '0', expected a whole number of mmHg from 1 to 100."),
        ("units", "inch", "units: read 'inch', expected one of cm, in. Did you mean “in”?"),
        ("same_as", {"product": "x"}, "same_as.size: expected a size label of that product."),
    ],
)  # fmt: skip
def test_a_field_is_refused_with_what_to_write(field, value, sentence):
    first, _, second = field.partition(".")
    document = {"garment": "any"} | {first: {second: value} if second else value}
    with pytest.raises(BadInput) as refused:
        parse_question(document)
    assert sentences_of(refused.value) == sentence


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


@pytest.mark.parametrize(
    "document",
    [pytest.param(d, id=type(d).__name__) for d in (None, [], "sock", 5, 2.5, True)],
)
def test_what_is_no_object_is_refused(document):
    with pytest.raises(BadInput) as refused:
        parse_question(document)
    assert [p.code for p in refused.value.problems] == ["not_an_object"]


def test_the_bounds_are_those_of_the_policy():
    document = {"garment": "any", "filters": {"brands": ["a", "b"]}}
    with pytest.raises(BadInput):
        parse_question(document, shipped_policy().with_value("question.most_brands", 1))
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


# the text of a question


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        pytest.param("", [("not_json", "", "Line 1, column 1: a value is missing.")], id="empty"),
        pytest.param('{"a": 1 "b": 2}', [("not_json", "", "Line 1, column 9: a comma is missing.")], id="comma"),
        pytest.param('{"a": 1} 2', [("not_json", "", "Line 1, column 10: more follows than one document.")], id="two values"),
        pytest.param('{"a": 1, "b": 2, "a": 3}', [("duplicate_field", "a", "Take one of them out.")], id="a field twice"),
        pytest.param('{"x": {"a": 1, "a": 2}, "b": 1, "b": 2}', [("duplicate_field", "a", "Take one of them out."), ("duplicate_field", "b", "Take one of them out.")], id="two fields twice"),
        pytest.param('{"a": NaN, "b": -Infinity, "c": 1e999}', [("not_a_number", "", "")] * 3, id="no numbers"),
        pytest.param('{"a": ' + "9" * 5000 + "}", [("not_a_number", "", "")], id="endless number"),
        pytest.param("[" * 60_000, [("too_deep", "", "")], id="bottomless"),
        pytest.param('{"a":' * 9 + "1" + "}" * 9, [("too_deep", "", "")], id="nine levels"),
        pytest.param('"' + "x" * 70_000 + '"', [("too_large", "", "")], id="large"),
        pytest.param('"' + "é" * 40_000 + '"', [("too_large", "", "")], id="large in bytes"),
        pytest.param('"' + "\ud800" * 40_000 + '"', [("too_large", "", "")], id="large and broken"),
    ],
)  # fmt: skip
def test_a_bad_text_is_refused(text, problems):
    with pytest.raises(BadInput) as refused:
        read_question_text(text)
    assert [(p.code, p.field, Messages().hint(p)) for p in refused.value.problems] == problems


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param('\ufeff{"a": [1, 2.5, -3, 1e2, true, null, "x"]}', {"a": [1, 2.5, -3, 100.0, True, None, "x"]}, id="all kinds"),
        pytest.param('{"a": "[[[[[[[[[[[[ \\" {{{{{{{{{{"}', {"a": '[[[[[[[[[[[[ " {{{{{{{{{{'}, id="brackets in a text"),
        pytest.param("[[]]" , [[]], id="lists"),
        pytest.param("[" + ",".join(["[]"] * 100) + "]", [[]] * 100, id="wide is not deep"),
    ],
)  # fmt: skip
def test_a_good_text_is_decoded(text, value):
    found = read_question_text(text)
    assert (found, json.dumps(found)) == (value, json.dumps(value))


def test_a_whole_number_stays_whole():
    found = read_question_text('{"a": 5, "b": 5.0}')
    assert [type(v) for v in found.values()] == [int, float]


@bounded
@given(st.text(max_size=80) | st.text('{}[]",:0123456789.eE+-\\ntfalsr ', max_size=60))
def test_any_text_is_decoded_or_refused(text):
    with contextlib.suppress(BadInput):
        read_question_text(text)


numbers = st.from_regex(r"\A-?[0-9]{1,20}(\.[0-9]{1,3})?([eE][+-]?[0-9]{1,3})?\Z") | st.sampled_from(
    ["NaN", "-Infinity"]
)
values = st.recursive(
    numbers | st.sampled_from(['"a"', "true", "null", '"\\\\u00e9"', "[]"]),
    lambda inner: st.lists(st.tuples(st.sampled_from("abc"), inner), max_size=3).map(
        lambda pairs: "{" + ", ".join(f'"{k}": {v}' for k, v in pairs) + "}"
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(values | st.text('{}[]",:0123456789.eE+-', max_size=12))
def test_the_quick_decoder_reads_what_the_telling_one_reads(text):
    def read(decode):
        try:
            return repr(decode(text))
        except ValueError:
            return None

    assert read(USUAL.decode) == read(_read_telling)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
    | st.sampled_from(["36.5 cm", "any", "1h50", "27 C", "50 EUR"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["left", "right", "readings", "calf_max_girth", "distance", "duration", "brands", "race", "zzz", "max_price"]
    ), inner, max_size=4), max_leaves=12,
)  # fmt: skip
documents = st.fixed_dictionaries(
    {"garment": st.sampled_from(["any", "sock"])},
    optional=dict.fromkeys(("legs", "body", "run", "runner", "filters", "shoe", "units", "same_as", "x"), anything),
)


@settings(max_examples=300, deadline=None)
@given(documents | anything)
def test_any_document_is_read_or_refused(document):
    try:
        question = parse_question(document)
    except BadInput as refused:
        faults = refused.problems
    else:
        assert parse_question(question.asked) == question
        return
    assert faults
    assert all(problem.expected for problem in faults)


# there and back


def maybe(strategy):
    return st.none() | strategy


def reading(most=10_000_000, units=("mm", "cm", "m", "in"), at_most=5):
    def build(values, unit):
        # written out a second time on purpose: the parser is not its own judge
        ordered, half = sorted(values), len(values) // 2
        if len(values) % 2:
            return Reading(ordered[half], tuple(values), unit)
        return Reading(round((ordered[half - 1] + ordered[half]) / 2), tuple(values), unit)

    return st.builds(build, st.lists(st.integers(1, most), min_size=1, max_size=at_most), st.sampled_from(units))


@st.composite
def some_legs(draw):
    sides = draw(st.sampled_from([(Side.BOTH,), (Side.LEFT,), (Side.RIGHT,), (Side.LEFT, Side.RIGHT)]))
    points = draw(st.lists(st.sampled_from([*GIRTHS, *LENGTHS]), unique=True, max_size=5))
    shared = {p: draw(reading()) for p in points if not p.is_sided}
    if draw(st.booleans()):
        shared[LegPoint.HEIGHT] = draw(reading(at_most=1))
    if draw(st.booleans()):
        shared[LegPoint.WEIGHT] = draw(reading(1_000_000, ("kg", "g", "lb"), at_most=1))
    sided = [p for p in points if p.is_sided]
    if not sided:
        return Legs(((Side.BOTH, shared),)) if shared else Legs()
    return Legs(tuple((side, {p: draw(reading()) for p in sided} | shared) for side in sides))


distances = st.integers(1, 5_000_000_000_000).map(Length)
hours = maybe(st.floats(0, 240) | st.integers(0, 240).map(float))
words = st.text(string.ascii_letters + "éß 0123", min_size=1, max_size=12).map(str.strip).filter(bool)
shoes = st.builds(
    ShoeSize,
    st.sampled_from([LegPoint.SHOE_EU, LegPoint.SHOE_UK, LegPoint.SHOE_US, LegPoint.SHOE_US_MEN, LegPoint.SHOE_US_WOMEN]),
    st.integers(1, 10_000),
)  # fmt: skip
questions = st.builds(
    Question,
    garment=maybe(st.sampled_from(Garment)),
    legs=some_legs(),
    sex=maybe(st.sampled_from(Sex)),
    shoe=maybe(shoes),
    prefer=maybe(st.sampled_from(Prefer)),
    measured=maybe(st.sampled_from(MeasuredWhen)),
    confirmed=st.booleans(),
    run=maybe(st.builds(
        Run, maybe(distances), maybe(st.integers(1, 864_000)), maybe(st.sampled_from(Intensity)),
        maybe(st.sampled_from(Surface)), st.booleans(), st.booleans(), maybe(st.integers(-600, 600)),
    )),
    runner=st.builds(
        Runner, maybe(st.sampled_from(Experience)), maybe(distances), maybe(st.integers(0, 50)),
        st.frozensets(st.sampled_from(Symptom)), st.frozensets(st.sampled_from(Goal)), hours, hours,
        st.booleans(), hours, maybe(st.booleans()), st.frozensets(st.sampled_from(RedFlag)),
    ),
    filters=st.builds(
        Filters, st.lists(words, max_size=3).map(tuple), maybe(st.sampled_from(Audience)),
        maybe(st.builds(Money, st.integers(1, 10**8), st.sampled_from(["EUR", "JPY", "KWD", "HUF", "CLF"]))),
        maybe(st.integers(1, 100)), maybe(st.sampled_from(GraduatedFilter)), st.booleans(), st.booleans(),
    ),
    units=st.sampled_from(["cm", "in"]),
    same_as=maybe(st.builds(SameAs, words, words)),
    id=st.just("") | words,
    detail=maybe(st.sampled_from(Detail)),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(questions)
def test_a_question_written_and_read_is_the_same(question):
    text = json.dumps(question_document(question))
    again = parse_question(read_question_text(text))
    assert again == question
    assert dict(again.asked) == question_document(question)


@pytest.mark.parametrize(
    ("legs", "units"),
    [
        pytest.param({"calf_max_girth": "14 1/2 in"}, "in", id="all in inches"),
        pytest.param({"calf_max_girth": "14 1/2 in", "ankle_min_girth": "22 cm"}, "cm", id="one in centimetres"),
        pytest.param({"calf_max_girth": {"left": "36 cm", "right": "36 cm"}}, "cm", id="centimetres"),
        pytest.param({}, "cm", id="nothing typed"),
    ],
)
def test_lengths_are_answered_in_the_unit_they_were_typed_in(legs, units):
    assert parse_question({"garment": "any", "legs": legs}).units == units
    assert parse_question({"garment": "any", "legs": legs, "units": "cm"}).units == "cm"


def test_the_echo_is_the_shortest_document_of_known_fields():
    document = {
        "garment": "any", "confirmed": False, "legs": {"calf_max_girth": "14½\""}, "filters": {},
        "runner": {"hours_since_hard": "0 h", "tested_in_training": False}, "units": "in", "shoe": None,
    }  # fmt: skip
    assert dict(parse_question(document).asked) == {
        "garment": "any",
        "legs": {"calf_max_girth": "14.5 in"},
        "runner": {"hours_since_hard": 0, "tested_in_training": False},
    }


# the page for people


def blocks(kind):
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("text", [pytest.param(b, id=f"example-{n}") for n, b in enumerate(blocks("json"), 1)])
def test_every_example_of_the_page_is_read(text):
    question = parse_question(read_question_text(text))
    assert parse_question(question.asked) == question


def test_the_faults_of_the_page_are_told_to_the_letter():
    (text,), (told,) = blocks("json-refused"), blocks("text")
    with pytest.raises(BadInput) as refused:
        parse_question(read_question_text(text))
    assert sentences_of(refused.value) == told.strip()


def test_the_page_names_every_field_and_word():
    named = set(re.findall(r"`([^`\n]+)`", PAGE))
    enums = (
        Garment, Sex, Prefer, MeasuredWhen, Intensity, Surface, Experience, Symptom, Goal, GraduatedFilter, Audience
    )  # fmt: skip
    words_ = {member.value for kind in enums for member in kind} | {p.value for p in (*GIRTHS, *LENGTHS)}
    said = {"duration" if f == "seconds" else "temperature" if f == "temperature_tenths" else f
            for kind in (Run, Runner, Filters) for f in (field.name for field in fields(kind))
            if f != "red_flags_unknown"}  # fmt: skip
    said.add("unknown")
    assert (words_ | said) - named == set()


@pytest.mark.parametrize("word", ["unknown", "Unknown", "UNKNOWN"])
def test_health_signs_asked_for_and_not_known(word):
    question = parse_question({"garment": "any", "runner": {"red_flags": word}})
    assert question.runner == Runner(red_flags_unknown=True)
    assert question_document(question) == {"garment": "any", "runner": {"red_flags": "unknown"}}
    assert parse_question(question_document(question)) == question


@pytest.mark.parametrize("flags", [None, [], ["C2"]])
def test_health_signs_that_nobody_asked_for_are_not_unknown(flags):
    runner = parse_question({"garment": "any", "runner": {"red_flags": flags}}).runner
    assert (runner.red_flags_unknown, runner.red_flags) == (False, frozenset(map(RedFlag, flags or [])))


@pytest.mark.parametrize("wrong", ["C2", "not known", ["unknown"], ["C1", "unknown"], True])
def test_other_words_for_health_signs_are_refused(wrong):
    with pytest.raises(BadInput) as bad:
        parse_question({"garment": "any", "runner": {"red_flags": wrong}})
    assert all(p.field.startswith("runner.red_flags") for p in bad.value.problems)
