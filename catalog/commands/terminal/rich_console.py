"""What Rich draws, as lines: bold and faint where styles show, plain text in a file or pipe.

Rich takes longer to import than a size takes to answer, so that the modules that draw with it import it when they do.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from ..exit_codes import messages_of
from ..session import SESSION
from .screen import READABLE, Screen
from .streams import as_written

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.tree import Tree

UNBOUNDED: Final = 100_000
"""Columns of a file or pipe: nothing is wrapped there."""


def drawn(renderables: Iterable[RenderableType], on: Screen) -> list[str]:
    """Return the lines that Rich draws, without spaces at their ends; a `rich.text.Text` keeps its brackets."""
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


def working(code: str) -> AbstractContextManager[object]:
    """Show a message and a spinner on stderr during slow work; nothing without a code, in a pipe or with `--quiet`."""
    if not code or SESSION.quiet or not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    text = messages_of(SESSION.arguments).text(code)

    return Console(stderr=True, color_system=None if os.environ.get("NO_COLOR") else "auto").status(text)


class Branch(Struct):
    """A line and the lines that belong under it."""

    text: str
    under: list[Branch] = field(default_factory=list)


def tree_lines(root: Branch, on: Screen) -> list[str]:
    """Return the lines of a tree: the root in bold, then each of its branches as a tree of its own."""
    from rich.text import Text
    from rich.tree import Tree

    def grow(branch: Branch, tree: Tree) -> Tree:
        for below in branch.under:
            grow(below, tree.add(Text(as_written(below.text))))
        return tree

    top, *stems = [Text(as_written(branch.text), style="bold") for branch in (root, *root.under)]
    trees = [grow(branch, Tree(stem, guide_style="dim")) for branch, stem in zip(root.under, stems, strict=True)]
    on = replace(on, width=min(on.width, READABLE)) if on.width is not None else on
    return drawn([top, *(part for tree in trees for part in ("", tree))], on)
