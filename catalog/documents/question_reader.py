"""The question document of the contract, decoded, to a Question; every problem of it at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from ..model.leg import LegPoint
from ..model.policy import Policy, shipped_policy
from ..model.problem import BadInput
from ..model.product import Audience
from ..model.question import (  # fmt: skip
    Detail,
    Experience,
    Filters,
    Goal,
    GraduatedFilter,
    Intensity,
    MeasuredWhen,
    Prefer,
    Question,
    Reading,
    RedFlag,
    Run,
    Runner,
    SameAs,
    Sex,
    Surface,
    Symptom,
    units_typed,
)
from ..model.remember import Remembered
from .fields import LONGEST_WORD, ObjectFields, choice, each, folded, one_of, text_up_to, yes_or_no
from .garment_words import GARMENTS, read_garment
from .json_text import read_question_text
from .legs import both_legs, height_reading, points_of_legs, shoe_size, weight_reading
from .quantity_fields import (  # fmt: skip
    distance_up_to,
    hours_up_to,
    mmhg_up_to,
    price_up_to,
    seconds_up_to,
    temperature_between,
    whole_up_to,
)
from .question_writer import ANY, UNITS, UNKNOWN, question_document

__all__ = ["parse_question", "question_document", "read_question_text"]

T = TypeVar("T")
ELSEWHERE: Final = {
    **{p.value: "under_legs" for p in LegPoint if p.is_girth},
    **dict.fromkeys(("height", "weight", "sex"), "under_body"),
    **dict.fromkeys(("distance", "duration"), "under_run"),
    **dict.fromkeys(("brands", "max_price"), "under_filters"),
}
NOBODY: Final = Runner()
UNFILTERED: Final = Filters()
Body = tuple[Mapping[LegPoint, Reading], Sex | None]


def parse_question(document: object, policy: Policy | None = None, *, any_garment: bool = False) -> Question:
    """The question that a decoded document asks; `asked` is its canonical form.

    With `any_garment` the document may leave the kind of garment out, as where products are named.

    Raises:
        BadInput: every problem of the document, each with its dotted field.
    """
    if any_garment and isinstance(document, Mapping) and document.get("garment") is None:
        document = {**document, "garment": ANY}
    found = SHAPES(policy or shipped_policy()).read(document)
    body, sex = found.get("body", ({}, None))
    legs = both_legs(found.get("legs", {}), body)
    question = Question(
        garment=found["garment"],
        legs=legs,
        sex=sex,
        shoe=found.get("shoe"),
        prefer=found.get("prefer"),
        measured=found.get("measured"),
        confirmed=found.get("confirmed", False),
        run=found.get("run"),
        runner=found.get("runner", NOBODY),
        filters=found.get("filters", UNFILTERED),
        units=found.get("units") or units_typed(legs),
        same_as=found.get("same_as"),
        id=found.get("id", ""),
        detail=found.get("detail"),
    )
    question.asked.update(question_document(question))
    return question


def _shape(bounds: Policy) -> ObjectFields:
    """What a question may say, within the bounds of a policy."""
    parsers = {
        "garment": read_garment,
        "legs": points_of_legs(bounds),
        "body": _body(bounds),
        "shoe": shoe_size(bounds),
        "prefer": choice(Prefer),
        "measured": choice(MeasuredWhen),
        "confirmed": yes_or_no,
        "run": _run(bounds),
        "runner": _runner(bounds),
        "filters": _filters(bounds),
        "units": one_of(UNITS),
        "same_as": _same_as(bounds),
        "id": text_up_to(bounds.whole("question.longest_text")),
        "detail": choice(Detail),
    }
    (missing,) = BadInput.one("missing", "", "", "one_of", names=", ".join(GARMENTS)).problems
    return ObjectFields("question_object", parsers, {"garment": missing}, ELSEWHERE)


SHAPES: Final = Remembered(_shape, 8)
"""Worked out once for a policy."""


def _body(bounds: Policy) -> Callable[[object], Body]:
    height, weight = LegPoint.HEIGHT, LegPoint.WEIGHT
    parsers = {height.value: height_reading(bounds), weight.value: weight_reading(bounds), "sex": choice(Sex)}
    shape = ObjectFields("body_object", parsers)

    def parse(value: object) -> Body:
        found = shape.read(value)
        return {point: found[point] for point in (height, weight) if point in found}, found.get("sex")

    return parse


def _run(bounds: Policy) -> Callable[[object], Run]:
    coldest, hottest = bounds.whole("question.coldest"), bounds.whole("question.hottest")
    parsers = {
        "distance": distance_up_to(bounds.whole("question.farthest")),
        "duration": seconds_up_to(bounds.whole("question.longest_hours")),
        "intensity": choice(Intensity),
        "surface": choice(Surface),
        "race": yes_or_no,
        "rest_day": yes_or_no,
        "temperature": temperature_between(coldest, hottest),
    }
    shape = ObjectFields("run_object", parsers)

    def parse(value: object) -> Run:
        found = shape.read(value)
        return Run(
            distance=found.get("distance"),
            seconds=found.get("duration"),
            intensity=found.get("intensity"),
            surface=found.get("surface"),
            race=found.get("race", False),
            rest_day=found.get("rest_day", False),
            temperature_tenths=found.get("temperature"),
        )

    return parse


def _runner(bounds: Policy) -> Callable[[object], Runner]:
    far = distance_up_to(bounds.whole("question.farthest"))
    recovery = hours_up_to(bounds.whole("question.most_recovery_hours"))
    parsers = {
        "experience": choice(Experience),
        "weekly_distance": far,
        "runs_per_week": whole_up_to(bounds.whole("question.most_runs_per_week"), "whole_runs"),
        "symptoms": _set_of(each(choice(Symptom), len(Symptom))),
        "goals": _set_of(each(choice(Goal), len(Goal))),
        "hours_since_hard": recovery,
        "hours_to_next_hard": recovery,
        "struggles_to_recover": yes_or_no,
        "travel_hours": hours_up_to(bounds.whole("question.longest_hours")),
        "tested_in_training": yes_or_no,
        "red_flags": _red_flags,
    }
    shape = ObjectFields("runner_object", parsers)

    def parse(value: object) -> Runner:
        found = shape.read(value)
        flags = found.pop("red_flags", frozenset())
        return Runner(**found, red_flags=flags or frozenset(), red_flags_unknown=flags is None)

    return parse


FLAGS: Final = each(choice(RedFlag), len(RedFlag))


def _red_flags(value: object) -> frozenset[RedFlag] | None:
    """The flags of a list; None for the word `unknown`: asked for, and not known."""
    unknown = isinstance(value, str) and len(value) <= LONGEST_WORD and folded(value) == UNKNOWN
    return None if unknown else frozenset(FLAGS(value))


def _set_of(parse: Callable[[object], tuple[T, ...]]) -> Callable[[object], frozenset[T]]:
    return lambda value: frozenset(parse(value))


def _filters(bounds: Policy) -> Callable[[object], Filters]:
    name = text_up_to(bounds.whole("question.longest_text"))
    parsers = {
        "brands": each(name, bounds.whole("question.most_brands")),
        "audience": choice(Audience),
        "max_price": price_up_to(bounds.whole("question.dearest")),
        "max_mmhg": mmhg_up_to(bounds.whole("question.most_mmhg")),
        "graduated": choice(GraduatedFilter),
        "in_stock": yes_or_no,
        "include_review": yes_or_no,
    }
    shape = ObjectFields("filters_object", parsers)
    return lambda value: Filters(**shape.read(value))


def _same_as(bounds: Policy) -> Callable[[object], SameAs]:
    name = text_up_to(bounds.whole("question.longest_text"))
    needs = {"product": "product_id", "size": "size_label"}
    shape = ObjectFields("same_as_object", dict.fromkeys(needs, name), needs)

    def parse(value: object) -> SameAs:
        found = shape.read(value)
        return SameAs(found["product"], found["size"])

    return parse
