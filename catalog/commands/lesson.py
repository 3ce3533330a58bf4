"""How to measure a leg: a drawing, the steps, and the places that can be measured."""

from __future__ import annotations

from typing import Final

from ..messages.messages import Messages
from ..model.leg import LegPoint
from .terminal.screen import Screen

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
    (r"   |       |  ", ""),
    (r"   |       |  ", "mid-thigh"),
    (r"    \      |  ", "lower-thigh"),
    (r"     )    (   ", ""),
    (r"     |     \  ", "below-knee"),
    (r"     |      ) ", "calf"),
    (r"     |     /  ", ""),
    (r"     |    /   ", ""),
    (r"     |   |    ", "ankle"),
    (r"   __/   |    ", ""),
    (r"  (______/    ", ""),
)
STEPS: Final = ("when", "stand", "tape", "twice", "both", "unit")


def lesson(messages: Messages, on: Screen, only: str | None = None) -> list[str]:
    """The drawing beside the names of the places, the place asked for or all, and the steps."""
    lines = [on.bold(messages.text("ui.measure.title")), ""]
    for drawn, place in DRAWING:
        lines.append(f"{drawn}{_mark(place, messages, only)}".rstrip())
    lines.append("")
    for place, point in PLACES.items():
        if only in (None, place):
            lines += on.paragraph(
                f"{messages.point(point)} (--{place}): {messages.text(f'ui.measure.{point.value}')}", "", "  "
            )
    lines.append("")
    for number, step in enumerate(STEPS, start=1):
        lines += on.paragraph(messages.text(f"ui.measure.{step}"), f"{number}. ", "   ")
    return lines


def _mark(place: str, messages: Messages, only: str | None) -> str:
    if not place or only not in (None, place):
        return ""
    return f"<--- {messages.point(PLACES[place])}"
