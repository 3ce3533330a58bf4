"""A size of one chart that fits, looked up in another chart: held whole, held in part, or missed."""

from __future__ import annotations

from math import isinf

from msgspec import Struct

from ..geometry.compiled_chart import ChartBox, CompiledChart, CompiledCharts, UnreadRow
from ..geometry.interval import Intervals, boxes_meet, is_covered, shared_length
from ..geometry.leg_on_chart import amount
from ..geometry.thresholds import size_thresholds, tie_break
from ..model.chart import SizeChart
from ..model.leg import LegPoint
from ..model.policy import Policy
from ..model.question import Question
from ..model.verdict import Certainty, Reason, SizeOutcome, SizeVerdict, because, no_chart_verdict


class SameSizes(Struct, frozen=True):
    """The sizes of another chart by how they hold a reference size, each list from small to large."""

    points: tuple[LegPoint, ...]
    """The points that both charts are keyed by; nothing can be said where there is none."""
    open_points: tuple[LegPoint, ...]
    """Keys of the other chart that the reference size says nothing about."""
    whole: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    shares: tuple[tuple[str, int], ...] = ()
    """For sizes held in part at a single shared point: the length of the shared part, in store units."""
    unread: tuple[str, ...] = ()
    """Sizes with a row that was not read whole, and of which nothing that was read rules the reference size out."""


def same_sizes(
    reference_chart: SizeChart, label: str, other: SizeChart, charts: CompiledCharts | None = None
) -> SameSizes:
    """Sort the sizes of another chart by whether they hold all, some or none of the legs of a reference size.

    `charts` are the compiled charts of a catalog; without them both charts are compiled anew.
    Raises: KeyError, where the reference chart has no readable size of that label.
    """
    charts = charts or CompiledCharts()
    points = tuple(p for p in other.points if p in reference_chart.points)
    open_points = tuple(p for key in other.keys if not any(p in points for p in key) for p in key)
    reference = _boxes_of(charts.of(reference_chart), label, points)
    if not points:
        return SameSizes(points, open_points)
    target = charts.of(other)
    boxes = target.projection(points).boxes
    kinds: dict[str, list[str]] = {"whole": [], "partly": [], "missed": []}
    for rank, size in enumerate(target.labels):
        kinds[_kind(reference, [b.intervals for b in boxes if b.rank == rank])].append(size)
    whole, partly, missed = map(tuple, kinds.values())
    alone = partly if len(points) == 1 else ()
    shares = tuple((size, _share(reference, boxes, target.labels.index(size))) for size in alone)
    unread = tuple(row.label for row in target.projection(points).unread if _may_meet(row, reference))
    return SameSizes(points, open_points, whole, partly, missed, shares, tuple(dict.fromkeys(unread)))


def _may_meet(row: UnreadRow, reference: list[Intervals]) -> bool:
    """Whether a row that was not read whole may share a leg with a size, as far as its bands were read."""
    at = [(read, n) for n, read in enumerate(row.intervals) if read is not None]
    return any(all(boxes_meet((read,), (box[n],)) for read, n in at) for box in reference)


def _boxes_of(chart: CompiledChart, label: str, points: tuple[LegPoint, ...]) -> list[Intervals]:
    """The boxes of a size at some points. Raises: KeyError, where no readable size has that label."""
    if label not in chart.labels:
        raise KeyError(label)
    rank = chart.labels.index(label)
    return [b.intervals for b in chart.projection(points).boxes if b.rank == rank]


def _kind(reference: list[Intervals], own: list[Intervals]) -> str:
    if reference and own and all(is_covered(box, own) for box in reference):
        return "whole"
    return "partly" if any(boxes_meet(box, other) for box in reference for other in own) else "missed"


def _share(reference: list[Intervals], boxes: tuple[ChartBox, ...], rank: int) -> int:
    """The longest part that the reference size shares with a box of another size, in store units."""
    longest = max(shared_length(r[0], b.intervals[0]) for r in reference for b in boxes if b.rank == rank)
    return 0 if isinf(longest) else int(longest)


def judge_same_as(
    reference_chart: SizeChart, label: str, other: SizeChart | None, question: Question, policy: Policy,
    asks_for: tuple[LegPoint, ...] = (), sold: frozenset[str] = frozenset(), charts: CompiledCharts | None = None,
) -> SizeVerdict:  # fmt: skip
    """Judge by another chart for a person who only knows that one size of a reference chart fits.

    A size is named only where it holds every leg that the reference size holds; one that holds a part of them is a
    candidate, and the answer asks for the measure that settles it. Of several the one goes first that is not among
    the sizes `sold` out. In its own chart a size that fits is that size. `charts` are the compiled charts of a
    catalog; without them both are compiled anew.
    Raises: KeyError, where the reference chart has no readable size of that label.
    """
    if other is None or not other.sizes or not other.keys:
        return no_chart_verdict((other.points if other else ()) or asks_for)
    if other == reference_chart:
        own = (because("same_as.own", size=label),)
        return SizeVerdict(SizeOutcome.FITS, label, reasons=own, certainty=Certainty.LIKELY)
    charts = charts or CompiledCharts()
    same = same_sizes(reference_chart, label, other, charts)
    if not same.points:
        return _ask(other.points, (), [because("same_as.not_comparable", size=label, points=other.points)])
    reasons = _reference_bands(reference_chart, label, same.points)
    if not same.whole and not same.partly:
        reference = _boxes_of(charts.of(reference_chart), label, same.points)
        reasons += [because("same_as.missed", size=label, points=same.points), *_unread(same)]
        return SizeVerdict(_where_missed(reference, charts.of(other), same.points), reasons=tuple(reasons))
    if same.open_points or not same.whole:
        reasons += [*_partly(same, label), *_unread(same)]
        return _ask(same.open_points or same.points, (*same.whole, *same.partly), reasons)
    larger = tie_break(other, question, size_thresholds(policy)).larger
    return _match(same, label, reasons, sold, larger=larger)


def _where_missed(reference: list[Intervals], target: CompiledChart, points: tuple[LegPoint, ...]) -> SizeOutcome:
    """Whether the reference size lies beyond the other chart, or in a gap of it."""
    hull = target.projection(points).hull
    for box in reference:
        if any(i.high < low or i.low > high for i, (low, high) in zip(box, hull, strict=True)):
            return SizeOutcome.OUTSIDE_CHART
    return SizeOutcome.IN_GAP


def _reference_bands(chart: SizeChart, label: str, points: tuple[LegPoint, ...]) -> list[Reason]:
    """The bands of the reference size at the points in common, where it is of one box."""
    boxes = [box for size, box in chart.boxes() if size.label == label]
    if len(boxes) != 1:
        return []
    bands = [(p, band) for p in points if (band := boxes[0].band(p)) is not None]
    return [because("same_as.interval", size=label, point=p, band=band) for p, band in bands]


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


def _unread(same: SameSizes, size: str = "") -> list[Reason]:
    """The sizes but for the one named that were not read whole and may hold the reference size."""
    sizes = tuple(label for label in same.unread if label != size)
    return [because("size.unreadable", sizes=sizes)] if sizes else []


def _ask(points: tuple[LegPoint, ...], candidates: tuple[str, ...], reasons: list[Reason]) -> SizeVerdict:
    every = (*reasons, because("size.needs", points=points))
    return SizeVerdict(SizeOutcome.NEEDS_MEASUREMENT, needs=points, candidates=candidates, reasons=every)


def _match(same: SameSizes, label: str, reasons: list[Reason], sold: frozenset[str], *, larger: bool) -> SizeVerdict:
    in_stock = [s for s in same.whole if s not in sold] or same.whole
    size, usual = (sizes[-1] if larger else sizes[0] for sizes in (in_stock, same.whole))
    also = tuple(s for s in same.whole if s != size)
    outcome = SizeOutcome.IN_TWO_SIZES if also else SizeOutcome.FITS
    reasons.append(because("same_as.whole", size=label, sizes=same.whole))
    if size != usual:
        reasons.append(because("size.by_stock", size=size))
    unread = _unread(same, size)
    # Every leg of the reference size lies in this one, but nobody put a tape around the leg.
    cautions = (because("caution.estimated"), *(Reason("caution.unread_rows", reason.facts) for reason in unread))
    every = (*reasons, *unread)
    return SizeVerdict(outcome, size, also, reasons=every, certainty=Certainty.LIKELY, cautions=cautions)
