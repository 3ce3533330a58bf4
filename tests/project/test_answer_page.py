"""docs/answer.md has every field of every answer, with an example out of a real one."""

from __future__ import annotations

import json
import re

import pytest
from running import CHECKOUT

from docs.generate.answer_page import GIVEN, KINDS, SENT, answer_fields, answer_page
from docs.generate.schemas import record_schemas

PAGE = (CHECKOUT / "docs/answer.md").read_text("utf-8")
SCHEMAS = record_schemas(KINDS, SENT)
SECTIONS = {part.split("\n", 1)[0]: part for part in PAGE.split("\n## ")[1:]}


def test_the_page_is_fresh():
    assert answer_page() == PAGE, "run: python -m docs.generate.answer_page > docs/answer.md"


def test_every_record_has_its_section_and_no_other():
    assert set(SECTIONS) == set(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_no_field_is_missing(name):
    section = SECTIONS[name]
    rows = set(re.findall(r"^\| `(\w+)` \| (?:all|none|[a-z, ]+) \| \S.* \| \S.* \|$", section, re.MULTILINE))
    inherited = set(re.findall(r"`(\w+)`", next((x for x in section.splitlines() if x.startswith("As in")), "")))
    assert rows | inherited == set(SCHEMAS[name]["properties"])


def test_the_records_are_those_of_the_document_for_programs():
    document = json.loads((CHECKOUT / "catalog/web/openapi.json").read_text("utf-8"))["components"]["schemas"]
    told_apart = {name: set(schema["properties"]) for name, schema in SCHEMAS.items() if "properties" in schema}
    assert {name: set(document[name]["properties"]) for name in told_apart} == told_apart


def test_only_what_no_answer_has_is_given():
    assert [key for key in GIVEN if key in answer_fields().rows] == []
