"""The Typer app: finds the command, and turns every failure into a sentence and an exit code."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any, NoReturn

import typer
from typer.main import get_command

from ..model.problem import BadInput, Problem, safe_repr
from .exit_codes import Exit, said
from .lazy_group import LazyGroup, new_app
from .session import SESSION, start
from .terminal.streams import give_up_stdout

HELP = "Finds the sport compression sock, calf sleeve or tights that fits a leg, and says why."
EPILOG = "Example: legfit search --garment sock --calf 36.5cm --ankle 22.5cm --for marathon"


def build() -> Any:
    """The program with every command, none of them imported yet."""
    app = new_app(
        name="legfit",
        cls=LazyGroup,
        help=HELP,
        epilog=EPILOG,
        no_args_is_help=True,
    )
    app.callback()(_root)
    return get_command(app)


def _root(
    version: Annotated[bool, typer.Option("--version", metavar="", help="Print the version.", is_eager=True)] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", metavar="", help="No remarks, only the answer and errors.")
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", metavar="", help="Say more; -vv shows the SQL.")] = False,
    debug: Annotated[bool, typer.Option("--debug", metavar="", help="Show where an internal error came from.")] = False,
) -> None:
    """The options here hold for every command and are taken out before Typer reads the rest."""
    if version:
        from .. import __version__

        typer.echo(f"legfit {__version__}")
        raise typer.Exit


def run(arguments: list[str]) -> NoReturn:
    """Run one command line and leave with the contract's exit code."""
    arguments = start(arguments) or ["--help"]
    try:
        code = _code_of(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        give_up_stdout()
        code = Exit.READER_GONE
    except OSError as error:
        code = refused_by_system(error)
    raise SystemExit(code)


def _code_of(arguments: list[str]) -> int:
    """Run the command; the exit code that it ends with."""
    completing = "_LEGFIT_COMPLETE" in os.environ
    try:
        code = build()(arguments, prog_name="legfit", standalone_mode=completing)
        # Typer's own 1 (a shell that it cannot complete) is no internal error, which `_failed` alone tells.
        code = Exit.USAGE if code == Exit.INTERNAL else code
    except SystemExit as left:
        # Click catches a broken pipe itself and would leave with 1, which here is an internal error.
        if isinstance(left.__context__, BrokenPipeError):
            raise left.__context__ from None
        code = left.code
    except KeyboardInterrupt:
        code = Exit.INTERRUPTED
    except OSError:
        raise
    except Exception as error:
        code = _failed(error, arguments)
    return int(code) if isinstance(code, int) else Exit.OK


def refused_by_system(error: OSError) -> int:
    """Say what the system refused: to write the answer, or to use a file; the exit code for it."""
    if SESSION.debug:
        raise error
    facts = (("reason", error.strerror or type(error).__name__),)
    if error.filename is not None:
        return said(
            Exit.USAGE, [Problem("unusable_file", safe_repr(str(error.filename)), "", "cli_file", "cli_system", facts)]
        )
    give_up_stdout()
    return said(Exit.USAGE, [Problem("unwritable", "stdout", "", "cli_output", "cli_system", facts)])


def _failed(error: Exception, arguments: list[str]) -> int:
    """Say a failure: bad input, misuse, a database that cannot answer, or a fault of ours; the exit code for it."""
    if isinstance(error, BadInput):
        typed = "--same-as" in arguments
        return said(Exit.USAGE, [p.at("--same-as") if typed and p.field == "same_as" else p for p in error.problems])
    if type(error).__name__ == "Abort":
        return Exit.INTERRUPTED
    if hasattr(error, "format_message") and getattr(error, "exit_code", None) == Exit.USAGE:
        from .misuse import misused

        return said(Exit.USAGE, [misused(error)])
    if SESSION.debug:
        raise error
    return _store_or_bug(error)


def _store_or_bug(error: Exception) -> int:
    """Say a database that cannot answer (5), else a fault of ours (1) without a traceback; the exit code for it."""
    from ..app.errors import StoreError

    if isinstance(error, StoreError):
        return said(Exit.DATABASE, [store_problem(error)])
    facts = (("error", f"{type(error).__name__}: {safe_repr(str(error))}"),)
    return said(Exit.INTERNAL, [Problem("internal_error", "", "", "cli_no_error", "cli_debug", facts)])


def store_problem(error: Any) -> Problem:
    """The problem that an error of the database stands for."""
    from ..app.database import shown_address
    from ..app.settings import database_url
    from .repeat import again

    typed = dict(SESSION.typed).get("--database")
    address = safe_repr(shown_address(database_url(typed).value))
    return Problem("database", "database", address, "cli_catalog", error.code, again(error.facts.items()))
