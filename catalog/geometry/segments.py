"""One point of a chart as a line of stretches, each with the size that is named there."""

from __future__ import annotations

from bisect import bisect_left
from math import ceil, floor, inf

from msgspec import Struct, field

from ..model.aside import Aside
from ..model.leg import LegPoint
from ..model.product import Edge
from .compiled_chart import ChartBox, Projection
from .locate import Location, Values, locate
from .thresholds import TieBreak

Piece = tuple[float, float, int | None]
"""First and last whole number, and the rank of the size named there; None where there is none."""


MOST_LINES = 1024
"""Lines kept for one view of a chart; a bound on memory, far above what real charts have."""


class SizeAxis(Struct, frozen=True):
    """The pieces of one point, from the smallest leg to the largest, without a hole."""

    pieces: tuple[Piece, ...]
    edges: dict[float, Edge]
    """Printed edges and the middles of rounding gaps, by where they are."""
    lasts: tuple[float, ...]
    """The last whole number of each piece."""
    known_ends: Aside[int, tuple[Edge | None, Edge | None]] = field(default_factory=Aside)
    """The edges of the pieces that legs have met."""

    def at(self, value: float) -> int:
        """The index of the piece that a value lies in."""
        return bisect_left(self.lasts, value)

    def neighbour(self, index: int) -> int | None:
        """The size named in a piece; None beyond the ends of the line and where no size is named."""
        return self.pieces[index][2] if 0 <= index < len(self.pieces) else None

    def names(self, value: float, rank: int) -> bool:
        """Whether a value is in a piece of that size."""
        return self.pieces[self.at(value)][2] == rank

    def ends(self, index: int) -> tuple[Edge | None, Edge | None]:
        """The edges of a piece, each with its own kind; None where it goes on without limit."""
        ends = self.known_ends.get(index)
        if ends is None:
            first, last, _ = self.pieces[index]
            ends = self.known_ends[index] = self._end(first, -1), self._end(last, 1)
        return ends

    def _end(self, at: float, outward: int) -> Edge | None:
        if at in (inf, -inf):
            return None
        if (edge := self.edges.get(at)) is not None:
            return Edge(edge.at, closed=True, printed=edge.printed)
        if (edge := self.edges.get(at + outward)) is not None:
            return Edge(edge.at, closed=False, printed=edge.printed)
        return Edge(int(at), closed=True, printed="")


def size_axis_at(
    view: Projection, values: Values, index: int, found: Location, choice: TieBreak, only: int | None = None
) -> SizeAxis:
    """The line of one point of a view, the other readings as they are.

    With `only`, the line knows that one size alone, and a reading in a rounding gap of another point
    counts as lying on the edge of its box.
    """
    if only is None and any(i != index for i in found.holes):
        return walked(view, values, index, choice)
    beside: tuple[int, ...] = tuple(range(len(view.cells)))
    if only is not None or len(view.points) > 1:
        snapped = _snapped(values, found, found.first(choice) if only is None else only)
        beside = tuple(
            n for n, c in enumerate(view.cells) if (only is None or c.rank == only) and _agrees(c, snapped, index)
        )
    return _drawn(view, index, choice, beside)


def _drawn(view: Projection, index: int, choice: TieBreak, beside: tuple[int, ...]) -> SizeAxis:
    """The line through some boxes, drawn once for each set of boxes that legs have met."""
    kept = view.lines.get((index, choice.key, beside))
    if isinstance(kept, SizeAxis):
        return kept
    if len(view.lines) >= MOST_LINES:
        view.lines.clear()
    line = _line(view, tuple(view.cells[n] for n in beside), index, choice)
    view.lines[index, choice.key, beside] = line
    return line


def _agrees(cell: ChartBox, values: Values, index: int) -> bool:
    """Whether a box holds every reading but the one at the index."""
    return all(s.holds(v) for i, (s, v) in enumerate(zip(cell.spans, values, strict=True)) if i != index)


def _snapped(values: Values, found: Location, named: int) -> Values:
    if not found.holes:
        return values
    cell = next(c for c in found.cells if c.rank == named)
    return tuple(s.snap(v) for s, v in zip(cell.spans, values, strict=True))


def _line(view: Projection, cells: tuple[ChartBox, ...], index: int, choice: TieBreak) -> SizeAxis:
    spans = [(c.spans[index].first, c.spans[index].last, c) for c in cells]
    everyone = [c.spans[index] for c in view.cells]
    starts = sorted({-inf} | {s.first for s in everyone} | {s.last + 1 for s in everyone} - {inf})
    edges = _printed(cells, view.points[index])
    pieces: list[Piece] = []
    for first, after in zip(starts, [*starts[1:], inf], strict=True):
        last = after - 1
        held = [c.rank for a, b, c in spans if a <= first and last <= b]
        if held:
            pieces.append((first, last, choice.pick(held)))
        else:
            pieces += _hole(view, cells, index, (first, last), choice, edges)
    joined = _joined(pieces)
    return SizeAxis(joined, edges, tuple(last for _, last, _ in joined))


def _printed(cells: tuple[ChartBox, ...], point: LegPoint) -> dict[float, Edge]:
    """Every printed edge at the point, by where it is."""
    bands = [band for c in cells if (band := c.box.band(point)) is not None]
    return {e.at: e for b in bands for e in (b.low, b.high) if e is not None}


def _hole(
    view: Projection,
    cells: tuple[ChartBox, ...],
    index: int,
    ends: tuple[float, float],
    choice: TieBreak,
    edges: dict[float, Edge],
) -> list[Piece]:
    """A stretch that no box holds: shared out where it is a rounding gap, else without a size."""
    for around in (cells, view.cells):
        low, high = _around(around, index, ends)
        if high - low <= view.steps[index] and not any(c.spans[index].holds(ends[0]) for c in around):
            under = sorted(c.rank for c in cells if c.spans[index].high == low and c.spans[index].last < ends[0])
            over = sorted(c.rank for c in cells if c.spans[index].low == high and c.spans[index].first > ends[1])
            both = [r for r in under if r in over]
            if both:
                return [(*ends, choice.pick(both))]
            if (under and over) or view.of_build:
                return _split(ends, (low + high) / 2, (under, over), choice, edges)
            return [(*ends, choice.pick(under or over) if under or over else None)]
    return [(*ends, None)]


def _around(cells: tuple[ChartBox, ...], index: int, ends: tuple[float, float]) -> tuple[float, float]:
    """The printed edges next to a stretch, below and above."""
    spans = [c.spans[index] for c in cells]
    low = max((s.high for s in spans if s.last < ends[0]), default=-inf)
    return low, min((s.low for s in spans if s.first > ends[1]), default=inf)


def _split(
    ends: tuple[float, float],
    middle: float,
    sides: tuple[list[int], list[int]],
    choice: TieBreak,
    edges: dict[float, Edge],
) -> list[Piece]:
    """A rounding gap: all of it to the size that a wish, a brand or the stock names, else to each side its half.

    The middle itself is open to both sides; a half without a size on its side stays without one.
    """
    first, last = ends
    under, over = sides
    either = sorted({*under, *over})
    if under and over and (choice.in_gaps or bool(choice.left(under)) != bool(choice.left(over))):
        return [(first, last, choice.pick(either))]
    low, high = ceil(middle) - 1, floor(middle) + 1
    pieces: list[Piece] = [(first, min(low, last), choice.pick(under) if under else None)]
    if low + 1 < high and first <= low + 1 <= last:
        edges.setdefault(low + 1, Edge(low + 1, closed=True, printed=""))
        pieces.append((low + 1, low + 1, choice.pick(either) if either else None))
    return [*pieces, (max(high, first), last, choice.pick(over) if over else None)]


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Neighbouring pieces of one size as one; empty pieces dropped."""
    joined: list[Piece] = []
    for first, last, rank in pieces:
        if last < first:
            continue
        if joined and joined[-1][2] == rank:
            joined[-1] = (joined[-1][0], last, rank)
        else:
            joined.append((first, last, rank))
    return tuple(joined)


def walked(view: Projection, values: Values, index: int, choice: TieBreak) -> SizeAxis:
    """The stretch around one reading and the stretches beside it, found by asking anew at every break.

    For a leg that lies in a rounding gap of another point, where what holds it depends on both.
    """
    starts, edges = [-inf, *view.breaks[index]], _edges(view, index)
    lasts = [*(s - 1 for s in starts[1:]), inf]

    def named(piece: int) -> int | None:
        at = starts[piece] if piece else lasts[0] if lasts[0] < inf else 0
        found = locate(view, (*values[:index], at, *values[index + 1 :]))
        return found.first(choice) if found.has_size else None

    low = high = bisect_left(lasts, values[index])
    own = named(low)
    below = above = own
    while low > 0 and (below := named(low - 1)) == own:
        low -= 1
    while high < len(starts) - 1 and (above := named(high + 1)) == own:
        high += 1
    pieces: list[Piece] = [(starts[low], lasts[high], own)]
    if low > 0:
        pieces.insert(0, (-inf, lasts[low - 1], below))
    if high < len(starts) - 1:
        pieces.append((starts[high + 1], inf, above))
    return SizeAxis(tuple(pieces), edges, tuple(last for _, last, _ in pieces))


def _edges(view: Projection, index: int) -> dict[float, Edge]:
    """Every printed edge at a point, and the middle of every rounding gap, which nobody printed."""
    edges = _printed(view.cells, view.points[index])
    for middle in view.middles[index]:
        edges.setdefault(ceil(middle), Edge(ceil(middle), closed=True, printed=""))
    return edges
