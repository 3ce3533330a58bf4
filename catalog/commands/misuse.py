"""What Typer finds wrong with a command line, in the shape and the language of every other problem.

Typer keeps its copy of Click's exceptions to itself, so that an error is known by its name and its attributes.
"""

from __future__ import annotations

import re
from typing import Any, Final

import typer

from ..model.did_you_mean import nearest_of
from ..model.problem import Problem, safe_repr
from .lazy_group import COMMANDS
from .options.typed import HELP, unknown_option

EXTRA: Final = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)")
QUOTED: Final = re.compile(r"'([^']*)'")
Facts = tuple[tuple[str, object], ...]


def usage_problem(error: Exception) -> Problem:
    """Return the problem that an error of Typer stands for; a group without a command prints its help page first."""
    context, parameter = getattr(error, "ctx", None), getattr(error, "param", None)
    help_of: Facts = (("command", str(getattr(context, "command_path", "legfit"))),)
    message, kind = str(getattr(error, "message", "") or error), type(error).__name__
    if getattr(error, "option_name", None):
        return _option_problem(error, context, help_of)
    if kind == "NoArgsIsHelpError" and context is not None:
        typer.echo(context.get_help())
        choices = (("choices", ", ".join(context.command.commands)),)
        return Problem("usage", "", "", "cli_one_of", HELP, (*choices, *help_of))
    if message.startswith("No such command"):
        return _unknown_command(message, context)
    if kind == "MissingParameter" and parameter is not None:
        name = str(parameter.metavar or parameter.name).upper()
        return Problem("missing", name.lower(), "", "cli_argument", HELP, (("name", name), *help_of))
    if extra := EXTRA.fullmatch(message.strip()):
        return Problem("usage", "", safe_repr(extra[1]), "cli_no_more", HELP, help_of)
    option = next((o for o in getattr(parameter, "opts", ()) if o.startswith("--")), "")
    return Problem("usage", option, "", "cli_other", HELP, (("message", safe_repr(message).rstrip(".")), *help_of))


def _option_problem(error: Any, context: Any, help_of: Facts) -> Problem:
    """Return the problem of an option that the command does not have, that lacks its value, or that takes none."""
    name = str(error.option_name)
    if type(error).__name__ == "BadOptionUsage":
        if "requires" in str(error.message):
            return Problem("missing", name, "", "cli_value_after", HELP, help_of)
        return Problem("usage", name, "", "cli_no_value", HELP, help_of)
    options = [o for p in context.command.params for o in p.opts] if context is not None else []
    return unknown_option(name, options, str(dict(help_of)["command"]))


def _unknown_command(message: str, context: Any) -> Problem:
    quoted = QUOTED.search(message)
    name = quoted[1] if quoted else ""
    commands = list(getattr(getattr(context, "command", None), "commands", COMMANDS))
    facts = (("choices", ", ".join(commands)),)
    suggestion = "".join(nearest_of(name, commands)[:1])
    return Problem("unknown_command", "", safe_repr(name), "cli_one_of", "", facts, suggestion)
