"""The question for one measure: how it is taken, how it may be typed, and how many products it decides."""

from __future__ import annotations

from typing import Final

from ...messages.messages import Messages
from ...model.leg import Dimension, LegPoint
from ...model.quantities import Length
from ...model.question import units_typed
from ...model.verdict import Reason
from .answered import SHOE, question_of
from .dialogue import Answers, Step
from .measures import MeasureReader

MEASURES: Final = frozenset(p.value for p in LegPoint if p.is_girth)
"""The steps that a tape around the leg answers."""
LESSON: Final = ("when", "stand", "tape", "twice", "unit")
APART: Final = {"cm": 4_000, "in": 3_175}
"""How far apart the readings of an example are, in micrometres."""


def measure_step(
    point: LegPoint, answers: Answers, accepted: set[Reason], messages: Messages, *, decides: int = 0
) -> Step:
    """Make the question for a point; `decides` is how many products it decides, 0 where that is not said."""
    is_shoe = point.dimension is Dimension.SHOE
    name = SHOE if is_shoe else point.value
    text = messages.text("ui.ask.shoe") if is_shoe else messages.text("ui.ask.measure", {"point": point})
    how = "" if is_shoe else messages.text(f"how.{point.value}")
    hints = [how, _examples(point, answers, messages)]
    hints += [messages.text("ui.ask.decides", {"count": decides})] if decides else []
    lesson = [messages.text(f"ui.measure.{step}") for step in LESSON] if point.value in MEASURES else []
    lesson += [messages.text("ui.help.sides")] if point.is_sided else []
    reader = MeasureReader(name, point, answers, accepted, messages)
    return Step(name, text, tuple(filter(None, hints)), tuple(lesson), read=reader.read)


def _examples(point: LegPoint, answers: Answers, messages: Messages) -> str:
    """Say how an answer may be typed, in the unit of the answers before."""
    unit = units_typed(question_of(answers).legs)
    example = point.examples[unit == "in"]
    if not point.is_sided:
        return messages.text("ui.ask.like", {"example": messages.number(example)})
    other = Length(Length.parse(example).um + APART[unit]).text(unit)
    facts = {"example": messages.number(example), "other": messages.number(other)}
    return messages.text("ui.ask.like_leg", facts)
