"""What is sent, decoded and read: a question, one about several products, a decision; every problem at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Annotated, Any, Final

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from ..model import question as model
from ..model.leg import LegPoint
from ..model.policy import Policy, shipped_policy
from ..model.problem import BadInput
from ..model.product import Audience, Ruling
from . import quantity_fields as quantities
from .fields import ObjectFields, Reader, list_of, member_of, one_of, set_of, text_up_to, word_of, yes_or_no
from .garment_words import GARMENTS, garment_reader
from .legs import both_legs, height_reader, legs_reader, shoe_reader, weight_reader
from .question import (
    ANY,
    UNITS,
    UNKNOWN,
    BodyDocument,
    FiltersDocument,
    QuestionDocument,
    RunDocument,
    RunnerDocument,
    SameAsDocument,
)  # fmt: skip
from .records import Record, about
from .schema import pattern

ELSEWHERE: Final = {
    **{p.value: "under_legs" for p in LegPoint if p.is_girth},
    **dict.fromkeys(("height", "weight", "sex"), "under_body"),
    **dict.fromkeys(("distance", "duration"), "under_run"),
    **dict.fromkeys(("brands", "collections", "max_price"), "under_filters"),
}
UNDO: Final = "undo"
RULINGS: Final = (*(r.value for r in Ruling), UNDO)
NEEDED_OF_SEVERAL: Final = {"question": "http_question", "products": "http_products"}
NEEDED_OF_A_DECISION: Final = {
    "product": "http_product_id", "ruling": "http_ruling", "by": "http_who", "why": "http_why",
}  # fmt: skip
ADDRESS: Final = "http_address"
PER_WEEK: Final = pattern(r"[1-9][0-9]{0,2} ?km", "60 km")
PER_RUN: Final = pattern(r"[1-9][0-9]{0,2}(\.[0-9])? ?km", "21.1 km")
COLLECTION: Final = pattern(r"[a-z0-9][a-z0-9-]{0,39}", "own")
ANY_CODE: Final = pattern(r"[!-~]([ -~]{0,198}[!-~])?", "cep-run-socks")
"""An id, or a shop's number with any sign that a keyboard has."""
MARK: Final = pattern(r"[0-9a-f]{16}", "0f4c2b7a91d3e685")
MOST_AGREED: Final = 50
"""Marks of doubts in one request."""
QUESTION_ID: Final = pattern(r"[A-Za-z0-9._-]{1,60}", "basket-7")
Agreed = Annotated[
    list[str] | UnsetType,
    about("The `mark` of each doubt that the person answered with yes; it holds for the values that were asked about."),
]
Body = tuple[Mapping[LegPoint, model.Reading], model.Sex | None]


def parse_question(document: object, policy: Policy | None = None, *, any_garment: bool = False) -> model.Question:
    """Read the question that a decoded document asks.

    With `any_garment` the document may leave the kind of garment out, as where products are named.
    Raises BadInput: every problem of the document, each with its dotted field.
    """
    if any_garment and isinstance(document, Mapping) and document.get("garment") is None:
        document = {**document, "garment": ANY}
    fields = question_fields(policy or shipped_policy()).read(document)
    body, sex = fields.pop("body", ({}, None))
    legs = both_legs(fields.pop("legs", {}), body)
    units = fields.pop("units", None) or model.units_typed(legs)
    return model.Question(**fields, legs=legs, sex=sex, units=units)


@lru_cache(maxsize=8)
def question_fields(policy: Policy) -> ObjectFields:
    """The fields of a question, within the bounds of a policy."""
    readers: dict[str, Reader[Any]] = {
        "garment": garment_reader,
        "legs": legs_reader(policy),
        "body": _body_reader(policy),
        "shoe": shoe_reader(policy),
        "prefer": member_of(model.Prefer),
        "measured": member_of(model.MeasuredWhen),
        "confirmed": yes_or_no,
        "run": _run_reader(policy),
        "runner": _runner_reader(policy),
        "filters": _filters_reader(policy),
        "units": one_of(UNITS),
        "same_as": _same_as_reader(policy),
        "id": text_up_to(policy.whole("question.longest_text"), QUESTION_ID),
        "detail": member_of(model.Detail),
    }
    (missing,) = BadInput.one("missing", "", "", "one_of", names=", ".join(GARMENTS)).problems
    return ObjectFields("question_object", readers, {"garment": missing}, ELSEWHERE, record=QuestionDocument)


def product_question_fields(policy: Policy) -> ObjectFields:
    """The fields of a question about named products, which may leave the kind of garment out."""
    return replace(question_fields(policy), needs={}, name="ProductQuestion")


def _body_reader(policy: Policy) -> Reader[Body]:
    height, weight = LegPoint.HEIGHT, LegPoint.WEIGHT
    readers: dict[str, Reader[Any]] = {
        height.value: height_reader(policy),
        weight.value: weight_reader(policy),
        "sex": member_of(model.Sex),
    }
    fields = ObjectFields("body_object", readers, record=BodyDocument)

    def read(value: object) -> Body:
        body = fields.read(value)
        return {point: body[point] for point in (height, weight) if point in body}, body.get("sex")

    return Reader(read, lambda: fields)


def _run_reader(policy: Policy) -> Reader[model.Run]:
    coldest, hottest = policy.whole("question.coldest"), policy.whole("question.hottest")
    readers: dict[str, Reader[Any]] = {
        "distance": quantities.distance_up_to(policy.whole("question.farthest"), PER_RUN),
        "duration": quantities.seconds_up_to(policy.whole("question.longest_hours")),
        "intensity": member_of(model.Intensity),
        "surface": member_of(model.Surface),
        "race": yes_or_no,
        "rest_day": yes_or_no,
        "temperature": quantities.temperature_between(coldest, hottest),
    }
    names = {"duration": "seconds", "temperature": "temperature_tenths"}
    fields = ObjectFields("run_object", readers, record=RunDocument)

    def read(value: object) -> model.Run:
        return model.Run(**{names.get(n, n): v for n, v in fields.read(value).items()})

    return Reader(read, lambda: fields)


def _runner_reader(policy: Policy) -> Reader[model.Runner]:
    recovery = quantities.hours_up_to(policy.whole("question.most_recovery_hours"))
    readers: dict[str, Reader[Any]] = {
        "experience": member_of(model.Experience),
        "weekly_distance": quantities.distance_up_to(policy.whole("question.farthest"), PER_WEEK),
        "runs_per_week": quantities.whole_up_to(policy.whole("question.most_runs_per_week"), "whole_runs"),
        "symptoms": set_of(model.Symptom),
        "goals": set_of(model.Goal),
        "hours_since_hard": recovery,
        "hours_to_next_hard": recovery,
        "struggles_to_recover": yes_or_no,
        "travel_hours": quantities.hours_up_to(policy.whole("question.longest_hours")),
        "tested_in_training": yes_or_no,
        "red_flags": _red_flags_reader(),
    }
    fields = ObjectFields("runner_object", readers, record=RunnerDocument)

    def read(value: object) -> model.Runner:
        runner = fields.read(value)
        flags = runner.pop("red_flags", frozenset())
        return model.Runner(**runner, red_flags=flags or frozenset(), red_flags_unknown=flags is None)

    return Reader(read, lambda: fields)


def _red_flags_reader() -> Reader[frozenset[model.RedFlag] | None]:
    """Read the flags of a list; None for the word `unknown`: asked for, and not known."""
    flags = set_of(model.RedFlag)
    return Reader(
        lambda value: None if word_of(value) == UNKNOWN else flags.read(value),
        lambda: {"anyOf": [flags.schema(), {"type": "string", "const": UNKNOWN}]},
    )


def _filters_reader(policy: Policy) -> Reader[model.Filters]:
    longest, most = policy.whole("question.longest_text"), policy.whole("question.most_brands")
    readers: dict[str, Reader[Any]] = {
        "brands": list_of(text_up_to(longest), most),
        "collections": list_of(text_up_to(longest, COLLECTION), most),
        "audience": member_of(Audience),
        "max_price": quantities.price_up_to(policy.whole("question.dearest")),
        "max_mmhg": quantities.mmhg_up_to(policy.whole("question.most_mmhg")),
        "graduated": member_of(model.GraduatedFilter),
        "in_stock": yes_or_no,
        "include_review": yes_or_no,
    }
    fields = ObjectFields("filters_object", readers, record=FiltersDocument)
    return Reader(lambda value: model.Filters(**fields.read(value)), lambda: fields)


def _same_as_reader(policy: Policy) -> Reader[model.SameAs]:
    name = text_up_to(policy.whole("question.longest_text"))
    needs = {"product": "product_id", "size": "size_label"}
    fields = ObjectFields("same_as_object", dict.fromkeys(needs, name), needs, record=SameAsDocument)

    def read(value: object) -> model.SameAs:
        names = fields.read(value)
        return model.SameAs(names["product"], names["size"])

    return Reader(read, lambda: fields)


class SeveralProductsDocument(Record):
    """One question about several products."""

    question: Annotated[QuestionDocument, about("The question.")]
    products: Annotated[list[str], about("The products, by id, SKU, GTIN, the shop's own id or name.")]
    agreed: Agreed = UNSET


class WidgetQuestionDocument(Record):
    """What the widget asks about one product."""

    question: Annotated[QuestionDocument, about("The question.")]
    agreed: Agreed = UNSET


def several_fields(policy: Policy, most: int, read_question: Callable[[object], model.Question]) -> ObjectFields:
    """The fields of a question about several products, at most so many; `read_question` reads the question itself."""
    question = Reader(read_question, lambda: product_question_fields(policy))
    products = list_of(text_up_to(policy.whole("question.longest_text"), ANY_CODE), most, at_least=1)
    readers: dict[str, Reader[Any]] = {"question": question, "products": products, "agreed": _agreed_reader(policy)}
    return ObjectFields("http_several", readers, NEEDED_OF_SEVERAL, record=SeveralProductsDocument)


def widget_fields(policy: Policy, read_question: Callable[[object], model.Question]) -> ObjectFields:
    """The fields of what the widget asks about one product; `read_question` reads the question itself."""
    question = Reader(read_question, lambda: product_question_fields(policy))
    readers: dict[str, Reader[Any]] = {"question": question, "agreed": _agreed_reader(policy)}
    return ObjectFields("http_question", readers, {"question": "http_question"}, record=WidgetQuestionDocument)


def _agreed_reader(policy: Policy) -> Reader[tuple[str, ...]]:
    return list_of(text_up_to(policy.whole("question.longest_text"), MARK), MOST_AGREED)


class DecisionDocument(Record, kw_only=True):
    """A curator's decision on a product that the rules left open."""

    product: Annotated[str, about("Which product.")]
    ruling: Annotated[str, about("What was decided.")]
    by: Annotated[str, about("Who decides.")]
    why: Annotated[str, about("The reason.")]
    source: Annotated[str, about("The address of the page that shows it; not needed to undo a decision.")] = ""


@lru_cache(maxsize=16)
def decision_fields(policy: Policy, *, sourced: bool = False) -> ObjectFields:
    """The fields of a curator's decision; one that is to be `sourced` needs the address of its source."""
    text = text_up_to(policy.whole("question.longest_text"))
    rest = {"by": text, "why": text, "source": _address_reader(text)}
    readers: dict[str, Reader[Any]] = {"product": text, "ruling": one_of(RULINGS), **rest}
    needs = {**NEEDED_OF_A_DECISION, "source": ADDRESS} if sourced else NEEDED_OF_A_DECISION
    return ObjectFields("http_decision", readers, needs, record=DecisionDocument)


def _address_reader(text: Reader[str]) -> Reader[str]:
    """Read a web address: a decision is shown with its source, so nothing else may stand there."""

    def read(value: object) -> str:
        address = text.read(value)
        if not address.startswith(("http://", "https://")):
            raise BadInput.one("bad_url", "", address, ADDRESS)
        return address

    return Reader(read, text.schema)
