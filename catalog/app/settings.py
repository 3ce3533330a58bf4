"""What can be set, and where each value came from: option, environment, what was kept, or default."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from ..model.problem import BadInput

FILE: Final = "config.json"
"""The file of kept settings in the configuration folder."""


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


def kept_setting(name: str) -> str | None:
    """The value kept for a setting; None where none is. Raises: BadInput (the file cannot be read)."""
    path = config_folder() / FILE
    try:
        value = json.loads(path.read_text("utf-8")).get(name)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError, AttributeError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise BadInput.one(
            "unreadable_file", FILE, str(path), "cli_readable_file", "cli_system", reason=reason
        ) from None
    return value if isinstance(value, str) and value.strip() else None


def embedded_path() -> Path:
    """Where the embedded catalog lives."""
    return data_folder() / "catalog.db"


def database_url(option: str | None = None, environment: Mapping[str, str] = os.environ) -> Setting:
    """Which database answers: the option, else LEGFIT_DATABASE_URL, else the kept one, else the embedded catalog."""
    if option:
        return Setting("database_url", as_url(option), "option --database")
    if environment.get("LEGFIT_DATABASE_URL"):
        return Setting("database_url", as_url(environment["LEGFIT_DATABASE_URL"]), "LEGFIT_DATABASE_URL")
    if own := kept_setting("database_url"):
        return Setting("database_url", as_url(own), FILE)
    return Setting("database_url", f"sqlite:///{embedded_path()}", "default")


def as_url(text: str) -> str:
    """A database URL; a plain path means a SQLite file, and bare PostgreSQL URLs use psycopg."""
    for plain in ("postgres://", "postgresql://"):
        if text.startswith(plain):
            return f"postgresql+psycopg://{text.removeprefix(plain)}"
    return text if "://" in text else f"sqlite:///{text}"


def language(option: str | None = None, environment: Mapping[str, str] = os.environ) -> Setting:
    """Which language answers speak: the option, else LEGFIT_LANG, else the kept one, else English."""
    if option:
        return Setting("language", option, "option --lang")
    if environment.get("LEGFIT_LANG"):
        return Setting("language", environment["LEGFIT_LANG"], "LEGFIT_LANG")
    if own := kept_setting("language"):
        return Setting("language", own, FILE)
    return Setting("language", "en", "default")


def is_embedded(url: Setting) -> bool:
    """Whether the database is the embedded default, the only one that is migrated without being asked."""
    return url.origin == "default"
