"""Files written into a folder all together and remembered there, so that none is written over that a person made."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from ..model.problem import BadInput, Problem
from .new_brand_file import folder_made

REMEMBERED: Final = ".legfit-export.json"
"""The file that says what was written into a folder: the digests of each file by name."""
Digests = dict[str, list[str]]


def write_folder(folder: Path, texts: Mapping[str, str], *, force: bool, whole: bool) -> None:
    """Write texts as files of a folder, which is made where there is none.

    Where they are the `whole` of what belongs there, files of the same kinds go that an earlier export wrote. A file
    that is there already is written over only where it is as it was written the last time, or by `force`.

    Raises: BadInput (files that are another's, or the folder cannot be written into); nothing was changed then.
    """
    before = _remembered(folder)
    foreign = [name for name in texts if _is_foreign(folder / name, texts[name], before.get(name, []))]
    if foreign and not force:
        raise BadInput(_in_the_way(folder / name) for name in foreign)
    kinds = {Path(name).suffix for name in texts} if whole else set()
    gone = before.keys() - texts.keys()
    stale = [name for name in gone if Path(name).suffix in kinds and _digest_of(folder / name) in before[name]]
    try:
        with folder_made(folder):
            _write_all(folder, texts, stale, before)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInput.one(
            "unwritable", "--into", str(folder), "cli_writable_folder", "cli_system", reason=reason
        ) from None


def _in_the_way(path: Path) -> Problem:
    return Problem("file_exists", "--into", str(path), "cli_no_such_file_yet", "cli_file_of_yours")


def _is_foreign(path: Path, text: str, digests: Iterable[str]) -> bool:
    """Whether a file is there that is neither as it was written before nor as it would be written now."""
    return os.path.lexists(path) and _digest_of(path) not in {*digests, _digest(text.encode())}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _digest_of(path: Path) -> str:
    """The digest of a file; empty for what is no file or cannot be read."""
    try:
        return _digest(path.read_bytes()) if path.is_file() and not path.is_symlink() else ""
    except OSError:
        return ""


def _remembered(folder: Path) -> Digests:
    """What was written into a folder before; nothing where that cannot be read."""
    try:
        files = json.loads((folder / REMEMBERED).read_text("utf-8"))["files"]
        return {str(name): list(map(str, digests)) for name, digests in files.items() if _is_name(str(name))}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _is_name(name: str) -> bool:
    """Whether a text is the name of a file of the folder itself."""
    return name == Path(name).name and name not in ("", ".", "..", REMEMBERED)


def _write_all(folder: Path, texts: Mapping[str, str], stale: Iterable[str], before: Digests) -> None:
    """Write every text beside its file, then give all their names; what fails in between is undone. Raises: OSError.

    What is about to be written is remembered first, so that an export that was killed can be done again.
    """
    after = {name: [_digest(text.encode())] for name, text in texts.items()}
    drafts: dict[Path, Path] = {}
    try:
        for name, text in texts.items():
            drafts[folder / name] = _draft(folder / name, text)
        _remember(folder, {name: [*before.get(name, []), *after.get(name, [])] for name in {**before, **after}})
        _give_names(drafts)
        for name in stale:
            (folder / name).unlink(missing_ok=True)
        _remember(folder, {name: own for name, own in {**before, **after}.items() if name not in stale})
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _draft(path: Path, text: str) -> Path:
    """The text in a hidden file beside a path, safe on the disk. Raises: OSError."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.draft")
    with draft.open("xb") as stream:
        stream.write(text.encode())
        stream.flush()
        os.fsync(stream.fileno())
    return draft


def _give_names(drafts: Mapping[Path, Path]) -> None:
    """Give each draft its name; where one cannot get it, the files before come back. Raises: OSError."""
    with ExitStack() as undone:
        olds = []
        for path, draft in drafts.items():
            if os.path.lexists(path):
                old = path.with_name(f"{draft.name}.old")
                _keep(path, old)
                undone.callback(_put_back, old, path)
                olds.append(old)
            else:
                undone.callback(path.unlink, missing_ok=True)
            draft.replace(path)
        undone.pop_all()
        for old in olds:
            old.unlink(missing_ok=True)


def _keep(path: Path, old: Path) -> None:
    """Keep a file under another name as well, or in its place where a file system has no links. Raises: OSError."""
    try:
        old.hardlink_to(path)
    except OSError:
        path.replace(old)


def _put_back(old: Path, path: Path) -> None:
    """Give a file its name back. Raises: OSError."""
    old.replace(path)
    old.unlink(missing_ok=True)  # two links to one file are no two files to `replace`


def _remember(folder: Path, digests: Mapping[str, list[str]]) -> None:
    """Write down what was written. Raises: OSError."""
    text = json.dumps({"files": dict(digests)}, indent=1, sort_keys=True, ensure_ascii=False)
    draft = _draft(folder / REMEMBERED, f"{text}\n")
    try:
        draft.replace(folder / REMEMBERED)
    finally:
        draft.unlink(missing_ok=True)
