"""A size chart as printed: sizes are sets of boxes, a box is a band for each point."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

from .leg import LegPoint
from .number_text import nearest
from .quantities import per_unit
from .source import Source


class Edge(Struct, frozen=True, array_like=True):
    """One end of a band: the whole number, whether it belongs to the band, and the figure as printed."""

    at: int
    closed: bool
    printed: str


class Band(Struct, frozen=True, array_like=True):
    """What a size accepts at one point; an end that is None is open without limit."""

    point: LegPoint
    low: Edge | None
    high: Edge | None
    unit: str

    def holds(self, value: int) -> bool:
        """Whether a value (whole store units) lies in the band, each edge by its own kind."""
        low, high = self.low, self.high
        if low is not None and (value < low.at or (value == low.at and not low.closed)):
            return False
        return not (high is not None and (value > high.at or (value == high.at and not high.closed)))


class Box(Struct, frozen=True, array_like=True):
    """One cell of a size: a band for each point; a keyed point without a band here was not readable."""

    bands: tuple[Band, ...]
    note: str = ""

    def band(self, point: LegPoint) -> Band | None:
        """The band of a point, if this box has one."""
        for band in self.bands:
            if band.point is point:
                return band
        return None


class Size(Struct, frozen=True, array_like=True):
    """A size label as printed and the boxes it consists of."""

    label: str
    boxes: tuple[Box, ...]


class TieRule(StrEnum):
    """What a brand says to take between two sizes."""

    LARGER = "larger"
    SMALLER = "smaller"


class SizeChart(Struct, frozen=True, array_like=True):
    """A brand's size chart as printed, sizes from small to large.

    `keys` are the points that must all match; points inside one key are alternatives of one another
    (a shoe size in EU or in UK). `sizes` is empty where a source names the keys but prints no table.
    """

    id: str
    keys: tuple[tuple[LegPoint, ...], ...]
    sizes: tuple[Size, ...]
    source: Source
    version: str = ""
    """Which rendition of the chart this is, where rivals exist."""
    current: bool = True
    tie_rule: TieRule | None = None
    priority: tuple[LegPoint, ...] = ()
    """Points in the order in which the source lets them decide; empty where it states none."""
    posture: str = ""
    note: str = ""
    steps: tuple[tuple[LegPoint, int], ...] = ()
    """One printed step per point, in store units."""
    forced: bool = False
    """Whether a person loaded it although the linter calls something in it an error."""
    chart_of: str = ""
    """The chart of a sister product that its figures are taken from; empty for a chart of the product's own."""

    @property
    def points(self) -> tuple[LegPoint, ...]:
        """Every point of every key, in printed order."""
        return tuple(p for key in self.keys for p in key)

    @property
    def by_girth(self) -> bool:
        """Whether a tape around the leg has a say; else the chart guesses from build or shoe."""
        return any(p.is_girth for p in self.points)

    def step(self, point: LegPoint) -> int:
        """One step of the printed figures at a point, in store units; 0 where nothing is printed."""
        for p, step in self.steps:
            if p is point:
                return step
        return 0

    def boxes(self) -> Iterator[tuple[Size, Box]]:
        """Every box with its size, in printed order."""
        return ((size, box) for size in self.sizes for box in size.boxes)


PARTS_OF_A_UNIT = (1, 2, 4, 5, 8, 10, 16, 20, 100)


def printed_step(point: LegPoint, bands: tuple[Band, ...]) -> int:
    """The step of a chart's figures: the coarsest of 1, 1/2, 1/4, 1/5, 1/8, 1/10 ... that prints them all."""
    figures = frozenset([e.at for b in bands for e in (b.low, b.high) if e is not None])
    if not figures:
        return 0
    unit = per_unit(point, bands[0].unit)
    return _coarsest_step(unit.numerator, unit.denominator, figures)


@lru_cache(maxsize=256)  # a chart of an import is made to be looked at, then for the products
def _coarsest_step(over: int, per: int, figures: frozenset[int]) -> int:
    """The step that prints all figures, in store units, of which `over / per` make one printed unit."""
    for parts in PARTS_OF_A_UNIT:
        under = per * parts
        # A sixteenth of an inch is no whole number of micrometres: the store holds the nearest one.
        if all(nearest(nearest(at * under, over) * over, under) == at for at in figures):
            break
    return over // under
