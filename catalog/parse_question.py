"""The question document of the contract, decoded, to a Question; every problem of it at once."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from .amounts import (
    distance_up_to,
    hours_up_to,
    mmhg_up_to,
    price_up_to,
    seconds_up_to,
    temperature_between,
    whole_up_to,
)  # fmt: skip
from .aside import Aside
from .fields import Fields, choice, each, one_of, text_up_to, yes_or_no
from .legs_document import both_legs, height_reading, points_of_legs, shoe_size, weight_reading
from .measure import LegPoint
from .policy import Policy, shipped_policy
from .product import Audience, Garment
from .question import (
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
)  # fmt: skip
from .question_document import ANY, UNITS, question_document
from .question_text import read_question_text

__all__ = ["parse_question", "question_document", "read_question_text"]

GARMENTS = (*(g.value for g in Garment), ANY)
ELSEWHERE = {
    **{p.value: "Write it under legs." for p in LegPoint if p.is_girth},
    **dict.fromkeys(("height", "weight", "sex"), "Write it under body."),
    **dict.fromkeys(("distance", "duration"), "Write it under run."),
    **dict.fromkeys(("brands", "max_price"), "Write it under filters."),
}


def parse_question(document: object, policy: Policy | None = None) -> Question:
    """The question that a decoded document asks; `asked` is its canonical form.

    Raises:
        BadInput: every problem of the document, each with its dotted field.
    """
    bounds = policy or shipped_policy()
    fields = Fields(document, "an object with at least a garment")
    garment = fields.need("garment", one_of(GARMENTS), "one of " + ", ".join(GARMENTS))
    points = fields.take("legs", points_of_legs(bounds), {})
    body, sex = fields.take("body", _body(bounds), ({}, None))
    legs = both_legs(points, body)
    question = Question(
        garment=Garment(garment) if garment and garment != ANY else None,
        legs=legs,
        sex=sex,
        shoe=fields.take("shoe", shoe_size(bounds), None),
        prefer=fields.take("prefer", choice(Prefer), None),
        measured=fields.take("measured", choice(MeasuredWhen), None),
        confirmed=fields.flag("confirmed"),
        run=fields.take("run", _run(bounds), None),
        runner=fields.take("runner", _runner(bounds), Runner()),
        filters=fields.take("filters", _filters(bounds), Filters()),
        units=fields.take("units", one_of(UNITS), units_typed(legs)),
        same_as=fields.take("same_as", _same_as(bounds), None),
    )
    fields.done(ELSEWHERE)
    return replace(question, asked=Aside(question_document(question)))


def _body(bounds: Policy) -> Callable[[object], tuple[dict[LegPoint, Reading], Sex | None]]:
    def parse(value: object) -> tuple[dict[LegPoint, Reading], Sex | None]:
        fields = Fields(value, "an object with height, weight or sex")
        height = fields.take(LegPoint.HEIGHT.value, height_reading(bounds), None)
        weight = fields.take(LegPoint.WEIGHT.value, weight_reading(bounds), None)
        sex = fields.take("sex", choice(Sex), None)
        fields.done()
        read = {LegPoint.HEIGHT: height, LegPoint.WEIGHT: weight}
        return {point: reading for point, reading in read.items() if reading is not None}, sex

    return parse


def _run(bounds: Policy) -> Callable[[object], Run]:
    coldest, hottest = bounds.whole("question.coldest"), bounds.whole("question.hottest")

    def parse(value: object) -> Run:
        fields = Fields(value, "an object that describes the run")
        run = Run(
            distance=fields.take("distance", distance_up_to(bounds.whole("question.farthest")), None),
            seconds=fields.take("duration", seconds_up_to(bounds.whole("question.longest_hours")), None),
            intensity=fields.take("intensity", choice(Intensity), None),
            surface=fields.take("surface", choice(Surface), None),
            race=fields.flag("race"),
            rest_day=fields.flag("rest_day"),
            temperature_tenths=fields.take("temperature", temperature_between(coldest, hottest), None),
        )
        fields.done()
        return run

    return parse


def _runner(bounds: Policy) -> Callable[[object], Runner]:
    recovery = hours_up_to(bounds.whole("question.most_recovery_hours"))
    runs = whole_up_to(bounds.whole("question.most_runs_per_week"), "runs")

    def parse(value: object) -> Runner:
        fields = Fields(value, "an object that describes the runner")
        far = distance_up_to(bounds.whole("question.farthest"))
        runner = Runner(
            experience=fields.take("experience", choice(Experience), None),
            weekly_distance=fields.take("weekly_distance", far, None),
            runs_per_week=fields.take("runs_per_week", runs, None),
            symptoms=frozenset(fields.take("symptoms", each(choice(Symptom), len(Symptom)), ())),
            goals=frozenset(fields.take("goals", each(choice(Goal), len(Goal)), ())),
            hours_since_hard=fields.take("hours_since_hard", recovery, None),
            hours_to_next_hard=fields.take("hours_to_next_hard", recovery, None),
            struggles_to_recover=fields.flag("struggles_to_recover"),
            travel_hours=fields.take("travel_hours", hours_up_to(bounds.whole("question.longest_hours")), None),
            tested_in_training=fields.take("tested_in_training", yes_or_no, None),
            red_flags=frozenset(fields.take("red_flags", each(choice(RedFlag), len(RedFlag)), ())),
        )
        fields.done()
        return runner

    return parse


def _filters(bounds: Policy) -> Callable[[object], Filters]:
    name = text_up_to(bounds.whole("question.longest_text"))
    brands = each(name, bounds.whole("question.most_brands"))

    def parse(value: object) -> Filters:
        fields = Fields(value, "an object of filters")
        filters = Filters(
            brands=fields.take("brands", brands, ()),
            audience=fields.take("audience", choice(Audience), None),
            max_price=fields.take("max_price", price_up_to(bounds.whole("question.dearest")), None),
            max_mmhg=fields.take("max_mmhg", mmhg_up_to(bounds.whole("question.most_mmhg")), None),
            graduated=fields.take("graduated", choice(GraduatedFilter), None),
            in_stock=fields.flag("in_stock"),
            include_review=fields.flag("include_review"),
        )
        fields.done()
        return filters

    return parse


def _same_as(bounds: Policy) -> Callable[[object], SameAs]:
    name = text_up_to(bounds.whole("question.longest_text"))

    def parse(value: object) -> SameAs:
        fields = Fields(value, 'an object like {"product": "cep-run-socks", "size": "III"}')
        product = fields.need("product", name, "the id of a product")
        size = fields.need("size", name, "a size label of that product")
        fields.done()
        return SameAs(product, size)

    return parse
