"""JSON Schema of records, from their types, and the small shapes that schemas are made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fractions import Fraction
from math import ceil, floor
from typing import Annotated, Any, Final, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct

Schema = dict[str, Any]
SUFFIX: Final = "Document"
"""How the classes of records end; the names of schemas do not."""
CENTIMETRE: Final = Fraction(254, 100)
FLAG: Final[Schema] = {"type": "boolean"}


def reference(name: str) -> str:
    """The place of a schema in the OpenAPI document."""
    return f"#/components/schemas/{name}"


def record_schemas(records: Iterable[type[Struct]], sent: Collection[str] = ()) -> dict[str, Schema]:
    """Make the schemas of records and of all records inside them, by name.

    What is `sent` has a schema of that name already: the record of a question that an answer repeats is narrower
    in its fields and wider in its texts, so it is called `AskedQuestion`.
    """
    _, components = msgspec.json.schema_components(records, ref_template="{name}")

    def name_of(class_name: str) -> str:
        name = class_name.removesuffix(SUFFIX)
        return f"Asked{name}" if name in sent else name

    def renamed(schema: Any) -> Any:
        if isinstance(schema, list):
            return [renamed(part) for part in schema]
        if not isinstance(schema, dict):
            return schema
        parts = {key: renamed(part) for key, part in schema.items() if key != "title" or not isinstance(part, str)}
        return {**parts, "$ref": reference(name_of(schema["$ref"]))} if "$ref" in schema else parts

    return {name_of(name): _loose(renamed(schema)) for name, schema in components.items()}


def _loose(schema: Schema) -> Schema:
    """Mark the properties of an object without any that must be there, for those who make Python clients of it.

    Clientele takes all properties of such an object for required, but for those that have the `nullable` of OpenAPI
    3.0, which says nothing in 3.1.
    """
    if schema.get("required") or "properties" not in schema:
        return schema
    properties = {name: {**part, "nullable": True} for name, part in schema["properties"].items()}
    return {key: part for key, part in schema.items() if key != "required"} | {"properties": properties}


def schema_name(record: type[Struct]) -> str:
    """What the schema of a record is called."""
    return record.__name__.removesuffix(SUFFIX)


def descriptions(record: type[Struct]) -> dict[str, str]:
    """The description of each field of a record, by its name in the document."""
    hints = get_type_hints(record, include_extras=True)
    names = zip(record.__struct_fields__, record.__struct_encode_fields__, strict=True)
    return {name: _description(hints[attribute]) for attribute, name in names}


def _description(hint: Any) -> str:
    metas = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return "".join(m.description for m in metas if isinstance(m, Meta) and m.description)


def or_null(schema: Schema) -> Schema:
    """The schema of a field that may be left out: null is the same as leaving it out.

    No default is named: those who make clients take a field with a default for one that is always there. The word
    of OpenAPI 3.0 stands beside the shapes for those who look no further for null.
    """
    if "type" in schema:
        words = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
        return {**schema, "type": [schema["type"], "null"], **words}
    return {"anyOf": [*schema.get("anyOf", [schema]), {"type": "null"}], "nullable": True}


def list_of(entry: Schema, at_most: int, **more: int) -> Schema:
    """The schema of a list of at most so many entries."""
    return {"type": "array", "items": entry, **more, "maxItems": at_most}


def words(members: Iterable[str]) -> Schema:
    """The schema of one of some words."""
    return {"type": "string", "enum": [str(member) for member in members]}


def whole_up_to(most: int, least: int = 0, kind: str = "integer") -> Schema:
    """The schema of a number within bounds."""
    return {"type": kind, "minimum": least, "maximum": most}


def pattern(text: str, example: str) -> Schema:
    """The schema of a text of a form; `example` is one."""
    return {"type": "string", "pattern": f"^({text})$", "examples": [example]}


def length_pattern(low: int, high: int) -> Schema:
    """The schema of a length between two whole centimetres: the commonest ways to write it.

    Other ways are read too; docs/question.md has them all.
    """
    inches = ceil(low / CENTIMETRE), floor(high / CENTIMETRE) - 1
    text = rf"({whole_numbers(low, high - 1)})([.,][0-9])? ?cm|({whole_numbers(*inches)})(\.[0-9]| [1357]/8)? ?in"
    return pattern(text, f"{(low + high) / 2:.1f} cm")


def whole_numbers(low: int, high: int) -> str:
    """Write a pattern of the whole numbers from `low` to `high`, tens by tens.

    >>> whole_numbers(8, 21)
    '[8-9]|1[0-9]|2[0-1]'
    """
    tens: dict[int, list[int]] = {}
    for number in range(low, high + 1):
        tens.setdefault(number // 10, []).append(number % 10)
    return "|".join(f"{t or ''}[{ones[0]}-{ones[-1]}]" for t, ones in tens.items())
