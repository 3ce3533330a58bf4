"""How near a reading lies to where the size changes: what deserves a second look at the tape."""

from __future__ import annotations

from ..measure import LegPoint
from ..verdict import Reason, because
from .leg import Asked, amount
from .plot import Plot, Stretch

SHOWN = 500
"""Micrometres: a distance below half a millimetre would be said as 0."""


def near_edges(asked: Asked, plot: Plot, seated: tuple[Stretch, ...]) -> list[Reason]:
    """Where a tape reading lies in a rounding hole, or within the margin of an edge that ends the size."""
    reasons: list[Reason] = []
    margin, values = asked.figures.near_edge, asked.values
    for index, stretch in enumerate(seated):
        value = values[index]
        for end in stretch.ends:
            edge = end.edges[0] if len(end.edges) == 1 else min(end.edges, key=lambda at: abs(value - at))
            if -margin <= value - edge <= margin:
                reasons.append(_near(stretch.point, value, edge, end.beyond, plot.size))
        if stretch.in_hole:
            reasons += _in_hole(asked, plot, index, value)
    return reasons


def _in_hole(asked: Asked, plot: Plot, index: int, value: int) -> list[Reason]:
    """The size on the other side of a rounding hole."""
    point, size = asked.points[index], plot.size
    spans = [(c.spans[index], asked.chart.labels[c.rank]) for c in plot.place.cells]
    own = min((abs(s.excess(value)), s.snap(value)) for s, label in spans if label == size)
    others = [(abs(s.excess(value)), label) for s, label in spans if label != size]
    if not others:
        return []
    facts = {"by": amount(point, own[0]), "edge": amount(point, own[1]), "size": size, "where": "hole"}
    return [because("size.near_edge", point=point, value=amount(point, value), **facts, other=min(others)[1])]


def _near(point: LegPoint, value: int, edge: int, beyond: str | None, size: str) -> Reason:
    facts = {
        "point": point, "value": amount(point, value), "by": amount(point, value - edge),
        "edge": amount(point, edge), "size": size, "where": "near" if abs(value - edge) >= SHOWN else "at",
    }  # fmt: skip
    if beyond is None:
        return because("size.near_end", **facts)
    return because("size.near_edge", **facts, other=beyond)
