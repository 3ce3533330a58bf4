"""The legs of many people as arrays, and the distinct ones among them: charts are asked about each of those once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from msgspec import Struct, field
from msgspec.structs import replace
from numpy.typing import NDArray

from ..model.leg import Dimension, LegPoint
from ..model.quantities import ShoeSize
from ..model.question import Legs, Prefer, Question, Reading, Side

Numbers = NDArray[np.int64]
Bools = NDArray[np.bool_]
Values = dict[LegPoint, int]
Columns = Mapping[LegPoint, Numbers]
"""By point, one value a leg in store units (um, g, hundredths of a shoe size); `MISSING` where it was not measured."""
MISSING = -1
DENSE = 4
"""Up to how many combinations of values a leg they are numbered by a table and not by sorting."""


class DistinctLegs(Struct, frozen=True):
    """The distinct legs at some points, and which of them each leg of a table is."""

    columns: Columns
    count: int
    number: NDArray[np.int32]
    """By leg: the number of its distinct one; the second legs of people follow after the first ones."""
    people: DistinctPeople | None = None
    """The distinct pairs of legs, where some people have two."""


class DistinctPeople(Struct, frozen=True):
    """Who differs from everybody else by one leg or the other, and which of them each person is."""

    first: NDArray[np.int32]
    second: NDArray[np.int32]
    """The numbers of their distinct legs; the second is that of no leg where there is only one."""
    number: NDArray[np.int32]
    """By person: the number of the distinct one."""


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
    distinct_by_points: dict[tuple[LegPoint, ...], DistinctLegs] = field(default_factory=dict)
    """Distinct legs that were worked out already; charts that ask for the same points share them."""

    def __len__(self) -> int:
        return len(next(iter(self.one.values()))) if self.one else max(self.rows, 0)

    def distinct(self, points: Iterable[LegPoint]) -> DistinctLegs:
        """Find the distinct legs at those of some points that the table has."""
        own = tuple(p for p in LegPoint if p in (self.one.keys() | self.other.keys()) and p in set(points))
        distinct = self.distinct_by_points.get(own)
        if distinct is None:
            distinct = distinct_legs({p: self._column(p) for p in own}, self._legs)
            if self.pairs is not None:
                distinct = replace(distinct, people=_distinct_people(distinct, self.pairs))
            self.distinct_by_points[own] = distinct
        return distinct

    def sides(self, row: int) -> tuple[Values, ...]:
        """What was measured of each leg of one person."""
        legs = (self.one,) if self.pairs is None or not self.pairs[row] else (self.one, self.other)
        return tuple(values_at(leg, row) for leg in legs)

    @property
    def _legs(self) -> int:
        return len(self) * (1 if self.pairs is None else 2)

    def _column(self, point: LegPoint) -> Numbers:
        nothing = np.full(len(self), MISSING, np.int64)
        one = self.one.get(point, nothing)
        return one if self.pairs is None else np.concatenate([one, self.other.get(point, nothing)])


def distinct_legs(columns: Columns, count: int) -> DistinctLegs:
    """Find the distinct legs among so many, by every column."""
    codes, codes_used = np.zeros(count, np.int64), 1
    for values in columns.values():
        of_column, column_codes = numbered(values)
        codes, codes_used = codes * column_codes + of_column, codes_used * column_codes
        if codes_used > DENSE * count:
            codes, codes_used = numbered(codes)
    first, number = _first_of_each(codes, codes_used)
    return DistinctLegs({p: v[first] for p, v in columns.items()}, len(first), number)


def _distinct_people(legs: DistinctLegs, pairs: Bools) -> DistinctPeople:
    """Find the distinct people among those who have one leg or two."""
    one = legs.number[: len(pairs)]
    other = np.where(pairs, legs.number[len(pairs) :], np.int32(legs.count))
    codes, codes_used = one.astype(np.int64) * (legs.count + 1) + other, legs.count * (legs.count + 1)
    if codes_used > DENSE * len(pairs):
        codes, codes_used = numbered(codes)
    first, number = _first_of_each(codes, codes_used)
    return DistinctPeople(one[first], other[first], number)


def numbered(values: Numbers) -> tuple[Numbers, int]:
    """Number equal values alike, from 0; returns the numbers, and how many there are."""
    if not len(values):
        return values, 0
    least, most = int(values.min()), int(values.max())
    if most - least < DENSE * len(values) + 1024:
        return values - least, most - least + 1
    distinct, number = np.unique(values, return_inverse=True)
    return number.astype(np.int64), len(distinct)


def _first_of_each(codes: Numbers, codes_used: int) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
    """Where each code that occurs stands first, and by row the number of its code among those that occur."""
    where = np.full(max(codes_used, 1), -1, np.int64)
    where[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    occurring = np.flatnonzero(where >= 0)
    first = where[occurring]
    where[occurring] = np.arange(len(occurring))
    return first.astype(np.intp), where[codes].astype(np.int32)


def values_at(columns: Columns, row: int) -> Values:
    """What was measured of one leg."""
    return {point: value for point, values in columns.items() if (value := int(values[row])) != MISSING}


def taken(columns: Columns, rows: NDArray[np.integer]) -> dict[LegPoint, Numbers]:
    """The legs of some rows, in their order."""
    return {point: values[rows] for point, values in columns.items()}


def question_of(sides: tuple[Values, ...], prefer: Prefer | None) -> Question:
    """The question of one person, each measure read once from the tape."""
    legs = [
        {p: Reading(v, (v,), "cm") for p, v in values.items() if p.dimension is not Dimension.SHOE} for values in sides
    ]
    names = (Side.BOTH,) if len(legs) == 1 else (Side.LEFT, Side.RIGHT)
    shoe = _shoe_of(value for values in sides[:1] for value in values.items())
    by_side = tuple(zip(names, legs, strict=True)) if any(legs) or len(legs) > 1 else ()
    return Question(None, Legs(by_side), shoe=shoe, prefer=prefer)


def _shoe_of(values: Iterable[tuple[LegPoint, int]]) -> ShoeSize | None:
    shoes = [ShoeSize(point, value) for point, value in values if point.dimension is Dimension.SHOE]
    return shoes[0] if shoes else None
