"""A size of one chart that fits, looked up in another chart: held whole, held in part, or missed."""

from __future__ import annotations

from math import isinf

from msgspec import Struct

from ..geometry.compiled_chart import ChartBox, CompiledChart, CompiledCharts
from ..geometry.interval import Spans, covered, meets, overlap
from ..geometry.leg_on_chart import amount
from ..geometry.thresholds import size_thresholds, tie_break
from ..model.leg import LegPoint
from ..model.policy import Policy
from ..model.product import SizeChart
from ..model.question import Question
from ..model.verdict import Certainty, Reason, SizeOutcome, SizeVerdict, because


class SameSizes(Struct, frozen=True):
    """The sizes of another chart before the interval of a known size, each list from small to large."""

    points: tuple[LegPoint, ...]
    """The points that both charts are keyed by; nothing can be said where there is none."""
    open_points: tuple[LegPoint, ...]
    """Keys of the other chart that the known size says nothing about."""
    whole: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    shares: tuple[tuple[str, int], ...] = ()
    """For sizes held in part at a single shared point: the length of the shared stretch."""


def same_sizes(known: SizeChart, label: str, other: SizeChart, charts: CompiledCharts | None = None) -> SameSizes:
    """The sizes of another chart that hold all of, some of or none of the legs of a known size.

    `charts` are the compiled charts of a catalog; without them both charts are compiled anew.

    Raises:
        KeyError: the known chart has no readable size of that label.
    """
    charts = charts or CompiledCharts()
    source, target = charts.of(known), charts.of(other)
    rank = _rank(source, label)
    points = tuple(p for p in other.points if p in known.points)
    open_keys = [key for key in other.keys if not any(p in points for p in key)]
    open_points = tuple(p for key in open_keys for p in key)
    if not points:
        return SameSizes(points, open_points)
    boxes = [c.spans for c in source.view(points).cells if c.rank == rank]
    return _sorted(target, boxes, points, open_points)


def _rank(chart: CompiledChart, label: str) -> int:
    if label not in chart.labels:
        raise KeyError(label)
    return chart.labels.index(label)


def _sorted(
    target: CompiledChart, boxes: list[Spans], points: tuple[LegPoint, ...], open_points: tuple[LegPoint, ...]
) -> SameSizes:
    cells = target.view(points).cells
    kinds: dict[str, list[int]] = {"whole": [], "partly": [], "missed": []}
    for rank in range(len(target.labels)):
        own = [c.spans for c in cells if c.rank == rank]
        kinds[_kind(boxes, own)].append(rank)
    named = {kind: tuple(target.labels[r] for r in ranks) for kind, ranks in kinds.items()}
    shares = tuple((target.labels[r], _share(boxes, cells, r)) for r in kinds["partly"]) if len(points) == 1 else ()
    return SameSizes(points, open_points, named["whole"], named["partly"], named["missed"], shares)


def _kind(boxes: list[Spans], own: list[Spans]) -> str:
    if boxes and own and all(covered(box, own) for box in boxes):
        return "whole"
    return "partly" if any(meets(box, mine) for box in boxes for mine in own) else "missed"


def _share(boxes: list[Spans], cells: tuple[ChartBox, ...], rank: int) -> int:
    """The longest stretch that the known size shares with a box of another, in store units."""
    shared = max(overlap(b[0], c.spans[0]) for b in boxes for c in cells if c.rank == rank)
    return 0 if isinf(shared) else int(shared)


def judge_same_as(
    known: SizeChart, label: str, other: SizeChart | None, question: Question, policy: Policy,
    asks_for: tuple[LegPoint, ...] = (), sold: frozenset[str] = frozenset(),
    charts: CompiledCharts | None = None,
) -> SizeVerdict:  # fmt: skip
    """The verdict of another chart for a person who only knows that one size fits.

    A size is named only where it holds every leg that the known size holds; a part of them is a
    candidate, and the answer asks for the measure that settles it. Of several the one goes first that
    is not among the sizes `sold` out. `charts` are the compiled charts of a catalog; without them both
    charts are compiled anew.

    Raises:
        KeyError: the known chart has no readable size of that label.
    """
    if other is None or not other.sizes or not other.keys:
        points = asks_for if other is None else other.points or asks_for
        reason = because("size.no_chart_asks", points=points) if points else because("size.no_chart")
        return SizeVerdict(SizeOutcome.NO_CHART, needs=points, reasons=(reason,))
    charts = charts or CompiledCharts()
    same = same_sizes(known, label, other, charts)
    interval = _interval(known, label, same.points)
    if not same.points:
        return _ask(other.points, (), [because("same_as.not_comparable", size=label, points=other.points)])
    if not same.whole and not same.partly:
        missed = because("same_as.missed", size=label, points=same.points)
        return SizeVerdict(_beside(charts.of(known), label, charts.of(other), same.points), reasons=(*interval, missed))
    if same.open_points or not same.whole:
        return _ask(same.open_points or same.points, (*same.whole, *same.partly), interval + _partly(same, label))
    return _named(same, label, tie_break(other, question, size_thresholds(policy)).larger, interval, sold)


def _beside(source: CompiledChart, label: str, target: CompiledChart, points: tuple[LegPoint, ...]) -> SizeOutcome:
    """Whether the known size lies beyond the other chart, or in a hole of it."""
    rank, hull = _rank(source, label), target.view(points).hull
    for cell in source.view(points).cells:
        if cell.rank == rank and any(
            s.high < low or s.low > high for s, (low, high) in zip(cell.spans, hull, strict=True)
        ):
            return SizeOutcome.OUTSIDE_CHART
    return SizeOutcome.IN_GAP


def _interval(known: SizeChart, label: str, points: tuple[LegPoint, ...]) -> list[Reason]:
    """The bands of the known size at the points in common."""
    boxes = [box for size, box in known.boxes() if size.label == label]
    bands = {(p, b) for box in boxes for p in points if (b := box.band(p)) is not None}
    if len(boxes) != 1:
        return []
    ordered = sorted(bands, key=lambda pair: points.index(pair[0]))
    return [because("same_as.interval", size=label, point=p, band=b) for p, b in ordered]


def _partly(same: SameSizes, label: str) -> list[Reason]:
    reasons = [because("same_as.whole", size=label, sizes=same.whole)] if same.whole else []
    shares = dict(same.shares)
    for size in same.partly:
        if shares.get(size):
            by = amount(same.points[0], shares[size])
            reasons.append(because("same_as.partly_by", size=label, other=size, point=same.points[0], by=by))
        else:
            reasons.append(because("same_as.partly", size=label, other=size))
    return reasons


def _ask(points: tuple[LegPoint, ...], candidates: tuple[str, ...], reasons: list[Reason]) -> SizeVerdict:
    told = (*reasons, because("size.needs", points=points))
    return SizeVerdict(SizeOutcome.NEEDS_MEASUREMENT, needs=points, candidates=candidates, reasons=told)


def _named(same: SameSizes, label: str, larger: bool, interval: list[Reason], sold: frozenset[str]) -> SizeVerdict:
    left = [s for s in same.whole if s not in sold] or same.whole
    size, usual = (sizes[-1] if larger else sizes[0] for sizes in (left, same.whole))
    also = tuple(s for s in same.whole if s != size)
    outcome = SizeOutcome.IN_TWO_SIZES if also else SizeOutcome.FITS
    reasons = (*interval, because("same_as.whole", size=label, sizes=same.whole))
    if size != usual:
        reasons += (because("size.by_stock", size=size),)
    # Every leg of the known size lies in this one, but nobody put a tape around the leg.
    cautions = (because("caution.estimated"),)
    return SizeVerdict(outcome, size, also, reasons=reasons, certainty=Certainty.LIKELY, cautions=cautions)
