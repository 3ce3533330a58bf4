"""A leg for trying out what was imported: one that a size of a product fits."""

from __future__ import annotations

from typing import Final

from ..model.chart import SizeChart
from ..model.import_report import ExampleQuestion
from ..model.leg import LegPoint
from ..model.product import Product
from ..model.quantities import Length

GIRTH: Final = "_girth"
"""What the names of points end in at which a leg is measured round."""


def example_of(product: Product) -> ExampleQuestion | None:
    """A leg in the middle of the middle size; None where anything but girths decides the size."""
    measures = _middle(product.chart) if product.chart is not None else ()
    return ExampleQuestion(product.id, measures) if measures else None


def _middle(chart: SizeChart) -> tuple[tuple[LegPoint, str], ...]:
    """The middle of each band of the middle size; empty where a band is open or no girth."""
    boxes = chart.sizes[len(chart.sizes) // 2].boxes if chart.sizes else ()
    bands = boxes[0].bands if boxes else ()
    ends = [(b.point, b.low, b.high) for b in bands if b.point.value.endswith(GIRTH)]
    if len(ends) != len(bands) or len(bands) != len(chart.keys):
        return ()
    middles = [(point, Length((low.at + high.at) // 2)) for point, low, high in ends if low and high]
    return tuple((point, middle.about("cm")) for point, middle in middles) if len(middles) == len(ends) else ()
