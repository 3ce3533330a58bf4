"""A question written and read again is the same; and the page for people is true."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from building import sentences_of
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import fields

from catalog.documents.json_text import json_text, read_question_text
from catalog.documents.question import question_document
from catalog.documents.question_reader import parse_question
from catalog.documents.records import as_data
from catalog.model.leg import GIRTHS, LENGTHS, LegPoint
from catalog.model.money import Money
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


def written(question):
    """The document of a question, as plain data."""
    return as_data(question_document(question))


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
        assert parse_question(written(question)) == question
        return
    assert faults
    assert all(problem.expected for problem in faults)


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
    text = json_text(question_document(question))
    again = parse_question(read_question_text(text))
    assert again == question
    assert written(again) == written(question)


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
    assert written(parse_question(document)) == {
        "garment": "any",
        "legs": {"calf_max_girth": "14.5 in"},
        "runner": {"hours_since_hard": 0, "tested_in_training": False},
    }


def blocks(kind):
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("text", [pytest.param(b, id=f"example-{n}") for n, b in enumerate(blocks("json"), 1)])
def test_every_example_of_the_page_is_read(text):
    question = parse_question(read_question_text(text))
    assert parse_question(written(question)) == question


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
