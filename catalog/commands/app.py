"""The Typer app: finds the command, and turns every failure into a sentence and an exit code."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any, NoReturn

import typer
from typer.main import get_command

from ..problem import BadInput, Problem, shown
from .exits import Exit, leave
from .session import SESSION, start
from .shelf import COMMANDS, App, Shelf

HELP = "Finds the sport compression sock, calf sleeve or tights that fits a leg, and says why."
EPILOG = "Example: legfit search --garment sock --calf 36.5cm --ankle 22.5cm --for marathon"


def build() -> Any:
    """The program with every command, none of them imported yet."""
    app = App(
        Shelf,
        name="legfit",
        help=HELP,
        epilog=EPILOG,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    return get_command(app)


def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No remarks, only the answer and errors.")] = False,
    verbose: Annotated[
        int, typer.Option("--verbose", "-v", count=True, show_default=False, help="Say more; -vv shows the SQL.")
    ] = 0,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an internal error came from.")] = False,
) -> None:
    """The options here hold for every command and are taken out before Typer reads the rest."""
    if version:
        from .. import __version__

        typer.echo(f"legfit {__version__}")
        raise typer.Exit


def run(arguments: list[str]) -> NoReturn:
    """Run one command line and leave with the contract's exit code."""
    arguments = start(arguments) or ["--help"]
    completing = "_LEGFIT_COMPLETE" in os.environ
    try:
        code = build()(arguments, prog_name="legfit", standalone_mode=completing)
        sys.stdout.flush()
    except BadInput as bad:
        typed = "--same-as" in arguments
        leave(Exit.USAGE, [p.at("--same-as") if typed and p.field == "same_as" else p for p in bad.problems], arguments)
    except BrokenPipeError:
        _reader_gone()
    except SystemExit as left:
        # Click catches a broken pipe itself and would leave with 1, which here is an internal error.
        if isinstance(left.__context__, BrokenPipeError):
            _reader_gone()
        raise
    except KeyboardInterrupt:
        raise SystemExit(Exit.INTERRUPTED) from None
    except Exception as error:
        _failed(error, arguments)
    raise SystemExit(code if isinstance(code, int) else Exit.OK)


def _reader_gone() -> NoReturn:
    """Leave quietly: Python, too, is kept from complaining about a reader that went away."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
    raise SystemExit(Exit.READER_GONE) from None


def _failed(error: Exception, arguments: list[str]) -> NoReturn:
    """Leave with the code of a failure: misuse, interrupted, a database that cannot answer, or a fault of ours."""
    if type(error).__name__ == "Abort":
        raise SystemExit(Exit.INTERRUPTED) from None
    if hasattr(error, "format_message") and getattr(error, "exit_code", None) == Exit.USAGE:
        leave(Exit.USAGE, [_misused(error)], arguments)
    if SESSION.debug:
        raise error
    _store_or_bug(error, arguments)


def _misused(error: Exception) -> Problem:
    """What Typer found wrong with the command line, in the shape of every other problem."""
    from ..fields import nearest

    name = str(getattr(error, "option_name", "") or "")
    context = getattr(error, "ctx", None)
    path = str(getattr(context, "command_path", "legfit"))
    help_hint = f"`{path} --help` shows how."
    if name:
        known = [o for p in context.command.params for o in p.opts] if context is not None else []
        near = nearest(name.lstrip("-"), [k.lstrip("-").replace("-", "_") for k in known])
        hint = " ".join(x for x in (near.replace("Did you mean ", "Did you mean --").replace("_", "-"), help_hint) if x)
        if type(error).__name__ == "BadOptionUsage":
            return Problem("missing", name, "", "a value after it", help_hint)
        return Problem("unknown_option", "", name, "an option of this command", hint)
    if type(error).__name__ == "NoArgsIsHelpError" and context is not None:
        sys.stdout.write(f"{context.get_help()}\n")
        return Problem("usage", "", "", f"one of {', '.join(context.command.commands)}", help_hint)
    message = str(getattr(error, "message", "") or error)
    if message.startswith("No such command"):
        read = message.split("'")[1] if "'" in message else ""
        commands = list(getattr(getattr(context, "command", None), "commands", COMMANDS))
        return Problem("unknown_command", "", read, f"one of {', '.join(commands)}", nearest(read, commands))
    parameter = getattr(error, "param", None)
    if type(error).__name__ == "MissingParameter" and parameter is not None:
        return Problem("missing", str(parameter.name), "", f"a {str(parameter.name).upper()}", help_hint)
    if parameter is not None:
        at = next((o for o in parameter.opts if o.startswith("--")), str(parameter.name))
        wrong = shown(message.partition(",")[0]).rstrip(".")
        return Problem("usage", at, "", f"another value: {wrong}", help_hint)
    return Problem("usage", "", "", f"another command line: {shown(message).rstrip('.')}", help_hint)


def _store_or_bug(error: Exception, arguments: list[str]) -> NoReturn:
    """Leave with 5 for a database that cannot answer, else with 1 and no traceback."""
    from ..store.errors import StoreError

    if isinstance(error, StoreError):
        told = Problem("database", "database", "", "a catalog that answers", f"{error.message} {error.hint}")
        leave(Exit.DATABASE, [told], arguments)
    what = f"no error, met {type(error).__name__}: {shown(str(error))}"
    leave(Exit.INTERNAL, [Problem("internal_error", "", "", what, "`--debug` shows where.")], arguments)
