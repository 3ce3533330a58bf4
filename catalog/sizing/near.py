"""How near a reading lies to where the size changes: what deserves a second look at the tape."""

from __future__ import annotations

from ..product import Edge
from ..verdict import PointFit, Reason, because
from .leg import Asked, amount
from .limits import TAPE_POINTS
from .line import Line
from .place import Place

SHOWN = 500
"""Micrometres: a distance below half a millimetre would be said as 0."""


def near_edges(asked: Asked, found: Place, points: list[tuple[PointFit, Line]], size: str) -> list[Reason]:
    """Where a tape reading lies in a rounding hole, or within the margin of an edge that ends the size."""
    reasons: list[Reason] = []
    for fit, line in points:
        if fit.point in TAPE_POINTS:
            index = asked.points.index(fit.point)
            if index in found.holes:
                reasons += _in_hole(asked, found, fit, index, size)
            else:
                reasons += _beside(asked, fit, line, size)
    return reasons


def _in_hole(asked: Asked, found: Place, fit: PointFit, index: int, size: str) -> list[Reason]:
    """The size on the other side of a rounding hole."""
    spans = [(c.spans[index], asked.chart.labels[c.rank]) for c in found.cells]
    own = min((abs(s.excess(fit.value)), s.snap(fit.value)) for s, label in spans if label == size)
    others = [(abs(s.excess(fit.value)), label) for s, label in spans if label != size]
    if not others:
        return []
    facts = {"by": amount(fit.point, own[0]), "edge": amount(fit.point, own[1]), "size": size, "where": "hole"}
    value = amount(fit.point, fit.value)
    return [because("size.near_edge", point=fit.point, value=value, **facts, other=min(others)[1])]


def _beside(asked: Asked, fit: PointFit, line: Line, size: str) -> list[Reason]:
    """The edges of the stretch in which the size stays, and of its band where a rounding hole follows."""
    index, reasons = line.at(fit.value), []
    for change, own, other in (
        (fit.stays[0], fit.band.low, line.neighbour(index - 1)),
        (fit.stays[1], fit.band.high, line.neighbour(index + 1)),
    ):
        if change is None:
            continue
        edge = _ending(change, own if other is not None else None, asked.chart.steps[fit.point], fit.value)
        if abs(fit.value - edge.at) <= asked.figures.near_edge:
            reasons.append(_near(asked, fit, edge, other, size))
    return reasons


def _ending(change: Edge, own: Edge | None, step: int, value: int) -> Edge:
    """The nearer of where the size changes and the printed edge before it, one rounding hole away at most."""
    if own is None or abs(own.at - change.at) > step:
        return change
    return min(change, own, key=lambda e: abs(value - e.at))


def _near(asked: Asked, fit: PointFit, edge: Edge, other: int | None, size: str) -> Reason:
    where = "near" if abs(fit.value - edge.at) >= SHOWN else "at"
    facts = {
        "point": fit.point, "value": amount(fit.point, fit.value), "by": amount(fit.point, fit.value - edge.at),
        "edge": amount(fit.point, edge.at), "size": size, "where": where,
    }  # fmt: skip
    if other is None:
        return because("size.near_end", **facts)
    return because("size.near_edge", **facts, other=asked.chart.labels[other])
