"""Settings that a person keeps with `legfit config set`, in a file that only they can read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from ..model.problem import BadInput
from .private_file import write_whole
from .settings import FILE, config_folder, kept_setting

KEPT: Final = ("language", "database_url", "profile")
"""What can be kept; a profile is kept by its name, never with its measures."""


def keep_setting(name: str, value: str | None) -> Path:
    """Keep a setting, or with None keep it no longer; the file. Raises: BadInput (it cannot be read or written)."""
    settings = {n: text for n in KEPT if (text := kept_setting(n)) is not None}
    if value is None:
        settings.pop(name, None)
    else:
        settings[name] = value
    path = config_folder() / FILE
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, json.dumps(settings, ensure_ascii=False, indent=2) + "\n")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise BadInput.one("unwritable", FILE, str(path), "cli_writable_file", "cli_system", reason=reason) from None
    return path
