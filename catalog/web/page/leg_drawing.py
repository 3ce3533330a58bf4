"""What page and widget draw: the leg with the places to measure, and a leg on the bands of a chart."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from ...documents.question import UNITS
from ...documents.size import DrawnSizeDocument, PlaceDocument
from ...messages.messages import Messages
from ...model.answer import Match
from ...model.band_text import band_text
from ...model.leg import Dimension, LegPoint
from ...model.product import Band, SizeChart
from ...model.quantities import quantity
from ...model.question import Side
from ...model.verdict import PointFit
from ...report.leg_drawing import ALONG, AROUND, LEG

MEASURED: Final = tuple(p for p in LegPoint if p.dimension is not Dimension.SHOE)
EXAMPLES_IN: Final = {unit: {p: p.examples[n] for p in MEASURED} for n, unit in enumerate(UNITS)}
"""What an entry may look like, by the unit that a person measures in: examples of writing, not of anybody."""
FIRST, LAST = 6.0, 94.0
"""Where an axis begins and ends, in percent of the drawing's width."""


class DrawnSize(Struct, frozen=True):
    """One size on the axis; places and widths in percent."""

    size: str
    named: bool
    at: float
    width: float
    band: str
    """The band as printed and, where the wearer thinks in another unit, in that one too."""
    figures: str
    """Its figures as printed, without the unit: for where two bands share the room."""

    @property
    def middle(self) -> float:
        """Where its label stands."""
        return self.at + self.width / 2

    @property
    def anchor(self) -> str:
        """How its band is written so that it stays inside the drawing."""
        return anchor(self.middle)

    @property
    def band_at(self) -> float:
        """Where its band is written."""
        return {"start": self.at, "middle": self.middle, "end": self.at + self.width}[self.anchor]


class OnBand(Struct, frozen=True):
    """A leg on the bands of a chart."""

    place: float
    segments: tuple[DrawnSize, ...]

    @property
    def alone(self) -> bool:
        """Whether one size is named: two leave no room for the unit beside each band."""
        return sum(s.named for s in self.segments) == 1

    @property
    def anchor(self) -> str:
        """How the value is written so that it stays inside the drawing."""
        return anchor(self.place)


class Place(Struct, frozen=True):
    """One reading on its band: its name, its value, the drawing, and a sentence that says what it shows."""

    name: str
    value: str
    drawing: OnBand
    label: str


def anchor(place: float) -> str:
    """`start` near the left end, `end` near the right one, else `middle`."""
    return "start" if place < 20 else "end" if place > 80 else "middle"


def widget_drawing() -> dict[str, object]:
    """The leg and its places as the widget reads them."""
    return {
        "leg": LEG,
        "around": {point.value: list(at) for point, at in AROUND.items()},
        "along": {point.value: list(at) for point, at in ALONG.items()},
    }


def places_of(match: Match, messages: Messages) -> tuple[Place, ...]:
    """The readings of a match, each on the bands of the chart that answered."""
    charts = {chart.id: chart for chart in match.product.charts}
    chart = charts.get(match.size.chart, match.product.chart)
    return tuple(_place(match, chart, fit, messages) for fit in match.size.points)


def _place(match: Match, chart: SizeChart | None, fit: PointFit, messages: Messages) -> Place:
    size = str(match.size.size)
    drawing = on_band(chart, fit, (size, *match.size.also), messages.units)
    name = messages.point(fit.point)
    if fit.side is not Side.BOTH:
        name = f"{name}, {messages.text(f'widget.{fit.side.value}')}"
    value = messages.fact(quantity(fit.point, fit.value))
    band = messages.number(next((s.band for s in drawing.segments if s.size == size), ""))
    label = messages.text("widget.on_band", {"point": name, "value": value, "size": size, "band": band})
    return Place(name, value, drawing, label)


def places_document(match: Match, messages: Messages) -> list[PlaceDocument]:
    """Place the readings of a match for the widget, which draws without reading a figure itself."""
    return [
        PlaceDocument(
            name=place.name,
            value=place.value,
            place=round(place.drawing.place, 2),
            sizes=[_drawn_size(segment, messages) for segment in place.drawing.segments],
        )
        for place in places_of(match, messages)
    ]


def _drawn_size(segment: DrawnSize, messages: Messages) -> DrawnSizeDocument:
    start, width = round(segment.at, 2), round(segment.width, 2)
    band, figures = messages.number(segment.band), messages.number(segment.figures)
    return DrawnSizeDocument(size=segment.size, start=start, width=width, band=band, figures=figures)


def on_band(chart: SizeChart | None, fit: PointFit, sizes: tuple[str, ...], units: str) -> OnBand:
    """The leg among the sizes of its chart; on its own band alone where sizes have several boxes."""
    rows = _rows(chart, fit.point)
    ends = [edge for _, low, high, _ in rows for edge in (low, high) if edge is not None]
    if len(ends) < 2:
        position = 0.5 if fit.position is None else fit.position
        alone = _segment(sizes[0], fit.band, FIRST, LAST, sizes, units)
        return OnBand(FIRST + (LAST - FIRST) * position, (alone,))
    least, most = min(fit.value, *ends), max(fit.value, *ends)

    def scaled(value: int | None, open_end: float) -> float:
        return open_end if value is None else FIRST + (LAST - FIRST) * (value - least) / ((most - least) or 1)

    segments = []
    for size, low, high, band in rows:
        segments.append(_segment(size, band, scaled(low, 0), scaled(high, 100), sizes, units))
    return OnBand(scaled(fit.value, 50), tuple(segments))


def _segment(size: str, band: Band, start: float, end: float, sizes: tuple[str, ...], units: str) -> DrawnSize:
    figures = band_text(band).removesuffix(band.unit).strip()
    return DrawnSize(size, size in sizes, start, max(end - start, 0.4), band_text(band, units), figures)


def _rows(chart: SizeChart | None, point: LegPoint) -> list[tuple[str, int | None, int | None, Band]]:
    """Each size with its ends at a point; none where a size has several boxes or does not say."""
    rows = []
    for size in chart.sizes if chart else ():
        band = size.boxes[0].band(point) if len(size.boxes) == 1 else None
        if band is None:
            return []
        low, high = (None if edge is None else edge.at for edge in (band.low, band.high))
        rows.append((size.label, low, high, band))
    return rows
