"""`legfit help COMMAND`: the help page of a command, as `--help` shows it."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from .options import groups as o


def _commands(incomplete: str) -> list[str]:
    from .lazy_group import COMMANDS

    return [name for name in COMMANDS if name.startswith(incomplete)]


WORDS: Any = typer.Argument(metavar="COMMAND", help="The command: size, or profile save.", autocompletion=_commands)


@o.command("help", ("help size", "help profile save"))
def help_page(words: Annotated[list[str] | None, WORDS] = None) -> None:
    """Show what a command does, with all of its options and examples."""
    from .app import build

    build()([*(words or ()), "--help"], prog_name="legfit", standalone_mode=False)
