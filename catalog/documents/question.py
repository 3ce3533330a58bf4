"""The question document of the contract as a record, and a Question written as one: the inverse of reading it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Final, TypeVar

from msgspec import UNSET, UnsetType

from ..model.leg import GIRTHS, LENGTHS, LegPoint
from ..model.money import Money
from ..model.quantities import Length, Mass, ShoeSize
from ..model.question import Filters, Legs, Question, Reading, Run, Runner, Sex, Side, units_typed
from .quantity_fields import duration_text, temperature_text
from .records import Record, about

ANY: Final = "any"
UNITS: Final = ("cm", "in")
UNKNOWN: Final = "unknown"
"""The red flags of a person who was asked for them and does not know."""
LEG_POINTS: Final = (*GIRTHS, *LENGTHS)

Kind = TypeVar("Kind", bound=Record)
Text = str | UnsetType
Number = int | float | UnsetType
Flag = bool | UnsetType
RED_FLAGS: Final = "Signs that belong to a clinician first; `unknown` where the person cannot tell."
TESTED: Final = "Whether it was worn in training before a race; left out where that is unknown."


class ReadingsDocument(Record):
    """Repeated readings of one place."""

    readings: Annotated[list[str], about("Two are averaged, of more the median is taken.")]


class SidesDocument(Record):
    """Readings of each leg."""

    left: Annotated[Any, about("The left leg.")] = UNSET
    right: Annotated[Any, about("The right leg.")] = UNSET


class BodyDocument(Record):
    """What charts go by that take no tape."""

    height: Annotated[Text, about("Body height with its unit.")] = UNSET
    weight: Annotated[Text, about("Body weight with its unit.")] = UNSET
    sex: Annotated[Text, about("Only used to estimate a girth from height and weight.")] = UNSET


class RunDocument(Record):
    """The run ahead."""

    distance: Annotated[Text, about("How far the run is, in km, m or mi.")] = UNSET
    duration: Annotated[Text, about("How long it takes.")] = UNSET
    intensity: Annotated[Text, about("How hard it is.")] = UNSET
    surface: Annotated[Text, about("What it is on.")] = UNSET
    race: Annotated[Flag, about("Whether it is a race.")] = UNSET
    rest_day: Annotated[Flag, about("Whether there is no run today.")] = UNSET
    temperature: Annotated[Text, about("The air, in C or F.")] = UNSET


class RunnerDocument(Record):
    """The person who runs."""

    experience: Annotated[Text, about("How used to running the person is.")] = UNSET
    weekly_distance: Annotated[Text, about("How far they run in a week.")] = UNSET
    symptoms: Annotated[list[str] | UnsetType, about("What the legs do; none of these is a red flag.")] = UNSET
    goals: Annotated[list[str] | UnsetType, about("What they hope for.")] = UNSET
    struggles_to_recover: Annotated[Flag, about("Whether recovering is hard for them.")] = UNSET
    red_flags: Annotated[list[str] | Text, about(RED_FLAGS)] = UNSET
    hours_since_hard: Annotated[Number, about("Hours since the last hard or long run.")] = UNSET
    hours_to_next_hard: Annotated[Number, about("Hours to the next hard or long run.")] = UNSET
    travel_hours: Annotated[Number, about("Hours to be spent sitting.")] = UNSET
    runs_per_week: Annotated[int | UnsetType, about("How often they run in a week.")] = UNSET
    tested_in_training: Annotated[Flag, about(TESTED)] = UNSET


class FiltersDocument(Record):
    """What narrows the search."""

    brands: Annotated[list[str] | UnsetType, about("Only these brands.")] = UNSET
    collections: Annotated[list[str] | UnsetType, about("Only products of these collections.")] = UNSET
    audience: Annotated[Text, about("Whom it is made for.")] = UNSET
    max_price: Annotated[Text, about("At most so much, with its currency.")] = UNSET
    max_mmhg: Annotated[int | UnsetType, about("At most so much pressure.")] = UNSET
    graduated: Annotated[Text, about("How much proof is asked for that it is tighter at the ankle.")] = UNSET
    in_stock: Annotated[Flag, about("Only what is not sold out in the size.")] = UNSET
    include_review: Annotated[Flag, about("Also what waits for a person to decide whether it is for sport.")] = UNSET


class SameAsDocument(Record):
    """A size of another product that fits."""

    product: Annotated[str, about("Which product.")]
    size: Annotated[str, about("The label of the size, as the maker prints it.")]


class QuestionDocument(Record):
    """One whole question."""

    garment: Annotated[str, about("The kind of garment.")]
    legs: Annotated[dict[str, Any] | UnsetType, about("Where the tape went, and what it read.")] = UNSET
    body: Annotated[BodyDocument | UnsetType, about("Height, weight and sex, for charts that go by them.")] = UNSET
    shoe: Annotated[Text, about("A shoe size with its system.")] = UNSET
    prefer: Annotated[Text, about("Which way to go between two sizes.")] = UNSET
    measured: Annotated[Text, about("When the tape was used.")] = UNSET
    confirmed: Annotated[Flag, about("Whether unlikely entries were asked about and are right.")] = UNSET
    runner: Annotated[RunnerDocument | UnsetType, about("The person who runs.")] = UNSET
    filters: Annotated[FiltersDocument | UnsetType, about("What narrows the search.")] = UNSET
    id: Annotated[Text, about("What the question is called; repeated in the answer.")] = UNSET
    detail: Annotated[Text, about("How much the answer says.")] = UNSET
    units: Annotated[Text, about("The unit of lengths in the answer.")] = UNSET
    run: Annotated[RunDocument | UnsetType, about("The run ahead.")] = UNSET
    same_as: Annotated[SameAsDocument | UnsetType, about("A size of another product that fits.")] = UNSET


def question_document(question: Question) -> QuestionDocument:
    """Write the shortest document that asks this question; defaults are left out, units stay as typed."""
    same_as, run, legs = question.same_as, question.run, question.legs
    return _shortest(
        QuestionDocument,
        question,
        garment=str(question.garment or ANY),
        legs=legs_document(legs) or UNSET,
        body=_body(legs, question.sex),
        runner=UNSET if question.runner == Runner() else _runner(question.runner),
        filters=UNSET if question.filters == Filters() else _shortest(FiltersDocument, question.filters),
        units=UNSET if question.units == units_typed(legs) else question.units,
        run=UNSET if run is None else _run(run),
        same_as=UNSET if same_as is None else SameAsDocument(product=same_as.product_id, size=same_as.size),
    )


def _shortest(kind: type[Kind], source: Any, **own: Any) -> Kind:
    """Make a record of the attributes of `source`, written as a question writes them, and of what is given."""
    fields = {name: _written(getattr(source, name)) for name in kind.__struct_fields__ if name not in own}
    return kind(**fields, **own)


def _written(value: Any) -> Any:
    """Write a value as a question has it; the field is left out where the value is none or the default."""
    match value:
        case None | False | "":
            return UNSET
        case StrEnum():
            return str(value)
        case frozenset():
            return sorted(map(str, value)) or UNSET
        case tuple():
            return list(value) or UNSET
        case Length():
            return value.text("km")
        case ShoeSize():
            return value.text()
        case Money():
            return value.typed()
        case float():
            return int(value) if value.is_integer() else value
    return value


def _run(run: Run) -> RunDocument:
    seconds, tenths = run.seconds, run.temperature_tenths
    duration = UNSET if seconds is None else duration_text(seconds)
    temperature = UNSET if tenths is None else temperature_text(tenths)
    return _shortest(RunDocument, run, duration=duration, temperature=temperature)


def _runner(runner: Runner) -> RunnerDocument:
    flags = UNKNOWN if runner.red_flags_unknown else _written(runner.red_flags)
    tested = UNSET if runner.tested_in_training is None else runner.tested_in_training
    return _shortest(RunnerDocument, runner, red_flags=flags, tested_in_training=tested)


def _body(legs: Legs, sex: Sex | None) -> BodyDocument | UnsetType:
    """Height and weight, which stand with the readings of a leg, and sex."""
    leg = legs.sides[0][1] if legs.sides else {}
    height, weight = leg.get(LegPoint.HEIGHT), leg.get(LegPoint.WEIGHT)
    if height is None and weight is None and sex is None:
        return UNSET
    return BodyDocument(
        height=UNSET if height is None else _reading(LegPoint.HEIGHT, height),
        weight=UNSET if weight is None else _reading(LegPoint.WEIGHT, weight),
        sex=_written(sex),
    )


def legs_document(legs: Legs) -> dict[str, Any]:
    """Write the `legs` object of a question: each point once, or by side where left and right have one."""
    points = legs.points()
    return {str(point): _at(point, legs) for point in LEG_POINTS if point in points}


def _at(point: LegPoint, legs: Legs) -> Any:
    if not point.is_sided or legs.sides[0][0] is Side.BOTH:
        return _reading(point, next(leg[point] for _, leg in legs.sides if point in leg))
    return {str(side): _reading(point, leg[point]) for side, leg in legs.sides if point in leg}


def _reading(point: LegPoint, reading: Reading) -> Any:
    """A reading as a question writes it, in the unit it was typed in."""
    quantity = Mass if point is LegPoint.WEIGHT else Length
    texts = [quantity(value).text(reading.unit) for value in reading.readings]
    return texts[0] if len(texts) == 1 else {"readings": texts}
