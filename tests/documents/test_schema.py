"""A reader carries the schema of what it takes, and an object that of its fields and of the objects inside it."""

import pytest

from catalog.documents.fields import ObjectFields, Reader, member_of, text_up_to, yes_or_no
from catalog.documents.question_reader import decision_fields, parse_question, question_fields, several_fields
from catalog.documents.schema import descriptions, or_null
from catalog.model.policy import shipped_policy
from catalog.model.question import Sex

POLICY = shipped_policy()
SENT = {
    "question": question_fields(POLICY),
    "several": several_fields(POLICY, 200, parse_question),
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
