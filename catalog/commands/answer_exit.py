"""The exit code that an answer leaves with."""

from __future__ import annotations

from typing import Final

from ..model.answer import Counts
from ..model.verdict import SizeOutcome
from .exit_codes import Exit

COMPARED: Final = frozenset({
    SizeOutcome.OUTSIDE_CHART.value, SizeOutcome.IN_GAP.value, SizeOutcome.MEASUREMENTS_DISAGREE.value,
    "stock:sold_out",
})  # fmt: skip
"""Ends of a comparison of a leg with a chart that give no size to buy."""


def exit_of(counts: Counts) -> Exit:
    """The code of an answer: a size; no size though a chart was compared; nothing was compared."""
    if counts.matches:
        return Exit.OK
    ends = {name for name, _ in counts.by_outcome}
    return Exit.NOTHING_FITS if ends & COMPARED else Exit.NOTHING_COMPARED
