"""Where one leg lies among the boxes of a chart: in some of them, in a rounding gap, or in none.

A rounding gap is a gap between two printed bands that is not wider than one step of the printed unit: `30-34` and
`35-38` in whole centimetres. A wider gap is a chart gap, where no size is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import combinations

from msgspec import Struct

from .compiled_chart import ChartBox, Projection
from .interval import Interval, Intervals
from .thresholds import TieBreak

Values = tuple[float, ...]
"""The values of a leg in store units, in the order of a projection's points."""


class LocationKind(StrEnum):
    """How a leg lies among the boxes."""

    IN_BOX = "in_box"
    WITHIN_SIZE = "within_size"
    """In a rounding gap between two boxes of one size."""
    BETWEEN_SIZES = "between_sizes"
    """In a rounding gap between sizes."""
    NOWHERE = "nowhere"


class Location(Struct, frozen=True):
    """Where a leg lies: the sizes in question and the nearest of them, by rank, small to large."""

    kind: LocationKind
    sizes: tuple[int, ...] = ()
    nearer: tuple[int, ...] = ()
    """The sizes that hold the leg, or whose edges are nearest."""
    boxes: tuple[ChartBox, ...] = ()
    """The boxes that hold the leg, or that stand around the gap."""
    gaps: tuple[int, ...] = ()
    """The indexes of the points at which the leg lies in a rounding gap."""

    @property
    def settled(self) -> bool:
        """Whether the leg is in a rounding gap and the other points leave one size."""
        return self.kind is LocationKind.BETWEEN_SIZES and len(self.sizes) == 1

    @property
    def has_size(self) -> bool:
        """Whether there is a size to name."""
        return self.kind is not LocationKind.NOWHERE

    def first_size(self, tie_break: TieBreak) -> int:
        """Pick the size to name, by rank."""
        return tie_break.pick(self.open_sizes(tie_break))

    def open_sizes(self, tie_break: TieBreak) -> Sequence[int]:
        """The sizes that a tie break picks from: one that decides in rounding gaps has all, else the nearer count."""
        ranks = self.sizes if tie_break.in_gaps else self.nearer
        return tie_break.in_stock(ranks) or tie_break.in_stock(self.sizes) or ranks


NOWHERE = Location(LocationKind.NOWHERE)


def anywhere(sizes: int) -> Location:
    """Make the location of a leg that nothing is known of, among so many sizes: any of them."""
    ranks = tuple(range(sizes))
    return Location(LocationKind.IN_BOX, ranks, ranks) if ranks else NOWHERE


def locate(projection: Projection, values: Values) -> Location:
    """Find where a leg lies among the boxes of a projection."""
    if len(values) == 1:
        (value,) = values
        boxes = tuple([b for b in projection.boxes if b.intervals[0].first <= value <= b.intervals[0].last])
    else:
        boxes = tuple([b for b in projection.boxes if _holds(b.intervals, values)])
    if boxes:
        ranks = (boxes[0].rank,) if len(boxes) == 1 else tuple(sorted({b.rank for b in boxes}))
        return Location(LocationKind.IN_BOX, ranks, ranks, boxes)
    return _in_rounding_gap(projection, values)


def _holds(intervals: Intervals, values: Values) -> bool:
    for interval, value in zip(intervals, values, strict=True):  # noqa: SIM110 - asked too often for a generator
        if not interval.first <= value <= interval.last:
            return False
    return True


class _Pair(Struct, frozen=True):
    """Two boxes that face each other over rounding gaps and agree on every other point."""

    boxes: tuple[ChartBox, ChartBox]
    gaps: tuple[int, ...]
    width: float
    nearer: tuple[ChartBox, ...]


def _in_rounding_gap(projection: Projection, values: Values) -> Location:
    """The location in the narrowest rounding gap around the leg, if there is one."""
    near = [b for b in projection.boxes if _is_near(b, projection.steps, values)]
    pairs = [p for a, b in combinations(near, 2) if (p := _facing(a, b, projection.steps, values)) is not None]
    if projection.of_build:
        pairs = [p for p in pairs if _leads_to_a_size(p, projection.boxes, values)]
    if not pairs:
        return _beside_one_size(projection, near, values)
    width = min(p.width for p in pairs)
    return _between_boxes([p for p in pairs if p.width == width])


def _is_near(box: ChartBox, steps: tuple[int, ...], values: Values) -> bool:
    for interval, step, value in zip(box.intervals, steps, values, strict=True):
        if abs(interval.excess(value)) > step:
            return False
    return True


def _facing(one: ChartBox, other: ChartBox, steps: tuple[int, ...], values: Values) -> _Pair | None:
    """The two boxes as a pair, if at every point both hold the leg or stand around a rounding gap."""
    gaps: list[int] = []
    nearer_sides: set[int] = set()
    total = 0.0
    for i, (a, b, step, value) in enumerate(zip(one.intervals, other.intervals, steps, values, strict=True)):
        if a.holds(value) and b.holds(value):
            continue
        gap = rounding_gap(a, b, step, value)
        if gap is None:
            return None
        gaps.append(i)
        total += gap[0]
        nearer_sides.add(gap[1])
    if not gaps:
        return None
    nearer = (one,) if nearer_sides == {-1} else (other,) if nearer_sides == {1} else (one, other)
    return _Pair((one, other), tuple(gaps), total, nearer)


def rounding_gap(a: Interval, b: Interval, step: int, value: float) -> tuple[float, int] | None:
    """Find the width of the rounding gap that a value lies in, and which side is nearer: -1 a, 1 b, 0 neither."""
    if b.low < a.low:
        gap = rounding_gap(b, a, step, value)
        return None if gap is None else (gap[0], -gap[1])
    if not (a.last < value < b.first) or b.low - a.high > step:
        return None
    below, above = value - a.high, b.low - value
    return b.low - a.high, (below > above) - (below < above)


def _leads_to_a_size(pair: _Pair, boxes: tuple[ChartBox, ...], values: Values) -> bool:
    """Whether the nearer sides of all gaps lead to a box of a grid of height and weight.

    Over a corner the nearer height may belong to one box and the nearer weight to the other: the cell that the printed
    figures mean is then a third one, and that may be empty.
    """
    if len(pair.nearer) == 1 or len(pair.gaps) == 1:
        return True
    nearest = list(values)
    for i in pair.gaps:
        edges = [box.intervals[i].snap(values[i]) for box in pair.boxes]
        (near, nearest[i]), (far, _) = sorted((abs(edge - values[i]), edge) for edge in edges)
        if near == far:
            return True
    return any(_holds(box.intervals, tuple(nearest)) for box in boxes)


def _between_boxes(pairs: list[_Pair]) -> Location:
    """The location between pairs of boxes around gaps of one width."""
    boxes = tuple({(b.rank, b.intervals): b for p in pairs for b in p.boxes}.values())
    gaps = tuple(sorted({i for p in pairs for i in p.gaps}))
    within = tuple(sorted({p.boxes[0].rank for p in pairs if p.boxes[0].rank == p.boxes[1].rank}))
    if within:
        return Location(LocationKind.WITHIN_SIZE, within, within, tuple(b for b in boxes if b.rank in within), gaps)
    ranks = tuple(sorted({b.rank for b in boxes}))
    farther = {b.rank for p in pairs for b in p.boxes if b not in p.nearer}
    nearer = tuple(sorted({b.rank for p in pairs for b in p.nearer} - farther)) or ranks
    return Location(LocationKind.BETWEEN_SIZES, ranks, nearer, boxes, gaps)


def _beside_one_size(projection: Projection, near: list[ChartBox], values: Values) -> Location:
    """The location where one size holds every other point, and no other takes the leg in its rounding gaps.

    A box across a rounding gap is no further than a step: only those `near` can be that size.
    """
    holding = [(b, beyond) for b in near if (beyond := _beyond_gaps(b, projection, values)) is not None]
    if not holding:
        return NOWHERE
    own = [box for box, _ in holding]
    gaps = tuple(sorted({i for _, beyond in holding for i in beyond}))
    ranks = tuple(sorted({box.rank for box in own}))
    others = [box for _, beyond in holding for box in beyond.values()]
    return Location(LocationKind.BETWEEN_SIZES, ranks, ranks, (*own, *others), gaps)


def _beyond_gaps(box: ChartBox, projection: Projection, values: Values) -> dict[int, ChartBox] | None:
    """By point: the box across each rounding gap that the leg is in; None if the box does not do for every point."""
    beyond: dict[int, ChartBox] = {}
    for i, (interval, value) in enumerate(zip(box.intervals, values, strict=True)):
        if interval.holds(value):
            continue
        other = across(box, projection, i, value)
        if other is None:
            return None
        beyond[i] = other
    return beyond


def across(box: ChartBox, projection: Projection, index: int, value: float) -> ChartBox | None:
    """Find the nearest box beyond a rounding gap of the whole chart at a point.

    In a grid of height and weight a gap belongs to a box up to its middle: beyond it the printed figures mean the
    next cell, and that cell may be empty.
    """
    if any(b.intervals[index].holds(value) for b in projection.boxes):
        return None
    nearest: tuple[float, ChartBox] | None = None
    for other in projection.boxes:
        gap = rounding_gap(box.intervals[index], other.intervals[index], projection.steps[index], value)
        if gap is None or (projection.of_build and gap[1] > 0):
            continue
        if nearest is None or gap[0] < nearest[0]:
            nearest = gap[0], other
    return None if nearest is None else nearest[1]


def boxes_around(boxes: Sequence[ChartBox], index: int, value: float) -> tuple[ChartBox, ChartBox]:
    """Find the boxes whose edges are next to a value that none of them holds at a point: below and above it."""
    below = max((b for b in boxes if b.intervals[index].last < value), key=lambda b: b.intervals[index].high)
    above = min((b for b in boxes if b.intervals[index].first > value), key=lambda b: b.intervals[index].low)
    return below, above
