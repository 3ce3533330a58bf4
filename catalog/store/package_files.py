"""Where the files that travel with the package are, and which version of the tables they make."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from .. import __version__
from .errors import StoreError

PACKAGE = Path(__file__).resolve().parent.parent


def _folder(name: str) -> Path:
    shipped = PACKAGE / "shipped" / name
    return shipped if shipped.is_dir() else PACKAGE.parent / name


def migrations_folder() -> Path:
    """The folder of the database migrations."""
    return _folder("migrations")


def seed_folder() -> Path:
    """The folder of the seed (`brands/*.toml` in it)."""
    return _folder("seed")


def shipped_files() -> list[Path]:
    """The brand files that travel with the package, by name; none where they are missing from the installation."""
    return sorted((seed_folder() / "brands").glob("*.toml"))


def shipped_signature() -> str:
    """A text that is another one after any shipped brand file was written, put there or taken away.

    The files are not opened. Installers may give every file the same time of change, so the time that the system itself
    keeps counts too.
    """
    try:
        with os.scandir(seed_folder() / "brands") as entries:
            facts = sorted((e.name, e.stat()) for e in entries if e.name.endswith(".toml"))
    except FileNotFoundError:
        return ""
    lines = (f"{name} {s.st_size} {s.st_mtime_ns} {s.st_ctime_ns}" for name, s in facts)
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


def shipped_edition() -> str:
    """Which shipped brand files these are: the version of the package, and a digest of their names and content.

    Empty where they are missing from the installation. The version counts too: another one may read the same files
    otherwise.
    """
    content = sha256()
    files = shipped_files()
    for file in files:
        data = file.read_bytes()
        content.update(f"{file.name} {len(data)}\n".encode() + data)
    return f"{__version__} {content.hexdigest()[:16]}" if files else ""


def known() -> tuple[str, ...]:
    """Every version this program knows, oldest first: the numbers that the migration files begin with."""
    files = (migrations_folder() / "versions").glob("[0-9]*_*.py")
    return tuple(sorted(file.name.partition("_")[0] for file in files))


def head() -> str:
    """The version that this program needs."""
    versions = known()
    if not versions:
        raise StoreError(
            "The migrations are missing from this installation.", "Install legfit again.", code="store_incomplete"
        )
    return versions[-1]
