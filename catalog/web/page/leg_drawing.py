"""What page and widget draw of the leg: the places to measure, and examples of entries."""

from __future__ import annotations

from typing import Final

from ...documents.question import UNITS
from ...model.leg import Dimension, LegPoint

MEASURED: Final = tuple(p for p in LegPoint if p.dimension is not Dimension.SHOE)
EXAMPLES_IN: Final = {unit: {p: p.examples[n] for p in MEASURED} for n, unit in enumerate(UNITS)}
"""What an entry may look like, by the unit that a person measures in: examples of writing, not of anybody."""
