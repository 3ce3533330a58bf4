"""`legfit serve`: the HTTP service."""

from __future__ import annotations

from typing import Annotated

import typer

from ..problem import BadInput
from . import options as o

EXAMPLE = "Example: legfit serve --port 8000"
LEVELS = ("debug", "info", "warning", "error")


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("serve", epilog=EXAMPLE)(serve)


def serve(
    host: Annotated[str, typer.Option("--host", help="The address to listen on.", envvar="LEGFIT_HOST")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port; 0 picks one.", envvar="LEGFIT_PORT")
    ] = 8000,
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=64, help="Processes that answer.", envvar="LEGFIT_WORKERS")
    ] = 1,
    log_level: Annotated[
        str, typer.Option("--log-level", help="debug, info, warning or error.", envvar="LEGFIT_LOG_LEVEL")
    ] = "info",
    database: o.Database = None,
) -> None:
    """Answer over HTTP, for a shop's pages and the runner's page."""
    if log_level not in LEVELS:
        raise BadInput.one("unknown_log_level", "--log-level", log_level, f"one of {', '.join(LEVELS)}")
    try:
        from ..web.serve import serve as run
    except ModuleNotFoundError as missing:
        hint = "Install them with `pip install 'legfit[web]'`."
        raise BadInput.one("missing_extra", "serve", missing.name, "the packages of the service", hint) from None
    run(host, port, workers, log_level, database)
