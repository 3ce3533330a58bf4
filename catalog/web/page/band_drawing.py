"""What page and widget draw of an answer: a leg on the bands of a size chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ...messages.messages import Messages
from ...model.answer import Match, Miss
from ...model.band_text import band_text
from ...model.cautions import sizes_to_choose
from ...model.leg import Dimension, LegPoint
from ...model.product import Band, SizeChart
from ...model.quantities import quantity
from ...model.question import Question, Side
from ...model.verdict import PointFit

FIRST, LAST = 6.0, 94.0
"""Where an axis begins and ends, in percent of the drawing's width."""
LETTER: Final = 2.7
"""How wide a letter of a label is on the narrowest phone, in percent of the drawing's width."""
BETWEEN: Final = 1.2
"""How far two labels of one row stay apart, in percent."""
LONGEST: Final = 12
"""So many characters of a label are drawn; the whole one stands in the text beside the drawing."""
THINNEST: Final = 0.4
"""How wide a band is drawn at least, in percent."""


class DrawnSize(Struct, frozen=True):
    """One size on the axis; places and widths in percent."""

    size: str
    at: float
    width: float
    band: str
    """The band as printed and, where the wearer thinks in another unit, in that one too."""
    named: bool = False
    row: int = 0
    """Which row it is drawn on: bands that overlap, and labels that would, are drawn under one another."""

    @property
    def label(self) -> str:
        """What is written under the band."""
        return self.size if len(self.size) <= LONGEST else f"{self.size[: LONGEST - 1]}…"

    @property
    def middle(self) -> float:
        """Where the middle of the label stands: under that of the band, but inside the drawing."""
        half = len(self.label) * LETTER / 2
        return min(max(self.at + self.width / 2, half), max(100 - half, half))

    @property
    def reach(self) -> tuple[float, float]:
        """From where to where its row is taken by the band or its label."""
        half = len(self.label) * LETTER / 2
        return min(self.at, self.middle - half), max(self.at + self.width, self.middle + half + BETWEEN)


class OnBand(Struct, frozen=True):
    """A leg on the bands of a chart."""

    place: float
    segments: tuple[DrawnSize, ...]

    @property
    def rows(self) -> int:
        """How many rows the bands take."""
        return max((s.row for s in self.segments), default=0) + 1

    @property
    def dot(self) -> int:
        """The row that the leg is drawn on: that of a size that is named, where it lies in one."""
        at = (s.row for s in self.segments if s.named and s.at <= self.place <= s.at + s.width)
        return next(at, 0)

    @property
    def anchor(self) -> str:
        """How the value is written so that it stays inside the drawing."""
        return "start" if self.place < 20 else "end" if self.place > 80 else "middle"


class Place(Struct, frozen=True):
    """One reading on its band: its name, its value, the drawing, and a sentence that says what it shows."""

    name: str
    value: str
    drawing: OnBand
    label: str
    bands: tuple[tuple[str, str], ...] = ()
    """The sizes that are named, each as it stands before its band, and the band in words."""


def places_of(match: Match, messages: Messages) -> tuple[Place, ...]:
    """The readings of a match, each on the bands of the chart that answered."""
    charts = {chart.id: chart for chart in match.product.charts}
    chart = charts.get(match.size.chart, match.product.chart)
    return tuple(_place(match, chart, fit, messages) for fit in match.size.points)


def places_beside(miss: Miss, question: Question, messages: Messages) -> tuple[Place, ...]:
    """The readings that were compared with a chart and have no size in it, each beside its bands."""
    chart, nearest = miss.product.chart, miss.size.nearest
    points = (nearest.point,) if nearest else chart.points if chart else ()
    readings = [(side, p, leg[p].value) for p in points for side, leg in question.legs.sides if p in leg]
    places = []
    for side, point, value in readings:
        drawing = beside_bands(chart, point, value, messages.units)
        if drawing.segments:
            name, text = _named(point, side, messages), messages.fact(quantity(point, value))
            places.append(Place(name, text, drawing, messages.text("page.off_band", {"point": name, "value": text})))
    return tuple(places)


def chart_bands(match: Match, messages: Messages) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each point that was measured with every size of the chart and its band in words."""
    charts = {chart.id: chart for chart in match.product.charts}
    chart = charts.get(match.size.chart, match.product.chart)
    points = dict.fromkeys(fit.point for fit in match.size.points)
    rows = [(messages.point(p), [(s, messages.fact(b)) for s, b in _bands(chart, p)]) for p in points]
    return [(point, bands) for point, bands in rows if bands]


def _place(match: Match, chart: SizeChart | None, fit: PointFit, messages: Messages) -> Place:
    sizes = (str(match.size.size), *match.size.also)
    drawing = on_bands(chart, fit, sizes, messages.units, sizes_to_choose(match.size))
    name = _named(fit.point, fit.side, messages)
    value = messages.fact(quantity(fit.point, fit.value))
    bands = tuple((s.size, messages.number(s.band)) for s in drawing.segments if s.named)
    reading = messages.text("widget.on_band", {"point": name, "value": value})
    of_sizes = [messages.text("widget.band_of", {"size": size, "band": band}) for size, band in bands]
    named = tuple((messages.text("widget.of_size", {"size": size}), band) for size, band in bands)
    return Place(name, value, drawing, " ".join([reading, *of_sizes]), named)


def _named(point: LegPoint, side: Side, messages: Messages) -> str:
    name = messages.point(point)
    return name if side is Side.BOTH else f"{name}, {messages.text(f'widget.{side.value}')}"


def on_bands(
    chart: SizeChart | None, fit: PointFit, sizes: tuple[str, ...], units: str, choice: tuple[str, ...] = ()
) -> OnBand:
    """A leg that has a size among all bands of its chart at a point; on its own band alone where no two have figures.

    `sizes` are those to name, the one to take first; of the others those that hold the leg, where one does.
    A `choice` of sizes is named whole.
    """
    bands = _bands(chart, fit.point)
    holding = {size for size, band in bands if size in sizes and band.holds(fit.value)}
    to_name = {sizes[0], *(holding or sizes), *choice}
    named = [s in to_name and (s not in holding or b.holds(fit.value)) for s, b in bands]
    if _ends(b for _, b in bands) < 2:
        position = 0.5 if fit.position is None else fit.position
        alone = _segment(sizes[0], fit.band, FIRST, LAST, units)
        return OnBand(FIRST + (LAST - FIRST) * position, (replace(alone, named=True),))
    return _drawn(bands, named, fit.value, units)


def beside_bands(chart: SizeChart | None, point: LegPoint, value: int, units: str) -> OnBand:
    """A leg that no size holds beside the bands of a chart at a point; no band where the chart has no figures there."""
    bands = _bands(chart, point)
    if point.dimension is Dimension.SHOE or _ends(b for _, b in bands) < 1:
        return OnBand(50, ())
    return _drawn(bands, [False] * len(bands), value, units)


def _bands(chart: SizeChart | None, point: LegPoint) -> list[tuple[str, Band]]:
    """Every size with its bands at a point, each once."""
    boxes = chart.boxes() if chart else ()
    return list({(size.label, b): None for size, box in boxes if (b := box.band(point)) is not None})


def _ends(bands: Iterable[Band]) -> int:
    """How many figures there are to draw an axis by."""
    return len({edge.at for band in bands for edge in (band.low, band.high) if edge is not None})


def _drawn(bands: Sequence[tuple[str, Band]], named: Sequence[bool], value: int, units: str) -> OnBand:
    """The bands on an axis that reaches to the leg, each on a row where it has room."""
    ends = [edge.at for edge in chain.from_iterable((b.low, b.high) for _, b in bands) if edge is not None]
    least, most = min(value, *ends), max(value, *ends)

    def scaled(at: int | None, open_end: float) -> float:
        return open_end if at is None else FIRST + (LAST - FIRST) * (at - least) / ((most - least) or 1)

    segments = []
    for (size, band), on in zip(bands, named, strict=True):
        low, high = (None if edge is None else edge.at for edge in (band.low, band.high))
        segments.append(replace(_segment(size, band, scaled(low, 0), scaled(high, 100), units), named=on))
    return OnBand(scaled(value, 50), tuple(in_rows(segments)))


def _segment(size: str, band: Band, start: float, end: float, units: str) -> DrawnSize:
    return DrawnSize(size, start, max(end - start, THINNEST), band_text(band, units))


def in_rows(segments: Iterable[DrawnSize]) -> list[DrawnSize]:
    """Put each size on the first row where neither its band nor its label meets another."""
    ends: list[float] = []
    placed = []
    for segment in segments:
        start, end = segment.reach
        row = next((n for n, last in enumerate(ends) if last <= start + 0.01), len(ends))
        ends[row : row + 1] = [end]
        placed.append(replace(segment, row=row))
    return placed
