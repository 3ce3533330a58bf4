"""The drafts of a round in their folders: written whole or not at all, and deleted where the news was taken back."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..model.problem import BadInput


def drafts_in(folder: Path) -> dict[str, str]:
    """The texts of the drafts in a folder by file name; none where there is no folder."""
    return {file.name: file.read_text("utf-8") for file in sorted(folder.glob("*.toml"))}


def write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files into a folder, which is made where there is none: all are whole before the first gets its name.

    Raises: BadInput (they cannot be written).
    """
    drafts = {folder / f".{name}.draft": text for name, text in texts.items()}
    try:
        if texts:
            folder.mkdir(parents=True, exist_ok=True)
        for draft, text in drafts.items():
            with draft.open("w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
        for draft, name in zip(drafts, texts, strict=True):
            draft.replace(folder / name)
    except OSError as error:
        raise _unwritable(folder, error) from None


def delete_drafts(folder: Path, names: Iterable[str]) -> list[Path]:
    """Delete those of some drafts that are there, and return them. Raises: BadInput (one cannot be deleted)."""
    drafts = [path for path in (folder / name for name in names) if path.exists()]
    try:
        for draft in drafts:
            draft.unlink()
    except OSError as error:
        raise _unwritable(folder, error) from None
    return drafts


def _unwritable(folder: Path, error: OSError) -> BadInput:
    reason, place = error.strerror or type(error).__name__, str(folder)
    return BadInput.one("unwritable", place, place, "cli_writable_folder", "cli_system", reason=reason)
