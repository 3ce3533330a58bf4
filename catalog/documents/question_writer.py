"""A Question as the contract's document: the inverse of reading it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, Final

from msgspec import Struct

from ..model.money import Money
from ..model.quantities import Length, ShoeSize
from ..model.question import Filters, Question, Runner, units_typed
from .legs import body_document, legs_document
from .quantity_fields import duration_text, hours_number, temperature_text

ANY: Final = "any"
UNITS: Final = ("cm", "in")
UNKNOWN: Final = "unknown"
"""The red flags of a person who was asked for them and does not know."""

Document = dict[str, object]


class Part(Struct, frozen=True):
    """One field of a record: its name in the document, what it is where nobody said anything, how it is written."""

    field: str
    name: str
    unsaid: object
    written: Callable[[Any], object]


def _part(field: str, written: Callable[[Any], object], unsaid: object = None, name: str = "") -> Part:
    return Part(field, name or field, unsaid, written)


def _as_is(value: object) -> object:
    return value


def _words(members: Iterable[StrEnum]) -> list[str]:
    return sorted(map(str, members))


def _kilometres(distance: Length) -> str:
    return distance.text("km")


RUN: Final = (
    _part("distance", _kilometres),
    _part("seconds", duration_text, name="duration"),
    _part("intensity", str),
    _part("surface", str),
    _part("race", _as_is, unsaid=False),
    _part("rest_day", _as_is, unsaid=False),
    _part("temperature_tenths", temperature_text, name="temperature"),
)
RUNNER: Final = (
    _part("experience", str),
    _part("weekly_distance", _kilometres),
    _part("symptoms", _words, frozenset()),
    _part("goals", _words, frozenset()),
    _part("struggles_to_recover", _as_is, unsaid=False),
    _part("red_flags", _words, frozenset()),
    _part("red_flags_unknown", lambda _: UNKNOWN, unsaid=False, name="red_flags"),
    _part("hours_since_hard", hours_number),
    _part("hours_to_next_hard", hours_number),
    _part("travel_hours", hours_number),
    _part("runs_per_week", _as_is),
    _part("tested_in_training", _as_is),
)
FILTERS: Final = (
    _part("brands", list, ()),
    _part("audience", str),
    _part("max_price", Money.typed),
    _part("max_mmhg", _as_is),
    _part("graduated", str),
    _part("in_stock", _as_is, unsaid=False),
    _part("include_review", _as_is, unsaid=False),
)


def _said(record: object, parts: Iterable[Part]) -> Document:
    """The fields of a record in which somebody said something."""
    document: Document = {}
    for part in parts:
        value = getattr(record, part.field)
        if value is not part.unsaid and value != part.unsaid:
            document[part.name] = part.written(value)
    return document


QUESTION: Final = (
    _part("shoe", ShoeSize.text),
    _part("prefer", str),
    _part("measured", str),
    _part("confirmed", _as_is, unsaid=False),
    _part("runner", lambda runner: _said(runner, RUNNER), Runner()),
    _part("filters", lambda filters: _said(filters, FILTERS), Filters()),
    _part("id", _as_is, unsaid=""),
    _part("detail", str),
)


def question_document(question: Question) -> Document:
    """The shortest document that asks this question; defaults are left out, units stay as typed."""
    document: Document = {"garment": str(question.garment) if question.garment else ANY}
    legs, body = legs_document(question.legs), body_document(question.legs)
    if question.sex is not None:
        body["sex"] = str(question.sex)
    if legs:
        document["legs"] = legs
    if body:
        document["body"] = body
    document |= _said(question, QUESTION)
    if question.units != units_typed(question.legs):
        document["units"] = question.units
    if question.run is not None:
        document["run"] = _said(question.run, RUN)
    if question.same_as is not None:
        document["same_as"] = {"product": question.same_as.product_id, "size": question.same_as.size}
    return document
