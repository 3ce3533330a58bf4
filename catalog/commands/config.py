"""`legfit config`: what is set, and where each value came from."""

from __future__ import annotations

from typing import Any

import typer

from ..app.settings import Setting, config_folder, data_folder, database_url, language
from ..messages.messages import Messages
from .lazy_group import Command
from .options import groups as o
from .session import SESSION
from .terminal.output import Column

EXAMPLE = "Example: legfit config"
NAMES = ("name", "value", "origin", "help")


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("config", cls=Command, epilog=EXAMPLE)(o.takes(o.output_options(NAMES))(config))


def config(output: o.OutputOptions) -> None:
    """Show every setting, its value and where it came from; a password is never shown."""
    messages = output.messages()
    columns = [
        Column(n, messages.text(f"ui.col.{n}"), keep=k, folds=n in ("value", "help"))
        for n, k in zip(NAMES, (9, 9, 7, 3), strict=True)
    ]
    output.write_rows(columns, settings(output.database, output.language))


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
    import os

    return name if os.environ.get(name) else "default"
