"""The Typer app: finds the command, and turns every failure into a sentence and an exit code."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Annotated, Final, NoReturn

import typer

from ..problem import BadInput, Problem, shown
from .exits import Exit, leave

COMMANDS: Final = {
    "search": "search",
    "size": "size",
    "show": "show",
    "list": "listing",
    "load": "load",
    "db": "db",
}
"""Each command and the module of this package that holds it, in the order of the help page."""

HELP = "Finds the sport compression sock, calf sleeve or tights that fits a leg, and says why."


def build(only: str | None = None) -> typer.Typer:
    """The app with every command, or with just one so that nothing else is imported."""
    app = typer.Typer(
        name="legfit",
        help=HELP,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    for name, module in COMMANDS.items():
        if only is None or name == only:
            import_module(f".{module}", __package__).register(app)
    return app


def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    if version:
        from .. import __version__

        typer.echo(f"legfit {__version__}")
        raise typer.Exit


def run(arguments: list[str]) -> NoReturn:
    """Run one command line and leave with the contract's exit code."""
    first = next((a for a in arguments if not a.startswith("-")), None)
    only = first if first in COMMANDS and "_LEGFIT_COMPLETE" not in os.environ else None
    debug = "--debug" in arguments
    arguments = [a for a in arguments if a != "--debug"]
    try:
        build(only)(arguments)
    except BadInput as bad:
        leave(Exit.USAGE, bad.problems, arguments)
    except BrokenPipeError:
        _silence()
        raise SystemExit(Exit.OK) from None
    except KeyboardInterrupt:
        raise SystemExit(Exit.INTERRUPTED) from None
    except Exception as error:
        if debug:
            raise
        _store_or_bug(error, arguments)
    raise SystemExit(Exit.OK)


def _silence() -> None:
    """Keep Python from complaining about a reader that went away."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _store_or_bug(error: Exception, arguments: list[str]) -> NoReturn:
    """Leave with 5 for a database that cannot answer, else with 1 and no traceback."""
    from ..store.errors import StoreError

    if isinstance(error, StoreError):
        told = Problem("database", "database", "", "a catalog that answers", f"{error.message} {error.hint}")
        leave(Exit.DATABASE, [told], arguments)
    what = f"no error, met {type(error).__name__}: {shown(str(error))}"
    leave(Exit.INTERNAL, [Problem("internal_error", "", "", what, "`--debug` shows where.")], arguments)
