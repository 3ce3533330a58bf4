"""A Question as the contract's document: the inverse of reading it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from .amounts import duration_text, hours_number, price_text, temperature_text
from .legs_document import body_document, legs_document
from .question import Filters, Question, Run, Runner, units_typed

ANY: Final = "any"
UNITS: Final = ("cm", "in")

Document = dict[str, object]


def _said(document: Document) -> Document:
    """The document without the fields that nobody said anything in."""
    return {key: value for key, value in document.items() if value not in (None, False, [], {})}


def _words(members: Iterable[StrEnum]) -> list[str]:
    return sorted(member.value for member in members)


def question_document(question: Question) -> Document:
    """The shortest document that asks this question; defaults are left out, units stay as typed."""
    document = _said({
        "garment": question.garment.value if question.garment else ANY,
        "legs": legs_document(question.legs),
        "body": body_document(question.legs) | _said({"sex": _word(question.sex)}),
        "shoe": question.shoe.text() if question.shoe else None,
        "prefer": _word(question.prefer),
        "measured": _word(question.measured),
        "confirmed": question.confirmed,
        "runner": _runner(question.runner),
        "filters": _filters(question.filters),
        "units": question.units if question.units != units_typed(question.legs) else None,
    })  # fmt: skip
    if question.run is not None:
        document["run"] = _run(question.run)
    if question.same_as is not None:
        document["same_as"] = {"product": question.same_as.product_id, "size": question.same_as.size}
    return document


def _word(member: StrEnum | None) -> str | None:
    return member.value if member is not None else None


def _run(run: Run) -> Document:
    return _said({
        "distance": run.distance.text("km") if run.distance else None,
        "duration": duration_text(run.seconds) if run.seconds is not None else None,
        "intensity": _word(run.intensity),
        "surface": _word(run.surface),
        "race": run.race,
        "rest_day": run.rest_day,
        "temperature": temperature_text(run.temperature_tenths)
        if run.temperature_tenths is not None
        else None,
    })  # fmt: skip


def _runner(runner: Runner) -> Document:
    document = _said({
        "experience": _word(runner.experience),
        "weekly_distance": runner.weekly_distance.text("km") if runner.weekly_distance else None,
        "symptoms": _words(runner.symptoms),
        "goals": _words(runner.goals),
        "struggles_to_recover": runner.struggles_to_recover,
        "red_flags": _words(runner.red_flags),
    })  # fmt: skip
    # Zero and false say something here, so they are kept apart from silence by hand.
    for name in ("hours_since_hard", "hours_to_next_hard", "travel_hours"):
        hours = getattr(runner, name)
        if hours is not None:
            document[name] = hours_number(hours)
    if runner.runs_per_week is not None:
        document["runs_per_week"] = runner.runs_per_week
    if runner.tested_in_training is not None:
        document["tested_in_training"] = runner.tested_in_training
    return document


def _filters(filters: Filters) -> Document:
    return _said({
        "brands": list(filters.brands),
        "audience": _word(filters.audience),
        "max_price": price_text(*filters.max_price) if filters.max_price else None,
        "max_mmhg": filters.max_mmhg,
        "graduated": _word(filters.graduated),
        "in_stock": filters.in_stock,
        "include_review": filters.include_review,
    })  # fmt: skip
