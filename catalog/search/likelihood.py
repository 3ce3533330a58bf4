"""How likely a size is right and how central the leg sits in it, for many legs at once: the figures of `rules/size`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from math import isinf

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ..geometry.interval import ROOT_TWO
from ..geometry.leg_on_chart import LegOnChart
from ..geometry.thresholds import TAPE_POINTS
from ..model.leg import LegPoint
from ..rules.size.region import Region
from .leg_table import Columns, DistinctLegs, Numbers, Places, numbered

Floats = NDArray[np.float64]
Int8s = NDArray[np.int8]
Int32s = NDArray[np.int32]
NO_FORM, BY_RULE = -1, 0
"""Of legs without a size; of legs whose figures only the rule works out."""
_ERF = np.frompyfunc(math.erf, 1, 1)
"""The very error function of the rule: no approximation of it, so that both say the same."""


class PlaceForm(Struct, frozen=True):
    """What the figures of all legs in one place of a chart are worked out from, in store units."""

    bands: tuple[tuple[LegPoint, float, float], ...] = ()
    """By point with a closed band: its printed lower edge, and how wide it is."""
    stretches: tuple[tuple[LegPoint, float, float], ...] = ()
    """By point on a tape: between which edges the true value lies if the size is right."""
    sizes: int = 1
    """How many sizes are as likely as this one."""


def form_in_region(leg: LegOnChart, region: Region, rank: int) -> PlaceForm | None:
    """Find what the figures of a leg in a size turn on; None where several boxes of that size have a say."""
    location = region.location
    boxes = [b for b in location.boxes if b.rank == rank]
    printed = [b for b in leg.projection.boxes if b.rank == rank]
    if len(boxes) != 1 or any(i.high == i.low for i in boxes[0].intervals):
        return None
    at = tuple(zip(leg.points, boxes[0].intervals, strict=True))
    bands = tuple((p, i.low, i.high - i.low) for p, i in at if not isinf(i.high - i.low))
    if not location.gaps:
        if len(printed) != 1:
            return None
        return PlaceForm(bands, tuple((p, i.low, i.high) for p, i in at if p in TAPE_POINTS))
    if rank != region.rank:
        return None
    stays = [(p.point, *p.stays) for p in region.box_positions[0][1] if p.point in TAPE_POINTS]
    stretches = tuple(
        (point, -math.inf if low is None else low.at, math.inf if high is None else high.at)
        for point, low, high in stays
    )
    return PlaceForm(bands, stretches, len(location.sizes) if region.is_even else 1)


class PlaceForms:
    """The distinct forms of one chart by number, and the figures of many legs by them."""

    def __init__(self, points: tuple[LegPoint, ...], sd: float) -> None:
        """`sd` is the standard deviation of one reading of a tape, in um."""
        self._points, self._spread = points, sd * ROOT_TWO
        self._numbers: dict[PlaceForm | None, int] = {None: BY_RULE}
        self._edges_of: dict[tuple[LegPoint, bool], tuple[Floats, Floats]] = {}

    def number(self, form: PlaceForm | None) -> int:
        """The number of a form; `BY_RULE` for None."""
        return self._numbers.setdefault(form, len(self._numbers))

    def likelihood(self, numbers: Int32s, legs: DistinctLegs, rows: Places) -> Floats:
        """Work out how likely the size of each row is right; 1 where nothing is on a tape.

        `numbers` are the forms by row, `rows` say which of some distinct legs each row is.
        """
        likely, sizes = np.ones(len(numbers)), np.array([f.sizes if f else 1 for f in self._numbers])[numbers]
        for point in reversed(self._points):
            if point in legs.values and point in TAPE_POINTS:
                values, places = legs.values[point], legs.places[point][rows]
                low, high = self._edges(point, stretches=True)
                # The error function is dear: it is asked once for rows that are alike.
                alike, which = numbered(numbers * np.int64(len(values)) + places)
                form, place = np.divmod(alike, len(values))
                likely = self._inside(low[form], high[form], values[place])[which] * likely
        probability: Floats = np.minimum(likely, 1.0) / sizes
        return probability

    def _inside(self, low: Floats, high: Floats, values: Numbers) -> Floats:
        """How likely the true values lie between two edges; 1 where there are none."""
        above, below = (_erf((edge - values) / self._spread) for edge in (high, low))
        return np.where(np.isnan(low), 1.0, (above - below) / 2)

    def twentieths(self, numbers: Int32s, values: Columns, places: Mapping[LegPoint, Places]) -> Int8s:
        """Work out how far each row lies off the middle, in twentieths of a band; -1 where no band says.

        `numbers` are the forms by row, `places` say by point which of its values each row has.
        """
        off = np.full(len(numbers), -1, np.int8)
        for point in self._points:
            if point in values:
                np.maximum(off, self._off_middle(point, numbers, values[point], places[point]), out=off)
        off[numbers < 0] = -1
        return off

    def _off_middle(self, point: LegPoint, numbers: Int32s, values: Numbers, places: Places) -> Int8s:
        """How far rows lie off the middle at one point, by their forms and by which of its values they have."""
        low, width = self._edges(point, stretches=False)
        if len(low) * len(values) > len(places):
            return _off_middle(low[numbers], width[numbers], values[places])
        of_every = _off_middle(low[:, None], width[:, None], values)
        # What a row without a form takes here means nothing.
        return of_every.ravel().take(numbers * np.intp(len(values)) + places, mode="wrap")

    def _edges(self, point: LegPoint, *, stretches: bool) -> tuple[Floats, Floats]:
        """By number of form: the two figures that it has of a point, NaN where it has none."""
        edges = self._edges_of.get((point, stretches))
        if edges is None or len(edges[0]) < len(self._numbers):
            rows = [(math.nan, math.nan) for _ in self._numbers]
            for number, form in enumerate(self._numbers):
                figures = () if form is None else form.stretches if stretches else form.bands
                rows[number] = next(((one, other) for p, one, other in figures if p is point), rows[number])
            low, second = np.array(rows, np.float64).T
            edges = self._edges_of[point, stretches] = np.ascontiguousarray(low), np.ascontiguousarray(second)
        return edges


def _off_middle(low: Floats, width: Floats, values: Numbers) -> Int8s:
    """How far values lie off the middle of bands, in twentieths; -1 where there is no band."""
    here = np.abs(np.clip((values - low) / width, 0.0, 1.0) - 0.5)
    twentieths: Int8s = np.rint(np.where(np.isnan(here), -0.05, here) * 20).astype(np.int8)
    return twentieths


def or_edge(twentieths: Int8s) -> Int8s:
    """At the edge of its band counts what nothing says of how central it sits."""
    return np.where(twentieths < 0, np.int8(10), twentieths)


def _erf(values: Floats) -> Floats:
    return np.asarray(_ERF(values), np.float64)
