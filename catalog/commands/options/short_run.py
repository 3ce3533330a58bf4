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
    every = [(place, field) for place, fields in assumed_fields(word, stated).items() for field in fields.items()]
    left = tuple(field for place, field in every if f"{place}.{field[0]}" not in stated)
    return Assumption(word or "", left) if left else None


def assumed_fields(word: str | None, stated: Collection[str]) -> Assumed:
    """Return the fields of the question document that a short word stands for; a stated run takes `rest_day` out.

    Raises: BadInput where the word is not known.
    """
    fields = expand(word) if word else {}
    if any(f"run.{name}" in stated for name in A_RUN):
        fields.get("run", {}).pop("rest_day", None)
    return fields


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
    facts = [(option, (("rest", rest), ("run", option))) for option in running]
    return [Problem("rest_day_with_run", o, "", "usage_rest_or_run", "usage_leave_one", named) for o, named in facts]
