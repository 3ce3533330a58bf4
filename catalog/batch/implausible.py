"""Which rows have measures that no leg can have, or that a search would ask about again: by the rule, asked few times.

The rule is asked about those measures alone that it may have something to say of, and once for all people in whom
they are alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from ..model.leg import LegPoint
from ..model.policy import Policy
from ..rules.plausible import BODY, THINNER_FIRST, check_plausible
from ..search.leg_table import MISSING, Bools, Columns, LegTable, Values, question_of

RATIOS: Final = (("calf_ankle", LegPoint.CALF, LegPoint.ANKLE), ("thigh_calf", LegPoint.THIGH, LegPoint.CALF))
"""Limits of the policy by name, with the thicker and the thinner girth."""
ANY: Final = 10**12
"""More than any measure."""
MOST_KEPT: Final = 20_000
"""About how many legs it is remembered what the rule said; a bound on memory."""
Rows = NDArray[np.intp]
Odd = dict[LegPoint, Bools]
"""By point, and by row: whether the measure has a part in something that is not ordinary."""
Reason = tuple[bool, str, str]
"""Whether it is asked about again and not refused; the field, and the code."""


class RowFault(Struct, frozen=True):
    """Why one row has no answer."""

    row: int
    """From 0, in the table."""
    field: str
    """The measure, as a question names it (`legs.calf_max_girth`); `row` where it is none of a measure."""
    reason: str


class PlausibleRows:
    """The rule of plausible entries, asked about the legs of many people."""

    def __init__(self, policy: Policy, *, confirmed: bool = False) -> None:
        """Nothing is asked about again where measures are `confirmed`."""
        self.policy, self._confirmed = policy, confirmed
        self._reasons: dict[tuple[object, ...], list[Reason]] = {}
        """By what is odd of the legs of a person: what the rule says of it."""

    def faults(self, legs: LegTable, readable: Bools) -> list[RowFault]:
        """Find what the rule refuses of readable rows, or asks about again, in order of rows."""
        one, other = (_odd_of_leg(leg, self.policy) for leg in (legs.one, legs.other))
        nobody = np.zeros(len(legs), np.bool_)
        differ = nobody if legs.pairs is None else legs.pairs & _differ(legs)
        first, second = _only(legs.one, one), _only(legs.other, {p: o for p, o in other.items() if p not in BODY})
        faults = [*self._ask(readable & ~differ, first)]
        if differ.any():
            # The legs of a pair are asked about one after the other; so few are alike in both.
            apart = _apart(legs, self.policy)
            faults += self._ask(readable & differ, first, {})
            faults += self._ask(readable & differ, {}, second)
            by_pair = self._ask(readable & differ, _only(legs.one, apart), _only(legs.other, apart))
            faults += (fault for fault in by_pair if fault[1].reason.startswith("sides_"))
        return [fault for _, fault in sorted(faults, key=lambda f: (f[1].row, f[0]))]

    def _ask(self, who: Bools, one: Columns, other: Columns | None = None) -> Iterator[tuple[bool, RowFault]]:
        """Ask the rule about what is odd of some people, of one leg or two; who has nothing odd is passed over."""
        odd = [v != MISSING for leg in (one, other or {}) for v in leg.values()]
        rows = np.flatnonzero(who & np.logical_or.reduce([np.zeros(len(who), np.bool_), *odd]))
        first, second = ({p: v[rows] for p, v in leg.items()} for leg in (one, other or {}))
        legs = LegTable(first, second, None if other is None else np.ones(len(rows), np.bool_), len(rows))
        distinct = legs.distinct(LegPoint)
        numbers = (distinct.people or distinct).number
        reasons: dict[int, list[Reason]] = {}
        for at, (row, number) in enumerate(zip(rows.tolist(), numbers.tolist(), strict=True)):
            if number not in reasons:
                reasons[number] = self._reasons_of(legs.sides(at))
            yield from ((again, RowFault(row, field, code)) for again, field, code in reasons[number])

    def _reasons_of(self, sides: Sequence[Values]) -> list[Reason]:
        key = tuple(tuple(side.items()) for side in sides)
        reasons = self._reasons.get(key)
        if reasons is None:
            question = replace(question_of(tuple(sides), None), confirmed=self._confirmed)
            problems, unlikely = check_plausible(question, self.policy)
            reasons = [(False, p.field, p.code) for p in problems]
            reasons += [(True, str(r.fact("field")), r.code.removeprefix("plausible.")) for r in unlikely]
            if len(self._reasons) < MOST_KEPT:
                self._reasons[key] = reasons
        return reasons


def _only(leg: Columns, odd: Odd) -> Columns:
    """The measures of legs that are marked, without all others."""
    return {point: np.where(marked, leg[point], MISSING) for point, marked in odd.items()}


def _differ(legs: LegTable) -> Bools:
    """Whether two legs are not alike; the rule names the leg only then."""
    differ: Bools = np.logical_or.reduce([values != legs.other[point] for point, values in legs.one.items()])
    return differ


def _odd_of_leg(leg: Columns, policy: Policy) -> Odd:
    """Mark what is beyond the likely range of its point, and both girths that do not go with each other."""
    odd: Odd = {}
    for point, values in leg.items():
        low, high = policy.range_at(point, "likely") or (0, ANY)
        odd[point] = (values != MISSING) & ((values < low) | (values > high))
    pairs = [(thick, thin, policy.items(f"plausible.{name}_likely")) for name, thick, thin in RATIOS]
    pairs += [(thick, thin, (1, ANY)) for thin, thick in THINNER_FIRST]
    for thick, thin, (least, most) in pairs:
        if thick in leg and thin in leg:
            ratio = leg[thick] / leg[thin]
            measured = (leg[thick] != MISSING) & (leg[thin] != MISSING)
            both = measured & ((ratio <= float(least)) | (ratio >= float(most)))
            odd[thick] |= both
            odd[thin] |= both
    return odd


def _apart(legs: LegTable, policy: Policy) -> Odd:
    """Mark the girths at which two legs are so far apart that something may be said of it."""
    apart = min(policy.whole("plausible.sides_apart"), policy.whole("plausible.sides_swapped"))
    both = {p: (v != MISSING) & (legs.other[p] != MISSING) for p, v in legs.one.items() if p.is_girth}
    return {p: m & (np.abs(legs.one[p] / legs.other[p] - 1) * 100 >= apart) for p, m in both.items()}
