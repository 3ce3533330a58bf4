"""Where the files that travel with the package are: beside it in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

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
