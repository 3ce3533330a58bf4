"""Files that belong to one person: readable by nobody else, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write a text into a file, whole or not at all; no other user may read it at any moment. Raises: OSError."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".draft")  # made with mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
