"""The Typer app: finds the command, and turns every failure into a sentence and an exit code."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any, NoReturn

import typer
from typer.main import get_command

from ..model.problem import BadInput, Problem, safe_repr
from .exit_codes import Exit, report_problems
from .lazy_group import PAGE, LazyGroup, below_help, new_app
from .session import SESSION, start
from .terminal.streams import give_up

HELP = "Finds the sport compression sock, calf sleeve or tights that fits a leg, and says why."
QUIET = "No remarks, only the answer and errors."
EXAMPLES = (
    "search --garment sock --calf 36.5cm --ankle 22.5cm --for marathon",
    "size compressport-ur2 -c 36.5cm",
    "help size",
)


def build() -> Any:
    """Build the program with every command, none of them imported yet."""
    app = new_app(name="legfit", cls=LazyGroup, help=HELP, epilog=below_help(EXAMPLES, PAGE), no_args_is_help=True)
    app.callback()(_root)
    return get_command(app)


def _root(
    version: Annotated[bool, typer.Option("--version", metavar="", help="Print the version.", is_eager=True)] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", metavar="", help=QUIET)] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", metavar="", help="Say more; -vv shows the SQL.")] = False,
    no_pager: Annotated[bool, typer.Option("--no-pager", metavar="", help="Show long lists at once.")] = False,
    debug: Annotated[bool, typer.Option("--debug", metavar="", help="Show where an internal error came from.")] = False,
) -> None:
    """Declare the options that hold for every command; `start` takes them out before Typer reads the rest."""
    if version:
        from .. import __version__

        typer.echo(f"legfit {__version__}")
        raise typer.Exit


def run(arguments: list[str]) -> NoReturn:
    """Run one command line and leave with the contract's exit code."""
    arguments = start(arguments) or ["--help"]
    try:
        code = _run_command(arguments)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit) as error:
        # Click and Rich turn a broken pipe into an exit with 1, which here is an internal error.
        if isinstance(error, SystemExit) and not isinstance(error.__context__, BrokenPipeError):
            raise
        give_up(sys.__stdout__, 1)
        code = Exit.READER_GONE
    except OSError as error:
        code = report_refusal(error)
    raise SystemExit(code)


def _run_command(arguments: list[str]) -> int:
    """Run the command and return the code that it ends with."""
    completing = "_LEGFIT_COMPLETE" in os.environ
    try:
        code = build()(arguments, prog_name="legfit", standalone_mode=completing)
        # Typer's own 1 (a shell that it cannot complete) is no internal error, which `_report_failure` alone tells.
        code = Exit.USAGE if code == Exit.INTERNAL else code
    except SystemExit as leaving:
        if isinstance(leaving.__context__, BrokenPipeError):
            raise
        code = leaving.code
    except KeyboardInterrupt:
        code = Exit.INTERRUPTED
    except OSError:
        raise
    except Exception as error:
        code = _report_failure(error, arguments)
    return int(code) if isinstance(code, int) else Exit.OK


def report_refusal(error: OSError) -> int:
    """Tell what the system refused, to write the answer or to use a file, and return the exit code."""
    if SESSION.debug:
        raise error
    facts = (("reason", error.strerror or type(error).__name__),)
    if error.filename is not None:
        problem = Problem("unusable_file", safe_repr(str(error.filename)), "", "cli_file", "cli_system", facts)
    else:
        give_up(sys.__stdout__, 1)
        problem = Problem("unwritable", "stdout", "", "cli_output", "cli_system", facts)
    return report_problems(Exit.USAGE, [problem])


def _report_failure(error: Exception, arguments: list[str]) -> int:
    """Tell bad input, misuse, a database that cannot answer or a fault of ours, and return the exit code."""
    if isinstance(error, BadInput):
        from .options.gathering import BadFile

        typed = "--same-as" in arguments
        problems = [p.at("--same-as") if typed and p.field == "same_as" else p for p in error.problems]
        return report_problems(Exit.INPUT_FILE if isinstance(error, BadFile) else Exit.USAGE, problems)
    if type(error).__name__ == "Abort":
        return Exit.INTERRUPTED
    if hasattr(error, "format_message") and getattr(error, "exit_code", None) == Exit.USAGE:
        from .misuse import usage_problem

        return report_problems(Exit.USAGE, [usage_problem(error)])
    if SESSION.debug:
        raise error
    from ..app.errors import StoreError

    if isinstance(error, StoreError):
        return report_problems(Exit.DATABASE, [store_problem(error)])
    facts = (("error", f"{type(error).__name__}: {safe_repr(str(error))}"),)
    return report_problems(Exit.INTERNAL, [Problem("internal_error", "", "", "cli_no_error", "cli_debug", facts)])


def store_problem(error: Any) -> Problem:
    """Return the problem that an error of the database stands for."""
    from ..app.database import shown_address
    from ..app.settings import database_url
    from .repeat import again

    typed = dict(SESSION.typed).get("--database")
    address = safe_repr(shown_address(database_url(typed).value))
    return Problem("database", "database", address, "cli_catalog", error.code, again(error.facts.items()))
