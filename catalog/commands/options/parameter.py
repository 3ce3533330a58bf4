"""One parameter of a command, as Typer reads it from the signature of a function."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter
from typing import Annotated, Any

import typer


def option(
    name: str,
    kind: Any,
    *flags: str,
    help: str,
    metavar: str | None = None,
    panel: str | None = None,
    envvar: str | None = None,
    completes: Callable[[str], list[str]] | None = None,
) -> Parameter:
    """Make a parameter that is None, or False for a flag, where the option is not typed.

    A boolean with two names (`--tested/--not-tested`) is None too: not saying is neither yes nor no.
    """
    is_flag = kind is bool and not any("/" in flag for flag in flags)
    info = typer.Option(
        *flags, help=help, metavar="" if kind is bool else metavar, rich_help_panel=panel, envvar=envvar,
        autocompletion=completes, show_default=False,
    )  # fmt: skip
    return Parameter(
        name,
        Parameter.KEYWORD_ONLY,
        default=False if is_flag else None,
        annotation=Annotated[kind if is_flag else kind | None, info],
    )
