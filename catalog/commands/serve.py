"""`legfit serve`: the HTTP service."""

from __future__ import annotations

import re
from enum import Enum
from typing import Annotated, Any, Final

import typer

from ..model.did_you_mean import no_choice
from ..model.problem import BadInput
from .browser import open_when_there, page_address
from .exit_codes import messages_of
from .options import groups as o
from .options.completion import complete_collection
from .options.parameter import flag, named
from .session import SESSION, note

DEMO: Final = "demo"
"""Where the made-up shop is."""
ADDRESS = "LEGFIT_DATABASE_URL"
LEVELS = ("debug", "info", "warning", "error")


def _setting(name: str, help: str, variable: str, metavar: str | None = None) -> Any:
    return typer.Option(*named(name), metavar=metavar, help=help, envvar=variable)


ONLY: Final = "Only this collection; may be given again. LEGFIT_COLLECTIONS holds several with commas."
COLLECTION: Any = typer.Option("--collection", metavar="NAME", help=ONLY, autocompletion=complete_collection)


@o.command("serve", ("serve --open", "serve --demo --open", "serve --port 8000", "serve --host 0.0.0.0 --workers 4"))
def serve(
    context: typer.Context,
    host: Annotated[str, _setting("--host", "The address to listen on.", "LEGFIT_HOST")] = "127.0.0.1",
    port: Annotated[str, _setting("--port", "The port; 0 picks one.", "LEGFIT_PORT", "NUMBER")] = "8000",
    workers: Annotated[str, _setting("--workers", "Processes that answer.", "LEGFIT_WORKERS", "NUMBER")] = "1",
    log_level: Annotated[str, _setting("--log-level", "debug, info, warning or error.", "LEGFIT_LOG_LEVEL")] = "info",
    collection: Annotated[list[str] | None, COLLECTION] = None,
    database: Annotated[str | None, _setting("--database", "Another catalog: a path or URL.", ADDRESS, "URL")] = None,
    open_page: Annotated[bool, flag("--open", "Open the runner's page in a browser once it answers.")] = False,
    demo: Annotated[bool, flag("--demo", "Show the widget in a made-up shop with a catalog of its own.")] = False,
) -> None:
    """Answer over HTTP, for a shop's pages and the runner's page."""
    if log_level not in LEVELS:
        raise no_choice("unknown_log_level", "--log-level", log_level, LEVELS)
    ports, processes = _whole("--port", port, 0, 65535), _whole("--workers", workers, 1, 64)
    try:
        from ..web.server import serve as run
        from ..web.server import serve_demo as run_demo
    except ModuleNotFoundError as missing:
        raise BadInput.one("missing_extra", "serve", missing.name, "cli_packages", "cli_install_web") from None
    if open_page and not ports:
        raise BadInput.one("contradiction", "--open", "--port 0", "cli_known_port")
    if demo:
        _check_alone(context.get_parameter_source("database"), collection)
        note(messages_of(SESSION.arguments).text("demo.there", {"address": page_address(host, ports, DEMO)}))
    if open_page:
        open_when_there(host, ports, DEMO if demo else "")
    if demo:
        run_demo(host, ports, processes, log_level)
    else:
        run(host, ports, processes, log_level, database, collection or ())


def _check_alone(database: Enum | None, collection: list[str] | None) -> None:
    """Check that no catalog was typed beside `--demo`, which has its own; `database` says where it came from.

    Raises: BadInput.
    """
    typed = database is not None and database.name == "COMMANDLINE"
    other = "--database" if typed else "--collection" if collection else ""
    if other:
        raise BadInput.one("contradiction", "--demo", other, "cli_demo_alone")


def _whole(option: str, text: str, low: int, high: int) -> int:
    """Read a whole number within limits. Raises: BadInput where it is none, or lies outside."""
    number = int(text) if re.fullmatch(r"\d{1,6}", text.strip(), re.ASCII) else -1
    if not low <= number <= high:
        raise BadInput.one("not_a_whole_number", option, text, "cli_whole_between", low=low, high=high)
    return number
