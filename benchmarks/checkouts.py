"""Checkouts that are measured: always a copy, so that nothing is written into one."""

from __future__ import annotations

import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
LEFT_OUT = frozenset((".git", ".venv", "dist", "build", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"))
"""Names at the top of a checkout that are none of its source."""


def copied(checkout: Path, folder: Path) -> Path:
    """The folder with a copy of the source of a checkout."""
    top = str(checkout)

    def left_out(inside: str, names: list[str]) -> set[str]:
        return {"__pycache__"} | (LEFT_OUT if inside == top else set())

    shutil.copytree(top, folder, ignore=left_out, symlinks=True)
    return folder
