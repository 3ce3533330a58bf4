"""The same people on charts with other edges: who gains a size, who loses it, who takes another one."""

from __future__ import annotations

import numpy as np

from ..app.changed_chart import ChangedCharts
from ..model.policy import Policy
from ..model.question import Prefer
from ..search.leg_table import Numbers
from ..search.many_legs import ProductCharts
from .coverage import JudgedPeople, coverage_of, judge_people
from .coverage_report import WhatIf
from .groups import shares
from .seams import seams_of


def what_if(today: JudgedPeople, changed: ChangedCharts, policy: Policy, prefer: Prefer | None) -> WhatIf:
    """Look at changed charts over the people of today's."""
    then = judge_people(changed.charts, ProductCharts(changed.charts, policy, prefer), today.population)
    labels = tuple(dict.fromkeys(s.label for c in (*today.charts, *changed.charts) for s in c.sizes))
    before, after = _place_of_size(today, labels), _place_of_size(then, labels)
    population = today.population
    return WhatIf(
        changed.changes, changed.charts, coverage_of(then), seams_of(then),
        gained=shares(population, (before < 0) & (after >= 0)), lost=shares(population, (before >= 0) & (after < 0)),
        other_size=shares(population, (before >= 0) & (after >= 0) & (before != after)),
    )  # fmt: skip


def _place_of_size(people: JudgedPeople, labels: tuple[str, ...]) -> Numbers:
    """By person: the place of the size to take first; -1 without one."""
    places = [labels.index(a.size) if a.outcome.is_match and a.size else -1 for a in people.columns.answers]
    return np.array(places, np.int64)[people.columns.number]
