"""Where a command is to write: checked before anything is worked out."""

from __future__ import annotations

from pathlib import Path

from ..model.problem import BadInput, safe_repr


def check_folder(path: Path, option: str) -> None:
    """Check that a folder is there or can be made. Raises: BadInput."""
    if not next(parent for parent in (path, *path.absolute().parents) if parent.exists()).is_dir():
        raise BadInput.one("unwritable", option, safe_repr(str(path)), "coverage_folder")


def check_file(path: Path, option: str) -> None:
    """Check that a file can stand there: its folder is there, and it is none itself. Raises: BadInput."""
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise BadInput.one("unwritable", option, safe_repr(str(path)), "coverage_page_folder")
