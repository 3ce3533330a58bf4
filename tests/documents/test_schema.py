"""Schemas are derived: of what is sent from its readers, of what is answered from its records."""

from typing import Annotated

import pytest
from msgspec import UNSET, UnsetType

from catalog.documents.answer import SizeAnswerDocument
from catalog.documents.fields import ObjectFields, Reader, member_of, schemas_of, text_up_to, yes_or_no
from catalog.documents.question import LEG_POINTS
from catalog.documents.question_reader import parse_question, product_question_fields, question_fields
from catalog.documents.records import Record, about
from catalog.documents.requests import decision_fields, several_fields
from catalog.documents.schema import descriptions, or_null, record_schemas
from catalog.model.policy import shipped_policy
from catalog.model.question import Sex
from catalog.model.verdict import SizeOutcome

POLICY = shipped_policy()
SENT = {
    "question": question_fields(POLICY),
    "several": several_fields(POLICY, 200),
    "decision": decision_fields(POLICY),
}


def objects(fields):
    """The fields of an object, and of every object inside it."""
    yield fields
    for reader in fields.readers.values():
        inner = reader.schema()
        parts = inner.get("anyOf", ()) if isinstance(inner, dict) else (inner,)
        for part in parts:
            if isinstance(part, ObjectFields):
                yield from objects(part)


@pytest.mark.parametrize("name", SENT)
def test_what_is_read_has_the_fields_of_its_record(name):
    for fields in objects(SENT[name]):
        if fields.record is not None:
            assert set(fields.readers) == set(descriptions(fields.record)), fields.record
            assert all(descriptions(fields.record).values()), fields.record


def test_a_question_has_every_point_there_is():
    legs = schemas_of(SENT["question"])["Legs"]["properties"]
    assert list(legs) == [point.value for point in LEG_POINTS]
    assert all(schema["description"] for schema in legs.values())


@pytest.mark.parametrize("point", [pytest.param(point, id=point) for point in LEG_POINTS])
def test_the_example_of_a_point_is_read(point):
    schema = schemas_of(SENT["question"])["Legs"]["properties"][point.value]
    (example,) = schema["anyOf"][0]["examples"]
    assert point in parse_question({"garment": "any", "legs": {point.value: example}}).legs.points()


def test_only_the_kind_of_garment_is_required_and_not_where_products_are_named():
    assert schemas_of(SENT["question"])["Question"]["required"] == ["garment"]
    about_products = schemas_of(product_question_fields(POLICY))["ProductQuestion"]
    assert "required" not in about_products
    assert about_products["properties"]["garment"]["enum"][-1] is None


INNER = ObjectFields("x", {"flag": yes_or_no}, name="Inner", describe=lambda: {"flag": "A flag."})


@pytest.mark.parametrize(
    ("reader", "schema"),
    [
        pytest.param(yes_or_no, {"type": ["boolean", "null"]}, id="a type"),
        pytest.param(member_of(Sex), {"type": ["string", "null"], "enum": ["female", "male", None]}, id="words"),
        pytest.param(
            text_up_to(5, {"type": "string", "pattern": "x"}), {"type": ["string", "null"], "pattern": "x"}, id="a text"
        ),
        pytest.param(
            Reader(str, lambda: {"anyOf": [{"type": "string"}, INNER]}),
            {"anyOf": [{"type": "string"}, INNER, {"type": "null"}], "nullable": True},
            id="one of two",
        ),
        pytest.param(
            Reader(str, lambda: INNER), {"anyOf": [INNER, {"type": "null"}], "nullable": True}, id="an object"
        ),
    ],
)
def test_a_field_that_may_be_left_out_may_be_null(reader, schema):
    assert or_null(reader.schema()) == schema


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
