"""Long lists on a terminal, a screen at a time: in the pager that PAGER names, never in a pipe."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from typing import Final

from ..session import SESSION
from .screen import can_ask, write_lines

NONE: Final = ("", "cat")
"""What PAGER names where a person wants none."""
USUAL: Final = "FRX"
"""What `less` is told where LESS says nothing: colours, no wait for a text of one screen, and the text stays."""


def write_paged(lines: Iterable[str]) -> None:
    """Write lines to stdout; on a terminal that has no room for them all, through a pager.

    `--no-pager`, an empty PAGER, `TERM=dumb` and a stdin that is no terminal leave the pager out.
    """
    texts = list(lines)
    if not _is_paged(len(texts)):
        write_lines(texts)
        return
    from rich.pager import SystemPager

    os.environ.setdefault("LESS", USUAL)
    SystemPager().show("".join(f"{text}\n" for text in texts))


def _is_paged(lines: int) -> bool:
    """Whether so many lines are too many for this terminal, and a pager is wanted and can be used."""
    wanted = SESSION.pager and os.environ.get("PAGER", "less") not in NONE and os.environ.get("TERM", "dumb") != "dumb"
    return wanted and can_ask() and lines >= shutil.get_terminal_size().lines
