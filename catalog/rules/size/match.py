"""A leg that has a size: where it sits in it, how sure that is, and what is worth saying about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf, prod

from ...geometry.compiled_chart import ChartBox
from ...geometry.interval import Interval, Spans
from ...geometry.leg_on_chart import LegOnChart, amount
from ...geometry.locate import Kind, Location
from ...geometry.segments import size_axis_at
from ...geometry.tape_error import in_union, within
from ...geometry.thresholds import TAPE_POINTS
from ...model.question import Side
from ...model.verdict import Certainty, PointFit, Reason, SizeVerdict, because
from .cautions import cautions_of, certainty_of
from .near_edge import near_edges
from .region import PointInRegion, Region, points_in_region
from .remarks import about_chart, remarks


def match_verdict(asked: LegOnChart, plot: Region) -> SizeVerdict:
    """The verdict for a leg that has a size; the first of several is picked by the tie rule."""
    seats, place = plot.seats, plot.place
    seated = seats[0][1] if len(seats) == 1 else max(seats, key=lambda seat: _room(asked, seat[0]))[1]
    points = fits(asked, seated)
    printed = chance(asked, plot.boxes, seated)
    sure = _staying(asked, points) if place.holes else printed
    if plot.even:
        # No error of a tape tells the sizes apart, so none of them is likelier than another.
        sure /= len(place.sizes)
    reasons = inside(asked, seated)
    if place.holes:
        reasons += _holes(seated, points, place)
    reasons += plot.said
    doubts = near_edges(asked, plot, seated)
    reasons += doubts
    if place.holes:
        reasons += _as_printed(asked, plot, printed, sure)
    late = remarks(asked, plot.named)
    reasons += late
    reasons += plot.about
    by_girth, said = plot.by_girth, tuple(reasons)
    cautions: tuple[Reason, ...] = ()
    if doubts or late or place.settled or not by_girth or asked.side is not Side.BOTH:
        cautions = cautions_of(asked.question, asked.points, said, by_girth=by_girth, settled=place.settled)
    certainty = Certainty.TOSS_UP if plot.even else certainty_of(sure, asked.figures, by_girth=by_girth)
    return SizeVerdict(
        plot.outcome, plot.size, plot.also, points, sure, None, (), (), said, certainty=certainty, cautions=cautions
    )


def fits(asked: LegOnChart, seated: tuple[PointInRegion, ...]) -> tuple[PointFit, ...]:
    """Where each reading lies in the band of the size named, in the order of the chart's keys."""
    return tuple([_fit(s, asked.side, v) for s, v in zip(seated, asked.values)])  # noqa: B905 - told apart by plot_of


def _fit(s: PointInRegion, side: Side, value: int) -> PointFit:
    span, width = s.span, s.width
    if not width:
        return PointFit(s.point, side, value, s.band, position(span, value), to_edge(span, value), s.stays)
    below, above = value - span.low, span.high - value
    return PointFit(s.point, side, value, s.band, below / width, int(below if below < above else above), s.stays)


def pair_stretches(asked: LegOnChart, found: Location, named: int) -> tuple[PointInRegion, ...]:
    """Where a leg sits in a size that the other leg decided."""
    lines = [
        size_axis_at(asked.view, asked.values, i, found, asked.choice, only=named) for i in range(len(asked.points))
    ]
    return points_in_region(asked, found, best_cell(asked, found, named), tuple(lines))


def best_cell(asked: LegOnChart, found: Location, named: int) -> ChartBox:
    """The box of the named size that the leg sits most central in."""
    cells = [c for c in found.cells if c.rank == named]
    return cells[0] if len(cells) == 1 else max(cells, key=lambda c: _room(asked, c))


def _room(asked: LegOnChart, cell: ChartBox) -> float:
    spans = zip(cell.spans, asked.values, asked.view.scales, strict=True)
    return min(min(v - s.low, s.high - v) / scale for s, v, scale in spans)


def position(span: Interval, value: float) -> float | None:
    """0 at the loose end of the band (the thinnest leg in it), 1 at its tight end; None where one is open."""
    width = span.high - span.low
    if width == inf:
        return None
    at = (value - span.low) / width if width else 0.5
    return at if 0.0 < at < 1.0 else 0.0 if at <= 0.0 else 1.0


def to_edge(span: Interval, value: float) -> int | None:
    """The distance to the nearest edge, 0 beyond it; None where both ends are open."""
    below, above = value - span.low, span.high - value
    distance = below if below < above else above
    return None if distance == inf else int(distance) if distance > 0 else 0


def chance(asked: LegOnChart, boxes: Sequence[Spans], seated: tuple[PointInRegion, ...]) -> float:
    """The probability that the true leg lies in the printed boxes of the size named.

    The boxes count as printed, a rounding gap not included. For a leg in such a gap the stretch over which the size
    stays says more: `_staying`.
    """
    known, leg, values = asked.figures.sds, asked.leg, asked.values
    if len(boxes) == 1:
        # One box: what is known exactly lies in it, and the last point comes first, as the union cuts them.
        sure = 1.0
        for at in range(len(seated) - 1, -1, -1):
            if seated[at].on_tape:
                reading = leg[seated[at].point]
                sd = known[0] if len(reading.readings) == 1 else asked.figures.sd(seated[at].point, reading)
                if sd:
                    sure = within(boxes[0][at].low, boxes[0][at].high, values[at], sd) * sure
        return sure if sure < 1.0 else 1.0
    sds = [asked.figures.sd(s.point, leg.get(s.point)) for s in seated]
    exact = [v if sd else s.span.snap(v) for v, sd, s in zip(values, sds, seated, strict=True)]
    return min(in_union(boxes, exact, sds), 1.0)


def reasons_for_pair(
    asked: LegOnChart, found: Location, named: int, seated: tuple[PointInRegion, ...]
) -> tuple[Reason, ...]:
    """The reasons of a leg whose other leg decided which of its sizes to take."""
    size = asked.chart.labels[named]
    points = fits(asked, seated)
    reasons = inside(asked, seated)
    reasons += [*_holes(seated, points, found), because("size.two_sizes", sizes=asked.labels(found.sizes))]
    reasons += [because("size.settled_by_pair", size=size), *_leaning(asked, found, seated, size)]
    return (*reasons, *remarks(asked, named), *about_chart(asked))


def _leaning(asked: LegOnChart, found: Location, seated: tuple[PointInRegion, ...], size: str) -> Iterator[Reason]:
    """That a leg in a rounding gap would take another size than the pair does."""
    own = asked.chart.labels[found.first(asked.choice)]
    for index in found.holes if own != size else ():
        stretch, value = seated[index], asked.values[index]
        if stretch.on_tape:
            by, edge = (amount(stretch.point, um) for um in (stretch.span.excess(value), stretch.span.snap(value)))
            yield because(
                "size.near_edge", point=stretch.point, value=asked.value(index), by=by, edge=edge, size=size,
                where="hole", other=own,
            )  # fmt: skip


def inside(asked: LegOnChart, seated: tuple[PointInRegion, ...]) -> list[Reason]:
    """Each reading that the band of the size holds."""
    reasons = []
    for s, value in zip(seated, asked.values):  # noqa: B905
        if s.holds:
            point, size, band = s.facts
            reasons.append(Reason("size.inside", (point, ("value", s.quantity(value)), size, band)))
    return reasons


def _holes(seated: tuple[PointInRegion, ...], points: tuple[PointFit, ...], found: Location) -> list[Reason]:
    """Each rounding gap with the edges around it and the side that is nearer."""
    code = "size.hole_inside" if found.kind is Kind.INSIDE else "size.between"
    return [
        Reason(code, (s.facts[0], ("value", s.quantity(p.value)), *s.hole))
        for s, p in zip(seated, points, strict=True)
        if s.hole
    ]


def _as_printed(asked: LegOnChart, plot: Region, printed: float, sure: float) -> list[Reason]:
    """In a rounding gap: how likely the size is by its printed figures alone, where that differs."""
    percent, stays = _percent(printed), _percent(sure)
    if stays == percent or not any(asked.points[i] in TAPE_POINTS for i in plot.place.holes):
        return []
    return [because("size.confidence_printed", size=plot.size, percent=percent, stays=stays)]


def _percent(share: float) -> int:
    """A probability in whole percent: from 1 to 99, for nothing here is certain."""
    return min(max(round(share * 100), 1), 99)


def _staying(asked: LegOnChart, points: tuple[PointFit, ...]) -> float:
    """The probability that every reading's true value lies in the stretch over which the size stays."""
    return prod(_chance_of(fit, asked.figures.sd(fit.point, asked.leg.get(fit.point))) for fit in points)


def _chance_of(fit: PointFit, sd: float) -> float:
    """The probability that one true value lies in the stretch over which the size stays."""
    low, high = (inf * sign if e is None else e.at for e, sign in zip(fit.stays, (-1, 1), strict=True))
    return within(low, high, fit.value, sd) if sd else 1.0
