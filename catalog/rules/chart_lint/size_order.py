"""The sizes of a chart along each of its points: order, gaps, overlaps, open ends, and columns that are swapped."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ...model.band_text import band_text
from ...model.chart import Band, Box, Edge, Size, SizeChart
from ...model.leg import Dimension, LegPoint
from ...model.problem import safe_repr
from .finding import Finding, Level, finding, placed

FARTHEST: Final = float("inf")
CLIMB: Final = {
    LegPoint.ANKLE: 0, LegPoint.CALF: 1, LegPoint.BELOW_KNEE: 1, LegPoint.MID_THIGH: 2, LegPoint.THIGH: 3,
    LegPoint.HIP: 4,
}  # fmt: skip
"""Girths from the narrowest up; on every leg one of a higher number is the larger."""


class SizeRange(Struct, frozen=True):
    """What a size accepts at one point, all its boxes together: lowest and highest end, None where it is open."""

    size: Size
    bands: tuple[Band, ...]
    low: Edge | None
    high: Edge | None
    starts: float
    """Where it begins, in store units."""
    ends: float

    @property
    def text(self) -> str:
        """The bands as printed."""
        return ", ".join(dict.fromkeys(band_text(b) for b in self.bands))


def range_of(size: Size, point: LegPoint) -> SizeRange | None:
    """Find what a size accepts at a point; None where it has no band there."""
    bands = tuple([b for box in size.boxes for b in box.bands if b.point is point])
    if not bands:
        return None
    low, high = bands[0].low, bands[0].high
    for band in bands[1:]:
        low = None if low is None or band.low is None else min(low, band.low, key=lambda e: (e.at, not e.closed))
        high = None if high is None or band.high is None else max(high, band.high, key=lambda e: (e.at, e.closed))
    return SizeRange(size, bands, low, high, _at(low, -FARTHEST), _at(high, FARTHEST))


def order_of(chart: SizeChart) -> Iterator[Finding]:
    """Find everything suspicious about how the sizes of a chart lie beside one another."""
    for point in chart.points:
        findings = list(_along(chart, point))
        yield from findings if len(chart.points) == 1 else _gathered(findings, point.value)
    yield from _swapped_columns(chart)


def _gathered(findings: list[Finding], place: str) -> Iterator[Finding]:
    """The findings at one point of several, those of one code as one: some charts overlap from first size to last."""
    for code in dict.fromkeys(f.code for f in findings):
        alike = [f for f in findings if f.code == code]
        if len(alike) == 1:
            yield alike[0]
        else:
            read = "; ".join(f.read for f in alike)
            yield replace(alike[0], problem=replace(alike[0].problem, field=place, read=safe_repr(read)))


def _along(chart: SizeChart, point: LegPoint) -> Iterator[Finding]:
    """The sizes along one point, each with the next."""
    alone = len(chart.points) == 1
    for one, other in pairwise([r for size in chart.sizes if (r := range_of(size, point)) is not None]):
        if _open_inside(one, other):
            yield _of_two("missing_end", point, one, other, "lint_both_ends", "lint_add_the_end")
        elif other.starts < one.starts or other.ends < one.ends:
            pairs = _pairs(chart, one.size, other.size, _dimension_kind(point))
            if alone or not any(a.ends <= b.starts for a, b in pairs):
                level = None if alone else Level.WARNING
                expected, hint, charts = "lint_small_to_large", "lint_list_in_order", (chart.id,)
                yield _of_two("out_of_order", point, one, other, expected, hint, level=level, charts=charts)
        elif one.high is not None and other.low is not None:
            yield from _between(chart, point, one, other)


def _of_two(
    code: str, point: LegPoint, one: SizeRange, other: SizeRange, expected: str, hint: str, *,
    level: Level | None = None, charts: tuple[str, ...] = (),
) -> Finding:  # fmt: skip
    """A finding about two sizes at a point, with the bands of both."""
    place = placed(f"sizes {one.size.label}, {other.size.label}", point.value)
    return finding(code, place, f"{one.text}, {other.text}", expected, hint, level=level, charts=charts)


def _open_inside(one: SizeRange, other: SizeRange) -> bool:
    """Whether a size has no upper end although another follows, or the next no lower one.

    A size of several boxes may have an open one at a corner of the chart.
    """
    if len(one.bands) > 1 or len(other.bands) > 1:
        return False
    return (one.high is None and other.ends > one.starts) or (other.low is None and other.ends > one.starts)


def _dimension_kind(point: LegPoint) -> str:
    """What a point tells of a body; sizes may rise in one kind and fall in another ("M long", "L short")."""
    if point.is_girth or point.dimension is Dimension.MASS:
        return "girth"
    foot = point.dimension is Dimension.SHOE or point is LegPoint.FOOT_LENGTH
    return "foot" if foot else "length"


def _pairs(chart: SizeChart, one: Size, other: Size, apart_from: str) -> Iterator[tuple[SizeRange, SizeRange]]:
    """The ranges of two sizes at every point that is not of one kind."""
    for point in chart.points:
        if _dimension_kind(point) != apart_from:
            first, second = range_of(one, point), range_of(other, point)
            if first is not None and second is not None:
                yield first, second


def _between(chart: SizeChart, point: LegPoint, one: SizeRange, other: SizeRange) -> Iterator[Finding]:
    """Where one size ends and the next begins."""
    high, low = one.high, other.low
    if high is None or low is None:
        return
    if low.at - high.at > chart.step(point) and not _covered(chart, point, high.at, low.at):
        yield _of_two("hole", point, one, other, "lint_no_gap", "lint_check_the_gap")
    elif low.at < high.at and _overlap_counts(chart, point, one.size, other.size):
        level = Level.NOTE if chart.tie_rule is not None else None
        yield _of_two("overlap", point, one, other, "lint_no_overlap", "lint_check_the_overlap", level=level)
    elif _shared(chart, high, low) and _meet(one.size, other.size, strictly=False):
        yield _of_two("shared_edge", point, one, other, "lint_an_edge_for_one", "lint_say_which_to_take")


def _shared(chart: SizeChart, high: Edge, low: Edge) -> bool:
    """Whether an edge belongs to two sizes, and the brand does not say which to take."""
    return low.at == high.at and low.closed and high.closed and chart.tie_rule is None


def _covered(chart: SizeChart, point: LegPoint, after: int, before: int) -> bool:
    """Whether some other size holds what lies between two sizes at a point."""
    bands = [b for _, box in chart.boxes() if (b := box.band(point)) is not None]
    step = chart.step(point)
    for start, end in sorted((b.low.at if b.low else -FARTHEST, b.high.at if b.high else FARTHEST) for b in bands):
        if start - after > step:
            break
        after = max(after, end)  # type: ignore[assignment]
    return before - after <= step


def _overlap_counts(chart: SizeChart, point: LegPoint, one: Size, other: Size) -> bool:
    """Whether two sizes that overlap at a point are suspicious.

    They are where a leg can be in both, and at a girth even where another girth of the same leg tells them apart. A
    grid of heights and weights overlaps by its nature: only boxes that really share a body count there. At a point
    of several where both print the same, that point does not decide between them, and the others are looked at.
    """
    print_the_same = [box.band(point) for box in one.boxes] == [box.band(point) for box in other.boxes]
    if len(chart.points) > 1 and print_the_same:
        return False
    if _meet(one, other, strictly=True):
        return True
    if not point.is_girth or len(one.boxes) > 1 or len(other.boxes) > 1:
        return False
    return not any(a.ends <= b.starts or b.ends <= a.starts for a, b in _pairs(chart, one, other, "girth"))


def _meet(one: Size, other: Size, *, strictly: bool) -> bool:
    """Whether some body is in a box of both sizes; `strictly` leaves out what only touches."""
    return any(_boxes_meet(a, b, strictly=strictly) for a in one.boxes for b in other.boxes)


def _boxes_meet(a: Box, b: Box, *, strictly: bool) -> bool:
    for first in a.bands:
        second = b.band(first.point)
        if second is None:
            continue
        low = max(_at(first.low, -FARTHEST), _at(second.low, -FARTHEST))
        high = min(_at(first.high, FARTHEST), _at(second.high, FARTHEST))
        if low > high or (strictly and low == high):
            return False
    return True


def _at(edge: Edge | None, otherwise: float) -> float:
    return otherwise if edge is None else edge.at


def _swapped_columns(chart: SizeChart) -> Iterator[Finding]:
    """Sizes whose girth at a narrow place lies wholly above that at a wide one: two columns or figures are swapped."""
    ranked = [p for p in chart.points if p in CLIMB]
    pairs = [(a, b) if CLIMB[a] < CLIMB[b] else (b, a) for a, b in combinations(ranked, 2) if CLIMB[a] != CLIMB[b]]
    for size, box in chart.boxes():
        for narrow, wide in pairs:
            lower, upper = box.band(narrow), box.band(wide)
            if lower is None or upper is None or _at(lower.low, -FARTHEST) < _at(upper.high, FARTHEST):
                continue
            yield finding(
                "columns_swapped", f"size {size.label}", f"{band_text(lower)}, {band_text(upper)}",
                "lint_wider_above", "lint_check_the_columns", narrow=narrow, wide=wide, charts=(chart.id,),
            )  # fmt: skip
