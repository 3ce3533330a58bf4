"""The exit code that an answer leaves with."""

from __future__ import annotations

from ..model.answer import Counts
from .exit_codes import Exit


def exit_of(counts: Counts) -> Exit:
    """The code of an answer: a size; no size though a chart was compared; nothing was compared."""
    if counts.matches:
        return Exit.OK
    return Exit.NOTHING_FITS if counts.compared else Exit.NOTHING_COMPARED
