"""A tree of texts on the terminal, each branch indented under its stem."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from .screen import Screen


class Branch(Struct):
    """A line and the lines that belong under it."""

    text: str
    under: list[Branch] = field(default_factory=list)

    def add(self, text: str, under: Sequence[Branch] = ()) -> Branch:
        """A line under this one."""
        grown = Branch(text, list(under))
        self.under.append(grown)
        return grown


def tree_lines(root: Branch, on: Screen) -> list[str]:
    """The tree in lines, folded to the terminal; stems are bold."""
    lines = [on.bold(t) for t in on.paragraph(root.text)]
    for branch in root.under:
        lines += ["", *(on.bold(t) for t in on.paragraph(branch.text))]
        lines += _under(branch, "", on)
    return lines


def _under(branch: Branch, indent: str, on: Screen) -> list[str]:
    lines: list[str] = []
    for place, child in enumerate(branch.under):
        last = place == len(branch.under) - 1
        stem, below = ("└─ ", "   ") if last else ("├─ ", "│  ")
        lines += on.paragraph(child.text, indent + stem, indent + below + ("│  " if child.under else "   "))
        lines += _under(child, indent + below, on)
    return lines
