"""What the size charts of each kind of garment ask for: which measures to ask first, and which matter at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Final

from msgspec import Struct

from ..model.leg import Dimension, LegPoint
from ..model.product import Garment
from ..model.product_name import KNOWN_DASH, full_name
from ..model.verdict import Outcome
from .catalog_index import Candidate

ANY_KIND: Final = "any"
BUILD: Final = frozenset((LegPoint.HEIGHT, LegPoint.WEIGHT))


class KindCharts(Struct, frozen=True):
    """What the size charts of one kind of garment ask for."""

    first: tuple[LegPoint, ...] = ()
    """The one measure, or the two, that most charts are decided by; empty where the kind has no chart."""
    points: tuple[LegPoint, ...] = ()
    """Every measure that a chart asks for, the most frequent first; shoe sizes left out."""
    charts: int = 0
    by_build: int = 0
    """Charts that height and weight decide alone."""
    confirmed: int = 0
    """Charts of products that are confirmed as made for sport: without one, no measure gives a size of this kind."""
    example: str = ""
    """A product that has a chart, with one of its sizes, as a person may write it: `CEP Run Socks — III`."""


Keys = tuple[tuple[LegPoint, ...], ...]
"""What a chart asks for: one point of each key."""


def kind_charts(candidates: Iterable[Candidate]) -> Mapping[str, KindCharts]:
    """What the charts of each kind ask for, and under `any` those of all; charts of medical products do not count."""
    charts: dict[str, Counter[Keys]] = {kind: Counter() for kind in (ANY_KIND, *Garment)}
    confirmed: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for candidate in candidates:
        chart = candidate.product.chart
        if chart is not None and chart.sizes and candidate.gates.medical.outcome is not Outcome.FAIL:
            for kind in (ANY_KIND, candidate.product.garment):
                charts[kind][chart.keys] += 1
                confirmed[kind] += candidate.gates.medical.outcome is Outcome.PASS
                if kind not in examples:
                    examples[kind] = f"{full_name(candidate.product)}{KNOWN_DASH}{chart.sizes[-1].label}"
    return {kind: _asked_for(some, confirmed[kind], examples.get(kind, "")) for kind, some in charts.items()}


def _asked_for(charts: Counter[Keys], confirmed: int, example: str) -> KindCharts:
    counts: Counter[LegPoint] = Counter()
    for keys, number in charts.items():
        counts.update({p: number for key in keys for p in key if p.dimension is not Dimension.SHOE})
    points = tuple(p for p, _ in counts.most_common())
    return KindCharts(_first(points, charts), points, charts.total(), _decided(BUILD, charts), confirmed, example)


def _first(points: Sequence[LegPoint], charts: Counter[Keys]) -> tuple[LegPoint, ...]:
    """The one measure that decides most charts; the two, where they decide more than twice as many.

    Where neither decides any, the one that most ask for.
    """
    one, two = (max(combinations(points, n), key=lambda some: _decided(some, charts), default=()) for n in (1, 2))
    best = two if _decided(two, charts) > 2 * _decided(one, charts) else one
    return best if _decided(best, charts) else tuple(points[:1])


def _decided(points: Collection[LegPoint], charts: Counter[Keys]) -> int:
    """How many charts some measures are enough for: one point of every key is among them."""
    if not points:
        return 0
    return sum(number for keys, number in charts.items() if all(any(p in points for p in key) for key in keys))
