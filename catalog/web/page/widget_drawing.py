"""What the widget draws: the leg with the places to measure, and a reading on the bands of its chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...messages.messages import Messages
from ...model.leg import LegPoint
from ...report.leg_drawing import ALONG, AROUND, LEG
from .band_drawing import DrawnSize, Place
from .nodes import Node, node

SIDES: Final = ("", "matrix(-1 0 0 1 140 0)")
"""The half of the leg as it is, and mirrored."""
ROW: Final = 2.7
"""The height of a row of bands."""


def leg_node(points: Sequence[LegPoint], messages: Messages) -> Node:
    """The leg with a ring for each place, several numbered as their fields are; a tap on one leads to its field."""
    numbered = [f"{number} {messages.point(point)}" for number, point in enumerate(points, 1)]
    places = ", ".join(numbered) if len(points) > 1 else messages.point(points[0])
    label = messages.text("widget.where", {"points": places})
    halves = [node("path", class_="skin", d=LEG, transform=side) for side in SIDES]
    rings = [_place(point, str(number) if len(points) > 1 else "") for number, point in enumerate(points, 1)]
    return node(
        "svg", *halves, *rings, class_="leg", viewBox="0 0 140 260", role="img", aria_label=label, part="drawing"
    )


def _place(point: LegPoint, number: str) -> Node:
    if point in AROUND:
        height, start, end = AROUND[point]
        x, y, middle, radius = 126.0, float(height), (start + end) / 2, (end - start) / 2 + 1
        tape = [
            node("path", class_="tape", d=f"M{end + 1} {height}H118"),
            node("ellipse", class_="tape", cx=middle, cy=height, rx=radius, ry=3.5),
        ]
    else:
        across, start, end = ALONG[point]
        x, y = across - 12.0, (start + end) / 2
        tape = [node("path", class_="tape", d=f"M{across - 4} {start}h8m-4 0V{end}m-4 0h8")]
    dot = node("circle", class_="dot", cx=x, cy=y, r=9 if number else 4)
    text = node("text", number, class_="no", x=x, y=y + 3.5, text_anchor="middle") if number else None
    return node("g", *tape, dot, text, class_="place", data_do="field", data_value=point.value)


def band_node(place: Place) -> Node:
    """A reading among the sizes of its chart, as the page draws it."""
    drawn = place.drawing
    at = f"{drawn.place:.2f}%"
    svg = node(
        "svg",
        *(_segment(segment) for segment in drawn.segments),
        node("line", class_="pin", x1=at, x2=at, y1="1.25em", y2=_em(0.35, drawn.rows)),
        node("circle", class_="pin", cx=at, cy=_em(2.175, drawn.dot), r=6),
        *(_label(segment) for segment in drawn.segments),
        node("text", place.value, class_="val", x=at, y="0.95em", text_anchor=drawn.anchor),
        class_="band", width="100%", height=_em(1.6, drawn.rows), role="img", part="band",
        aria_label=place.label,
    )  # fmt: skip
    name = node("b", place.name, class_="name")
    named = (node("span", node("b", label), f" {figures}") for label, figures in place.bands)
    return node("div", node("p", name, *named, class_="row of-place"), svg, class_="field")


def _em(first: float, row: int) -> str:
    """How far down something of a row stands."""
    return f"{first + ROW * row:.2f}em"


def _segment(segment: DrawnSize) -> Node:
    on = "seg on" if segment.named else "seg"
    x, width = f"{segment.at:.2f}%", f"{segment.width:.2f}%"
    return node("rect", class_=on, x=x, y=_em(1.6, segment.row), width=width, height="1.15em", rx=4)


def _label(segment: DrawnSize) -> Node:
    on = "lab on" if segment.named else "lab"
    x = f"{segment.middle:.2f}%"
    return node("text", segment.label, class_=on, x=x, y=_em(3.85, segment.row), text_anchor="middle")
