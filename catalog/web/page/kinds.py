"""The kinds of garment as the form asks for them: what to measure first, the drawing of each, and its rings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from ...documents.question import ANY
from ...model.leg import LegPoint
from ...model.product import Garment
from ...report.leg_drawing import ALONG, AROUND
from ...search.kind_charts import KindCharts
from .form import FIRST

PICTURED: Final = (Garment.SOCK, Garment.CALF_SLEEVE, Garment.TIGHTS, Garment.SHORTS)
"""The kinds that stand open; the others are behind "more kinds"."""
OTHER_KINDS: Final = (Garment.THIGH_SLEEVE, Garment.FULL_LEG_SLEEVE)
COVERS: Final[dict[str, tuple[int, int]]] = {
    Garment.SOCK: (166, 250), Garment.CALF_SLEEVE: (166, 224), Garment.THIGH_SLEEVE: (84, 142),
    Garment.FULL_LEG_SLEEVE: (80, 224), Garment.SHORTS: (14, 118), Garment.TIGHTS: (14, 226),
}  # fmt: skip
"""From where to where each kind covers the leg, in heights of the drawing."""
USUAL: Final = KindCharts(FIRST[:1], FIRST)
"""What is asked where no chart says anything."""
FLOOR: Final = 250
AROUND_AT: Final = 144
"""How far from the left the numbers of rings stand; lengths are drawn left of the legs, one beside the other."""
FIRST_LENGTH, APART, EDGE = 26, 20, 14
FOOT = "c-1 8 -1 12 -2 18c-2 4 -2 10 1 11h26c3 0 3 -5 0 -6c-8 -2 -14 -6 -15 -12l0 -11"
"""A foot from the side, for its length cannot be seen from the front."""


APART_FROM_LENGTHS: Final = (LegPoint.WEIGHT, LegPoint.FOOT_LENGTH)


class Ring(Struct, frozen=True):
    """A place to measure on the drawing: its number, where that stands, and the tape as a path."""

    point: LegPoint
    number: int
    x: float
    y: float
    path: str


class Kind(Struct, frozen=True):
    """One kind of garment in the form."""

    name: str
    charts: KindCharts
    points: tuple[LegPoint, ...]
    """The places that matter for it, those asked first at the beginning; of any kind what each is asked first."""
    gives_none: bool = False
    """Whether the catalog has no chart of a product for sport of this kind, so that no measure gives a size."""

    @property
    def covers(self) -> tuple[int, int] | None:
        """From where to where it covers the leg; None for any kind."""
        return COVERS.get(self.name)

    @property
    def rings(self) -> list[Ring]:
        """Its places on the drawing, numbered."""
        lengths = [p for p in self.points if p not in AROUND and p not in APART_FROM_LENGTHS]
        return [_ring(p, number, lengths) for number, p in enumerate(self.points, 1)]

    @property
    def left(self) -> float:
        """Where its drawing begins at the left: lengths stand beside the legs."""
        return min(FIRST_LENGTH, *(ring.x for ring in self.rings)) - EDGE

    @property
    def top(self) -> float:
        """Where its drawing begins: the lower leg alone is drawn large."""
        heights = [AROUND[p][0] for p in self.points if p in AROUND]
        heights += [ALONG[p][1] for p in self.points if p in ALONG]
        if LegPoint.HEIGHT in self.points:
            heights.append(0)
        return max(0, min([*heights, *(self.covers or ())[:1]], default=0) - EDGE)


def _ring(point: LegPoint, number: int, lengths: Sequence[LegPoint]) -> Ring:
    if point in AROUND:
        y, left, right = AROUND[point]
        wide = (right - left) / 2 + 1.5
        ellipse = f"M{left - 1.5} {y}a{wide} 4.5 0 1 0 {2 * wide} 0a{wide} 4.5 0 1 0 {-2 * wide} 0"
        return Ring(point, number, AROUND_AT, y, f"{ellipse}M{right + 1.5} {y}H{AROUND_AT - 9}")
    if point is LegPoint.WEIGHT:
        return Ring(point, number, AROUND_AT, FLOOR + 6, f"M30 {FLOOR + 1}h82v10h-82zM112 {FLOOR + 6}H{AROUND_AT - 9}")
    if point is LegPoint.FOOT_LENGTH:
        x = FIRST_LENGTH - APART * len(lengths) - 26
        return Ring(point, number, x - 4, FLOOR - 22, f"M{x} {FLOOR - 30}{FOOT}M{x - 3} {FLOOR + 4}v6m0 -3h30m0 -3v6")
    x = FIRST_LENGTH - APART * lengths.index(point)
    _, upper, lower = ALONG.get(point, (0, 4, FLOOR))
    head = f"M{x - 5} {upper + 7}l5 -7l5 7" if point is LegPoint.HEIGHT else f"M{x - 5} {upper}h10"
    return Ring(point, number, x, (upper + lower) / 2, f"{head}M{x} {upper}V{lower}M{x - 5} {lower}h10")


def kinds_of(charts: Mapping[str, KindCharts]) -> tuple[Kind, ...]:
    """Every kind with what its charts ask for: any kind first; what all ask for where a kind has no chart."""
    every = charts.get(ANY, USUAL)
    every = every if every.first else USUAL
    gives_none = {name for name, own in charts.items() if not own.confirmed}
    kinds = {name: own if (own := charts.get(name, every)).first else every for name in (*PICTURED, *OTHER_KINDS)}
    first = tuple(dict.fromkeys(p for own in (every, *kinds.values()) for p in own.first))
    each = (Kind(name, own, _places(own), name in gives_none) for name, own in kinds.items())
    return (Kind(ANY, every, first, ANY in gives_none), *each)


def _places(charts: KindCharts) -> tuple[LegPoint, ...]:
    """Everything that the charts of a kind ask for, what is asked first at the beginning."""
    return tuple(dict.fromkeys((*charts.first, *charts.points)))
