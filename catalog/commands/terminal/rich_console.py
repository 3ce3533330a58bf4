"""What Rich draws, as lines: bold and faint where styles show, plain text in a file or pipe.

Rich takes longer to import than a size takes to answer, so that the modules that draw with it import it when they do.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Final

from ..session import SESSION
from .screen import Screen, stderr_is_terminal

if TYPE_CHECKING:
    from rich.console import RenderableType

UNBOUNDED: Final = 100_000
"""Columns of a file or pipe: nothing is wrapped there."""


def drawn(renderables: Iterable[RenderableType], on: Screen) -> list[str]:
    """Return the lines that Rich draws, without spaces at their ends.

    Texts have to be given as `rich.text.Text`: then brackets in them are no markup.
    """
    from rich.console import Console

    console = Console(
        width=on.width or UNBOUNDED,
        color_system="standard" if on.styled else None,
        force_terminal=on.styled,
        highlight=False,
    )
    # Captured, because Rich would leave the program by itself where the reader of a pipe goes away.
    with console.capture() as capture:
        for renderable in renderables:
            console.print(renderable)
    return [line.rstrip() for line in capture.get().removesuffix("\n").split("\n")]


def working(text: str) -> AbstractContextManager[object]:
    """Show a text and a spinner on stderr during slow work; nothing for an empty text, in a pipe or with `--quiet`."""
    if not text or SESSION.quiet or not stderr_is_terminal():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True, color_system=None if os.environ.get("NO_COLOR") else "auto").status(text)
