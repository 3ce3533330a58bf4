"""Stretches of whole numbers and boxes made of them; an end without limit is infinite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf

from msgspec import Struct

from ..measure import LegPoint, ShoeSize
from ..product import Band, Edge


class Span(Struct, frozen=True, order=True):
    """What a band holds: the first and last whole number inside, and the edges as they are printed.

    `first` and `last` make open edges exact: more than 37 cm begins one micrometre above it. `low`
    and `high` are the printed edges, which distances and probabilities are measured from.
    """

    first: float
    last: float
    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether the value lies in the band."""
        return self.first <= value <= self.last

    def excess(self, value: float) -> float:
        """How far the value lies beyond the band: below zero under it, above zero over it, 0 inside."""
        if value < self.first:
            return value - self.low
        return value - self.high if value > self.last else 0

    def snap(self, value: float) -> float:
        """The value, or the nearest one that the band holds."""
        return min(max(value, self.first), self.last)


def span_of(band: Band) -> Span:
    """The stretch that a band holds."""
    low, high = band.low, band.high
    return Span(
        -inf if low is None else low.at + (not low.closed),
        inf if high is None else high.at - (not high.closed),
        -inf if low is None else low.at,
        inf if high is None else high.at,
    )


Spans = tuple[Span, ...]


def meets(one: Spans, other: Spans) -> bool:
    """Whether two boxes over the same points share at least one leg."""
    return all(max(a.first, b.first) <= min(a.last, b.last) for a, b in zip(one, other, strict=True))


def covered(box: Spans, boxes: Sequence[Spans]) -> bool:
    """Whether every leg of a box lies in one of the others; boxes over the same points."""
    if not box:
        return bool(boxes)
    for first, last in cuts(box[0], [b[0] for b in boxes]):
        beside = [b[1:] for b in boxes if b[0].first <= first and last <= b[0].last]
        if not covered(box[1:], beside):
            return False
    return True


def cuts(span: Span, spans: Iterable[Span]) -> list[tuple[float, float]]:
    """A span cut wherever one of the others begins or ends: first and last whole number of each piece."""
    starts = {span.first}
    for other in spans:
        starts |= {s for s in (other.first, other.last + 1) if span.first < s <= span.last}
    ordered = sorted(starts)
    return list(zip(ordered, [s - 1 for s in ordered[1:]] + [span.last], strict=True))


def overlap(one: Span, other: Span) -> float:
    """How long the stretch is that two spans share, from printed edge to printed edge; 0 where none."""
    return max(0, min(one.high, other.high) - max(one.low, other.low))


def edge_text(edge: Edge, sign: str) -> str:
    """A single printed edge with its sign: `> 37`, `≥ 37`."""
    return f"{sign}{'=' if edge.closed else ''} {edge.printed}".replace(">=", "≥").replace("<=", "≤")


def band_text(band: Band) -> str:
    """A band as printed, with its unit: `35–38 cm`, `> 37 cm`, `EU 39–42`; signs, no words."""
    low, high = band.low, band.high
    if low is not None and high is not None:
        above, below = "" if low.closed else "> ", "" if high.closed else "< "
        figures = f"{above}{low.printed}–{below}{high.printed}"
    elif low is not None:
        figures = edge_text(low, ">")
    elif high is not None:
        figures = edge_text(high, "<")
    else:
        figures = "*"
    return _with_unit(band, figures)


def _with_unit(band: Band, figures: str) -> str:
    if not band.point.value.startswith("shoe_"):
        return f"{figures} {band.unit}"
    if band.point is LegPoint.SHOE_UNSTATED:
        return figures
    return f"{ShoeSize(band.point, 0).text().removesuffix('0').strip()} {figures}"
