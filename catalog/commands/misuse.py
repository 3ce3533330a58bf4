"""What Typer finds wrong with a command line, in the shape and the language of every other problem."""

from __future__ import annotations

import re
from typing import Any, Final

import typer

from ..model.problem import Problem, safe_repr
from .lazy_group import COMMANDS
from .nearest import nearest_of

HELP: Final = "cli_help"
EXTRA: Final = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)")
QUOTED: Final = re.compile(r"'([^']*)'")


def misused(error: Exception) -> Problem:
    """The problem that an error of Typer stands for."""
    context = getattr(error, "ctx", None)
    help_of = (("command", str(getattr(context, "command_path", "legfit"))),)
    name = str(getattr(error, "option_name", "") or "")
    if name:
        return _option(error, name, context, help_of)
    message = str(getattr(error, "message", "") or error)
    if type(error).__name__ == "NoArgsIsHelpError" and context is not None:
        typer.echo(context.get_help())
        choices = (("choices", ", ".join(context.command.commands)),)
        return Problem("usage", "", "", "cli_one_of", HELP, (*choices, *help_of))
    if message.startswith("No such command"):
        return _command(message, context)
    parameter = getattr(error, "param", None)
    if type(error).__name__ == "MissingParameter" and parameter is not None:
        named = str(parameter.metavar or parameter.name).upper()
        return Problem("missing", named.lower(), "", "cli_argument", HELP, (("name", named), *help_of))
    extra = EXTRA.fullmatch(message.strip())
    if extra is not None:
        return Problem("usage", "", safe_repr(extra[1]), "cli_no_more", HELP, help_of)
    at = next((o for o in getattr(parameter, "opts", ()) if o.startswith("--")), "")
    return Problem("usage", at, "", "cli_other", HELP, (("message", safe_repr(message).rstrip(".")), *help_of))


def _option(error: Exception, name: str, context: Any, help_of: tuple[tuple[str, object], ...]) -> Problem:
    """An option that the command does not have, that lacks its value, or that takes none."""
    if type(error).__name__ == "BadOptionUsage":
        lacks = "requires" in str(getattr(error, "message", ""))
        return Problem("missing" if lacks else "usage", name, "", "cli_value_after" if lacks else "cli_no_value",
                       HELP, help_of)  # fmt: skip
    options = [o for p in context.command.params for o in p.opts] if context is not None else []
    near = nearest_of(name.lstrip("-"), [o.lstrip("-") for o in options])
    suggestion = f"--{near[0]}" if near else ""
    return Problem("unknown_option", "", name, "cli_option", HELP, help_of, suggestion)


def _command(message: str, context: Any) -> Problem:
    found = QUOTED.search(message)
    read = found[1] if found else ""
    commands = list(getattr(getattr(context, "command", None), "commands", COMMANDS))
    suggestion = "".join(nearest_of(read, commands)[:1])
    facts = (("choices", ", ".join(commands)),)
    return Problem("unknown_command", "", safe_repr(read), "cli_one_of", "", facts, suggestion)
