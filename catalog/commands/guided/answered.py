"""What the answers of a guided question add up to: the question, and the command that asks the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from ...documents.question import UNKNOWN
from ...documents.question_reader import parse_question
from ...documents.shorthand import expand
from ...model.leg import LegPoint
from ...model.question import Question
from ..repeat import WHERE, RepeatableCommand, narrowed_by, options_of, where_typed

ANY: Final = "any"
SHOE: Final = "shoe"
AUDIENCES: Final = {"female": "women", "male": "men"}
ON_THE_BODY: Final = (LegPoint.HEIGHT, LegPoint.WEIGHT)
NONE: Final = "none"
"""The answer that nothing of a list is true."""


def document_of(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the question document of the answers; what is not known is left out."""
    legs = {p.value: answers[p.value] for p in LegPoint if p not in ON_THE_BODY and answers.get(p.value)}
    body = {p.value: answers[p.value] for p in ON_THE_BODY if answers.get(p.value)}
    sex = answers.get("sex")
    run = expand(answers["for"]) if answers.get("for") else {}
    if answers.get("race"):
        run.setdefault("run", {})["race"] = True
    parts = {
        "legs": legs,
        # Where there is no height and weight, the sex estimates nothing: it only narrows.
        "body": {**body, **({"sex": sex} if sex and len(body) == len(ON_THE_BODY) else {})},
        "shoe": answers.get(SHOE),
        "same_as": answers.get("same_as"),
        "measured": answers.get("measured"),
        "prefer": answers.get("prefer"),
        "confirmed": answers.get("confirmed"),
        "run": run.get("run"),
        "runner": {**run.get("runner", {}), **_runner(answers)},
        "filters": {"audience": AUDIENCES[sex]} if sex else {},
    }
    return {"garment": answers.get("garment") or ANY, **{name: part for name, part in parts.items() if part}}


def _runner(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was said of the runner; "don't know" about health is kept as such, "none" as nothing."""
    flags, symptoms = ([v for v in answers.get(name) or () if v != NONE] for name in ("red_flags", "symptoms"))
    fields = {
        "tested_in_training": answers.get("tested"),
        "experience": answers.get("experience"),
        "symptoms": symptoms or None,
        "red_flags": UNKNOWN if UNKNOWN in flags else flags or None,
    }
    return {field: value for field, value in fields.items() if value is not None}


def question_of(answers: Mapping[str, Any]) -> Question:
    """Return the question that the answers add up to. Raises: BadInput."""
    return parse_question(document_of(answers))


def same_again(answers: Mapping[str, Any], language: str) -> RepeatableCommand:
    """Return what commands need to ask the same: no answer about health, which a shell would keep; the language always.

    The run stands in them under its short word.
    """
    question = question_of({**answers, "for": None})
    words = ("--for", str(answers["for"])) if answers.get("for") else ()
    where = where_typed()
    if WHERE[0] not in where and language != "en":
        where = (WHERE[0], language, *where)
    narrowed = replace(question, garment=question_of(answers).garment)
    return RepeatableCommand((*words, *options_of(question, health=False)), where, narrowed_by(narrowed))
