"""How near a reading lies to where the size changes: what deserves a second look at the tape."""

from __future__ import annotations

from ...geometry.leg_on_chart import LegOnChart
from ...model.verdict import Reason
from .region import PointInRegion, Region

SHOWN = 500
"""Micrometres: a distance below half a millimetre would be said as 0."""


def near_edges(asked: LegOnChart, plot: Region, seated: tuple[PointInRegion, ...]) -> list[Reason]:
    """Where a tape reading lies in a rounding gap, or within the margin of an edge that ends the size."""
    reasons: list[Reason] = []
    margin = asked.figures.near_edge
    for stretch, value in zip(seated, asked.values):  # noqa: B905
        for end in stretch.ends:
            edge = end.edges[0] if len(end.edges) == 1 else min(end.edges, key=lambda at: abs(value - at))
            by = abs(value - edge)
            if by <= margin:
                reasons.append(_near(stretch, value, by, edge, "near" if by >= SHOWN else "at", end.beyond))
        if stretch.across:
            reasons += _in_hole(stretch, value, plot.size)
    return reasons


def _in_hole(stretch: PointInRegion, value: int, size: str) -> list[Reason]:
    """The size on the other side of a rounding gap."""
    by, edge = min((abs(s.excess(value)), s.snap(value)) for s, label in stretch.across if label == size)
    others = [(abs(s.excess(value)), label) for s, label in stretch.across if label != size]
    return [_near(stretch, value, int(by), int(edge), "hole", min(others)[1])] if others else []


def _near(stretch: PointInRegion, value: int, by: int, edge: int, where: str, beyond: str | None) -> Reason:
    (point, size, _), quantity = stretch.facts, stretch.quantity
    facts = (
        point, ("value", quantity(value)), ("by", quantity(by)), ("edge", quantity(edge)), size, ("where", where),
    )  # fmt: skip
    if beyond is None:
        return Reason("size.near_end", facts)
    return Reason("size.near_edge", (*facts, ("other", beyond)))
