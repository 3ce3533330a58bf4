"""What can be set, and where each value came from: option, environment, or default."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct


class Setting(Struct, frozen=True):
    """One setting: its name, value, and where it came from."""

    name: str
    value: str
    origin: str


def data_folder() -> Path:
    """The user's data folder of legfit; not created here."""
    from platformdirs import user_data_path

    return user_data_path("legfit", appauthor=False)


def config_folder() -> Path:
    """The user's configuration folder of legfit; not created here."""
    from platformdirs import user_config_path

    return user_config_path("legfit", appauthor=False)


def embedded_path() -> Path:
    """Where the embedded catalog lives."""
    return data_folder() / "catalog.db"


def database_url(option: str | None = None, environment: Mapping[str, str] = os.environ) -> Setting:
    """Which database answers: the option, else LEGFIT_DATABASE_URL, else the embedded catalog."""
    if option:
        return Setting("database_url", as_url(option), "option --database")
    if environment.get("LEGFIT_DATABASE_URL"):
        return Setting("database_url", as_url(environment["LEGFIT_DATABASE_URL"]), "LEGFIT_DATABASE_URL")
    return Setting("database_url", f"sqlite:///{embedded_path()}", "default")


def as_url(text: str) -> str:
    """A database URL; a plain path means a SQLite file, and bare PostgreSQL URLs use psycopg."""
    for plain in ("postgres://", "postgresql://"):
        if text.startswith(plain):
            return f"postgresql+psycopg://{text.removeprefix(plain)}"
    return text if "://" in text else f"sqlite:///{text}"


def language(option: str | None = None, environment: Mapping[str, str] = os.environ) -> Setting:
    """Which language answers speak: the option, else LEGFIT_LANG, else English."""
    if option:
        return Setting("language", option, "option --lang")
    if environment.get("LEGFIT_LANG"):
        return Setting("language", environment["LEGFIT_LANG"], "LEGFIT_LANG")
    return Setting("language", "en", "default")


def is_embedded(url: Setting) -> bool:
    """Whether the database is the embedded default, the only one that is migrated without being asked."""
    return url.origin == "default"
