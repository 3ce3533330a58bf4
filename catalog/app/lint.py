"""What is suspicious in brand files, before they are loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from ..model.policy import Policy
from ..model.problem import BadInput
from ..model.product import Product
from ..model.verdict import Gates, Outcome
from ..rules.chart_lint.finding import Finding as Finding
from ..rules.chart_lint.finding import Level as Level
from ..rules.chart_lint.finding import finding
from ..rules.chart_lint.rule import lint_files
from .judging import judge

ProductsByFile = Mapping[str, Sequence[Product]]
"""The products of each file, by file name."""
GONE: Final = frozenset({"file_missing", "file_unreadable", "no_brand_files"})


def lint_paths(paths: Sequence[Path], policy: Policy) -> list[Finding]:
    """Find everything suspicious in brand files or folders of them; what the reader refuses is a finding too.

    Raises: BadInput (a file is not there or cannot be opened).
    """
    from ..formats.brand_toml import read_sound_files

    read = read_sound_files(paths)
    files, gone = read.products, [p for p in read.problems if p.code in GONE]
    if gone:
        raise BadInput(gone)
    refused = [Finding(Level.ERROR, p) for p in read.problems]
    remarks = [Finding(Level.NOTE, p) for p in read.remarks]
    gates = judge((p for products in files.values() for p in products), policy, {})
    return [*refused, *lint_files(files, policy), *remarks, *held_back(files, gates)]


def held_back(files: ProductsByFile, gates: Mapping[str, Gates]) -> tuple[Finding, ...]:
    """A note for each file with products of which it is unknown whether they are for sport: no search shows them."""
    findings = []
    for file, products in files.items():
        waiting = [p.id for p in products if gates[p.id].medical.outcome is Outcome.UNKNOWN]
        if waiting:
            read, count, total = ", ".join(waiting), len(waiting), len(products)
            expected, hint = "lint_what_they_are_for", "lint_write_the_use"
            findings.append(finding("held_back", file, read, expected, hint, count=count, total=total))
    return tuple(findings)
