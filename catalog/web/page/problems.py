"""What is wrong with a form or unlikely in it, in the language of the page, with what may have been meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import urlencode

from msgspec import Struct

from ...messages.messages import Messages
from ...model.leg import LegPoint
from ...model.policy import Policy
from ...model.problem import Problem
from ...model.verdict import Reason
from .form import OTHER_LEG, TICKS, Form, field_name, is_possible, readings_of_turned, units_of, value_of

CLOCK: Final = ("h", "min")
"""The units that a bare number in the field of the time may be in."""
IMPOSSIBLE: Final = "impossible"
"""The code of a measure that nobody has: what is possible is said of it whatever may have been meant."""
MOST_AGREED: Final = 20
"""Doubts whose yes a form carries on."""
MARK: Final = re.compile(r"\b[0-9a-f]{16}\b")


class OfferedReading(Struct, frozen=True):
    """A likely reading that can be tapped: the value that the button sends, and what it says."""

    value: str
    text: str


class Fault(Struct, frozen=True):
    """Something in the form that needs a look: the field it stands in, what to say, what may have been meant."""

    name: str
    text: str
    offers: tuple[OfferedReading, ...] = ()


class Doubt(Struct, frozen=True):
    """Unlikely entries: the questions about them, the mark that a confirmation carries, what may have been meant."""

    texts: tuple[str, ...]
    mark: str
    offers: tuple[OfferedReading, ...] = ()
    name: str = ""
    """The field of the first of them."""


def agreed_in(form: Form) -> tuple[str, ...]:
    """The marks of the doubts that the person answered with yes, each once; the button of a new one comes first.

    >>> agreed_in({"confirmed": ("0f4c2b7a91d3e685 true", "0f4c2b7a91d3e685")})
    ('0f4c2b7a91d3e685',)
    """
    marks = MARK.findall(" ".join(form.get("confirmed", ())))
    return tuple(dict.fromkeys(marks))[:MOST_AGREED]


def faults_of(problems: Iterable[Problem], form: Form, messages: Messages, policy: Policy) -> tuple[Fault, ...]:
    """Problems of a question as faults of the form, in the language of the page; the first one of each field."""
    faults: dict[str, Fault] = {}
    for problem in problems:
        name = field_name(problem.field, form)
        if name not in faults:
            text = _fault_text(problem, name, form, messages)
            readings = _likely_readings(problem, name, form, policy)
            faults[name] = Fault(name, text, tuple(offer(name, reading, messages) for reading in readings))
    return tuple(faults.values())


def _fault_text(problem: Problem, name: str, form: Form, messages: Messages) -> str:
    if not problem.field:
        return messages.text("page.bad_form", {"expected": messages.expected(problem)})
    value = "" if name in TICKS else value_of(form, name) or problem.read
    check = messages.text(
        "page.bad_field" if value else "page.bad_choice", {"field": _label(name, messages), "value": value}
    )
    more = messages.hint(problem)
    if value and (problem.code == IMPOSSIBLE or not more):
        expected = messages.expected(problem)
        figures = messages.number(expected) if problem.code == IMPOSSIBLE else expected
        more = f"{messages.text('widget.expected', {'expected': figures})} {more}"
    return f"{check} {more}".strip()


def _likely_readings(problem: Problem, name: str, form: Form, policy: Policy) -> list[str]:
    """The likely readings of an entry; a time without a unit may be hours or minutes, a turned number either unit.

    A fraction beside centimetres may be meant in inches; what no body can have is not offered.
    """
    readings = [problem.suggestion] if problem.suggestion else []
    if name == "duration" and problem.code == "unit_missing" and not readings:
        readings = [f"{value_of(form, name)} {unit}" for unit in CLOCK]
    if problem.code == "unit_turned":
        readings = list(readings_of_turned(form, LegPoint(name)))
    point = next((p for p in LegPoint if p.value == name.removeprefix(OTHER_LEG)), None)
    if problem.hint == "no_fraction" and point is not None and units_of(form) == "cm":
        readings.append(f"{value_of(form, name)} {'lb' if point is LegPoint.WEIGHT else 'in'}")
    return readings if point is None else [reading for reading in readings if is_possible(point, reading, policy)]


def offer(name: str, reading: str, messages: Messages) -> OfferedReading:
    """The button that puts a reading into a field and asks again."""
    text = messages.text("widget.did_you_mean", {"suggestion": messages.number(reading)})
    return OfferedReading(urlencode([(name, reading)]), text)


def doubt_of(unlikely: Sequence[Reason], mark: str, messages: Messages) -> Doubt:
    """Unlikely entries as the page asks about them."""
    meant = [(field_name(str(r.fact("field"))), str(r.fact("suggestion"))) for r in unlikely if r.has("suggestion")]
    offers = tuple(offer(name, reading, messages) for name, reading in meant)
    name = field_name(str(unlikely[0].fact("field")))
    return Doubt(tuple(messages.sentence(reason) for reason in unlikely), mark, offers, name)


def _label(name: str, messages: Messages) -> str:
    if name.startswith(OTHER_LEG):
        point = messages.point(LegPoint(name.removeprefix(OTHER_LEG)))
        return messages.text("page.other_leg", {"point": point})
    for code in (f"point.{name}", f"widget.{name}", f"page.{name}"):
        if messages.knows(code):
            return messages.text(code)
    return name
