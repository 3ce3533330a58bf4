"""A decoded question document, read to a Question; every problem of it at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

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
from .fields import (  # fmt: skip
    LONGEST_WORD,
    ObjectFields,
    Reader,
    folded,
    list_of,
    member_of,
    one_of,
    set_of,
    text_up_to,
    yes_or_no,
)
from .garment_words import GARMENTS, garment_reader
from .legs import both_legs, height_reader, legs_reader, shoe_reader, weight_reader
from .quantity_fields import (  # fmt: skip
    distance_up_to,
    hours_up_to,
    mmhg_up_to,
    price_up_to,
    seconds_up_to,
    temperature_between,
    whole_up_to,
)
from .question import ANY, UNITS, UNKNOWN

NOT_A_RUNNER: Final = Runner()
UNFILTERED: Final = Filters()
ELSEWHERE: Final = {
    **{p.value: "under_legs" for p in LegPoint if p.is_girth},
    **dict.fromkeys(("height", "weight", "sex"), "under_body"),
    **dict.fromkeys(("distance", "duration"), "under_run"),
    **dict.fromkeys(("brands", "max_price"), "under_filters"),
}
Body = tuple[Mapping[LegPoint, Reading], Sex | None]


def parse_question(document: object, policy: Policy | None = None, *, any_garment: bool = False) -> Question:
    """Read the question that a decoded document asks.

    With `any_garment` the document may leave the kind of garment out, as where products are named.

    Raises:
        BadInput: every problem of the document, each with its dotted field.
    """
    if any_garment and isinstance(document, Mapping) and document.get("garment") is None:
        document = {**document, "garment": ANY}
    fields = _question_fields(policy or shipped_policy()).read(document)
    body, sex = fields.get("body", ({}, None))
    legs = both_legs(fields.get("legs", {}), body)
    return Question(
        garment=fields["garment"],
        legs=legs,
        sex=sex,
        shoe=fields.get("shoe"),
        prefer=fields.get("prefer"),
        measured=fields.get("measured"),
        confirmed=fields.get("confirmed", False),
        run=fields.get("run"),
        runner=fields.get("runner", NOT_A_RUNNER),
        filters=fields.get("filters", UNFILTERED),
        units=fields.get("units") or units_typed(legs),
        same_as=fields.get("same_as"),
        id=fields.get("id", ""),
        detail=fields.get("detail"),
    )


@lru_cache(maxsize=8)
def _question_fields(policy: Policy) -> ObjectFields:
    """The fields of a question, within the bounds of a policy."""
    readers: dict[str, Reader[Any]] = {
        "garment": garment_reader,
        "legs": legs_reader(policy),
        "body": _body_reader(policy),
        "shoe": shoe_reader(policy),
        "prefer": member_of(Prefer),
        "measured": member_of(MeasuredWhen),
        "confirmed": yes_or_no,
        "run": _run_reader(policy),
        "runner": _runner_reader(policy),
        "filters": _filters_reader(policy),
        "units": one_of(UNITS),
        "same_as": _same_as_reader(policy),
        "id": text_up_to(policy.whole("question.longest_text")),
        "detail": member_of(Detail),
    }
    (missing,) = BadInput.one("missing", "", "", "one_of", names=", ".join(GARMENTS)).problems
    return ObjectFields("question_object", readers, {"garment": missing}, ELSEWHERE)


def _body_reader(policy: Policy) -> Reader[Body]:
    height, weight = LegPoint.HEIGHT, LegPoint.WEIGHT
    readers: dict[str, Reader[Any]] = {
        height.value: height_reader(policy),
        weight.value: weight_reader(policy),
        "sex": member_of(Sex),
    }
    fields = ObjectFields("body_object", readers)

    def read(value: object) -> Body:
        body = fields.read(value)
        return {point: body[point] for point in (height, weight) if point in body}, body.get("sex")

    return read


def _run_reader(policy: Policy) -> Reader[Run]:
    coldest, hottest = policy.whole("question.coldest"), policy.whole("question.hottest")
    readers: dict[str, Reader[Any]] = {
        "distance": distance_up_to(policy.whole("question.farthest")),
        "duration": seconds_up_to(policy.whole("question.longest_hours")),
        "intensity": member_of(Intensity),
        "surface": member_of(Surface),
        "race": yes_or_no,
        "rest_day": yes_or_no,
        "temperature": temperature_between(coldest, hottest),
    }
    names = {"duration": "seconds", "temperature": "temperature_tenths"}
    fields = ObjectFields("run_object", readers)
    return lambda value: Run(**{names.get(n, n): v for n, v in fields.read(value).items()})


def _runner_reader(policy: Policy) -> Reader[Runner]:
    recovery = hours_up_to(policy.whole("question.most_recovery_hours"))
    readers: dict[str, Reader[Any]] = {
        "experience": member_of(Experience),
        "weekly_distance": distance_up_to(policy.whole("question.farthest")),
        "runs_per_week": whole_up_to(policy.whole("question.most_runs_per_week"), "whole_runs"),
        "symptoms": set_of(Symptom),
        "goals": set_of(Goal),
        "hours_since_hard": recovery,
        "hours_to_next_hard": recovery,
        "struggles_to_recover": yes_or_no,
        "travel_hours": hours_up_to(policy.whole("question.longest_hours")),
        "tested_in_training": yes_or_no,
        "red_flags": _red_flags_reader(),
    }
    fields = ObjectFields("runner_object", readers)

    def read(value: object) -> Runner:
        runner = fields.read(value)
        flags = runner.pop("red_flags", frozenset())
        return Runner(**runner, red_flags=flags or frozenset(), red_flags_unknown=flags is None)

    return read


def _red_flags_reader() -> Reader[frozenset[RedFlag] | None]:
    """Read the flags of a list; None for the word `unknown`: asked for, and not known."""
    flags = set_of(RedFlag)

    def read(value: object) -> frozenset[RedFlag] | None:
        unknown = isinstance(value, str) and len(value) <= LONGEST_WORD and folded(value) == UNKNOWN
        return None if unknown else flags(value)

    return read


def _filters_reader(policy: Policy) -> Reader[Filters]:
    readers: dict[str, Reader[Any]] = {
        "brands": list_of(text_up_to(policy.whole("question.longest_text")), policy.whole("question.most_brands")),
        "audience": member_of(Audience),
        "max_price": price_up_to(policy.whole("question.dearest")),
        "max_mmhg": mmhg_up_to(policy.whole("question.most_mmhg")),
        "graduated": member_of(GraduatedFilter),
        "in_stock": yes_or_no,
        "include_review": yes_or_no,
    }
    fields = ObjectFields("filters_object", readers)
    return lambda value: Filters(**fields.read(value))


def _same_as_reader(policy: Policy) -> Reader[SameAs]:
    name = text_up_to(policy.whole("question.longest_text"))
    needs = {"product": "product_id", "size": "size_label"}
    fields = ObjectFields("same_as_object", dict.fromkeys(needs, name), needs)

    def read(value: object) -> SameAs:
        names = fields.read(value)
        return SameAs(names["product"], names["size"])

    return read
