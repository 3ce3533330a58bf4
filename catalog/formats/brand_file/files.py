"""The brand files of an import are written: each whole, and none before the texts of all are safe on the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
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
    files = [file for file in plan.files if file.text != file.before]
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
            drafts.append((_written_beside(path, file.text), path))
        for draft, path in drafts:
            draft.replace(path)
        for place in {path.parent for _, path in drafts}:
            _sync_folder(place)
    finally:
        for draft, _ in drafts:
            draft.unlink(missing_ok=True)


def _written_beside(path: Path, text: str) -> Path:
    """The text in a file of another name beside that of a path, safe on the disk, with the rights of the old file."""
    old = path.read_bytes()[: len(MARK)] if path.exists() else b""
    with NamedTemporaryFile("wb", prefix=BEGINNING, suffix=END, dir=path.parent, delete=False) as stream:
        stream.write((MARK if old == MARK else b"") + text.encode())
        stream.flush()
        os.fsync(stream.fileno())
    draft = Path(stream.name)
    draft.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
    return draft


def _umask() -> int:
    """The rights that new files do not get."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


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
