"""Switches that commands share, each with the same name and place on the help page."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from .output import PANEL


def flag(name: str, help: str) -> Any:
    """Make a switch among the options of output."""
    return typer.Option(name, metavar="", help=help, rich_help_panel=PANEL)


Plan = Annotated[bool, flag("--plan", "When to put it on, how long, washing, when to stop.")]
