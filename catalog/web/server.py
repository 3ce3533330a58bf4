"""Starts the server: uvicorn around the service, one process or several."""

from __future__ import annotations

import os
import signal
import socket
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import uvicorn

from ..model.policy import shipped_policy
from ..model.problem import BadInput
from .app import build
from .config import COLLECTIONS, DEMO, config_from
from .logs import set_up
from .proxies import BehindProxies

DATABASE: Final = "LEGFIT_SERVE_DATABASE"
"""How the workers learn of the `--database` option; they are processes of their own."""
LEVEL: Final = "LEGFIT_SERVE_LOG_LEVEL"
GRACE: Final = 10
"""Seconds that running requests have after SIGTERM."""
FAILED: Final = 1
"""The exit code where the server could not start; uvicorn's own means `nothing fits` here."""


def app() -> BehindProxies:
    """Make the service of one worker."""
    set_up(os.environ.get(LEVEL, "info"))
    config = config_from(database=os.environ.get(DATABASE))
    return BehindProxies(build(config), config.proxies)


def serve_demo(host: str, port: int, workers: int, level: str) -> None:
    """Serve the made-up shop on a catalog of its own, which goes with the service. Raises: as `serve`."""
    from ..app.demo import demo_database

    with tempfile.TemporaryDirectory(prefix="legfit-demo-") as folder:
        os.environ[DEMO] = "1"
        os.environ.pop(COLLECTIONS, None)
        serve(host, port, workers, level, demo_database(Path(folder), shipped_policy()))


def serve(
    host: str, port: int, workers: int, level: str, database: str | None, collections: Sequence[str] = ()
) -> None:
    """Serve until a signal says stop; what is running then is finished. Of `collections` none means all.

    Raises: BadInput (a setting cannot be used, a collection is not there, or the address is not free), StoreError (the
    catalog cannot be opened).
    """
    from ..app.catalog import check_collections

    config = config_from(database=database, collections=collections)
    _check_free(host, port)
    check_collections(
        config.database, shipped_policy(), config.collections, "--collection" if collections else COLLECTIONS
    )
    os.environ[LEVEL], os.environ[COLLECTIONS] = level, ",".join(config.collections)
    if database is not None:
        os.environ[DATABASE] = database
    set_up(level)
    # uvicorn raises the signal once more after the last request is finished; the process then ends as it should.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with tempfile.TemporaryDirectory(prefix="legfit-metrics-") as folder:
        if workers > 1:
            os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", folder)
        try:
            uvicorn.run(
                f"{__name__}:app", factory=True, host=host, port=port, workers=workers, log_config=None,
                access_log=False, server_header=False, proxy_headers=False, timeout_graceful_shutdown=GRACE, ws="none",
            )  # fmt: skip
        except SystemExit as end:
            raise SystemExit(FAILED if end.code else 0) from None


def _check_free(host: str, port: int) -> None:
    """Check that the address and the port are free to listen on. Raises: BadInput (they are not)."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            if os.name == "posix":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as error:
        hint, reason = ("cli_system", error.strerror) if error.strerror else ("", "")
        raise BadInput.one("cannot_listen", "--port", f"{host}:{port}", "http_free_port", hint, reason=reason) from None
