"""Where the files that travel with the package are, and which version of the tables they make."""

from __future__ import annotations

from pathlib import Path

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
