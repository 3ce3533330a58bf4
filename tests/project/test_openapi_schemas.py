"""Schemas are derived: of what is sent from its readers, of what is answered from its records."""

from typing import Annotated

import pytest
from msgspec import UNSET, UnsetType

from catalog.documents.answer import SizeAnswerDocument
from catalog.documents.question import LEG_POINTS
from catalog.documents.question_reader import decision_fields, parse_question, several_fields
from catalog.documents.records import Record, about
from catalog.model.policy import shipped_policy
from catalog.model.problem import BadInput
from catalog.model.verdict import SizeOutcome
from docs.generate.openapi import sent_schemas
from docs.generate.schemas import record_schemas

POLICY = shipped_policy()
SENT = sent_schemas()


def names_read(read, path=()):
    """The fields that a reader takes at a path, as it lists them where one is unknown."""
    document = {"no_such_field": 1}
    for name in reversed(path):
        document = {name: document}
    with pytest.raises(BadInput) as refusal:
        read(document)
    (problem,) = [p for p in refusal.value.problems if p.code == "unknown_field"]
    return dict(problem.facts)["names"].split(", ")


QUESTIONS = {
    "Question": (), "Legs": ("legs",), "Body": ("body",), "Run": ("run",), "Runner": ("runner",),
    "Filters": ("filters",), "SameAs": ("same_as",), "CalfMaxGirthReadings": ("legs", "calf_max_girth", "left"),
    "ProductQuestion": (),
}  # fmt: skip


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_schema_has_the_fields_that_are_read(name):
    assert list(SENT[name]["properties"]) == names_read(parse_question, QUESTIONS[name])


def values(schema):
    """Values at the bounds of a schema, and just beyond them, with what is refused: pairs of a value and a code."""
    for part in schema.get("anyOf", [schema]):
        if "enum" in part:
            yield from ((word, "") for word in part["enum"] if word is not None)
            yield "no such word", "unknown_value"
        yield from ((example, "") for example in part.get("examples", ()))
        if "maximum" in part:
            yield part["maximum"], ""
            yield part["maximum"] + 1, "out_of_range"
        if "maxItems" in part:
            entry = next(value for value, code in values(part["items"]) if not code)
            yield [entry] * part["maxItems"], ""
            yield [entry] * (part["maxItems"] + 1), "too_many"


FIELDS = [(path, name, schema) for key, path in QUESTIONS.items() for name, schema in SENT[key]["properties"].items()]
CASES = [
    pytest.param((*path, name), value, code, schema, id=f"{'.'.join((*path, name))}-{place}")
    for path, name, schema in FIELDS
    for place, (value, code) in enumerate(values(schema))
]


@pytest.mark.parametrize(("path", "value", "code", "schema"), CASES)
def test_the_words_bounds_and_examples_of_the_schema_are_those_of_the_reader(path, value, code, schema):
    document = value
    for name in reversed(path):
        document = {name: document}
    problems = {}
    try:
        parse_question(document)
    except BadInput as refusal:
        problems = {p.field: p for p in refusal.problems}
    problem = problems.get(".".join(path))
    assert (problem.code if problem else "") == code
    if code == "unknown_value":
        assert dict(problem.facts)["names"].split(", ") == [word for word in schema["enum"] if word is not None]


def test_the_schema_of_sides_has_the_sides_that_are_read():
    sides = [s for s in SENT["Legs"]["properties"]["calf_max_girth"]["anyOf"] if "properties" in s]
    assert [s["required"] for s in sides] == [["left"], ["right"]]
    for side in sides:
        assert list(side["properties"]) == names_read(parse_question, ("legs", "calf_max_girth"))


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        pytest.param("SeveralProducts", several_fields(POLICY, 200, parse_question), id="several"),
        pytest.param("Decision", decision_fields(POLICY), id="decision"),
    ],
)
def test_the_schema_has_the_fields_and_needs_of_a_request(name, fields):
    assert list(SENT[name]["properties"]) == names_read(fields.read) == list(fields.readers)
    assert SENT[name]["required"] == list(fields.needs)


def test_a_question_has_every_point_there_is():
    legs = SENT["Legs"]["properties"]
    assert list(legs) == [point.value for point in LEG_POINTS]
    assert all(schema["description"] for schema in legs.values())


@pytest.mark.parametrize("point", [pytest.param(point, id=point) for point in LEG_POINTS])
def test_the_example_of_a_point_is_read(point):
    (example,) = SENT["Legs"]["properties"][point.value]["anyOf"][0]["examples"]
    assert point in parse_question({"garment": "any", "legs": {point.value: example}}).legs.points()


def test_only_the_kind_of_garment_is_required_and_not_where_products_are_named():
    assert SENT["Question"]["required"] == ["garment"]
    about_products = SENT["ProductQuestion"]
    assert "required" not in about_products
    assert about_products["properties"]["garment"]["enum"][-1] is None


class LegDocument(Record):
    """A leg."""

    size: Annotated[str | UnsetType, about("The size.")] = UNSET


class PersonDocument(Record):
    """A person."""

    leg: Annotated[LegDocument, about("The left one.")]
    note: Annotated[str | None, about("A note.")]


def test_a_record_has_the_schema_of_its_types():
    leg, note = {"$ref": "#/components/schemas/AskedLeg"}, {"anyOf": [{"type": "string"}, {"type": "null"}]}
    assert record_schemas([PersonDocument], sent=("Leg",)) == {
        "Person": {
            "description": "A person.",
            "type": "object",
            "properties": {"leg": {"description": "The left one.", **leg}, "note": {"description": "A note.", **note}},
            "required": ["leg", "note"],
        },
        "AskedLeg": {
            "description": "A leg.",
            "type": "object",
            "properties": {"size": {"description": "The size.", "type": "string", "nullable": True}},
        },
    }


def test_every_outcome_is_that_of_a_match_or_of_a_miss():
    schemas = record_schemas([SizeAnswerDocument])
    matches, misses = (schemas[name]["properties"]["outcome"]["enum"] for name in ("Match", "Miss"))
    assert [*matches, *misses] == [o.value for o in SizeOutcome]
