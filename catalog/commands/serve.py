"""`legfit serve`: the HTTP service."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from ..model.did_you_mean import no_choice
from ..model.problem import BadInput
from .options import groups as o

LEVELS = ("debug", "info", "warning", "error")


@o.command("serve", "serve --port 8000")
def serve(
    host: Annotated[str, typer.Option("--host", help="The address to listen on.", envvar="LEGFIT_HOST")] = "127.0.0.1",
    port: Annotated[
        str, typer.Option("--port", metavar="NUMBER", help="The port; 0 picks one.", envvar="LEGFIT_PORT")
    ] = "8000",
    workers: Annotated[
        str, typer.Option("--workers", metavar="NUMBER", help="Processes that answer.", envvar="LEGFIT_WORKERS")
    ] = "1",
    log_level: Annotated[
        str, typer.Option("--log-level", help="debug, info, warning or error.", envvar="LEGFIT_LOG_LEVEL")
    ] = "info",
    database: Annotated[
        str | None,
        typer.Option("--database", metavar="URL", help="Another catalog: a path or URL.", envvar="LEGFIT_DATABASE_URL"),
    ] = None,
) -> None:
    """Answer over HTTP, for a shop's pages and the runner's page."""
    if log_level not in LEVELS:
        raise no_choice("unknown_log_level", "--log-level", log_level, LEVELS)
    ports, processes = _whole("--port", port, 0, 65535), _whole("--workers", workers, 1, 64)
    try:
        from ..web.server import serve as run
    except ModuleNotFoundError as missing:
        raise BadInput.one("missing_extra", "serve", missing.name, "cli_packages", "cli_install_web") from None
    run(host, ports, processes, log_level, database)


def _whole(option: str, text: str, low: int, high: int) -> int:
    """Read a whole number within limits. Raises: BadInput where it is none, or lies outside."""
    number = int(text) if re.fullmatch(r"\d{1,6}", text.strip(), re.ASCII) else -1
    if not low <= number <= high:
        raise BadInput.one("not_a_whole_number", option, text, "cli_whole_between", low=low, high=high)
    return number
