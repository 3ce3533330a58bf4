"""A tree of texts on the terminal, drawn by Rich."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from .rich_console import drawn
from .screen import READABLE, Screen
from .streams import as_written

if TYPE_CHECKING:
    from rich.tree import Tree


class Branch(Struct):
    """A line and the lines that belong under it."""

    text: str
    under: list[Branch] = field(default_factory=list)

    def add(self, text: str, under: Sequence[Branch] = ()) -> Branch:
        """Add a line under this one and return it."""
        branch = Branch(text, list(under))
        self.under.append(branch)
        return branch


def tree_lines(root: Branch, on: Screen) -> list[str]:
    """Return the lines of a tree: the root in bold, then each of its branches as a tree of its own."""
    from rich.text import Text
    from rich.tree import Tree

    def grow(branch: Branch, tree: Tree) -> Tree:
        for below in branch.under:
            grow(below, tree.add(Text(as_written(below.text))))
        return tree

    def bold(branch: Branch) -> Text:
        return Text(as_written(branch.text), style="bold")

    if on.width is not None:
        on = replace(on, width=min(on.width, READABLE))
    trees = [grow(stem, Tree(bold(stem), guide_style="dim")) for stem in root.under]
    return drawn([bold(root), *(part for tree in trees for part in ("", tree))], on)
