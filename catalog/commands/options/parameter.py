"""The parameters of a command as Typer reads them from a signature."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from .completion import complete_product

PANEL: Final = "Output"
SHORT: Final = {
    "--garment": "-g", "--calf": "-c", "--ankle": "-a", "--thigh": "-t", "--shoe": "-s", "--profile": "-p",
    "--for": "-f", "--brand": "-b", "--json": "-j", "--limit": "-n", "--lang": "-l", "--database": "-d", "--yes": "-y",
}  # fmt: skip
"""The short options: one letter stands for the same option in every command that has it."""


def option(
    name: str, kind: Any, flags: str, help: str, metavar: str | None = None, panel: str | None = None,
    completes: Callable[[str], list[str]] | None = None, envvar: str | None = None,
) -> Parameter:  # fmt: skip
    """Make a parameter that is None, or False for a flag, where the option is not typed.

    A boolean with two names (`--tested/--not-tested`) is None too: not saying is neither yes nor no.
    """
    is_flag = kind is bool and "/" not in flags
    info = typer.Option(
        *named(flags), help=help, metavar="" if kind is bool else metavar, rich_help_panel=panel, envvar=envvar,
        autocompletion=completes, show_default=False,
    )  # fmt: skip
    default, kind = (False, kind) if is_flag else (None, kind | None)
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, info])


def flag(name: str, help: str, panel: str | None = None) -> Any:
    """Make a switch."""
    return typer.Option(*named(name), metavar="", help=help, rich_help_panel=panel)


def named(flags: str) -> tuple[str, ...]:
    """Return the names of an option: its own, and its letter where it has one."""
    return (flags, SHORT[flags]) if flags in SHORT else (flags,)


def product(help: str = "Id, name, SKU or GTIN.") -> Any:
    """Make the argument that names a product."""
    return typer.Argument(metavar="PRODUCT", help=help, autocompletion=complete_product, show_default=False)


Plan = Annotated[bool, flag("--plan", "When to put it on, how long, washing, when to stop.", PANEL)]
PATHS_HELP: Final = "Brand files (TOML), folders of them, or the folder of an export."
Paths = Annotated[list[Path], typer.Argument(metavar="PATH", help=PATHS_HELP)]
