"""The shapes of questions and answers as JSON Schema, their words taken from the enums that the engine reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final

from ..documents.question_writer import ANY, UNITS, UNKNOWN
from ..model.leg import GIRTHS, LENGTHS, LegPoint
from ..model.policy import Policy
from ..model.product import Audience, Garment
from ..model.question import (
    Detail,
    Experience,
    Goal,
    GraduatedFilter,
    Intensity,
    MeasuredWhen,
    Prefer,
    RedFlag,
    Sex,
    Surface,
    Symptom,
)

Schema = dict[str, Any]
TEXT: Final[Schema] = {"type": "string"}
TEXTS: Final[Schema] = {"type": "array", "items": TEXT}
FLAG: Final[Schema] = {"type": ["boolean", "null"]}
COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
OBJECT: Final[Schema] = {"type": "object"}
CENTIMETRE = Fraction(254, 100)


def ref(name: str) -> Schema:
    """A schema by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def maybe(schema: Schema) -> Schema:
    """The same, or null, which is as good as leaving the field out."""
    return {"anyOf": [schema, {"type": "null"}]}


def optional(schema: Schema) -> Schema:
    """A field of a question that may be left out; null is the same as leaving it out.

    No default is named: those who make clients take a field with a default for one that is always there. The type
    stands beside the shapes for those who look no further for null.
    """
    if "type" in schema:
        return {**schema, "type": [schema["type"], "null"]}
    types = sorted({part.get("type", "object") for part in schema.get("anyOf", [{}])})
    return {**maybe(schema), "type": [*types, "null"]}


def words(kinds: Iterable[StrEnum | str]) -> Schema:
    """One of some words, or null."""
    return {"type": ["string", "null"], "enum": [*(str(k) for k in kinds), None]}


def several(kind: type[StrEnum]) -> Schema:
    """A list of words, or null."""
    most = len(list(kind))
    return {"type": ["array", "null"], "items": {"type": "string", "enum": [k.value for k in kind]}, "maxItems": most}


def pattern(text: str, example: str, told: str = "") -> Schema:
    """A text of a form; `example` is one."""
    return {
        "type": "string",
        "pattern": f"^({text})$",
        "examples": [example],
        **({"description": told} if told else {}),
    }


def hours(most: int) -> Schema:
    """A number of hours, or null; a text like "24 h" is read too."""
    return {"type": ["number", "null"], "minimum": 0, "maximum": most}


def record(
    fields: Mapping[str, Schema], required: Iterable[str] = (), *, strict: bool = False, told: str = ""
) -> Schema:
    """An object; a strict one has no fields but these."""
    schema: Schema = {"type": "object", "properties": dict(fields)}
    if list(required):
        schema["required"] = list(required)
    if strict:
        schema["additionalProperties"] = False
    return schema | ({"description": told} if told else {})


def listing(schema: Schema) -> Schema:
    """A list of them."""
    return {"type": "array", "items": schema}


def whole_numbers(low: int, high: int) -> str:
    """A pattern of the whole numbers from `low` to `high`, tens by tens."""
    tens: dict[int, list[int]] = {}
    for number in range(low, high + 1):
        tens.setdefault(number // 10, []).append(number % 10)
    return "|".join(f"{t or ''}[{ones[0]}-{ones[-1]}]" for t, ones in tens.items())


def length(low: int, high: int) -> Schema:
    """A length between two whole centimetres: the commonest ways to write it; docs/question.md has them all."""
    inches = ceil(low / CENTIMETRE), floor(high / CENTIMETRE) - 1
    text = rf"({whole_numbers(low, high - 1)})([.,][0-9])? ?cm|({whole_numbers(*inches)})(\.[0-9]| [1357]/8)? ?in"
    middle = (low + high) / 2
    return pattern(text, f"{middle:.1f} cm", "A number and its unit; other ways to write it are read too.")


def question_schemas(policy: Policy) -> dict[str, Schema]:
    """Every shape that a question is made of."""
    points: dict[str, Schema] = {}
    parts: dict[str, Schema] = {}
    for point in (*GIRTHS, *LENGTHS):
        low, high = (int(v) for v in policy.items(f"plausible.{point.value}_possible"))
        name = "".join(part.capitalize() for part in point.value.split("_"))
        parts[f"{name}Readings"] = _readings(length(low, high))
        points[point.value] = optional({"anyOf": _values(length(low, high), name, point)})
    asked = _question_fields(policy)
    whole = [*(g.value for g in Garment), ANY]
    garment: Schema = {"type": "string", "enum": whole}
    return {
        **parts,
        "Legs": record(points, strict=True, told="Where the tape went, and what it said."),
        "Body": record(_body(policy), strict=True),
        "Run": record(_run(), strict=True),
        "Runner": record(_runner(policy), strict=True),
        "Filters": record(_filters(), strict=True),
        "SameAs": record({"product": name_text(), "size": name_text()}, ("product", "size"), strict=True),
        "Question": record({"garment": garment, **asked}, ("garment",), strict=True),
        "ProductQuestion": record({"garment": optional(garment), **asked}, strict=True),
        "SeveralProducts": record(
            {"question": ref("ProductQuestion"), "products": {**listing(name_text()), "minItems": 1, "maxItems": 200}},
            ("question", "products"),
            strict=True,
        ),
    }


def _values(one_reading: Schema, name: str, point: LegPoint) -> list[Schema]:
    either: list[Schema] = [one_reading, ref(f"{name}Readings")]
    if point.is_sided:
        one: Schema = {"anyOf": [*either]}
        for first, second in (("left", "right"), ("right", "left")):
            either.append(record({first: one, second: optional(one)}, (first,), strict=True))
    return either


def _readings(one: Schema) -> Schema:
    several_times = {**listing(one), "minItems": 1, "maxItems": 20}
    return record({"readings": several_times}, ("readings",), strict=True, told="Repeated readings of one place.")


def name_text() -> Schema:
    """A name of a brand, a product, a size."""
    return pattern(r"[A-Za-z0-9][A-Za-z0-9 .&/+-]{0,60}", "cep-run-socks")


def _question_fields(policy: Policy) -> dict[str, Schema]:
    return {
        "legs": optional(ref("Legs")),
        "body": optional(ref("Body")),
        "shoe": optional(
            pattern(r"EU (3[4-9]|4[0-9])(\.5)?|UK ([3-9]|1[0-3])(\.5)?|US [MW] ([4-9]|1[0-4])(\.5)?", "EU 43")
        ),
        "prefer": words(Prefer),
        "measured": words(MeasuredWhen),
        "confirmed": FLAG,
        "run": optional(ref("Run")),
        "runner": optional(ref("Runner")),
        "filters": optional(ref("Filters")),
        "units": words(UNITS),
        "same_as": optional(ref("SameAs")),
        "id": optional(pattern(r"[A-Za-z0-9._-]{1,60}", "basket-7", "Repeated in the answer.")),
        "detail": words(Detail),
    }


def _body(policy: Policy) -> dict[str, Schema]:
    low, high = (int(v) for v in policy.items("plausible.height_possible"))
    light, heavy = (int(v) for v in policy.items("plausible.weight_possible"))
    weight = pattern(rf"({whole_numbers(light, heavy - 1)})([.,][0-9])? ?kg", "72 kg", "In kg or lb.")
    return {"height": optional(length(low, high)), "weight": optional(weight), "sex": words(Sex)}


def _run() -> dict[str, Schema]:
    return {
        "distance": optional(pattern(r"[1-9][0-9]{0,2}(\.[0-9])? ?km", "21.1 km", "In km, m or mi.")),
        "duration": optional(pattern(r"[1-9]:[0-5][0-9]:[0-5][0-9]|[1-9][0-9]{0,2} min|[1-9] h", "1:50:00")),
        "intensity": words(Intensity),
        "surface": words(Surface),
        "race": FLAG,
        "rest_day": FLAG,
        "temperature": optional(pattern(r"-?[1-4]?[0-9] ?C", "27 C")),
    }


def _runner(policy: Policy) -> dict[str, Schema]:
    most = policy.whole("question.most_runs_per_week")
    recovery = hours(policy.whole("question.most_recovery_hours"))
    return {
        "experience": words(Experience),
        "weekly_distance": optional(pattern(r"[1-9][0-9]{0,2} ?km", "60 km")),
        "runs_per_week": {"type": ["integer", "null"], "minimum": 0, "maximum": most},
        "symptoms": several(Symptom),
        "goals": several(Goal),
        "hours_since_hard": recovery,
        "hours_to_next_hard": recovery,
        "struggles_to_recover": FLAG,
        "travel_hours": hours(policy.whole("question.longest_hours")),
        "tested_in_training": FLAG,
        "red_flags": {"anyOf": [several(RedFlag), {"type": "string", "const": UNKNOWN}]},
    }


def _filters() -> dict[str, Schema]:
    return {
        "brands": optional({**listing(name_text()), "maxItems": 100}),
        "audience": words(Audience),
        "max_price": optional(pattern(r"[1-9][0-9]{0,3}(\.[0-9]{2})? (EUR|USD|GBP|CHF)", "50 EUR")),
        "max_mmhg": {"type": ["integer", "null"], "minimum": 1, "maximum": 100},
        "graduated": words(GraduatedFilter),
        "in_stock": FLAG,
        "include_review": FLAG,
    }
