"""Opening a SQLite file, also where nothing beside it can be written."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

UNWRITABLE: Final = ("SQLITE_CANTOPEN", "SQLITE_READONLY")
"""How the codes of SQLite begin where it needs files beside the database and cannot make them."""


def open_sqlite(path: Path, mode: str, **settings: Any) -> sqlite3.Connection:
    """A connection to a file that is there, in one of SQLite's modes (`ro`, `rw`, `rwc`).

    A catalog keeps its latest writes in a second file, and SQLite wants to make that even to read. On a mount, in a
    folder or as a user that may not, the file is read as one that nobody changes; it must hold every write then.

    Raises: sqlite3.Error (it cannot be opened).
    """
    name = f"file:{quote(str(path.absolute()))}?mode="
    connection: sqlite3.Connection = sqlite3.connect(f"{name}{mode}", uri=True, **settings)
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except sqlite3.Error as error:
        if not _only_unwritable(error, path):
            return connection
        connection.close()
        connection = sqlite3.connect(f"{name}ro&immutable=1", uri=True, **settings)
    return connection


def _only_unwritable(error: sqlite3.Error, path: Path) -> bool:
    """Whether a file could not be read for want of files beside it, and holds every write itself."""
    code = str(getattr(error, "sqlite_errorname", ""))
    writes = path.with_name(f"{path.name}-wal")
    return code.startswith(UNWRITABLE) and path.is_file() and not (writes.is_file() and writes.stat().st_size)
