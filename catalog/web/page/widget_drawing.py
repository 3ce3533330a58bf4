"""What the widget draws: the leg with the places to measure, and a reading on the bands of its chart."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from ...messages.messages import Messages
from ...model.leg import LegPoint
from ...report.leg_drawing import ALONG, AROUND, LEG
from .leg_drawing import DrawnSize, Place
from .nodes import Node, node

SIDES: Final = ("", "matrix(-1 0 0 1 140 0)")
"""The half of the leg as it is, and mirrored."""


def leg_node(points: Sequence[LegPoint], messages: Messages) -> Node:
    """The leg with a ring for each place, numbered in the order of the fields; a tap on one leads to its field."""
    places = ", ".join(f"{number} {messages.point(point)}" for number, point in enumerate(points, 1))
    label = messages.text("widget.where", {"points": places})
    halves = [node("path", class_="skin", d=LEG, transform=side) for side in SIDES]
    rings = [_place(point, number) for number, point in enumerate(points, 1)]
    return node(
        "svg", *halves, *rings, class_="leg", viewBox="0 0 140 260", role="img", aria_label=label, part="drawing"
    )


def _place(point: LegPoint, number: int) -> Node:
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
    dot = node("circle", class_="dot", cx=x, cy=y, r=9)
    text = node("text", str(number), class_="no", x=x, y=y + 3.5, text_anchor="middle")
    return node("g", *tape, dot, text, class_="place", data_do="field", data_value=point.value)


def band_node(place: Place, size: str, named: Collection[str], messages: Messages) -> Node:
    """A reading among the sizes of its chart, from small to large; `size` is the one the drawing speaks of."""
    segments = place.drawing.segments
    band = messages.number(next((s.band for s in segments if s.size == size), ""))
    facts = {"point": place.name, "value": place.value, "size": size, "band": band}
    label = messages.text("widget.on_band", facts)
    at = f"{place.drawing.place:.2f}%"
    svg = node(
        "svg",
        *(part for segment in segments for part in _segment(segment, len(named) == 1, messages)),
        node("line", class_="pin", x1=at, x2=at, y1=17, y2=46),
        node("circle", class_="pin", cx=at, cy=34, r=6),
        node("text", place.value, class_="val", x=at, y=12, text_anchor=place.drawing.anchor),
        class_="band", width="100%", height=78, role="img", part="band", aria_label=label,
    )  # fmt: skip
    return node("div", node("b", place.name, class_="name"), svg, class_="field")


def _segment(segment: DrawnSize, alone: bool, messages: Messages) -> list[Node]:
    on = " on" if segment.named else ""
    box = node("rect", class_=f"seg{on}", x=f"{segment.at:.2f}%", y=26, width=f"{segment.width:.2f}%", height=16, rx=4)
    label = node("text", segment.size, class_=f"lab{on}", x=f"{segment.middle:.2f}%", y=57, text_anchor="middle")
    if not on:
        return [box, label]
    figures = messages.number(segment.band if alone else segment.figures)
    x = f"{segment.band_at:.2f}%"
    return [box, label, node("text", figures, class_="lab", x=x, y=74, text_anchor=segment.anchor)]
