"""The exit code that an answer leaves with."""

from __future__ import annotations

from ..model.answer import Counts
from .exit_codes import Exit


def exit_of(counts: Counts) -> Exit:
    """Return the exit code for a size, for none though a chart was compared, or for nothing that was compared."""
    if counts.matches:
        return Exit.OK
    return Exit.NOTHING_FITS if counts.compared else Exit.NOTHING_COMPARED
