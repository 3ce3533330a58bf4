"""The small shapes that the schemas of readers are made of, and the sentences that describe a record."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import Annotated, Any, Final, get_args, get_origin, get_type_hints

from msgspec import Meta, Struct

Schema = dict[str, Any]
SUFFIX: Final = "Document"
"""How the classes of records end; the names of schemas do not."""
CENTIMETRE: Final = Fraction(254, 100)
FLAG: Final[Schema] = {"type": "boolean"}


def reference(name: str) -> str:
    """The place of a schema in the OpenAPI document."""
    return f"#/components/schemas/{name}"


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


def or_null(schema: Any) -> Schema:
    """The schema of a field that may be left out: null is the same as leaving it out.

    No default is named: those who make clients take a field with a default for one that is always there. The word
    of OpenAPI 3.0 stands beside the shapes for those who look no further for null.
    """
    if isinstance(schema, dict) and "type" in schema:
        words = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
        return {**schema, "type": [schema["type"], "null"], **words}
    shapes = schema["anyOf"] if isinstance(schema, dict) else [schema]
    return {"anyOf": [*shapes, {"type": "null"}], "nullable": True}


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
