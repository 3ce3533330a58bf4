"""The brand files of an import are written: each whole, and none before the texts of all are safe on the disk."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from ...model.problem import BadInput
from ..draft.problems import FieldPath, ProblemCollector
from .plan import FilesPlan, PlannedFile

MARK: Final = "\ufeff".encode()
"""What some editors begin a file with."""
BEGINNING: Final = ".legfit-import-"
END: Final = ".new"
"""What the names of files begin and end with that were not given their own names yet."""


def write_files(plan: FilesPlan) -> None:
    """Write every file whose text is another one now; killed at any moment, each file is the old or the new one, whole.

    Raises: BadInput (a file was changed since the plan was made, or cannot be written): no file was changed then,
    unless the disk refused to rename one after it had renamed others.
    """
    files = [file for file in plan.files if file.is_changed]
    collector = ProblemCollector()
    for file in files:
        _check_unchanged(file, FieldPath(collector, (file.path.name,)))
    if collector.problems:
        raise BadInput(collector.problems)
    with _said_plainly(plan.folder):
        _replace(plan.folder, files)


def _check_unchanged(file: PlannedFile, place: FieldPath) -> None:
    """A file is as it was when the plan was made; else that is a problem."""
    try:
        text = file.path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        text = None
    except (OSError, UnicodeDecodeError):
        text = ""
    if text != file.before:
        place.report("changed_meanwhile", None, "file_as_it_was", "file_import_again")


def _replace(folder: Path, files: list[PlannedFile]) -> None:
    """Write all texts beside their files, then give each its name. Raises: OSError."""
    if files:
        folder.mkdir(parents=True, exist_ok=True)
        _take_away_leftovers(folder)
    drafts: list[tuple[Path, Path]] = []
    try:
        for file in files:
            path = file.path.resolve()
            drafts.append((path.with_name(f"{BEGINNING}{secrets.token_hex(8)}{END}"), path))
            _write_beside(path, drafts[-1][0], file.text)
        for draft, path in drafts:
            draft.replace(path)
        for place in {path.parent for _, path in drafts}:
            _sync_folder(place)
    finally:
        for draft, _ in drafts:
            draft.unlink(missing_ok=True)


def _write_beside(path: Path, draft: Path, text: str) -> None:
    """A text is safe on the disk in a file beside that of a path, with the rights of the old one. Raises: OSError."""
    old = path.read_bytes()[: len(MARK)] if path.exists() else b""
    with draft.open("xb") as stream:
        stream.write((MARK if old == MARK else b"") + text.encode())
        stream.flush()
        os.fsync(stream.fileno())
    if path.exists():
        draft.chmod(path.stat().st_mode & 0o777)


def _take_away_leftovers(folder: Path) -> None:
    """Files that an import left which was killed."""
    for leftover in folder.rglob(f"{BEGINNING}*{END}"):
        leftover.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """The new names are safe on the disk, where the system lets a folder be opened for that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _said_plainly(folder: Path) -> Iterator[None]:
    """What the system refuses is a problem of the folder. Raises: BadInput."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInput.one("unwritable", "", str(folder), "cli_writable_folder", "cli_system", reason=reason) from None
