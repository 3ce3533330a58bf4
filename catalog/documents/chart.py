"""Where a fact was read, and a size chart as printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from msgspec import UNSET, UnsetType

from ..model.band_text import band_text
from ..model.product import Band, SizeChart, Source
from .records import Record, about, filled


class SourceDocument(Record):
    """Where a fact was read."""

    url: Annotated[str, about("The address of the page.")]
    seen_on: Annotated[str, about("The day on which it was read.")]
    read_as: Annotated[str, about("How it was read: as text, from a picture, from a feed.")]
    confidence: Annotated[str, about("How far the source can be trusted.")]
    note: Annotated[str | UnsetType, about("What a curator noted about it.")] = UNSET


class EdgeDocument(Record):
    """One end of a band."""

    printed: Annotated[str, about("The figure as printed.")]
    closed: Annotated[bool, about("Whether the figure itself belongs to the band.")]


class BandDocument(Record):
    """What a size asks for at one point."""

    band: Annotated[str, about("The band as printed, with its unit.")]
    low: Annotated[EdgeDocument | None, about("Its lower end; null where it is open.")]
    high: Annotated[EdgeDocument | None, about("Its upper end; null where it is open.")]
    unit: Annotated[str, about("The unit that is printed.")]


class SizeDocument(Record):
    """One size of a chart."""

    size: Annotated[str, about("The label of the size, as the maker prints it.")]
    boxes: Annotated[list[dict[str, BandDocument]], about("Its boxes, each with a band at every point.")]


class SizeChartDocument(Record):
    """A size chart as printed."""

    id: Annotated[str, about("Its name in addresses.")]
    keyed_by: Annotated[list[list[str]], about("The points that it goes by; of several in one entry, any one.")]
    version: Annotated[str, about("Which edition of the chart it is.")]
    current: Annotated[bool, about("Whether it is in force.")]
    between_sizes: Annotated[str | None, about("Which size the maker says to take between two.")]
    priority: Annotated[list[str], about("The points that decide first where they disagree.")]
    posture: Annotated[str, about("How to stand while measuring.")]
    note: Annotated[str, about("What the maker adds.")]
    sizes: Annotated[list[SizeDocument], about("Its sizes, in printed order.")]
    source: Annotated[SourceDocument, about("Where it was read.")]


class ChartDocument(SizeChartDocument):
    """A size chart as printed, and the products that are sized by it."""

    products: Annotated[list[str], about("The ids of the products that are sized by it.")]


def source_document(source: Source, *, note: bool = True) -> SourceDocument:
    """Write a source down; what a curator noted about it only with `note`."""
    return SourceDocument(
        url=source.url,
        seen_on=source.seen_on,
        read_as=source.read_as,
        confidence=source.confidence,
        note=source.note if note else UNSET,
    )


def size_chart_document(chart: SizeChart) -> SizeChartDocument:
    """Write a size chart down as printed, with its source."""
    sizes = [SizeDocument(size=s.label, boxes=[_box(box.bands) for box in s.boxes]) for s in chart.sizes]
    return filled(SizeChartDocument, chart, keyed_by=chart.keys, between_sizes=chart.tie_rule, sizes=sizes)


def chart_document(chart: SizeChart, products: Sequence[str]) -> ChartDocument:
    """Write a size chart down with the ids of the products that are sized by it."""
    return filled(ChartDocument, size_chart_document(chart), products=products)


def _box(bands: Sequence[Band]) -> dict[str, BandDocument]:
    return {band.point.value: filled(BandDocument, band, band=band_text(band)) for band in bands}
