"""The fields of a question, one by one: what is read, and what is refused with what to write."""

from __future__ import annotations

import pytest
from building import sentences_of

from catalog.documents.question_reader import parse_question
from catalog.model.leg import LegPoint
from catalog.model.money import Money
from catalog.model.problem import BadInput
from catalog.model.quantities import Length, ShoeSize
from catalog.model.question import Detail, Reading, SameAs, Side


def one(um, unit="cm"):
    return Reading(um, (um,), unit)


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
        ("filters.collections", ["own", " my-shop "], ("own", "my-shop")),
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
        ("run.distance", "10 cm", f"run.distance: read '10 cm', expected {A_DISTANCE}. “cm” is not a unit known here."),
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
        ("run.temperature", "300 K", f"run.temperature: read '300 K', expected {A_TEMPERATURE}. “k” is not a unit known here."),
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
        ("filters.collections", "own", "filters.collections: read 'own', expected a list. Write it in square brackets."),
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
