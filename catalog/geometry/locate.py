"""Where one leg stands among the boxes of a chart: in some of them, in a rounding gap, or in none."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import combinations

from msgspec import Struct

from .compiled_chart import ChartBox, Projection
from .interval import Interval
from .thresholds import TieBreak

Values = tuple[float, ...]


class Kind(StrEnum):
    """Held by a box; inside a rounding gap of one size; in a rounding gap between sizes; in none."""

    HELD = "held"
    INSIDE = "inside"
    HOLE = "hole"
    NONE = "none"


class Location(Struct, frozen=True):
    """What a leg's readings say: sizes in question and the nearest of them, by rank, small to large."""

    kind: Kind
    sizes: tuple[int, ...] = ()
    nearer: tuple[int, ...] = ()
    """Those that hold the leg, or whose edges are nearest."""
    cells: tuple[ChartBox, ...] = ()
    """The boxes that hold the leg, or that stand around the hole."""
    holes: tuple[int, ...] = ()
    """Which points of the view lie in a rounding gap."""

    @property
    def settled(self) -> bool:
        """Whether the leg is in a rounding gap and the other points leave one size."""
        return self.kind is Kind.HOLE and len(self.sizes) == 1

    @property
    def has_size(self) -> bool:
        """Whether there is a size to name."""
        return self.kind is not Kind.NONE

    def first(self, choice: TieBreak) -> int:
        """The size to name, by rank."""
        return choice.pick(self.open_to(choice))

    def open_to(self, choice: TieBreak) -> Sequence[int]:
        """The sizes among which a choice is made: who decides in rounding gaps has all, else the nearer edges count."""
        ranks = self.sizes if choice.in_gaps else self.nearer
        return choice.left(ranks) or choice.left(self.sizes) or ranks


NOWHERE = Location(Kind.NONE)


def anywhere(sizes: int) -> Location:
    """The place of a leg that nothing is known of, among so many sizes: any of them."""
    ranks = tuple(range(sizes))
    return Location(Kind.HELD, ranks, ranks) if ranks else NOWHERE


def locate(view: Projection, values: Values) -> Location:
    """Where the readings stand; values in the order of the view's points."""
    if len(values) == 1:
        (value,) = values
        cells = tuple([c for c in view.cells if c.spans[0].first <= value <= c.spans[0].last])
    else:
        cells = tuple([c for c in view.cells if _holds(c, values)])
    if cells:
        ranks = (cells[0].rank,) if len(cells) == 1 else tuple(sorted({c.rank for c in cells}))
        return Location(Kind.HELD, ranks, ranks, cells)
    return _rounding(view, values)


def _holds(cell: ChartBox, values: Values) -> bool:
    return all(s.first <= v <= s.last for s, v in zip(cell.spans, values, strict=True))


class _Pair(Struct, frozen=True):
    """Two boxes that face each other over rounding gaps and agree on every other point."""

    cells: tuple[ChartBox, ChartBox]
    holes: tuple[int, ...]
    width: float
    nearer: tuple[ChartBox, ...]


def _rounding(view: Projection, values: Values) -> Location:
    """The place in the narrowest rounding gap around the leg, if there is one."""
    near = [c for c in view.cells if _is_near(c, view.steps, values)]
    pairs = [p for a, b in combinations(near, 2) if (p := _facing(a, b, view.steps, values)) is not None]
    if view.of_build:
        pairs = [p for p in pairs if _leads_to_a_size(p, view.cells, values)]
    if not pairs:
        return _leaning(view, values)
    width = min(p.width for p in pairs)
    return _among([p for p in pairs if p.width == width])


def _leads_to_a_size(pair: _Pair, cells: tuple[ChartBox, ...], values: Values) -> bool:
    """Whether the nearer sides of all gaps lead to a box of a grid of height and weight.

    Over a corner the nearer height may belong to one box and the nearer weight to the other: the cell that the printed
    figures mean is then a third one, and that may be empty.
    """
    if len(pair.nearer) == 1 or len(pair.holes) == 1:
        return True
    meant = list(values)
    for i in pair.holes:
        edges = [cell.spans[i].snap(values[i]) for cell in pair.cells]
        (near, meant[i]), (far, _) = sorted((abs(edge - values[i]), edge) for edge in edges)
        if near == far:
            return True
    return any(_holds(cell, tuple(meant)) for cell in cells)


def _among(pairs: list[_Pair]) -> Location:
    cells = tuple({(c.rank, c.spans): c for p in pairs for c in p.cells}.values())
    holes = tuple(sorted({i for p in pairs for i in p.holes}))
    inside = tuple(sorted({p.cells[0].rank for p in pairs if p.cells[0].rank == p.cells[1].rank}))
    if inside:
        return Location(Kind.INSIDE, inside, inside, tuple(c for c in cells if c.rank in inside), holes)
    ranks = tuple(sorted({c.rank for c in cells}))
    lost = {c.rank for p in pairs for c in p.cells if c not in p.nearer}
    nearer = tuple(sorted({c.rank for p in pairs for c in p.nearer} - lost)) or ranks
    return Location(Kind.HOLE, ranks, nearer, cells, holes)


def _leaning(view: Projection, values: Values) -> Location:
    """The place where one size holds every other point, and no other takes it in its rounding gaps."""
    found = [(c, partners) for c in view.cells if (partners := _partners(c, view, values)) is not None]
    if not found:
        return NOWHERE
    own = [c for c, _ in found]
    beside = [b for _, partners in found for b, _ in partners]
    holes = tuple(sorted({i for _, partners in found for _, i in partners}))
    ranks = tuple(sorted({c.rank for c in own}))
    return Location(Kind.HOLE, ranks, ranks, (*own, *beside), holes)


def _partners(cell: ChartBox, view: Projection, values: Values) -> list[tuple[ChartBox, int]] | None:
    """The boxes across each rounding gap that the leg is in, if the box does for every point."""
    partners: list[tuple[ChartBox, int]] = []
    for i, (span, value) in enumerate(zip(cell.spans, values, strict=True)):
        if span.holds(value):
            continue
        beyond = across(cell, view, i, value)
        if beyond is None:
            return None
        partners.append((beyond, i))
    return partners


def across(cell: ChartBox, view: Projection, index: int, value: float) -> ChartBox | None:
    """The nearest box beyond a rounding gap of the whole chart at a point.

    In a grid of height and weight a gap belongs to a box up to its middle: beyond it the printed figures mean the
    next cell, and that cell may be empty.
    """
    if any(c.spans[index].holds(value) for c in view.cells):
        return None
    best: tuple[float, ChartBox] | None = None
    for other in view.cells:
        hole = hole_between(cell.spans[index], other.spans[index], view.steps[index], value)
        if hole is None or (view.of_build and hole[1] > 0):
            continue
        if best is None or hole[0] < best[0]:
            best = hole[0], other
    return None if best is None else best[1]


def _is_near(cell: ChartBox, steps: tuple[int, ...], values: Values) -> bool:
    return all(abs(s.excess(v)) <= step for s, step, v in zip(cell.spans, steps, values, strict=True))


def _facing(one: ChartBox, other: ChartBox, steps: tuple[int, ...], values: Values) -> _Pair | None:
    """The two boxes as a pair, if at every point both hold the leg or stand around a rounding gap."""
    holes: list[int] = []
    leans: set[int] = set()
    total = 0.0
    for i, (a, b, step, value) in enumerate(zip(one.spans, other.spans, steps, values, strict=True)):
        if a.holds(value) and b.holds(value):
            continue
        hole = hole_between(a, b, step, value)
        if hole is None:
            return None
        holes.append(i)
        total += hole[0]
        leans.add(hole[1])
    return _Pair((one, other), tuple(holes), total, _winners(one, other, leans)) if holes else None


def _winners(one: ChartBox, other: ChartBox, leans: set[int]) -> tuple[ChartBox, ...]:
    if leans == {-1}:
        return (one,)
    return (other,) if leans == {1} else (one, other)


def hole_between(a: Interval, b: Interval, step: int, value: float) -> tuple[float, int] | None:
    """The width of a rounding gap that the value lies in, and which side is nearer: -1 a, 1 b, 0 neither."""
    if b.low < a.low:
        found = hole_between(b, a, step, value)
        return None if found is None else (found[0], -found[1])
    if not (a.last < value < b.first) or b.low - a.high > step:
        return None
    below, above = value - a.high, b.low - value
    return b.low - a.high, (below > above) - (below < above)
