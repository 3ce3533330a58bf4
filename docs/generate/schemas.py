"""JSON Schema of the records that are answered, from their types."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import msgspec
from msgspec import Struct

from catalog.documents.schema import SUFFIX, Schema, reference


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
