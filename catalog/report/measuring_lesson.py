"""How to measure a leg: a drawing, the steps, and the places that can be measured."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from ..model.leg import GIRTHS, LegPoint
from .leg_drawing import WIDTH, rows_with_points
from .lines import BLANK, Joined, Line, Style, Words, heading, message

PLACES: Final = {point.name.lower().replace("_", "-"): point for point in GIRTHS}
"""The short names of the places, as options have them."""
STEPS: Final = ("when", "stand", "tape", "twice", "both", "unit")


def lesson(only: str | None = None) -> list[Line]:
    """The drawing beside the names of the places, the place asked for or all, and the steps."""
    places = {place: point for place, point in PLACES.items() if only in (None, place)}
    points = places.values()
    return [
        heading(message("ui.measure.title")),
        BLANK,
        *(Line(_drawn(row, point, points), style=Style.VERBATIM) for row, point in rows_with_points()),
        BLANK,
        *(Line(_how(place, point), style=Style.ENTRY) for place, point in places.items()),
        BLANK,
        *(Line(message(f"ui.measure.{step}"), mark=f"{number}. ") for number, step in enumerate(STEPS, start=1)),
    ]


def _drawn(row: str, point: LegPoint | None, points: Collection[LegPoint]) -> Words:
    return Joined((row.ljust(WIDTH), "<--- ", point), "") if point is not None and point in points else row


def _how(place: str, point: LegPoint) -> Words:
    return Joined((point, f"(--{place}):", message(f"ui.measure.{point.value}")))
