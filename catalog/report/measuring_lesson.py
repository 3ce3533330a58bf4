"""How to measure a leg: a drawing, the steps, and the places that can be measured."""

from __future__ import annotations

from typing import Final

from ..model.leg import LegPoint
from .lines import BLANK, Joined, Line, Style, Words, heading, message

PLACES: Final = {
    "ankle": LegPoint.ANKLE,
    "calf": LegPoint.CALF,
    "below-knee": LegPoint.BELOW_KNEE,
    "lower-thigh": LegPoint.LOWER_THIGH,
    "mid-thigh": LegPoint.MID_THIGH,
    "thigh": LegPoint.THIGH,
    "hip": LegPoint.HIP,
    "waist": LegPoint.WAIST,
}
"""The short names of the places, as options have them."""

DRAWING: Final = (
    (r"   |       |  ", "thigh"),
    (r"   |       |", ""),
    (r"   |       |  ", "mid-thigh"),
    (r"    \      |  ", "lower-thigh"),
    (r"     )    (", ""),
    (r"     |     \  ", "below-knee"),
    (r"     |      ) ", "calf"),
    (r"     |     /", ""),
    (r"     |    /", ""),
    (r"     |   |    ", "ankle"),
    (r"   __/   |", ""),
    (r"  (______/", ""),
)
STEPS: Final = ("when", "stand", "tape", "twice", "both", "unit")


def lesson(only: str | None = None) -> list[Line]:
    """The drawing beside the names of the places, the place asked for or all, and the steps."""
    named = [place for place in PLACES if only in (None, place)]
    return [
        heading(message("ui.measure.title")),
        BLANK,
        *(Line(_drawn(row, place, named), style=Style.VERBATIM) for row, place in DRAWING),
        BLANK,
        *(Line(_how(place, PLACES[place]), style=Style.ENTRY) for place in named),
        BLANK,
        *(Line(message(f"ui.measure.{step}"), mark=f"{number}. ") for number, step in enumerate(STEPS, start=1)),
    ]


def _drawn(row: str, place: str, named: list[str]) -> Words:
    return Joined((row, "<--- ", PLACES[place]), "") if place in named else row.rstrip()


def _how(place: str, point: LegPoint) -> Words:
    return Joined((point, f"(--{place}):", message(f"ui.measure.{point.value}")))
