"""`legfit config`: what is set, where each value came from, and what is kept for every command to come."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from msgspec.structs import replace

from ..app.kept_settings import KEPT, keep_setting
from ..app.saved_measurements import read_profile
from ..app.settings import FILE, Setting, config_folder, data_folder, database_url, kept_setting, language
from ..messages.messages import Messages
from ..model.did_you_mean import no_choice
from ..model.problem import BadInput
from .options import groups as o
from .options.output import language_of
from .options.typed import HELP
from .session import SESSION
from .terminal.output import Column

NAMES = ("name", "value", "origin", "help")
ACTIONS: Final = ("set", "unset")
OTHER_NAMES: Final = {"lang": "language", "database": "database_url"}
"""Settings under the names of their options."""
ACTION: Any = typer.Argument(metavar="ACTION", help="set or unset; every setting is shown where it is left out.")
NAME: Any = typer.Argument(metavar="NAME", help=f"{', '.join(KEPT)}.")
VALUE: Any = typer.Argument(metavar="VALUE", help="The value to keep.")


@o.command("config", ("config", "config set language de", "config unset language"), o.output_options(NAMES))
def config(
    output: o.OutputOptions,
    action: Annotated[str | None, ACTION] = None,
    name: Annotated[str | None, NAME] = None,
    value: Annotated[str | None, VALUE] = None,
) -> None:
    """Show every setting, its value and where it came from; a password is never shown.

    `config set` keeps one for every command to come; an option or a variable of the environment goes before it.
    """
    if action is not None:
        _keep(action, name, value)
        output = replace(output, language=language_now(output.language))
    messages = output.messages()
    columns = (
        Column("name", keep=9),
        Column("value", keep=9, folds=True),
        Column("origin", show=lambda origin: origin_words(origin, messages), keep=7),
        Column("help", keep=3, folds=True),
    )
    output.write_rows(columns, settings(output.database, output.language))


def origin_words(origin: str, messages: Messages) -> str:
    """Return where a value came from in words; the names of files and variables stay as they are."""
    option = origin.removeprefix("option ")
    if option != origin:
        return messages.text("ui.origin.option", {"option": option})
    return messages.text("ui.origin.default") if origin == "default" else origin


def language_now(chosen: str) -> str:
    """Return the language to speak after a change: the one that was typed, else the one that is kept by now."""
    return chosen if _typed("--lang") else language(None).value


def _keep(action: str, name: str | None, value: str | None) -> None:
    """Keep a setting, or no longer. Raises: BadInput (no such action or setting, no value, or one that is none)."""
    if action not in ACTIONS:
        raise no_choice("unknown_value", "action", action, ACTIONS)
    setting = OTHER_NAMES.get(name or "", name or "")
    if setting not in KEPT:
        raise no_choice("unknown_value", "name", name or "", KEPT)
    if (value is None) != (action == "unset"):
        code = "cli_argument" if value is None else "cli_no_more"
        raise BadInput.one("usage", "value", value or "", code, HELP, name="VALUE", command="legfit config")
    keep_setting(setting, None if value is None else _checked(setting, value))


def _checked(setting: str, value: str) -> str:
    """Return the value as it is kept. Raises: BadInput (it is no language, or there is no such profile)."""
    if setting == "language":
        return _language(value)
    if setting == "profile":
        read_profile(value)
    return value


def _language(value: str) -> str:
    try:
        return language_of(value)
    except BadInput as bad:
        raise BadInput(p.at("value") for p in bad.problems) from None


def settings(database: str | None, lang: str) -> list[dict[str, Any]]:
    """Return the settings as rows: name, value, where it came from, what it is for."""
    from ..app.database import shown_address

    url = database_url(database if _typed("--database") else None)
    every = [
        Setting(url.name, shown_address(url.value), url.origin),
        language(lang if _typed("--lang") else None),
        Setting("profile", kept_setting("profile") or "", FILE if kept_setting("profile") else "default"),
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
    return option in dict(SESSION.typed)


def _xdg(name: str) -> str:
    """Where a folder comes from: as the XDG specification wants it, a path that is not absolute counts for nothing."""
    return name if Path(os.environ.get(name, "")).is_absolute() else "default"
