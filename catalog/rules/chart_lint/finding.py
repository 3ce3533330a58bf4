"""A finding of the linter: a problem with a level, its place, and the charts that it makes unsure."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct

from ...model.problem import Problem, safe_repr


class Level(StrEnum):
    """How bad a finding is: an error makes answers wrong, a warning may, a note is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


LEVELS: Final = {
    "upside_down": Level.ERROR, "implausible": Level.ERROR, "duplicate_row": Level.ERROR,
    "out_of_order": Level.ERROR, "columns_swapped": Level.ERROR, "units_disagree": Level.ERROR,
    "duplicate_gtin": Level.ERROR, "duplicate_sku": Level.ERROR, "duplicate_shop_id": Level.ERROR,
    "hole": Level.WARNING, "overlap": Level.WARNING, "shared_edge": Level.WARNING, "missing_end": Level.WARNING,
    "garment_column": Level.WARNING, "variant_size": Level.WARNING, "still_example": Level.WARNING,
    "undated": Level.NOTE, "unreadable": Level.NOTE, "held_back": Level.NOTE,
}  # fmt: skip
"""Each code with its level; a chart that goes by several points is warned about its order instead."""


class Finding(Struct, frozen=True):
    """One suspicious thing: how bad, what is wrong and where, and the ids of the charts it makes unsure."""

    level: Level
    problem: Problem
    charts: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The code of what is wrong."""
        return self.problem.code

    @property
    def place(self) -> str:
        """Where it stands: file, product, chart, size, point."""
        return self.problem.field

    @property
    def read(self) -> str:
        """What was read there."""
        return self.problem.read


def finding(
    code: str, place: str, read: str, expected: str, hint: str = "", *,
    charts: tuple[str, ...] = (), level: Level | None = None, suggestion: str = "", **facts: object,
) -> Finding:  # fmt: skip
    """Make a finding with the level of its code, unless another one is given; `facts` fill its sentences."""
    problem = Problem(code, place, safe_repr(read), expected, hint, tuple(facts.items()), suggestion)
    return Finding(level or LEVELS[code], problem, charts)


def placed(*steps: str) -> str:
    """Join a place, read from the outside in; empty steps are left out.

    >>> placed("cep.toml", "", "chart socks")
    'cep.toml: chart socks'
    """
    return ": ".join(filter(None, steps))
