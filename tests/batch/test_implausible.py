"""Odd measures of many people: each row has the faults, in their order, that the rule finds in its whole question."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from catalog.batch.implausible import PlausibleRows
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.rules.plausible import BODY, check_plausible
from catalog.search.leg_table import MISSING, LegTable, question_of

POLICY = shipped_policy()
POINTS = (
    LegPoint.ANKLE, LegPoint.CALF, LegPoint.BELOW_KNEE, LegPoint.LOWER_THIGH, LegPoint.MID_THIGH, LegPoint.THIGH,
    LegPoint.HEIGHT, LegPoint.WEIGHT,
)  # fmt: skip


def by_chance(chance, point, people):
    """Measures from what nobody has to what is ordinary; some were not taken."""
    (low, high), (least, most) = (POLICY.range_at(point, grade) for grade in ("likely", "possible"))
    values = chance.integers(low, high + 1, people)
    wide = chance.integers(least // 2, most * 2, people)
    values = np.where(chance.random(people) < 0.15, wide, values) // 1000 * 1000
    values[chance.random(people) < 0.2] = MISSING
    return values


def legs_by_chance(people, seed):
    """People with one leg or two, of which some are alike, some nearly, and some far apart."""
    chance = np.random.default_rng(seed)
    one = {point: by_chance(chance, point, people) for point in POINTS}
    off = {point: chance.choice([0, 0, 2000, -60_000, 90_000], people) for point in POINTS}
    apart = chance.random(people) < 0.8
    other = {
        p: np.where((v == MISSING) | ~apart | (p in BODY), v, np.maximum(v + off[p], 1000)) for p, v in one.items()
    }
    return LegTable(one, other, chance.random(people) < 0.7, people)


def faults_of(legs, row, confirmed):
    question = replace(question_of(legs.sides(row), None), confirmed=confirmed)
    problems, unlikely = check_plausible(question, POLICY)
    again = [(str(r.fact("field")), r.code.removeprefix("plausible.")) for r in unlikely]
    return [*((p.field, p.code) for p in problems), *again]


@pytest.mark.parametrize("confirmed", [False, True])
@pytest.mark.parametrize("kind", ["two legs", "one leg"])
def test_every_row_has_the_faults_of_its_whole_question(kind, confirmed):
    rule = PlausibleRows(POLICY, confirmed=confirmed)
    by_code = set()
    for seed in (1, 2):
        legs = legs_by_chance(1500, seed)
        legs = legs if kind == "two legs" else LegTable(legs.one, rows=len(legs))
        readable = np.arange(len(legs)) % 7 != 0
        faults = rule.faults(legs, readable)
        expected = [
            (row, *fault) for row in np.flatnonzero(readable).tolist() for fault in faults_of(legs, row, confirmed)
        ]
        assert [(f.row, f.field, f.reason) for f in faults] == expected
        by_code |= {fault.reason for fault in faults}
    seen = {"impossible", "impossible_pair"}
    seen |= set() if confirmed else {"other_unit", "unlikely", "ratio", "order"}
    seen |= {"sides_apart", "sides_swapped"} if kind == "two legs" and not confirmed else set()
    assert by_code == seen
