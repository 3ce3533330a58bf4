"""A person's legs in a file of theirs: readable by nobody else, written whole or not at all, never in the database."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from ..model.problem import BadInput
from .private_file import write_whole
from .settings import config_folder

NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}", re.ASCII)
SAVED: Final = ("legs", "body", "shoe")
"""What a profile holds: measures alone. How the legs feel and what a doctor should know is never saved."""


def profiles_folder() -> Path:
    """Where profiles are; not created here."""
    return config_folder() / "profiles"


def names() -> tuple[str, ...]:
    """The names of the saved profiles, in order."""
    try:
        return tuple(sorted(f.stem for f in profiles_folder().glob("*.json") if NAME.fullmatch(f.stem)))
    except OSError:
        return ()


def path_of(name: str) -> Path:
    """The file of a profile, there or not. Raises: BadInput (the name is not fit to be one)."""
    if not NAME.fullmatch(name):
        raise BadInput.one("bad_name", "name", name, "cli_profile_name", "cli_profile_example")
    return profiles_folder() / f"{name}.json"


def read_profile(name: str) -> dict[str, Any]:
    """The measures of a profile, as the question document writes them.

    Raises: BadInput (there is none of that name, or its file cannot be read).
    """
    path = path_of(name)
    try:
        document = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise _not_saved(name) from None
    except OSError as error:
        raise BadInput.one(
            "unreadable_profile", "name", name, "cli_readable_profile", "cli_file_system",
            path=str(path), reason=error.strerror or type(error).__name__,
        ) from None  # fmt: skip
    except (ValueError, RecursionError):
        raise _not_a_profile(name, path) from None
    if not isinstance(document, dict) or any(not isinstance(document.get(k, {}), dict) for k in ("legs", "body")):
        raise _not_a_profile(name, path)
    return {k: v for k, v in document.items() if k in SAVED}


def _not_saved(name: str) -> BadInput:
    saved = names()
    near = get_close_matches(name, saved, n=1)
    hint = "cli_saved" if saved else "cli_none_saved"
    return BadInput.one(
        "unknown_profile", "name", name, "cli_saved_profile", hint,
        suggestion=near[0] if near else "", names=", ".join(saved),
    )  # fmt: skip


def _not_a_profile(name: str, path: Path) -> BadInput:
    return BadInput.one("unreadable_profile", "name", name, "cli_readable_profile", "cli_not_a_profile", path=str(path))


def save_profile(name: str, document: Mapping[str, Any]) -> Path:
    """Save the measures of a question document under a name, in a file with mode 0600; the file.

    Raises: BadInput (the name is not fit to be one, there is nothing to save, or the file cannot be written).
    """
    path = path_of(name)
    measures = {k: document[k] for k in SAVED if document.get(k)}
    if not measures:
        raise BadInput.one("nothing_to_save", "name", name, "cli_a_measure", "cli_measure_example")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, json.dumps(measures, ensure_ascii=False, indent=2) + "\n")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInput.one("unwritable", "name", str(path), "cli_writable_file", "cli_system", reason=reason) from None
    return path


def delete_profile(name: str) -> Path:
    """Delete the file of a profile; where it was. Raises: BadInput (there is none of that name)."""
    path = path_of(name)
    try:
        path.unlink()
    except FileNotFoundError:
        read_profile(name)
    return path
