"""The legs of many people as arrays, and the distinct ones among them: charts are asked about each of those once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from msgspec import Struct, field
from msgspec.structs import replace
from numpy.typing import NDArray

from ..model.leg import Dimension, LegPoint
from ..model.measure_columns import UNITS
from ..model.quantities import ShoeSize
from ..model.question import Legs, Prefer, Question, Reading, Side

Numbers = NDArray[np.int64]
Bools = NDArray[np.bool_]
Places = NDArray[np.intp]
Values = dict[LegPoint, int]
Columns = Mapping[LegPoint, Numbers]
"""By point, one value a leg in store units (um, g, hundredths of a shoe size); `MISSING` where it was not measured."""
Numbered = tuple[Numbers, Places]
"""The distinct values of a column, in order, and by row the place of its own among them."""
MISSING = -1
DENSE, LEAST_TABLE = 4, 1024
"""Values are numbered by a table and not by sorting where they lie no further apart than so many a row, and so many."""


class DistinctLegs(Struct, frozen=True):
    """The distinct legs at some points, and which of them each leg of a table is."""

    values: Columns
    """By point: its distinct values, in order."""
    places: Mapping[LegPoint, Places]
    """By point and distinct leg: the place of its value among those."""
    count: int
    number: Places
    """By leg: the number of its distinct one; the second legs of people follow after the first ones."""
    people: DistinctPeople | None = None
    """The distinct pairs of legs, where some people have two."""

    def measured(self, leg: int) -> Values:
        """What was measured of one distinct leg."""
        measured = ((p, int(self.values[p][places[leg]])) for p, places in self.places.items())
        return {point: value for point, value in measured if value != MISSING}


class DistinctPeople(Struct, frozen=True):
    """Who differs from everybody else by one leg or the other, and which of them each person is."""

    first: Places
    """The numbers of their distinct legs; of their only one where there are no two."""
    second: Places
    """The numbers of their second legs; that of no leg where there is only one."""
    pairs: Places | slice
    """The places of those who have two legs."""
    alone: Places | slice
    """The places of all others."""
    number: Places
    """By person: the number of the distinct one."""
    places: Mapping[LegPoint, Places]
    """By point: the place of its value for each of `first`, and behind those for each of `second` that has two."""


class LegTable(Struct, frozen=True, eq=False):
    """The legs of people, a row a person.

    Body height, weight and shoe size stand in `one`, and in `other` as well for whom a second leg was measured.
    """

    one: Columns
    """Both legs of who did not tell them apart, else the left leg, or the only one."""
    other: Columns = {}
    """The second leg, for those of `pairs`."""
    pairs: Bools | None = None
    """Whether a person has two legs that were told apart; None where nobody has."""
    rows: int = -1
    """How many people there are; needed only where there is no column."""
    numbered_by_point: dict[LegPoint, Numbered] = field(default_factory=dict)
    """Columns of which the distinct values were found already."""
    distinct_by_points: dict[tuple[LegPoint, ...], DistinctLegs] = field(default_factory=dict)
    """Distinct legs that were worked out already; charts that ask for the same points share them."""

    def __len__(self) -> int:
        return len(next(iter(self.one.values()))) if self.one else max(self.rows, 0)

    def distinct(self, points: Iterable[LegPoint]) -> DistinctLegs:
        """Find the distinct legs at those of some points that the table has."""
        own = self.points_of(points)
        distinct = self.distinct_by_points.get(own)
        if distinct is None:
            distinct = distinct_legs({p: self._numbered(p) for p in own}, self._legs)
            if self.pairs is not None:
                distinct = replace(distinct, people=_distinct_people(distinct, self.pairs))
            self.distinct_by_points[own] = distinct
        return distinct

    def points_of(self, points: Iterable[LegPoint]) -> tuple[LegPoint, ...]:
        """Those of some points that the table has, in the order of all points."""
        wanted = frozenset(points)
        return tuple(p for p in LegPoint if p in wanted and (p in self.one or p in self.other))

    def at(self, rows: Places) -> LegTable:
        """The legs of some people, in their order."""
        one, other = ({p: v[rows] for p, v in leg.items()} for leg in (self.one, self.other))
        return LegTable(one, other, None if self.pairs is None else self.pairs[rows], len(rows))

    def sides(self, row: int) -> tuple[Values, ...]:
        """What was measured of each leg of one person."""
        legs = (self.one,) if self.pairs is None or not self.pairs[row] else (self.one, self.other)
        return tuple(values_at(leg, row) for leg in legs)

    @property
    def _legs(self) -> int:
        return len(self) * (1 if self.pairs is None else 2)

    def _numbered(self, point: LegPoint) -> Numbered:
        column = self.numbered_by_point.get(point)
        if column is None:
            nothing = np.full(len(self), MISSING, np.int64)
            one = self.one.get(point, nothing)
            values = one if self.pairs is None else np.concatenate([one, self.other.get(point, nothing)])
            column = self.numbered_by_point[point] = numbered(values)
        return column


def distinct_legs(columns: Mapping[LegPoint, Numbered], count: int) -> DistinctLegs:
    """Find the distinct legs among so many, by every column."""
    codes, codes_used = np.zeros(count, np.int64), 1
    for values, places in columns.values():
        codes, codes_used = codes * len(values) + places, codes_used * len(values)
        if codes_used > DENSE * count:
            distinct, codes = numbered(codes)
            codes_used = len(distinct)
    first, number = first_of_each(codes)
    values_of = {p: values for p, (values, _) in columns.items()}
    return DistinctLegs(values_of, {p: places[first] for p, (_, places) in columns.items()}, len(first), number)


def _distinct_people(legs: DistinctLegs, pairs: Bools) -> DistinctPeople:
    """Find the distinct people among those who have one leg or two."""
    one = legs.number[: len(pairs)]
    other = np.where(pairs, legs.number[len(pairs) :], legs.count)
    first, number = first_of_each(one * (legs.count + 1) + other)
    has_two = pairs[first]
    all_or_some = (slice(None), slice(0)) if has_two.all() else (np.flatnonzero(has_two), np.flatnonzero(~has_two))
    has, lacks = all_or_some
    one, other = one[first], other[first]
    both = np.concatenate([one, other[has]])
    return DistinctPeople(one, other, has, lacks, number, {p: places[both] for p, places in legs.places.items()})


def numbered(values: Numbers) -> Numbered:
    """Find the distinct values, in order, and by row the place of its own among them."""
    least, most = (int(values.min()), int(values.max())) if len(values) else (0, 0)
    if most - least > DENSE * len(values) + LEAST_TABLE:
        distinct, places = np.unique(values, return_inverse=True)
        return distinct, places.astype(np.intp)
    occurs = np.zeros(most - least + 1, np.bool_)
    occurs[values - least] = True
    distinct = np.flatnonzero(occurs)
    place = np.empty(len(occurs), np.intp)
    place[distinct] = np.arange(len(distinct))
    return distinct + least, place[values - least]


def first_of_each(codes: Numbers) -> tuple[Places, Places]:
    """Find where each code that occurs stands first, and by row the number of its code among those that occur."""
    distinct, number = numbered(codes)
    first = np.empty(len(distinct), np.intp)
    first[number[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return first, number


def values_at(columns: Columns, row: int) -> Values:
    """What was measured of one leg."""
    return {point: value for point, values in columns.items() if (value := int(values[row])) != MISSING}


def question_of(sides: tuple[Values, ...], prefer: Prefer | None, only: Side = Side.BOTH) -> Question:
    """The question of one person, each measure read once from the tape; `only` says which leg the only one is."""
    legs = [
        {p: Reading(v, (v,), UNITS[p.dimension][0]) for p, v in values.items() if p.dimension is not Dimension.SHOE}
        for values in sides
    ]
    names = (only,) if len(legs) == 1 else (Side.LEFT, Side.RIGHT)
    shoe = _shoe_of(value for values in sides[:1] for value in values.items())
    by_side = tuple(zip(names, legs, strict=True)) if any(legs) or len(legs) > 1 else ()
    return Question(None, Legs(by_side), shoe=shoe, prefer=prefer)


def _shoe_of(values: Iterable[tuple[LegPoint, int]]) -> ShoeSize | None:
    shoes = [ShoeSize(point, value) for point, value in values if point.dimension is Dimension.SHOE]
    return shoes[0] if shoes else None
