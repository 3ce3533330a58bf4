"""Where the measures of a match lie on the bands of its chart, ready to be drawn."""

from __future__ import annotations

from typing import Annotated

from msgspec import field

from .records import Record, about


class DrawnSizeDocument(Record):
    """A size on the drawing of a measure; places and widths in percent of the width of the drawing."""

    size: Annotated[str, about("The label of the size, as the maker prints it.")]
    start: Annotated[float, about("Where the band begins, in percent.")] = field(name="from")
    width: Annotated[float, about("How wide it is, in percent.")]
    band: Annotated[str, about("The band as printed, with its unit.")]
    figures: Annotated[str, about("Its figures alone.")]


class PlaceDocument(Record):
    """Where a measure lies on the bands of its chart, ready to be drawn."""

    name: Annotated[str, about("The name of the measure.")]
    value: Annotated[str, about("The measure with its unit.")]
    place: Annotated[float, about("How far along the drawing the measure lies, in percent.")]
    sizes: Annotated[list[DrawnSizeDocument], about("The sizes of the chart.")]
