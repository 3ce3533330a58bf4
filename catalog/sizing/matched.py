"""A leg that has a size: where it sits in it, how sure that is, and what is worth saying about it."""

from __future__ import annotations

from math import inf, isinf

from ..measure import LegPoint
from ..verdict import PointFit, Reason, SizeOutcome, SizeVerdict, because
from .chart import Cell
from .leg import Asked, amount
from .limits import TAPE_POINTS
from .line import Line, line_at
from .near import near_edges
from .place import Kind, Place, place
from .probability import in_union, within
from .spans import Span, band_text


def matched(asked: Asked, found: Place) -> SizeVerdict:
    """The verdict for a leg that has a size; the first of several is picked by the tie rule."""
    named = found.first(asked.choice.larger)
    lines = tuple(line_at(asked.view, asked.values, i, found, asked.choice.larger) for i in range(len(asked.points)))
    cell = best_cell(asked, found, named)
    points = _fits(asked, cell, named, lines)
    sure = _chance(asked, cell)
    return SizeVerdict(
        outcome=_outcome(found),
        size=asked.chart.labels[named],
        also=asked.labels(tuple(r for r in found.sizes if r != named)),
        points=points,
        confidence=sure,
        reasons=tuple(_reasons(asked, found, named, points, lines, sure)),
    )


def _outcome(found: Place) -> SizeOutcome:
    if found.kind is Kind.HOLE:
        return SizeOutcome.BETWEEN_SIZES
    return SizeOutcome.FITS if len(found.sizes) == 1 else SizeOutcome.IN_TWO_SIZES


def fit_points(asked: Asked, found: Place, named: int, lines: tuple[Line, ...]) -> tuple[PointFit, ...]:
    """Where each reading lies in the band of the size named, in the order of the chart's keys."""
    return _fits(asked, best_cell(asked, found, named), named, lines)


def _fits(asked: Asked, cell: Cell, named: int, lines: tuple[Line, ...]) -> tuple[PointFit, ...]:
    fits = []
    for i, (point, value, line) in enumerate(zip(asked.points, asked.values, lines, strict=True)):
        band = cell.box.band(point)
        if band is not None:
            span = cell.spans[i]
            piece = line.at(value)
            stays = line.ends(piece) if line.pieces[piece][2] == named else (band.low, band.high)
            fits.append(
                PointFit(point, asked.side, int(value), band, position(span, value), to_edge(span, value), stays)
            )
    return tuple(fits)


def own_lines(asked: Asked, found: Place, named: int) -> tuple[Line, ...]:
    """The lines of one size alone, for a size that the other leg decided."""
    larger = asked.choice.larger
    return tuple(line_at(asked.view, asked.values, i, found, larger, only=named) for i in range(len(asked.points)))


def best_cell(asked: Asked, found: Place, named: int) -> Cell:
    """The box of the named size that the leg sits most central in."""
    cells = [c for c in found.cells if c.rank == named]
    return cells[0] if len(cells) == 1 else max(cells, key=lambda c: _room(asked, c))


def _room(asked: Asked, cell: Cell) -> float:
    spans = zip(cell.spans, asked.values, asked.view.scales, strict=True)
    return min(min(v - s.low, s.high - v) / scale for s, v, scale in spans)


def position(span: Span, value: float) -> float | None:
    """0 at the loose end of the band (the thinnest leg in it), 1 at its tight end; None where one is open."""
    if isinf(span.low) or isinf(span.high):
        return None
    width = span.high - span.low
    return min(max((value - span.low) / width, 0.0), 1.0) if width else 0.5


def to_edge(span: Span, value: float) -> int | None:
    """The distance to the nearest edge, 0 beyond it; None where both ends are open."""
    distance = min(value - span.low, span.high - value)
    return None if isinf(distance) else int(max(distance, 0))


def chance(asked: Asked, found: Place, named: int) -> float:
    """The probability that the true leg lies in the printed boxes of the named size.

    Every outcome uses the same boxes as printed, a rounding hole not included, so that nothing
    jumps at an edge: in a hole the figure is low, which is what the chart's own figures say.
    """
    return _chance(asked, best_cell(asked, found, named))


def _chance(asked: Asked, cell: Cell) -> float:
    sds = asked.sds()
    values = [v if sd else s.snap(v) for v, sd, s in zip(asked.values, sds, cell.spans, strict=True)]
    return min(in_union([c.spans for c in asked.view.cells if c.rank == cell.rank], values, sds), 1.0)


def _reasons(
    asked: Asked, found: Place, named: int, points: tuple[PointFit, ...], lines: tuple[Line, ...], sure: float
) -> list[Reason]:
    size = asked.chart.labels[named]
    reasons = [_inside(asked, i, size, p) for i, p in enumerate(points) if p.band.holds(p.value)]
    reasons += _holes(asked, found, size)
    if found.kind is not Kind.HOLE and len(found.sizes) > 1:
        reasons.append(because("size.two_sizes", sizes=asked.labels(found.sizes)))
    if len(found.nearer) > 1:
        reasons.append(_first(asked, size))
    named_lines = [(p, line) for p, line in zip(points, lines, strict=True) if line.names(p.value, named)]
    reasons += [r for p, _ in named_lines if (r := _stays(p, size)) is not None]
    reasons += near_edges(asked, found, named_lines, size) + _as_printed(asked, found, size, points, sure)
    reasons += readings_apart(asked)
    reasons += swing(asked, named)
    return reasons + about_chart(asked)


def reasons_for_pair(asked: Asked, found: Place, named: int, points: tuple[PointFit, ...]) -> tuple[Reason, ...]:
    """The reasons of a leg whose other leg decided which of its sizes to take."""
    size = asked.chart.labels[named]
    reasons = [_inside(asked, i, size, p) for i, p in enumerate(points) if p.band.holds(p.value)]
    reasons += [*_holes(asked, found, size), because("size.two_sizes", sizes=asked.labels(found.sizes))]
    reasons += [because("size.settled_by_pair", size=size), *readings_apart(asked), *swing(asked, named)]
    return (*reasons, *about_chart(asked))


def _inside(asked: Asked, index: int, size: str, fit: PointFit) -> Reason:
    return because("size.inside", point=fit.point, value=asked.value(index), size=size, band=band_text(fit.band))


def _first(asked: Asked, size: str) -> Reason:
    choice = asked.choice
    larger = "larger" if choice.larger else "smaller"
    return because("size.first", size=size, rule=choice.rule, choice=larger, said=choice.said)


def _holes(asked: Asked, found: Place, size: str) -> list[Reason]:
    """Each rounding hole with the edges around it and the side that is nearer."""
    reasons = []
    for i in found.holes:
        point, value = asked.points[i], asked.values[i]
        below = max((c for c in found.cells if c.spans[i].last < value), key=lambda c: c.spans[i].high)
        above = min((c for c in found.cells if c.spans[i].first > value), key=lambda c: c.spans[i].low)
        low, high = below.spans[i].high, above.spans[i].low
        code = "size.hole_inside" if found.kind is Kind.INSIDE else "size.between"
        reasons.append(because(
            code, point=point, value=asked.value(i), low=amount(point, low), high=amount(point, high),
            below=asked.chart.labels[below.rank], above=asked.chart.labels[above.rank], size=size,
            nearer="others" if found.settled else _nearer(value - low, high - value),
        ))  # fmt: skip
    return reasons


def _nearer(below: float, above: float) -> str:
    if below == above:
        return "middle" if below else "neither"
    return "below" if below < above else "above"


def _stays(fit: PointFit, size: str) -> Reason | None:
    """The stretch of one point over which the size stays the same."""
    low, high = fit.stays
    facts = {name: amount(fit.point, e.at) for name, e in (("low", low), ("high", high)) if e is not None}
    if not facts:
        return None
    ends = "between" if len(facts) == 2 else "from" if low is not None else "up_to"
    return because("size.stays", point=fit.point, size=size, ends=ends, **facts)


def _as_printed(asked: Asked, found: Place, size: str, points: tuple[PointFit, ...], sure: float) -> list[Reason]:
    """Why the confidence is low in a rounding hole; with a single reading also the chance that the size stays."""
    if not found.holes or asked.points[found.holes[0]] not in TAPE_POINTS:
        return []
    percent = round(sure * 100)
    if len(points) > 1:
        return [because("size.confidence_printed", over="several", size=size, percent=percent)]
    stays = round(_chance_of(points[0], asked.sds()[0]) * 100)
    if stays == percent:
        return []
    return [because("size.confidence_printed", over="stretch", size=size, percent=percent, stays=stays)]


def _chance_of(fit: PointFit, sd: float) -> float:
    """The probability that the true value lies in the stretch over which the size stays."""
    low, high = (inf * sign if e is None else e.at for e, sign in zip(fit.stays, (-1, 1), strict=True))
    return within(low, high, fit.value, sd) if sd else 1.0


def readings_apart(asked: Asked) -> list[Reason]:
    """Readings of one point that lie too far apart to trust their middle."""
    limit = asked.figures.readings_apart
    apart = [p for p in asked.points if p in asked.leg and p in TAPE_POINTS and asked.leg[p].spread > limit]
    return [
        because(
            "size.readings_apart",
            point=p,
            by=amount(p, asked.leg[p].spread),
            limit=amount(p, limit),
            taken="two" if len(asked.leg[p].readings) < 3 else "more",
        )
        for p in apart
    ]


def swing(asked: Asked, named: int | None) -> list[Reason]:
    """What measuring in the evening or after a run may have added, and the size without it."""
    when = asked.question.measured
    by = None if when is None else asked.figures.swings.get(when)
    girths = tuple(p for p in asked.points if p.is_girth)
    if when is None or by is None or not girths:
        return []
    values = tuple(max(v - by, 1) if p.is_girth else v for p, v in zip(asked.points, asked.values, strict=True))
    found = place(asked.view, values)
    other = found.first(asked.choice.larger) if found.has_size else None
    return [_swung(asked, when.value, by, named, named if named in found.nearer else other)]


def _swung(asked: Asked, when: str, by: int, named: int | None, other: int | None) -> Reason:
    facts = {"when": when, "by": amount(LegPoint.CALF, by)}
    sizes = {} if named is None else {"size": asked.chart.labels[named]}
    if named == other:
        return because("size.swing_same" if sizes else "size.swing_still_none", **facts, **sizes)
    if other is None:
        return because("size.swing_none", **facts, **sizes)
    return because(
        "size.swing_other" if sizes else "size.swing_fits", **facts, **sizes, other=asked.chart.labels[other]
    )


def about_chart(asked: Asked) -> list[Reason]:
    """What was taken as exact, and the posture that the chart asks for."""
    exact = tuple(p for p in asked.points if p not in TAPE_POINTS)
    reasons = [because("size.taken_as_exact", points=exact)] if exact else []
    return reasons + posture(asked)


def posture(asked: Asked) -> list[Reason]:
    """How the chart asks to be measured for."""
    asks = asked.chart.chart.posture
    return [because("size.posture", posture=asks)] if asks else []
