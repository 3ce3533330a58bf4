"""JSON Schema of what a service is sent: the commonest ways to write each field.

Other ways are read too; docs/question.md has them all. Bounds are those of the policy, the words those of the
readers, the descriptions those of the records in `catalog/documents/`. A test compares the names with those that
are read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

from msgspec import UNSET, Struct

from catalog.documents.garment_words import GARMENTS
from catalog.documents.legs import SIDES
from catalog.documents.question import (
    LEG_POINTS,
    UNITS,
    UNKNOWN,
    BodyDocument,
    FiltersDocument,
    QuestionDocument,
    RunDocument,
    RunnerDocument,
    SameAsDocument,
)
from catalog.documents.question_reader import RULINGS
from catalog.documents.records import Record, about
from catalog.messages.messages import Messages
from catalog.model.leg import LegPoint
from catalog.model.policy import Policy
from catalog.model.product import Audience
from catalog.model.question import (
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
from catalog.search.lookup import MOST_AT_ONCE
from docs.generate.schemas import (
    FLAG,
    Schema,
    descriptions,
    length_pattern,
    list_of,
    or_null,
    pattern,
    reference,
    whole_numbers,
    whole_up_to,
    words,
)

Names = Sequence[str]
NAME: Final = pattern(r"[A-Za-z0-9][A-Za-z0-9 .&/+-]{0,60}", "cep-run-socks")
"""The name of a brand, a product, a size."""
QUESTION_ID: Final = pattern(r"[A-Za-z0-9._-]{1,60}", "basket-7")
SHOE: Final = pattern(r"EU (3[4-9]|4[0-9])(\.5)?|UK ([3-9]|1[0-3])(\.5)?|US [MW] ([4-9]|1[0-4])(\.5)?", "EU 43")
DURATION: Final = pattern(r"[1-9]:[0-5][0-9]:[0-5][0-9]|[1-9][0-9]{0,2} min|[1-9] h", "1:50:00")
PER_WEEK: Final = pattern(r"[1-9][0-9]{0,2} ?km", "60 km")
PER_RUN: Final = pattern(r"[1-9][0-9]{0,2}(\.[0-9])? ?km", "21.1 km")
TEMPERATURE: Final = pattern(r"-?[1-4]?[0-9] ?C", "27 C")
PRICE: Final = pattern(r"[1-9][0-9]{0,3}(\.[0-9]{2})? (EUR|USD|GBP|CHF)", "50 EUR")
ABOUT_LEGS: Final = "Where the tape went: a number and its unit; other ways to write it are read too."


class ReadingsDocument(Record):
    """Repeated readings of one place."""

    readings: Annotated[list[str], about("Two are averaged, of more the median is taken.")]


class SidesDocument(Record):
    """Readings of each leg."""

    left: Annotated[Any, about("The left leg.")] = UNSET
    right: Annotated[Any, about("The right leg.")] = UNSET


class SeveralProductsDocument(Record):
    """One question about several products."""

    question: Annotated[QuestionDocument, about("The question.")]
    products: Annotated[list[str], about("The products, by id, SKU, GTIN, the shop's own id or name.")]


class DecisionDocument(Record, kw_only=True):
    """A curator's decision on a product that the rules left open."""

    product: Annotated[str, about("Which product.")]
    ruling: Annotated[str, about("What was decided.")]
    by: Annotated[str, about("Who decides.")]
    why: Annotated[str, about("The reason.")]
    source: Annotated[str, about("The address of the page that shows it; not needed to undo a decision.")] = ""


def sent_schemas(policy: Policy) -> dict[str, Schema]:
    """Make the schema of every object that is sent, by name."""
    question = _question(policy)
    several = {"question": _ref("ProductQuestion"), "products": list_of(NAME, MOST_AT_ONCE, minItems=1)}
    decision = {"product": NAME, "ruling": words(RULINGS), "by": NAME, "why": NAME, "source": NAME}
    return {
        "Question": _record(QuestionDocument, question, ["garment"]),
        "Legs": _object(ABOUT_LEGS, _points(policy), _where_to_measure()),
        **{_readings_name(point): _readings(point, policy) for point in LEG_POINTS},
        "Body": _record(BodyDocument, _body(policy)),
        "Run": _record(RunDocument, RUN),
        "Runner": _record(RunnerDocument, _runner(policy)),
        "Filters": _record(FiltersDocument, _filters(policy)),
        "SameAs": _record(SameAsDocument, {"product": NAME, "size": NAME}, ["product", "size"]),
        "SeveralProducts": _record(SeveralProductsDocument, several, ["question", "products"]),
        "ProductQuestion": _record(QuestionDocument, question),
        "Decision": _record(DecisionDocument, decision, ["product", "ruling", "by", "why"]),
    }


def _question(policy: Policy) -> dict[str, Schema]:
    return {
        "garment": words(GARMENTS),
        "legs": _ref("Legs"),
        "body": _ref("Body"),
        "shoe": SHOE,
        "prefer": words(Prefer),
        "measured": words(MeasuredWhen),
        "confirmed": FLAG,
        "run": _ref("Run"),
        "runner": _ref("Runner"),
        "filters": _ref("Filters"),
        "units": words(UNITS),
        "same_as": _ref("SameAs"),
        "id": QUESTION_ID,
        "detail": words(Detail),
    }


def _body(policy: Policy) -> dict[str, Schema]:
    light, heavy = _possible(LegPoint.WEIGHT, policy)
    weight = pattern(rf"({whole_numbers(light, heavy - 1)})([.,][0-9])? ?kg", "72 kg")
    return {"height": length_pattern(*_possible(LegPoint.HEIGHT, policy)), "weight": weight, "sex": words(Sex)}


RUN: Final = {
    "distance": PER_RUN,
    "duration": DURATION,
    "intensity": words(Intensity),
    "surface": words(Surface),
    "race": FLAG,
    "rest_day": FLAG,
    "temperature": TEMPERATURE,
}


def _runner(policy: Policy) -> dict[str, Schema]:
    recovery = whole_up_to(policy.whole("question.most_recovery_hours"), kind="number")
    red_flags = list_of(words(RedFlag), len(RedFlag))
    return {
        "experience": words(Experience),
        "weekly_distance": PER_WEEK,
        "runs_per_week": whole_up_to(policy.whole("question.most_runs_per_week")),
        "symptoms": list_of(words(Symptom), len(Symptom)),
        "goals": list_of(words(Goal), len(Goal)),
        "hours_since_hard": recovery,
        "hours_to_next_hard": recovery,
        "struggles_to_recover": FLAG,
        "travel_hours": whole_up_to(policy.whole("question.longest_hours"), kind="number"),
        "tested_in_training": FLAG,
        "red_flags": {"anyOf": [red_flags, {"type": "string", "const": UNKNOWN}]},
    }


def _filters(policy: Policy) -> dict[str, Schema]:
    return {
        "brands": list_of(NAME, policy.whole("question.most_brands")),
        "audience": words(Audience),
        "max_price": PRICE,
        "max_mmhg": whole_up_to(policy.whole("question.most_mmhg"), least=1),
        "graduated": words(GraduatedFilter),
        "in_stock": FLAG,
        "include_review": FLAG,
    }


def _points(policy: Policy) -> dict[str, Schema]:
    """The schema of what was measured at each point: once, in repeated readings, or by side."""
    points: dict[str, Schema] = {}
    for point in LEG_POINTS:
        once = [length_pattern(*_possible(point, policy)), _ref(_readings_name(point))]
        sides: dict[str, Schema] = {side.value: {"anyOf": once} for side in SIDES}
        # At least one side has to be there, and JSON Schema says that best as two objects.
        needed = [_record(SidesDocument, sides, [side]) for side in sides] if point.is_sided else []
        points[point.value] = {"anyOf": [*once, *needed]}
    return points


def _readings(point: LegPoint, policy: Policy) -> Schema:
    length = length_pattern(*_possible(point, policy))
    readings = list_of(length, policy.whole("question.most_readings"), minItems=1)
    return _record(ReadingsDocument, {"readings": readings}, ["readings"])


def _readings_name(point: LegPoint) -> str:
    return f"{''.join(word.capitalize() for word in point.value.split('_'))}Readings"


def _where_to_measure() -> dict[str, str]:
    """Where the tape goes for each point, with the field's letter where it has one."""
    messages = Messages()
    texts = {point: messages.text(f"how.{point.value}") for point in LEG_POINTS}
    return {p.value: f"{text} ({p.letter})" if p.letter else text for p, text in texts.items()}


def _possible(point: LegPoint, policy: Policy) -> tuple[int, int]:
    """The least and the greatest value of a point that a person can have, in whole centimetres or kilograms."""
    low, high = (int(value) for value in policy.items(f"plausible.{point.value}_possible"))
    return low, high


def _ref(name: str) -> Schema:
    return {"$ref": reference(name)}


def _record(record: type[Struct], properties: Mapping[str, Schema], needs: Names = ()) -> Schema:
    """The schema of an object that a record describes."""
    return _object(str(record.__doc__), properties, descriptions(record), needs)


def _object(
    about: str, properties: Mapping[str, Schema], texts: Mapping[str, str], needs: Sequence[str] = ()
) -> Schema:
    """The schema of an object with what each field takes and is about; those it `needs` must be there."""

    def described(name: str, schema: Schema) -> Schema:
        if name not in needs:
            schema = or_null(schema)
        elif "$ref" in schema:
            schema = {"allOf": [schema]}
        return {**schema, "description": texts[name]}

    return {
        "type": "object",
        "description": about,
        "properties": {name: described(name, schema) for name, schema in properties.items()},
        **({"required": list(needs)} if needs else {}),
        "additionalProperties": False,
    }
