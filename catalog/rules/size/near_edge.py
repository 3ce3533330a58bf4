"""How near a reading lies to where the size changes: what deserves a second look at the tape."""

from __future__ import annotations

from ...geometry.leg_on_chart import LegOnChart
from ...model.verdict import Reason
from .region import PointInRegion, Region

SHOWN = 500
"""um: a distance below half a millimetre would be said as 0."""


def near_edges(leg: LegOnChart, region: Region, positions: tuple[PointInRegion, ...]) -> list[Reason]:
    """Find tape readings in a rounding gap, or within the policy's margin of an edge that ends the size."""
    reasons: list[Reason] = []
    margin = leg.thresholds.near_edge
    for position, value in zip(positions, leg.values, strict=True):
        for end in position.ends:
            edge = end.edges[0] if len(end.edges) == 1 else min(end.edges, key=lambda at: abs(value - at))
            by = abs(value - edge)
            if by <= margin:
                reasons.append(_near(position, value, by, edge, "near" if by >= SHOWN else "at", end.beyond))
        if position.across:
            reasons += _in_gap(position, value, region.size)
    return reasons


def _in_gap(position: PointInRegion, value: int, size: str) -> list[Reason]:
    """The size on the other side of a rounding gap."""
    by, edge = min((abs(i.excess(value)), i.snap(value)) for i, label in position.across if label == size)
    others = [(abs(i.excess(value)), label) for i, label in position.across if label != size]
    return [_near(position, value, int(by), int(edge), "hole", min(others)[1])] if others else []


def _near(position: PointInRegion, value: int, by: int, edge: int, where: str, beyond: str | None) -> Reason:
    (point, size, _), quantity = position.facts, position.quantity
    facts = (
        point, ("value", quantity(value)), ("by", quantity(by)), ("edge", quantity(edge)), size, ("where", where),
    )  # fmt: skip
    if beyond is None:
        return Reason("size.near_end", facts)
    return Reason("size.near_edge", (*facts, ("other", beyond)))
