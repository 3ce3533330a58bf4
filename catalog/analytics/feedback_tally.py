"""Counts what became of the pieces of each size, and where in its size a measured leg lies; no measure is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct, field

from ..model.chart import SizeChart
from ..model.feedback import FeedbackWord, SentPiece
from ..model.feedback_report import EdgePlace, PlaceCounts
from ..model.leg import LegPoint
from ..model.product import Product

FIT: Final = (FeedbackWord.TOO_TIGHT, FeedbackWord.TOO_LOOSE)
Edges = tuple[int | None, int | None, int]
"""Lower and upper edge of a size at a point in store units, None where it is open, and how far in is near an edge."""
PlaceKey = tuple[LegPoint, FeedbackWord]


class SizeTally(Struct):
    """The counts of one size so far."""

    counts: Counter[str] = field(default_factory=Counter)
    places: dict[PlaceKey, Counter[EdgePlace]] = field(default_factory=dict)

    def add(self, piece: SentPiece, edges: Mapping[LegPoint, Edges], labels: Sequence[str]) -> None:
        """Count one piece more."""
        outcome, has_reason = piece.outcome, bool(piece.reasons)
        self.counts["sent"] += 1
        self.counts["kept" if outcome is FeedbackWord.KEPT else "returned"] += 1
        self.counts["unsaid"] += outcome is not FeedbackWord.KEPT and not has_reason
        for word in FIT:
            self.counts[word] += word in piece.reasons
        if outcome is FeedbackWord.EXCHANGED and not has_reason and piece.exchanged_for in labels:
            step = labels.index(piece.exchanged_for) - labels.index(piece.size)
            self.counts["larger"] += step > 0
            self.counts["smaller"] += step < 0
        self._place(piece, edges)

    def _place(self, piece: SentPiece, edges: Mapping[LegPoint, Edges]) -> None:
        """Count where its leg lies, among those who say what it does: of two legs the one that decides."""
        kind = next((w for w in FIT if w in piece.reasons), piece.outcome)
        if kind not in (*FIT, FeedbackWord.KEPT) or set(FIT) <= piece.reasons:
            return
        choose = min if kind is FeedbackWord.TOO_LOOSE else max
        for point in {point for point, _ in piece.measures} & edges.keys():
            value = choose(v for p, v in piece.measures if p is point)
            self.places.setdefault((point, kind), Counter())[place_of(value, edges[point])] += 1


def place_of(value: int, edges: Edges) -> EdgePlace:
    """Where a leg lies in its size.

    >>> [place_of(v, (300, 400, 25)).value for v in (299, 310, 350, 376, 401)]
    ['below', 'lower', 'middle', 'upper', 'above']
    """
    low, high, near = edges
    if low is not None and value <= low + near:
        return EdgePlace.BELOW if value < low else EdgePlace.LOWER
    if high is not None and value >= high - near:
        return EdgePlace.ABOVE if value > high else EdgePlace.UPPER
    return EdgePlace.MIDDLE


def edges_of(product: Product, percent: int) -> dict[str, dict[LegPoint, Edges]]:
    """The edges of each size at each point, by the label; without points for which two charts in force have figures.

    `percent` of the width of a size is near an edge; of one that is open to a side, of the usual width of the others.
    """
    points = Counter(point for chart in product.charts_in_force if chart.sizes for point in chart.points)
    edges: dict[str, dict[LegPoint, Edges]] = {}
    for chart in product.charts_in_force:
        for point in chart.points:
            if points[point] == 1:
                for label, sized in _at(chart, point, percent).items():
                    edges.setdefault(label, {})[point] = sized
    return edges


def _at(chart: SizeChart, point: LegPoint, percent: int) -> dict[str, Edges]:
    ends: dict[str, tuple[int | None, int | None]] = {}
    for size in chart.sizes:
        bands = [band for box in size.boxes if (band := box.band(point)) is not None]
        if bands:
            lows, highs = [b.low for b in bands], [b.high for b in bands]
            low = None if None in lows else min(edge.at for edge in lows if edge is not None)
            high = None if None in highs else max(edge.at for edge in highs if edge is not None)
            ends[size.label] = (low, high)
    widths = sorted(high - low for low, high in ends.values() if low is not None and high is not None)
    if not widths:
        return {}
    usual = widths[len(widths) // 2]
    return {
        label: (low, high, (high - low if low is not None and high is not None else usual) * percent // 100)
        for label, (low, high) in ends.items()
    }


def shown_places(places: Mapping[PlaceKey, Counter[EdgePlace]], least: int) -> tuple[PlaceCounts, ...]:
    """The groups that may be shown, of those who complained first: none smaller than `least`."""
    order = (*FIT, FeedbackWord.KEPT)
    ranked = sorted(places.items(), key=lambda entry: (entry[0][0].value, order.index(entry[0][1])))
    return tuple(PlaceCounts(*key, large) for key, counts in ranked if (large := _large(counts, least)))


def _large(counts: Mapping[EdgePlace, int], least: int) -> tuple[tuple[EdgePlace, int], ...]:
    """Groups of at least so many; smaller ones are put together, with the smallest of the others where that is needed.

    >>> _large({EdgePlace.UPPER: 9, EdgePlace.MIDDLE: 6, EdgePlace.LOWER: 1}, 5)
    ((<EdgePlace.UPPER: 'upper'>, 9), (<EdgePlace.ELSEWHERE: 'elsewhere'>, 7))
    """
    groups = sorted(((place, count) for place, count in counts.items() if count), key=lambda group: -group[1])
    together = 0
    while groups and (groups[-1][1] < least or 0 < together < least):
        together += groups.pop()[1]
    large = dict(groups) | ({EdgePlace.ELSEWHERE: together} if together else {})
    return tuple((place, large[place]) for place in EdgePlace if place in large) if groups else ()
