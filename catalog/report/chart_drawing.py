"""The bands of a size chart drawn on an axis, a line for each size, with the leg on them where one was measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

from msgspec import Struct

from ..model.band_text import band_text
from ..model.chart import Band, Edge, SizeChart
from ..model.leg import Dimension, LegPoint
from ..model.quantities import quantity
from ..model.question import Question, Side
from .lines import Figure, Joined, Line, Style, Words, message, say

OPEN: Final = 3
"""Characters beyond each end of the axis, for open bands and for legs outside the chart."""
LABEL: Final = 12
LONGEST: Final = 60
"""Characters of a text of the chart that are shown."""
AXIS: Final = 40
SHORTEST: Final = 12
"""Characters that an axis has at the most, and at the least where a line has little room."""
Labelled = Sequence[tuple[str, Band]]


class Drawing(Struct, frozen=True):
    """How bands are drawn: the signs for it, and how many columns there are for a line."""

    signs: str = "[-]<>o:"
    """Lower end, line, upper end, the two open ends, the leg in a band and beside it."""
    columns: int = 100


PLAIN: Final = Drawing()
DRAWN: Final = Drawing("├─┤◂▸●┊")


class ChartAxis(Struct, frozen=True):
    """From which edge to which an axis goes, and over how many characters."""

    low: Edge
    high: Edge
    length: int

    def place(self, at: int) -> int:
        """The character that stands for a value; one beyond an end for whatever lies outside."""
        place = OPEN + round(Fraction(at - self.low.at, self.high.at - self.low.at) * self.length)
        return min(max(place, 0), self.length + 2 * OPEN)


def band_drawings(chart: SizeChart, how: Drawing = PLAIN) -> list[Line]:
    """Draw the bands of each point of a chart on one axis, a line for each; an open end is an arrow."""
    lines: list[Line] = []
    for point in chart.points:
        bands = bands_of(chart, point)
        width = label_width(bands)
        room = how.columns - 2 - (width + 2) - (2 * OPEN + 1)
        axis = _axis(bands, min(max(room, SHORTEST), AXIS))
        if axis is not None:
            unit = "" if point.dimension is Dimension.SHOE else bands[0][1].unit
            last = Joined((Figure(axis.high.printed), unit))
            lines.append(say("ui.chart.drawn", point=point, low=Figure(axis.low.printed), high=last))
            lines += [Line(f"{_label(s, width)}{_drawn(b, axis, how)}", 1, Style.VERBATIM) for s, b in bands]
    return lines


def leg_on_chart(chart: SizeChart, question: Question, size: str | None, how: Drawing = PLAIN) -> list[Line]:
    """Draw the bands of each point that was measured, with the leg on each; the size to take stands out."""
    lines: list[Line] = []
    for point in chart.points:
        values = [(side, leg[point].value) for side, leg in question.legs.sides if point in leg]
        bands = bands_of(chart, point)
        if values and bands and point.dimension is not Dimension.SHOE:
            lines += _point_with_leg(bands, values, size, question.units, how)
    return lines


def _point_with_leg(
    bands: Labelled, values: Sequence[tuple[Side, int]], size: str | None, units: str, how: Drawing
) -> list[Line]:
    """Draw the bands of one point under a line that says what was measured there."""
    point, width = bands[0][1].point, label_width(bands)
    figures = [band_text(band, units) for _, band in bands]
    widest = max(map(len, figures))
    room = how.columns - 2 - (width + 2) - (widest + 1) - (2 * OPEN + 1)
    axis = _axis(bands, min(max(room, SHORTEST), AXIS))
    measured = Joined(tuple(_measured(point, side, value) for side, value in values), ", ")
    lines = [say("ui.size.on_chart", point=point, values=measured)]
    for (label, band), figure in zip(bands, figures, strict=True):
        drawn = _marked(band, values, axis, how) if axis is not None else ()
        parts: tuple[Words, ...] = (_label(label, width), " ", Figure(f"{figure:<{widest}} "), *drawn)
        lines.append(Line(Joined(parts, ""), 1, Style.PICKED if label == size else Style.VERBATIM))
    return lines


def _measured(point: LegPoint, side: Side, value: int) -> Words:
    who = "" if side is Side.BOTH else message(f"ui.side.{side.value}")
    return Joined((who, quantity(point, value)))


def _marked(band: Band, values: Sequence[tuple[Side, int]], axis: ChartAxis, how: Drawing) -> Iterable[Words]:
    """A band with the leg on it: a dot where it holds the leg, a thin line elsewhere; two legs have a letter each."""
    drawn = list(f"{_drawn(band, axis, how):<{axis.length + 2 * OPEN + 1}}")
    marks: dict[int, Words] = {}
    for side, value in values:
        place = axis.place(value)
        letter: Words = how.signs[5] if side is Side.BOTH or place in marks else message(f"ui.side_mark.{side.value}")
        marks[place] = letter if band.holds(value) else marks.get(place, how.signs[6])
    after = 0
    for place in sorted(marks):
        yield "".join(drawn[after:place])
        yield marks[place]
        after = place + 1
    yield "".join(drawn[after:]).rstrip()


def bands_of(chart: SizeChart, point: LegPoint) -> Labelled:
    """The bands of a chart at a point with their sizes, each once."""
    return list({(size.label, b): None for size, box in chart.boxes() if (b := box.band(point)) is not None})


def label_width(bands: Labelled) -> int:
    """The characters that the widest label of a size takes."""
    return min(max(len(short_text(label)) for label, _ in bands), LABEL)


def _label(label: str, width: int) -> str:
    return f"{short_text(label)[:width]:<{width}} "


def _axis(bands: Labelled, length: int) -> ChartAxis | None:
    """The axis that all bands lie on; None where there are no two figures for one."""
    ends = [edge for _, band in bands for edge in (band.low, band.high) if edge is not None]
    if len({edge.at for edge in ends}) < 2:
        return None
    return ChartAxis(min(ends, key=lambda e: e.at), max(ends, key=lambda e: e.at), length)


def _drawn(band: Band, axis: ChartAxis, how: Drawing) -> str:
    """One band on the axis."""
    start, line, end, open_start, open_end = list(how.signs[:5])
    left = 0 if band.low is None else axis.place(band.low.at)
    right = axis.length + 2 * OPEN if band.high is None else axis.place(band.high.at)
    first, last = (open_start if band.low is None else start), (open_end if band.high is None else end)
    drawn = f"{first}{line * (right - left - 1)}{last}" if right > left else "|"
    return f"{' ' * left}{drawn}"


def short_text(text: str) -> str:
    """A text of a chart on one line, cut where it is too long to be shown."""
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"
