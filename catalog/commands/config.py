"""`legfit config`: what is set, and where each value came from."""

from __future__ import annotations

import os
from typing import Any

from ..app.settings import Setting, config_folder, data_folder, database_url, language
from ..messages.messages import Messages
from .options import groups as o
from .session import SESSION
from .terminal.output import Column

COLUMNS = (
    Column("name", keep=9),
    Column("value", keep=9, folds=True),
    Column("origin", keep=7),
    Column("help", keep=3, folds=True),
)
NAMES = tuple(c.name for c in COLUMNS)


@o.command("config", "config", o.output_options(NAMES))
def config(output: o.OutputOptions) -> None:
    """Show every setting, its value and where it came from; a password is never shown."""
    output.write_rows(COLUMNS, settings(output.database, output.language))


def settings(database: str | None, lang: str) -> list[dict[str, Any]]:
    """Return the settings as rows: name, value, where it came from, what it is for."""
    from ..app.database import shown_address

    url = database_url(database if _typed("--database") else None)
    every = [
        Setting(url.name, shown_address(url.value), url.origin),
        language(lang if _typed("--lang") else None),
        Setting("data_folder", str(data_folder()), _xdg("XDG_DATA_HOME")),
        Setting("config_folder", str(config_folder()), _xdg("XDG_CONFIG_HOME")),
    ]
    messages = Messages(lang)
    return [
        {"name": s.name, "value": s.value, "origin": s.origin, "help": messages.text(f"ui.setting.{s.name}")}
        for s in every
    ]


def _typed(option: str) -> bool:
    """Whether the value was typed on this command line; the environment's reaches a command the same way."""
    return any(a == option or a.startswith(f"{option}=") for a in SESSION.arguments)


def _xdg(name: str) -> str:
    return name if os.environ.get(name) else "default"
