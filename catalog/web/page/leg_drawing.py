"""What page and widget draw of the leg: the places to measure, and examples of entries."""

from __future__ import annotations

from typing import Final

from ...documents.question import UNITS
from ...model.leg import Dimension, LegPoint
from ...report.leg_drawing import ALONG, AROUND, LEG

MEASURED: Final = tuple(p for p in LegPoint if p.dimension is not Dimension.SHOE)
EXAMPLES_IN: Final = {unit: {p: p.examples[n] for p in MEASURED} for n, unit in enumerate(UNITS)}
"""What an entry may look like, by the unit that a person measures in: examples of writing, not of anybody."""


def widget_drawing() -> dict[str, object]:
    """The leg and its places as the widget reads them."""
    return {
        "leg": LEG,
        "around": {point.value: list(at) for point, at in AROUND.items()},
        "along": {point.value: list(at) for point, at in ALONG.items()},
    }
