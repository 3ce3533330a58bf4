"""`--for`: the fields that a short word for a run stands for, beside the options that say them exactly."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from msgspec import Struct

from ...documents.shorthand import Assumed, expand
from ...model.problem import Problem

A_RUN: Final = {"distance": "--distance", "duration": "--duration", "race": "--race"}
"""Options that say that there is a run, by the name of their field."""
REST_DAY: Final = {"run": {"rest_day": True}}


class Assumption(Struct, frozen=True):
    """A short word for a run, and the fields that were taken from it: those that no option stated."""

    word: str
    fields: tuple[tuple[str, object], ...]

    @property
    def text(self) -> str:
        """Return the fields in plain text."""
        texts = (f"{name} {'yes' if value is True else value}" for name, value in self.fields)
        return ", ".join(texts).replace("_", " ")


def assumption(word: str | None, stated: Collection[str] = ()) -> Assumption | None:
    """Return what is assumed from a short word besides the fields that are stated (`run.distance`); None for nothing.

    Raises: BadInput where the word is not known.
    """
    if not word:
        return None
    left = [(name, value) for place, name, value in _fields(expand(word)) if f"{place}.{name}" not in stated]
    if stated_run(stated):
        left = [(name, value) for name, value in left if name != "rest_day"]
    return Assumption(word, tuple(left)) if left else None


def assumed_fields(word: str, stated: Collection[str]) -> Assumed:
    """Return the fields of the question document that a short word stands for; a stated run takes `rest_day` out.

    Raises: BadInput where the word is not known.
    """
    fields = expand(word)
    if stated_run(stated):
        fields.get("run", {}).pop("rest_day", None)
    return fields


def stated_run(stated: Collection[str]) -> bool:
    """Whether a distance, a duration or a race is among the fields that were stated."""
    return any(f"run.{name}" in stated for name in A_RUN)


def rest_day_problems(values: Mapping[str, Any]) -> list[Problem]:
    """Return a problem for each option that speaks of a run, where another says that there is none.

    Raises: BadInput where the short word for a run is not known.
    """
    word = values.get("for_") or ""
    stands_for = expand(word) if word else {}
    rest = "--rest-day" if values.get("rest_day") else f"--for {word}" if stands_for == REST_DAY else ""
    if not rest:
        return []
    running = [option for name, option in A_RUN.items() if values.get(name)]
    if values.get("rest_day") and word and not stands_for.get("run", {}).get("rest_day"):
        running.append(f"--for {word}")
    expected, hint = "usage_rest_or_run", "usage_leave_one"
    facts = [(option, (("rest", rest), ("run", option))) for option in running]
    return [Problem("rest_day_with_run", option, "", expected, hint, named) for option, named in facts]


def _fields(fields: Assumed) -> list[tuple[str, str, object]]:
    return [(place, name, value) for place, values in fields.items() for name, value in values.items()]
